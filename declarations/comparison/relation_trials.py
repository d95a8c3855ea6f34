"""
How often suggested relations are right: each declaration in turn as if nobody had coded it.

Its points are matched with all others' by their words and the codes suggested
for them, as on the page of a new declaration; what is then suggested of a pair
is compared with what follows from the codes that people gave both points. A
pair on which these say nothing was suggested wrongly.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .evaluation import Corpus, Share, Trial, draw_intervals
from .matching import CorpusWeights, match_points
from .presumption import TRUSTED_FROM, presume, take_up
from .relation import relate_by_positions
from .types import Basis, PropositionRecord, Relation

KINDS = (Relation.CONVERGENT, Relation.PARTIAL, Relation.DIVERGENT)
"""The relations that may be suggested, in the order in which they are shown."""

ENOUGH_PAIRS = 30
"""Suggested pairs from which a kind has a figure: of fewer, one text could tip it."""


@dataclass(frozen=True, slots=True)
class RelationTrial:
    """
    A pair for which a relation was suggested, and what people's codes say of it.

    ``pair`` are the keys of its points, the lower first.
    """

    declaration: str
    suggested: Relation
    coded: Relation | None
    pair: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class RelationFigure:
    """
    How often suggestions of one relation are right: ``precision``, of the pairs suggested.

    ``enough`` where the pairs suffice for the figure to say something.
    """

    relation: Relation
    precision: Share

    @property
    def enough(self) -> bool:
        """Whether there are pairs enough."""
        return self.precision.whole >= ENOUGH_PAIRS

    @property
    def trusted(self) -> bool:
        """Whether relations of this kind are suggested: measured, and right often enough."""
        return self.enough and (self.precision.value or 0.0) >= TRUSTED_FROM


def try_relations(
    trials: Sequence[Trial],
    corpus: Corpus,
    propositions: Mapping[str, PropositionRecord],
) -> list[RelationTrial]:
    """
    Return what would be suggested of one declaration's points beside all others'.

    ``trials`` are all its coded points with their suggestions. Every relation
    counts as trusted here: whether it may be is what is measured.
    """
    if not trials:
        return []
    own = trials[0].declaration
    bare = [replace(t.point, topics=frozenset(), positions={}) for t in trials]
    taken_up = [
        take_up(point, trial.ranked.above_floors(), KINDS)
        for point, trial in zip(bare, trials, strict=True)
    ]
    others = {slug: points for slug, points in corpus.items() if slug != own}
    # Its words count, as they would on its page; its codes do not.
    weights = CorpusWeights.of([*bare, *(p for points in others.values() for p in points)])
    found = []
    for points in others.values():
        for match in match_points(taken_up, points, weights).matches:
            left, right = taken_up[match.left], points[match.right]
            if not left.proposed or not right.positions:
                continue
            follows = relate_by_positions(left, right, propositions)
            finding = presume(follows, left, right, match.score)
            if finding.basis is Basis.SUGGESTED and finding.relation is not None:
                coded = relate_by_positions(trials[match.left].point, right, propositions)
                pair = (min(left.key, right.key), max(left.key, right.key))
                found.append(RelationTrial(own, finding.relation, coded.relation, pair))
    return found


def measure_relations(
    trials: Iterable[RelationTrial], declarations: Iterable[str]
) -> list[RelationFigure]:
    """
    Return the precision of each kind, with its interval over declarations.

    ``declarations`` are all that were left out, also those of which nothing
    was suggested.
    """
    counts: dict[str, dict[Relation, list[int]]] = {
        declaration: {kind: [0, 0] for kind in KINDS} for declaration in declarations
    }
    for trial in trials:
        count = counts[trial.declaration][trial.suggested]
        count[0] += trial.coded is trial.suggested
        count[1] += 1
    rows = [[(kinds[kind][0], kinds[kind][1]) for kind in KINDS] for kinds in counts.values()]
    intervals = draw_intervals(rows) if rows else [(None, None)] * len(KINDS)
    return [
        RelationFigure(
            kind,
            Share(
                sum(row[place][0] for row in rows), sum(row[place][1] for row in rows), *interval
            ),
        )
        for place, (kind, interval) in enumerate(zip(KINDS, intervals, strict=True))
    ]
