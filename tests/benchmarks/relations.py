"""
What else was tried for suggested relations, and what it gives: figures of docs/suggestions.md.

``python -m tests.benchmarks.relations`` takes a quarter of a minute. Sample
corpus, each declaration left out in turn and read as if nobody had coded it,
beside all others; a suggestion is right where people's codes give the same
relation. The last rows read both sides of a pair as uncoded.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from declarations.comparison import CorpusWeights, PointRecord, Relation, Suggestions, take_up
from declarations.comparison.evaluation import leave_out
from declarations.comparison.matching import match_points
from declarations.comparison.presumption import RELATION_FLOOR, certainty
from declarations.comparison.relation import relate_by_positions
from tests.comparison import sample
from tests.comparison.test_suggestion import codebook

Corpus = dict[str, tuple[PointRecord, ...]]


@dataclass(frozen=True)
class Try:
    """A pair with the relation that suggested positions give it, and the one that codes give."""

    suggested: Relation
    right: bool
    certainty: float
    score: float
    likeness: float
    declaration: str


MEASURES: dict[str, Callable[[Try], float]] = {
    "no floor": lambda one: 1.0,
    "the most certain position": lambda one: one.certainty,
    "score of the match": lambda one: one.score,
    "position times likeness": lambda one: one.certainty * one.likeness,
    "position times score: chosen": lambda one: one.certainty * one.score,
}


def bare(point: PointRecord) -> PointRecord:
    """Return a point without its codes."""
    return replace(point, topics=frozenset(), positions={})


def read_suggestions(corpus: Corpus, language: str) -> dict[int, Suggestions]:
    """Return what others suggest for every point, by key."""
    return {
        trial.point.key: trial.ranked.above_floors()
        for slug in corpus
        for trial in leave_out(slug, corpus, language, codebook(language))
    }


def tries(
    corpus: Corpus, suggested: dict[int, Suggestions], *, both: bool = False
) -> Iterator[Try]:
    """Yield all pairs to which suggested positions give a relation."""
    propositions = sample.codebook().propositions
    for own, points in corpus.items():
        left = [take_up(bare(point), suggested[point.key]) for point in points]
        others = {slug: held for slug, held in corpus.items() if slug != own}
        weights = CorpusWeights.of(
            [*map(bare, points), *(p for held in others.values() for p in held)]
        )
        for slug, held in others.items():
            if both and slug < own:
                continue
            right = [take_up(bare(p), suggested[p.key]) for p in held] if both else held
            for match in match_points(left, right, weights).matches:
                one, other = left[match.left], right[match.right]
                found = relate_by_positions(one, other, propositions)
                if not one.proposed or found.relation is None:
                    continue
                coded = relate_by_positions(points[match.left], held[match.right], propositions)
                yield Try(
                    found.relation,
                    coded.relation is found.relation,
                    certainty(found, one, other),
                    match.score,
                    match.likeness or 0.0,
                    own,
                )


def matching(corpus: Corpus, suggested: dict[int, Suggestions]) -> Iterator[str]:
    """Yield how many of the pairs of coded declarations are found with one side uncoded."""
    weights = sample.weights()
    for name, codes in (("words alone", {}), ("with suggested codes", suggested)):
        found = true = kept = 0
        for own, points in corpus.items():
            left = [take_up(bare(point), codes.get(point.key)) for point in points]
            for slug, right in corpus.items():
                if slug == own:
                    continue
                coded = {(m.left, m.right) for m in match_points(points, right, weights).matches}
                pairs = {(m.left, m.right) for m in match_points(left, right, weights).matches}
                found, true, kept = found + len(pairs), true + len(coded), kept + len(pairs & coded)
        yield (
            f"  {name:<22} {kept} of {true} found, {kept / true:.2f}; "
            f"{kept} of {found} true, {kept / found:.2f}"
        )


def share(found: list[Try], relation: Relation) -> str:
    """Return how many of a relation were right, in words."""
    of_kind = [one for one in found if one.suggested is relation]
    right = sum(one.right for one in of_kind)
    return f"{right:>5} of {len(of_kind):>5}, {right / max(1, len(of_kind)):.3f}"


def most_at(found: list[Try], measure: Callable[[Try], float], precision: float) -> int:
    """Return how many could be suggested with a floor that leaves that much right."""
    best = right = 0
    for number, one in enumerate(sorted(found, key=measure, reverse=True), start=1):
        right += one.right
        if number >= 30 and right / number >= precision:
            best = number
    return best


def nested(found: list[Try]) -> str:
    """
    Return the figures with a floor chosen for each declaration on the others alone.

    The lowest of those by which three in four of both kinds were right on them.
    """
    kinds = (Relation.CONVERGENT, Relation.PARTIAL)
    kept: list[Try] = []
    floors: list[float] = []
    for declaration in sorted({one.declaration for one in found}):
        others = [one for one in found if one.declaration != declaration]
        for floor in (step / 100 for step in range(5, 40)):
            above = [one for one in others if one.certainty * one.score >= floor]
            rights = [[one.right for one in above if one.suggested is kind] for kind in kinds]
            if all(sum(right) >= 0.75 * len(right) for right in rights):
                break
        floors.append(floor)
        kept += [
            one
            for one in found
            if one.declaration == declaration and one.certainty * one.score >= floor
        ]
    shares = ", ".join(f"{kind} {share(kept, kind)}" for kind in kinds)
    return f"{shares}; floors {min(floors):.2f} to {max(floors):.2f}"


def main() -> None:
    """Print the tables."""
    for language in ("en", "es"):
        corpus = {
            slug: points
            for slug, held in sample.declarations().items()
            if (points := sample.only_in(language, held))
        }
        suggested = read_suggestions(corpus, language)
        found = list(tries(corpus, suggested))
        print(f"\n{language}: pairs that could be suggested with three in four right")
        for name, measure in MEASURES.items():
            counts = [
                most_at([one for one in found if one.suggested is relation], measure, 0.75)
                for relation in (Relation.CONVERGENT, Relation.PARTIAL)
            ]
            print(f"  {name:<32} convergent {counts[0]:>5}   partial {counts[1]:>5}")
        print(f"{language}: pairs that match when both sides are coded, with one side uncoded")
        print("\n".join(matching(corpus, suggested)))
        print(f"{language}: right, with the floor chosen on the other declarations alone")
        print(f"  {nested(found)}")
        for both in (False, True):
            pairs = list(tries(corpus, suggested, both=True)) if both else found
            print(f"{language}: right, by floor, {'both sides' if both else 'one side'} uncoded")
            for floor in (0.0, 0.10, 0.12, RELATION_FLOOR, 0.16, 0.20):
                kept = [one for one in pairs if one.certainty * one.score >= floor]
                shares = "   ".join(
                    f"{relation} {share(kept, relation)}"
                    for relation in Relation
                    if relation is not Relation.UNRELATED
                )
                print(f"  {floor:.2f}   {shares}")


if __name__ == "__main__":
    main()
