"""
What a text says when it is read as a point's number: tokens and, step by step, their readings.

:mod:`.labels` is the way in. Everything here looks at each token a bounded
number of times, and a label has at most ``MAX_STEPS`` steps of two readings.
"""

import re
from typing import NamedTuple

from .normalization import fold
from .numerals import CARDINALS, LONGEST_IN_WORDS, ORDINALS, read_roman

MAX_STEPS = 4
"""Steps of a label: "5 bis (a)(i)"."""

LATIN = frozenset("bis ter quater quinquies sexies septies octies nonies novies decies".split())
"""What follows the number of a point that was put in after the numbers were given."""

KINDS = frozenset(
    """
    point points pt paragraph paragraphs para paras par subparagraph article articles art item
    items section sec clause number numbers no nos num nr nro operative op
    punto puntos numeral numerales parrafo parrafos articulo articulos apartado acapite clausula
    inciso literal lit letra numero subpunto seccion
    ponto pontos paragrafo paragrafos artigo artigos alinea item itens secao subponto
    paragraphe paragraphes numero lettre
    """.split()
)
"""Folded words that say what is numbered and add nothing to the number."""

_ARTICLES = frozenset("the el la lo le".split())
_ARTICLES_BEFORE_KIND = _ARTICLES | frozenset("o a l del do du".split())
_ENDINGS = frozenset(
    """
    st nd rd th  ro ra er do da to ta mo ma vo va no na  re ere eme ieme nde
    """.split()
)
"""What makes an ordinal of digits: "5th", "1er", "2do"."""

_LETTER_ENDINGS = frozenset("aoe")
"""The same in one letter, where it may be a letter below the number as well: "5a", "5o", "5e"."""

_MARKS = frozenset(" \t\n\r\xa0\u202f\u200b\ufeff\xad.,;:()[]-‐‑–—−_/#§?¿*'’\"“”«»…·ºª°")
_TOKENS = re.compile(r"\d+|[ºª°]|(?:(?![ºª])[^\W\d_][\u0300-\u036f]*)+|\S|\s+")
_ROMAN_ORDINAL = re.compile(r"(I(?=er|re|ère)|[IVXLC]{2,})(?:er|re|ère|e|ème|o|a)")
_DIGITS, _DIGITS_IN_QUERY = 4, 3
"""Digits of the longest number read; of four digits in a search most are a year."""

_KIND = "№"
"""Stands for a word such as "point" among the marks between two steps."""

Step = int | str
Readings = tuple[tuple[Step, ...], ...]


class Token(NamedTuple):
    """A word, a run of digits, a mark or a blank; of words and digits the folded form."""

    text: str
    start: int
    end: int
    written: str

    @property
    def is_mark(self) -> bool:
        """Whether it only stands around or between the parts of a label."""
        return self.text[0] in _MARKS or self.text.isspace()


class Found(NamedTuple):
    """Some readings, the place behind them, and whether a word says that it is a point."""

    readings: Readings
    end: int
    named: bool


def split_tokens(text: str) -> list[Token]:
    """Return the words, runs of digits, marks and blanks of a text, in order."""
    return [
        Token(found.group(), *found.span(), _fold_word(found.group()))
        for found in _TOKENS.finditer(text)
    ]


def _fold_word(text: str) -> str:
    """Fold a word, but leave "ñ" alone, which is a letter of its own in Spanish lists."""
    return "ñ" if text in ("ñ", "Ñ", "n\u0303", "N\u0303") else fold(text)


def parse_label(tokens: list[Token], start: int, *, strict: bool) -> Found | None:
    """
    Read a label that begins at a token, as far as it goes; None where there is none.

    ``strict`` is for a longer text, where less is certain: a letter follows its
    number without a blank or in brackets, four digits are a year, and no number
    that stands before "point five" belongs to it.
    """
    readings: Readings = ((),)
    place, end, named, joint = start, start, False, ""
    while place < len(tokens):
        token = tokens[place]
        if sign := _number_sign(tokens, place):
            named, joint, place = True, joint + _KIND, place + sign
        elif token.is_mark:
            named = named or token.text == "#"
            joint, place = joint + (" " if token.text.isspace() else token.text), place + 1
        elif token.written in KINDS:
            if readings != ((),) and not _goes_on(tokens, place + 1, strict):
                return Found(readings, place + 1, True)  # "fifth point"
            if readings != ((),) and strict and not named:
                break
            named, joint, place = True, joint + _KIND, place + 1
        elif readings == ((),) and not strict and _is_article(tokens, place):
            place += 1
        else:
            steps, length = _steps_at(tokens, place, strict)
            if strict and end > start and " " in joint and not {"(", _KIND} & {*joint}:
                steps = [step for step in steps if step in LATIN]
            longer = _extend(readings, steps, joint)
            if not longer:
                break
            if token.written in _LETTER_ENDINGS and joint in ("", ".") and end > start:
                # "5a" may be "5ª": likelier a letter below the number, "5o" and "5e" an ordinal.
                plain = readings if tokens[end - 1].text.isdecimal() else ()
                longer = (*longer, *plain) if token.written == "a" else (*plain, *longer)
            place += length
            readings, end, joint = longer, place, ""
    if readings == ((),):
        return None
    closes = tokens[start].text != "(" and any(token.text == "(" for token in tokens[start:end])
    if closes and end < len(tokens) and tokens[end].text == ")":
        end += 1
    return Found(readings, end, named)


def _extend(readings: Readings, steps: list[Step], joint: str) -> Readings:
    """Return each reading with each step that may stand below it; none where none may."""
    return tuple(
        dict.fromkeys(
            (*reading, step)
            for reading in readings
            for step in steps
            if len(reading) < MAX_STEPS and _may_follow(reading, step, joint)
        )
    )


def _number_sign(tokens: list[Token], place: int) -> int:
    """Return how many tokens a "n.º" or "N°" takes at a place, or 0."""
    if tokens[place].written != "n":
        return 0
    dot = place + 1 < len(tokens) and tokens[place + 1].text == "."
    sign = place + (2 if dot else 1)
    return sign + 1 - place if sign < len(tokens) and tokens[sign].text in "º°" else 0


def _goes_on(tokens: list[Token], place: int, strict: bool) -> bool:
    """Say whether a step follows behind a word such as "paragraph": "article 5, paragraph 2"."""
    while place < len(tokens) and (tokens[place].is_mark or tokens[place].written in KINDS):
        place += 1
    return place < len(tokens) and bool(_steps_at(tokens, place, strict)[0])


def _is_article(tokens: list[Token], place: int) -> bool:
    """Say whether "the" or "el" stands here; "o" and "a" are one only before "ponto"."""
    following = [token.written for token in tokens[place + 1 : place + 3] if not token.is_mark]
    if not following:
        return False
    word = tokens[place].written
    return word in _ARTICLES or (word in _ARTICLES_BEFORE_KIND and following[0] in KINDS)


def _may_follow(reading: tuple[Step, ...], step: Step, joint: str) -> bool:
    """
    Say whether a step may stand below what was read so far, by what stands between them.

    "5.1", "5(1)" and "article 5, paragraph 1" go down a step; "5 1", "5, 1" and "5-1" do not.
    """
    if not reading:
        return step not in LATIN
    before = reading[-1]
    if "(" in joint or _KIND in joint or step in LATIN:
        return True
    if isinstance(before, int):
        return joint == "." if isinstance(step, int) else True
    if isinstance(step, int) and before not in LATIN:
        return True
    return bool(joint.strip())


def _steps_at(tokens: list[Token], place: int, strict: bool) -> tuple[list[Step], int]:
    """Return what a step at a place may be, likeliest first, and how many tokens it takes."""
    token = tokens[place]
    if token.written.isdecimal():
        if len(token.written) > (_DIGITS_IN_QUERY if strict else _DIGITS):
            return [], 1
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        dotted = place + 2 < len(tokens) and following is not None and following.text == "."
        if following and following.written in _ENDINGS:
            return [int(token.written)], 2
        if dotted and tokens[place + 2].written in _ENDINGS:  # "1.er", as the Academia has it
            return [int(token.written)], 3
        return [int(token.written)], 1
    value, length = _number_in_words(tokens, place)
    if value is not None:
        return [value], length
    if token.written in LATIN:
        return [token.written], 1
    if found := _ROMAN_ORDINAL.fullmatch(token.text):
        roman = read_roman(found.group(1))
        return ([roman], 1) if roman else ([], 1)
    roman = read_roman(token.written)
    letters = len(token.written) <= 2 and len(set(token.written)) == 1 and token.written.isalpha()
    steps: list[Step] = [token.written] if letters else []
    if roman is not None:
        # "i", "v", "x" are most often numerals; "l" and "c" letters, and "cc" as well.
        likely = token.written[0] in "ivx"
        steps = [roman, *steps] if likely else [*steps, roman]
    return steps, 1


def _number_in_words(tokens: list[Token], place: int) -> tuple[int | None, int]:
    """Return the number that the longest run of words from a place means, and its tokens."""
    found: tuple[int | None, int] = (None, 1)
    joined, words = "", 0
    for index in range(place, len(tokens)):
        token = tokens[index]
        if token.is_mark:
            if not (token.text.isspace() or token.text in "-‐‑_"):
                break
            continue
        words += 1
        joined += token.written
        if words > LONGEST_IN_WORDS:
            break
        value = CARDINALS.get(joined, ORDINALS.get(joined))
        if value is not None:
            found = value, index + 1 - place
    return found
