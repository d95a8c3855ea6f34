"""Two groups over a period as a page reads them: lanes, rows, sentences."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from declarations.comparison.drift import FEW, Direction, Drift, Move, Step
from declarations.comparison.timeline import Change, Standing, Statement, follow
from declarations.comparison.types import Relation
from declarations.models import Declaration, in_language
from declarations.phrasing import time_words

from .issuers import Group

ONLY_LEFT, ONLY_RIGHT = "only-left", "only-right"
STATES = (*(r.value for r in Relation if r is not Relation.UNRELATED), ONLY_LEFT, ONLY_RIGHT)
"""What a row can be: how the two stand at the end of the period, or who alone has spoken."""

MAX_STEPS = 40
"""Days that a page tells one by one where there are no more."""
LAST_STEPS = 8
"""Of more days the last ones that a page tells; a link leads to those before."""


@dataclass(frozen=True)
class GroupLane:
    """
    What one group said on one proposition.

    ``statements`` and ``changes`` are those of the period. ``before`` is where
    it stood when the period began, ``earlier_change`` what brought it there;
    ``standing`` is where it stood at the end. Silence is None.
    """

    group: Group
    statements: Sequence[Statement]
    before: Standing | None
    standing: Standing | None
    earlier_change: Change | None
    changes: Sequence[Change]

    def standing_at(self, day: date) -> Standing | None:
        """Return where the group stood at the end of a day of the period; None while silent."""
        held = self.before
        for said in self.statements:
            if said.date <= day:
                held = follow(held, said)
        return held

    @property
    def history(self) -> list[Change]:
        """The changes to tell: the last before the period, and those within it."""
        return [*([self.earlier_change] if self.earlier_change else []), *self.changes]

    @property
    def has_changed(self) -> bool:
        """Whether the stance became another within the period; a first word is no change."""
        return any(change.before is not None for change in self.changes)


@dataclass(frozen=True)
class GroupRow:
    """
    A proposition on which at least one of the groups has spoken by the end of the period.

    ``relations`` are the days on which the relation became another, the one in
    force when the period began first. ``state`` is one of ``STATES``;
    ``language`` is that of ``text``, English where no translation is held.
    """

    slug: str
    text: str
    language: str
    topic: str
    topic_name: str
    left: GroupLane
    right: GroupLane
    relations: Sequence[tuple[date, Relation]]
    state: str

    @property
    def lanes(self) -> tuple[GroupLane, GroupLane]:
        """Both groups' words, left first."""
        return self.left, self.right

    @property
    def is_both(self) -> bool:
        """Whether both groups have spoken by the end of the period."""
        return bool(self.relations)

    @property
    def is_contested(self) -> bool:
        """Whether the two stood apart, in part or wholly, at some time of the period."""
        return any(relation is not Relation.CONVERGENT for _day, relation in self.relations)

    @property
    def has_changed(self) -> bool:
        """Whether either changed stance within the period."""
        return self.left.has_changed or self.right.has_changed

    @property
    def since(self) -> date | None:
        """The day since which the two stand as they do at the end."""
        return self.relations[-1][0] if self.relations else None


@dataclass(frozen=True)
class GroupTexts:
    """How many texts a group issued within the period, jointly with the other, and held whole."""

    group: Group
    issued: int
    joint: int
    whole: int


@dataclass(frozen=True)
class NetChange:
    """A proposition on which two groups stand otherwise than at first, and the moves between."""

    row: GroupRow
    moves: Sequence[Move]


@dataclass(frozen=True)
class GroupComparison:
    """Two groups over a period. ``rows`` are in the order of the codebook, by topic."""

    left: Group
    right: Group
    since: date | None
    until: date | None
    topic: str
    texts: Mapping[str, Declaration]
    codebook_size: int
    rows: Sequence[GroupRow]
    drift: Drift
    language: str

    @property
    def groups(self) -> tuple[Group, Group]:
        """Both groups, left first."""
        return self.left, self.right

    @cached_property
    def by_slug(self) -> dict[str, GroupRow]:
        """The rows by their propositions."""
        return {row.slug: row for row in self.rows}

    @cached_property
    def counts(self) -> dict[str, int]:
        """Rows by state, also where there is none."""
        states = [row.state for row in self.rows]
        return {state: states.count(state) for state in STATES}

    @property
    def few(self) -> int:
        """The number of propositions below which a share is said to rest on little."""
        return FEW

    @cached_property
    def both(self) -> int:
        """Propositions on which both have spoken by the end of the period."""
        return sum(row.is_both for row in self.rows)

    @cached_property
    def changed(self) -> int:
        """Propositions on which either changed stance within the period."""
        return sum(row.has_changed for row in self.rows)

    @cached_property
    def of_period(self) -> list[Declaration]:
        """The texts that either group issued within the period, earliest first."""
        return [
            text for text in self.texts.values() if self.since is None or text.date >= self.since
        ]

    @cached_property
    def sides(self) -> tuple[GroupTexts, GroupTexts]:
        """What either group issued within the period."""
        issuers = [({a.slug for a in text.issuing_actors}, text) for text in self.of_period]

        def count(group: Group, other: Group) -> GroupTexts:
            own = [(slugs, text) for slugs, text in issuers if group.slug in slugs]
            return GroupTexts(
                group,
                issued=len(own),
                joint=sum(other.slug in slugs for slugs, _text in own),
                whole=sum(text.complete for _slugs, text in own),
            )

        return count(self.left, self.right), count(self.right, self.left)

    @property
    def is_silent(self) -> bool:
        """Whether nothing was said on these propositions within the period."""
        return not any(lane.statements for row in self.rows for lane in row.lanes)

    @cached_property
    def last_day(self) -> date | None:
        """The day of the last word that counts."""
        days = [
            lane.standing.statement.date for row in self.rows for lane in row.lanes if lane.standing
        ]
        return max(days, default=None)

    def ordered(self, rows: Iterable[GroupRow], *, by_topic: bool = False) -> list[GroupRow]:
        """
        Return rows with those of both groups first, and of these the contested ones first.

        Under each topic of the codebook, or under all of them at once.
        """
        topics = {row.topic: place for place, row in reversed(list(enumerate(self.rows)))}

        def place(row: GroupRow) -> tuple[int, bool, bool, bool]:
            topic = topics[row.topic] if by_topic else 0
            return topic, not row.is_both, not row.is_contested, row.state == ONLY_RIGHT

        return sorted(rows, key=place)

    def title_of(self, declaration: str) -> str:
        """Return the title of a text in the language of reading."""
        return in_language(self.texts[declaration], "title", self.language)

    def name_of(self, group: str) -> str:
        """Return what narrow columns call a group."""
        return self.left.brief if group == self.left.slug else self.right.brief

    def select(
        self, states: Collection[str] = (), *, both: bool = False, changed: bool = False
    ) -> list[GroupRow]:
        """Return the rows in some states, of both groups only, or with a change only."""
        return [
            row
            for row in self.rows
            if (not states or row.state in states)
            and (not both or row.is_both)
            and (not changed or row.has_changed)
        ]

    def step_on(self, day: date) -> Step | None:
        """Return the last step up to a day: how the two stood at its end."""
        return next((step for step in reversed(self.drift.steps) if step.date <= day), None)

    @cached_property
    def told(self) -> list[Step]:
        """
        The steps of the drift that the page tells one by one, earliest first.

        All of them up to ``MAX_STEPS``, and of more the last ``LAST_STEPS``.
        """
        steps = list(self.drift.steps)
        return steps if len(steps) <= MAX_STEPS else steps[-LAST_STEPS:]

    @property
    def untold(self) -> int:
        """How many steps, the earliest, the page does not tell one by one."""
        return len(self.drift.steps) - len(self.told)

    @property
    def untold_until(self) -> date | None:
        """The last of the days that are not told; None where all are."""
        return self.drift.steps[self.untold - 1].date if self.untold else None

    @cached_property
    def net(self) -> dict[Direction, list[NetChange]]:
        """
        Return where the two stand closer, or further apart, than at first, with the moves.

        At first is when the period began, or when both had spoken.
        """
        moves: dict[str, list[Move]] = {}
        for move in self.drift.moves:
            moves.setdefault(move.proposition, []).append(move)
        found: dict[Direction, list[NetChange]] = {direction: [] for direction in Direction}
        for proposition, direction in self.drift.net().items():
            change = NetChange(self.by_slug[proposition], moves.get(proposition, []))
            found[direction].append(change)
        return found

    @property
    def verdict(self) -> str:
        """The whole comparison in a few sentences."""
        return " ".join(part for part in (self.where_they_stand, self.how_they_moved) if part)

    @cached_property
    def where_they_stand(self) -> str:
        """On how much both have spoken, and how they stand to each other by their latest words."""
        last = self.drift.last
        if last is None or self.last_day is None:
            return time_words.nothing_said(self.left.brief, self.right.brief)
        coverage = time_words.coverage(
            codebook=self.codebook_size,
            topic=self.topic,
            both=self.both,
            alone=[
                (self.left.brief, self.counts[ONLY_LEFT]),
                (self.right.brief, self.counts[ONLY_RIGHT]),
            ],
            day=self.until or self.last_day,
        )
        if not last.total:
            return coverage
        return f"{coverage} {time_words.how_they_stand(last.counts)}"

    @cached_property
    def how_they_moved(self) -> str:
        """Where the period found them and what changed in it; movement is a change of stance."""
        last, opening = self.drift.last, self.drift.opening
        if last is None or not last.total or self.is_silent:
            return ""
        sentences = []
        if opening is not None:
            sentences.append(time_words.how_they_stood(opening.date, opening.counts))
        moved, together = self._tallies()
        sentences.append(time_words.movement(moved, together))
        if self.drift.moves:
            moves = self.drift.moves
            differing = sum(move.differs for move in moves)
            sentences.append(time_words.of_differing(differing, len(moves)))
            closer, apart = self.net[Direction.CLOSER], self.net[Direction.APART]
            sentences.append(time_words.net(len(closer), len(apart)))
        return " ".join(filter(None, sentences))

    def _tallies(self) -> tuple[list[tuple[str, str, Counter[Direction]]], int]:
        """Return each group's moves by direction, and how often both moved on one day."""
        tallies = {group.slug: Counter[Direction]() for group in self.groups}
        together = 0
        for move in self.drift.moves:
            if len(move.movers) == 1:
                tallies[move.movers[0]][move.direction] += 1
            else:
                together += 1
        moved = [
            (group.brief, other.brief, tallies[group.slug])
            for group, other in ((self.left, self.right), (self.right, self.left))
        ]
        return moved, together
