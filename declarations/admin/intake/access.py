"""Who enters declarations; and a log-in that loses nothing of what was sent without one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

NAME, PASSWORD = "desk_username", "desk_password"

Step = Callable[..., HttpResponse]


def may_enter(user: Any) -> bool:
    """Say whether somebody may enter declarations: staff who may add them."""
    return user.is_active and user.is_staff and user.has_perm("declarations.add_declaration")


def for_editors(step: Step) -> Step:
    """
    Guard a method of the admin that shows or changes an entry.

    Who is not signed in is asked to do so, and what was sent goes along: the
    log-in page holds it and sends it again, so that an expired session costs
    nothing. Who is signed in and may not enter declarations gets 403.
    """

    @wraps(step)
    @method_decorator(sensitive_post_parameters(PASSWORD))
    @method_decorator(never_cache)
    @method_decorator(csrf_protect)
    def guarded(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if may_enter(request.user):
            return step(self, request, *args, **kwargs)
        if request.user.is_authenticated:
            raise PermissionDenied
        if request.method != "POST":
            back = request.get_full_path()
            return redirect_to_login(back, reverse("admin:login"), REDIRECT_FIELD_NAME)
        if request.htmx:  # type: ignore[attr-defined]
            return _say_signed_out(request)
        if PASSWORD in request.POST:
            form = _log_in_form(request)
            if form.is_valid():
                login(request, form.get_user())
                if not may_enter(request.user):
                    raise PermissionDenied
                return step(self, request, *args, **kwargs)
        else:
            form = AdminAuthenticationForm(request)
        return _ask_to_log_in(self, request, form)

    return guarded


def _log_in_form(request: HttpRequest) -> AdminAuthenticationForm:
    given = {"username": request.POST.get(NAME, ""), "password": request.POST.get(PASSWORD, "")}
    return AdminAuthenticationForm(request, data=given)


def _ask_to_log_in(
    admin: Any, request: HttpRequest, form: AdminAuthenticationForm
) -> TemplateResponse:
    """Show a form to log in with, which holds every field that was sent."""
    own = {NAME, PASSWORD, "csrfmiddlewaretoken"}
    held = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in own
        for value in values
        if isinstance(value, str)
    ]
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Log in and go on"),
        "form": form,
        "held": held,
        "files": sorted(request.FILES),
        "username": request.POST.get(NAME, ""),
        "address": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/intake/log_in.html", context, status=401)


def _say_signed_out(request: HttpRequest) -> HttpResponse:
    """Answer a quiet save with a line that says what to do; a change, so that it is sent whole."""
    if request.path != reverse("admin:declarations_intake_keep"):
        # The script then sends the form as a page does, and gets the log-in that holds it.
        return HttpResponse(status=401)
    context = {"log_in": f"{resolve_url('admin:login')}?next={reverse('admin:index')}"}
    return TemplateResponse(request, "admin/intake/_signed_out.html", context)
