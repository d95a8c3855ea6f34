"""The passage of a text that speaks of something: where to begin reading in a long point."""

import re
from typing import NamedTuple

from .normalization import Word, analyse

LONGEST = 130
"""Characters of a passage: two or three lines of a narrow column."""

_CLAUSE_END = re.compile(r"[,;:.!?–—]")


class Passage(NamedTuple):
    """A part of a text, half-open, and how many content stems it shares with what is sought."""

    start: int
    end: int
    shared: int


def find_passage(text: str, about: str, language: str, longest: int = LONGEST) -> Passage:
    """
    Return the part of a text that shares most content stems with a sentence about it.

    At most ``longest`` characters, in whole words. A passage begins with a
    clause that shares a stem, and ends with a clause where that costs less than
    half of it. Of two as good the earlier one is taken; of a text that shares
    nothing, the beginning. A text that fits is its own passage.

    Sharing words is a place to read, never a stance.

    >>> text = "Condemn the raid of last week, and call for elections that observers may attend."
    >>> start, end, shared = find_passage(text, "There should be elections.", "en", 40)
    >>> text[start:end], shared
    ('and call for elections that observers', 1)
    """
    wanted = analyse(about, language).stems
    analysed = analyse(text, language)
    if len(text) <= longest:
        return Passage(0, len(text), len(wanted & analysed.stems))
    best: Passage | None = None
    for first in _beginnings(text, analysed.words, wanted):
        passage = _passage_from(text, analysed.words, first, wanted, longest)
        if best is None or passage.shared > best.shared:
            best = passage
    return best or Passage(0, longest, 0)


def _beginnings(text: str, words: tuple[Word, ...], wanted: frozenset[str]) -> list[int]:
    """Return the places of the words with which clauses begin that share; else of the first."""
    found: list[int] = []
    first = end = 0
    for place, word in enumerate(words):
        if _CLAUSE_END.search(text, end, word.start):
            first = place
        if word.stem in wanted and found[-1:] != [first]:
            found.append(first)
        end = word.end
    return found or [0][: len(words)]


def _passage_from(
    text: str, words: tuple[Word, ...], first: int, wanted: frozenset[str], longest: int
) -> Passage:
    """Return the passage that begins with a word."""
    # The first passage keeps what stands before the first word: an opening quotation mark.
    start = words[first].start if first else 0
    end = clause_end = start
    found: set[str] = set()
    found_in_clauses: set[str] = set()
    for place in range(first, len(words)):
        word = words[place]
        if word.end - start > longest:
            break
        end = word.end
        if word.stem in wanted:
            found.add(word.stem)
        after = words[place + 1].start if place + 1 < len(words) else len(text)
        if _CLAUSE_END.search(text, end, after):
            clause_end, found_in_clauses = end, set(found)
    if end == start:
        end = start + longest  # a word longer than a passage
    if clause_end > start and 2 * (clause_end - start) > end - start and found_in_clauses == found:
        end = clause_end
    return Passage(start, end, len(found))
