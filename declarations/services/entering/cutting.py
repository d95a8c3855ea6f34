"""Where words as one reads them stand in the text as issued, and cutting both at one place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from declarations.comparison.lines import INVISIBLE

from .pieces import Piece, Span

_PARAGRAPHS = re.compile(r"\n\s*\n")
_SENTENCE_END = re.compile(r"(?<=[.;:!?…])[\"”’»')\]]{0,2}\s+|\n+")
_NUMBER_ALONE = re.compile(r"\W*(?:\d{1,4}|[IVXLC]{1,6}|\w)\W*")
_EDGES = re.compile(rf"^[\s{''.join(INVISIBLE)}]+|[\s{''.join(INVISIBLE)}]+$")


def read_words(issued: str, spans: Sequence[Span]) -> str:
    """Return what spans cut, as one reads it: breaks of lines are blanks, empty lines stay."""
    cut = "\n\n".join(issued[start:end] for start, end in spans)
    paragraphs = (" ".join(paragraph.split()) for paragraph in _PARAGRAPHS.split(cut))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def sentences_of(text: str) -> list[tuple[int, str]]:
    """
    Return the sentences and lines of a point's words, each with the offset at which it begins.

    Places at which a point may be cut by whoever chooses from a list; how
    abbreviations are taken makes no difference to that.

    >>> sentences_of("Urge calm. 2. Call for peace.")
    [(0, 'Urge calm.'), (11, '2. Call for peace.')]
    """
    starts = [0]
    for found in _SENTENCE_END.finditer(text):
        # Behind "4." the sentence of that number begins, not another one.
        if not _NUMBER_ALONE.fullmatch(text[starts[-1] : found.start()]):
            starts.append(found.end())
    pairs = zip(starts, [*starts[1:], len(text)], strict=True)
    return [(start, text[start:end].strip()) for start, end in pairs if text[start:end].strip()]


def cut_piece(issued: str, piece: Piece, at: int) -> tuple[Piece, Piece] | None:
    """
    Return a piece cut in two at an offset into its words; none where one half is blank.

    The first half keeps key and number; the second has neither yet. Blanks at
    the cut belong to neither.
    """
    before, behind = _EDGES.sub("", piece.text[:at]), _EDGES.sub("", piece.text[at:])
    if not before or not behind:
        return None
    offset = _place_in_source(issued, piece, len(piece.text[:at].rstrip()))
    first = _trimmed(issued, [(s, min(e, offset)) for s, e in _until(piece.spans, offset)])
    second = _trimmed(issued, [(max(s, offset), e) for s, e in _from(piece.spans, offset)])
    empty = second[0][0] if second else piece.end
    return (
        replace(piece, text=before, spans=first),
        replace(piece, key="", label="", text=behind, spans=second, label_span=(empty, empty)),
    )


def trim_front(issued: str, piece: Piece, at: int) -> Piece | None:
    """Return a piece whose words up to an offset became its number; none where nothing is left."""
    halves = cut_piece(issued, piece, at)
    if halves is None or not halves[0].spans:
        return None
    number, words = halves
    span = number.spans[0][0], number.spans[-1][1]
    return replace(words, key=piece.key, label_span=span)


def _until(spans: Sequence[Span], offset: int) -> Iterator[Span]:
    yield from spans[: _index_of(spans, offset) + 1]


def _from(spans: Sequence[Span], offset: int) -> Iterator[Span]:
    yield from spans[_index_of(spans, offset) :]


def _index_of(spans: Sequence[Span], offset: int) -> int:
    """Return which of the spans holds an offset; an end belongs to its span."""
    return next(
        (place for place, (start, end) in enumerate(spans) if start <= offset <= end),
        max(len(spans) - 1, 0),
    )


def _trimmed(issued: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans without the blanks at their edges, and none that are blank."""
    found = []
    for start, end in spans:
        cut = issued[start:end]
        left = len(cut) - len(cut.lstrip())
        words = cut.strip()
        if words:
            found.append((start + left, start + left + len(words)))
    return tuple(found)


def _place_in_source(issued: str, piece: Piece, at: int) -> int:
    """
    Return where the first ``at`` characters of a piece's words end in the text as issued.

    Words as one reads them leave out of the source blanks and the hyphens of
    broken words, and otherwise follow it letter by letter. Of words that an
    editor corrected, those before the correction are followed from the
    beginning and those behind it from the end; a cut within it falls before it.
    """
    source = [
        (offset, issued[offset])
        for start, end in piece.spans
        for offset in range(start, end)
        if not issued[offset].isspace()
    ]
    if not source:
        return piece.start
    read = [character for character in piece.text if not character.isspace()]
    upto = sum(not character.isspace() for character in piece.text[:at])
    place = _follow(source, read[:upto])
    if place is None:
        rest = _follow(source[::-1], read[upto:][::-1])
        place = _common(source, read) if rest is None else len(source) - rest
    # A hyphen at the end of a line belongs to the word before.
    return source[place - 1][0] + 1 if place else source[0][0]


def _follow(source: Sequence[tuple[int, str]], read: Sequence[str]) -> int | None:
    """Return how much of the source some words take up; none where they leave it."""
    place = 0
    for character in read:
        skipped = 0
        while place < len(source) and source[place][1] != character:
            place += 1
            skipped += 1
            if skipped > 3:  # a hyphen and marks without breadth, never letters
                return None
        if place == len(source):
            return None
        place += 1
    return place


def _common(source: Sequence[tuple[int, str]], read: Sequence[str]) -> int:
    """Return how many characters the source and some words have in common at the beginning."""
    place = 0
    for (_, issued), character in zip(source, read, strict=False):
        if issued != character:
            break
        place += 1
    return place
