"""The views of a comparison: what each lays out of the rows that a filter leaves."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import ngettext

from declarations.forms import View
from declarations.services import Comparison, cross, lay_out_texts, lines_of

from .judging_forms import with_forms
from .links import ComparisonLinks
from .rail import draw_rail
from .rendering import turn_to_page

ROWS_A_PAGE = 100
POINTS_A_PAGE = 36
"""Points of each text on a page in document order: under 150 KB, however many of them meet."""
LINES_A_PAGE = 60
"""Lines of a matrix on a page; half as many where it is wider than it could be high."""


def lay_out(
    request: HttpRequest,
    comparison: Comparison,
    links: ComparisonLinks,
    notices: list[str],
    *,
    judging: bool = False,
) -> dict[str, Any]:
    """
    Return what the template of a view needs, ``body`` being its name.

    Rows come with forms for somebody ``judging``. ``page`` is a page of rows, of
    points or of lines; a page that is not there is put in words in ``notices``.
    """
    rows = comparison.select(links.relation, links.topic, links.basis)
    if links.view == View.DOCUMENT.value:
        return _document(request, comparison, rows, links, notices)
    if links.view == View.MATRIX.value:
        return _matrix(request, comparison, rows, links, notices)
    page = turn_to_page(request, Paginator(rows, ROWS_A_PAGE), notices)
    dressed = comparison.dress(page.object_list)
    return {
        "body": "declarations/_compare_rows.html",
        "page": page,
        "rows": with_forms(dressed, comparison, links.query) if judging else dressed,
        "shown": len(rows),
        "status": _rows_shown(len(rows)),
    }


def _document(
    request: HttpRequest,
    comparison: Comparison,
    rows: Sequence[Any],
    links: ComparisonLinks,
    notices: list[str],
) -> dict[str, Any]:
    longest = max(comparison.left.held, comparison.right.held)
    page = turn_to_page(request, Paginator(range(longest), POINTS_A_PAGE), notices)
    first = (page.number - 1) * POINTS_A_PAGE

    def page_of(place: int) -> str:
        number = place // POINTS_A_PAGE + 1
        return links.address("./", page=number if number > 1 else None)

    texts = lay_out_texts(
        comparison,
        rows,
        links.rows(comparison.anchors(rows), ROWS_A_PAGE),
        shown=range(first, first + POINTS_A_PAGE),
        page_of=page_of,
    )
    return {
        "body": "declarations/_compare_ribbons.html",
        "page": page,
        "texts": texts,
        "rail": draw_rail(texts, first),
        "bases": {row.finding.basis.value for row in comparison.collation.pairs if row.finding},
        "shown": longest,
        "status": _pairs_shown(rows),
    }


def _matrix(
    request: HttpRequest,
    comparison: Comparison,
    rows: Sequence[Any],
    links: ComparisonLinks,
    notices: list[str],
) -> dict[str, Any]:
    lines = lines_of(comparison, rows) if rows else []
    a_page = LINES_A_PAGE if comparison.right.held <= LINES_A_PAGE else LINES_A_PAGE // 2
    page = turn_to_page(request, Paginator(lines, a_page), notices)
    addresses = links.rows(comparison.anchors(rows), ROWS_A_PAGE)
    return {
        "body": "declarations/_compare_matrix.html",
        "page": page,
        "matrix": cross(comparison, rows, addresses, page.object_list),
        "shown": len(rows),
        "status": _pairs_shown(rows),
    }


def _rows_shown(count: int) -> str:
    return ngettext("%(n)s row shown", "%(n)s rows shown", count) % {"n": count}


def _pairs_shown(rows: Sequence[Any]) -> str:
    count = sum(row.match is not None for row in rows)
    return ngettext("%(n)s pair shown", "%(n)s pairs shown", count) % {"n": count}
