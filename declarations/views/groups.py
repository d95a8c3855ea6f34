"""Two groups over a period: the page, its choosers, and its table to take away."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from declarations.forms import GroupFilterForm, ReadingForm
from declarations.models import Topic, in_language
from declarations.services import (
    Group,
    GroupComparison,
    GroupRow,
    address_of_said,
    compare_groups,
    export_groups,
    members_of_both,
    point_address,
    read_groups,
)
from declarations.services.groups_export import COLUMNS
from declarations.services.groups_words import (
    MAX_PAIRS,
    Addresses,
    days_in_words,
    net_in_words,
    pairs_on,
    rows_in_words,
)

from .axis import LEAST_DAYS, MOST_DAYS, TimeAxis
from .group_drift import draw_drift
from .group_links import GroupLinks
from .group_pictures import draw_row
from .links import with_query
from .pictures import draw_bar
from .rendering import page_or_fragment, turn_to_page
from .spreadsheets import as_csv
from .veiled import refuse_veiled, veil_over
from .viewers import read_by, viewer_of

FILTERS = ("since", "until", "topic", "relation", "both", "changed", "order", "at")
MAX_GROUPS = 200
"""Groups that a chooser lists; others are reached by their addresses."""
MARKS_A_PAGE = 200
"""Marks that a page of rows draws, about: each is a link, and hundreds make a heavy page."""
MARKS_A_PAIR = 2
"""What a pair in the list of an open day weighs against them."""
MOST_ROWS, LEAST_ROWS = 50, 4


class UnknownGroup(Http404):
    """No group that has published has this slug; the page for it lists those there are."""

    def __init__(self, slug: str, groups: list[Group]) -> None:
        super().__init__(gettext("No group is held under this address."))
        self.slug = slug
        self.groups = groups


@require_safe
def compare(request: HttpRequest, left: str, right: str) -> HttpResponse:
    """Show how two groups stood to each other through time, proposition by proposition."""
    topics = list(Topic.objects.all())
    filters = _filters(request, topics)
    asked = filters.criteria()
    language = asked["lang"]
    groups = read_groups(language)
    pair = _pair(groups, left, right)
    if left == right:
        return _chooser(request, groups, left=left, right="", message=_with_itself())
    comparison = _compare(pair, asked, topics)
    viewer = viewer_of(request)
    if (hidden := veil_over(request, viewer, *comparison.texts.values())) is not None:
        return hidden
    notices = filters.notices()
    links = GroupLinks(request.path, **{n: asked[n] for n in FILTERS}, lang=language)
    rows = _rows(comparison, asked)
    per_page = _rows_a_page(comparison, rows, asked["at"])
    page = turn_to_page(request, Paginator(rows, per_page), notices)
    addresses = Addresses(
        point=partial(point_address, language=language),
        said=partial(address_of_said, language=language),
        day=links.on_day,
        up_to=links.up_to,
        row=_row_address(comparison, links, rows, page),
    )
    axis = TimeAxis(
        (text.date for text in comparison.of_period), comparison.since, comparison.until
    )
    by_topic = asked["order"] == "topic"
    response = page_or_fragment(
        request,
        page="declarations/groups.html",
        fragment="declarations/_groups_results.html",
        context={
            "comparison": comparison,
            "rows": [
                (words, draw_row(words.row, axis, addresses.said))
                for words in rows_in_words(
                    comparison, page.object_list, addresses, by_topic=by_topic
                )
            ],
            "page": page,
            "axis": axis,
            "picture": draw_drift(comparison, axis, links.on_day, asked["at"]),
            "days": days_in_words(comparison, addresses),
            "day": pairs_on(comparison, asked["at"], addresses) if asked["at"] else None,
            "net": net_in_words(comparison, addresses),
            "bar": draw_bar(comparison.counts),
            "states": links.states(comparison),
            "orders": links.orders(),
            "languages": links.languages(),
            "links": links.named(left, right),
            "untold": links.up_to(comparison.untold_until) if comparison.untold_until else "",
            "both_members": members_of_both(
                *(group.actor for group in pair), asked["since"], asked["until"], language
            ),
            "asked": asked,
            "kept": links.kept(),
            "is_filtered": bool(links.relation or links.both or links.changed),
            "topics": [(t.slug, in_language(t, "name", language)) for t in topics],
            "language": language,
            "choices": groups[:MAX_GROUPS],
            "least_days": LEAST_DAYS,
            "most_days": MOST_DAYS,
            "citation": request.build_absolute_uri(),
            "today": timezone.now(),
            "notices": notices,
        },
    )
    return read_by(response, viewer)


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Choose two groups, or go on to those chosen."""
    language = ReadingForm(request.GET).criteria()["lang"]
    groups = read_groups(language)
    held = {group.slug for group in groups}
    left, right = (request.GET.get(side, "") for side in ("left", "right"))
    message = ""
    if left and left == right:
        message = _with_itself()
    elif any(slug and slug not in held for slug in (left, right)):
        message = gettext("One of these groups is not held. Choose from the lists.")
    elif left and right:
        address = reverse("declarations:compare_groups", args=[left, right])
        return HttpResponseRedirect(with_query(address, dict(_kept(request))))
    return _chooser(request, groups, left=left, right=right, message=message)


@require_safe
def export_csv(request: HttpRequest, left: str, right: str) -> HttpResponse:
    """Give the rows that the address asks for as CSV, one line a text and proposition."""
    topics = list(Topic.objects.all())
    asked = _filters(request, topics).criteria()
    pair = _pair(read_groups(asked["lang"]), left, right)
    if left == right:
        raise Http404(gettext("A group is not compared with itself."))
    comparison = _compare(pair, asked, topics)
    refuse_veiled(viewer_of(request), *comparison.texts.values())

    def address(declaration: str, label: str) -> str:
        return request.build_absolute_uri(point_address(declaration, label, asked["lang"]))

    rows = export_groups(comparison, _rows(comparison, asked), address)
    return read_by(as_csv(f"{left}_{right}", COLUMNS, rows), viewer_of(request))


def _filters(request: HttpRequest, topics: list[Topic]) -> GroupFilterForm:
    return GroupFilterForm(request.GET, topics=[(topic.slug, topic.name) for topic in topics])


def _pair(groups: list[Group], left: str, right: str) -> tuple[Group, Group]:
    """Return the groups of two slugs; raise for one that has published nothing."""
    held = {group.slug: group for group in groups}
    for slug in (left, right):
        if slug not in held:
            raise UnknownGroup(slug, groups)
    return held[left], held[right]


def _compare(
    pair: tuple[Group, Group], asked: dict[str, Any], topics: list[Topic]
) -> GroupComparison:
    return compare_groups(
        *pair,
        since=asked["since"],
        until=asked["until"],
        topic=next((topic for topic in topics if topic.slug == asked["topic"]), None),
        language=asked["lang"],
    )


def _rows(comparison: GroupComparison, asked: dict[str, Any]) -> list[GroupRow]:
    """Return the rows that the address asks for, in its order."""
    chosen = comparison.select(
        asked["relation"], both=bool(asked["both"]), changed=bool(asked["changed"])
    )
    return comparison.ordered(chosen, by_topic=asked["order"] == "topic")


def _rows_a_page(comparison: GroupComparison, rows: list[GroupRow], day: date | None) -> int:
    """
    Return how many rows make about ``MARKS_A_PAGE`` marks, as many as there are on average.

    The pairs of a day that is open beside them count as well.
    """
    step = comparison.step_on(day) if day else None
    marks = sum(len(lane.statements) for row in rows for lane in row.lanes)
    wanted = MARKS_A_PAGE - MARKS_A_PAIR * (min(step.total, MAX_PAIRS) if step else 0)
    fitting = int(wanted * len(rows) / marks) if marks else MOST_ROWS
    return min(max(fitting, LEAST_ROWS), MOST_ROWS)


def _row_address(
    comparison: GroupComparison, links: GroupLinks, rows: list[GroupRow], page: Page
) -> Callable[[str], str]:
    """
    Return a function from a proposition to where its row stands.

    That may be this page, another page of the same rows, or, where a filter
    leaves the row out, a page of all rows.
    """
    pages = {row.slug: place // page.paginator.per_page + 1 for place, row in enumerate(rows)}
    whole = comparison.ordered(comparison.rows, by_topic=links.order == "topic")
    per_page = _rows_a_page(comparison, whole, links.at)
    others = {row.slug: place // per_page + 1 for place, row in enumerate(whole)}

    def address(slug: str) -> str:
        number = pages.get(slug)
        if number == page.number:
            return f"#{slug}"
        if number is None:
            found = links.address(relation=(), both="", changed="", page=others[slug])
        else:
            found = links.address(page=number)
        return f"{found.removeprefix(links.path)}#{slug}"

    return address


def _with_itself() -> str:
    return gettext(
        "This would be one group beside itself, and it agrees with itself on every day. "
        "Choose another one to follow beside it."
    )


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what a chooser hands on to the page of the two groups, which checks it."""
    return [
        (name, value)
        for name in ("since", "until", "topic", "lang")
        if (value := request.GET.get(name))
    ]


def _chooser(
    request: HttpRequest, groups: list[Group], *, left: str, right: str, message: str
) -> TemplateResponse:
    if not left and not right and len(groups) == 2:
        left, right = (group.slug for group in groups)  # there is nothing else to choose
    context = {
        "groups": groups[:MAX_GROUPS],
        "left": left,
        "right": right,
        "message": message,
        "kept": _kept(request),
    }
    return TemplateResponse(request, "declarations/groups_choose.html", context)
