"""What the pages of an entry share: who may see them, and where the four steps are."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
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


def lead_to_codes(request: HttpRequest, key: int) -> HttpResponse:
    """Lead from an entry to the codes of the declaration made of it; before that, to its points."""
    entry = Intake.objects.without_content().filter(pk=key).first() if key < 2**63 else None
    if entry is None:
        raise Http404
    if entry.declaration_id is None:
        return redirect("admin:declarations_intake_split", entry.pk)
    return redirect("admin:declarations_declaration_codes", entry.declaration_id)


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
        addresses["text_address"] = reverse("admin:declarations_intake_change", args=[entry.pk])
        addresses["points_address"] = reverse("admin:declarations_intake_split", args=[entry.pk])
    return addresses
