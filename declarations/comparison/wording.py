"""The words that two wordings share, and the operative verbs, as spans of the text as issued."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .lexicon import OPENING_VERBS
from .normalization import Word, analyse, fold

LIKENESS_FLOOR = 0.35
"""Below this likeness shared words are chance (long points share a few), and none is marked."""

_WITHIN_PHRASE = re.compile(r"[\s'’/-]*")
"""What may stand between the words of a run."""

MAX_NAMED = 6
"""Shared runs that a reason names; the text marks them all."""

MAX_BRIDGED = 2
"""Stop words between two shared words that join them into one run: "democracy in Venezuela"."""

Span = tuple[int, int]
"""Characters of a text, half-open."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text and how it is marked: shared with the other side, operative verb, both."""

    text: str
    shared: bool = False
    operative: bool = False


def shared_runs(left: str, right: str, language: str) -> tuple[list[Span], list[Span]]:
    """
    Return the runs of words that two wordings in one language share.

    Whole words, equal by stem, wherever they stand; up to two stop words
    between shared words belong to the run. Punctuation ends it.

    >>> left, right = "restore democracy in Chad", "In Chad democracy was restored"
    >>> spans, _ = shared_runs(left, right, "en")
    >>> [left[start:end] for start, end in spans]
    ['restore democracy in Chad']
    """
    left_words, right_words = analyse(left, language), analyse(right, language)
    shared = left_words.stems & right_words.stems
    return _runs(left, left_words.words, shared), _runs(right, right_words.words, shared)


def runs_of(text: str, stems: Set[str], language: str) -> list[Span]:
    """Return the runs of words with one of some stems, as :func:`shared_runs` does."""
    return _runs(text, analyse(text, language).words, stems)


def shared_words(left: str, right: str, language: str) -> list[str]:
    """Return the shared runs as the left wording has them, in order, each once."""
    left_words, right_words = analyse(left, language), analyse(right, language)
    runs: dict[str, str] = {}
    for start, end in _runs(left, left_words.words, left_words.stems & right_words.stems):
        runs.setdefault(left[start:end].casefold(), left[start:end])
    return list(runs.values())


def telling_words(left: str, right: str, language: str) -> tuple[str, ...]:
    """
    Return the shared runs that a reason names: the longest, in their order.

    A run that stands within another is left out: "elections" beside "free elections".
    """
    words = shared_words(left, right, language)
    kept: list[str] = []
    for word in sorted(words, key=len, reverse=True):
        within = any(f" {word.casefold()} " in f" {run.casefold()} " for run in kept)
        if len(kept) < MAX_NAMED and not within:
            kept.append(word)
    return tuple(word for word in words if word in kept)


def _runs(text: str, words: Sequence[Word], shared: Set[str]) -> list[Span]:
    runs: list[Span] = []
    bridged = MAX_BRIDGED + 1
    before = 0
    for word in words:
        if bridged <= MAX_BRIDGED and not _WITHIN_PHRASE.fullmatch(text, before, word.start):
            bridged = MAX_BRIDGED + 1
        before = word.end
        if word.stem and word.stem in shared:
            if runs and bridged <= MAX_BRIDGED:
                runs[-1] = (runs[-1][0], word.end)
            else:
                runs.append((word.start, word.end))
            bridged = 0
        elif word.stem:
            bridged = MAX_BRIDGED + 1
        else:
            bridged += 1
    return runs


def operative_spans(text: str, operative: str, language: str) -> list[Span]:
    """
    Return where a wording's operative verbs stand.

    ``operative`` holds those of the English wording, separated by semicolons,
    in their order; one that is not found there as whole words is passed over.
    In another language only the opening verb is known, where the lexicon has it.

    >>> text = "Proposes a meeting and invites others."
    >>> [text[s:e] for s, e in operative_spans(text, "Proposes; invites", "en")]
    ['Proposes', 'invites']
    """
    if language != "en":
        return _opening_verb(text, language)
    spans: list[Span] = []
    position = 0
    for verb in filter(None, (part.strip() for part in operative.split(";"))):
        whole = re.compile(rf"(?<!\w){re.escape(verb)}(?!\w)", re.IGNORECASE)
        if found := whole.search(text, position):
            position = found.end()
            spans.append(found.span())
    return spans


def _opening_verb(text: str, language: str) -> list[Span]:
    """Return where the verb stands that a wording begins with; of a reflexive one, both words."""
    words = analyse(text, language).words[:2]
    opening = [fold(text[word.start : word.end]) for word in words]
    if not opening or opening[0] not in _opening_verbs(language):
        return []
    return [(words[0].start, words[-1 if opening[0] == "se" else 0].end)]


@lru_cache(maxsize=8)
def _opening_verbs(language: str) -> frozenset[str]:
    return frozenset(fold(verb) for verb in OPENING_VERBS.get(language, ()))


def split_segments(
    text: str, shared: Iterable[Span] = (), operative: Iterable[Span] = ()
) -> list[Segment]:
    """
    Cut a text into pieces along the marks; the pieces joined are the text.

    >>> segments = split_segments("Urges peace", [(6, 11)], [(0, 5)])
    >>> [(s.text, s.shared, s.operative) for s in segments]
    [('Urges', False, True), (' ', False, False), ('peace', True, False)]
    """
    shared, operative = list(shared), list(operative)
    cuts = {0, len(text)}
    for start, end in (*shared, *operative):
        cuts.update((start, end))
    edges = sorted(cuts)
    return [
        Segment(
            text[start:end],
            any(s <= start and end <= e for s, e in shared),
            any(s <= start and end <= e for s, e in operative),
        )
        for start, end in pairwise(edges)
    ]
