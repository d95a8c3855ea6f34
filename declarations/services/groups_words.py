"""What is said of two groups through time in words: rows, days and changes."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from declarations import phrasing_time
from declarations.comparison.drift import COUNTED, Direction, Move, Step
from declarations.comparison.timeline import Standing
from declarations.models import Declaration

from .grouped import GroupComparison, GroupLane, GroupRow

MAX_MOVES = 8
"""Changes that a day's line in the table names; the day itself shows how all stood."""
MAX_NET = 8
"""Propositions that the summary names on either side; the others stand in the table of days."""

PointAddress = Callable[[str, str], str]
"""Gives where a point is read: it takes the slug of its declaration and its number."""


@dataclass(frozen=True)
class Clause:
    """A stance with the day since which it is held, as a link to what began it."""

    words: str
    address: str
    earlier: bool


@dataclass(frozen=True)
class LaneInWords:
    """One group's words on one proposition: each change as a clause, and how often it spoke."""

    lane: GroupLane
    clauses: Sequence[Clause]
    tally: str


@dataclass(frozen=True)
class RowInWords:
    """A row under its heading, with both groups' words."""

    heading: str
    row: GroupRow
    lanes: Sequence[LaneInWords]


def rows_in_words(
    comparison: GroupComparison,
    rows: Iterable[GroupRow],
    address: PointAddress,
    *,
    by_topic: bool = False,
) -> list[RowInWords]:
    """Return rows with both groups' words, each with the heading that it stands under."""
    return [
        RowInWords(
            heading=row.topic_name if by_topic else _heading(comparison, row),
            row=row,
            lanes=[_lane_in_words(lane, address) for lane in row.lanes],
        )
        for row in rows
    ]


def _heading(comparison: GroupComparison, row: GroupRow) -> str:
    if row.is_both:
        if row.is_contested:
            return gettext("Contested: apart, at least in part, at some time of the period")
        return gettext("Held alike from the day on which both had spoken")
    name = comparison.left.brief if row.state == "only-left" else comparison.right.brief
    return gettext("Only %(name)s has spoken") % {"name": name}


def _lane_in_words(lane: GroupLane, address: PointAddress) -> LaneInWords:
    clauses = [
        Clause(
            words=phrasing_time.stance_since(change.after, change.date),
            address=address(change.statement.declaration, change.statement.labels[0]),
            earlier=change is lane.earlier_change,
        )
        for change in lane.history
    ]
    said = len(lane.statements)
    tally = ""
    if said > 1 and lane.standing is not None:
        tally = ngettext("%(n)s text, last %(date)s", "%(n)s texts, last %(date)s", said) % {
            "n": said,
            "date": date_format(lane.standing.statement.date, "j M Y"),
        }
    return LaneInWords(lane, clauses, tally)


# --- Days of the drift -----------------------------------------------------------------


@dataclass(frozen=True)
class Share:
    """A relation's part of the propositions on which both have spoken."""

    relation: str
    count: int
    percent: str
    address: str


@dataclass(frozen=True)
class MoveInWords:
    """A change of stance: who, on what, and what it did to the distance between the two."""

    words: str
    row: GroupRow
    before: str
    after: str
    direction: str


@dataclass(frozen=True)
class Day:
    """A step of the drift as a line of the table; ``more`` changes are counted, not named."""

    step: Step
    texts: Sequence[tuple[str, Declaration]]
    shares: Sequence[Share]
    entered: Sequence[GroupRow]
    moves: Sequence[MoveInWords]
    more: int
    address: str


def days_in_words(comparison: GroupComparison, address: Callable[[date, str], str]) -> list[Day]:
    """
    Return the steps of the drift with what was said, what entered and what moved.

    ``address`` gives where the pairs of a day in one relation, or in any, are shown.
    """
    texts: dict[date, list[tuple[str, Declaration]]] = {}
    for text in comparison.of_period:
        title = comparison.title_of(text.slug)
        texts.setdefault(text.date, []).append((title, text))
    return [
        Day(
            step=step,
            texts=[] if step.opening else texts.get(step.date, []),
            shares=[
                Share(
                    relation.value,
                    step.counts[relation],
                    phrasing_time.percent(step.counts[relation], step.total),
                    address(step.date, relation.value),
                )
                for relation in COUNTED
            ],
            entered=[comparison.by_slug[slug] for slug in step.entered],
            moves=[_move_in_words(comparison, move) for move in step.moves[:MAX_MOVES]],
            more=max(0, len(step.moves) - MAX_MOVES),
            address=address(step.date, ""),
        )
        for step in comparison.told
    ]


def _move_in_words(comparison: GroupComparison, move: Move) -> MoveInWords:
    said = [
        phrasing_time.turned(comparison.name_of(c.statement.group), c.before, c.after)
        for c in move.changes
        if c.before is not None
    ]
    return MoveInWords(
        words="; ".join(said),
        row=comparison.by_slug[move.proposition],
        before=move.before.value,
        after=move.after.value,
        direction=move.direction.value,
    )


@dataclass(frozen=True)
class NetInWords:
    """Propositions on which two groups stand closer, or further apart, than at first."""

    direction: str
    count: int
    items: Sequence[tuple[GroupRow, Sequence[tuple[date, str]]]]
    rest: int


def net_in_words(comparison: GroupComparison) -> list[NetInWords]:
    """Return what came closer and what went apart, with the changes that did it."""
    found = []
    for direction in (Direction.CLOSER, Direction.APART):
        changes = comparison.net[direction]
        items = [
            (
                change.row,
                [(move.date, _move_in_words(comparison, move).words) for move in change.moves],
            )
            for change in changes[:MAX_NET]
        ]
        if changes:
            rest = max(0, len(changes) - MAX_NET)
            found.append(NetInWords(direction.value, len(changes), items, rest))
    return found


@dataclass(frozen=True)
class Held:
    """Where a group stood on a day: its stance, since when, and the points of its last word."""

    words: str
    last: str
    points: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class PairsInRelation:
    """The propositions in one relation on a day, with both groups' words on each."""

    relation: str
    count: int
    percent: str
    pairs: Sequence[tuple[GroupRow, Held, Held]]


@dataclass(frozen=True)
class PairsOnDay:
    """
    How two groups stood at the end of a day, on all that both had spoken on by then.

    ``entered`` are the slugs of the propositions that were new in the count on that day.
    """

    day: date
    total: int
    relations: Sequence[PairsInRelation]
    entered: Collection[str]


def pairs_on(comparison: GroupComparison, day: date, address: PointAddress) -> PairsOnDay:
    """Return the pairs behind the numbers of a day, those that are furthest apart first."""
    steps = [step for step in comparison.drift.steps if step.date <= day]
    relations = steps[-1].relations if steps else {}
    total = len(relations)

    def pair(slug: str) -> tuple[GroupRow, Held, Held]:
        row = comparison.by_slug[slug]
        left, right = (_held(lane.standing_at(day), address) for lane in row.lanes)
        return row, left, right

    found = []
    for relation in reversed(COUNTED):
        slugs = [row.slug for row in comparison.rows if relations.get(row.slug) is relation]
        found.append(
            PairsInRelation(
                relation.value,
                len(slugs),
                phrasing_time.percent(len(slugs), total),
                [pair(slug) for slug in slugs],
            )
        )
    entered = steps[-1].entered if steps and steps[-1].date == day else ()
    return PairsOnDay(day, total, found, entered)


def _held(standing: Standing | None, address: PointAddress) -> Held:
    if standing is None:
        return Held(phrasing_time.standing(None), "", [])
    said = standing.statement
    return Held(
        words=phrasing_time.standing(standing),
        last=date_format(said.date, "j M Y") if said.date != standing.since else "",
        points=[(label, address(said.declaration, label)) for label in said.labels],
    )
