"""
The lines of a text as issued, with offsets into it, and how they make up paragraphs.

A text from a PDF breaks its lines at the margin, one from a web page at the ends
of paragraphs. Which of the two a break is decides what a point's words are, and
whether a number at the beginning of a line may be a label.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from .formulas import REFERENCE

MAX_LINES = 20_000
"""Lines read; a declaration has some hundred. What follows is kept and said to be unread."""

WRAPPED_WIDTH = 130
"""Characters of the longest line that a margin broke; pages of A4 have 70 to 110."""

INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
"""Marks without breadth that a text brings along; at a line's edge they are blanks."""

_FULL = 0.88
"""Share of the width from which a line counts as full: letters differ in breadth."""
_FULL_AT_STOP = 0.98

_ENDS_SENTENCE = re.compile(r"[.;:!?…][\"”’»'*_)\]]{0,3}$")
_ENDS_ITEM = re.compile(r"[.;:!?…,][\"”’»'*_)\]]{0,3}(?:\s(?:and|or|y|e|o|et|ou|u))?$", re.I)
_EDGES = re.compile(rf"^[\s{''.join(INVISIBLE)}]+|[\s{''.join(INVISIBLE)}]+$")
_WITHIN = "(,;)"
"""With what a line goes on within a sentence, if it is not the bracket of a number."""

_LIST_LETTER = re.compile(r"[a-z]{1,4}[.)]|\(\w{1,4}\)")
_BLANKS = re.compile(r"[^\S\n]{2,}|\t")
_COMPOUND = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LAST_WORD = re.compile(r"((?:[^\W\d_]+[-‐])*[^\W\d_]+)[-‐]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_WORDS_READ = 2_000
_PREFIXES = frozenset("non vice self well pré pós".split())
_ENCLITICS = {
    "pt": re.compile(r"[^\W\d_]{3,}(?:[aeou]|am|em|[ei]r|ar)-(?:se|lhes?)"),
    "fr": re.compile(r".+-t-.+|cel(?:ui|les?)-ci|.+-là"),
}
_HYPHEN = re.compile(r"[^\W\d_][-‐\xad]$")


@dataclass(frozen=True, slots=True)
class Line:
    """
    A line without the blanks around it: characters ``start`` to ``end`` of the text.

    ``gap`` where a blank line, a new page or the text's beginning is before it;
    ``page`` where it opens a page. ``cut`` is how many characters stood before
    these words in the line, a point's number.
    """

    start: int
    end: int
    text: str
    gap: bool
    page: bool = False
    cut: int = 0

    @property
    def ends_sentence(self) -> bool:
        """Whether a stop, semicolon or colon ends it, quotation marks or not."""
        return bool(_ENDS_SENTENCE.search(self.text[-5:]))

    @property
    def ends_item(self) -> bool:
        """Whether what ends it may end an item of a list: "…; and" as well."""
        return bool(_ENDS_ITEM.search(self.text[-10:]))

    @property
    def is_hyphenated(self) -> bool:
        """Whether a word is broken at its end."""
        return bool(_HYPHEN.search(self.text[-2:]))

    @property
    def goes_on(self) -> bool:
        """Whether it begins as a sentence goes on: with a small letter."""
        return self.text[0].islower()


@dataclass(frozen=True, slots=True)
class Layout:
    """
    How a text is set: the width that its lines fill, 0 where no margin breaks them.

    ``spaced`` where empty lines stand between its paragraphs. ``words`` holds
    the words of the text in small letters, by which a hyphen at the end of a
    line is told from one that belongs to the word.
    """

    width: int
    language: str = ""
    spaced: bool = True
    words: frozenset[str] = frozenset()

    def is_full(self, line: Line, following: Line) -> bool:
        """
        Say whether the next line's first word would not have fitted on this one.

        Where nothing but that tells paragraphs apart, a line that ends a
        sentence must be fuller to be within one.
        """
        word = following.text[:40].split(None, 1)[0]
        length = line.cut + len(line.text) + 1 + len(word)
        share = _FULL if self.spaced or not line.ends_sentence else _FULL_AT_STOP
        return bool(self.width) and length >= share * self.width

    def is_soft(self, line: Line, following: Line) -> bool:
        """Say whether the break between two lines is the margin's, not the end of a paragraph."""
        if following.gap:
            if line.ends_sentence:
                return False
            within = following.text[0] in _WITHIN or self.is_full(line, following)
            return following.goes_on or (following.page and within)
        if line.is_hyphenated and following.text[0].isalpha():
            return True
        if not line.ends_sentence:
            # A number that goes on with a sentence; a label would begin a paragraph.
            if following.goes_on or following.text[0].isdecimal() or following.text[0] in _WITHIN:
                return True
            if REFERENCE.search(line.text[-30:]):
                return True
        return self.is_full(line, following)


def read_lines(text: str) -> tuple[list[Line], int]:
    r"""
    Return the lines of a text that are not blank, and the offset up to which it was read.

    >>> lines, read = read_lines("Title\n\n 1. Support.\n")
    >>> [(line.text, line.start, line.gap) for line in lines], read
    ([('Title', 0, True), ('1. Support.', 8, True)], 20)
    """
    lines: list[Line] = []
    place, gap, page = 0, True, False
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped[:1] in INVISIBLE or stripped[-1:] in INVISIBLE:
            stripped = _EDGES.sub("", raw)
        if stripped:
            if len(lines) == MAX_LINES:
                return lines, place
            start = place + raw.index(stripped)
            page = page or "\f" in raw[: start - place]
            lines.append(Line(start, start + len(stripped), stripped, gap or page, page))
            gap, page = False, raw.endswith("\f")
        else:
            gap = gap or not raw.endswith("\f")
            page = page or "\f" in raw
        place += len(raw)
    return lines, place


def lines_between(lines: Sequence[Line], start: int, end: int) -> list[Line]:
    """Return the lines between two offsets, the first and last of them cut there."""
    first = max(0, bisect_right(lines, start, key=lambda line: line.start) - 1)
    found: list[Line] = []
    for place in range(first, len(lines)):
        line = lines[place]
        if line.start >= end:
            break
        low, high = max(line.start, start), min(line.end, end)
        words = line.text[low - line.start : max(0, high - line.start)]
        if words.strip():
            low += len(words) - len(words.lstrip())
            words = words.strip()
            cut = line.cut + low - line.start
            gap = line.gap or bool(cut)
            end_of = low + len(words)
            found.append(replace(line, start=low, end=end_of, text=words, gap=gap, cut=cut))
    return found


def measure(lines: Sequence[Line], language: str) -> Layout:
    """
    Return how a text is set, by the lines that end within a sentence.

    The width is the ninth decile of their lengths, where there are at least two
    such lines and a tenth of all; else the breaks are the author's.
    """
    broken = sorted(
        len(line.text)
        for line, following in pairwise(lines)
        if (following.goes_on or following.text[0] in _WITHIN)
        and not line.ends_sentence
        and not _LIST_LETTER.match(following.text)
    )
    words = frozenset(_whole_words(lines))
    if len(broken) < max(2, len(lines) // 10) or broken[len(broken) * 9 // 10] > WRAPPED_WIDTH:
        return Layout(0, language, words=words)
    layout = Layout(broken[len(broken) * 9 // 10], language, words=words)
    # Lines that end a sentence short of the margin end paragraphs: is an empty line behind them?
    spaced = [
        following.gap
        for line, following in pairwise(lines)
        if line.ends_sentence and not layout.is_full(line, following)
    ]
    return replace(layout, spaced=2 * sum(spaced) >= len(spaced))


def _whole_words(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the words of lines in small letters, save the pieces of those that a margin broke."""
    broken = False
    for line in lines:
        words = _COMPOUND.findall(line.text[:_WORDS_READ].lower())
        breaks = line.is_hyphenated
        yield from words[int(broken) : len(words) - int(breaks)]
        broken = breaks


def split_paragraphs(
    lines: Sequence[Line], layout: Layout, begins: Container[int] = ()
) -> list[list[Line]]:
    """Return lines in paragraphs; one whose offset is among ``begins`` opens a new one."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and line.start not in begins and layout.is_soft(paragraphs[-1][-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def join_lines(paragraphs: Sequence[Sequence[Line]], layout: Layout) -> str:
    r"""
    Return the words of paragraphs as one reads them.

    A break by the margin is a blank, a word broken by it is whole again; an
    empty line stays between paragraphs that had one. Runs of blanks are one.

    >>> lines, _ = read_lines("Support the resto-\nration of\npeace.\n\nUrge calm.")
    >>> join_lines(split_paragraphs(lines, measure(lines, "en")), measure(lines, "en"))
    'Support the restoration of peace.\n\nUrge calm.'
    """
    text: list[str] = []
    for paragraph in paragraphs:
        if text:
            text.append("\n\n" if paragraph[0].gap else "\n")
        for line, following in zip_longest(paragraph, paragraph[1:]):
            words = _BLANKS.sub(" ", line.text)
            if following is None:
                text.append(words)
            elif line.is_hyphenated and following.text[0].isalpha():
                text.append(words if _keeps_hyphen(line, following, layout) else words[:-1])
            else:
                text.append(words + " ")
    return "".join(text)


def _keeps_hyphen(line: Line, following: Line, layout: Layout) -> bool:
    """
    Say whether a hyphen at the end of a line belongs to the word.

    As the text has the word elsewhere, in one or in two; else it does before a
    capital, after "vice" and "non", and before the pronouns that Portuguese and
    French hang on: "tornou-se", "a-t-il".
    """
    if line.text[-1] == "\xad":
        return False
    before, after = _LAST_WORD.search(line.text[-60:]), _FIRST_WORD.match(following.text[:60])
    if before is None or after is None:
        return True
    first, second = before.group(1).lower(), after.group().lower()
    if f"{first}-{second}" in layout.words:
        return True
    if first + second in layout.words:
        return False
    both = min(len(first), len(second)) > 3 and {first, second} <= layout.words
    if both or not following.goes_on:
        return True
    enclitic = _ENCLITICS.get(layout.language)
    hangs_on = enclitic is not None and bool(enclitic.fullmatch(f"{first}-{second}"))
    return hangs_on or first.rpartition("-")[2] in _PREFIXES
