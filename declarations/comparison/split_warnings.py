"""
What is doubtful about a split, as data and in words.

A number may be missing because the ministry left it out, because the PDF lost
it, or because a point was read as part of another. Which of these it is an
editor sees at a glance, once told where to look.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from statistics import median

from .label_parser import LATIN
from .numbering import NumberedList
from .openings import Numeral
from .phrases import gettext_noop
from .split_types import SplitPoint, SplitWarning, WarningKind
from .structure import Structure

MAX_OF_A_KIND = 50
"""Warnings of one kind; a text with more is no declaration, or is read quite wrongly."""

SHORTEST = 3
"""Words of the shortest point that goes without saying: "publish this agreement"."""

LONGEST = 400
"""Words from which a point is long by itself; the sample's longest has a fifth of them."""

TIMES_MEDIAN = 5
"""A point as many times as long as the median is long too, from ``LONG_AT_LEAST`` words on."""

LONG_AT_LEAST = 150

_WORD = re.compile(r"\w+")
_ROMANS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"))


def write_number(numeral: Numeral, value: int) -> str:
    """
    Return a number as a list that counts so would print it; of words the digits.

    >>> write_number(Numeral.ROMAN_CAPITAL, 14), write_number(Numeral.SMALL, 3)
    ('XIV', 'c')
    """
    if numeral in (Numeral.ROMAN_CAPITAL, Numeral.ROMAN_SMALL):
        written = ""
        for worth, letters in _ROMANS:
            written += letters * (value // worth)
            value %= worth
        written += "I" * value
        return written if numeral is Numeral.ROMAN_CAPITAL else written.lower()
    if numeral in (Numeral.CAPITAL, Numeral.SMALL) and value <= 26:
        letter = chr(ord("a") + value - 1)
        return letter.upper() if numeral is Numeral.CAPITAL else letter
    return str(value)


def find_number_warnings(structure: Structure) -> Iterator[SplitWarning]:
    """Yield gaps, repeats, restarts and second lists, and numbers that were passed over."""
    before: NumberedList | None = None
    for found in structure.lists:
        if before is not None and not found.prefix and not found.form.startswith("decimal"):
            alike = (found.numeral, found.form) == (before.numeral, before.form)
            kind = WarningKind.RESTART if alike else WarningKind.SECOND_LIST
            first = found.items[0]
            yield SplitWarning(kind, first.start, first.end, (first.opening.label,))
        before = found
        if not found.is_lost:
            yield from _within_list(found)
    yield from _passed_over(structure)
    for offset in structure.run_on:
        item = next(
            (item for found in structure.lists for item in found.items if item.start == offset),
            None,
        )
        if item is not None:
            yield SplitWarning(WarningKind.RUN_ON, item.start, item.end, (item.opening.label,))


def _within_list(found: NumberedList) -> Iterator[SplitWarning]:
    first = found.items[0]
    if first.value > 1 and not found.form.startswith("decimal"):
        missing = [write_number(found.numeral, value) for value in range(1, first.value)]
        yield SplitWarning(
            WarningKind.GAP, first.start, first.end, (first.opening.label,), tuple(missing)
        )
    for item, following in zip(found.items, found.items[1:], strict=False):
        labels = item.opening.label, following.opening.label
        span = following.start, following.end
        # "3 bis" does not stand for "3".
        until = following.value + (following.opening.suffix in LATIN)
        if until > item.value + 1:
            missing = [write_number(found.numeral, value) for value in range(item.value + 1, until)]
            yield SplitWarning(WarningKind.GAP, *span, labels, tuple(missing))
        elif following.value <= item.value and not following.opening.suffix:
            yield SplitWarning(WarningKind.REPEAT, *span, labels[1:])


def _passed_over(structure: Structure) -> Iterator[SplitWarning]:
    """Yield numbers that begin a line as the points' do and were taken for words all the same."""
    if not structure.lists:
        return
    styles = {(found.numeral, found.form) for found in structure.lists}
    every = (*structure.lists, *structure.sections)
    used = {item.start for found in every for item in found.items}
    used |= {
        item.start for found in structure.below if len(found.items) > 1 for item in found.items
    }
    for marker in structure.markers:
        style = marker.numeral, marker.opening.form
        if marker.start not in used and style in styles and marker.quality:
            label = marker.opening.label
            yield SplitWarning(WarningKind.PASSED_OVER, marker.start, marker.end, (label,))


def find_size_warnings(points: Sequence[SplitPoint]) -> Iterator[SplitWarning]:
    """Yield points that are so long that they may be two, or so short that they may be none."""
    lengths = [len(_WORD.findall(point.text)) for point in points]
    usual = median(lengths) if lengths else 0
    long = min(LONGEST, max(LONG_AT_LEAST, TIMES_MEDIAN * usual))
    for point, words in zip(points, lengths, strict=True):
        kind = (
            WarningKind.SHORT if words < SHORTEST else WarningKind.LONG if words >= long else None
        )
        if kind is not None:
            start = point.label_span[0] if point.label_span[1] else point.start
            yield SplitWarning(kind, start, point.end, (point.label,), words=words)


SENTENCES = {
    WarningKind.GAP: gettext_noop("Missing before %(label)s: %(missing)s."),
    WarningKind.REPEAT: gettext_noop("The number %(label)s comes again."),
    WarningKind.RESTART: gettext_noop("The numbering begins again at %(label)s."),
    WarningKind.SECOND_LIST: gettext_noop("Another list, numbered otherwise, begins at %(label)s."),
    WarningKind.PASSED_OVER: gettext_noop(
        "A line begins with %(label)s and was taken for words of the point before."
    ),
    WarningKind.RUN_ON: gettext_noop("Point %(label)s begins within a line."),
    WarningKind.LONG: gettext_noop("Point %(label)s is long, %(words)s words: it may be two."),
    WarningKind.SHORT: gettext_noop("Point %(label)s is short, %(words)s words: it may be none."),
    WarningKind.NUMBERS_LOST: gettext_noop(
        "The numbers are lost and were counted again, %(first)s to %(label)s."
    ),
    WarningKind.UNNUMBERED: gettext_noop(
        "No numbers: the paragraphs were given some, %(first)s to %(label)s."
    ),
    WarningKind.CLOSING_UNSURE: gettext_noop(
        "Whether this still belongs to the last point, %(label)s, is not sure."
    ),
    WarningKind.NO_POINTS: gettext_noop("No points were found."),
    WarningKind.UNREAD: gettext_noop("The text is too long: from here on it was not split."),
}


def word_warning(warning: SplitWarning, translate: Callable[[str], str] = lambda text: text) -> str:
    """
    Return a warning as a sentence.

    >>> word_warning(SplitWarning(WarningKind.GAP, 10, 13, ("5", "8"), ("6", "7")))
    'Missing before 8: 6, 7.'
    """
    values = {
        "label": warning.labels[-1] if warning.labels else "",
        "first": warning.labels[0] if warning.labels else "",
        "missing": ", ".join(warning.missing),
        "words": str(warning.words),
    }
    return translate(SENTENCES[warning.kind]) % values
