"""
How several groups stand to each other on one proposition, and since when.

Two groups stand as :func:`.timeline.stand` says. Of more than two the widest
gap between any of them counts: one that rejects what another affirms makes
the row divergent, however many others agree.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .timeline import Standing, Statement, changes, latest
from .types import Relation, Stance


@dataclass(frozen=True, slots=True)
class Together:
    """
    Where groups stand on a proposition, and how that leaves them to each other.

    ``standings`` has an entry for each group that has spoken. ``relation`` is
    None where fewer than two have; ``since`` is the day since which it has been
    the same without a break.
    """

    standings: Mapping[str, Standing]
    relation: Relation | None = None
    since: date | None = None

    @property
    def is_contested(self) -> bool:
        """Whether two groups hold different stances, each by its latest word."""
        return self.relation in (Relation.PARTIAL, Relation.DIVERGENT)


def widest_gap(stances: Iterable[Stance]) -> Relation:
    """
    Return how stances held at one time stand to each other, by the two that are furthest apart.

    >>> widest_gap([Stance.AFFIRMS, Stance.QUALIFIES, Stance.REJECTS]).value
    'divergent'
    >>> widest_gap([Stance.AFFIRMS, Stance.QUALIFIES]).value
    'partial'
    """
    held = set(stances)
    if {Stance.AFFIRMS, Stance.REJECTS} <= held:
        return Relation.DIVERGENT
    return Relation.PARTIAL if len(held) > 1 else Relation.CONVERGENT


def stand_together(lanes: Mapping[str, Sequence[Statement]], at: date | None = None) -> Together:
    """
    Return how groups stand to each other at the end of a day, or now.

    ``lanes`` maps a group to its statements on one proposition, earliest first.
    What happens within one day counts by how the day ends: a day on which two
    groups change over together is no moment of divergence.
    """
    standings = {
        group: standing
        for group, lane in lanes.items()
        if (standing := latest(lane, at)) is not None
    }
    if len(standings) < 2:
        return Together(standings)
    moments = sorted(
        (moment.date, group, place, moment.after)
        for group, lane in lanes.items()
        for place, moment in enumerate(changes(lane))
        if at is None or moment.date <= at
    )
    held: dict[str, Stance] = {}
    relation: Relation | None = None
    since: date | None = None
    for number, (day, group, _place, stance) in enumerate(moments):
        held[group] = stance
        day_goes_on = number + 1 < len(moments) and moments[number + 1][0] == day
        if day_goes_on or len(held) < 2:
            continue
        now = widest_gap(held.values())
        if now is not relation:
            relation, since = now, day
    return Together(standings, relation, since)
