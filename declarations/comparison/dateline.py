"""Where and when a text says that it was issued: "Lima, 3 de mayo de 2019", above or below it."""

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from .normalization import fold

MOST_LINES = 14
"""Lines with words, above and again below, in which a dateline is looked for."""

LONGEST_PLACE = 60

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january enero janeiro janvier jan ene",
            "february febrero fevereiro fevrier feb",
            "march marzo marco mars mar",
            "april abril avril apr abr",
            "may mayo maio mai",
            "june junio junho juin jun",
            "july julio julho juillet jul",
            "august agosto aout aug ago",
            "september septiembre setiembre setembro septembre sept sep set",
            "october octubre outubro octobre oct out",
            "november noviembre novembro novembre nov",
            "december diciembre dezembro decembre dec dic dez",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves "
    "viernes sabado domingo segunda-feira terca-feira quarta-feira quinta-feira sexta-feira "
    "lundi mardi mercredi jeudi vendredi samedi dimanche"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|ro|[oa°])?"
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_OF = r"(?:\s+(?:de|del|of))?\s+"
_DATES = (
    re.compile(rf"{_DAY}{_OF}{_MONTH},?{_OF}{_YEAR}"),
    re.compile(rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}"),
)
_BEFORE_DATE = re.compile(
    rf"(?:\b(?:{'|'.join(_WEEKDAYS.split())})\b,?\s*)?(?:\b(?:le|el|the|a|em|on)\s+)?$"
)
_BEHIND = re.compile(r"\s*[)\].,;:*_]*\s*(?:$|[-–—/:])")
_IS_NO_PLACE = re.compile(
    r"\b(?:declara\w*|statement|comuni\w*|joint|conjunt\w*|press\w*|prensa|imprensa|presse|nota|note"
    r"|boletin|bulletin|resolu\w*|group\w*|grupo|groupe|minist\w*|publi\w*|updated|actuali\w*"
    r"|atuali\w*|meeting|reunion|reuniao|summit|cumbre|cupula|sommet|issued|fecha|date|data"
    r"|adopt\w*|session|acta|ata|act|agreement|acuerdo|acordo|accord|news|noticias|home)\b"
)
_SMALL = set("de del da do dos das du des la le les of the y e et and".split())


@dataclass(frozen=True, slots=True)
class Dateline:
    """The day on which a text says it was issued, the place or "", and the words that say so."""

    date: datetime.date
    place: str
    words: str


def find_dateline(text: str) -> Dateline | None:
    r"""
    Return the dateline of a text in English, Spanish, Portuguese or French; None without one.

    A guess, for somebody to look at: a line that begins with a place and a day,
    near the beginning, else near the end; else a line near the beginning that is
    a day and no more. Days within a sentence are none, and neither are days
    written in figures alone, whose order differs from country to country.

    >>> find_dateline("Declaración\n\nLima, viernes 3 de mayo de 2019\n\n1. Apoyar la tregua.")
    Dateline(date=datetime.date(2019, 5, 3), place='Lima', words='Lima, viernes 3 de mayo de 2019')
    >>> find_dateline("1. Recall the meeting of 3 May 2019 in Lima.")
    """
    above = [found for line in _lines(text, last=False) if (found := _read(line))]
    below = [found for line in _lines(text, last=True) if (found := _read(line)) and found.place]
    return next((found for found in above if found.place), None) or next(
        iter((*below[-1:], *above)), None
    )


def _lines(text: str, *, last: bool) -> Iterator[str]:
    """Yield the first or the last lines with words; of a long one its beginning."""
    page = text[-4000:] if last else text[:4000]
    lines = [line.strip() for line in page.splitlines() if line.strip()]
    yield from (line[:200] for line in (lines[-MOST_LINES:] if last else lines[:MOST_LINES]))


def _read(line: str) -> Dateline | None:
    """Return the dateline that a line begins with."""
    line = unicodedata.normalize("NFC", line).lstrip("*_#([ \t")
    folded = fold(line)
    if len(folded) != len(line):  # a letter that folds to two: its places would not fit
        return None
    for pattern in _DATES:
        found = pattern.search(folded)
        if found is None or not _BEHIND.match(folded, found.end()):
            continue
        day = _day(found)
        before = _BEFORE_DATE.search(folded, 0, found.start())
        place = _place(line[: before.start() if before else found.start()])
        if day is not None and place is not None:
            return Dateline(day, place, line[: found.end()].strip())
    return None


def _day(found: re.Match[str]) -> datetime.date | None:
    try:
        return datetime.date(int(found["year"]), _MONTHS[found["month"]], int(found["day"]))
    except ValueError:  # 31 April
        return None


def _place(words: str) -> str | None:
    """Return the name of a place as it stands before a day; "" for none, None for other words."""
    words = words.rstrip(" \t,;:-–—(")
    if not words:
        return ""
    parts = [part.split() for part in words.split(",")]
    fits = (
        len(words) <= LONGEST_PLACE
        and len(parts) <= 3
        and all(0 < len(part) <= 5 for part in parts)
        and not any(character.isdigit() for character in words)
        and not _IS_NO_PLACE.search(fold(words))
        and all(
            word[:1].isupper() or word[:1] == "(" or word.lower() in _SMALL
            for part in parts
            for word in part
        )
    )
    if not fits:
        return None
    return _in_small_letters(words) if words.isupper() and len(words) > 4 else words


def _in_small_letters(words: str) -> str:
    """Return a place in capitals as it is written elsewhere: "Ciudad de México"."""
    small = (word.lower() for word in words.split())
    return " ".join(word if word in _SMALL else word.title() for word in small)
