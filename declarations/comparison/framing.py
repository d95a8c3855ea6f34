"""
What stands around the points: title, preamble, preambular paragraphs, headings, closing lines.

None of these is numbered, so they are told by their form: a title is a line
without a stop that names a declaration, a preambular paragraph opens with a
participle and ends in a comma, the closing lines give place and date.
"""

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from .formulas import (
    CLOSING,
    CONSIDERING,
    DATELINE,
    ENACTING,
    ISSUED_AS,
    opens_operative,
    opens_preambular,
)
from .lines import Line
from .normalization import fold
from .openings import read_openings
from .outline import MAX_HEADING

Paragraph = Sequence[Line]

MAX_TITLE = 250
"""Characters of the longest title."""

_STOPPED_TITLE = 100
"""The same of one with a full stop, which then begins with what it is: "Declaration of Helm."."""

_TITLE_AMONG = 12
"""Paragraphs among which the title stands."""

_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f][^\W\d_]*)*")
_GOES_ON = re.compile(
    r"(?:de|del|de la|of|on|for|in|en|sobre|about|to|para|pour|du|des|da|do|dos|das|entre|with|"
    r"con|com|avec|y|and|e|et|relativ[eoa])\b",
    re.IGNORECASE,
)
_ENDS_PREAMBULAR = re.compile(r"[,;](?:\s(?:and|y|e|et))?$", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:n[º°o.]|#|/)\s?\d|\d{2,}", re.IGNORECASE)


class Head(NamedTuple):
    """The paragraphs above the first point, by what they are."""

    aside: list[Paragraph]
    """A letterhead above the title, a heading right above the first point."""
    title: list[Paragraph]
    preamble: list[Paragraph]
    preambular: list[Paragraph]


def first_words(paragraph: Paragraph, count: int = 4) -> list[str]:
    """Return the first words of a paragraph, folded, whatever bullet is before them."""
    text = paragraph[0].text[:120]
    if len(paragraph) > 1:
        text += " " + paragraph[1].text[:60]
    return [fold(word) for word in _WORD.findall(text)[:count]]


def length_of(paragraph: Paragraph) -> int:
    """Return how many characters a paragraph has."""
    return sum(len(line.text) + 1 for line in paragraph) - 1


def is_heading(paragraph: Paragraph) -> bool:
    """Say whether a paragraph may head others: short, without a stop, beginning like one."""
    text = paragraph[0].text
    if length_of(paragraph) > MAX_HEADING or paragraph[0].goes_on or read_openings(text):
        return False
    if text.startswith("#") or (text.isupper() and len(text) > 3):
        return True
    return not paragraph[-1].text.endswith((".", ";", ",", "!", "?", ":"))


def is_closing(paragraph: Paragraph) -> bool:
    """Say whether the points are over with a paragraph: place and date, signatures, a rule."""
    alone = len(paragraph) == 1
    return bool(CLOSING.match(paragraph[0].text[:120])) or (alone and is_dateline(paragraph[0]))


def is_dateline(line: Line) -> bool:
    """Say whether a line has place and date and nothing else."""
    return len(line.text) < 120 and bool(DATELINE.fullmatch(line.text))


def is_preambular(paragraph: Paragraph, among: int = 1) -> bool:
    """
    Say whether a paragraph is preambular: it opens with a participle and leads on to more.

    One of several (``among``) need not end in a comma; one that ends in a colon
    is the enacting line itself.
    """
    if not opens_preambular(first_words(paragraph)):
        return False
    end = paragraph[-1].text[-8:]
    return bool(_ENDS_PREAMBULAR.search(end)) or (among > 1 and not end.endswith(":"))


def split_head(paragraphs: Sequence[Paragraph]) -> Head:
    """Return what the paragraphs above the first point are: each in one of four lists."""
    start, end = find_title(paragraphs)
    rest = list(paragraphs[end:])
    among = sum(opens_preambular(first_words(paragraph)) for paragraph in rest)
    preamble: list[Paragraph] = []
    preambular: list[Paragraph] = []
    considering = False
    body = find_heading(rest)
    if any(is_dateline(part[0]) or ENACTING.fullmatch(part[0].text) for part in rest[body:]):
        body = len(rest)
    for paragraph in rest[:body]:
        text = paragraph[0].text[:40]
        considering = considering or bool(CONSIDERING.match(text))
        follows = considering and first_words(paragraph)[:1] in (["que"], ["that"])
        if follows or is_preambular(paragraph, among):
            preambular.append(paragraph)
        else:
            preamble.append(paragraph)
    aside = [*paragraphs[:start], *rest[body:]]
    return Head(aside, list(paragraphs[start:end]), preamble, preambular)


def find_title(paragraphs: Sequence[Paragraph]) -> tuple[int, int]:
    """Return where the title begins and ends among the paragraphs; twice 0 where there is none."""
    ranked = [
        (place, _title_rank(paragraph))
        for place, paragraph in enumerate(paragraphs[:_TITLE_AMONG])
        if _may_be_title(paragraph)
    ]
    naming = [place for place, rank in ranked if rank == 2]
    leading = [place for order, (place, _) in enumerate(ranked) if place == order]
    chosen = naming[0] if naming else leading[0] if leading else None
    for place in naming[1:]:
        # A page gives its own heading and a summary before the text with its title.
        between = paragraphs[naming[0] + 1 : place]
        alike = first_words(paragraphs[place])[:1] == first_words(paragraphs[naming[0]])[:1]
        if alike and between and not any(part[-1].text.endswith(":") for part in between):
            chosen = place
    if chosen is None:
        return 0, 0
    end = chosen + 1
    while end < len(paragraphs) and _continues_title(paragraphs[end - 1], paragraphs[end]):
        end += 1
    return chosen, end


def _may_be_title(paragraph: Paragraph) -> bool:
    text = paragraph[0].text
    if length_of(paragraph) > MAX_TITLE or paragraph[0].goes_on or is_closing(paragraph):
        return False
    if ENACTING.fullmatch(text) or opens_preambular(first_words(paragraph)):
        return False
    whole = " ".join(line.text for line in paragraph)
    if whole[-1] in ".!":
        named = len(whole) <= _STOPPED_TITLE and ISSUED_AS.match(whole)
        return whole.isupper() or named is not None
    return whole[-1] not in ",;:"


def _title_rank(paragraph: Paragraph) -> int:
    """Return 2 for what names a declaration, 1 for a press release's number, else 0."""
    text = " ".join(line.text for line in paragraph)
    if not ISSUED_AS.search(text):
        return 0
    return 1 if _NUMBERED.search(text) and len(text) < 60 else 2


def _continues_title(before: Paragraph, paragraph: Paragraph) -> bool:
    if not _may_be_title(paragraph) and not paragraph[0].goes_on:
        return False
    text = paragraph[0].text
    if length_of(paragraph) > MAX_TITLE or (paragraph[0].gap and not text.isupper()):
        return False
    capitals = text.isupper() and before[0].text.isupper()
    return capitals or paragraph[0].goes_on or bool(_GOES_ON.match(text))


def find_closing(paragraphs: Sequence[Paragraph]) -> int | None:
    """
    Return the first of the paragraphs behind a point's own that closes the text, or None.

    Place and date, signatures, a rule, an annex; else short lines without a
    stop up to the end, as the names of countries are.
    """
    for place, paragraph in enumerate(paragraphs):
        if is_closing(paragraph):
            return place
    short = len(paragraphs)
    while short and is_heading(paragraphs[short - 1]):
        short -= 1
    return short if short < len(paragraphs) else None


def find_heading(paragraphs: Sequence[Paragraph]) -> int:
    """
    Return where headings begin at the end of a point's paragraphs; their number where none do.

    The first of them follows the end of a sentence.
    """
    place = len(paragraphs)
    while place > 1 and _heads_next(paragraphs[place - 2], paragraphs[place - 1]):
        place -= 1
    # What looks like a heading behind a sentence without an end is the rest of the sentence.
    while place < len(paragraphs) and not paragraphs[place - 1][-1].ends_sentence:
        place += 1
    return place


def _heads_next(before: Paragraph, paragraph: Paragraph) -> bool:
    return is_heading(paragraph) and (before[-1].ends_sentence or is_heading(before))


def find_first_point(paragraphs: Sequence[Paragraph], listed: Container[int]) -> int:
    """
    Return which of a text's unnumbered paragraphs is its first point.

    The one behind an enacting line ("… declare:"), which does not lead to items of
    a list (``listed`` are the offsets at which such begin); else the first that does
    something ("Condemn the use of force"); else the first behind place, date and
    subtitles that does not end in a comma.
    """
    for place, paragraph in enumerate(paragraphs[:-1]):
        if 2 * place > len(paragraphs):
            break
        leads = paragraph[-1].text.endswith(":") and paragraphs[place + 1][0].start not in listed
        if leads and not opens_operative(first_words(paragraph)):
            return place + 1
    for place, paragraph in enumerate(paragraphs):
        if opens_operative(first_words(paragraph)) and length_of(paragraph) > MAX_HEADING // 3:
            return place
    for place, paragraph in enumerate(paragraphs[:-1]):
        above = is_dateline(paragraph[0]) or is_heading(paragraph)
        if not above and not paragraph[-1].text.endswith(","):
            return place
    return max(0, len(paragraphs) - 1)
