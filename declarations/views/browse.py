"""Pages to read from: home, the declarations, one declaration, the codebook."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from declarations.forms import DeclarationFilterForm, ReadingForm
from declarations.models import (
    Actor,
    Declaration,
    Language,
    Point,
    Proposition,
    Topic,
    in_language,
)
from declarations.services import compare_declarations, list_points, veiled_among, what_is_new

from .choosing import MAX_CHOICES
from .compare import UnknownDeclaration
from .group_links import groups_address
from .links import NAMED_IN, links_between
from .pictures import draw_ribbons
from .rendering import page_or_fragment, turn_to_page
from .viewers import read_by, viewer_of

FOUNDING_PAIR = ("lima-group-2019-05-03", "international-contact-group-2019-05-07")
"""The case the project began with: Point Five proposes, San José answers four days later."""
GLIMPSE = {"5", "11"}
"""The two points of the founding pair that the home page shows in words."""
DECLARATIONS_A_PAGE = 25


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what is held, the founding comparison live, and choosers to start another."""
    published = Declaration.objects.published()
    pair = {d.slug: d for d in published.filter(slug__in=FOUNDING_PAIR).for_comparison()}
    founding: dict[str, Any] = {}
    viewer = viewer_of(request)
    # A coder who is to judge pairs of the two gets no picture of how they stand.
    if len(pair) == len(FOUNDING_PAIR) and not veiled_among(viewer, pair.values()):
        comparison = compare_declarations(*(pair[slug] for slug in FOUNDING_PAIR), viewer=viewer)
        links = links_between(*(pair[slug] for slug in FOUNDING_PAIR))
        rows = comparison.dress(comparison.collation.rows)
        founding = {
            "comparison": comparison,
            "picture": draw_ribbons(comparison),
            "rows": rows,
            "glimpse": [row for row in rows if row.left and row.left.point.label in GLIMPSE],
            "states": links.states(comparison),
            "founding": links.address(),
            "through_time": groups_address(pair[slug] for slug in FOUNDING_PAIR),
        }
    response = TemplateResponse(
        request,
        "declarations/home.html",
        {
            "held": published.tally(),
            **founding,
            "latest": published.with_issuers().newest_first()[:5],
            "choices": published.for_choosing()[:MAX_CHOICES],
            "has_paraphrase": published.has_paraphrase(),
        },
    )
    return read_by(response, viewer)


@require_safe
def declaration_list(request: HttpRequest) -> HttpResponse:
    """List the published declarations, filtered by issuer, year, topic and text."""
    published = Declaration.objects.published()
    issuers = Actor.objects.groups().filter(declarations_issued__in=published).distinct()
    topics = Topic.objects.all()
    filters = DeclarationFilterForm(
        request.GET,
        issuers=[(actor.slug, actor.name) for actor in issuers],
        years=published.years(),
        topics=[(topic.slug, topic.name) for topic in topics],
    )
    asked = filters.criteria()
    found = published
    if asked["issuer"]:
        found = found.issued_by(asked["issuer"])
    if asked["year"]:
        found = found.in_year(asked["year"])
    if asked["topic"]:
        found = found.on_topic(asked["topic"])
    if asked["q"]:
        found = found.containing(asked["q"])
    found = found.with_issuers().with_point_count().newest_first()
    notices = filters.notices()
    page = turn_to_page(request, Paginator(found, DECLARATIONS_A_PAGE), notices)
    return page_or_fragment(
        request,
        page="declarations/declaration_list.html",
        fragment="declarations/_declaration_list_results.html",
        context={
            "filters": filters,
            "asked": asked,
            "is_filtered": any(asked[name] for name in ("q", "issuer", "year", "topic")),
            "notices": notices,
            "page": page,
        },
    )


@require_safe
def declaration(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one declaration: its points, what is new in them, their sources, what is missing."""
    published = Declaration.objects.published()
    held = published.with_issuers().with_points().with_provenance().filter(slug=slug).first()
    if held is None:
        raise UnknownDeclaration(slug)
    filters = ReadingForm(request.GET)
    language = filters.criteria()["lang"]
    points = list(held.points.all())
    news = what_is_new(held, points, language)
    choices = list(published.for_choosing()[:MAX_CHOICES])
    return TemplateResponse(
        request,
        "declarations/declaration.html",
        {
            "declaration": held,
            "title": in_language(held, "title", language),
            "entries": list_points(held, points, language, news.lines),
            "news": news,
            "held": len(points),
            "origins": {wording.origin for point in points for wording in point.wordings.all()},
            "has_likely_numbers": any(point.number_is_likely for point in points),
            "languages": _languages(points),
            "language": language,
            "notices": filters.notices(),
            "may_edit": request.user.is_staff
            and request.user.has_perm("declarations.change_declaration"),
            "choices": choices,
            "suggested": _nearest_in_time(held, choices),
            "through_time": groups_address([held], language),
            "citation": request.build_absolute_uri(request.path),
            "today": timezone.now(),
        },
    )


@require_safe
def codebook(request: HttpRequest) -> HttpResponse:
    """Show the propositions with their coding rules, and what each relation and stance means."""
    filters = ReadingForm(request.GET)
    language = filters.criteria()["lang"]
    propositions = Proposition.objects.with_use().with_rivals().select_related("topic")
    by_topic: dict[int, list[Proposition]] = {}
    for proposition in propositions:
        by_topic.setdefault(proposition.topic_id, []).append(proposition)
    topics = Topic.objects.with_points_held()
    return TemplateResponse(
        request,
        "declarations/codebook.html",
        {
            "sections": [(topic, by_topic.get(topic.pk, [])) for topic in topics],
            "slugs": {proposition.slug for proposition in propositions},
            "language": language,
            "languages": NAMED_IN,
            "notices": filters.notices(),
        },
    )


def _languages(points: list[Point]) -> list[tuple[str, str]]:
    """Return the languages in which any of these points is held."""
    held = {wording.language for point in points for wording in point.wordings.all()}
    return [choice for choice in Language.choices if choice[0] in held]


def _nearest_in_time(held: Declaration, choices: list[Declaration]) -> list[Declaration]:
    """Return the declarations of others that came nearest before or after."""
    own = {actor.name for actor in held.issuing_actors}
    others = [choice for choice in choices if choice.pk != held.pk]
    others.sort(key=lambda other: (other.issuer_name in own, abs(other.date - held.date)))
    return others[:4]
