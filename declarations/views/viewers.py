"""Who reads a page, asked for only where somebody may be logged in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

from declarations.models import User


def viewer_of(request: HttpRequest) -> User | None:
    """
    Return who is logged in, or None for a reader without an account.

    Without a cookie of the session nobody is, and neither session nor account is looked up.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user: Any = request.user
    return user if user.is_authenticated else None


def read_by(response: HttpResponse, viewer: User | None) -> HttpResponse:
    """Tell caches that a page differs by reader, and that an account's own is nobody else's."""
    patch_vary_headers(response, ("Cookie",))
    if viewer is not None:
        patch_cache_control(response, private=True)
    return response
