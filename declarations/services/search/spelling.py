""" "Did you mean": a word that is held, for one that is not."""

from collections.abc import Collection, Iterable, Sequence

from rapidfuzz import fuzz, process

from declarations.comparison.normalization import analyse, fold
from declarations.models import Actor, Wording

from .query import Held, Query, Word

FEW = 3
"""Points below which something else may have been meant."""
NEAR = 80
"""Likeness in letters, 0 to 100, from which one word may be meant by another: "sanctons" (94)."""
SHORTEST = 4
"""Letters of a word that may be mistyped; shorter ones have too many neighbours."""
MUCH_MORE = 10
"""How much more frequent than a rare word that is held another has to be."""
NEIGHBOURS = 5
"""Stems in a language that are looked at, the nearest first."""
MOST_CORRECTED = 3
"""Words of a query that are corrected."""
TEXTS_READ = 20
"""Points in which the forms of a stem are looked for."""


def suggest_spelling(
    query: Query, held: Held, issuers: Iterable[Actor], *, named: Collection[int] = ()
) -> tuple[str, list[str]]:
    """
    Return the query with words that are held in the place of some that are hardly held.

    And these words; "" and none where none is near. A word is looked for among
    those of all published points, by its stem, and among the names of issuers.
    Words that name a declaration, by their places in ``named``, are left as they
    are. One query for each word corrected.
    """
    names = [
        part
        for actor in issuers
        for name in (actor.name, actor.name_es)
        for part in name.split()
        if len(part) >= SHORTEST
    ]
    corrected, found = query.text, []
    # From the end, so that the places of those before stay right.
    for place, word in sorted(enumerate(query.words), key=lambda one: -one[1].start):
        if place in named or len(found) == MOST_CORRECTED or not _may_be_mistyped(word):
            continue
        if other := _nearest(word, held, names):
            corrected = f"{corrected[: word.start]}{other}{corrected[word.end :]}"
            found.insert(0, other)
    return (corrected, found) if found else ("", [])


def held_by(word: Word, counts: Held) -> int:
    """Return how many points hold a word: the most of any language, in any spelling."""
    return max(
        (
            sum(held.get(stem, 0) for stem in word.stems[language])
            for language, held in counts.items()
        ),
        default=0,
    )


def _may_be_mistyped(word: Word) -> bool:
    return len(word.text) >= SHORTEST and not any(character.isdigit() for character in word.text)


def _nearest(word: Word, counts: Held, names: Sequence[str]) -> str:
    """Return the held word nearest to one; "" where none is near, or it is well held itself."""
    own = held_by(word, counts)
    if own >= FEW:
        return ""
    near: list[tuple[float, int, str, str]] = []
    for language, held in counts.items():
        typed = "".join(word.stems[language][:1])
        for stem, likeness, _ in process.extract(
            typed, list(held), scorer=fuzz.ratio, score_cutoff=NEAR, limit=NEIGHBOURS
        ):
            if stem not in word.stems[language] and held[stem] >= MUCH_MORE * own:
                near.append((likeness, held[stem], language, stem))
    best = max(near, default=None)
    name = process.extractOne(
        word.folded, names, scorer=fuzz.ratio, processor=fold, score_cutoff=NEAR
    )
    if name and own == 0 and (best is None or name[1] > best[0]):
        return name[0]
    return _as_written(best[2], best[3], word) if best else ""


def _as_written(language: str, stem: str, word: Word) -> str:
    """Return the nearest form that a stem has in published texts."""
    held = Wording.objects.filter(
        language=language, stems__holds=[[stem]], point__declaration__status="published"
    )
    forms = {
        text[found.start : found.end]
        for text in held.order_by().values_list("text", flat=True)[:TEXTS_READ]
        for found in analyse(text, language).words
        if found.stem == stem
    }
    return max(sorted(forms), key=lambda form: fuzz.ratio(fold(form), word.folded), default="")
