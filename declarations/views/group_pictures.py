"""Pictures of two groups through time: lanes of stances, and how shares shifted day by day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext, ngettext

from declarations import phrasing_time
from declarations.comparison.types import Relation
from declarations.services import GroupComparison, GroupLane, GroupRow, Step
from declarations.services.groups_words import StatementAddress

from .axis import TimeAxis, as_percent

END = "100%"
COUNTED = (Relation.CONVERGENT, Relation.PARTIAL, Relation.DIVERGENT)


@dataclass(frozen=True)
class Mark:
    """
    What one text says, as a link to its first point, or to all where they differ.

    ``shape`` is the stance, or "mixed" where they do; ``turn`` says that the stance is new.
    """

    x: str
    shape: str
    turn: bool
    address: str
    title: str


@dataclass(frozen=True)
class Hold:
    """A stretch through which a stance is held; ``faint`` after the last word on it."""

    x1: str
    x2: str
    stance: str
    faint: bool


@dataclass(frozen=True)
class Strip:
    """A stretch through which two groups stand in one relation."""

    x: str
    width: str
    relation: str


@dataclass(frozen=True)
class LanePicture:
    """One group's lane: its marks, earliest first, on the stances held between them."""

    lane: GroupLane
    holds: Sequence[Hold]
    marks: Sequence[Mark]


@dataclass(frozen=True)
class RowPicture:
    """Two lanes, between them the relation, and where a joint statement spans both."""

    row: GroupRow
    lanes: Sequence[LanePicture]
    strips: Sequence[Strip]
    joints: Sequence[str]


def draw_row(row: GroupRow, axis: TimeAxis, address: StatementAddress) -> RowPicture:
    """
    Return the picture of a row.

    ``address`` gives where the words of a statement are read.
    """
    starts = [axis.at(day) for day, _relation in row.relations]
    strips = [
        Strip(as_percent(start), as_percent(end - start), relation.value)
        for (start, end), (_day, relation) in zip(
            pairwise([*starts, 100.0]), row.relations, strict=True
        )
    ]
    left = {said.declaration for said in row.left.statements}
    joint = {said.date for said in row.right.statements if said.declaration in left}
    lanes = [_draw_lane(lane, axis, address) for lane in row.lanes]
    return RowPicture(row, lanes, strips, [axis.x(day) for day in sorted(joint)])


def _draw_lane(lane: GroupLane, axis: TimeAxis, address: StatementAddress) -> LanePicture:
    turns = {id(change.statement): change for change in lane.changes}
    marks = []
    for said in lane.statements:
        change = turns.get(id(said))
        title = phrasing_time.spoken(said)
        if change is not None and change.before is not None:
            title = gettext("%(words)s; until then %(stance)s") % {
                "words": title,
                "stance": phrasing_time.stance(
                    change.before, differs=change.previous is not None and change.previous.differs
                ),
            }
        marks.append(
            Mark(
                x=axis.x(said.date),
                shape="mixed" if said.differs else said.stance.value,
                turn=change is not None,
                address=address(said),
                title=title,
            )
        )
    starts = [("0%", lane.before.stance)] if lane.before else []
    starts += [(axis.x(change.date), change.after) for change in lane.changes]
    last_word = marks[-1].x if marks else "0%"
    holds = [
        Hold(start, after, stance.value, faint=False)
        for (start, stance), (after, _stance) in pairwise([*starts, (last_word, None)])
        if start != after and stance is not None
    ]
    if starts:
        holds.append(Hold(last_word, END, starts[-1][1].value, faint=True))
    return LanePicture(lane, holds, marks)


# --- Drift ----------------------------------------------------------------------------

TOP, FLOOR = 34, 194
"""Where 100 % and 0 % stand, in pixels; above are the moves, below how many are counted."""
STRIP_FLOOR, STRIP_HEIGHT = 244, 30
HEIGHT = 280
LEAST_LABEL = 1.8
"""Per cent of the width that a number below the picture needs."""
NARROW_LABEL = 6.5
"""The same on a phone."""
LEAST_WORDS = 14
"""Per cent of the width that words in the picture need."""


@dataclass(frozen=True)
class Block:
    """The part of a step in one relation, from its upper edge down."""

    relation: str
    y: float
    height: float


@dataclass(frozen=True)
class Area:
    """A stretch of time through which the shares are as they are; ``few`` is drawn pale."""

    x: str
    x2: str
    width: str
    blocks: Sequence[Block]
    few: bool
    total: int
    bar_y: float
    bar_height: float
    label: str


@dataclass(frozen=True)
class DriftMark:
    """One step of the drift: where it stands, what moved, and where its pairs are shown."""

    x: str
    width: str
    edge: float
    dot: bool
    closer: int
    apart: int
    address: str
    title: str
    chosen: bool


@dataclass(frozen=True)
class Riser:
    """An upright of a step line, where a share becomes another; ``few`` where one rests on few."""

    x: str
    y1: float
    y2: float
    relation: str
    few: bool


@dataclass(frozen=True)
class DriftPicture:
    """
    Shares of the relations as stacked steps over a strip of what they are out of.

    Up to ``silence`` the two had no proposition in common; ``silence_label`` is
    its middle, where there is room to say so.
    """

    areas: Sequence[Area]
    risers: Sequence[Riser]
    marks: Sequence[DriftMark]
    silence: str
    silence_label: str


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

    told = [place_of(step) for step in comparison.told]
    marks = [
        DriftMark(
            x=as_percent(place),
            width=as_percent(after - place),
            edge=_blocks(step)[0].y,
            dot=bool(step.total) and not step.opening,
            closer=sum(move.direction == "closer" for move in step.moves),
            apart=sum(move.direction == "apart" for move in step.moves),
            address=address(step.date),
            title=_title(step.date, step.total, step.counts),
            chosen=step.date == chosen,
        )
        for step, (place, after) in zip(comparison.told, pairwise([*told, 100.0]), strict=True)
    ]
    areas: list[Area] = []
    begun = [
        (step, place_of(step))
        for number, step in enumerate(steps)
        if step.total and (not number or steps[number - 1].counts != step.counts)
    ]
    ends = pairwise([*(place for _step, place in begun), 100.0])
    for number, ((step, place), (_place, after)) in enumerate(zip(begun, ends, strict=True)):
        bar = STRIP_HEIGHT * step.total / most
        new = not areas or areas[-1].total != step.total
        others = (p for later, p in begun[number:] if later.total != step.total)
        areas.append(
            Area(
                x=as_percent(place),
                x2=as_percent(after),
                width=as_percent(after - place),
                blocks=_blocks(step),
                few=step.is_few,
                total=step.total,
                bar_y=round(STRIP_FLOOR - bar, 1),
                bar_height=round(bar, 1),
                label=_room(next(others, 100.0) - place) if new else "",
            )
        )
    silent = begun[0][1] if begun else 100.0
    return DriftPicture(
        areas=areas,
        risers=_risers(areas),
        marks=marks,
        silence=as_percent(silent),
        silence_label=as_percent(silent / 2) if silent >= LEAST_WORDS else "",
    )


def _room(width: float) -> str:
    """Return whether a number has room in a stretch: "wide", on wide pages only, or "" nowhere."""
    if width < LEAST_LABEL:
        return ""
    return "wide" if width < NARROW_LABEL else "any"


def _blocks(step: Step) -> list[Block]:
    """Return the parts of a step from the floor up, convergent first."""
    blocks, floor = [], float(FLOOR)
    for relation in COUNTED:
        height = (FLOOR - TOP) * (step.share(relation) or 0)
        floor -= height
        blocks.append(Block(relation.value, round(floor, 1), round(height, 1)))
    return blocks


def _risers(areas: Sequence[Area]) -> list[Riser]:
    """Return where the two lines between the three parts go up or down."""
    return [
        Riser(
            x=later.x,
            y1=before.y,
            y2=after.y,
            relation=before.relation,
            few=earlier.few or later.few,
        )
        for earlier, later in pairwise(areas)
        for before, after in zip(earlier.blocks[:2], later.blocks[:2], strict=True)
        if before.y != after.y
    ]


def _title(day: date, total: int, counts: dict[Relation, int]) -> str:
    """Return a step in words: "7 May 2019: of 28, 17 converge, 9 in part, 2 diverge"."""
    if not total:
        return gettext("%(date)s: no proposition yet on which both have spoken") % {
            "date": phrasing_time.in_full(day)
        }
    return gettext("%(date)s: of %(total)s, %(parts)s") % {
        "date": phrasing_time.in_full(day),
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
