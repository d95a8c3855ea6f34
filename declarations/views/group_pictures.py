"""Pictures of two groups through time: a lane of stances for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext

from declarations.phrasing import time_words
from declarations.services import GroupLane, GroupRow
from declarations.services.groups_words import StatementAddress

from .axis import TimeAxis, as_percent

END = "100%"


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
        title = time_words.spoken(said)
        if change is not None and change.before is not None:
            title = gettext("%(words)s; until then %(stance)s") % {
                "words": title,
                "stance": time_words.stance(
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
