"""
How often the machine's reading of a pair is that of the people who judged it.

Its reading is a relation that follows from the codes of both points, or from those that
are suggested where they are withheld. Theirs is what stands of a judged pair: adjudicated,
or said by a strict majority of the coders.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from .relation import verdict_of
from .relation_trials import RelationTrial
from .types import JudgementRecord, Relation

NORMAL_95 = 1.959964
"""Standard deviations on either side of the middle that hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class HeldAgainst:
    """
    What people said of the pairs that were read as ``read``; None where no reading was made.

    ``right`` of ``pairs`` were judged to stand as they were read.
    """

    read: Relation | None
    judged: Mapping[Relation, int]

    @property
    def pairs(self) -> int:
        """The number of pairs."""
        return sum(self.judged.values())

    @property
    def right(self) -> int:
        """How many of them were judged as they were read."""
        return self.judged.get(self.read, 0) if self.read else 0

    @property
    def share(self) -> float | None:
        """The part that is right, 0 to 1; None where there is nothing to be right."""
        return self.right / self.pairs if self.read and self.pairs else None

    @property
    def span(self) -> tuple[float, float] | None:
        """The 95 % span of the share."""
        return wilson_span(self.right, self.pairs) if self.read and self.pairs else None


def hold_against(pairs: Iterable[tuple[Relation | None, Relation]]) -> list[HeldAgainst]:
    """
    Return what was judged of the pairs by how each was read, in the order of the relations.

    Pairs of which nothing was read come last. What was never read has no row.

    >>> partial, unrelated = Relation.PARTIAL, Relation.UNRELATED
    >>> [row] = hold_against([(partial, partial), (partial, unrelated)])
    >>> row.right, row.pairs
    (1, 2)
    """
    found: dict[Relation | None, Counter[Relation]] = {}
    for read, judged in pairs:
        found.setdefault(read, Counter())[judged] += 1
    order: list[Relation | None] = [*Relation, None]
    return [HeldAgainst(read, found[read]) for read in order if read in found]


def judged_trials(
    trials: Iterable[RelationTrial], verdicts: Mapping[tuple[int, int], Relation]
) -> list[tuple[Relation, Relation]]:
    """
    Return what was suggested and what was judged, of every trial on a judged pair.

    ``verdicts`` are by the keys of both points, the lower first. A pair on which either
    point was read as if nobody had coded it is tried twice, and counts as often.
    """
    return [
        (trial.suggested, verdicts[trial.pair])
        for trial in trials
        if trial.pair is not None and trial.pair in verdicts
    ]


def verdicts_of(
    judgements: Mapping[tuple[int, int], Sequence[JudgementRecord]],
) -> dict[tuple[int, int], Relation]:
    """Return what stands of each pair; those on which no majority agrees are left out."""
    found = {pair: verdict_of(given)[0] for pair, given in judgements.items()}
    return {pair: relation for pair, relation in found.items() if relation is not None}


def wilson_span(part: int, whole: int) -> tuple[float, float]:
    """
    Return the ends of the 95 % span of a share, each 0 to 1; ``whole`` is 1 or more.

    It holds for few pairs too, and for a share of 0 or 1. Source: E. B. Wilson, "Probable
    inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209-212.

    >>> [round(end, 3) for end in wilson_span(9, 10)]
    [0.596, 0.982]
    """
    share, z2 = part / whole, NORMAL_95**2
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    half = NORMAL_95 * sqrt(share * (1 - share) / whole + z2 / (4 * whole**2)) / (1 + z2 / whole)
    return max(0.0, middle - half), min(1.0, middle + half)
