"""
Which points of two declarations speak to the same matter.

Wording only *proposes*: whether two points agree is for :mod:`.relation` to
say. What a score is made of stands in :mod:`.scoring`, how pairs are scored
without reading each of them in :mod:`.blocks`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter

from .blocks import Block, shared_language
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

__all__ = [
    "COSINE_WEIGHT",
    "MAX_COUNTERPARTS",
    "PROPOSITION_WEIGHT",
    "TOKEN_SET_WEIGHT",
    "TOPIC_WEIGHT",
    "CorpusWeights",
    "Evidence",
    "InverseFrequency",
    "Match",
    "Matching",
    "Pair",
    "find_alike",
    "find_nearest",
    "match_points",
    "measure_pair",
    "select",
    "shared_language",
]

MAX_COUNTERPARTS = 3
"""Counterparts of a point that a reader can use; the first three hold 95 % of the true ones."""

Pair = tuple[int, int]
"""Places of two points in the lists compared, left and right."""


@dataclass(frozen=True, slots=True)
class Matching:
    """All matches, best first, and for each point without one the counterpart nearest to it."""

    matches: tuple[Match, ...]
    nearest_of_left: Mapping[int, Match]
    nearest_of_right: Mapping[int, Match]
    left_out: tuple[Match, ...] = ()
    """Weaker matches beyond what a reader can use."""


def match_points(
    left: Sequence[PointRecord],
    right: Sequence[PointRecord],
    weights: CorpusWeights,
    apart: Collection[Pair] = (),
) -> Matching:
    """
    Return which points of two lists speak to the same matter.

    Many-to-many: a point meets at most ``MAX_COUNTERPARTS`` others, save where
    one of these would otherwise meet nothing and look silent. Pairs ``apart``,
    known to be on different matters, are neither matched nor called near.
    """
    found: list[Match] = []
    for left_places in _by_languages(left, range(len(left))):
        for right_places in _by_languages(right, range(len(right))):
            found += Block(left, right, left_places, right_places, weights).match()
    if apart:
        found = [match for match in found if (match.left, match.right) not in apart]
    # Best first; the sort is stable, so that equal scores keep the order of left and right.
    found.sort(key=itemgetter(0, 1))
    found.sort(key=attrgetter("score"), reverse=True)
    kept, left_out = select(found)
    met_left, met_right = {match.left for match in kept}, {match.right for match in kept}
    lone_left = [place for place in range(len(left)) if place not in met_left]
    lone_right = [place for place in range(len(right)) if place not in met_right]
    return Matching(
        kept,
        find_nearest(left, lone_left, right, weights, apart),
        {
            place: match._replace(left=match.right, right=match.left)
            for place, match in find_nearest(
                right, lone_right, left, weights, {(other, one) for one, other in apart}
            ).items()
        },
        left_out,
    )


def measure_pair(left: PointRecord, right: PointRecord, weights: CorpusWeights) -> Match:
    """Return two points as a match, whatever its score; both places are 0."""
    return Block([left], [right], [0], [0], weights).measure(0, 0)


def find_nearest(
    points: Sequence[PointRecord],
    places: Sequence[int],
    others: Sequence[PointRecord],
    weights: CorpusWeights,
    apart: Collection[Pair] = (),
) -> dict[int, Match]:
    """
    Return the nearest of ``others`` to the points at some places, with ``points`` as left.

    A pair ``apart``, as places in ``points`` and ``others``, is passed over.
    """
    nearest: dict[int, Match] = {}
    for own_places in _by_languages(points, places):
        for other_places in _by_languages(others, range(len(others))):
            block = Block(points, others, own_places, other_places, weights)
            for match in block.nearest(apart):
                if match.left not in nearest or match.score > nearest[match.left].score:
                    nearest[match.left] = match
    return nearest


def find_alike(
    points: Sequence[PointRecord],
    others: Sequence[PointRecord],
    weights: CorpusWeights,
    floor: float,
) -> list[Match]:
    """
    Return the pairs whose likeness reaches ``floor``, 0 to 1, the most alike first.

    Of pairs equally alike the one whose other comes later in its list is first.
    """
    found: list[Match] = []
    for own_places in _by_languages(points, range(len(points))):
        for other_places in _by_languages(others, range(len(others))):
            found += Block(points, others, own_places, other_places, weights).alike(floor)
    found.sort(key=lambda match: (-(match.likeness or 0), match.left, -match.right))
    return found


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
