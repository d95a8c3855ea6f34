"""Both texts of a comparison whole, in their own order: each point with what it meets."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from declarations.comparison import Row, Segment, operative_spans, split_segments
from declarations.models import Language, Point, in_language
from declarations.phrasing import judged_words

from .compared import Comparison, Side

RowKey = tuple[int | None, int | None]
"""A row by the places of its points, left and right; None where a side is silent."""


@dataclass(frozen=True)
class Meeting:
    """
    One end of a ribbon: what a point meets, and how the two stand.

    ``pair`` is the same at both ends and on the ribbon. ``target`` leads to the
    counterpart, ``row`` to the row in which both stand side by side.
    """

    pair: str
    state: str
    basis: str
    coders_differ: bool
    judged_said: str
    label: str
    target: str
    row: str


@dataclass(frozen=True)
class PointInText:
    """
    A point as its text has it, with its ends of ribbons.

    ``key`` is its fragment of the address: ``left-5``. ``alone`` is the address
    of its row where that is a silence, else blank. A point ``outside`` is in no
    row that the filter leaves.
    """

    key: str
    point: Point
    segments: Sequence[Segment]
    language: str
    language_name: str
    topics: Sequence[str]
    meetings: Sequence[Meeting]
    alone: str
    outside: bool


@dataclass(frozen=True)
class Ends:
    """What a ribbon joins: two points by their places in their texts."""

    left: int
    right: int
    state: str
    basis: str
    row: str

    @property
    def pair(self) -> str:
        """The ribbon's name, by which its ends know it."""
        return f"{self.left}-{self.right}"


@dataclass(frozen=True)
class Texts:
    """As much of both texts as one page shows, with the ribbons within it, from top to bottom."""

    left: Sequence[PointInText]
    right: Sequence[PointInText]
    ends: Sequence[Ends]


def lay_out_texts(
    comparison: Comparison,
    rows: Iterable[Row],
    addresses: Mapping[RowKey, str],
    *,
    shown: range,
    page_of: Callable[[int], str],
) -> Texts:
    """
    Return both texts in their own order, with the meetings that a filter leaves.

    ``rows`` are those left by the filter, and ``addresses`` lead to them. Of
    each text the places ``shown`` are laid out. ``page_of`` gives the address
    of the page with a place that is not shown.
    """
    met: dict[tuple[str, int], list[Meeting]] = defaultdict(list)
    alone: dict[tuple[str, int], str] = {}
    ends: list[Ends] = []
    for row in rows:
        address = addresses[row.left, row.right]
        if row.left is None or row.right is None:
            place = row.right if row.left is None else row.left
            alone["right" if row.left is None else "left", place or 0] = address
            continue
        basis = row.finding.basis.value if row.finding else ""
        said = judged_words.judged(row.finding.judgements) if row.finding else ""
        end = Ends(row.left, row.right, row.state, basis, address)
        if row.left in shown and row.right in shown:
            ends.append(end)
        for here, place, there, counterpart in (
            ("left", row.left, "right", row.right),
            ("right", row.right, "left", row.left),
        ):
            point = _side(comparison, there).points[counterpart]
            page = "" if counterpart in shown else page_of(counterpart)
            met[here, place].append(
                Meeting(
                    pair=end.pair,
                    state=row.state,
                    basis=basis,
                    coders_differ=row.finding is not None and row.finding.coders_differ,
                    judged_said=said,
                    label=point.label,
                    target=f"{page}#{there}-{point.anchor}",
                    row=address,
                )
            )

    def text(name: str) -> list[PointInText]:
        side = _side(comparison, name)
        return [
            _point(
                name,
                point,
                comparison.language,
                # In the order of the counterparts, so that ribbons of one point do not cross.
                sorted(met[name, place], key=lambda meeting: _place(meeting, name)),
                alone.get((name, place), ""),
            )
            for place, point in enumerate(side.points)
            if place in shown
        ]

    ends.sort(key=lambda end: (end.left, end.right))
    return Texts(text("left"), text("right"), ends)


def _side(comparison: Comparison, name: str) -> Side:
    return comparison.left if name == "left" else comparison.right


def _place(meeting: Meeting, name: str) -> int:
    """Return the place of a meeting's counterpart."""
    left, right = meeting.pair.split("-")
    return int(right if name == "left" else left)


def _point(
    side: str, point: Point, reading: str, meetings: Sequence[Meeting], alone: str
) -> PointInText:
    wording = point.wording_in(reading, "en")
    text, language = (wording.text, wording.language) if wording else ("", reading)
    return PointInText(
        key=f"{side}-{point.anchor}",
        point=point,
        segments=split_segments(text, operative=operative_spans(text, point.operative, language)),
        language=language,
        language_name=str(Language(language).label),
        topics=[in_language(topic, "name", reading) for topic in point.topics.all()],
        meetings=meetings,
        alone=alone,
        outside=not meetings and not alone,
    )
