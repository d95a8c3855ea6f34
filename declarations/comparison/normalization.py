"""
Words as written beside their normalized form, with offsets between the two.

A text is kept as issued. What matching compares are *content stems*: words in
NFKC and lower case, without stop words, reduced by the Snowball stemmer of
their language, accents folded last (the stemmers need them). Negations
survive every step.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from .lexicon import NEGATIONS, STOP_WORDS

_STEMMERS = {"en": "english", "es": "spanish", "fr": "french", "pt": "portuguese"}
# A word: letters and digits with their combining marks, since a text may have "não" as "na\u0303o";
# "don't" is one, so that its negation is not lost.
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f][^\W_]*)*(?:['’][tT]\b)?")


class Word(NamedTuple):
    """A word of a text: characters ``start`` to ``end``, half-open, and its stem.

    ``stem`` is empty for stop words, which carry no matter of their own.
    """

    start: int
    end: int
    stem: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """
    A text's words, its set of content stems, and these stems in order as one string.

    RapidFuzz compares the string: in stems, so that "meeting" and "meet" are
    one word there as they are in the cosine and in what the reader sees marked.
    """

    words: tuple[Word, ...]
    stems: frozenset[str]
    content: str


def fold(text: str) -> str:
    """
    Return a text in NFKC, without case and accents, for finding it however it is typed.

    >>> fold("San José, GUAIDÓ")
    'san jose, guaido'
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


LONGEST_STEM = 100
"""Characters of a stem that count: databases index words, and a pasted file may hold a giant."""


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Callable[[str], str] | None:
    name = _STEMMERS.get(language)
    return snowballstemmer.stemmer(name).stemWord if name else None


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """
    Return the content stem of a word, or "" for a stop word.

    Negations are kept as they are; an English contraction with *n't* is a
    negation too. A language without a stemmer compares whole words. A stem
    holds letters and digits only, at most ``LONGEST_STEM``, so that a database
    keeps it as it is.

    >>> stem("Restoring", "en"), stem("the", "en"), stem("not", "en"), stem("doesn't", "en")
    ('restor', '', 'not', 'not')
    """
    word = unicodedata.normalize("NFKC", word[: 2 * LONGEST_STEM]).lower().replace("’", "'")
    if word.endswith("n't"):
        return "not"
    if word in NEGATIONS.get(language, ()):
        return word
    if word in STOP_WORDS.get(language, ()):
        return ""
    stemmer = _stemmer(language)
    folded = fold(stemmer(word) if stemmer else word)
    # NFKC makes several words of one character: "½", and ligatures of whole phrases.
    return "".join(filter(str.isalnum, folded))[:LONGEST_STEM]


def content_stems(text: str, language: str) -> list[str]:
    """
    Return the content stems of a text, each once, in alphabetical order.

    Nothing is kept, unlike by :func:`analyse`: for texts that come by once.

    >>> content_stems("Do not recognise the elections of May; recognise the Assembly.", "en")
    ['assembl', 'elect', 'not', 'recognis']
    """
    stems = {stem(found.group(), language) for found in _WORD.finditer(text)}
    return sorted(stems - {""})


@lru_cache(maxsize=20_000)
def analyse(text: str, language: str) -> Analysis:
    """
    Return the words of a text in a language, with offsets into it as issued.

    >>> text = "Do not recognise the election."
    >>> [(text[w.start : w.end], w.stem) for w in analyse(text, "en").words if w.stem]
    [('not', 'not'), ('recognise', 'recognis'), ('election', 'elect')]
    """
    words: list[Word] = []
    content: list[str] = []
    for found in _WORD.finditer(text):
        word_stem = stem(found.group(), language)
        words.append(Word(*found.span(), word_stem))
        if word_stem:
            content.append(word_stem)
    return Analysis(
        words=tuple(words),
        stems=frozenset(content),
        content=" ".join(content),
    )
