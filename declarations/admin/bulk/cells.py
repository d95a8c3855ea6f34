"""
Cells that a spreadsheet does not take for formulas, and that come back as they were.

Source: OWASP, "CSV Injection": a cell is a formula where it begins with one of
a few characters. An apostrophe before it keeps it a text.
"""

import re

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""The last four are the same of East Asian widths, which Excel reads likewise."""

_UNHELD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def guard(text: str) -> str:
    """
    Return a text with an apostrophe before it, where a spreadsheet would take it for a formula.

    So is one that begins with apostrophes and such a character, lest it lose one on its way back.

    >>> guard("=1+1"), guard("'=1+1"), guard("a=1"), guard("'tis")
    ("'=1+1", "''=1+1", 'a=1', "'tis")
    """
    return f"'{text}" if text.lstrip("'")[:1] in _FORMULA and text else text


def unguard(text: str) -> str:
    """
    Return what ``guard()`` was given; also a formula that nobody guarded.

    >>> unguard("'=1+1"), unguard("''=1+1"), unguard("=1+1"), unguard("'tis")
    ('=1+1', "'=1+1", '=1+1', "'tis")
    """
    return text[1:] if text.startswith("'") and guard(text) != text else text


def to_sheet(text: str) -> str:
    r"""
    Return a text as a cell of Excel holds it: what XML cannot say is escaped.

    Source: ECMA-376, part 1, 22.9.2.19 (ST_Xstring): ``_x000B_`` stands for one character.

    >>> to_sheet("a\x0bb"), to_sheet("_x0041_"), to_sheet("a\r\nb")
    ('a_x000B_b', '_x005F_x0041_', 'a_x000D_\nb')
    """

    def escape(found: re.Match[str]) -> str:
        character = found.group()[0]
        rest = found.group()[1:]
        return f"_x{ord(character):04X}_{rest}"

    return _UNHELD.sub(escape, text).replace("\r", "_x000D_")


def from_sheet(text: str) -> str:
    r"""
    Return what ``to_sheet()`` was given.

    >>> from_sheet("a_x000B_b"), from_sheet("_x005F_x0041_")
    ('a\x0bb', '_x0041_')
    """
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
