"""One point: what it says, what it holds, who else speaks to its matter, and how to cite it."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from declarations import phrasing
from declarations.comparison.types import Basis
from declarations.forms import ReadingForm
from declarations.models import Declaration, Language, Point, Review, in_language
from declarations.services import (
    Counterpart,
    ReadPoint,
    find_counterparts,
    find_point,
    list_like,
    may_review,
    points_like,
    read_point,
    show_suggestions,
    suggest_codes,
    veiled_from,
)

from .compare import UnknownDeclaration
from .viewers import viewer_of

MAX_LIKE = 10
"""Points named as near in wording."""
MAX_OPEN = 5
"""Counterparts among the others of which nobody has said how they stand; more are folded away."""


class UnknownPoint(Http404):
    """The declaration is held, but has no such point; the page for it lists those it has."""

    def __init__(self, declaration: Declaration, points: Sequence[Point]) -> None:
        super().__init__(gettext("This declaration has no such point."))
        self.declaration = declaration
        self.points = points


@require_safe
def point(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """Show one point; lead whoever writes its number in another way to its address."""
    declaration = fetch_declaration(slug)
    points, found = find_point(declaration, label)
    if not found:
        raise UnknownPoint(declaration, points)
    if len(found) > 1:
        context = {"declaration": declaration, "asked": label, "points": found}
        return TemplateResponse(request, "declarations/point_choose.html", context, status=300)
    if found[0].anchor != label:
        query = request.META.get("QUERY_STRING", "")
        address = reverse("declarations:point", args=[slug, found[0].anchor])
        return HttpResponseRedirect(f"{address}?{query}" if query else address)
    context = page_context(request, declaration, points, found[0].pk)
    return TemplateResponse(request, "declarations/point.html", context)


def fetch_declaration(slug: str) -> Declaration:
    """Return a published declaration with its issuers, sources and signatories."""
    published = Declaration.objects.published().with_issuers().with_provenance()
    held = published.filter(slug=slug).first()
    if held is None:
        raise UnknownDeclaration(slug)
    return held


def fetch_point(declaration: Declaration, key: int) -> Point:
    """Return a point with its codes, and with its declaration as it was fetched."""
    held = Point.objects.with_codes().get(pk=key)
    held.declaration = declaration
    return held


def page_context(
    request: HttpRequest, declaration: Declaration, points: Sequence[Point], key: int
) -> dict[str, Any]:
    """Return all that a point's page shows."""
    filters = ReadingForm(request.GET)
    language = filters.criteria()["lang"]
    coding = coding_context(request, declaration, key, language)
    read: ReadPoint = coding["read"]
    texts = {held.wording.language: held.wording.text for held in read.wordings}
    viewer = viewer_of(request)
    veiled = veiled_from(viewer, read.point)
    like = [
        found
        for found in points_like(texts, limit=MAX_LIKE, without_declaration=declaration.pk)
        if found.point.pk not in veiled
    ]
    place = [held.pk for held in points].index(key)
    title = in_language(declaration, "title", language)
    counterparts = find_counterparts(
        read.point,
        coding["hints"],
        near=[found.point for found in like],
        without=veiled,
        language=language,
        viewer=viewer,
    )
    folded = _folded(counterparts.shown)
    return {
        **coding,
        "title": title,
        "title_tells_day": phrasing.tells_day(title, declaration.date),
        "cited": phrasing.cited(title, declaration.place, declaration.date),
        "before": points[place - 1] if place else None,
        "after": points[place + 1] if place + 1 < len(points) else None,
        "counterparts": counterparts,
        "folded": folded,
        "veiled": len(veiled),
        "standing": [found for found in counterparts.shown if found not in folded],
        "like": list_like(
            like, texts, language, beside=(declaration, read.point), counterparts=counterparts
        ),
        "address": read.point.get_absolute_url(),
        "languages": [
            choice
            for choice in Language.choices
            if choice[0] in {held.wording.language for held in read.wordings}
        ],
        "may_edit": coding["may_review"],
        "notices": filters.notices(),
        "citation": request.build_absolute_uri(read.point.get_absolute_url()),
        "today": timezone.now(),
    }


def _folded(shown: Sequence[Counterpart]) -> list[Counterpart]:
    """Return the counterparts that a page folds away: the open ones, where there are many."""
    waiting = [found for found in shown if found.basis == Basis.OPEN]
    return waiting if len(waiting) > MAX_OPEN else []


def coding_context(
    request: HttpRequest, declaration: Declaration, key: int, language: str
) -> dict[str, Any]:
    """Return what a point is coded as, and what is suggested for it; more of it to an editor."""
    held = fetch_point(declaration, key)
    reviewing = may_review(request.user)
    hints = shown = suggest_codes({declaration: [held]})
    if reviewing:
        shown = suggest_codes({declaration: [held]}, besides=True)
    suggested = show_suggestions(shown.by_point, language).get(held.pk)
    if suggested and not reviewing:
        suggested = suggested.for_what_lacks(held)
    return {
        "declaration": declaration,
        "language": language,
        "read": read_point(held, language),
        "point": held,
        "hints": hints,
        "suggested": suggested,
        "may_review": reviewing,
        "refused": Review.objects.of_points([held.pk]).refused() if reviewing else (),
    }
