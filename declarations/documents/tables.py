"""Tables in lines of text: row by row, or one language after the other."""

import re
from collections.abc import Sequence

_LABEL = 20
"""Characters of a cell that is the number of what stands beside it."""

_PASSAGE = 120
"""Characters of a cell from which it is a passage of its own, and no line with its neighbour."""

_NUMBER = re.compile(r"[(\[]?(\d{1,3}|[IVXLC]{1,7}|[a-z])\s?[.)\]º°-]")


def join_rows(rows: Sequence[Sequence[str]]) -> list[str]:
    r"""
    Return a table's rows as blocks of text, in the order they are read.

    Where the same numbers stand side by side, the columns are one text in two
    languages: they follow one another, so that no point runs on into its
    translation.

    >>> join_rows([["1. Peace.", "1. Paz."], ["2. Calm.", "2. Calma."]])
    ['1. Peace.', '2. Calm.', '1. Paz.', '2. Calma.']
    >>> join_rows([["1.", "Support the truce."], ["2.", "Urge calm."]])
    ['1.\tSupport the truce.', '2.\tUrge calm.']
    """
    numbered = [row for row in rows if row and _NUMBER.match(row[0])]
    if sum(map(_has_number_twice, numbered)) * 2 > len(numbered):
        width = max(map(len, rows))
        columns = [[row[place] for row in rows if place < len(row)] for place in range(width)]
        return [cell for column in columns for cell in column if cell]
    return [block for row in rows for block in join_cells([cell for cell in row if cell])]


def _has_number_twice(row: Sequence[str]) -> bool:
    """Say whether the number that opens a row opens another of its cells."""
    numbers = [found.group(1) for cell in row if (found := _NUMBER.match(cell))]
    return numbers.count(numbers[0]) > 1


def join_cells(cells: Sequence[str]) -> list[str]:
    r"""
    Return a row's cells as blocks of text, in the order they are read.

    Cells of one line each are a line, unless several are passages; one that
    holds paragraphs stays one or more, with the number in the cell before it.

    >>> join_cells(["1.", "Support the truce."]), join_cells(["1.", "Support.\n\nUrge."])
    (['1.\tSupport the truce.'], ['1.\tSupport.\n\nUrge.'])
    """
    passages = sum(len(cell) >= _PASSAGE for cell in cells)
    if len(cells) > 1 and passages < 2 and all("\n" not in cell for cell in cells):
        return ["\t".join(cells)]
    if len(cells) > 1 and "\n" not in cells[0] and len(cells[0]) <= _LABEL:
        return [f"{cells[0]}\t{cells[1]}", *cells[2:]]
    return list(cells)
