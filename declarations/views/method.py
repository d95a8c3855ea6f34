"""How each mark is made, and how often it is right on this installation."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from declarations.services import latest_figures

from .pictures import draw_figures


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Explain matching, positions, relations and suggestions, with the figures measured here."""
    measured = [(held, draw_figures(held)) for held in latest_figures()]
    return TemplateResponse(request, "declarations/method.html", {"measured": measured})
