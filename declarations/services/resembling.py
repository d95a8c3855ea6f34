"""
"Points like this one": the nearest of all published points, however many there are.

In two steps. The database names some hundred wordings that share the rarest
stems of the text (:mod:`declarations.models.stem_search`); the engine ranks
these by what their likeness is, half cosine and half token_set_ratio
(:mod:`declarations.comparison.ranking`). How much the first step costs in
recall is measured by ``make bench``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from declarations.comparison import rank_stems, telling_words
from declarations.comparison.blocks import LANGUAGES
from declarations.comparison.normalization import content_stems
from declarations.comparison.scoring import InverseFrequency
from declarations.models import Point, Wording
from declarations.models.stem_search import nearest_wordings

from .weights import corpus_weights

READ = 20_000
"""Characters read of a text, forty times the sample's longest point: a paste has an end."""
MOST = 100
"""Points that can be asked for at a time."""

BUDGET = 12_000
"""Wordings with one of the chosen stems that the database reads, shared among the languages."""
MOST_STEMS = 200
"""Stems looked up: of a long text the rarest, and as many that no point had when last counted."""
CANDIDATES = 600
"""Wordings that the database names for the engine to rank; in a second language half as many."""
WHOLE = 100
"""Units in which a weight is handed to the database, which sums whole numbers."""


@dataclass(frozen=True, slots=True)
class LikePoint:
    """
    A point that is like a text.

    ``likeness``, 0 to 1, is that of ``wording`` with the text in the same
    language, as a comparison has it; it says what both speak of, not that they
    agree. ``shared`` are the longest runs of words in common, as the point has
    them. The point comes with its declaration and issuers, wordings, topics,
    and positions with their propositions.
    """

    point: Point
    wording: Wording
    likeness: float
    shared: tuple[str, ...]

    @property
    def percent(self) -> int:
        """Likeness, 0 to 100."""
        return round(100 * self.likeness)


def points_like(
    texts: Mapping[str, str],
    *,
    limit: int = 10,
    without_point: int | None = None,
    without_declaration: int | None = None,
) -> list[LikePoint]:
    """
    Return the published points most like a text, at most ``limit``, the likeliest first.

    ``texts`` maps languages to the text in each: one for what somebody pasted,
    all wordings of a point that is held in several. As in a comparison two
    points are compared in the first language that both hold, of English,
    Spanish, Portuguese and French. So a point in English and Spanish finds points
    in English by its English, and by its Spanish those that have none.

    The keys of a point and of a declaration say what to leave out: the point
    that is asked about, or all of its declaration. A text without a content
    word, or with none that any point has, is like nothing. Of each text the
    first ``READ`` characters are read. Seven queries and one for each language,
    whatever is held; see :data:`MOST`.
    """
    weights = corpus_weights()
    ordered = sorted(texts, key=_language_order)
    near: list[tuple[float, int, str]] = []
    for number, language in enumerate(ordered):
        stems = content_stems(texts[language][:READ], language)
        frequency = weights.stems.get(language)
        if frequency is None:
            continue
        candidates = nearest_wordings(
            _choose_stems(stems, frequency, BUDGET // len(ordered)),
            language,
            at_most=CANDIDATES // (number + 1),
            without_point=without_point,
            without_declaration=without_declaration,
            without_languages=ordered[:number],
        )
        contents = [candidate.stems for candidate in candidates]
        for place, likeness in rank_stems(stems, contents, frequency, limit=limit):
            near.append((likeness, candidates[place].point, language))
    best = nsmallest(min(limit, MOST), near, key=lambda one: (-one[0], one[1]))
    return list(_fetch(best, texts))


def _language_order(language: str) -> tuple[int, str]:
    """Order languages as a comparison prefers them."""
    known = LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES)
    return known, language


def _choose_stems(stems: list[str], frequency: InverseFrequency, budget: int) -> dict[str, int]:
    """
    Return the rarest stems with their weights, as long as the budget of wordings lasts.

    One at least, however frequent. Stems that were not counted, because no
    point has them or they are new, are taken for the rarest.
    """
    counts = frequency.counts
    known = sorted((stem for stem in stems if stem in counts), key=lambda s: (counts[s], s))
    chosen = [stem for stem in stems if stem not in counts][:MOST_STEMS]
    for stem in known[:MOST_STEMS]:
        budget -= counts[stem]
        if budget < 0 and stem != known[0]:
            break
        chosen.append(stem)
    return {stem: round(WHOLE * frequency.weigh(stem) ** 2) for stem in chosen}


def _fetch(best: list[tuple[float, int, str]], texts: Mapping[str, str]) -> Iterator[LikePoint]:
    """Yield the points with all that a page shows; one deleted meanwhile is passed over."""
    points = Point.objects.with_declaration().with_codes().in_bulk([key for _, key, _ in best])
    for likeness, key, language in best:
        wording = points[key].wording_in(language) if key in points else None
        if wording is not None and wording.language == language:
            shared = telling_words(wording.text, texts[language][:READ], language)
            yield LikePoint(points[key], wording, likeness, shared)
