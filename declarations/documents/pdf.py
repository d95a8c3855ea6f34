"""
A PDF to text: its lines as set, blank lines where paragraphs are apart, pages apart.

Whether a line goes on with the next, a hyphen belongs to a word, and a line is
the page's and not the text's, is left to segmentation, which knows the numbers.
What it cannot know is where on the page a line stood; that is told here, by the
distance between lines.
"""

import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError
from pypdf.generic import DictionaryObject

from .limits import MAX_PAGES
from .problems import DocumentError, Problem
from .types import Document, DocumentKind

_APART = 1.35
"""Distance from which lines are of two paragraphs, in usual distances of that text."""

_SHARE = 0.1
"""How often a distance has to come, of how often the commonest does, to be that of lines."""

_DIGITS = re.compile(r"\d+")
_MOST_FURNITURE = 3
"""Lines of a header or a footer."""

_UNTOLD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ue000-\uf8ff\ufffd]")
"""Characters that no text has, which stand for letters where a font does not say its own."""

_MOST_UNTOLD = 0.05
"""Share of them from which a text is no text; of such a font every blank is one."""

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

    def is_like(self, other: "_Line") -> bool:
        """Whether both are set in letters of one size."""
        return round(self.size) == round(other.size)

    @property
    def place(self) -> tuple[str, int]:
        """What it says, whatever its number, and where."""
        return _DIGITS.sub("#", self.words.strip()), round(self.top)


def read_pdf(content: bytes) -> Document:
    """
    Return the text of a PDF, pages ending in form feeds.

    Raise DocumentError where it has a password, too many pages, or no text.
    """
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(Problem.PASSWORD)
        if _page_count(reader) > MAX_PAGES:
            raise DocumentError(Problem.TOO_MANY_PAGES)
        pages = [_read_page(page) for page in reader.pages]
    except LimitReachedError as error:
        raise DocumentError(Problem.TOO_COSTLY) from error
    except FileNotDecryptedError as error:
        raise DocumentError(Problem.PASSWORD) from error
    except DependencyError as error:
        # AES, which needs a library more than the rest: with or without a password.
        raise DocumentError(Problem.ENCRYPTED) from error
    except PyPdfError as error:
        raise DocumentError(Problem.DAMAGED) from error
    if not pages:
        raise DocumentError(Problem.DAMAGED)
    pages = _repeated_last(pages)
    leading = _leading(pages)
    text = "\f".join(_set(lines, leading) for lines in pages).translate(_LIGATURES)
    letters = sum(not sign.isspace() for sign in text)
    if letters < _FEW * len(pages):
        raise DocumentError(Problem.SCAN)
    if len(_UNTOLD.findall(text)) > _MOST_UNTOLD * letters:
        raise DocumentError(Problem.GARBLED)
    return Document(text, DocumentKind.PDF)


def _page_count(reader: PdfReader) -> int:
    """Return how many pages a file says it has, without reading them; else how many there are."""
    tree = reader.root_object.get("/Pages")
    tree = tree.get_object() if tree is not None else None
    stated = tree.get("/Count") if isinstance(tree, DictionaryObject) else None
    if isinstance(stated, int) and stated > MAX_PAGES:
        return int(stated)
    return len(reader.pages)


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


def _repeated_last(pages: list[list[_Line]]) -> list[list[_Line]]:
    """
    Return pages with the lines last that come again on others, at the same height.

    They stand above or below all others: headers and footers. At the end of its
    page a header is told from the title, which it often repeats.
    """
    seen = Counter(place for lines in pages for place in {line.place for line in lines})
    again = {place for place, count in seen.items() if count > 1 and 2 * count >= len(pages)}
    ordered: list[list[_Line]] = []
    for lines in pages:
        tops = [line.top for line in lines if line.place not in again]
        low, high = (min(tops), max(tops)) if tops else (0.0, 0.0)
        body: list[_Line] = []
        furniture: list[_Line] = []
        for line in lines:
            edge = line.place in again and not low <= line.top <= high
            (furniture if edge and tops else body).append(line)
        ordered.append(body + furniture)
    return ordered


def _leading(pages: list[list[_Line]]) -> dict[int, float]:
    """Return the usual distance from line to line, by the size of the letters, rounded."""
    found: dict[int, Counter[float]] = {}
    for lines in pages:
        for line, following in pairwise(lines):
            distance = round(line.top - following.top, 1)
            if 0.9 * line.size < distance < 4 * line.size and line.is_like(following):
                found.setdefault(round(line.size), Counter())[distance] += 1
    leading: dict[int, float] = {}
    for size, distances in found.items():
        enough = max(2, _SHARE * max(distances.values()))
        usual = [distance for distance, count in distances.items() if count >= enough]
        leading[size] = min(usual or distances)
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
