"""
What a score is made of: the parts of the blend, how telling a term is, when a score is a match.

The score blends four parts, as measured on 880 pairs judged by two coders
(docs/codebook.md, "Matching"): mean average precision 0.75 for the blend, 0.51
for RapidFuzz's ``token_set_ratio`` alone.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from .normalization import analyse
from .types import PointRecord

COSINE_WEIGHT = 0.35
TOKEN_SET_WEIGHT = 0.25
TOPIC_WEIGHT = 0.20
PROPOSITION_WEIGHT = 0.40


class Evidence(Enum):
    """
    What a score could be made of. ``value``: the score from which two points match.

    ``FULL`` is the threshold measured best over nine pairs of declarations
    (F1 0.70). The others leave parts of the blend out, so their scores run
    lower. Each lies near the threshold that comes closest to the full blend's
    matches on all 5,895 pairs of a Lima Group and a Contact Group point in the
    sample corpus (named with the F1 that it reaches), a little towards what
    the coders' reading of the founding pair asks. To find them again:
    ``python -m tests.benchmarks.thresholds``.
    """

    FULL = 0.28
    """Wording, topics and propositions."""
    NO_POSITIONS = 0.20
    """Wording and topics: a point has no positions (F1 0.68 at 0.194)."""
    WORDING_ONLY = 0.16
    """Wording: a point is not coded at all (F1 0.47 at 0.147)."""
    CODES_ONLY = 0.15
    """Topics and propositions, across languages (F1 0.96 at 0.135)."""
    TOPICS_ONLY = 0.10
    """Topics, across languages: half of the topics of both are shared."""
    NOTHING = math.inf
    """Neither a language nor codes in common: nothing to go by."""


@dataclass(frozen=True, slots=True)
class InverseFrequency:
    """How telling a term is: ln(1 + documents / documents with the term), so above 0."""

    documents: int
    counts: Mapping[str, int]
    squares: Mapping[str, float] = field(init=False, repr=False, compare=False)
    """The squared weight of each term, worked out when it is first asked for."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "squares", _Squares(self))

    @classmethod
    def of(cls, documents: Iterable[Iterable[str]]) -> "InverseFrequency":
        """Count in how many documents each term occurs."""
        counts: Counter[str] = Counter()
        total = 0
        for terms in documents:
            counts.update(set(terms))
            total += 1
        return cls(total, counts)

    def weigh(self, term: str) -> float:
        """Return how telling a term is; one that no document has is as telling as the rarest."""
        return math.log1p(max(self.documents, 1) / self.counts.get(term, 1))


class _Squares(dict[str, float]):
    def __init__(self, frequency: InverseFrequency) -> None:
        super().__init__()
        self._frequency = frequency

    def __missing__(self, term: str) -> float:
        square = self[term] = self._frequency.weigh(term) ** 2
        return square


@dataclass(frozen=True, slots=True)
class CorpusWeights:
    """Inverse frequencies over the whole corpus: of stems by language, and of propositions."""

    stems: Mapping[str, InverseFrequency] = field(default_factory=dict)
    propositions: InverseFrequency = InverseFrequency(0, {})

    @classmethod
    def of(cls, points: Iterable[PointRecord]) -> "CorpusWeights":
        """Weigh a corpus by its points."""
        stems: dict[str, list[frozenset[str]]] = defaultdict(list)
        propositions: list[Iterable[str]] = []
        for point in points:
            for language, text in point.wordings.items():
                stems[language].append(analyse(text, language).stems)
            propositions.append(point.positions)
        return cls(
            {language: InverseFrequency.of(documents) for language, documents in stems.items()},
            InverseFrequency.of(propositions),
        )


class Match(NamedTuple):
    """
    Two points that speak to the same matter, or come nearest to it.

    ``left`` and ``right`` are places in the two lists compared. ``score`` is
    the blend, 0 to 1.2. ``likeness`` is lexical, 0 to 1: half cosine, half
    token_set_ratio; None where the points share no language.
    """

    left: int
    right: int
    score: float
    likeness: float | None
    language: str | None
