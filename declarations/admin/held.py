"""
A guard of pages that loses nothing of what was sent.

A form that is sent after a log-in has run out, or with a token from before
another log-in, is held by a page that sends it again.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

NAME, PASSWORD = "desk_username", "desk_password"

# The class of the admin, a request, and what the address names.
Step = Callable[..., HttpResponse]
Quiet = Callable[[HttpRequest], HttpResponse]


class _TokenCheck(CsrfViewMiddleware):
    """Django's check of a form's token, which says whether a form is only too old."""

    is_old = False

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        # Of an origin that was checked only: a form of another site is never held.
        came_from_here = "HTTP_ORIGIN" in request.META or request.is_secure()
        self.is_old = came_from_here and reason.startswith("CSRF ")
        return super()._reject(request, reason)  # type: ignore[misc, no-any-return]


def _no_quiet_answer(_request: HttpRequest) -> HttpResponse:
    """Tell a script to send the form whole, as a page does, so that it comes back held."""
    return HttpResponse(status=401)


def held_for(may: Callable[[Any], bool], quiet: Quiet = _no_quiet_answer) -> Callable[[Step], Step]:
    """
    Return a guard for a method of the admin, or a function that takes one first.

    Who is not signed in is asked to do so, and what was sent goes along; who has
    logged in again elsewhere since the form was made, which gave the browser
    another token, is asked to send it again. Who is signed in and may not, as
    ``may`` says of a user, gets 403; so does a form of another site. ``quiet``
    answers instead where htmx asks.
    """

    def guard(step: Step) -> Step:
        @wraps(step)
        @method_decorator(sensitive_post_parameters(PASSWORD))
        @method_decorator(never_cache)
        def guarded(admin: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            check = _TokenCheck(lambda _request: HttpResponse())
            refused = check.process_view(request, step, (), {})
            if refused is not None and not check.is_old:
                return refused
            user = request.user
            if refused is None and may(user):
                return step(admin, request, *args, **kwargs)
            if user.is_authenticated and not may(user):
                raise PermissionDenied
            if request.method != "POST":
                back = request.get_full_path()
                return redirect_to_login(back, reverse("admin:login"), REDIRECT_FIELD_NAME)
            if request.htmx:  # type: ignore[attr-defined]
                return quiet(request)
            if user.is_authenticated:
                return _hold(admin, request, None)
            if refused is None and PASSWORD in request.POST:
                form = _log_in_form(request)
                if form.is_valid():
                    login(request, form.get_user())
                    if not may(request.user):
                        raise PermissionDenied
                    return step(admin, request, *args, **kwargs)
            else:
                form = AdminAuthenticationForm(request)
            return _hold(admin, request, form)

        # The check above takes the place of the one that would end in a dead end.
        return csrf_exempt(guarded)

    return guard


def _log_in_form(request: HttpRequest) -> AdminAuthenticationForm:
    given = {"username": request.POST.get(NAME, ""), "password": request.POST.get(PASSWORD, "")}
    return AdminAuthenticationForm(request, data=given)


def _hold(
    admin: Any, request: HttpRequest, form: AdminAuthenticationForm | None
) -> TemplateResponse:
    """Show a page that holds every field that was sent, with a form to log in where one is due."""
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
        "title": _("Log in and go on") if form else _("Send it again"),
        "form": form,
        "held": held,
        "files": sorted(request.FILES),
        "username": request.POST.get(NAME, ""),
        "address": request.get_full_path(),
    }
    status = 401 if form else 403
    return TemplateResponse(request, "admin/intake/log_in.html", context, status=status)
