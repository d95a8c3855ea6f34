"""
A text as issued split into title, preamble, points, closing lines and rest.

:func:`segment` is the way in. Lines that belong to the page are set aside
(:mod:`.clutter`), the numbers at the beginnings of lines are read
(:mod:`.openings`), those that count on make up lists (:mod:`.numbering`), the
lists levels (:mod:`.outline`, :mod:`.structure`), and what stands around the points
is told by its form (:mod:`.framing`, :mod:`.assembling`). Where there are no numbers,
bullets or paragraphs are counted. Nothing is decided silently: :mod:`.split_warnings`
says what to look at.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .assembling import Assembly, Draft, assemble_paragraphs
from .clutter import find_clutter
from .languages import detect_language
from .lines import Layout, Line, join_lines, read_lines, split_paragraphs
from .numbered import assemble_numbered
from .split_types import (
    Numbering,
    Passage,
    PointKind,
    Rest,
    RestKind,
    Segmentation,
    SplitPoint,
    SplitWarning,
    WarningKind,
)
from .split_warnings import MAX_OF_A_KIND, find_number_warnings, find_size_warnings
from .structure import Structure, read_structure
from .wording import Span


def segment(text: str, language: str | None = None) -> Segmentation:
    r"""
    Return a text split into its parts, with offsets into it as issued.

    ``language`` is a code such as "es"; without one it is detected. Any string
    is split, in time linear in its length; of one with more than 20,000 lines
    the beginning is.

    >>> text = "Declaration\n\nThe Ministers:\n\n1. Support the truce.\n2. Urge its renewal.\n"
    >>> found = segment(text)
    >>> [(point.label, text[point.start : point.end]) for point in found.points]
    [('1', 'Support the truce.'), ('2', 'Urge its renewal.')]
    >>> found.title.text, found.preamble.text
    ('Declaration', 'The Ministers:')
    """
    lines, read = read_lines(text)
    clutter = find_clutter(lines)
    language = detect_language(text) if language is None else language
    structure = read_structure(_without(lines, clutter), language)
    if structure.lists:
        assembly = assemble_numbered(structure)
    elif structure.lines:
        assembly = assemble_paragraphs(structure)
    else:
        assembly = Assembly()
    heads = {lines[p].text for p, kind in clutter.items() if kind is RestKind.RUNNING_HEAD}
    assembly.rest = [
        # The first of the running heads was left for the title that it might have been.
        (RestKind.RUNNING_HEAD if line.text in heads else kind, line)
        for kind, line in assembly.rest
    ]
    assembly.rest += [(kind, lines[place]) for place, kind in clutter.items()]
    assembly.rest += [(RestKind.PAGE_NUMBER, line) for line in structure.strays]
    unread = _unread(text, read)
    rest = [Rest(kind, line.start, line.end) for kind, line in assembly.rest] + unread
    rest.sort(key=lambda piece: piece.start)

    dress = _Dresser(structure, rest)
    points = tuple(dress.point(draft) for draft in assembly.drafts)
    return Segmentation(
        language=language,
        numbering=assembly.numbering,
        title=dress.title(assembly.title),
        preamble=dress.passage(assembly.preamble),
        points=points,
        closing=dress.passage(assembly.closing),
        rest=tuple(rest),
        warnings=tuple(_warnings(structure, assembly, points, unread)),
    )


def _without(lines: Sequence[Line], clutter: dict[int, RestKind]) -> list[Line]:
    """Return lines without clutter; behind it a line may go on as behind a page's end."""
    body: list[Line] = []
    left_out = False
    for place, line in enumerate(lines):
        if place in clutter:
            left_out = True
        else:
            body.append(replace(line, gap=True, page=True) if left_out else line)
            left_out = False
    return body


def _unread(text: str, read: int) -> list[Rest]:
    """Return what follows the last line that was read, if it is anything."""
    behind = text[read:]
    words = behind.strip()
    start = read + len(behind) - len(behind.lstrip())
    return [Rest(RestKind.UNREAD, start, start + len(words))] if words else []


class _Dresser:
    """Makes passages and points of lines: words joined, spans around what is left out."""

    def __init__(self, structure: Structure, rest: Sequence[Rest]) -> None:
        self.layout: Layout = structure.layout
        self.begins = {marker.start for marker in structure.markers}
        # Two lines are in one span where no other line stands between them.
        self.starts = sorted({line.start for line in structure.lines} | {r.start for r in rest})

    def point(self, draft: Draft) -> SplitPoint:
        """Return a point; one without words stands where its number ends."""
        words = self.passage(draft.lines)
        empty = draft.label_span[1]
        return SplitPoint(
            label=draft.label,
            kind=draft.kind,
            text=words.text,
            start=words.start if words.spans else empty,
            end=words.end if words.spans else empty,
            label_span=draft.label_span,
            spans=words.spans,
            parts=draft.parts,
        )

    def title(self, lines: Sequence[Line]) -> Passage:
        """Return a title, in one line however many it was set in, without signs of Markdown."""
        title = self.passage(lines)
        words = " ".join(title.text.split()).strip("#*_> ")
        if words[:1] in ("“", "«") and not {"”", "»"} & {*words}:
            words = words[1:]  # it opens a quotation that the last point closes
        return Passage(words, title.spans)

    def passage(self, lines: Sequence[Line]) -> Passage:
        """Return the words of lines as one reads them, and where they stand."""
        text = join_lines(split_paragraphs(lines, self.layout, self.begins), self.layout)
        spans: list[Span] = []
        before = -2
        for line in lines:
            place = bisect_right(self.starts, line.start)
            if spans and place <= before + 1:
                spans[-1] = (spans[-1][0], line.end)
            else:
                spans.append((line.start, line.end))
            before = place
        return Passage(text, tuple(spans))


def _warnings(
    structure: Structure,
    assembly: Assembly,
    points: Sequence[SplitPoint],
    unread: Iterable[Rest],
) -> list[SplitWarning]:
    """Return everything to look at, in order of the text, at most 50 of a kind."""
    found = [*assembly.warnings, *find_number_warnings(structure), *find_size_warnings(points)]
    operative = [point for point in points if point.kind is PointKind.OPERATIVE]
    if not points:
        found.append(SplitWarning(WarningKind.NO_POINTS, 0, 0))
    elif assembly.numbering in (Numbering.COUNTED, Numbering.EDITORIAL) and operative:
        counted = assembly.numbering is Numbering.COUNTED
        kind = WarningKind.NUMBERS_LOST if counted else WarningKind.UNNUMBERED
        labels = operative[0].label, operative[-1].label
        found.append(SplitWarning(kind, operative[0].start, operative[-1].end, labels))
    found += [SplitWarning(WarningKind.UNREAD, piece.start, piece.end) for piece in unread]
    kept: list[SplitWarning] = []
    of_a_kind: Counter[WarningKind] = Counter()
    for warning in sorted(found, key=lambda warning: (warning.start, warning.end)):
        of_a_kind[warning.kind] += 1
        if of_a_kind[warning.kind] <= MAX_OF_A_KIND:
            kept.append(warning)
    return kept
