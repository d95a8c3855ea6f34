"""Who reads a page, asked for only where somebody may be logged in."""

from collections.abc import Callable
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


def private_to_accounts(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """
    Keep all that is answered to a session out of shared caches, as middleware.

    Every page names in its header who is logged in, and a lead's exports hold
    what nobody else may read yet. ``Vary`` alone would leave it to each cache
    to heed it. Nothing is looked up: the cookie is enough.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, private=True)
        return response

    return answer
