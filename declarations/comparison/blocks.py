"""
Scores of many pairs at once, without reading those that cannot match.

A :class:`Block` is what matching compares in one go: points of two lists that
have a language in common, or none.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from heapq import nlargest
from itertools import chain, product
from math import sqrt

from rapidfuzz import fuzz, process

from .normalization import Analysis, analyse
from .scoring import (
    COSINE_WEIGHT,
    PROPOSITION_WEIGHT,
    TOKEN_SET_WEIGHT,
    TOPIC_WEIGHT,
    CorpusWeights,
    Evidence,
    InverseFrequency,
    Match,
)
from .types import PointRecord

LANGUAGES = ("en", "es", "pt", "fr")
"""Where two points share several languages, they are compared in the first of these."""


def shared_language(left: Iterable[str], right: Iterable[str]) -> str | None:
    """Return the language in which two points are compared; None where they share none."""
    common = set(left) & set(right)
    return next((language for language in LANGUAGES if language in common), None) or (
        min(common) if common else None
    )


class CosineIndex:
    """
    The cosines of a set of terms with those of many documents.

    Summed over the terms that both have (an inverted index), so that a pair
    without a shared term costs nothing. All the weight of a term stands in its
    square: the same on both sides, and divided by both lengths at the end.
    """

    def __init__(self, documents: Sequence[Collection[str]], frequency: InverseFrequency) -> None:
        self._squares = frequency.squares
        self._holders: dict[str, list[int]] = defaultdict(list)
        for place, terms in enumerate(documents):
            for term in terms:
                self._holders[term].append(place)
        self._inverse_lengths = [self._inverse_length(terms) for terms in documents]

    def cosines(self, terms: Collection[str]) -> list[float]:
        """Return the cosine with each document, 0 where no term is shared."""
        sums = [0.0] * len(self._inverse_lengths)
        own = self._inverse_length(terms)
        for term in terms:
            if term in self._holders:
                square = self._squares[term]
                for place in self._holders[term]:
                    sums[place] += square
        return [
            total and total * own * inverse
            for total, inverse in zip(sums, self._inverse_lengths, strict=True)
        ]

    def _inverse_length(self, terms: Collection[str]) -> float:
        return 1 / sqrt(sum(map(self._squares.__getitem__, terms))) if terms else 0.0


class Block:
    """
    The points of two lists that are compared in one language, or across languages.

    token_set_ratio, the dear part of the blend, is left out where even the
    highest to be expected would not reach the threshold. Inside a block the
    right points are numbered from 0 in the order of ``right_places``.
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
        left_places: Sequence[int],
        right_places: Sequence[int],
        weights: CorpusWeights,
    ) -> None:
        self.left, self.left_places = left, left_places
        self.right_places = right_places
        self.language = shared_language(
            left[left_places[0]].wordings, right[right_places[0]].wordings
        )
        points = [right[place] for place in right_places]
        analyses = [self._analyse(point) for point in points]
        self._contents = [_content(analysis) for analysis in analyses]
        self._stems = CosineIndex(
            [_terms(analysis) for analysis in analyses],
            weights.stems.get(self.language or "", InverseFrequency(0, {})),
        )
        self._propositions = CosineIndex([p.positions for p in points], weights.propositions)
        self._topic_counts = [len(point.topics) for point in points]
        self._topics: dict[str, list[int]] = defaultdict(list)
        for place, point in enumerate(points):
            for topic in point.topics:
                self._topics[topic].append(place)
        self._thresholds = {
            coded: [self._threshold(coded, point) for point in points]
            for coded in product((False, True), repeat=2)
        }
        self._ceilings = [self._ceiling(analysis) for analysis in analyses]
        self._bars = {
            coded: [
                threshold - TOKEN_SET_WEIGHT * ceiling
                for threshold, ceiling in zip(thresholds, self._ceilings, strict=True)
            ]
            for coded, thresholds in self._thresholds.items()
        }

    def match(self) -> list[Match]:
        """Return the pairs that reach their threshold."""
        found: list[Match] = []
        language, right_places = self.language, self.right_places
        for left_place in self.left_places:
            point = self.left[left_place]
            thresholds = self._thresholds[bool(point.positions), bool(point.topics)]
            cosines, rest = self._blend(point)
            if language is None:
                found += [
                    Match(left_place, right_places[place], part, None, None)
                    for place, part in enumerate(rest)
                    if part and part >= thresholds[place]
                ]
                continue
            promising = self._promising(point, cosines, rest)
            ratios = self._token_sets(point, promising)
            for place, ratio in zip(promising, ratios, strict=True):
                score = rest[place] + TOKEN_SET_WEIGHT * ratio
                if score >= thresholds[place]:
                    likeness = (cosines[place] + ratio) / 2
                    found.append(Match(left_place, right_places[place], score, likeness, language))
        return found

    def nearest(self, apart: Collection[tuple[int, int]] = ()) -> list[Match]:
        """Return the nearest counterpart of each left point that has any, save pairs ``apart``."""
        found: list[Match] = []
        for left_place in self.left_places:
            cosines, rest = self._blend(self.left[left_place])
            near = [
                place
                for place, part in enumerate(rest)
                if part and (left_place, self.right_places[place]) not in apart
            ]
            best = nlargest(self.NEAREST, near, key=rest.__getitem__)
            if best:
                measured = self._measure(left_place, best, cosines, rest)
                found.append(max(measured, key=lambda match: match.score))
        return found

    def alike(self, floor: float) -> list[Match]:
        """Return the pairs that share a word and reach a likeness; none across languages."""
        found: list[Match] = []
        if self.language is None:
            return found
        for left_place in self.left_places:
            point = self.left[left_place]
            cosines, rest = self._blend(point)
            own = self._ceiling(self._analyse(point))
            near = [
                place
                for place, (cosine, ceiling) in enumerate(zip(cosines, self._ceilings, strict=True))
                if cosine and cosine + min(1, cosine + max(own, ceiling)) >= 2 * floor
            ]
            measured = self._measure(left_place, near, cosines, rest)
            found += [match for match in measured if (match.likeness or 0) >= floor]
        return found

    def measure(self, left_place: int, place: int) -> Match:
        """Return a left point with a right point of the block as a match, whatever the score."""
        return self._measure(left_place, [place], *self._blend(self.left[left_place]))[0]

    def _measure(
        self,
        left_place: int,
        places: Sequence[int],
        cosines: Sequence[float],
        rest: Sequence[float],
    ) -> list[Match]:
        if self.language is None:
            return [Match(left_place, self.right_places[p], rest[p], None, None) for p in places]
        ratios = self._token_sets(self.left[left_place], places)
        return [
            Match(
                left_place,
                self.right_places[place],
                rest[place] + TOKEN_SET_WEIGHT * ratio,
                (cosines[place] + ratio) / 2,
                self.language,
            )
            for place, ratio in zip(places, ratios, strict=True)
        ]

    def _blend(self, point: PointRecord) -> tuple[list[float], list[float]]:
        """Return the cosines of words with each right point, and the blend but token_set_ratio."""
        cosines = self._stems.cosines(_terms(self._analyse(point)))
        rest = [COSINE_WEIGHT * cosine for cosine in cosines]
        if point.positions:
            held = self._propositions.cosines(point.positions)
            rest = [
                part + PROPOSITION_WEIGHT * cosine for part, cosine in zip(rest, held, strict=True)
            ]
        own = len(point.topics)
        holders = chain.from_iterable(self._topics.get(topic, ()) for topic in point.topics)
        for place, shared in Counter(holders).items():
            rest[place] += TOPIC_WEIGHT * shared / (own + self._topic_counts[place] - shared)
        return cosines, rest

    def _promising(
        self, point: PointRecord, cosines: Sequence[float], rest: Sequence[float]
    ) -> list[int]:
        """Return the right points that may reach the threshold, token_set_ratio included."""
        coded = bool(point.positions), bool(point.topics)
        bars = self._bars[coded]
        if self._ceiling(self._analyse(point)) == 1:
            bars = [threshold - TOKEN_SET_WEIGHT for threshold in self._thresholds[coded]]
        return [
            place
            for place, (part, cosine, bar) in enumerate(zip(rest, cosines, bars, strict=True))
            if part + TOKEN_SET_WEIGHT * cosine >= bar and part
        ]

    def _token_sets(self, point: PointRecord, places: Sequence[int]) -> list[float]:
        """Return token_set_ratio, 0 to 1, with right points; the block has a language."""
        # One call for all of them: RapidFuzz prepares the point's own words only once.
        contents = self._contents
        scored = process.extract(
            _content(self._analyse(point)),
            [contents[place] for place in places],
            scorer=fuzz.token_set_ratio,
            limit=None,
        )
        ratios = [0.0] * len(places)
        for _, ratio, number in scored:
            ratios[number] = ratio / 100
        return ratios

    def _threshold(self, coded: tuple[bool, ...], point: PointRecord) -> float:
        """
        Return what a score with a right point needs to reach, by what the pair has to go by.

        ``coded``: whether the left point has positions, and whether it has topics.
        """
        with_positions, with_topics = coded
        across = self.language is None
        if with_positions and point.positions:
            evidence = Evidence.CODES_ONLY if across else Evidence.FULL
        elif with_topics and point.topics:
            evidence = Evidence.TOPICS_ONLY if across else Evidence.NO_POSITIONS
        else:
            evidence = Evidence.NOTHING if across else Evidence.WORDING_ONLY
        return evidence.value

    def _ceiling(self, analysis: Analysis) -> float:
        """Return the highest token_set_ratio to be expected beyond the cosine."""
        return 1 if len(analysis.stems) < self.SHORT else self.CEILING

    def _analyse(self, point: PointRecord) -> Analysis:
        if self.language is None:
            return analyse("", "")
        return analyse(point.wordings[self.language], self.language)


def _terms(analysis: Analysis) -> list[str]:
    """
    Return the stems in an order of their own.

    A set has another order in every process, and sums of floats their last
    digit by it: enough to change which of two equal matches comes first.
    """
    return sorted(analysis.stems)


def _content(analysis: Analysis) -> str:
    """Return the stems as token_set_ratio sorts them, each once: less for it to do."""
    return " ".join(_terms(analysis))
