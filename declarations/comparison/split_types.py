"""
The vocabulary of segmentation: what a text is split into, and what is doubtful about it.

Spans are characters of the text as issued, half-open. Every character that is
not blank stands in exactly one of: the title, the preamble, a point's number, a
point's words, the closing lines, the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from .wording import Span


class PointKind(StrEnum):
    """What a paragraph does; the same values as ``Point.Kind``."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"


class Numbering(StrEnum):
    """Where the labels of the points come from."""

    PRINTED = "printed"
    """From the text."""
    COUNTED = "counted"
    """Counted again where the text has lost them: bullets, or every item shown as "1."."""
    EDITORIAL = "editorial"
    """Given to paragraphs that never had any."""
    NONE = "none"
    """No points were found."""


class RestKind(StrEnum):
    """What a line is that belongs to no part of the declaration."""

    PAGE_NUMBER = "page number"
    RUNNING_HEAD = "running head"
    """A header or footer: a line that comes again from page to page."""
    LINK = "link"
    """What a web page says of itself: "Click here to read", "Share", an address."""
    HEADING = "heading"
    """A heading between points, or a letterhead above the title."""
    UNREAD = "unread"
    """What follows the last line that was read."""


class WarningKind(StrEnum):
    """What an editor should look at."""

    GAP = "gap"
    REPEAT = "repeat"
    RESTART = "restart"
    SECOND_LIST = "second list"
    PASSED_OVER = "passed over"
    """A number at the beginning of a line was taken for words of the point before."""
    RUN_ON = "run on"
    """A point begins within a line."""
    LONG = "long"
    SHORT = "short"
    NUMBERS_LOST = "numbers lost"
    UNNUMBERED = "unnumbered"
    CLOSING_UNSURE = "closing unsure"
    NO_POINTS = "no points"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class SplitWarning:
    """
    Something to look at: of what kind, where, and which labels it concerns.

    ``labels`` are those of the points in question, the one before a gap first;
    ``missing`` the numbers that a gap leaves out; ``words`` how many a point has.
    """

    kind: WarningKind
    start: int
    end: int
    labels: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    words: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one part: as one reads them, and where they stand in the text as issued."""

    text: str = ""
    spans: tuple[Span, ...] = ()

    @property
    def start(self) -> int:
        """Where it begins; 0 where there is none."""
        return self.spans[0][0] if self.spans else 0

    @property
    def end(self) -> int:
        """Where it ends; 0 where there is none."""
        return self.spans[-1][1] if self.spans else 0


@dataclass(frozen=True, slots=True)
class SubPoint:
    """A part of a point with a number of its own: "5(a)"; from there to the next, or the end."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SplitPoint:
    """
    A point: its label as printed without the marks around it, its kind, its words.

    ``start`` and ``end`` cut them out of the text as issued, without the number,
    which ``label_span`` has; it is empty where none is printed. ``text`` has them
    as one reads them: lines that a margin broke are joined, what stands between
    two pages is left out. ``spans`` are the pieces that it is made of.
    """

    label: str
    kind: PointKind
    text: str
    start: int
    end: int
    label_span: Span
    spans: tuple[Span, ...]
    parts: tuple[SubPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Rest:
    """A line, or lines, that belong to no part of the declaration."""

    kind: RestKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segmentation:
    """A text split into its parts, and what is doubtful about it. ``language`` is a code or ""."""

    language: str
    numbering: Numbering
    title: Passage = field(default_factory=Passage)
    preamble: Passage = field(default_factory=Passage)
    points: tuple[SplitPoint, ...] = ()
    closing: Passage = field(default_factory=Passage)
    rest: tuple[Rest, ...] = ()
    warnings: tuple[SplitWarning, ...] = ()

    def spans(self) -> Iterator[Span]:
        """Yield the spans of all parts; in order of the text they are the whole of it."""
        yield from (*self.title.spans, *self.preamble.spans, *self.closing.spans)
        for point in self.points:
            if point.label_span[0] < point.label_span[1]:
                yield point.label_span
            yield from point.spans
        yield from ((rest.start, rest.end) for rest in self.rest)
