r"""
The numbering with which a line opens, in all the ways that ministries print it.

"5.", "5)", "(5)", "5.-", "5º", "5.Text", "N° 5", "5 bis.", "V.", "a)", "Primero.-",
"Point 5", "Punto quinto:", "Artículo 5", "1.1", a bullet, a number alone on its
line. One line may open in several ways: "v)" is a numeral and a letter, and
behind "5." an "(a)" may follow. Whether any of them is a label is not decided
here: :mod:`.numbering` looks for those that count on.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from .formulas import UNIT
from .label_parser import KINDS, LATIN
from .numerals import CARDINALS, ORDINALS, read_roman

MAX_LABEL = 20
"""Characters of the longest label that a point can have; in place of longer words the number."""


LAST = 0
"""The value of "Finally" behind "First" and "Second": one more, whatever that is."""


class Numeral(StrEnum):
    """What a list counts with; a bullet does not count."""

    ARABIC = "arabic"
    ROMAN_CAPITAL = "roman capital"
    ROMAN_SMALL = "roman small"
    CAPITAL = "capital"
    SMALL = "small"
    WORD = "word"
    BULLET = "bullet"


class Opening(NamedTuple):
    """
    What a line may open with: characters ``start`` to ``end`` of it, blanks behind included.

    ``form`` is how the number is set off: ".", ")", "()", ".-", "º", "-", ":", "/",
    "bare", "alone" on its line, "№", or the word before it: "kind punto".
    """

    numeral: Numeral
    form: str
    value: int
    suffix: str
    label: str
    start: int
    end: int


class _Head(NamedTuple):
    """A line, its beginning in small letters without accents, and where each of these stood."""

    text: str
    plain: str
    offsets: list[int]


_HEAD = 100
"""Characters in which a number stands, with bold signs and the word before it."""

_OPEN = r"[>#*_\s]{0,8}[\"“«]?"
_READ = 2 * _HEAD
"""Characters looked at: those behind the number tell how it is meant."""

_KINDS = "|".join(sorted(KINDS - {"no", "nos", "nr", "nro", "num", "operative"}, key=len))
_KIND = rf"(?:(?P<kind>{_KINDS})\.?\s{{1,3}})?"
_LATIN = "|".join(sorted(LATIN, key=len))
_DASH = r"\s?[-–—]{1,2}(?=[\s\w])"
_MARK = (
    r"(?:\s?\.?\s?[º°ª]\s?[.):]?|\s?[)\]]\s?[.:]?|\s?\.\)|\s?\.|\s?:(?!\d)|/(?=\s))"
    rf"(?:{_DASH})?|{_DASH}|"
)
_NUMBER = re.compile(
    rf"{_OPEN}{_KIND}"
    r"(?P<sign>(?:n\s?[º°]|n\.\s?[º°]|n[or]\.|nro\.?|num\.|№|§|\#)\s{0,3})?"
    r"(?P<bracket>[(\[])?\s?"
    r"(?P<number>(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,2})(?!\d)|(?P<arabic>\d{1,3})(?!\d)|"
    r"(?P<letters>[a-zñ]{1,8})(?![^\W\d_]))"
    # "1er", "2do", "5th", where something follows that sets it off.
    r"(?P<ending>(?:st|nd|rd|th|er|r[oa]|d[oa]|t[oa]|m[oa]|v[oa]|n[oa]|e|eme|o)(?=\s?[.):–—-]))?"
    rf"(?:\s?(?P<latin>{_LATIN})\b|\s?\(?(?P<below>[a-z])(?=\s?[.):º°–—-]))?"
    rf"\\?(?P<mark>{_MARK})[*_]{{0,3}}"
)
_WORDS = re.compile(rf"{_OPEN}{_KIND}(?P<words>[^\W\d_]{{2,20}}(?:[ -][^\W\d_]{{1,20}}){{0,3}})")
_WORD_MARK = re.compile(rf"(?P<mark>\s?[.,:;)](?:{_DASH})?|{_DASH}|)[*_]{{0,3}}")
_LAST = re.compile(
    r"(?:finally|lastly|por ultimo|finalmente|por fim|ultimamente|enfin|en dernier lieu)\s?[,:.]"
)
_BULLET = re.compile(r"[>\s]{0,8}(?:([•●▪■‣⁃➢➤►✓✔\uf000-\uf0ff])|([·○◦*+–—-])(?=\s)|(o)(?=\t))")
_BLANKS = re.compile(r"\s*")
_BEFORE_WORDS = "\"“”'‘’«¿¡([*_ "
_LETTER_KINDS = frozenset("literal lit letra lettre inciso alinea item clause apartado".split())


def read_openings(text: str) -> list[Opening]:
    """
    Return what a line may open with, the likeliest reading of a number first.

    >>> [(o.label, o.form, text[o.end :]) for text in ["5.- Urge calm", "Punto V: Urge calm"]
    ...  for o in read_openings(text)]
    [('5', '.-', 'Urge calm'), ('V', 'kind punto', 'Urge calm')]
    >>> read_openings("2019. The Group"), read_openings("5 May"), read_openings("1.500 people")
    ([], [], [])
    """
    return list(_read_openings(text[:_READ]))


@lru_cache(maxsize=10_000)
def _read_openings(text: str) -> tuple[Opening, ...]:
    head = _fold_head(text)
    found = [*_numbers(head, 0), *_words(head)]
    behind = {opening.end for opening in found}
    if bullet := _BULLET.match(text[:_HEAD]):
        end = _skip_blanks(text, bullet.end())
        mark = next(filter(None, bullet.groups()))
        found.append(Opening(Numeral.BULLET, mark, 1, "", "", 0, end))
        # "• 1. Text": the bullet is one mark more before the number.
        found += [opening._replace(start=0) for opening in _numbers_behind(head, end)]
    for end in behind:
        found += [
            opening
            for opening in _numbers_behind(head, end)
            if opening.value == 1 and opening.form in (")", "()")
        ]
    return tuple(dict.fromkeys(found))


def begins_sentence(text: str, offset: int) -> bool:
    """Say whether a sentence begins at an offset, or nothing stands there."""
    following = text[offset : offset + _HEAD].lstrip(_BEFORE_WORDS)
    return not following or following[0].isupper()


def _fold_head(text: str) -> _Head:
    head = text[:_HEAD]
    if head.isascii():
        return _Head(text, head.lower(), list(range(len(head) + 1)))
    plain: list[str] = []
    offsets: list[int] = []
    for place, letter in enumerate(head):
        if not unicodedata.combining(letter):
            base = letter if letter in "ñÑ" else unicodedata.normalize("NFD", letter)[0]
            plain.append(base.lower()[0])
            offsets.append(place)
    return _Head(text, "".join(plain), [*offsets, len(head)])


def _skip_blanks(text: str, offset: int) -> int:
    found = _BLANKS.match(text, offset)
    return found.end() if found else offset


def _numbers_behind(head: _Head, end: int) -> Iterator[Opening]:
    """Yield the numbers at an offset behind another number or a bullet."""
    if end in head.offsets[:-1]:
        yield from _numbers(head, head.offsets.index(end))


def _numbers(head: _Head, place: int) -> Iterator[Opening]:
    """Yield the readings of digits, a numeral or a letter at a place of a line's head."""
    found = _NUMBER.match(head.plain, place)
    if found is None:
        return
    end = head.offsets[found.end()]
    words = _skip_blanks(head.text, end)
    form = _form_of(found, head.text, end, words)
    if form is None:
        return
    number = head.text[head.offsets[found.start("number")] : head.offsets[found.end("number")]]
    suffix = found["latin"] or found["below"] or ""
    label = number
    if found["latin"]:
        label += f" {found['latin']}"
    elif found["below"]:
        bracketed = found.string[found.start("below") - 1] == "("
        label += f"({suffix})" if bracketed else suffix
        if bracketed and not found["mark"].lstrip().startswith(")"):
            return

    def opening(numeral: Numeral, value: int, form: str = form, suffix: str = suffix) -> Opening:
        return Opening(numeral, form, value, suffix, label, head.offsets[place], words)

    if found["decimal"]:
        above, _, last = found["decimal"].rpartition(".")
        yield opening(Numeral.ARABIC, int(last), f"decimal {above}")
    elif found["arabic"]:
        yield opening(Numeral.ARABIC, int(found["arabic"]))
    elif number.isupper() or number.islower():
        yield from _of_letters(found["letters"], number.isupper(), form, bool(suffix), opening)


def _of_letters(
    letters: str, capital: bool, form: str, suffixed: bool, opening: Callable[..., Opening]
) -> Iterator[Opening]:
    """Yield what letters count: as a roman numeral, as a letter of the alphabet, or both."""
    roman = read_roman(letters)
    if roman is not None and (letters[0] in "ivx" or len(letters) > 1):
        if form.startswith(("kind", "№")):
            yield opening(Numeral.ARABIC, roman)
        elif form != "bare" and (capital or form != "alone"):
            yield opening(Numeral.ROMAN_CAPITAL if capital else Numeral.ROMAN_SMALL, roman)
    if len(set(letters)) == 1 and len(letters) <= 2 and not suffixed:
        kind = form.removeprefix("kind ")
        if form in (".", ")", "()", ".-", "-") or kind in _LETTER_KINDS:
            value = 14 if letters[0] == "ñ" else ord(letters[0]) - ord("a") + 1
            numeral = Numeral.CAPITAL if capital else Numeral.SMALL
            # "ñ" follows "n" and counts as little as "14 bis".
            suffix = "ñ" if letters == "ñ" else ""
            yield opening(numeral, value + 26 * (len(letters) - 1), suffix=suffix)


def _form_of(found: re.Match[str], text: str, end: int, words: int) -> str | None:
    """Return how a number is set off, or None where it is a part of the sentence."""
    mark = found["mark"].strip()
    alone = words == len(text)
    begins = alone or begins_sentence(text, words)
    if found["bracket"]:
        return "()" if mark[:1] in (")", "]") else None
    if found["kind"] or found["sign"]:
        if not mark and not begins:
            return None
        return f"kind {found['kind']}" if found["kind"] else "№"
    if not mark:
        if alone:
            return "alone"
        if found["letters"] or words == end or not begins or UNIT.match(text[end : end + 40]):
            return None
        return "bare"
    if found["ending"] or {"º", "°", "ª"} & {*mark}:
        return None if UNIT.match(text[end : end + 40]) else "º"
    return _plain_form(mark, text, end, words, bool(found["letters"]))


def _plain_form(mark: str, text: str, end: int, words: int, letters: bool) -> str | None:
    """Return the form that a mark gives a number, or None: "1.500", "15-year-old"."""
    following = text[end : end + 1]
    if mark[0] in ")]":
        return ")"
    if mark[0] == ".":
        return None if following.isdecimal() else ".-" if mark[-1] in "-–—" else "."
    if mark[0] in "-–—":
        if words == end and (letters or following.islower() or following.isdecimal()):
            return None
        return None if UNIT.match(text[end : end + 40]) or following.isdecimal() else "-"
    return mark[0]


def _words(head: _Head) -> Iterator[Opening]:
    """Yield the number in words with which a line opens: "Primero.-", "First,", "Dos:"."""
    found = _WORDS.match(head.plain)
    if found is None:
        return
    start = found.start("words")
    if not found["kind"] and (last := _LAST.match(head.plain, start)):
        words = _skip_blanks(head.text, head.offsets[last.end()])
        yield Opening(Numeral.WORD, "ordinal", LAST, "", "", 0, words)
        return
    value, ordinal, length = _longest_number(found["words"])
    if value is None:
        return
    mark = _WORD_MARK.match(head.plain, start + length)
    sign = mark["mark"].strip() if mark else ""
    end = head.offsets[mark.end() if mark else start + length]
    words = _skip_blanks(head.text, end)
    label = head.text[head.offsets[start] : head.offsets[start + length]]
    if sign[:1] in ("-", "–", "—") and head.text[end : end + 1].islower():
        return  # "Ten-day plan"
    begins = words == len(head.text) or begins_sentence(head.text, words)
    if found["kind"]:
        if not sign and not begins:
            return
        numeral, form = Numeral.ARABIC, f"kind {found['kind']}"
    elif sign or words == len(head.text):
        if not ordinal and sign in (",", ";"):
            return
        numeral, form = Numeral.WORD, "ordinal" if ordinal else "cardinal"
    elif ordinal and begins:
        numeral, form = Numeral.WORD, "ordinal bare"
    else:
        return
    label = label if len(label) <= MAX_LABEL else str(value)
    yield Opening(numeral, form, value, "", label, 0, words)


def _longest_number(words: str) -> tuple[int | None, bool, int]:
    """Return the number that the first words mean, whether it is an ordinal, and their length."""
    found: tuple[int | None, bool, int] = (None, False, 0)
    joined = ""
    for word in re.finditer(r"[^ -]+", words):
        joined += word.group()
        if joined in ORDINALS:
            found = ORDINALS[joined], True, word.end()
        elif joined in CARDINALS:
            found = CARDINALS[joined], False, word.end()
    return found
