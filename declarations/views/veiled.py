"""What a coder gets in place of a comparison whose pairs they are to judge."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control

from declarations.models import Declaration, User
from declarations.services import veiled_between

from .permission import NotPermitted


def veil_over(request: HttpRequest, left: Declaration, right: Declaration) -> HttpResponse | None:
    """
    Return the page that leads a coder to their queue; none where nothing is hidden from them.

    htmx, which would put it into the comparison, is told to load it as a page.
    """
    veil = veiled_between(account_of(request), left, right)
    if veil is None:
        return None
    context = {"veil": veil, "left": left, "right": right}
    response = TemplateResponse(request, "declarations/compare_veiled.html", context)
    if request.htmx:  # type: ignore[attr-defined]
        response = HttpResponse(headers={"HX-Refresh": "true"})
    patch_cache_control(response, private=True, no_store=True)
    return response


def refuse_veiled(request: HttpRequest, left: Declaration, right: Declaration) -> None:
    """Refuse an export, 403 with the sentence, to whoever is to judge pairs of the two."""
    veil = veiled_between(account_of(request), left, right)
    if veil is not None:
        raise NotPermitted(veil.sentence)


def is_veiled(request: HttpRequest, left: Declaration, right: Declaration) -> bool:
    """Say whether how two declarations compare is hidden from who asks."""
    return veiled_between(account_of(request), left, right) is not None


def account_of(request: HttpRequest) -> User | None:
    """
    Return who is logged in, or None for a reader without an account.

    Without a cookie of the session nobody is, and neither session nor account is looked up.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user: Any = request.user
    return user if user.is_authenticated else None
