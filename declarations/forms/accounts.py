"""The form of the log-in."""

from django.contrib.auth.forms import AuthenticationForm


class LogInForm(AuthenticationForm):
    """
    Name and password; a name too long for an account is refused like any that has none.

    Django leaves the length to the browser, and PostgreSQL then refuses to note the failure.
    """

    def clean_username(self) -> str:
        """Return the name, where an account could have it."""
        username: str = self.cleaned_data["username"]
        if len(username) > self.username_field.max_length:
            raise self.get_invalid_login_error()
        return username
