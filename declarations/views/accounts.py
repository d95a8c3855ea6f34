"""Logging in and out, passwords, and what an account may do here."""

from django.contrib.auth import views as auth


class LogIn(auth.LoginView):
    """Log in with a name and a password; then on to the page that asked for it."""

    template_name = "declarations/account_log_in.html"
