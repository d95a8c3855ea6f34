"""Whether words name a person, state or body: its name on word borders, however it is spelt."""

import re
from collections.abc import Iterable
from functools import lru_cache

from .normalization import fold

_PART = re.compile(r"[^\W_]+")
_APART = "\x00"
"""Stands between two texts, so that no name is found across them; no stored text holds it."""
_LONGEST_AS_WRITTEN = 3
"""Letters up to which a name in capitals is looked for as written: "UN" is no Spanish article."""


class Texts:
    """
    Words in which names are looked for.

    >>> texts = Texts(["The countries that border on Perú.", "Debe ser un acuerdo."])
    >>> texts.name("Peru"), texts.name("Per"), texts.name("UN")
    (True, False, False)
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._written = _APART.join(texts)
        self._folded = fold(self._written)

    def name(self, name: str) -> bool:
        """Say whether a name occurs as whole words, whatever stands between its parts."""
        as_written = len(name) <= _LONGEST_AS_WRITTEN and name.isupper()
        pattern = _pattern(name if as_written else fold(name))
        text = self._written if as_written else self._folded
        return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=1000)
def _pattern(name: str) -> re.Pattern[str] | None:
    """Return what finds a name, or None where it holds no letter or digit."""
    parts = [re.escape(part) for part in _PART.findall(name)]
    if not parts:
        return None
    between = rf"(?:[^\w{_APART}]|_)+"
    return re.compile(rf"(?<![^\W_]){between.join(parts)}(?![^\W_])")
