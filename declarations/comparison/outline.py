"""
The lists of a text as levels: which number the points, which stand below, which head sections.

Also the points whose numbers do not begin a line as the others do: set off
otherwise, or run on within a line.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from .formulas import REFERENCE
from .lines import Line
from .numbering import Marker, NumberedList
from .openings import Numeral, read_openings

MAX_LISTS = 100
"""Lists compared with one another, the longest; a text with more has no order to be found."""

MAX_HEADING = 90
"""Characters of the longest heading of a section."""

_RANKS = {
    Numeral.WORD: 1,
    Numeral.ROMAN_CAPITAL: 1,
    Numeral.ARABIC: 1,
    Numeral.CAPITAL: 2,
    Numeral.SMALL: 4,
    Numeral.ROMAN_SMALL: 4,
    Numeral.BULLET: 5,
}
LOW = 4
"""The rank from which a list most often stands below a point: small letters, bullets."""

_FORM_RANKS = {")": 1, "()": 2, "alone": 1}


class Outline(NamedTuple):
    """The lists whose items are points, in order, and those whose items only head sections."""

    lists: list[NumberedList]
    sections: list[NumberedList]


def rank(found: NumberedList) -> int:
    """Return how deep a list most often stands: 0 for "Point 5", 1 for "5.", 4 for "(a)"."""
    if found.form.startswith("kind") or found.form == "№":
        return 0
    if found.form.startswith("decimal"):
        return 2
    depth = _FORM_RANKS.get(found.form, 0) if found.numeral is Numeral.ARABIC else 0
    return _RANKS[found.numeral] + depth


def choose_lists(lists: Sequence[NumberedList], lines: Sequence[Line]) -> Outline:
    """
    Return which lists stand at the top, in order of the text.

    A list with all its items between two items of another, or behind the last
    item of one of higher rank, is below it. Of two that cross, one numbers
    sections; where none does, the longer one is right.
    """
    several = [found for found in lists if len(found.items) > 1 and not found.inner]
    longest = sorted(several, key=lambda found: -len(found.items))[:MAX_LISTS]
    several = sorted(longest, key=lambda found: found.first)
    sections: list[NumberedList] = []
    kept: list[NumberedList] = []
    below: set[tuple[int, Numeral, str]] = set()
    for found in several:
        if around := _list_around(found, several):
            below.add((id(around), found.numeral, found.form))
            continue
        while kept and found.first < kept[-1].last:
            before = kept[-1]
            if _heads_sections(before, lines) and not _heads_sections(found, lines):
                sections.append(kept.pop())
            elif _heads_sections(found, lines):
                sections.append(found)
                break
            elif len(found.items) > len(before.items):
                kept.pop()
            else:
                break
        else:
            if not kept or not (
                _ranks_below(found, kept[-1])
                # As lists were below the items before.
                or (id(kept[-1]), found.numeral, found.form) in below
            ):
                kept.append(found)
    return Outline(kept or _single(lists), sections)


def _ranks_below(found: NumberedList, before: NumberedList) -> bool:
    """Say whether a list behind another's last item is below it; of "a)" and "i)" the second."""
    low = rank(found) == rank(before) >= LOW
    return rank(found) > rank(before) or (low and found.numeral is not before.numeral)


def _single(lists: Sequence[NumberedList]) -> list[NumberedList]:
    """Return the one list of a text with a single point, if it is beyond doubt."""
    sure = [
        found
        for found in lists
        if found.items[0].value == 1 and found.items[0].quality == 2 and rank(found) < 2
    ]
    return sure if len(sure) == 1 else []


def _list_around(found: NumberedList, others: Sequence[NumberedList]) -> NumberedList | None:
    """Return a list all of another's items stand between two following items of, or None."""
    for other in others:
        if other.first < found.first < other.last:
            following = bisect_left(other.items, found.first, key=lambda item: item.start)
            if other.items[following].start > found.last:
                return other
    return None


def _heads_sections(found: NumberedList, lines: Sequence[Line]) -> bool:
    """Say whether the items of a list are headings: short, without a stop, alone."""
    heads = 0
    for item in found.items:
        line = lines[item.line]
        following = lines[item.line + 1] if item.line + 1 < len(lines) else None
        heads += (
            item.end < line.end <= line.start + MAX_HEADING
            and not line.ends_sentence
            and (following is None or not following.goes_on)
        )
    return heads * 5 >= len(found.items) * 4


def section_labels(
    outline: Outline, lists: Sequence[NumberedList], lines: Sequence[Line]
) -> Outline:
    """
    Return the outline one level down where the top only heads sections that number anew.

    "I. Elections", with points 1 to 4, and "II. Aid", with points 1 to 3.
    """
    if len(outline.lists) != 1 or not _heads_sections(outline.lists[0], lines):
        return outline
    top = outline.lists[0]
    starts = [item.start for item in top.items]
    below: dict[int, list[NumberedList]] = {}
    for found in lists:
        if len(found.items) > 1 and found is not top:
            section = bisect_left(starts, found.first)
            if section and (section == len(starts) or found.last < starts[section]):
                below.setdefault(section, []).append(found)
    if 2 * len(below) < len(starts):
        return outline
    chosen: list[NumberedList] = []
    for section, within in sorted(below.items()):
        for points in choose_lists(within, lines).lists[:1]:
            chosen.append(replace(points, prefix=top.items[section - 1].opening.label))
    return Outline(chosen, [*outline.sections, top])


def by_number(markers: Sequence[Marker]) -> dict[tuple[Numeral, int], list[Marker]]:
    """Return markers by what they count with and how far, for :func:`fill_gaps`."""
    pool: dict[tuple[Numeral, int], list[Marker]] = {}
    for marker in markers:
        if not marker.opening.form.startswith("decimal"):
            pool.setdefault((marker.numeral, marker.value), []).append(marker)
    return pool


def fill_gaps(
    found: NumberedList, pool: Mapping[tuple[Numeral, int], Sequence[Marker]], until: int
) -> None:
    """
    Add to a list the numbers it lacks that are set off otherwise: "1.", "2.-", "3)".

    Between its items any will do; before the first and behind the last, up to
    the offset ``until``, it must begin a line beyond doubt.
    """
    if found.is_lost:
        return

    def best(value: int, after: int, before: int, quality: int) -> Marker | None:
        fitting = [
            marker
            for marker in pool.get((found.numeral, value), ())
            if after < marker.start < before and marker.quality >= quality
        ]
        return max(fitting, key=lambda marker: marker.quality, default=None)

    filled: list[Marker] = []
    for item in found.items:
        for value in range(filled[-1].value + 1 if filled else item.value, item.value):
            if between := best(value, filled[-1].start, item.start, 0):
                filled.append(between)
        filled.append(item)
    while filled[0].value > 1 and (before := best(filled[0].value - 1, -1, filled[0].start, 2)):
        filled.insert(0, before)
    while behind := best(filled[-1].value + 1, filled[-1].start, until, 2):
        filled.append(behind)
    found.items = filled


class _Inline(NamedTuple):
    """A number within a line that may begin a point, and whether a sentence ends before it."""

    offset: int
    value: int
    form: str
    after_stop: bool


_INLINE = re.compile(
    r"(?<=\S)[ \t\xa0]{1,4}(\(?)(\d{1,3})(\.[-–]?|\)|º)[ \t\xa0]{1,3}(?=[“\"«¿¡]?[^\W\d_])"
)
_STOP = re.compile(r"[.;:!?…”»\")\]]$")


def _inline_numbers(line: Line) -> Iterator[_Inline]:
    for found in _INLINE.finditer(line.text):
        before = line.text[max(0, found.start() - 30) : found.start()]
        following = line.text[found.end() : found.end() + 2].lstrip('“"«¿¡')
        if not following[:1].isupper() or (not _STOP.search(before) and REFERENCE.search(before)):
            continue
        if found[1] and found[3] != ")":
            continue
        form = "()" if found[1] else found[3].replace("–", "-")
        yield _Inline(line.start + found.start(1), int(found[2]), form, bool(_STOP.search(before)))


def find_run_on(lines: Sequence[Line], found: NumberedList | None) -> list[int]:
    """
    Return where points begin within lines, as offsets: a text that has lost its line breaks.

    Only numbers that count on from the points known so far, or from 1 where
    none are. Without a stop before it a number counts only in a text that has at
    most one line with a point, and at least two must be found there.
    """
    if found is not None and (found.numeral is not Numeral.ARABIC or found.is_lost):
        return []
    items = {item.line: item for item in found.items} if found else {}
    values = {item.value for item in items.values()}
    form = found.form if found else ""
    flat = len(items) < 2
    offsets: list[int] = []
    due = _first_of_run(lines) if flat else 1
    for place, line in enumerate(lines):
        if place in items:
            due = items[place].value + 1
        elif flat and (opening := _opening_with(line, due, form)):
            form, due = form or opening, due + 1
        for inline in _inline_numbers(line):
            fits = inline.value == due and inline.form == (form or inline.form)
            if fits and due not in values and (flat or inline.after_stop):
                offsets.append(inline.offset)
                form, due = inline.form, due + 1
    return offsets if not flat or len(offsets) > 1 else []


def _first_of_run(lines: Sequence[Line]) -> int:
    """Return 2 where the first of the points that run on has no number, else 1."""
    values = {inline.value for line in lines for inline in _inline_numbers(line)}
    opens = any(_opening_with(line, 1, "") for line in lines)
    return 2 if 1 not in values and not opens and {2, 3} <= values else 1


def _opening_with(line: Line, value: int, form: str) -> str:
    """Return how a line sets off a number that it opens with, or "" where it does not."""
    for opening in read_openings(line.text):
        if opening.numeral is Numeral.ARABIC and opening.value == value:
            return opening.form if opening.form == (form or opening.form) else ""
    return ""
