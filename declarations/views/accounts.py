"""Logging in and out, passwords, and what an account may do here."""

from typing import Any

from axes.utils import reset as reset_failures
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth import views as auth
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from declarations.forms import LogInForm
from declarations.services.judging import may_judge
from declarations.services.roles import count_own_judgements, roles_of

from .permission import NotPermitted, needs

SECONDS_BETWEEN_MAILS = 120
"""One address is sent no more than one link in this time, however often somebody asks."""


class LogIn(auth.LoginView):
    """
    Log in with a name and a password; then on to the page that asked for it.

    Django leads on only to addresses of this site. Who is logged in may log in
    as somebody else.
    """

    template_name = "declarations/account_log_in.html"
    authentication_form = LogInForm


class LogOut(auth.LogoutView):
    """Log out, by a form: a link that a page elsewhere loads as a picture logs nobody out."""

    http_method_names = ["post", "options"]


@require_safe
@never_cache
@needs()
def account(request: HttpRequest) -> TemplateResponse:
    """Show who is logged in, what they may do here, and where their work is."""
    user = request.user
    context: dict[str, Any] = {
        "roles": roles_of(user),
        "judges": may_judge(user),
        "judged": count_own_judgements(user),
        "leads": user.has_perm("declarations.view_judgement"),
    }
    return TemplateResponse(request, "declarations/account.html", context)


class ChangePassword(auth.PasswordChangeView):
    """Change one's own password; other browsers are logged out by it."""

    template_name = "declarations/account_password.html"
    success_url = reverse_lazy("declarations:account")

    def form_valid(self, form: Any) -> HttpResponse:
        """Say on the next page that it is done."""
        response = super().form_valid(form)
        messages.success(self.request, _("Your password is changed."))
        return response


class ResetPassword(auth.PasswordResetView):
    """
    Send a link to set a new password to a mail address, where an account has it.

    The answer is the same whether one has it or not, and so is that to a second
    request within two minutes, which sends nothing.
    """

    template_name = "declarations/account_reset.html"
    email_template_name = "declarations/account_reset_mail.txt"
    subject_template_name = "declarations/account_reset_subject.txt"
    success_url = reverse_lazy("declarations:password_reset_sent")

    def form_valid(self, form: Any) -> HttpResponse:
        """Send, unless it was just sent."""
        address = form.cleaned_data["email"].casefold()
        key = salted_hmac("declarations.reset", address).hexdigest()
        if cache.add(f"reset-{key}", True, SECONDS_BETWEEN_MAILS):
            return super().form_valid(form)
        return HttpResponseRedirect(self.get_success_url())


class ResetSent(auth.PasswordResetDoneView):
    """Say that a link was sent, if there is an account."""

    template_name = "declarations/account_reset_sent.html"


class SetPassword(auth.PasswordResetConfirmView):
    """Set a new password by the link of a mail, once."""

    template_name = "declarations/account_reset_set.html"
    success_url = reverse_lazy("declarations:login")

    def form_valid(self, form: Any) -> HttpResponse:
        """Say on the log-in page that it is done; what failed before is forgiven."""
        response = super().form_valid(form)
        reset_failures(username=self.user.get_username())
        messages.success(self.request, _("Your new password is set. Log in with it."))
        return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def desk_log_in(request: HttpRequest) -> HttpResponse:
    """
    Lead to the site's log-in page, in place of one that the desk would have of its own.

    Who is logged in without staff status came here from the desk, and is told
    who may enter; with it, they go on to the page they asked for.
    """
    asked = request.GET.get(REDIRECT_FIELD_NAME, "")
    own = url_has_allowed_host_and_scheme(
        asked, {request.get_host()}, require_https=request.is_secure()
    )
    back = asked if own else reverse("admin:index")
    if not request.user.is_authenticated:
        return auth.redirect_to_login(back)
    if not request.user.is_staff:
        raise NotPermitted(
            _(
                "The editors’ desk is for editors and leads."
                " Ask the administrator of this site to make you one."
            )
        )
    return redirect(back)
