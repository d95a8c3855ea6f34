"""Several declarations side by side, proposition by proposition, and the exports beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from declarations.forms import SeveralFilterForm
from declarations.models import Actor, Declaration
from declarations.services import (
    Column,
    PropositionRow,
    Several,
    StanceCell,
    Tension,
    compare_several,
    export_several,
    tabulate_several,
)

from .choosing import MAX_CHOICES, chooser_of_another
from .compare import UnknownDeclaration
from .rendering import page_or_fragment, turn_to_page
from .several_links import MOST_COLUMNS, SeveralLinks, address_beside
from .spreadsheets import as_csv
from .veiled import refuse_veiled, veil_over
from .viewers import read_by, viewer_of

ROWS_A_PAGE = 30
"""Propositions on a page: under 150 KB with five columns."""
JOINT_OFFERED = 3
"""Joint statements of the columns' groups that are offered as a further column."""


@dataclass(frozen=True)
class ShownRow:
    """A row as the page shows it: each cell with its column, each tension with its address."""

    row: PropositionRow
    cells: Sequence[tuple[int, Column, StanceCell | None]]
    tensions: Sequence[tuple[Tension, str]]


@require_safe
def several(request: HttpRequest, slugs: tuple[str, ...]) -> HttpResponse:
    """Show how three to five declarations stand, a row for each proposition they speak on."""
    distinct = tuple(dict.fromkeys(slugs))
    if len(distinct) > MOST_COLUMNS:
        message = gettext(
            "Up to %(most)s declarations stand side by side; this address names %(n)s. "
            "The first %(most)s are kept."
        ) % {"most": MOST_COLUMNS, "n": len(distinct)}
        return chooser_of_another(request, distinct[:MOST_COLUMNS], message=message)
    declarations = _published(distinct)
    if len(distinct) < len(slugs):
        message = gettext(
            "This address names a declaration twice, and it agrees with itself in every point. "
            "Choose another one, or read these."
        )
        return chooser_of_another(request, distinct, message=message)
    viewer = viewer_of(request)
    if (hidden := veil_over(request, viewer, *declarations)) is not None:
        return hidden
    filters = SeveralFilterForm(request.GET)
    asked = filters.criteria()
    compared = compare_several(declarations, language=asked["lang"])
    notices = filters.notices()
    topic = _topic_of(compared, asked)
    if topic != asked["topic"]:
        notices.append(gettext("None of these speaks on this topic; it was left out."))
    links = SeveralLinks(slugs, asked["show"], topic, asked["lang"])
    rows = compared.select(links.show, topic)
    page = turn_to_page(request, Paginator(rows, ROWS_A_PAGE), notices)
    shown = list(page.object_list)
    addresses = links.propositions(compared, ROWS_A_PAGE)
    published = Declaration.objects.published()
    response = page_or_fragment(
        request,
        page="declarations/several.html",
        fragment="declarations/_several_results.html",
        context={
            "several": compared,
            "columns": list(zip(compared.columns, links.columns(), strict=True)),
            "slugs": slugs,
            "language": links.lang,
            "rows": [_shown(compared, row, addresses) for row in shown],
            "whole_points": compared.whole_points(shown),
            "has_paraphrase": any(column.side.is_paraphrase for column in compared.columns),
            "held_in_part": sum(not held.complete for held in declarations),
            "page": page,
            "status": ngettext("%(n)s proposition shown", "%(n)s propositions shown", len(rows))
            % {"n": len(rows)},
            "shows": links.shows(compared),
            "languages": links.languages(compared.languages),
            "topic": topic,
            "kept": links.kept(),
            "unfiltered": links.address(show="", topic=""),
            "is_filtered": bool(links.show or topic),
            "export_json": links.address(path=reverse("declarations:several_json", args=[slugs])),
            "export_csv": links.address(path=reverse("declarations:several_csv", args=[slugs])),
            "citation": request.build_absolute_uri(request.path),
            "today": timezone.now(),
            "notices": notices,
            "is_full": len(slugs) >= MOST_COLUMNS,
            "most": MOST_COLUMNS,
            "choices": []
            if len(slugs) >= MOST_COLUMNS
            else published.exclude(slug__in=slugs).for_choosing()[:MAX_CHOICES],
            "joint": _joint_statements(compared, links),
        },
    )
    return read_by(response, viewer)


@require_safe
def several_json(request: HttpRequest, slugs: tuple[str, ...]) -> HttpResponse:
    """Give the propositions of the page, with each declaration's stance and points, as JSON."""
    data = export_several(*_exported(request, slugs))
    data["address"] = request.build_absolute_uri(address_beside(slugs))
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Access-Control-Allow-Origin"] = "*"
    response["Content-Disposition"] = f'inline; filename="{_file_name(slugs)}.json"'
    return read_by(response, viewer_of(request))


@require_safe
def several_csv(request: HttpRequest, slugs: tuple[str, ...]) -> HttpResponse:
    """Give the same as a table for a spreadsheet."""
    response = as_csv(_file_name(slugs), *tabulate_several(*_exported(request, slugs)))
    response["Access-Control-Allow-Origin"] = "*"  # public data, read by people's own scripts
    return read_by(response, viewer_of(request))


def _shown(compared: Several, row: PropositionRow, addresses: Mapping[str, str]) -> ShownRow:
    places = zip(count(), compared.columns, row.cells)
    return ShownRow(row, list(places), [(t, addresses[t.rival]) for t in row.tensions])


def _exported(
    request: HttpRequest, slugs: tuple[str, ...]
) -> tuple[Several, Sequence[PropositionRow]]:
    """Return what is compared, and the rows that the page shows with the same filters."""
    if len(set(slugs)) < len(slugs) or len(slugs) > MOST_COLUMNS:
        raise Http404(gettext("Three to five different declarations are exported together."))
    asked = SeveralFilterForm(request.GET).criteria()
    declarations = _published(slugs)
    refuse_veiled(viewer_of(request), *declarations)
    compared = compare_several(declarations, language=asked["lang"])
    return compared, compared.select(asked["show"], _topic_of(compared, asked))


def _topic_of(compared: Several, asked: Mapping[str, Any]) -> str:
    """Return the topic asked for; none where no declaration speaks on it."""
    return asked["topic"] if asked["topic"] in dict(compared.topics) else ""


def _file_name(slugs: tuple[str, ...]) -> str:
    return "_".join(slugs)[:200]


def _published(slugs: tuple[str, ...]) -> list[Declaration]:
    """Return published declarations in the order of the address; raise for one not held."""
    found = Declaration.objects.published().for_comparison().filter(slug__in=slugs)
    held = {declaration.slug: declaration for declaration in found}
    for slug in slugs:
        if slug not in held:
            raise UnknownDeclaration(slug)
    return [held[slug] for slug in slugs]


def _joint_statements(compared: Several, links: SeveralLinks) -> list[tuple[Declaration, str]]:
    """Return joint statements of the columns' groups that are no columns, with where they are."""
    actors: dict[int, Actor] = {
        actor.pk: actor
        for column in compared.columns
        for actor in column.declaration.issuing_actors
    }
    if len(actors) < 2 or len(links.slugs) >= MOST_COLUMNS:
        return []
    found = (
        Declaration.objects.published()
        .issued_jointly_by(actors.values())
        .exclude(slug__in=links.slugs)
        .for_choosing()[:JOINT_OFFERED]
    )
    return [
        (joint, links.address([*links.slugs, joint.slug], show="", topic="")) for joint in found
    ]
