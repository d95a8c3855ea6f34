"""What the pages of an entry share: who may see them, and where the four steps are."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django_htmx.http import HttpResponseClientRedirect

from declarations.models import Declaration, Intake

View = Callable[..., HttpResponse]


def entry_page(site: AdminSite, view: View) -> View:
    """
    Return the view for those who are signed in at the desk; others go to the log-in.

    What htmx asks for after a session has ended must not be answered with the
    page of the log-in, which would stand in the middle of this one.
    """
    guarded = site.admin_view(view)

    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.htmx and not site.has_permission(request):  # type: ignore[attr-defined]
            return HttpResponseClientRedirect(redirect_to_login(request.path).url)
        return guarded(request, *args, **kwargs)

    return asked


def fetch_declaration(key: int) -> Declaration:
    """Return a declaration with its issuers, or raise Http404, as for a key that cannot be one."""
    if key >= 2**63:
        raise Http404
    declaration = Declaration.objects.with_issuers().filter(pk=key).first()
    if declaration is None:
        raise Http404
    return declaration


def entry_of(declaration: Declaration) -> Intake | None:
    """Return the entry that a declaration was made of, without its text; the latest of several."""
    entries = declaration.intakes.filter(purpose=Intake.Purpose.DECLARATION)
    return entries.defer("text", "content", "undo").order_by("-pk").first()


def step_addresses(declaration: Declaration, entry: Intake | None) -> dict[str, str]:
    """Return the addresses of the steps for ``_steps.html``; the first two only of an entry."""
    key = [declaration.pk]
    addresses = {
        "codes_address": reverse("admin:declarations_declaration_codes", args=key),
        "check_address": reverse("admin:declarations_declaration_check", args=key),
    }
    if entry is not None and not declaration.is_published:
        for step in ("text", "points"):
            try:
                name = f"admin:declarations_intake_{step}"
                addresses[f"{step}_address"] = reverse(name, args=[entry.pk])
            except NoReverseMatch:  # entered by other means than the desk's pages
                continue
    return addresses
