"""What a coder gets in place of a comparison whose pairs they are to judge."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control

from declarations.models import Declaration, User
from declarations.services import veiled_between

from .permission import NotPermitted


def veil_over(
    request: HttpRequest, viewer: User | None, left: Declaration, right: Declaration
) -> HttpResponse | None:
    """
    Return the page that leads a coder to their queue; none where nothing is hidden from them.

    htmx, which would put it into the comparison, is told to load it as a page.
    """
    veil = veiled_between(viewer, left, right)
    if veil is None:
        return None
    context = {"veil": veil, "left": left, "right": right}
    response: HttpResponse = TemplateResponse(request, "declarations/compare_veiled.html", context)
    if request.htmx:  # type: ignore[attr-defined]
        response = HttpResponse(headers={"HX-Refresh": "true"})
    patch_cache_control(response, private=True, no_store=True)
    return response


def refuse_veiled(viewer: User | None, left: Declaration, right: Declaration) -> None:
    """Refuse, 403 with the sentence, what tells of the two to whoever is to judge their pairs."""
    veil = veiled_between(viewer, left, right)
    if veil is not None:
        raise NotPermitted(veil.sentence)
