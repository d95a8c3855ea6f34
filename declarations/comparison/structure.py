"""
The lists that number a text's points, found from its lines; none where its paragraphs count.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from .formulas import ANNEX, CLOSING, OPERATIVE, opens_operative
from .framing import Paragraph, first_words, is_closing, length_of
from .lines import Layout, Line, measure, split_paragraphs
from .numbering import Marker, NumberedList, find_lists, read_markers
from .openings import Numeral
from .outline import (
    LOW,
    Outline,
    by_number,
    choose_lists,
    fill_gaps,
    find_run_on,
    rank,
    section_labels,
)

_MANY = 40
"""Characters from which a paragraph is more than a heading or an enacting line."""


class Structure(NamedTuple):
    """
    A text's lines and what numbers them.

    ``lists`` have the points in order, ``sections`` the headings between them,
    ``below`` all other lists. ``strays`` are lines of bare digits that number
    nothing, and ``run_on`` the offsets at which points begin within a line.
    """

    lines: list[Line]
    layout: Layout
    lists: list[NumberedList]
    sections: list[NumberedList]
    below: list[NumberedList]
    markers: list[Marker]
    strays: list[Line]
    run_on: list[int]


def read_structure(lines: list[Line], language: str) -> Structure:
    """Return how the points of a text are numbered; without lists where they are not."""
    layout = measure(lines, language)
    strays: list[Line] = []
    outline, lists, markers = _read(lines, layout)
    if found := _stray_numbers(outline, markers):
        strays = [lines[place] for place in sorted(found)]
        lines = [line for place, line in enumerate(lines) if place not in found]
        outline, lists, markers = _read(lines, layout)
    run_on: list[int] = []
    if len(outline.lists) < 2:
        run_on = find_run_on(lines, outline.lists[0] if outline.lists else None)
    if run_on:
        lines = _split_lines(lines, run_on)
        outline, lists, markers = _read(lines, layout)
    if not outline.lists:
        outline = _read_bullets(lists)
    outline = section_labels(outline, lists, lines)
    if outline.lists and _is_digression(outline.lists, lines, layout, markers):
        outline = Outline([], [])
    chosen = {id(found) for found in (*outline.lists, *outline.sections)}
    used = {item.start for found in (*outline.lists, *outline.sections) for item in found.items}
    below = [
        found
        for found in lists
        if id(found) not in chosen and not any(item.start in used for item in found.items)
    ]
    return Structure(lines, layout, outline.lists, outline.sections, below, markers, strays, run_on)


def _read(lines: list[Line], layout: Layout) -> tuple[Outline, list[NumberedList], list[Marker]]:
    """Return the outline by numbers, all lists with the bullets', and all markers."""
    markers = read_markers(lines, layout)
    lists = find_lists(markers, lines)
    numbered = [found for found in lists if found.numeral is not Numeral.BULLET]
    outline = choose_lists(numbered, lines)
    points = [found for found in outline.lists if not _lists_names(found, lines)]
    outline = Outline(points or outline.lists, outline.sections)
    named = {item.start for found in numbered if _lists_names(found, lines) for item in found.items}
    free = [marker for marker in markers if marker.start not in named or not points]
    ends = [found.first for found in outline.lists[1:]] + [line.end + 1 for line in lines[-1:]]
    pool = by_number(free)
    for found, until in zip(outline.lists, ends, strict=False):
        fill_gaps(found, pool, until)
    # A list whose numbers filled the gaps of another, or that crosses it now, is none of its own.
    kept: list[NumberedList] = []
    for found in sorted(outline.lists, key=lambda found: -len(found.items)):
        if all(found.last < other.first or other.last < found.first for other in kept):
            kept.append(found)
    kept.sort(key=lambda found: found.first)
    return Outline(kept, outline.sections), lists, markers


def _lists_names(found: NumberedList, lines: Sequence[Line]) -> bool:
    """Say whether a list stands behind a closing line: signatories or notes, but not an annex."""
    place = found.items[0].line
    before = lines[place - 1].text[:120] if place else ""
    return bool(CLOSING.match(before)) and not ANNEX.match(before)


def _read_bullets(lists: Sequence[NumberedList]) -> Outline:
    """Return the outermost bulleted list: the first that is not much shorter than others."""
    bulleted = [found for found in lists if found.numeral is Numeral.BULLET and found.is_lost]
    most = max((len(found.items) for found in bulleted), default=0)
    outer = [found for found in bulleted if 4 * len(found.items) >= most]
    return Outline(outer[:1], [])


def _stray_numbers(outline: Outline, markers: Sequence[Marker]) -> set[int]:
    """Return the lines of bare digits in a text whose points are numbered otherwise."""
    if not outline.lists or any(found.form == "alone" for found in outline.lists):
        return set()
    used = {item.start for found in outline.lists for item in found.items}
    return {
        marker.line
        for marker in markers
        if marker.opening.form == "alone"
        and marker.numeral is Numeral.ARABIC
        and marker.start not in used
    }


def _split_lines(lines: Sequence[Line], offsets: Sequence[int]) -> list[Line]:
    """Return lines with new ones beginning at some offsets, as if empty lines were before them."""
    split: list[Line] = []
    cuts = iter(sorted(offsets))
    cut = next(cuts, None)
    for line in lines:
        while cut is not None and cut < line.end:
            head = line.text[: cut - line.start].rstrip()
            split.append(replace(line, end=line.start + len(head), text=head))
            line = Line(cut, line.end, line.text[cut - line.start :], gap=True)
            cut = next(cuts, None)
        split.append(line)
    return split


def _is_digression(
    lists: Sequence[NumberedList],
    lines: Sequence[Line],
    layout: Layout,
    markers: Sequence[Marker],
) -> bool:
    """
    Say whether a text's lists stand within its points, which are paragraphs without numbers.

    Paragraphs that do something ("The Group condemns") stand outside the list
    then, one behind it or as many before it as it has items; and they are at least
    half as many, or twice as many where its numbers are such as points have. Of
    bullets and letters, as many whole sentences outside, one behind, tell the same.
    """
    items = sum(len(found.items) for found in lists)
    begins = {marker.start for marker in markers}
    low = rank(lists[0]) >= LOW
    acting, whole = [0, 0], [0, 0]
    for paragraph in split_paragraphs(lines, layout, begins):
        start, end = paragraph[0].start, paragraph[-1].text
        if start in begins or length_of(paragraph) < _MANY or is_closing(paragraph):
            continue
        behind = start > lists[-1].last
        if behind or (start < lists[0].first and not end.endswith(":")):
            acting[behind] += _acts(paragraph)
            whole[behind] += end.endswith(".")
    outside = sum(acting)
    if outside > 1 and outside >= (items / 2 if low else 2 * items):
        return acting[1] > 0 or outside >= items
    return low and sum(whole) >= items and whole[1] > 0


def _acts(paragraph: Paragraph) -> bool:
    """Say whether a paragraph does something, by a verb among its first six words."""
    words = first_words(paragraph, 6)
    return opens_operative(words) or not OPERATIVE.isdisjoint(words)
