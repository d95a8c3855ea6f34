"""Searching all points: the page, its facets, and the jump to a point that is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from declarations.forms import SEARCH_ORDERS, SearchForm
from declarations.models import Actor, Declaration, Language, Point, Topic, in_language
from declarations.services import address_of, read_in
from declarations.services.search import FEW, Found, Narrowing, find_jump, search_points

from .links import Link, with_query
from .rendering import page_or_fragment, turn_to_page

POINTS_A_PAGE = 20
MOST_VALUES = 10
"""Values of a facet that are listed, besides the one chosen."""


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet: how many points have it, and where choosing or dropping it leads."""

    label: Any
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet, and the values worth choosing."""

    label: Any
    values: list[FacetValue]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the points that hold some words, or go to the one that is named by its number."""
    issuers, topics = list(Actor.objects.by_first_word()), list(Topic.objects.all())
    filters = SearchForm(
        request.GET,
        groups=[(actor.slug, actor.name) for actor in issuers],
        years=Declaration.objects.published().years(),
        topics=[(topic.slug, topic.name) for topic in topics],
    )
    asked, notices = filters.criteria(), filters.notices()
    text, language = asked["q"], asked["lang"]
    context = {
        "asked": asked,
        "notices": notices,
        "language": language,
        "reading": read_in(language),
        "topics": topics,
    }
    if text:
        jump = find_jump(text, issuers)
        # Whoever has narrowed down, or turned a page, wants to see what there is.
        if jump.only and set(request.GET) <= {"q", "lang"} and not request.htmx:  # type: ignore[attr-defined]
            return HttpResponseRedirect(address_of(jump.only, language))
        narrowing = Narrowing(asked["group"], asked["year"], asked["topic"], asked["force"])
        asked_for = search_points(text, narrowing, issuers)
        found, is_narrowed = asked_for.found, not narrowing.is_any
        points = found.points(asked["order"])
        page = turn_to_page(request, Paginator(points, POINTS_A_PAGE), notices)
        names = {
            "group": [(actor.slug, in_language(actor, "name", language)) for actor in issuers],
            "topic": [(topic.slug, in_language(topic, "name", language)) for topic in topics],
            "force": [(force.value, force.label) for force in reversed(Point.Force)],
        }
        context |= {
            "jump": jump,
            "jumps": [(point, point.wording_in(language, "en")) for point in jump.points],
            "page": page,
            "hits": found.dress(page.object_list, language),
            "facets": list_facets(request, found, names) if points or is_narrowed else [],
            "is_narrowed": is_narrowed,
            "widened": _address(request, group=None, year=None, topic=None, force=None),
            # "ICG 7" names declarations of the seventh as well, which nobody is after.
            "declarations": [] if jump.total else asked_for.declarations(),
            "declarations_named": len(asked_for.declarations_named),
            "orders": [
                Link(value, label, _address(request, order=value), value == asked["order"])
                for value, label in SEARCH_ORDERS
            ],
            "languages": [
                Link(value, label, _address(request, lang=value), value == language)
                for value, label in Language.choices
                if value in found.query.languages
            ],
        }
        if len(points) < FEW and not is_narrowed and not jump.total:
            context["suggestions"] = asked_for.suggestions()
            context["held_apart"] = asked_for.held_apart()
    return page_or_fragment(
        request,
        page="declarations/search.html",
        fragment="declarations/_search_results.html",
        context=context,
    )


def list_facets(
    request: HttpRequest, found: Found, names: dict[str, Iterable[tuple[str | int, Any]]]
) -> list[Facet]:
    """Return the facets with the values that points found have; four queries."""
    labels = {"group": _("Group"), "year": _("Year"), "topic": _("Topic"), "force": _("Force")}
    facets = []
    for name, label in labels.items():
        counts = found.count_by(name)
        chosen = getattr(found.narrowing, name)
        listed = names.get(name) or [(year, year) for year in sorted(counts, reverse=True)]
        values = [
            FacetValue(
                text,
                counts.get(value, 0),
                _address(request, **{name: None if value == chosen else value}),
                value == chosen,
            )
            for value, text in listed
            if counts.get(value) or value == chosen
        ]
        if name in ("group", "topic"):
            values.sort(key=lambda value: -value.count)
        kept = [v for place, v in enumerate(values) if place < MOST_VALUES or v.chosen]
        if len(kept) > 1 or chosen is not None:
            facets.append(Facet(label, kept))
    return facets


def _address(request: HttpRequest, **changes: str | int | None) -> str:
    """Return the address with some values changed; what goes without saying is left out."""
    usual = {"order": "best", "lang": Language.ENGLISH.value}
    values = {**request.GET.dict(), **changes, "page": None}
    return with_query(
        request.path, {n: v for n, v in values.items() if v not in (None, "", usual.get(n))}
    )
