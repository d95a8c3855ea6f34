"""
What a text speaks of with a "no" before it: negated, or turned down by a verb.

Likeness says what a text speaks of, not where it stands. Polarity is read word
by word, by rule, and serves one purpose: a text that shares its words with a
coded point, but has them negated, must not get that point's stance.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .lexicon import NEGATIONS
from .normalization import analyse, stem

REJECTING_VERBS: dict[str, frozenset[str]] = {
    "en": frozenset("reject refuse deny oppose disown repudiate disavow decline".split()),
    "es": frozenset(
        """
        rechaza rechazan rechazar niega niegan negar desconoce desconocen desconocer opone oponen
        oponerse repudia repudian repudiar rehúsa rehúsan
        """.split()
    ),
    "pt": frozenset("rejeita rejeitam nega negam desconhece opõe opõem repudia recusa".split()),
    "fr": frozenset("rejette rejettent refuse refusent nie nient oppose opposent récuse".split()),
}
"""
Verbs that turn down what follows them.

To condemn or to deplore is none: what is condemned is a wrong, and whoever
condemns it agrees with whoever asks that it should end.
"""

JOINING: dict[str, frozenset[str]] = {
    "en": frozenset("and but while whereas".split()),
    "es": frozenset("y e pero mientras".split()),
    "pt": frozenset("e mas enquanto".split()),
    "fr": frozenset("et mais tandis".split()),
}
"""Words between two clauses where an operative verb follows."""

REACH = 8
"""
Content words that a negation or a rejecting verb reaches, up to the next comma.

One with which a clause opens, as in "Does not recognise", reaches all of the
clause. A reach of 3 or 5 changed positions' F1 by 0.002.
"""

_STOP = re.compile(r"[;:.!?]")


@dataclass(frozen=True, slots=True)
class Polarity:
    """The content stems of a text, and those that it has only negated or turned down."""

    stems: frozenset[str]
    negated: frozenset[str]


@lru_cache(maxsize=20_000)
def read_polarity(text: str, language: str, verbs: frozenset[str]) -> Polarity:
    """
    Return which content stems of a text stand within reach of a negation or a rejecting verb.

    A clause ends at a stop, and at a comma or a conjunction where one of
    ``verbs``, the stems of operative verbs, follows. A negation reaches all of
    the clause that it opens, and else ``REACH`` content words up to a comma, as
    does a rejecting verb. "Does not reject" rejects nothing.

    >>> verbs = frozenset({"support", "reject"})
    >>> text = "Rejects all use of force and supports a vote without delay."
    >>> sorted(read_polarity(text, "en", verbs).negated)
    ['delay', 'forc', 'use']
    >>> sorted(read_polarity("Does not reject talks.", "en", verbs).negated)
    ['reject']
    """
    rejecting = stems_of(REJECTING_VERBS, language)
    negations = NEGATIONS.get(language, frozenset())
    joining = JOINING.get(language, frozenset())
    plain: set[str] = set()
    negated: set[str] = set()
    joined = whole = False
    reach = end = 0
    opening = True
    for word in analyse(text, language).words:
        gap = text[end : word.start]
        if _STOP.search(gap) or (word.stem in verbs and (joined or "," in gap)):
            opening, whole, reach = True, False, 0
        elif "," in gap:
            reach = 0
        joined = text[word.start : word.end].lower() in joining
        end = word.end
        if word.stem in negations:
            whole = whole or opening
            reach = REACH
        elif word.stem:
            opening = False
            against = whole or reach > 0
            (negated if against else plain).add(word.stem)
            reach = max(0, reach - 1)
            if word.stem in rejecting:
                whole, reach = False, 0 if against else REACH
    return Polarity(frozenset(plain | negated), frozenset(negated - plain))


def stems_of(words: Mapping[str, frozenset[str]], language: str) -> frozenset[str]:
    """Return the stems of a list's words in a language; none where it has no such list."""
    return frozenset(filter(None, (stem(word, language) for word in words.get(language, ()))))
