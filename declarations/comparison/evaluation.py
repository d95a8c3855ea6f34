"""
How often suggestions are right: each declaration left out in turn, against what people coded.

A declaration that is left out gives nothing, neither its codes nor its words,
not even to the inverse frequencies. The codebook stays, as it would be there
for an editor: where it was written with these declarations in view, the figures
flatter. Shares are micro-averaged, over pairs of a point and a code.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from .suggestion import Suggester
from .types import PointRecord, Stance
from .votes import CodebookText, Suggestion, Suggestions

ENOUGH_DECLARATIONS = 5
"""Declarations from which a measure is given: of fewer, an interval would say nothing."""

ENOUGH_POINTS = 30
"""Points from which a measure is given: of fewer, each would weigh more than three per cent."""

DRAWS = 2000
"""Corpora drawn for an interval; its ends then hold to about 0.002."""

SEED = 1
"""Of the draws, so that the same corpus always has the same interval."""

Corpus = Mapping[str, Sequence[PointRecord]]
"""Points by the slug of their declaration."""

Code = tuple[str, Stance | None]
"""A topic, without a stance, or a position."""


class Kind(StrEnum):
    """What is suggested."""

    TOPICS = "topics"
    POSITIONS = "positions"


@dataclass(frozen=True, slots=True)
class Trial:
    """A coded point, and all that other declarations and the codebook say for it."""

    declaration: str
    point: PointRecord
    ranked: Suggestions


@dataclass(frozen=True, slots=True)
class Share:
    """
    ``part`` of ``whole``; in 95 % of corpora drawn by declaration it is ``low`` to ``high``.

    The ends are None where there is no whole: of no suggestions, none is right or wrong.
    """

    part: int
    whole: int
    low: float | None
    high: float | None

    @property
    def value(self) -> float | None:
        """The share, 0 to 1."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Figures:
    """
    How often suggestions of one kind are right.

    ``precision``: of those suggested, how many people coded. ``recall``: of
    those coded, how many were suggested. ``f1``: twice the right ones, of both
    together. ``first``: of the coded points, those whose strongest suggestion
    is right, floor or no floor. A proposition suggested without a stance counts
    in none but ``first``, as a miss; ``withheld`` says how many there were.
    """

    precision: Share
    recall: Share
    f1: Share
    first: Share
    withheld: int


@dataclass(frozen=True, slots=True)
class Measure:
    """What suggestions of one kind are measured by; no ``figures`` where that is too little."""

    kind: Kind
    declarations: int
    points: int
    figures: Figures | None = None


class _Count(NamedTuple):
    """What is counted of a point, and then added up."""

    right: int
    suggested: int
    coded: int
    first: int
    points: int
    withheld: int


def keep_coded(corpus: Corpus, language: str) -> dict[str, list[PointRecord]]:
    """Return the points with a code and a wording in a language; no declaration without any."""
    coded = {
        declaration: [p for p in points if language in p.wordings and (p.topics or p.positions)]
        for declaration, points in corpus.items()
    }
    return {declaration: points for declaration, points in coded.items() if points}


def leave_out(
    declaration: str, corpus: Corpus, language: str, codebook: Iterable[CodebookText] = ()
) -> list[Trial]:
    """Return what all others suggest for the coded points of one declaration."""
    others = [p for slug, points in corpus.items() if slug != declaration for p in points]
    suggester = Suggester(others, language, codebook)
    return [
        Trial(declaration, point, suggester.rank(point.wordings[language]))
        for point in keep_coded({declaration: corpus[declaration]}, language).get(declaration, ())
    ]


def weigh_up(corpus: Corpus, language: str, kind: Kind) -> Measure:
    """Return how much is coded, as a measure that has no figures yet."""
    coded = _coded_for(kind, keep_coded(corpus, language))
    return Measure(kind, len(coded), sum(map(len, coded.values())))


def is_enough(measure: Measure) -> bool:
    """Say whether that much is enough for figures."""
    return measure.declarations >= ENOUGH_DECLARATIONS and measure.points >= ENOUGH_POINTS


def measure_trials(trials: Iterable[Trial], kind: Kind) -> Measure:
    """
    Return how often suggestions of a kind are right.

    A declaration counts where any of its points has a code of that kind; a point
    there without one is silent, and whatever is suggested for it is wrong.
    """
    by_declaration: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        by_declaration[trial.declaration].append(trial)
    points = {slug: [trial.point for trial in held] for slug, held in by_declaration.items()}
    coded = _coded_for(kind, points)
    measure = Measure(kind, len(coded), sum(map(len, coded.values())))
    if not is_enough(measure):
        return measure
    counts = [
        _add_up(_count(trial, kind) for trial in by_declaration[declaration])
        for declaration in sorted(coded)
    ]
    return Measure(kind, measure.declarations, measure.points, _figures(counts))


def _coded_for(kind: Kind, corpus: Corpus) -> dict[str, Sequence[PointRecord]]:
    """Return the declarations in which any point has a code of a kind."""
    return {
        declaration: points
        for declaration, points in corpus.items()
        if any(_codes(point, kind) for point in points)
    }


def _codes(point: PointRecord, kind: Kind) -> set[Code]:
    if kind is Kind.TOPICS:
        return {(topic, None) for topic in point.topics}
    return set(point.positions.items())


def _count(trial: Trial, kind: Kind) -> _Count:
    """Count how a point's suggestions of a kind fare."""
    coded = _codes(trial.point, kind)
    ranked, shown = _of_kind(trial.ranked, kind), _of_kind(trial.ranked.above_floors(), kind)
    withheld = [s for s in shown if kind is Kind.POSITIONS and s.stance is None]
    suggested = {(s.slug, s.stance) for s in shown if s not in withheld}
    first = bool(coded) and any((s.slug, s.stance) in coded for s in ranked[:1])
    return _Count(
        right=len(suggested & coded),
        suggested=len(suggested),
        coded=len(coded),
        first=int(first),
        points=int(bool(coded)),
        withheld=len(withheld),
    )


def _of_kind(suggestions: Suggestions, kind: Kind) -> tuple[Suggestion, ...]:
    return suggestions.topics if kind is Kind.TOPICS else suggestions.positions


def _add_up(counts: Iterable[_Count]) -> _Count:
    return _Count(*map(sum, zip(*counts, strict=True)))


def _parts(count: _Count) -> tuple[tuple[int, int], ...]:
    """Return precision, recall, F1 and first suggestion right, each as a part and a whole."""
    return (
        (count.right, count.suggested),
        (count.right, count.coded),
        (2 * count.right, count.suggested + count.coded),
        (count.first, count.points),
    )


def _figures(counts: Sequence[_Count]) -> Figures:
    """
    Return the figures of some declarations, with their intervals.

    Declarations are drawn with repetition, not points: the points of one text
    are written by the same hand, and stand or fall together.
    """
    total = _add_up(counts)
    intervals = draw_intervals([_parts(count) for count in counts])
    precision, recall, f1, first = (
        Share(part, whole, *interval)
        for (part, whole), interval in zip(_parts(total), intervals, strict=True)
    )
    return Figures(precision, recall, f1, first, withheld=total.withheld)


def draw_intervals(
    by_declaration: Sequence[Sequence[tuple[int, int]]],
) -> list[tuple[float, float] | tuple[None, None]]:
    """
    Return the middle 95 % of each share over corpora drawn from these declarations.

    A declaration gives a part and a whole for each share; those of the drawn
    ones are added up.
    """
    chance = random.Random(SEED)
    columns = list(zip(*by_declaration, strict=True))
    drawn: list[list[float]] = [[] for _ in columns]
    places = range(len(by_declaration))
    for _ in range(DRAWS):
        chosen = chance.choices(places, k=len(by_declaration))
        for values, column in zip(drawn, columns, strict=True):
            whole = sum([column[place][1] for place in chosen])
            if whole:
                values.append(sum([column[place][0] for place in chosen]) / whole)
    return [_middle(values) for values in drawn]


def _middle(values: list[float]) -> tuple[float, float] | tuple[None, None]:
    """Return the ends of the middle 95 %."""
    if not values:
        return None, None
    values = sorted(values)
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]
