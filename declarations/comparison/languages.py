"""Which of the four languages a text is in, by its small words."""

import re
from collections import defaultdict

from .lexicon import NEGATIONS, STOP_WORDS

_READ = 20_000
"""Characters looked at; a language shows within a few sentences."""

_WORD = re.compile(r"[^\W\d_]+")

_LANGUAGES: dict[str, tuple[str, ...]] = {
    word: tuple(code for code in STOP_WORDS if word in STOP_WORDS[code] | NEGATIONS[code])
    for code in STOP_WORDS
    for word in STOP_WORDS[code] | NEGATIONS[code]
}


def detect_language(text: str) -> str:
    """
    Return "en", "es", "pt" or "fr", or "" where nothing tells.

    Each stop word speaks for the languages that have it, the less the more have.

    >>> detect_language("The Ministers urge restraint."), detect_language("Los ministros y las")
    ('en', 'es')
    >>> detect_language("2019")
    ''
    """
    counts: defaultdict[str, float] = defaultdict(float)
    for word in _WORD.findall(text[:_READ].lower()):
        codes = _LANGUAGES.get(word, ())
        for code in codes:
            counts[code] += 1 / len(codes)
    return max(counts, key=lambda code: counts[code], default="")
