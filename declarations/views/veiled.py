"""What a coder gets in place of a comparison whose pairs they are to judge."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control

from declarations.models import Declaration, User
from declarations.services import veiled_among

from .permission import NotPermitted

MOST_NAMED = 5
"""Declarations that are offered to be read by themselves."""


def veil_over(
    request: HttpRequest, viewer: User | None, *declarations: Declaration
) -> HttpResponse | None:
    """
    Return the page that leads a coder to their queue; none where nothing is hidden from them.

    htmx, which would put it into the comparison, is told to load it as a page.
    """
    veil = veiled_among(viewer, declarations)
    if veil is None:
        return None
    # Of all texts of two groups nobody needs the list.
    few = declarations if len(declarations) <= MOST_NAMED else ()
    context = {"veil": veil, "declarations": few}
    response: HttpResponse = TemplateResponse(request, "declarations/compare_veiled.html", context)
    if request.htmx:  # type: ignore[attr-defined]
        response = HttpResponse(headers={"HX-Refresh": "true"})
    patch_cache_control(response, private=True, no_store=True)
    return response


def refuse_veiled(viewer: User | None, *declarations: Declaration) -> None:
    """Refuse, 403 with the sentence, what tells of them to whoever is to judge their pairs."""
    veil = veiled_among(viewer, declarations)
    if veil is not None:
        raise NotPermitted(veil.sentence)
