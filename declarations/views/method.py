"""How each mark is made, and how often it is right on this installation."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from declarations.services import latest_figures

SCALE = range(0, 101, 25)
"""Per cent, where a line stands in the picture of the figures."""


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Explain matching, positions, relations and suggestions, with the figures measured here."""
    return TemplateResponse(
        request, "declarations/method.html", {"measured": latest_figures(), "scale": SCALE}
    )
