"""
How far coders agree: Krippendorff's alpha for nominal values, with what stands beside it.

A *unit* is what was judged, here a pair of points; its *values* are what the
coders gave it, one each. Coders may have left units out: only units with at
least two values can agree or differ, and the others count nowhere.

Sources: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011);
A. F. Hayes and K. Krippendorff, "Answering the call for a standard reliability
measure for coding data", Communication Methods and Measures 1 (2007), 77-89.
"""

import random
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TypeVar

Value = TypeVar("Value", bound=Hashable)
Unit = TypeVar("Unit", bound=Hashable)
Coder = TypeVar("Coder", bound=Hashable)

RELIABLE_FROM = 0.8
"""
Alpha from which what coders said may be relied upon.

Source: K. Krippendorff, Content Analysis (2nd ed. 2004), 241: "rely only on
variables with reliabilities above 0.800; consider variables with reliabilities
between 0.667 and 0.800 only for drawing tentative conclusions".
"""

TENTATIVE_FROM = 0.667
"""Alpha from which it allows tentative conclusions; same source."""

DRAWS = 1000
"""Sets of units drawn for an interval; of a hundred units its ends then hold to about 0.01."""

SEED = 1
"""Of the draws, so that the same judgements always have the same interval."""


class Reliability(StrEnum):
    """What may be built on judgements with a certain alpha."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    UNRELIABLE = "unreliable"


@dataclass(frozen=True, slots=True)
class Agreement:
    """
    How far coders agree on some units.

    ``units`` are those with at least two values, ``values`` all that were given
    to them. Of ``compared``, the pairs of values of one unit, ``agreeing`` are
    the same. ``alpha`` is at most 1, 0 where coders agree as often as by chance,
    and below 0 where they agree less; None where it is not defined. ``low`` and
    ``high`` are the ends of its interval, None where there is none.
    """

    units: int
    values: int
    agreeing: int
    compared: int
    alpha: float | None
    low: float | None = None
    high: float | None = None

    @property
    def raw(self) -> float | None:
        """The share of pairs of values that are the same, 0 to 1; None without any."""
        return self.agreeing / self.compared if self.compared else None

    @property
    def reliability(self) -> Reliability | None:
        """What may be built on these judgements by their alpha; None where it has none."""
        if self.alpha is None:
            return None
        if self.alpha >= RELIABLE_FROM:
            return Reliability.RELIABLE
        return Reliability.TENTATIVE if self.alpha >= TENTATIVE_FROM else Reliability.UNRELIABLE


def krippendorff_alpha(units: Iterable[Collection[Value]]) -> float | None:
    """
    Return Krippendorff's alpha of nominal values: 1 less observed by expected disagreement.

    At most 1; 0 is chance; None where no unit has two values, and where all
    values are the same: there observed and expected disagreement are both 0,
    and what does not vary tells nothing of whether coders can tell things apart
    (Krippendorff 2011, 1; the reference package refuses such data as well).

    Both coders give "a" once and differ once; then all agree, on one value:

    >>> krippendorff_alpha([("a", "a"), ("a", "b"), ("b", "b"), ("b",)])
    0.4444444444444444
    >>> krippendorff_alpha([("a", "a"), ("a", "a")]) is None
    True
    """
    return _Profiles(units).alpha()


def measure_agreement(units: Iterable[Collection[Value]], *, draws: int = DRAWS) -> Agreement:
    """
    Return alpha with its interval, and the raw agreement beside it.

    With no ``draws`` there is no interval; see :func:`alpha_interval`.

    >>> measure_agreement([("a", "a"), ("a", "b"), ("b", "b")], draws=0).raw
    0.6666666666666666
    """
    profiles = _Profiles(units)
    low, high = profiles.interval(draws) or (None, None)
    return Agreement(
        units=sum(profiles.counts.values()),
        values=sum(sum(profile) * n for profile, n in profiles.counts.items()),
        agreeing=sum(
            n * sum(given * (given - 1) // 2 for given in profile)
            for profile, n in profiles.counts.items()
        ),
        compared=sum(
            n * (sum(profile) * (sum(profile) - 1) // 2) for profile, n in profiles.counts.items()
        ),
        alpha=profiles.alpha(),
        low=low,
        high=high,
    )


def alpha_interval(
    units: Iterable[Collection[Value]], *, draws: int = DRAWS
) -> tuple[float, float] | None:
    """
    Return the middle 95 % of alpha over sets of as many units, drawn from these with repetition.

    None where nothing varies: without alpha, and where no two values differ, since
    every draw would then give 1 and look like certainty. A draw in which all
    values are the same has no alpha and is left out; where that is so of more
    than half, there is no interval either. The draws are seeded and the order of
    units does not matter: the same judgements always have the same interval.

    Source: A. Zapf et al., "Measuring inter-rater reliability for nominal data",
    BMC Medical Research Methodology 16 (2016), 93: units are drawn, not pairs
    of values, since those of one unit belong together.
    """
    return _Profiles(units).interval(draws)


def coincidences(units: Iterable[Collection[Value]]) -> dict[tuple[Value, Value], float]:
    """
    Return the coincidence matrix: how often two values stand beside each other in a unit.

    Symmetrical. A unit of m values gives m(m - 1) ordered pairs, each weighing
    1/(m - 1), so that all cells add up to the number of values that can be paired.

    >>> coincidences([("a", "a", "b")])
    {('a', 'a'): 1.0, ('a', 'b'): 1.0, ('b', 'a'): 1.0}
    """
    found: dict[tuple[Value, Value], float] = {}
    for unit in units:
        given, others = Counter(unit), len(unit) - 1
        if others < 1:
            continue
        for one, n in given.items():
            for other, m in given.items():
                pairs = n * (m - (one == other))
                if pairs:
                    found[one, other] = found.get((one, other), 0.0) + pairs / others
    return found


def one_against_all(units: Iterable[Collection[Value]], value: Value) -> list[tuple[bool, ...]]:
    """
    Return the units as told by one value: given, or any other in its place.

    >>> one_against_all([("a", "b", "c")], "a")
    [(True, False, False)]
    """
    return [tuple(given == value for given in unit) for unit in units]


def cross_table(
    judged: Mapping[Unit, Mapping[Coder, Value]], one: Coder, other: Coder
) -> Counter[tuple[Value, Value]]:
    """
    Return how often one coder gave a value where another gave a value, on units that both have.

    >>> cross_table({1: {"A": "x", "B": "y"}, 2: {"A": "x"}}, "A", "B")
    Counter({('x', 'y'): 1})
    """
    return Counter(
        (values[one], values[other])
        for values in judged.values()
        if one in values and other in values
    )


def pairs_of_coders(
    judged: Mapping[Unit, Mapping[Coder, Value]],
) -> dict[tuple[Coder, Coder], list[tuple[Value, Value]]]:
    """Return, for each two coders, what both gave on each unit that they share."""
    found: dict[tuple[Coder, Coder], list[tuple[Value, Value]]] = {}
    for values in judged.values():
        for one, other in combinations(sorted(values, key=str), 2):
            found.setdefault((one, other), []).append((values[one], values[other]))
    return found


class _Profiles:
    """
    Units by what they hold: how many of each value, in whatever order, and how many are alike.

    Thousands of units have some dozen profiles, and alpha asks for no more.
    """

    def __init__(self, units: Iterable[Collection[Value]]) -> None:
        held = [Counter(unit) for unit in units if len(unit) > 1]
        values = sorted({value for given in held for value in given}, key=str)
        self.counts = Counter(tuple(given[value] for value in values) for given in held)

    def alpha(self) -> float | None:
        """Return the alpha of all units."""
        profiles = list(self.counts)
        return _alpha(_columns(profiles), [self.counts[profile] for profile in profiles])

    def interval(self, draws: int) -> tuple[float, float] | None:
        """Return the middle 95 % of alpha over as many draws."""
        if all(_differing(profile) == 0 for profile in self.counts):
            return None
        profiles = sorted(self.counts)
        columns, numbers = _columns(profiles), [self.counts[profile] for profile in profiles]
        chance = random.Random(SEED)
        drawn = (_alpha(columns, _draw(chance, numbers)) for _ in range(draws))
        alphas = sorted(alpha for alpha in drawn if alpha is not None)
        if not alphas or 2 * len(alphas) < draws:
            return None
        return alphas[int(0.025 * len(alphas))], alphas[int(0.975 * len(alphas))]


Columns = tuple[list[float], list[tuple[int, ...]]]
"""Of each profile its disagreement; and for each value, how many of it each profile holds."""


def _columns(profiles: list[tuple[int, ...]]) -> Columns:
    return [_differing(profile) for profile in profiles], list(zip(*profiles, strict=True))


def _differing(profile: tuple[int, ...]) -> float:
    """Return what a unit adds to the coincidences of differing values."""
    size = sum(profile)
    return (size * size - sum(given * given for given in profile)) / (size - 1)


def _alpha(columns: Columns, numbers: list[int]) -> float | None:
    """Return the alpha of some number of units of each profile."""
    differing, by_value = columns
    totals = [sum(map(int.__mul__, column, numbers)) for column in by_value]
    size = sum(totals)
    expected = size * size - sum(total * total for total in totals)
    if not expected:
        return None
    observed = sum(map(float.__mul__, differing, map(float, numbers)))
    return 1 - observed * (size - 1) / expected


def _draw(chance: random.Random, numbers: list[int]) -> list[int]:
    """Return how often each profile comes where as many units are drawn with repetition."""
    left, among = sum(numbers), sum(numbers)
    drawn = []
    for number in numbers:
        hits = _hits(chance, left, number / among)
        drawn.append(hits)
        left, among = left - hits, among - number
    return drawn


def _hits(chance: random.Random, trials: int, share: float) -> int:
    """
    Return how many of some trials fall below a share: a binomial number.

    A trial is a fraction drawn bit by bit. At each bit of the share half of the
    trials, or so, are told to be below or above it; the others go on.
    """
    hits = 0
    while trials and 0.0 < share < 1.0:
        zeros = trials - chance.getrandbits(trials).bit_count()
        share *= 2
        if share >= 1.0:
            share -= 1.0
            hits, trials = hits + zeros, trials - zeros
        else:
            trials = zeros
    return hits + trials if share >= 1.0 else hits
