"""
Which part of a text in another language is which point of a declaration already held.

A number that both have tells it. What is left is aligned in order, by two
measures that need no dictionary: a translation is about as long as its
original, and it keeps names, figures and words of common descent.

Sources: Gale and Church (1993), "A Program for Aligning Sentences in Bilingual
Corpora", Computational Linguistics 19(1), for the alignment on length, its
variance and its steps; Simard, Foster and Isabelle (1992), "Using Cognates to
Align Sentences in Bilingual Corpora", for words that agree in four letters.
"""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from .labels import Label, read_label
from .normalization import fold
from .types import Doubt

VARIANCE = 6.8
"""Of the length of a translation, for each character of the original: Gale and Church."""

USUAL_RATIO = (0.8, 1.4)
"""How long a text is beside its original, as a whole: what the ratio is kept within."""

ODD_RATIO = 1.5
"""
A point that is so many times as long, or as short, as expected is looked at.

In the sample none is more than 1.3 times as long in Spanish as in English.
"""

MOST_CELLS = 60_000
"""Of an alignment. No declaration comes near; beyond, order alone decides."""

USUAL_LIKENESS = 0.5
"""From here on more words in common say nothing more."""

COGNATES_WEIGH = 15.0
"""
Cost of what is lacking of that; chosen on the sample, where 4 to 20 are nearly as good.

Half of it is the cost of a pair without a word in common.
"""

NEAR = 10
"""Places away at which another partner is looked for."""

CLEARLY = 0.1
"""More words in common than this, of all, and another partner is the likelier one."""

LEAST_LIKENESS = 0.15
"""Words in common without which parts that stand out of order are not paired."""

_STEPS: dict[tuple[int, int], float] = {
    (1, 1): -math.log(0.89),
    (1, 0): -math.log(0.0099),
    (0, 1): -math.log(0.0099),
    (1, 2): -math.log(0.0445),
    (2, 1): -math.log(0.0445),
}
"""Held points and new parts that a step takes, and what it costs: Gale and Church, table 5."""

_WORD = re.compile(r"[^\W_]+")
_COGNATE = 4
"""Letters that words of common descent have in common at the beginning."""


@dataclass(frozen=True)
class Labelled:
    """A point, or a part of a text: its number, blank where none is printed, and its words."""

    label: str
    text: str

    @cached_property
    def readings(self) -> frozenset[Label]:
        """What the number may mean."""
        return frozenset(read_label(self.label))

    @cached_property
    def roots(self) -> Counter[str]:
        """The beginnings of its words, and its figures, with how often each comes."""
        words = _WORD.findall(fold(self.text))
        return Counter(word[:_COGNATE] for word in words if len(word) >= _COGNATE or word.isdigit())


@dataclass(frozen=True, slots=True)
class Pair:
    """
    A point held and what it is in the new text, by their places; either may be missing.

    ``new`` has two places where the new text divides the point.
    """

    held: int | None
    new: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()


def pair_points(
    held: Sequence[Labelled],
    new: Sequence[Labelled],
    *,
    numbered: bool = True,
    chosen: Mapping[int, tuple[int, ...]] | None = None,
) -> list[Pair]:
    """
    Pair the points held with the parts of a new text, and say what is doubtful.

    Every point and every part stands in exactly one pair, points in their
    order, parts without a point behind the part before them. ``numbered`` says
    that the numbers of the new text are its own, not our count: else they tell
    nothing. ``chosen`` are the parts that a person gave to points, by places;
    then only the doubts are worked out. Time is proportional to points times
    parts, at most.

    >>> held = [Labelled("1", "Urge restraint."), Labelled("2", "Support the OAS in 2019.")]
    >>> new = [Labelled("2.º", "Apoyan a la OEA en 2019."), Labelled("1.º", "Urgen moderación.")]
    >>> [(pair.held, pair.new) for pair in pair_points(held, new)]
    [(0, (1,)), (1, (0,))]
    """
    by_label = _without_shifts(held, new, _pairs_by_label(held, new)) if numbered else {}
    fixed = _in_order(by_label)
    ratio = _ratio(held, new, by_label)
    moved: set[int] = set()
    shared: set[int] = set()
    if chosen is None:
        partners, shared = _partners(held, new, by_label, fixed, ratio)
        moved = _out_of_order(held, new, partners, by_label)
    else:
        partners = {one: parts for one, parts in chosen.items() if parts}
    pairs = [
        Pair(one, partners.get(one, ()), tuple(_doubts(held, new, one, partners, fixed, ratio)))
        for one in range(len(held))
    ]
    for doubt, concerned in ((Doubt.SHARED, shared), (Doubt.ORDER, moved)):
        pairs = [
            replace(pair, doubts=(*pair.doubts, doubt)) if pair.held in concerned else pair
            for pair in pairs
        ]
    return _with_parts_left(pairs, len(new))


def likeness(one: Labelled, other: Labelled) -> float:
    """
    Return the share of words that two texts have in common by their first letters: 0 to 1.

    Names, figures and words of common descent: of a translation between
    European languages about a third. No measure of what the texts say.

    >>> likeness(Labelled("", "Nicolás Maduro, 2019"), Labelled("", "de Nicolás Maduro en 2019"))
    1.0
    """
    less = min(one.roots.total(), other.roots.total())
    return (one.roots & other.roots).total() / less if less else 0.0


# --- By number ------------------------------------------------------------------


def _pairs_by_label(held: Sequence[Labelled], new: Sequence[Labelled]) -> dict[int, int]:
    """Return which part has the number of which point, where just one has it on either side."""
    places: list[dict[Label, list[int]]] = []
    for texts in (held, new):
        having: dict[Label, list[int]] = {}
        for place, text in enumerate(texts):
            for label in text.readings:
                having.setdefault(label, []).append(place)
        places.append(having)
    found: dict[int, int] = {}
    for label, ones in places[0].items():
        others = places[1].get(label, [])
        if len(ones) == len(others) == 1 and ones[0] not in found:
            found[ones[0]] = others[0]
    counts = Counter(found.values())
    return {one: other for one, other in found.items() if counts[other] == 1}


def _without_shifts(
    held: Sequence[Labelled], new: Sequence[Labelled], pairs: dict[int, int]
) -> dict[int, int]:
    """
    Return the pairs without those of numbers that count otherwise in the two texts.

    Where one text has a point that the other lacks, or divides one, all numbers
    behind it lead to a neighbour. An alignment without the numbers shows it: the
    points of a row have their words in common with other parts, clearly.
    """
    aligned: dict[int, int] = {}
    if pairs:
        for ones, others in _align(held, new, _ratio(held, new, {})):
            aligned |= {one: others[0] for one in ones[:1] if others}
    rows: list[list[int]] = []
    for one in sorted(pairs):
        if aligned.get(one) == pairs[one]:
            continue
        if not rows or rows[-1][-1] != one - 1:
            rows.append([])
        rows[-1].append(one)
    shifted: set[int] = set()
    for row in rows:
        known = [one for one in row if one in aligned]
        # Two that changed places lead one forward, one back or nowhere: their numbers are followed.
        one_way = len(known) > 1 and len({pairs[one] > aligned[one] for one in known}) == 1
        by_number = sum(likeness(held[one], new[pairs[one]]) for one in row)
        by_words = sum(likeness(held[one], new[aligned[one]]) for one in known)
        if one_way and by_words > by_number + CLEARLY * len(row):
            shifted |= {*row}
    return {one: other for one, other in pairs.items() if one not in shifted}


def _in_order(pairs: dict[int, int]) -> dict[int, int]:
    """Return as many of the pairs as go in one order: the longest increasing run."""
    ones = sorted(pairs)
    ends: list[int] = []
    length_of: dict[int, int] = {}
    for one in ones:
        place = bisect_left(ends, pairs[one])
        ends[place : place + 1] = [pairs[one]]
        length_of[one] = place + 1
    run: dict[int, int] = {}
    wanted, below = len(ends), math.inf
    for one in reversed(ones):
        if length_of[one] == wanted and pairs[one] < below:
            run[one] = pairs[one]
            wanted, below = wanted - 1, pairs[one]
    return run


def _partners(
    held: Sequence[Labelled],
    new: Sequence[Labelled],
    by_label: dict[int, int],
    fixed: dict[int, int],
    ratio: float,
) -> tuple[dict[int, tuple[int, ...]], set[int]]:
    """Return the parts of points, and which points share theirs with the next one."""
    partners: dict[int, tuple[int, ...]] = {one: (other,) for one, other in by_label.items()}
    taken = set(by_label.values())
    shared: set[int] = set()
    edges = [(-1, -1), *sorted(fixed.items()), (len(held), len(new))]
    for (first, start), (last, end) in pairwise(edges):
        ones = [one for one in range(first + 1, last) if one not in by_label]
        others = [other for other in range(start + 1, end) if other not in taken]
        for some, parts in _align([held[i] for i in ones], [new[i] for i in others], ratio):
            if not some or not parts:
                continue
            partners[ones[some[0]]] = tuple(others[part] for part in parts)
            if len(some) == 2:
                shared.add(ones[some[0]])
    return partners, shared


# --- By order and length --------------------------------------------------------


def _ratio(held: Sequence[Labelled], new: Sequence[Labelled], known: dict[int, int]) -> float:
    """Return how many characters the new text has for one held: of the pairs known, else in all."""
    if len(known) >= 3:
        lengths = [(len(held[one].text), len(new[other].text)) for one, other in known.items()]
        before, after = (sum(side) for side in zip(*lengths, strict=True))
    else:
        before, after = (sum(len(item.text) for item in texts) for texts in (held, new))
    least, most = USUAL_RATIO
    return min(max(after / before, least), most) if before and after else 1.0


def _align(
    held: Sequence[Labelled], new: Sequence[Labelled], ratio: float
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return the cheapest way to go through both in order, as steps of places."""
    if not held or not new or len(held) * len(new) > MOST_CELLS:
        common = min(len(held), len(new))
        return [((place,), (place,)) for place in range(common)]
    likes = [[likeness(one, other) for other in new] for one in held]
    rows, columns = len(held) + 1, len(new) + 1
    costs = [[math.inf] * columns for _ in range(rows)]
    came: list[list[tuple[int, int]]] = [[(0, 0)] * columns for _ in range(rows)]
    costs[0][0] = 0.0
    for row in range(rows):
        for column in range(columns):
            for (down, across), price in _STEPS.items():
                if down > row or across > column or math.isinf(costs[row - down][column - across]):
                    continue
                cost = costs[row - down][column - across] + price
                if down and across:
                    ones, others = range(row - down, row), range(column - across, column)
                    cost += _length_cost(
                        sum(len(held[one].text) for one in ones),
                        sum(len(new[other].text) for other in others),
                        ratio,
                    )
                    # Of several the least like counts: a part that is no part of the point.
                    shared = min(likes[one][other] for one in ones for other in others)
                    cost += COGNATES_WEIGH * max(0.0, USUAL_LIKENESS - shared)
                if cost < costs[row][column]:
                    costs[row][column], came[row][column] = cost, (down, across)
    steps = []
    row, column = rows - 1, columns - 1
    while row or column:
        down, across = came[row][column]
        steps.append((tuple(range(row - down, row)), tuple(range(column - across, column))))
        row, column = row - down, column - across
    return steps[::-1]


def _out_of_order(
    held: Sequence[Labelled],
    new: Sequence[Labelled],
    partners: dict[int, tuple[int, ...]],
    by_label: dict[int, int],
) -> set[int]:
    """
    Pair what stands in another order, by words in common; return the points concerned.

    Two points that an alignment in order gave each other's parts change them,
    and points and parts that it left alone are paired, the likest first. Points
    that were paired by number stay as they are.
    """
    moved: set[int] = set()
    loose = [one for one in partners if one not in by_label and len(partners[one]) == 1]
    for one in loose:
        for other in loose:
            if other <= one or other > one + NEAR:
                continue
            mine, theirs = new[partners[one][0]], new[partners[other][0]]
            gains = (
                likeness(held[one], theirs) - likeness(held[one], mine),
                likeness(held[other], mine) - likeness(held[other], theirs),
            )
            if min(gains) >= 0 and sum(gains) >= 2 * CLEARLY:
                partners[one], partners[other] = partners[other], partners[one]
                moved |= {one, other}
    taken = {part for parts in partners.values() for part in parts}
    free = [part for part in range(len(new)) if part not in taken]
    alone = [one for one in range(len(held)) if one not in partners]
    if len(free) * len(alone) > MOST_CELLS:
        return moved
    likes = sorted(
        ((likeness(held[one], new[part]), -one, -part) for one in alone for part in free),
        reverse=True,
    )
    for like, one, part in likes:
        if like >= LEAST_LIKENESS and -one not in partners and -part not in taken:
            partners[-one] = (-part,)
            taken.add(-part)
            moved.add(-one)
    return moved


def _length_cost(before: int, after: int, ratio: float) -> float:
    """Return how unlikely a text of so many characters is the translation of one: at least 0."""
    expected = max(before * ratio, 1.0)
    deviation = abs(after - expected) / math.sqrt(expected * VARIANCE)
    likely = math.erfc(deviation / math.sqrt(2))  # 2 (1 - Φ(δ)), as in the paper
    return -math.log(max(likely, 1e-12))


# --- Doubts -----------------------------------------------------------------------


def _doubts(
    held: Sequence[Labelled],
    new: Sequence[Labelled],
    one: int,
    partners: dict[int, tuple[int, ...]],
    fixed: dict[int, int],
    ratio: float,
) -> list[Doubt]:
    """Return why somebody should look at a point and its partner."""
    parts = partners.get(one, ())
    if not parts:
        return [Doubt.NO_PARTNER]
    point, first = held[one], new[parts[0]]
    found = []
    agree = bool(point.readings & first.readings)
    if point.readings and first.readings and not agree:
        found.append(Doubt.LABELS)
    if agree and point.label.rstrip().endswith("?"):
        found.append(Doubt.LIKELY)
    if agree and one not in fixed and len(fixed) > 1:
        found.append(Doubt.ORDER)
    if len(parts) > 1:
        found.append(Doubt.JOINED)
    length = sum(len(new[part].text) for part in parts)
    expected = len(point.text) * ratio
    if expected > 0 and not 1 / ODD_RATIO <= length / expected <= ODD_RATIO:
        found.append(Doubt.LENGTH)
    if _another_fits(held, new, one, partners):
        found.append(Doubt.WORDS)
    return found


def _another_fits(
    held: Sequence[Labelled],
    new: Sequence[Labelled],
    one: int,
    partners: dict[int, tuple[int, ...]],
) -> bool:
    """
    Say whether a point and another one would both gain by changing partners, or by taking a free
    part: by a tenth of their words each.
    """
    own = partners[one]
    likes = likeness(held[one], new[own[0]])
    holder = {part: other for other, parts in partners.items() for part in parts}
    near = range(max(0, own[0] - NEAR), min(len(new), own[0] + NEAR + 1))
    for part in near:
        if part in own or likeness(held[one], new[part]) < likes + CLEARLY:
            continue
        other = holder.get(part)
        if other is None:
            return True
        theirs = likeness(held[other], new[part])
        if likeness(held[other], new[own[0]]) >= theirs + CLEARLY:
            return True
    return False


def _with_parts_left(pairs: list[Pair], parts: int) -> list[Pair]:
    """Put each part that is no point's behind the point that has the part before it."""
    taken = {part: place for place, pair in enumerate(pairs) for part in pair.new}
    behind: dict[int, list[Pair]] = {}
    place = -1
    for part in range(parts):
        if part in taken:
            place = taken[part]
        else:
            behind.setdefault(place, []).append(Pair(None, (part,), (Doubt.NO_PARTNER,)))
    result = behind.get(-1, [])
    for place, pair in enumerate(pairs):
        result += [pair, *behind.get(place, [])]
    return result
