"""Cells of tables that are taken away: text that no spreadsheet program runs, and back again."""

FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""What a cell may not begin with: a spreadsheet would take the rest for a formula and run it."""


def as_text(cell: str) -> str:
    """
    Return a cell that no spreadsheet takes for a formula: an apostrophe goes before it.

    Before one that begins with apostrophes as well, so that each can be told
    from the other. Source: OWASP, "CSV Injection".

    >>> as_text("=1+1"), as_text("'=1+1"), as_text("affirms")
    ("'=1+1", "''=1+1", 'affirms')
    """
    return f"'{cell}" if _could_run(cell.lstrip("'")) else cell


def from_text(cell: str) -> str:
    """
    Return what a cell said before :func:`as_text`; an apostrophe of its own stays.

    >>> from_text("'=1+1"), from_text("'tis"), from_text("affirms")
    ('=1+1', "'tis", 'affirms')
    """
    return cell[1:] if cell[:1] == "'" and _could_run(cell.lstrip("'")) else cell


def _could_run(cell: str) -> bool:
    """Say whether a cell begins as a formula does, blanks before it or not."""
    return cell[:1] in FORMULA or cell.lstrip()[:1] in FORMULA
