"""
Which points of two declarations speak to the same matter.

The score blends four parts, as measured on 880 pairs judged by two coders
(docs/codebook.md, "Matching"): mean average precision 0.75 for the blend, 0.51
for RapidFuzz's ``token_set_ratio`` alone. Wording only *proposes*: whether two
points agree is for :mod:`.relation` to say.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from heapq import nlargest
from itertools import product
from typing import NamedTuple

from rapidfuzz import fuzz, process

from .normalization import analyse
from .types import PointRecord

COSINE_WEIGHT = 0.35
TOKEN_SET_WEIGHT = 0.25
TOPIC_WEIGHT = 0.20
PROPOSITION_WEIGHT = 0.40

MAX_COUNTERPARTS = 3
"""Counterparts of a point that a reader can use; the first three hold 95 % of the true ones."""

LANGUAGES = ("en", "es", "pt", "fr")
"""Where two points share several languages, they are compared in the first of these."""


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

    @classmethod
    def of(cls, documents: Iterable[Iterable[str]]) -> "InverseFrequency":
        """Count in how many documents each term occurs."""
        counts: Counter[str] = Counter()
        total = 0
        for terms in documents:
            counts.update(set(terms))
            total += 1
        return cls(total, counts)

    def unit_vector(self, terms: Iterable[str]) -> dict[str, float]:
        """Return the weight of each term in a vector of length 1; empty without terms."""
        total = max(self.documents, 1)
        weights = {term: math.log1p(total / self.counts.get(term, 1)) for term in terms}
        norm = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {term: weight / norm for term, weight in weights.items()}


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


@dataclass(frozen=True, slots=True)
class Matching:
    """All matches, best first, and for each point without one the counterpart nearest to it."""

    matches: tuple[Match, ...]
    nearest_of_left: Mapping[int, Match]
    nearest_of_right: Mapping[int, Match]
    left_out: tuple[Match, ...] = ()
    """Weaker matches beyond what a reader can use."""


def shared_language(left: Iterable[str], right: Iterable[str]) -> str | None:
    """Return the language in which two points are compared; None where they share none."""
    common = set(left) & set(right)
    return next((language for language in LANGUAGES if language in common), None) or (
        min(common) if common else None
    )


def match_points(
    left: Sequence[PointRecord], right: Sequence[PointRecord], weights: CorpusWeights
) -> Matching:
    """
    Return which points of two lists speak to the same matter.

    Many-to-many: a point meets at most ``MAX_COUNTERPARTS`` others, save where
    one of these would otherwise meet nothing and look silent.
    """
    found: list[Match] = []
    for left_places in _by_languages(left, range(len(left))):
        for right_places in _by_languages(right, range(len(right))):
            found += Block(left, right, left_places, right_places, weights).match()
    found.sort(key=lambda match: (-match.score, match.left, match.right))
    kept, left_out = select(found)
    met_left, met_right = {match.left for match in kept}, {match.right for match in kept}
    lone_left = [place for place in range(len(left)) if place not in met_left]
    lone_right = [place for place in range(len(right)) if place not in met_right]
    return Matching(
        kept,
        find_nearest(left, lone_left, right, weights),
        {
            place: match._replace(left=match.right, right=match.left)
            for place, match in find_nearest(right, lone_right, left, weights).items()
        },
        left_out,
    )


def measure_pair(left: PointRecord, right: PointRecord, weights: CorpusWeights) -> Match:
    """Return two points as a match, whatever its score; both places are 0."""
    return Block([left], [right], [0], [0], weights).measure(0, [0])[0]


def find_nearest(
    points: Sequence[PointRecord],
    places: Sequence[int],
    others: Sequence[PointRecord],
    weights: CorpusWeights,
) -> dict[int, Match]:
    """Return the nearest of ``others`` to the points at some places, with ``points`` as left."""
    nearest: dict[int, Match] = {}
    for own_places in _by_languages(points, places):
        for other_places in _by_languages(others, range(len(others))):
            for match in Block(points, others, own_places, other_places, weights).nearest():
                if match.left not in nearest or match.score > nearest[match.left].score:
                    nearest[match.left] = match
    return nearest


def select(matches: Sequence[Match]) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
    """Return the matches that a reader can use, and the others; ``matches`` come best first."""
    left_used: Counter[int] = Counter()
    right_used: Counter[int] = Counter()
    kept, left_out = [], []
    for match in matches:
        one, other = left_used[match.left], right_used[match.right]
        if (one < MAX_COUNTERPARTS and other < MAX_COUNTERPARTS) or not (one and other):
            left_used[match.left] += 1
            right_used[match.right] += 1
            kept.append(match)
        else:
            left_out.append(match)
    return tuple(kept), tuple(left_out)


def _by_languages(points: Sequence[PointRecord], places: Iterable[int]) -> list[list[int]]:
    """Group places by the languages in which the points there are held."""
    groups: dict[frozenset[str], list[int]] = defaultdict(list)
    for place in places:
        groups[frozenset(points[place].wordings)].append(place)
    return list(groups.values())


class Block:
    """
    The points of two lists that are compared in one language, or across languages.

    Cosines are summed over the terms that both points have (an inverted index),
    so that a pair without a shared term costs nothing. token_set_ratio, the
    dear part, is left out where even the highest to be expected would not
    reach the threshold.
    """

    CEILING = 0.65
    """
    Highest token_set_ratio to be expected beyond the cosine, of points that are not short.

    On 38,254 pairs of points (the sample corpus in English and Spanish, and the
    60-word points of the benchmark) it was 0.62; on pairs of which one
    has fewer than ``SHORT`` content stems, up to 0.69. Those are never left out.
    """
    SHORT = 12
    NEAREST = 8
    """Candidates by the rest of the blend among which the nearest counterpart is looked for."""

    def __init__(
        self,
        left: Sequence[PointRecord],
        right: Sequence[PointRecord],
        left_places: list[int],
        right_places: list[int],
        weights: CorpusWeights,
    ) -> None:
        self.left, self.left_places = left, left_places
        self.right, self.right_places = right, right_places
        self.weights = weights
        self.language = shared_language(
            left[left_places[0]].wordings, right[right_places[0]].wordings
        )
        self._contents = {place: self._content(right[place]) for place in right_places}
        self._short = {place for place in right_places if self._is_short(right[place])}
        self._stems = _index((p, self._stem_vector(right[p])) for p in right_places)
        self._propositions = _index((p, self._proposition_vector(right[p])) for p in right_places)
        self._topics: dict[str, list[int]] = defaultdict(list)
        for place in right_places:
            for topic in right[place].topics:
                self._topics[topic].append(place)
        self._thresholds = {
            coded: self._thresholds_for(*coded) for coded in product((False, True), repeat=2)
        }

    def match(self) -> list[Match]:
        """Return the pairs that reach their threshold."""
        found: list[Match] = []
        for place in self.left_places:
            point = self.left[place]
            threshold = self._thresholds[bool(point.positions), bool(point.topics)]
            cosines = self._cosines(self._stem_vector(point), self._stems)
            rest = self._rest(point, cosines)
            promising = self._promising(point, rest, cosines, threshold)
            ratios = self._token_sets(point, promising)
            for other in promising:
                ratio = ratios.get(other)
                score = rest[other] + TOKEN_SET_WEIGHT * (ratio or 0.0)
                if score >= threshold[other]:
                    likeness = None if ratio is None else (cosines.get(other, 0.0) + ratio) / 2
                    found.append(Match(place, other, score, likeness, self.language))
        return found

    def nearest(self) -> list[Match]:
        """Return the nearest counterpart of each left point that has any."""
        found: list[Match] = []
        for place in self.left_places:
            point = self.left[place]
            rest = self._rest(point, self._cosines(self._stem_vector(point), self._stems))
            best = nlargest(self.NEAREST, rest, key=rest.__getitem__)
            if best:
                found.append(max(self.measure(place, best), key=lambda match: match.score))
        return found

    def measure(self, place: int, others: Sequence[int]) -> list[Match]:
        """Return a left point with each of some right points as a match, whatever the score."""
        point = self.left[place]
        cosines = self._cosines(self._stem_vector(point), self._stems)
        rest = self._rest(point, cosines)
        ratios = self._token_sets(point, others)
        matches = []
        for other in others:
            ratio = ratios.get(other)
            score = rest.get(other, 0.0) + TOKEN_SET_WEIGHT * (ratio or 0.0)
            likeness = None if ratio is None else (cosines.get(other, 0.0) + ratio) / 2
            matches.append(Match(place, other, score, likeness, self.language))
        return matches

    def _rest(self, point: PointRecord, cosines: Mapping[int, float]) -> dict[int, float]:
        """Return the blend without token_set_ratio, of every point with anything in common."""
        rest = {other: COSINE_WEIGHT * cosine for other, cosine in cosines.items()}
        held = self._cosines(self._proposition_vector(point), self._propositions)
        for other, cosine in held.items():
            rest[other] = rest.get(other, 0.0) + PROPOSITION_WEIGHT * cosine
        shared_topics: Counter[int] = Counter()
        for topic in point.topics:
            shared_topics.update(self._topics.get(topic, ()))
        for other, shared in shared_topics.items():
            union = len(point.topics) + len(self.right[other].topics) - shared
            rest[other] = rest.get(other, 0.0) + TOPIC_WEIGHT * shared / union
        return rest

    def _promising(
        self,
        point: PointRecord,
        rest: Mapping[int, float],
        cosines: Mapping[int, float],
        threshold: Mapping[int, float],
    ) -> list[int]:
        """Return the right points that may reach the threshold, token_set_ratio included."""
        if self.language is None:
            return list(rest)
        short = self._is_short(point)
        return [
            other
            for other, part in rest.items()
            if part + TOKEN_SET_WEIGHT * (self.CEILING + cosines.get(other, 0.0))
            >= threshold[other]
            or ((short or other in self._short) and part + TOKEN_SET_WEIGHT >= threshold[other])
        ]

    def _token_sets(self, point: PointRecord, others: Iterable[int]) -> dict[int, float]:
        """Return token_set_ratio, 0 to 1, with right points; nothing across languages."""
        if self.language is None:
            return {}
        # One call for all of them: RapidFuzz prepares the point's own words only once.
        choices = {other: self._contents[other] for other in others}
        scored = process.extract(
            self._content(point), choices, scorer=fuzz.token_set_ratio, limit=None
        )
        return {other: ratio / 100 for _, ratio, other in scored}

    def _cosines(
        self, vector: Mapping[str, float], index: Mapping[str, Sequence[tuple[int, float]]]
    ) -> dict[int, float]:
        """Return the cosines of a unit vector with the right points that share a term with it."""
        sums = [0.0] * len(self.right)
        for term, weight in vector.items():
            for other, other_weight in index.get(term, ()):
                sums[other] += weight * other_weight
        return {other: cosine for other, cosine in enumerate(sums) if cosine}

    def _thresholds_for(self, with_positions: bool, with_topics: bool) -> dict[int, float]:
        """Return what a score needs to reach, by what a pair has to go by."""
        across = self.language is None
        thresholds = {}
        for place in self.right_places:
            point = self.right[place]
            if with_positions and point.positions:
                evidence = Evidence.CODES_ONLY if across else Evidence.FULL
            elif with_topics and point.topics:
                evidence = Evidence.TOPICS_ONLY if across else Evidence.NO_POSITIONS
            else:
                evidence = Evidence.NOTHING if across else Evidence.WORDING_ONLY
            thresholds[place] = evidence.value
        return thresholds

    def _is_short(self, point: PointRecord) -> bool:
        if self.language is None:
            return False
        return len(analyse(point.wordings[self.language], self.language).stems) < self.SHORT

    def _content(self, point: PointRecord) -> str:
        if self.language is None:
            return ""
        return analyse(point.wordings[self.language], self.language).content

    def _stem_vector(self, point: PointRecord) -> dict[str, float]:
        if self.language is None:
            return {}
        frequency = self.weights.stems.get(self.language, InverseFrequency(0, {}))
        return frequency.unit_vector(analyse(point.wordings[self.language], self.language).stems)

    def _proposition_vector(self, point: PointRecord) -> dict[str, float]:
        return self.weights.propositions.unit_vector(point.positions)


def _index(
    vectors: Iterable[tuple[int, Mapping[str, float]]],
) -> dict[str, list[tuple[int, float]]]:
    """Invert vectors: term -> the places that have it, with its weight there."""
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, vector in vectors:
        for term, weight in vector.items():
            index[term].append((place, weight))
    return index
