"""
How two groups drew closer or apart: their latest stances on each proposition, date by date.

Only a change of stance counts as movement. A share may also change because a
proposition is new in the count, which is no movement of anybody; so each step
names what entered and what moved.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .timeline import Change, Standing, Statement, follow, stand
from .types import Relation

FEW = 10
"""
Propositions below which a share is drawn pale and said to rest on little.

Of ten, a single one shifts the share by ten points; of fewer, one coder's
reading of one sentence would make a curve.
"""

Lanes = Mapping[tuple[str, str], Sequence[Statement]]

COUNTED = (Relation.CONVERGENT, Relation.PARTIAL, Relation.DIVERGENT)
"""The relations that two stances can have, from closest to furthest apart."""


class Direction(StrEnum):
    """What a change of stance did to the distance between two groups."""

    CLOSER = "closer"
    APART = "apart"
    LEVEL = "level"
    """A stance changed, and the two stand to each other as they did before."""


def direction_of(before: Relation, after: Relation) -> Direction:
    """
    Return whether two groups came closer, by the order convergent, partial, divergent.

    >>> direction_of(Relation.DIVERGENT, Relation.PARTIAL).value
    'closer'
    """
    distance = COUNTED.index(after) - COUNTED.index(before)
    if distance == 0:
        return Direction.LEVEL
    return Direction.CLOSER if distance < 0 else Direction.APART


@dataclass(frozen=True, slots=True)
class Move:
    """
    That a group, or both, changed stance on a proposition on which both had spoken before.

    ``changes`` has one change for each group that moved, the left one first:
    from its stance on the day before to that at the end of the day.
    """

    date: date
    proposition: str
    changes: tuple[Change, ...]
    before: Relation
    after: Relation

    @property
    def movers(self) -> tuple[str, ...]:
        """The slugs of the groups that changed stance."""
        return tuple(change.statement.group for change in self.changes)

    @property
    def differs(self) -> bool:
        """Whether it rests on a text whose own points differ."""
        return any(change.differs for change in self.changes)

    @property
    def direction(self) -> Direction:
        """Whether the two came closer by it."""
        return direction_of(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Step:
    """
    How two groups stand at the end of a day on which at least one of them spoke.

    ``relations`` holds every proposition on which both have spoken by then.
    ``entered`` are those on which they had not both spoken before; ``moves``
    are changes of stance. An ``opening`` step is how they stood when a period
    began: nothing was said on that day for all we know.
    """

    date: date
    relations: Mapping[str, Relation]
    entered: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    opening: bool = False

    @property
    def total(self) -> int:
        """The denominator: propositions on which both have spoken by then."""
        return len(self.relations)

    @property
    def is_few(self) -> bool:
        """Whether the shares rest on fewer propositions than ``FEW``."""
        return self.total < FEW

    @property
    def counts(self) -> dict[Relation, int]:
        """The number of propositions in each relation, also where it is none."""
        found = Counter(self.relations.values())
        return {relation: found[relation] for relation in COUNTED}

    def share(self, relation: Relation) -> float | None:
        """Return the part of the propositions in a relation, 0 to 1; None where there are none."""
        return self.counts[relation] / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Drift:
    """The steps of two groups through a period, earliest first."""

    steps: tuple[Step, ...]

    @property
    def moves(self) -> tuple[Move, ...]:
        """Every change of stance where both had spoken, earliest first."""
        return tuple(move for step in self.steps for move in step.moves)

    @property
    def last(self) -> Step | None:
        """How they stand at the end; None where neither ever spoke."""
        return self.steps[-1] if self.steps else None

    @property
    def opening(self) -> Step | None:
        """How they stood when the period began; None where nothing was said before it."""
        return self.steps[0] if self.steps and self.steps[0].opening else None

    def net(self) -> dict[str, Direction]:
        """
        Return how each proposition stands against where both first stood on it.

        That is when the period began, or where one of them was silent then,
        when both had spoken. A move there and back comes out level.
        """
        if not self.steps:
            return {}
        first: dict[str, Relation] = {}
        for step in self.steps:
            for proposition, relation in step.relations.items():
                first.setdefault(proposition, relation)
        return {
            proposition: direction_of(first[proposition], relation)
            for proposition, relation in self.steps[-1].relations.items()
        }


def drift(
    lanes: Lanes,
    left: str,
    right: str,
    *,
    since: date | None = None,
    until: date | None = None,
) -> Drift:
    """
    Return how two groups stood after each day on which one of them spoke.

    ``lanes`` comes from :func:`.timeline.lanes`; other groups in it are left
    out. Both days of the period count. What was said before it is where the
    groups stood when it began, and makes the opening step, if there is any.
    """
    groups = (left, right)
    standings: dict[tuple[str, str], Standing] = {}
    relations: dict[str, Relation] = {}
    opening: Step | None = None
    steps: list[Step] = []
    for day, spoken in _by_day(lanes, groups, until):
        if since is not None and day >= since and not steps and relations:
            opening = Step(since, dict(relations), opening=True)
        earlier, before = dict(standings), dict(relations)
        propositions = tuple(dict.fromkeys(said.proposition for said in spoken))
        for said in spoken:
            key = (said.proposition, said.group)
            standings[key] = follow(standings.get(key), said)
        for proposition in propositions:
            relation = stand(*(standings.get((proposition, group)) for group in groups))
            if relation is not None:
                relations[proposition] = relation
        if since is None or day >= since:
            entered = tuple(p for p in propositions if p in relations and p not in before)
            moved = [
                Move(day, p, made, before[p], relations[p])
                for p in propositions
                if p in before and (made := _changes(day, p, groups, earlier, standings))
            ]
            steps.append(Step(day, dict(relations), entered, tuple(moved)))
    if since is not None and not steps and relations:
        opening = Step(since, relations, opening=True)
    return Drift((opening, *steps) if opening else tuple(steps))


def _by_day(
    lanes: Lanes, groups: tuple[str, str], until: date | None
) -> list[tuple[date, list[Statement]]]:
    """Return what two groups said on each day, earliest first."""
    days: dict[date, list[Statement]] = {}
    for (_proposition, group), lane in lanes.items():
        if group in groups:
            for said in lane:
                if until is None or said.date <= until:
                    days.setdefault(said.date, []).append(said)
    return sorted(days.items())


def _changes(
    day: date,
    proposition: str,
    groups: tuple[str, str],
    earlier: Mapping[tuple[str, str], Standing],
    standings: Mapping[tuple[str, str], Standing],
) -> tuple[Change, ...]:
    """Return the changes between the stances before a day and at its end, left first."""
    found = []
    for group in groups:
        old, new = earlier.get((proposition, group)), standings.get((proposition, group))
        if old is not None and new is not None and old.stance is not new.stance:
            found.append(Change(day, old.stance, new.stance, new.statement, old.statement))
    return tuple(found)


def relation_changes(
    one: Sequence[Statement], other: Sequence[Statement]
) -> tuple[tuple[date, Relation], ...]:
    """Return the days on which two lanes' relation becomes another, from their first both on."""
    found: list[tuple[date, Relation]] = []
    lanes = (one, other)
    held: list[Standing | None] = [None, None]
    spoken = sorted(
        [(said.date, side, place) for side in (0, 1) for place, said in enumerate(lanes[side])]
    )
    for number, (day, side, place) in enumerate(spoken):
        held[side] = follow(held[side], lanes[side][place])
        if number + 1 < len(spoken) and spoken[number + 1][0] == day:
            continue  # what counts is how a day ends
        relation = stand(*held)
        if relation is not None and (not found or found[-1][1] is not relation):
            found.append((day, relation))
    return tuple(found)
