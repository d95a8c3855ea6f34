"""The parts of points that have numbers of their own: "5(a)", "5(a)(i)", "5.1"."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .lines import Line, lines_between
from .numbering import NumberedList
from .openings import Numeral
from .outline import choose_lists
from .split_types import SubPoint
from .structure import Structure
from .wording import Span

MAX_DEPTH = 3
"""Levels below a point that are told apart: "5(a)(i)" has two."""


def find_parts(
    extents: Sequence[tuple[str, Span]], structure: Structure
) -> list[tuple[SubPoint, ...]]:
    """
    Return the sub-points of each point, by the label and the extent of each.

    They are made by lists that stand wholly within a point; a list that reaches
    beyond one is none of its own.
    """
    starts = [span[0] for _, span in extents]
    within: list[list[NumberedList]] = [[] for _ in extents]
    for found in structure.below:
        place = bisect_right(starts, found.first) - 1
        if place >= 0 and found.last < extents[place][1][1]:
            within[place].append(found)
    return [
        tuple(_parts(label, span[1], lists, structure.lines, MAX_DEPTH))
        for (label, span), lists in zip(extents, within, strict=True)
    ]


def _parts(
    label: str, end: int, lists: Sequence[NumberedList], lines: Sequence[Line], depth: int
) -> Iterator[SubPoint]:
    """Yield the sub-points that lists make up to the end of a point, each before those below it."""
    if not depth:
        return
    numbered = [replace(p, inner=False) for p in lists if p.numeral is not Numeral.BULLET]
    tops = [top for top in choose_lists(numbered, lines).lists if len(top.items) > 1]
    ends = [*(top.first for top in tops), end][1:]
    for top, until in zip(tops, ends, strict=True):
        starts = [item.start for item in top.items]
        for item, following in zip(top.items, [*starts[1:], until], strict=True):
            own = lines_between(lines, item.end, following)
            printed = item.opening.label
            joined = f"{label}.{printed}" if printed[0].isdecimal() else f"{label}({printed})"
            name = printed if top.form.startswith("decimal") else joined
            empty = min(item.end, end)  # a number with nothing behind it
            last = own[-1].end if own else empty
            yield SubPoint(name, own[0].start if own else empty, last)
            inner = [part for part in lists if item.start < part.first and part.last < following]
            yield from _parts(name, last, inner, lines, depth - 1)
