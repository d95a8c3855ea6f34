"""How each mark is made, and how often it is right on this installation."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from declarations.services import ENOUGH_PAIRS, judged_figures, latest_figures

SCALE = range(0, 101, 25)
"""Per cent, where a line stands in the picture of the figures."""


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Explain matching, positions, relations and suggestions, with the figures measured here."""
    measured, judged = latest_figures(), judged_figures()
    tables = [judged.coded] if judged else []
    return TemplateResponse(
        request,
        "declarations/method.html",
        {
            "measured": measured,
            "scale": SCALE,
            "judged": judged,
            "judged_tables": tables + [held.judged for held in measured if held.judged],
            "enough_pairs": ENOUGH_PAIRS,
        },
    )
