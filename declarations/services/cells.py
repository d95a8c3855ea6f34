"""Cells of tables that are taken away: text that no spreadsheet program runs, and back again."""

FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""What a cell may not begin with: a spreadsheet would take the rest for a formula and run it."""


def as_text(cell: str) -> str:
    """
    Return a cell that no spreadsheet takes for a formula: an apostrophe goes before it.

    Source: OWASP, "CSV Injection".

    >>> as_text("=1+1"), as_text("affirms")
    ("'=1+1", 'affirms')
    """
    first = cell[:1] if cell[:1] in FORMULA else cell.lstrip()[:1]
    return f"'{cell}" if first and first in FORMULA else cell


def from_text(cell: str) -> str:
    """
    Return what a cell said before :func:`as_text`; an apostrophe of its own stays.

    >>> from_text("'=1+1"), from_text("'tis"), from_text("affirms")
    ('=1+1', "'tis", 'affirms')
    """
    inside = cell[1:]
    return inside if cell[:1] == "'" and as_text(inside) == cell else cell
