"""A row of a table in lines of text."""

from collections.abc import Sequence

_LABEL = 20
"""Characters of a cell that is the number of what stands beside it."""


def join_cells(cells: Sequence[str]) -> list[str]:
    r"""
    Return a row's cells as blocks of text, in the order they are read.

    Cells of one line each are a line; one that holds paragraphs stays one or
    more, with the number in the cell before it.

    >>> join_cells(["1.", "Support the truce."]), join_cells(["1.", "Support.\n\nUrge."])
    (['1.\tSupport the truce.'], ['1.\tSupport.\n\nUrge.'])
    """
    if len(cells) > 1 and all("\n" not in cell for cell in cells):
        return ["\t".join(cells)]
    if len(cells) > 1 and "\n" not in cells[0] and len(cells[0]) <= _LABEL:
        return [f"{cells[0]}\t{cells[1]}", *cells[2:]]
    return list(cells)
