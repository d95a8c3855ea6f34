"""What is said of two groups through time in words: rows, days and changes."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from declarations.comparison.drift import COUNTED, Direction, Move, Step
from declarations.comparison.timeline import Standing, Statement
from declarations.models import Declaration
from declarations.phrasing import time_words

from .grouped import GroupComparison, GroupLane, GroupRow

MAX_MOVES = 5
"""Changes that a day's line in the table names; the day itself shows how all stood."""
MAX_PAIRS = 30
"""Pairs that an open day lists in all; a link leads to the others of a relation."""
MAX_NET = 8
"""Propositions that the summary names on either side; the others stand in the table of days."""


StatementAddress = Callable[[Statement], str]


@dataclass(frozen=True)
class Addresses:
    """
    Where words lead to.

    ``point`` takes the slug of a declaration and the number of its point;
    ``said`` what a text says, and leads to its point, or to all that differ;
    ``day`` a day and a relation, or "" for any; ``up_to`` the same as rows; ``row`` a proposition.
    """

    point: Callable[[str, str], str]
    said: StatementAddress
    day: Callable[[date, str], str]
    up_to: Callable[[date, str], str]
    row: Callable[[str], str]


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
    addresses: Addresses,
    *,
    by_topic: bool = False,
) -> list[RowInWords]:
    """Return rows with both groups' words, each with the heading that it stands under."""
    return [
        RowInWords(
            heading=row.topic_name if by_topic else _heading(comparison, row),
            row=row,
            lanes=[_lane_in_words(lane, addresses) for lane in row.lanes],
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


def _lane_in_words(lane: GroupLane, addresses: Addresses) -> LaneInWords:
    clauses = [
        Clause(
            words=time_words.stance_since(
                change.after, change.date, differs=change.statement.differs
            ),
            address=addresses.said(change.statement),
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
    address: str
    before: str
    after: str


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


def days_in_words(comparison: GroupComparison, addresses: Addresses) -> list[Day]:
    """Return the steps of the drift with what was said, what entered and what moved."""
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
                    time_words.percent(step.counts[relation], step.total),
                    addresses.day(step.date, relation.value),
                )
                for relation in COUNTED
            ],
            entered=[comparison.by_slug[slug] for slug in step.entered],
            moves=[_move_in_words(comparison, move, addresses) for move in step.moves[:MAX_MOVES]],
            more=max(0, len(step.moves) - MAX_MOVES),
            address=addresses.day(step.date, ""),
        )
        for step in comparison.told
    ]


def _move_in_words(comparison: GroupComparison, move: Move, addresses: Addresses) -> MoveInWords:
    said = [
        time_words.turned(comparison.name_of(change.statement.group), change)
        for change in move.changes
    ]
    return MoveInWords(
        words="; ".join(said),
        row=comparison.by_slug[move.proposition],
        address=addresses.row(move.proposition),
        before=move.before.value,
        after=move.after.value,
    )


@dataclass(frozen=True)
class NetInWords:
    """
    Propositions on which two groups stand closer, or further apart, than at first.

    Each with its address and the changes that did it, day by day.
    """

    direction: str
    count: int
    items: Sequence[tuple[GroupRow, str, Sequence[tuple[date, str]]]]
    rest: int


def net_in_words(comparison: GroupComparison, addresses: Addresses) -> list[NetInWords]:
    """Return what came closer and what went apart, with the changes that did it."""

    def said(move: Move) -> tuple[date, str]:
        return move.date, _move_in_words(comparison, move, addresses).words

    found = []
    for direction in (Direction.CLOSER, Direction.APART):
        changes = comparison.net[direction]
        items = [
            (change.row, addresses.row(change.row.slug), [said(move) for move in change.moves])
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
class Pair:
    """A proposition with both groups' last words on it by a day."""

    row: GroupRow
    address: str
    left: Held
    right: Held


@dataclass(frozen=True)
class PairsInRelation:
    """
    The pairs in one relation on a day, and their share of all.

    ``rest`` are those not listed; ``address`` leads to all, as rows up to that day.
    """

    relation: str
    count: int
    percent: str
    pairs: Sequence[Pair]
    rest: int
    address: str


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


def pairs_on(comparison: GroupComparison, day: date, addresses: Addresses) -> PairsOnDay:
    """
    Return the pairs behind the numbers of a day, those that are furthest apart first.

    Each relation may list an equal part of ``MAX_PAIRS``, and what others leave of theirs.
    """
    step = comparison.step_on(day)
    relations = step.relations if step else {}

    def pair(row: GroupRow) -> Pair:
        left, right = (_held(lane.standing_at(day), addresses) for lane in row.lanes)
        return Pair(row, addresses.row(row.slug), left, right)

    found: list[PairsInRelation] = []
    room = MAX_PAIRS
    for number, relation in enumerate(reversed(COUNTED)):
        rows = [row for row in comparison.rows if relations.get(row.slug) is relation]
        share = time_words.percent(len(rows), len(relations))
        pairs = [pair(row) for row in rows[: room // (len(COUNTED) - number)]]
        room -= len(pairs)
        rest = len(rows) - len(pairs)
        address = addresses.up_to(day, relation.value)
        found.append(PairsInRelation(relation.value, len(rows), share, pairs, rest, address))
    entered = step.entered if step and step.date == day else ()
    return PairsOnDay(day, len(relations), found, entered)


def _held(standing: Standing | None, addresses: Addresses) -> Held:
    if standing is None:
        return Held(time_words.standing(None), "", [])
    said = standing.statement
    return Held(
        words=time_words.standing(standing),
        last=date_format(said.date, "j M Y") if said.date != standing.since else "",
        points=[(label, addresses.point(said.declaration, label)) for label in said.labels],
    )
