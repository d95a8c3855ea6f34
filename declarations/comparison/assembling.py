"""
Lines put together to points and to what stands around them, in texts without numbers.

Every paragraph between the preamble and the closing lines is a point there.
:mod:`.numbered` does the same for texts with numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .formulas import opens_operative, opens_preambular
from .framing import (
    Head,
    Paragraph,
    find_closing,
    find_first_point,
    find_title,
    first_words,
    is_dateline,
    is_heading,
    split_head,
)
from .lines import Line, split_paragraphs
from .split_types import Numbering, PointKind, RestKind, SplitWarning, SubPoint
from .structure import Structure
from .subpoints import find_parts
from .wording import Span

_BULLETS = "•·●▪■◦‣⁃➢➤►✓✔*+–—- \t"


@dataclass(slots=True)
class Draft:
    """A point in the making: ``lines`` are its words, the first without the number."""

    label: str
    kind: PointKind
    label_span: Span
    lines: list[Line]
    parts: tuple[SubPoint, ...] = ()

    @property
    def extent(self) -> Span:
        """From its number, or its first word, to its last."""
        return self.label_span[0], self.lines[-1].end if self.lines else self.label_span[1]


@dataclass(slots=True)
class Assembly:
    """Which lines go where; of ``rest`` with their kind."""

    numbering: Numbering = Numbering.NONE
    title: list[Line] = field(default_factory=list)
    preamble: list[Line] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)
    rest: list[tuple[RestKind, Line]] = field(default_factory=list)
    warnings: list[SplitWarning] = field(default_factory=list)

    def set_aside(self, lines: Iterable[Line]) -> None:
        """Put lines with the rest, as headings."""
        self.rest += [(RestKind.HEADING, line) for line in lines]

    def take_head(self, head: Head) -> None:
        """Take what stands above the first point; preambular paragraphs become points."""
        self.set_aside(flat(head.aside))
        self.title += flat(head.title)
        self.preamble += flat(head.preamble)
        for number, paragraph in enumerate(head.preambular, 1):
            first = paragraph[0]
            words = first.text.lstrip(_BULLETS) or first.text
            start = first.end - len(words)
            lines = [replace(first, start=start, text=words), *paragraph[1:]]
            mark = first.text[: start - first.start].rstrip()
            span = first.start, first.start + len(mark)
            self.drafts.append(Draft(f"PP{number}", PointKind.PREAMBULAR, span, lines))


def flat(paragraphs: Iterable[Paragraph]) -> list[Line]:
    """Return the lines of paragraphs."""
    return [line for paragraph in paragraphs for line in paragraph]


def find_datelines(lines: Sequence[Line]) -> set[int]:
    """Return the offsets of lines of place and date, which no sentence goes on to."""
    return {
        line.start for before, line in pairwise(lines) if before.ends_sentence and is_dateline(line)
    }


def _openings(lines: Sequence[Line]) -> set[int]:
    """Return the offsets of lines that open as a paragraph does behind the end of a sentence."""
    return {
        line.start
        for before, line in pairwise(lines)
        if before.ends_sentence
        and not line.goes_on
        and (opens_operative(first_words([line])) or opens_preambular(first_words([line])))
    }


def assemble_paragraphs(structure: Structure) -> Assembly:
    """Return the parts of a text without numbers: its paragraphs are given some."""
    assembly = Assembly(Numbering.EDITORIAL)
    begins = {marker.start for marker in structure.markers}
    opening = begins | find_datelines(structure.lines) | _openings(structure.lines)
    paragraphs: list[Paragraph] = list(split_paragraphs(structure.lines, structure.layout, opening))
    start = find_title(paragraphs)[1]
    first = start + find_first_point(paragraphs[start:], begins)
    assembly.take_head(split_head(paragraphs[:first]))
    points = paragraphs[first:]
    cut = len(points)
    if len(points) > 1 and (closing := find_closing(points[1:])) is not None:
        cut = 1 + closing
    assembly.closing += flat(points[cut:])
    number = 0
    for place, paragraph in enumerate(points[:cut]):
        if number and paragraph[0].start in begins:
            # An item of a list within the point.
            assembly.drafts[-1].lines += paragraph
        elif is_heading(paragraph) and place + 1 < cut:
            assembly.set_aside(paragraph)
        else:
            number += 1
            span = paragraph[0].start, paragraph[0].start
            draft = Draft(str(number), PointKind.OPERATIVE, span, list(paragraph))
            assembly.drafts.append(draft)
    if not number:
        assembly.numbering = Numbering.NONE
    give_parts(assembly, structure)
    return assembly


def give_parts(assembly: Assembly, structure: Structure) -> None:
    """Give the points their sub-points."""
    extents = [(draft.label, draft.extent) for draft in assembly.drafts]
    for draft, parts in zip(assembly.drafts, find_parts(extents, structure), strict=True):
        draft.parts = parts
