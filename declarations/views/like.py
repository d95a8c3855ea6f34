"""Points like a text that somebody pastes, and what they suggest for it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from declarations.forms import PasteForm
from declarations.services import list_like, points_like, show_suggestions, suggest_for_text

from .rendering import page_or_fragment


@require_http_methods(["GET", "HEAD", "POST"])
def like(request: HttpRequest) -> HttpResponse:
    """
    Show the points nearest to a pasted text; nothing of it is kept.

    It comes by POST, so that the text of a draft stands in no address, no
    history and no log.
    """
    context: dict[str, Any] = {"most": PasteForm.MOST}
    if request.method != "POST":
        return TemplateResponse(request, "declarations/like.html", {**context, "form": PasteForm()})
    form = PasteForm(request.POST)
    context["form"] = form
    status = 200
    if form.is_valid():
        text, language = form.cleaned_data["text"], form.cleaned_data["language"]
        texts = {language: text}
        suggestions = suggest_for_text(text, language)
        context |= {
            "asked": True,
            "like": list_like(points_like(texts), texts, "en"),
            "suggested": show_suggestions({0: suggestions}, "en").get(0),
        }
    else:
        status = 422
        context["refusals"] = [error for errors in form.errors.values() for error in errors]
    return page_or_fragment(
        request,
        page="declarations/like.html",
        fragment="declarations/_like_results.html",
        context=context,
        status=status,
    )
