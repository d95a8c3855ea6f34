"""
The points of a text whose lists number them: each from its number to the next.

Before the next number a heading may stand, and behind the last point the closing
lines. What tells these from another paragraph of the point is their form, and
where that is not enough, the form of the other points; then it is said to be unsure.
"""

from collections.abc import Container, Sequence

from .assembling import Assembly, Draft, find_datelines, flat, give_parts
from .formulas import ANNEX, ENACTING, opens_operative
from .framing import (
    Paragraph,
    find_closing,
    find_heading,
    first_words,
    is_closing,
    is_heading,
    is_preambular,
    split_head,
)
from .lines import Line, lines_between, split_paragraphs
from .numbering import Marker, NumberedList
from .openings import MAX_LABEL
from .split_types import Numbering, PointKind, SplitWarning, WarningKind
from .structure import Structure


def assemble_numbered(structure: Structure) -> Assembly:
    """Return the parts of a text whose points have numbers, bullets, or "1." throughout."""
    assembler = _Assembler(structure)
    assembler.take_head()
    firsts = [part.first for part in structure.lists]
    ends = [*firsts, structure.lines[-1].end][1:]
    for part, until in zip(structure.lists, ends, strict=True):
        assembler.take_list(part, until)
    give_parts(assembler.assembly, structure)
    return assembler.assembly


class _Assembler:
    """Takes a text's lists one after the other."""

    def __init__(self, structure: Structure) -> None:
        counted = any(part.is_lost for part in structure.lists)
        self.assembly = Assembly(Numbering.COUNTED if counted else Numbering.PRINTED)
        self.structure = structure
        self.sections = {item.start for part in structure.sections for item in part.items}
        self.begins = {marker.start for marker in structure.markers}
        several = [part for part in structure.below if len(part.items) > 1]
        self.listed = {item.start for part in several for item in part.items}
        self.end = structure.lines[-1].end
        self.counted = 0
        self.leading = True
        """Whether all points so far are preambular."""
        self.extra: list[int] = []
        """How many paragraphs without a number each point but the last has behind its first."""
        self.speakers: set[tuple[str, ...]] = set()
        """With which words paragraphs of the preamble begin: "The Governments"."""

    def take_head(self) -> None:
        """Take what stands above the first point."""
        above = lines_between(self.structure.lines, 0, self.structure.lists[0].first)
        head = split_paragraphs(above, self.structure.layout, self.begins)
        plain = [part for part in head if part[0].start not in self.sections]
        self.assembly.set_aside(flat(part for part in head if part[0].start in self.sections))
        self.assembly.take_head(split_head(plain))
        self.speakers = {tuple(first_words(part)[:2]) for part in plain}

    def take_list(self, part: NumberedList, until: int) -> None:
        """Take the points of a list; ``until`` is where the next list begins, or the text ends."""
        lost = part.is_lost
        preambular = until < self.end and _is_preambular_list(part, self.structure.lines)
        ends = [*(item.start for item in part.items), until][1:]
        for item, end in zip(part.items, ends, strict=True):
            paragraphs = self._paragraphs_of(item, end)
            self.leading = self.leading and bool(paragraphs) and is_preambular(paragraphs[0])
            kind = PointKind.OPERATIVE
            if preambular or (self.leading and end < self.end):
                kind = PointKind.PREAMBULAR
            label = self._count(kind) if lost else _label_of(part, item)
            known = _last_known(paragraphs, self.listed)
            if kind is PointKind.PREAMBULAR:
                cut = self._end_of_preambular(paragraphs, known)
            elif end < until:
                cut = known + find_heading(paragraphs[known:])
                self.assembly.set_aside(flat(paragraphs[cut:]))
                self.extra.append(cut - known - 1)
            elif until < self.end:
                cut = self._end_of_list(paragraphs, known)
            else:
                cut = self._end_of_last(paragraphs, known, label)
            span = item.start, item.start + len(_printed(item, self.structure.lines))
            self.assembly.drafts.append(Draft(label, kind, span, flat(paragraphs[:cut])))

    def _paragraphs_of(self, item: Marker, end: int) -> list[list[Line]]:
        """Return the paragraphs from behind a number to an offset, up to the next section."""
        own, headed = _cut_at(lines_between(self.structure.lines, item.end, end), self.sections)
        self.assembly.set_aside(headed)
        apart = find_datelines(own)
        if len(own) > 1 and own[-2].ends_sentence and is_heading(own[-1:]):
            apart.add(own[-1].start)  # even where the line before fills the margin
        return split_paragraphs(own, self.structure.layout, self.begins | apart)

    def _count(self, kind: PointKind) -> str:
        """Return the label of the next point of a list that counts nothing itself."""
        if kind is PointKind.PREAMBULAR:
            return f"PP{len(self.assembly.drafts) + 1}"
        self.counted += 1
        return f"{self.counted}?"

    def _end_of_preambular(self, paragraphs: Sequence[Paragraph], known: int) -> int:
        """Return where a preambular point ends; an enacting line may stand behind the last."""
        cut = len(paragraphs)
        for place in range(known + 1, len(paragraphs)):
            paragraph = paragraphs[place]
            enacts = paragraph[-1].text.endswith(":") or ENACTING.fullmatch(paragraph[0].text)
            if enacts or is_heading(paragraph):
                cut = min(cut, place)
            if cut <= place:
                if enacts:
                    self.assembly.preamble += paragraph
                else:
                    self.assembly.set_aside(paragraph)
        return cut

    def _end_of_list(self, paragraphs: Sequence[Paragraph], known: int) -> int:
        """
        Return where the last point of a list ends that another list follows.

        Place, date and signatures may be between, up to an annex or a heading.
        """
        for place in range(known + 1, len(paragraphs)):
            paragraph = paragraphs[place]
            annexed = ANNEX.match(paragraph[0].text) is not None
            if is_closing(paragraph) and not annexed:
                following = range(place + 1, len(paragraphs))
                annexes = (p for p in following if ANNEX.match(paragraphs[p][0].text))
                headed = len(paragraphs) - is_heading(paragraphs[-1])
                until = next(annexes, max(place + 1, headed))
                self.assembly.closing += flat(paragraphs[place:until])
                self.assembly.set_aside(flat(paragraphs[until:]))
                return place
            if annexed or is_heading(paragraph) or paragraph[-1].text.endswith(":"):
                self.assembly.set_aside(flat(paragraphs[place:]))
                return place
        return len(paragraphs)

    def _end_of_last(self, paragraphs: Sequence[Paragraph], known: int, label: str) -> int:
        """
        Return where the last point ends and the closing lines begin.

        A paragraph that only the form of the others tells is said to be unsure. It
        closes where it begins as the preamble does ("The Governments"), or where
        all other points have but one paragraph and it does nothing ("Condemn").
        """
        if not paragraphs:
            return 0
        closing = find_closing(paragraphs[known + 1 :])
        cut = len(paragraphs) if closing is None else known + 1 + closing
        unsure = flat(paragraphs[known + 1 : cut])
        for place in range(known + 1, cut):
            words = first_words(paragraphs[place])
            alone = len(self.extra) > 1 and not any(self.extra)
            if tuple(words[:2]) in self.speakers or (alone and not opens_operative(words)):
                cut = place
                break
        several = sum(extra > 0 for extra in self.extra)
        if unsure and 2 * several <= len(self.extra):
            span = unsure[0].start, unsure[-1].end
            self.assembly.warnings.append(SplitWarning(WarningKind.CLOSING_UNSURE, *span, (label,)))
        self.assembly.closing += flat(paragraphs[cut:])
        return cut


def _printed(item: Marker, lines: Sequence[Line]) -> str:
    """Return a number with its marks, without the blanks behind."""
    line = lines[item.line]
    return line.text[item.start - line.start : item.end - line.start].rstrip()


def _label_of(part: NumberedList, item: Marker) -> str:
    """Return a point's label as printed, with its section's where each section begins anew."""
    label = f"{part.prefix}.{item.opening.label}" if part.prefix else item.opening.label
    return label if len(label) <= MAX_LABEL else str(item.value)


def _is_preambular_list(part: NumberedList, lines: Sequence[Line]) -> bool:
    """Say whether most of a list's items open as preambular paragraphs do."""
    opening = 0
    for item in part.items:
        own = lines_between(lines, item.end, lines[item.line].end)
        opening += bool(own) and is_preambular(own[:1], among=2)
    return 2 * opening > len(part.items)


def _cut_at(lines: list[Line], starts: Container[int]) -> tuple[list[Line], list[Line]]:
    """Return lines in two: from the first that begins at one of some offsets on."""
    for place, line in enumerate(lines):
        if line.start in starts:
            return lines[:place], lines[place:]
    return lines, []


def _last_known(paragraphs: Sequence[Paragraph], listed: Container[int]) -> int:
    """
    Return the last of a point's paragraphs that is an item of a list, else its first.

    Numbers behind a closing line are those of signatories or notes.
    """
    last = 0
    for place, paragraph in enumerate(paragraphs):
        if place and is_closing(paragraph):
            break
        if paragraph[0].start in listed:
            last = place
    return last
