"""A comparison as a matrix: the points of one text across those of the other."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from declarations.comparison import STATES, Row
from declarations.models import Point
from declarations.phrasing import judged_words

from .compared import Comparison
from .meetings import RowKey

MAX_COLUMNS = 60
"""Columns up to which all are shown; beyond, those with a mark in the lines of the page."""

WORDS_OF_LINE, WORDS_OF_COLUMN = 64, 40
"""Characters of a wording that a heading begins with."""


@dataclass(frozen=True)
class Cell:
    """A pair of points where their line and column cross."""

    state: str
    basis: str
    coders_differ: bool
    judged_said: str
    likeness_percent: int | None
    address: str


@dataclass(frozen=True)
class Heading:
    """
    A point at the head of a line or column; ``words`` is how its wording begins.

    ``total`` is the number of points that it meets. ``alone`` is the address of
    its row where that is a silence, else blank.
    """

    point: Point
    words: str
    language: str
    total: int
    alone: str


@dataclass(frozen=True)
class Line:
    """A point of the left text with a place for each column; None where the two do not meet."""

    heading: Heading
    cells: Sequence[Cell | None]


@dataclass(frozen=True)
class Matrix:
    """
    Lines and columns, with the counts of all pairs that the filter leaves.

    ``folded`` is the number of columns left out for want of a mark in these lines.
    """

    lines: Sequence[Line]
    columns: Sequence[Heading]
    counts: Sequence[tuple[str, int]]
    folded: int

    @property
    def total(self) -> int:
        """How many pairs the filter leaves, on all pages."""
        return sum(count for _state, count in self.counts)


def lines_of(comparison: Comparison, rows: Sequence[Row]) -> list[int]:
    """
    Return the places of the left points that a matrix of these rows has lines for.

    They are those in any of the rows; where there are none, all, so that a
    silence of the other side is seen against what it is silent on.
    """
    return _places((row.left for row in rows), comparison.left.held)


def cross(
    comparison: Comparison,
    rows: Sequence[Row],
    addresses: Mapping[RowKey, str],
    lines: Sequence[int],
) -> Matrix:
    """Return these lines of the matrix of the rows that a filter leaves."""
    columns = _places((row.right for row in rows), comparison.right.held)
    held = len(columns)
    if held > MAX_COLUMNS:
        wanted = set(lines)
        met = {row.right for row in rows if row.left in wanted}
        columns = [place for place in columns if place in met]
    cells: dict[RowKey, Cell] = {}
    of_left: Counter[int] = Counter()
    of_right: Counter[int] = Counter()
    counts: Counter[str] = Counter()
    for row in rows:
        if row.left is None or row.right is None:
            continue
        counts[row.state] += 1
        of_left[row.left] += 1
        of_right[row.right] += 1
        likeness = row.match.likeness if row.match else None
        cells[row.left, row.right] = Cell(
            row.state,
            row.finding.basis.value if row.finding else "",
            row.finding is not None and row.finding.coders_differ,
            judged_words.judged(row.finding.judgements) if row.finding else "",
            None if likeness is None else round(100 * likeness),
            addresses[row.left, row.right],
        )
    left, right = comparison.left.points, comparison.right.points
    reading = comparison.language
    return Matrix(
        lines=[
            Line(
                Heading(
                    left[place],
                    *_beginning(left[place], reading, WORDS_OF_LINE),
                    of_left[place],
                    addresses.get((place, None), ""),
                ),
                [cells.get((place, column)) for column in columns],
            )
            for place in lines
        ],
        columns=[
            Heading(
                right[place],
                *_beginning(right[place], reading, WORDS_OF_COLUMN),
                of_right[place],
                addresses.get((None, place), ""),
            )
            for place in columns
        ],
        counts=[(state, counts[state]) for state in STATES if counts[state]],
        folded=held - len(columns),
    )


def _places(found: Iterable[int | None], held: int) -> list[int]:
    """Return the places found, in order; all there are where none is found."""
    return sorted({place for place in found if place is not None}) or list(range(held))


def _beginning(point: Point, reading: str, longest: int) -> tuple[str, str]:
    """Return how a point's wording begins, in whole words, and its language."""
    wording = point.wording_in(reading, "en")
    if wording is None:
        return "", reading
    text = " ".join(wording.text[: 2 * longest].split())
    if len(text) > longest:
        text = f"{text[:longest].rsplit(' ', 1)[0].rstrip(' ,;:')}…"
    return text, wording.language
