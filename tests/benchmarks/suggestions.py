"""
What else was tried for suggestions, and what it gives: the figures of docs/suggestions.md.

``python -m tests.benchmarks.suggestions`` takes under three minutes, ``--nested``
as long again. Sample corpus, each declaration left out in turn with its codes and
its words; where nothing else is said in English. Every row has the floors that
are best for it in hindsight (for positions, with a precision of 0.75 or more),
so that rows compare; by themselves they are too good by about 0.01.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from heapq import nlargest
from itertools import pairwise
from typing import Any, NamedTuple
from unittest import mock

from rapidfuzz import fuzz

from declarations.comparison import (
    CodebookText,
    PointRecord,
    Stance,
    Suggester,
    kriging,
    polarity,
    suggestion,
    votes,
)
from declarations.comparison.evaluation import Kind, keep_coded
from declarations.comparison.normalization import analyse
from tests.comparison import sample
from tests.comparison.test_suggestion import codebook, negate

FLOORS = [floor / 200 for floor in range(10, 110)]
LIMITS = {Kind.TOPICS: votes.MAX_TOPICS, Kind.POSITIONS: votes.MAX_POSITIONS}
STATEMENTS = {entry["text"] for entry in sample.read("declarations.json")["propositions"]}
BANDS = (0.2, 0.25, 0.3, 0.4, 0.5, 0.7, 9.0)


class Answer(NamedTuple):
    """What is coded of a point and what was suggested, strongest first, by kind."""

    declaration: str
    coded: Mapping[Kind, set]
    ranked: Mapping[Kind, list[tuple[float, Any]]]


Answers = list[Answer]
Make = Callable[[list[PointRecord], str, Sequence[CodebookText]], Suggester]


class PlainVote(Suggester):
    """The nearest twelve vote with a power of their likeness, as a share of all votes."""

    power, token_set = 1, False

    def _cosines(self, text: str) -> dict[int, float]:
        likenesses = dict(super()._cosines(text))
        if self.token_set:
            content = analyse(text, self.language).content
            for place, voter in enumerate(self._voters):
                ratio = fuzz.token_set_ratio(content, analyse(voter.text, self.language).content)
                likenesses[place] = (likenesses.get(place, 0.0) + ratio / 100) / 2
        return likenesses

    def _weigh(self, cosines: Mapping[int, float]) -> dict[int, float]:
        nearest = nlargest(12, cosines, key=lambda place: (cosines[place], -place))
        shares = {place: cosines[place] ** self.power for place in nearest}
        total = sum(shares.values()) or 1.0
        return {place: share / total for place, share in shares.items()}


class StemsOnly(Suggester):
    """No letter runs."""

    def _vector(self, text: str) -> dict[str, float]:
        stems = sorted(analyse(text, self.language).stems)
        return suggestion._unit_vector(self._stems, stems)


class WithoutPolarity(Suggester):
    """Likeness alone decides on the stance."""

    def _is_contrary(self, *_: Any) -> bool:
        return False


class OnlyForward(Suggester):
    """No weights below 0."""

    def _weigh(self, cosines: Mapping[int, float]) -> dict[int, float]:
        return {place: max(weight, 0) for place, weight in super()._weigh(cosines).items()}


class PlainStems(StemsOnly, PlainVote):
    """A plain vote by stems."""


def variant(base: type[Suggester], **settings: Any) -> type[Suggester]:
    """Return a suggester with other settings of its class."""
    return type(base.__name__, (base,), settings)


def answer(
    corpus: Mapping[str, Sequence[PointRecord]],
    texts: Sequence[CodebookText],
    make: Make = Suggester,
    language: str = "en",
    without: str = "",
) -> Answers:
    """Return the answers for all points; declaration ``without`` is neither voter nor asked."""
    answers = []
    for slug, points in corpus.items():
        if slug != without:
            others = [p for key, held in corpus.items() if key not in (slug, without) for p in held]
            suggester = make(others, language, texts)
            answers += [ask(suggester, slug, point) for point in points]
    return answers


def ask(suggester: Suggester, slug: str, point: PointRecord) -> Answer:
    """Return what is suggested for a point, and what it is coded as."""
    found = suggester.rank(point.wordings[suggester.language])
    return Answer(
        slug,
        {Kind.TOPICS: set(point.topics), Kind.POSITIONS: set(point.positions.items())},
        {
            Kind.TOPICS: [(s.score, s.slug) for s in found.topics],
            Kind.POSITIONS: [(s.score, (s.slug, s.stance)) for s in found.positions],
        },
    )


def count(one: Answer, kind: Kind, floor: float) -> tuple[int, int, int]:
    """Return how many suggestions are right, how many there are, how many codes there are."""
    kept = [code for score, code in one.ranked[kind] if score >= floor][: LIMITS[kind]]
    if kind is Kind.POSITIONS:
        kept = [code for code in kept if code[1] is not None]
    return len(set(kept) & one.coded[kind]), len(kept), len(one.coded[kind])


def shares(counts: Sequence[tuple[int, int, int]]) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    right, suggested, coded = (sum(column) for column in zip(*counts, strict=True))
    return right / (suggested or 1), right / (coded or 1), 2 * right / ((suggested + coded) or 1)


def best_floor(answers: Answers, kind: Kind) -> float:
    """Return the floor of the best F1; for positions of those with precision 0.75 or more."""

    def worth(floor: float) -> tuple[bool, float]:
        precision, _, f1 = shares([count(one, kind, floor) for one in answers])
        return kind is Kind.TOPICS or precision >= 0.75, f1

    return max(FLOORS, key=worth)


def first_right(answers: Answers, kind: Kind) -> float:
    """Return in how many coded points the strongest suggestion is right."""
    asked = [one for one in answers if one.coded[kind]]
    hits = [one for one in asked if one.ranked[kind] and one.ranked[kind][0][1] in one.coded[kind]]
    return len(hits) / len(asked)


def show(name: str, answers: Answers, floors: Mapping[Kind, Mapping[str, float]] | None = None):
    """Print a row: precision, recall, F1 and first suggestion right, of both kinds."""
    cells = []
    for kind in Kind:
        best = best_floor(answers, kind)
        counts = [
            count(one, kind, floors[kind][one.declaration] if floors else best) for one in answers
        ]
        precision, recall, f1 = shares(counts)
        first = first_right(answers, kind)
        cells.append(f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f} first {first:.3f}")
    print(f"{name:44} | " + " | ".join(cells), flush=True)


def show_bands(answers: Answers) -> None:
    """Print how often suggestions are right by their score."""
    for kind in Kind:
        cells = []
        for low, high in pairwise(BANDS):
            hits = [
                code in one.coded[kind]
                for one in answers
                for score, code in one.ranked[kind]
                if low <= score < high
            ]
            cells.append(f"from {low}: {sum(hits)}/{len(hits)}")
        print(f"right by score, {kind}: {', '.join(cells)}")


def show_negated(corpus: Mapping[str, Sequence[PointRecord]], make: Make) -> None:
    """Print what becomes of suggested stances when the opening verb of a point is negated."""
    fates = dict.fromkeys(("kept", "withheld", "another", "no longer suggested"), 0)
    for slug, points in corpus.items():
        others = [p for key, held in corpus.items() if key != slug for p in held]
        suggester = make(others, "en", codebook())
        for text in (point.wordings["en"] for point in points):
            if text.partition(" ")[0].endswith("s") and ";" not in text and ":" not in text:
                after = {s.slug: s.stance for s in suggester.suggest(negate(text)).positions}
                for s in suggester.suggest(text).positions:
                    if s.stance is not None:
                        fates[fate(s.slug, s.stance, after)] += 1
    print(f"{make.__name__}, stances after a negation: {fates}", flush=True)


def fate(slug: str, stance: Stance, after: Mapping[str, Stance | None]) -> str:
    """Say what became of a stance."""
    if slug not in after:
        return "no longer suggested"
    if after[slug] is None:
        return "withheld"
    return "kept" if after[slug] is stance else "another"


def nested_floors(
    corpus: Mapping[str, Sequence[PointRecord]],
) -> dict[Kind, dict[str, float]]:
    """Return floors for each declaration from answers of suggesters that never saw it."""
    floors: dict[Kind, dict[str, float]] = {kind: {} for kind in Kind}
    for slug in corpus:
        seen = answer(corpus, codebook(), without=slug)
        for kind in Kind:
            floors[kind][slug] = best_floor(seen, kind)
    return floors


def answer_with(
    corpus: Mapping[str, Sequence[PointRecord]], module: Any, **settings: int | float
) -> Answers:
    """Return the answers under other constants of a module."""
    # What is kept of texts was made under the constants that hold elsewhere.
    for kept in (suggestion.letter_runs, polarity.read_polarity):
        kept.cache_clear()
    with mock.patch.multiple(module, **settings):
        answers = answer(corpus, codebook())
    for kept in (suggestion.letter_runs, polarity.read_polarity):
        kept.cache_clear()
    return answers


def show_variants(corpus: Mapping[str, Sequence[PointRecord]]) -> None:
    """Print a row for each thing that was tried."""
    statements = [part for part in codebook() if part.text in STATEMENTS]
    propositions = [part for part in codebook() if part.proposition]
    for power in (1, 2):
        plain = variant(PlainStems, power=power)
        show(f"vote of 12, stems, power {power}", answer(corpus, [], plain))
    plain = variant(PlainStems, power=4, token_set=True)
    show("vote of 12, half token_set_ratio, power 4", answer(corpus, [], plain))
    plain = variant(PlainVote, power=2)
    show("vote of 12, runs, power 2, codebook", answer(corpus, codebook(), plain))
    show("kriging, stems, points only", answer(corpus, [], StemsOnly))
    show("kriging, stems and runs, points only", answer(corpus, []))
    show("  with propositions", answer(corpus, statements))
    show("  with their definitions", answer(corpus, propositions))
    show("  chosen, stems only", answer(corpus, codebook(), StemsOnly))
    show("  chosen, no weights below 0", answer(corpus, codebook(), OnlyForward))
    show("  chosen, likeness alone for stances", answer(corpus, codebook(), WithoutPolarity))
    for noise in (0.1, 0.2, 0.6, 1.0):
        show(f"  chosen, noise {noise}", answer_with(corpus, kriging, NOISE=noise))
    for run in (4, 6):
        show(f"  chosen, runs of {run}", answer_with(corpus, suggestion, RUN=run))
    for reach in (3, 5):
        show(f"  chosen, negations reach {reach}", answer_with(corpus, polarity, REACH=reach))
    for nearest in (150, 250):
        near = answer_with(corpus, suggestion, EXACT=0, NEAREST=nearest)
        show(f"  chosen, nearest {nearest}", near)


def show_spanish(corpus: Mapping[str, Sequence[PointRecord]]) -> None:
    """Print rows for Spanish, and for the same points in English."""
    same = keep_coded(corpus, "es")
    without_definitions = [
        part for part in codebook() if part.proposition is None or part.text in STATEMENTS
    ]
    show("Spanish, points only", answer(same, [], language="es"))
    show("Spanish, chosen", answer(same, codebook("es"), language="es"))
    show("  the same points in English", answer(same, codebook()))
    show("  the same, no definitions", answer(same, without_definitions))


def main() -> None:
    """Print all rows."""
    corpus = sample.declarations()
    chosen = answer(corpus, codebook())
    show("CHOSEN", chosen)
    if "--nested" in sys.argv:
        floors = nested_floors(corpus)
        for kind, values in floors.items():
            print(f"floors of {kind}: {sorted(set(values.values()))}")
        show("chosen, floors chosen on the others", chosen, floors)
        return
    show_bands(chosen)
    for make in (Suggester, WithoutPolarity):
        show_negated(corpus, make)
    show_variants(corpus)
    show_spanish(corpus)


if __name__ == "__main__":
    main()
