"""Pages of two groups: what the tests of them make and read."""

import datetime
from collections.abc import Iterable, Mapping

from tests.factories import make_declaration, make_group
from tests.page_parts import Element

LIMA, CONTACT = "lima-group", "international-contact-group"
BOTH = f"/compare/groups/{LIMA}/{CONTACT}/"
TALKS = "negotiated-way-out"

Said = Iterable[tuple[int, Mapping[str, str]]]


def rows_of(page: Element) -> list[str]:
    """Return the propositions of the rows, in order."""
    return [row["id"] for row in page.all("tr", klass="lanes-row")]


def lanes_in(row: Element) -> list[Element]:
    """Return the two lanes of a row's picture."""
    groups = row.one("svg", klass="lanes").all("g")
    return [group for group in groups if "transform" in group.attributes]


def make_pair(north: Said, south: Said) -> str:
    """
    Make two groups, and a text of one point a day for each of what they say.

    ``north`` and ``south`` are pairs of a day of May 2019 and positions. Return the address.
    """
    groups = {slug: make_group(slug=slug, name=slug.capitalize()) for slug in ("north", "south")}
    for slug, said in (("north", north), ("south", south)):
        for day, positions in said:
            make_declaration(
                slug=f"{slug}-{day}",
                issuers=[groups[slug]],
                date=datetime.date(2019, 5, day),
                points=[{"positions": positions}],
            )
    return "/compare/groups/north/south/"
