"""Long declarations on the last two steps of an entry: fifty points at a time."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from declarations.admin.base import is_key
from declarations.services.drafts import Outline

POINTS_A_PAGE = 50
"""Points on a page; nearly every declaration is one page."""


def turn_to(request: HttpRequest, points: Sequence[Any], place: int | None = None) -> Page:
    """Return the page with a place, from 0; without one that of the address, or the nearest."""
    paginator = Paginator(points, POINTS_A_PAGE)
    if place is not None:
        return paginator.page(place // POINTS_A_PAGE + 1)
    return paginator.get_page(request.GET.get("page", "1"))


def asked_place(request: HttpRequest, outline: Outline) -> int | None:
    """Return the place of the point in the address, ``?point=`` with its key; none without."""
    key = request.GET.get("point", "")
    return outline.place_of(int(key)) if is_key(key) else None


def find_wrong_turn(request: HttpRequest, page: Page) -> list[str]:
    """Return a notice where the address asks for a page or a point that there is not."""
    point, number = request.GET.get("point"), request.GET.get("page")
    if point is not None:
        if any(str(one.key) == point for one in page):
            return []
        return [_("There is no such point; this is page %(n)s.") % {"n": page.number}]
    try:
        page.paginator.page(number or "1")
    except InvalidPage:
        return [_("There is no such page; this is page %(n)s.") % {"n": page.number}]
    return []


def query_of(page: Page) -> str:
    """Return what leads to a page, behind an address; blank for the first."""
    return f"?page={page.number}" if page.number > 1 else ""


def list_turns(page: Page) -> list[Any]:
    """Return the numbers of pages to link to, with dots for those left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
