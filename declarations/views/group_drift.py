"""The picture of a drift: how shares of relations shifted between two groups, day by day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise, product

from django.utils.translation import gettext, ngettext

from declarations.comparison.types import Relation
from declarations.phrasing import time_words
from declarations.services import GroupComparison, Step

from .axis import TimeAxis, as_percent

COUNTED = (Relation.CONVERGENT, Relation.PARTIAL, Relation.DIVERGENT)

TOP, FLOOR = 34, 194
"""Where 100 % and 0 % stand, in pixels; above are the moves, below how many are counted."""
STRIP_FLOOR, STRIP_HEIGHT = 244, 30
HEIGHT = 280
LEAST_LABEL = 0.9
"""Per cent of the width that each figure of a number below the picture needs."""
NARROW_LABEL = 3.25
"""The same on a phone."""
MOST_TRIANGLES = 25
"""Days with moves of which a phone shows whole triangles; of more they are slivers."""
LEAST_WORDS = 14
"""Per cent of the width that words in the picture need."""


@dataclass(frozen=True)
class Area:
    """
    A stretch of time, in per cent of the width, through which the shares are as they are.

    ``edges`` are the heights at which convergent, partial and divergent shares
    end, from the floor up; ``few`` is drawn pale.
    """

    start: float
    end: float
    edges: Sequence[float]
    few: bool
    total: int


@dataclass(frozen=True)
class Label:
    """What a share is out of, where there is ``room``: "any", or "wide" pages only."""

    x: str
    y: float
    total: int
    room: str


@dataclass(frozen=True)
class Shape:
    """
    A path over the whole time, for one relation, or "count" for what shares are out of.

    One path for all days is a tenth of the weight of a box for each. That of a
    ``fill`` is a clip, in parts of a box over the whole width (0 to 1), so that
    its pattern is not stretched; that of a line is in thousandths of the width.
    """

    relation: str
    few: bool
    path: str


@dataclass(frozen=True)
class DriftMark:
    """
    One step of the drift: where it stands, what moved, and where its pairs are shown.

    One that is not ``told`` has nothing but its moves.
    """

    x: str
    width: str
    edge: float
    told: bool
    dot: bool
    closer: int
    apart: int
    address: str
    title: str
    chosen: bool


@dataclass(frozen=True)
class DriftPicture:
    """
    Shares of the relations as stacked steps over a strip of what they are out of.

    Up to ``silence`` the two had no proposition in common; ``silence_label`` is
    its middle, where there is room to say so.
    """

    fills: Sequence[Shape]
    lines: Sequence[Shape]
    labels: Sequence[Label]
    marks: Sequence[DriftMark]
    silence: str
    silence_label: str

    @property
    def is_dense(self) -> bool:
        """Whether there are more moves than a phone has room for whole triangles."""
        return sum(bool(mark.closer or mark.apart) for mark in self.marks) > MOST_TRIANGLES


def draw_drift(
    comparison: GroupComparison,
    axis: TimeAxis,
    address: Callable[[date], str],
    chosen: date | None = None,
) -> DriftPicture:
    """Return the picture of a drift; ``address`` gives where a day's pairs are shown."""
    steps = comparison.drift.steps
    most = max((step.total for step in steps), default=0)

    def place_of(step: Step) -> float:
        return 0.0 if step.opening else axis.at(step.date)

    places = [place_of(step) for step in steps]
    marks = [
        DriftMark(
            x=as_percent(place),
            width=as_percent(after - place),
            edge=_edges(step)[0],
            told=number >= comparison.untold,
            dot=bool(step.total) and not step.opening,
            closer=sum(move.direction == "closer" for move in step.moves),
            apart=sum(move.direction == "apart" for move in step.moves),
            address=address(step.date),
            title=_title(step.date, step.total, step.counts),
            chosen=step.date == chosen,
        )
        for number, (step, (place, after)) in enumerate(
            zip(steps, pairwise([*places, 100.0]), strict=True)
        )
        if step.moves or number >= comparison.untold
    ]
    begun = [
        (step, place)
        for number, (step, place) in enumerate(zip(steps, places, strict=True))
        if step.total and (not number or steps[number - 1].counts != step.counts)
    ]
    ends = pairwise([*(place for _step, place in begun), 100.0])
    areas = [
        Area(start, end, _edges(step), step.is_few, step.total)
        for (step, _place), (start, end) in zip(begun, ends, strict=True)
    ]
    silent = areas[0].start if areas else 100.0
    return DriftPicture(
        fills=_fills(areas, most),
        lines=_lines(areas),
        labels=_labels(areas, most),
        marks=marks,
        silence=as_percent(silent),
        silence_label=as_percent(silent / 2) if silent >= LEAST_WORDS else "",
    )


def _edges(step: Step) -> list[float]:
    """Return where the parts of a step end, from the floor up, convergent first."""
    edges, floor = [], float(FLOOR)
    for relation in COUNTED:
        floor -= (FLOOR - TOP) * (step.share(relation) or 0)
        edges.append(round(floor, 1))
    return edges


def _labels(areas: Sequence[Area], most: int) -> list[Label]:
    """Return what the shares are out of, where that changes and there is room for it."""
    found = []
    for number, area in enumerate(areas):
        if number and areas[number - 1].total == area.total:
            continue
        others = (later.start for later in areas[number:] if later.total != area.total)
        width = (next(others, 100.0) - area.start) / len(str(area.total))
        if width >= LEAST_LABEL:
            y = round(STRIP_FLOOR - STRIP_HEIGHT * area.total / most, 1)
            room = "wide" if width < NARROW_LABEL else "any"
            found.append(Label(as_percent(area.start), y, area.total, room))
    return found


def _fills(areas: Sequence[Area], most: int) -> list[Shape]:
    """Return the parts of each relation and the strip below, those that rest on few apart."""
    found = []
    for few, run in groupby(areas, key=lambda area: area.few):
        stretch = list(run)
        for number, relation in enumerate(COUNTED):
            sides = [
                (_part(area.edges[number]), _part(area.edges[number - 1] if number else FLOOR))
                for area in stretch
            ]
            if any(top != bottom for top, bottom in sides):
                found.append(Shape(relation.value, few, _outline(stretch, sides)))
        bars = [(f"{1 - area.total / most:.4g}", "1") for area in stretch]
        found.append(Shape("count", few, _outline(stretch, bars)))
    return found


def _part(y: float) -> str:
    return f"{(y - TOP) / (FLOOR - TOP):.4g}"


def _outline(stretch: Sequence[Area], sides: Sequence[tuple[str, str]]) -> str:
    """Return the outline of some areas in a row: along their tops, and back along the bottoms."""
    path = f"M{stretch[0].start / 100:.4g} {sides[0][0]}"
    for area, (top, _bottom) in zip(stretch, sides, strict=True):
        path += f"V{top}H{area.end / 100:.4g}"
    for area, (_top, bottom) in zip(reversed(stretch), reversed(sides), strict=True):
        path += f"V{bottom}H{area.start / 100:.4g}"
    return path + "Z"


def _lines(areas: Sequence[Area]) -> list[Shape]:
    """Return the two lines between the three parts, broken where a share rests on few."""
    found = []
    for (number, relation), few in product(enumerate(COUNTED[:2]), (False, True)):
        path, pen = "", (-1.0, -1.0)
        for earlier, area in zip([None, *areas], areas, strict=False):
            y = area.edges[number]
            if earlier and (earlier.few or area.few) == few and earlier.edges[number] != y:
                if pen != (area.start, earlier.edges[number]):
                    path += f"M{area.start * 10:.1f} {earlier.edges[number]:g}"
                path, pen = f"{path}V{y:g}", (area.start, y)
            if area.few == few:
                if pen != (area.start, y):
                    path += f"M{area.start * 10:.1f} {y:g}"
                path, pen = f"{path}H{area.end * 10:.1f}", (area.end, y)
        if path:
            found.append(Shape(relation.value, few, path))
    return found


def _title(day: date, total: int, counts: dict[Relation, int]) -> str:
    """Return a step in words: "7 May 2019: of 28, 17 converge, 9 in part, 2 diverge"."""
    if not total:
        return gettext("%(date)s: no proposition yet on which both have spoken") % {
            "date": time_words.in_full(day)
        }
    return gettext("%(date)s: of %(total)s, %(parts)s") % {
        "date": time_words.in_full(day),
        "total": total,
        "parts": ", ".join(
            (
                ngettext("%(n)s converges", "%(n)s converge", counts[Relation.CONVERGENT])
                % {"n": counts[Relation.CONVERGENT]},
                gettext("%(n)s in part") % {"n": counts[Relation.PARTIAL]},
                ngettext("%(n)s diverges", "%(n)s diverge", counts[Relation.DIVERGENT])
                % {"n": counts[Relation.DIVERGENT]},
            )
        ),
    }
