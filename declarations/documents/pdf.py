"""
A PDF to text: its lines as set, blank lines where paragraphs are apart, pages apart.

Whether a line goes on with the next, a hyphen belongs to a word, and a line is
the page's and not the text's, is left to segmentation, which knows the numbers.
What it cannot know is where on the page a line stood; that is told here, by the
distance between lines.
"""

import io
import logging
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from .limits import MAX_PAGES
from .problems import DocumentError, Problem
from .types import Document, DocumentKind

_APART = 1.35
"""Distance from which lines are of two paragraphs, in usual distances of that text."""

_MOST_FURNITURE = 3
"""Lines of a header or a footer."""

_UNTOLD = "\N{REPLACEMENT CHARACTER}"
_MOST_UNTOLD = 0.2
_FEW = 15
"""Characters of a page below which it counts as a picture, though it has a number."""

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


@dataclass(slots=True)
class _Line:
    """A line of a page: its words, where its baseline is, how large it is set; in points."""

    words: str
    top: float
    size: float


def read_pdf(content: bytes) -> Document:
    """
    Return the text of a PDF, pages ending in form feeds.

    Raise DocumentError where it has a password, too many pages, or no text.
    """
    logging.disable(logging.CRITICAL)  # the library reports every irregularity of a file
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(Problem.PASSWORD)
        if _page_count(reader) > MAX_PAGES:
            raise DocumentError(Problem.TOO_MANY_PAGES)
        pages = [_read_page(page) for page in _within_bounds(reader)]
    except LimitReachedError as error:
        raise DocumentError(Problem.TOO_COSTLY) from error
    except (FileNotDecryptedError, DependencyError) as error:
        raise DocumentError(Problem.PASSWORD) from error
    except PyPdfError as error:
        raise DocumentError(Problem.DAMAGED) from error
    if not pages:
        raise DocumentError(Problem.DAMAGED)
    leading = _leading(pages)
    text = "\f".join(_set(lines, leading) for lines in pages).translate(_LIGATURES)
    letters = sum(not sign.isspace() for sign in text)
    if letters < _FEW * len(pages):
        raise DocumentError(Problem.SCAN)
    if not letters:
        raise DocumentError(Problem.NO_TEXT)
    if text.count(_UNTOLD) + text.count("\x00") > _MOST_UNTOLD * letters:
        raise DocumentError(Problem.GARBLED)
    return Document(text, DocumentKind.PDF)


def _page_count(reader: PdfReader) -> int:
    """Return how many pages a file says it has, without reading them; else how many there are."""
    stated = reader.root_object["/Pages"].get_object().get("/Count", 0)
    stated = stated.get_object() if hasattr(stated, "get_object") else stated
    if isinstance(stated, int) and stated > MAX_PAGES:
        return int(stated)
    return len(reader.pages)


def _within_bounds(reader: PdfReader) -> Any:
    return reader.pages


def _read_page(page: Any) -> list[_Line]:
    """Return a page's lines in the order in which they were written to it."""
    lines: list[_Line] = []
    open_line = False

    def see(words: str, within: list[float], at: list[float], font: Any, size: float) -> None:
        nonlocal open_line
        pieces = words.split("\n")
        for place, piece in enumerate(pieces):
            if place:
                open_line = False
            if not piece or (piece.isspace() and not open_line):
                continue
            if open_line:
                lines[-1].words += piece
                continue
            top = at[4] * within[1] + at[5] * within[3] + within[5]
            height = abs(size * (at[3] or at[1]) * (within[3] or within[1]))
            lines.append(_Line(piece, top, height))
            open_line = True

    page.extract_text(visitor_text=see)
    return _furniture_aside(lines)


def _furniture_aside(lines: list[_Line]) -> list[_Line]:
    """
    Return a page's lines with its header first and its footer last.

    Many programs write them to the page before the words, or after. Other lines
    stay as they were written, so that columns are read one after the other.
    """
    for _ in range(_MOST_FURNITURE):
        if len(lines) > 2 and lines[0].top < min(line.top for line in lines[1:]):
            lines = [*lines[1:], lines[0]]
        if len(lines) > 2 and lines[-1].top > max(line.top for line in lines[:-1]):
            lines = [lines[-1], *lines[:-1]]
    return lines


def _leading(pages: list[list[_Line]]) -> dict[int, float]:
    """Return the usual distance from line to line, by the size of the letters, rounded."""
    found: dict[int, Counter[float]] = {}
    for lines in pages:
        for line, following in pairwise(lines):
            distance = round(line.top - following.top, 1)
            if 0 < distance < 4 * line.size and round(line.size) == round(following.size):
                found.setdefault(round(line.size), Counter())[distance] += 1
    leading: dict[int, float] = {}
    for size, distances in found.items():
        leading[size] = min(d for d, n in distances.items() if 2 * n >= max(distances.values()))
    return leading


def _set(lines: list[_Line], leading: dict[int, float]) -> str:
    """Return a page's lines, with a blank one between paragraphs."""
    text: list[str] = []
    for place, line in enumerate(lines):
        if place:
            before = lines[place - 1]
            distance = before.top - line.top
            usual = leading.get(
                round(min(line.size, before.size)), 1.2 * max(line.size, before.size)
            )
            if distance < 0 or distance > _APART * usual:
                text.append("")
        text.append(line.words.rstrip())
    return "\n".join(text) + "\n"
