"""Straight to a point that is named: "lima point five", "punto 11 lima mayo 2019", "ICG 7"."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from declarations.comparison import find_label, find_mentions
from declarations.comparison.blocks import LANGUAGES
from declarations.models import Actor, Declaration, Point

from .naming import name_declarations
from .query import read_query

MOST_LISTED = 8
"""Points offered where more than one fits, the latest first."""
MOST_DECLARATIONS = 400
"""Declarations among whose points the number is looked for, the latest first."""

_GENERIC = frozenset(
    """
    declaration declaracion declaracao statement communique comunicado communiqué text texto texte
    document documento paragraph
    """.split()
)
"""Words that a declaration is called by, and that need not stand in its title."""


@dataclass(frozen=True)
class Jump:
    """The points that a query may mean by a number; the first of them, and how many there are."""

    points: Sequence[Point] = ()
    total: int = 0

    @property
    def only(self) -> Point | None:
        """The point, where one alone fits."""
        return self.points[0] if self.total == 1 else None


def find_jump(text: str, issuers: Iterable[Actor]) -> Jump:
    """
    Return the published points that a query names by their number.

    The number may be written in any way that :func:`find_mentions` reads. All
    other words have to name a declaration; a bare number needs one such word at
    least, so that "17 countries" is a search and no jump. At most seven
    queries; none where no number is mentioned.
    """
    mentions = find_mentions(text)
    if not mentions:
        return Jump()
    mention = mentions[0]
    rest = f"{text[: mention.start]} {text[mention.end :]}"
    query = read_query(rest, {language: {} for language in LANGUAGES})
    published = Declaration.objects.published()
    if query.needed:
        named = name_declarations(query, issuers)
        generic = {place for place in query.needed if query.words[place].folded in _GENERIC}
        fitting = [key for key, naming in named.items() if query.needed <= naming | generic]
        published = published.filter(pk__in=fitting)
    elif not mention.named:
        return Jump()
    latest = list(published.newest_first().values_list("pk", flat=True)[:MOST_DECLARATIONS])
    keys = _find_points(text[mention.start : mention.end], latest)
    points = Point.objects.with_declaration().prefetch_related("wordings")
    held = points.in_bulk(keys[:MOST_LISTED])
    return Jump([held[key] for key in keys[:MOST_LISTED] if key in held], len(keys))


def _find_points(number: str, declarations: Sequence[int]) -> list[int]:
    """Return the keys of the points with a number, in the order of their declarations."""
    labels: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Point.objects.filter(declaration__in=declarations).order_by("order")
    for declaration, label, key in rows.values_list("declaration", "label", "pk"):
        labels[declaration].setdefault(label, key)
    return [
        labels[declaration][label]
        for declaration in declarations
        for label in find_label(number, labels[declaration])
    ]
