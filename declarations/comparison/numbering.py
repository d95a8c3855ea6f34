"""
Which numbers at the beginnings of lines make up lists, and which list is the points'.

Numbers that belong together are set off alike and count on. Each style is read
by itself into *lists*; a list all of whose items stand between two items of
another is below it; headings that number sections are told from points by
having no text of their own. What is left over is a number within a sentence.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .formulas import CLOSING, REFERENCE
from .lines import Layout, Line
from .openings import LAST, Numeral, Opening, begins_sentence, read_openings

MAX_MARKERS = 3_000
"""Markers looked at; a text with more is no declaration, and the others are read as words."""

MAX_GAP = 15
"""Numbers that may be missing between two points; beyond, the number is one of the sentence."""

MAX_DOUBTFUL = 2
"""The same before a number behind which no sentence begins: of "b)" and "i)" one is a numeral."""

MAX_DIGRESSION = 20
"""Lines of a point before a list of the same style within it."""

MAX_OPEN = 4
"""Lists of one style that may yet go on; of more, the oldest has ended."""


_TOP_LEVEL = frozenset({Numeral.ARABIC, Numeral.ROMAN_CAPITAL, Numeral.WORD, Numeral.BULLET})
"""What a list counts with that stands at the top: the same number twice is a slip there."""


@dataclass(frozen=True, slots=True)
class Marker:
    """
    What may be a label: a line's opening, in which line, and what speaks for it.

    ``quality`` is 0 to 2: one where the line before has come to an end, one where
    a sentence begins behind the number. ``start`` and ``end`` are characters of the text.
    """

    line: int
    opening: Opening
    start: int
    end: int
    quality: int

    @property
    def value(self) -> int:
        """What it counts."""
        return self.opening.value

    @property
    def numeral(self) -> Numeral:
        """What it counts with."""
        return self.opening.numeral


@dataclass(slots=True)
class NumberedList:
    """
    Markers that count on.

    ``introduced`` where the words before it end in a colon, ``inner`` where the
    list around it, of the same style, goes on behind it; ``prefix`` is the number
    of the section that it stands in, where each section numbers anew.
    """

    items: list[Marker]
    introduced: bool = False
    inner: bool = False
    prefix: str = ""

    @property
    def numeral(self) -> Numeral:
        """What it counts with."""
        return self.items[0].numeral

    @property
    def form(self) -> str:
        """How its numbers are set off."""
        return self.items[0].opening.form

    @property
    def first(self) -> int:
        """Where its first number stands."""
        return self.items[0].start

    @property
    def last(self) -> int:
        """Where its last number stands."""
        return self.items[-1].start

    @property
    def is_lost(self) -> bool:
        """Whether it counts nothing: bullets, or every item shown as "1."."""
        return len(self.items) > 1 and all(item.value == 1 for item in self.items)


def read_markers(lines: Sequence[Line], layout: Layout) -> list[Marker]:
    """Return what may be labels at the beginnings of lines, in order, the first 3,000."""
    found: list[Marker] = []
    before: Line | None = None
    for place, line in enumerate(lines):
        openings = read_openings(line.text)
        opened = _is_opened(line, before, layout) if openings else None
        if opened is not None:
            for opening in openings:
                start, end = line.start + opening.start, line.start + opening.end
                begins = begins_sentence(line.text, opening.end)
                found.append(Marker(place, opening, start, end, opened + begins))
        if len(found) >= MAX_MARKERS:
            break
        before = line
    return found


def _is_opened(line: Line, before: Line | None, layout: Layout) -> int | None:
    """
    Return 1 where what precedes a line has come to an end, 0 where that is not sure.

    None where the line before ends in a word that a number belongs to: "article".
    """
    if before is None or line.gap or before.ends_sentence:
        return 1
    if not before.ends_item and REFERENCE.search(before.text[-30:]):
        return None
    return 0 if layout.is_full(before, line) else 1


def find_lists(markers: Sequence[Marker], lines: Sequence[Line]) -> list[NumberedList]:
    """Return the lists that markers make up, style by style, in the order of their beginnings."""
    styles: dict[tuple[Numeral, str], list[Marker]] = {}
    for marker in markers:
        if marker.quality:
            styles.setdefault((marker.numeral, marker.opening.form), []).append(marker)
    lists = [found for style in styles.values() for found in _Counter(style, lines).lists()]
    return sorted(lists, key=lambda found: found.first)


class _Counter:
    """Reads the markers of one style into lists, looking ahead where one counts out of turn."""

    def __init__(self, markers: list[Marker], lines: Sequence[Line]) -> None:
        self.markers = markers
        self.lines = lines
        self.places: dict[int, list[int]] = {}
        for place, marker in enumerate(markers):
            self.places.setdefault(marker.value, []).append(place)
        self.open: list[NumberedList] = []
        self.done: list[NumberedList] = []

    def lists(self) -> list[NumberedList]:
        """Return the lists, in no order."""
        if set(self.places) == {1} and self.markers[0].numeral in _TOP_LEVEL:
            return [NumberedList(self.markers)]
        for place, marker in enumerate(self.markers):
            self._take(place, marker)
        return self.done + self.open

    def _take(self, place: int, marker: Marker) -> None:
        if marker.value == LAST:
            if self.open and len(self.open[-1].items) > 1:
                value = self.open[-1].items[-1].value + 1
                opening = marker.opening._replace(value=value, label=f"{value}?")
                self.open[-1].items.append(replace(marker, opening=opening))
            return
        owner = self._list_that_waits_for(marker)
        if owner is not None:
            if not self._is_better_ahead(place, marker, owner):
                self._close_above(owner)
                owner.items.append(marker)
            return
        top = self.open[-1] if self.open else None
        if marker.value == 1:
            self._begin(marker, top)
        elif top is None:
            if marker.quality == 2 and self._next_place(place, marker.value + 1) is not None:
                self.open.append(NumberedList([marker]))
        elif marker.opening.suffix and marker.value == top.items[-1].value:
            top.items.append(marker)
        elif marker.quality == 2 or self._likeness(top.items[-1], marker) == 2:
            self._take_out_of_turn(place, marker, top)

    def _list_that_waits_for(self, marker: Marker) -> NumberedList | None:
        """
        Return the list that a marker continues, or None.

        Of two, one within a point of the other, that whose items are set as it
        is: behind an empty line or not, with a capital or not. Where both are,
        the outer goes on if the inner was led to by a colon in the same point.
        """
        waiting = [found for found in self.open if found.items[-1].value + 1 == marker.value]
        if len(waiting) < 2:
            return waiting[0] if waiting else None
        outer, inner = waiting[-2:]
        alike = self._likeness(outer.items[-1], marker), self._likeness(inner.items[-1], marker)
        if alike[0] == alike[1]:
            return outer if inner.introduced and self._within_point(outer, inner) else inner
        return outer if alike[0] > alike[1] else inner

    def _likeness(self, one: Marker, other: Marker) -> int:
        """Return in how many ways two markers are set alike, 0 to 2."""
        lines = self.lines[one.line], self.lines[other.line]
        begins = [
            begins_sentence(line.text, marker.end - line.start)
            for line, marker in zip(lines, (one, other), strict=True)
        ]
        return int(lines[0].gap == lines[1].gap) + int(begins[0] == begins[1])

    def _within_point(self, outer: NumberedList, inner: NumberedList) -> bool:
        """Say whether no other number opens a line between a list's last item and another list."""
        between = range(outer.items[-1].line + 1, inner.items[0].line)
        return len(between) < MAX_DIGRESSION and not any(
            opening.numeral is not Numeral.BULLET
            for place in between
            for opening in read_openings(self.lines[place].text)
        )

    def _close_above(self, owner: NumberedList) -> None:
        while self.open[-1] is not owner:
            closed = self.open.pop()
            closed.inner = True
            self.done.append(closed)

    def _next_place(self, place: int, value: int) -> int | None:
        """Return the next place of a value before the numbering begins anew, or None."""
        places = self.places.get(value, [])
        found = bisect_right(places, place)
        if found == len(places):
            return None
        ones = self.places.get(1, [])
        anew = bisect_right(ones, place)
        if anew < len(ones) and ones[anew] < places[found]:
            return None
        return places[found]

    def _is_better_ahead(self, place: int, marker: Marker, owner: NumberedList) -> bool:
        """Say whether the same number comes again, better founded, before the next one."""
        again = self._next_place(place, marker.value)
        if again is None or self.markers[again].quality <= marker.quality:
            return False
        last = owner.items[-1]
        if self._likeness(last, marker) > self._likeness(last, self.markers[again]):
            return False
        following = self._next_place(place, marker.value + 1)
        return following is None or again < following

    def _begin(self, marker: Marker, top: NumberedList | None) -> None:
        before = self.lines[marker.line - 1] if marker.line else None
        introduced = before is not None and before.text.endswith(":")
        if before is not None and CLOSING.match(before.text[:120]):
            # Signatories, notes, an annex: what was counted before does not go on behind them.
            self.done += self.open
            self.open = [NumberedList([marker], introduced)]
            return
        if top is not None and len(top.items) == 1 and top.items[0].value == 1:
            if introduced:
                # What stood before the enacting line was no point: a date, a letterhead.
                self.open[-1] = NumberedList([marker], introduced)
                return
            if marker.numeral in _TOP_LEVEL and marker.quality == 2:
                top.items.append(marker)
                return
        self.open.append(NumberedList([marker], introduced))
        if len(self.open) > MAX_OPEN:
            self.done.append(self.open.pop(0))

    def _take_out_of_turn(self, place: int, marker: Marker, top: NumberedList) -> None:
        last = top.items[-1].value
        gap = MAX_GAP if marker.quality == 2 else MAX_DOUBTFUL
        if marker.value == last:
            top.items.append(marker)
        elif last + 1 < marker.value <= last + 1 + gap:
            due = self._next_place(place, last + 1)
            if due is None or self.markers[due].quality < 2:
                top.items.append(marker)
