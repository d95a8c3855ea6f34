"""Which declarations the words of a query name: by title, place, issuer or date."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from declarations.comparison.blocks import LANGUAGES
from declarations.comparison.lexicon import STOP_WORDS
from declarations.comparison.normalization import fold
from declarations.models import Actor, Declaration, Issue

from .query import Query, Word, month_names

SHORTEST_BEGINNING = 4
"""Letters from which the beginning of a word stands for it: "venez" for "Venezuela"."""
TITLES = 3
"""Lines of ``Declaration.folded`` that name it: both titles and the place, not the occasion."""

Naming = Mapping[int, frozenset[int]]
"""Places of the words of a query that name a declaration, by the key of the declaration."""

_WORDS = re.compile(r"[^\W_]+")
_DATES = re.compile(
    r"\b(?:(?P<year>[12]\d{3})-(?P<month>\d\d?)-(?P<day>\d\d?)"
    r"|(?P<day2>\d\d?)[./](?P<month2>\d\d?)[./](?P<year2>[12]\d{3}))\b",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Time:
    """A year, a month of any year, or a day of any month: whatever is not None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def fits(self, day: date) -> bool:
        """Say whether a date is within it."""
        parts = ((self.year, day.year), (self.month, day.month), (self.day, day.day))
        return all(wanted in (None, held) for wanted, held in parts)

    @property
    def condition(self) -> Q:
        """The same of a declaration, for the database."""
        parts = {"year": self.year, "month": self.month, "day": self.day}
        return Q(**{f"date__{name}": part for name, part in parts.items() if part is not None})


def name_declarations(query: Query, issuers: Iterable[Actor]) -> dict[int, frozenset[int]]:
    """
    Return the places of the words that name each published declaration, if any do. Two queries.

    A word names a declaration when it stands in its titles or place, or begins
    a word there; when it stands in an issuer's name or is made of its initials
    ("ICG"); when it is its year, its month or, beside a month, its day; when it
    belongs to its date. Fillers ("of", "de") name nothing.
    """
    words = {place: query.words[place] for place in sorted(query.needed)}
    if not words:
        return {}
    actors = _named_actors(words, issuers)
    times = _times(query, words)
    wanted = Q()
    for place, word in words.items():
        wanted |= Q(folded__contains=word.folded)
        if place in times:
            wanted |= times[place].condition
    issued: dict[int, set[int]] = defaultdict(set)
    if any(actors.values()):
        keys = set().union(*actors.values())
        rows = Issue.objects.filter(actor__in=keys).order_by().values_list("declaration", "actor")
        for declaration, actor in rows:
            issued[declaration].add(actor)
        wanted |= Q(issuers__in=keys)
    named = {}
    declarations = Declaration.objects.published().filter(wanted).order_by().distinct()
    for key, folded, day in declarations.values_list("pk", "folded", "date"):
        titles = set(_WORDS.findall(" ".join(folded.split("\n")[:TITLES])))
        naming = frozenset(
            place
            for place, word in words.items()
            if _stands_in(word.folded, titles)
            or not issued[key].isdisjoint(actors[place])
            or (place in times and times[place].fits(day))
        )
        if naming:
            named[key] = naming
    return named


def _named_actors(words: Mapping[int, Word], issuers: Iterable[Actor]) -> dict[int, set[int]]:
    """Return the keys of the issuers that each word names."""
    found: dict[int, set[int]] = {place: set() for place in words}
    for actor in issuers:
        names = (actor.name, actor.name_es, actor.short_name, actor.short_name_es)
        listed = [_WORDS.findall(fold(name)) for name in names if name]
        initials = {
            "".join(part[0] for part in parts if not _is_stop_word(part))
            for parts in listed
            if len(parts) > 1
        }
        parts = set().union(*listed)
        for place, word in words.items():
            if word.folded in initials or _stands_in(word.folded, parts):
                found[place].add(actor.pk)
    return found


def _stands_in(word: str, held: Set[str]) -> bool:
    if word in held:
        return True
    return len(word) >= SHORTEST_BEGINNING and any(other.startswith(word) for other in held)


def _is_stop_word(word: str) -> bool:
    return any(word in STOP_WORDS[language] for language in LANGUAGES)


def _times(query: Query, words: Mapping[int, Word]) -> dict[int, Time]:
    """Return what each word says of a date: 2019, May, 3 beside a month, a part of 2019-05-03."""
    times: dict[int, Time] = {}
    for found in _DATES.finditer(query.text):
        year, month, day = (int(found[n] or found[f"{n}2"]) for n in ("year", "month", "day"))
        for place, word in words.items():
            if found.start() <= word.start < found.end():
                times[place] = Time(year, month, day)
    has_month = any(word.folded in month_names() for word in words.values())
    for place, word in words.items():
        if place in times:
            continue
        if word.folded in month_names():
            times[place] = Time(month=month_names()[word.folded])
        elif re.fullmatch(r"[12]\d{3}", word.folded, re.ASCII):
            times[place] = Time(year=int(word.folded))
        elif has_month and re.fullmatch(r"[0-3]?\d", word.folded, re.ASCII):
            times[place] = Time(day=int(word.folded))
    return times
