"""Lines as issued and as one reads them: breaks by the margin, hyphens, what stays apart."""

import pytest

from declarations.comparison.languages import detect_language
from declarations.comparison.lines import (
    Layout,
    join_lines,
    lines_between,
    measure,
    read_lines,
    split_paragraphs,
)


def read(text, layout=None, language=""):
    """Return a text as one reads it."""
    lines, _ = read_lines(text)
    layout = layout or measure(lines, language)
    return join_lines(split_paragraphs(lines, layout), layout)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\n \t"])
def test_lines_end_as_systems_end_them(end):
    """Offsets leave the blanks out."""
    lines, length = read_lines(f"one{end}two{end}")
    assert [line.text for line in lines] == ["one", "two"]
    assert lines[1].start == 3 + len(end)
    assert length == 6 + 2 * len(end)


def test_marks_without_breadth_are_blanks_at_a_lines_edge():
    """A byte-order mark is no letter of the title; within a word it stays."""
    lines, _ = read_lines("\ufeff\u200b one\u200bword \ufeff\n\u200b\n")
    assert [(line.text, line.start) for line in lines] == [("one\u200bword", 3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("resto-\nration", "restoration"),
        ("resto‐\nration", "restoration"),
        ("resto\xad\nration", "restoration"),
        ("vice-\nminister", "vice-minister"),
        ("non-\nviolence", "non-violence"),
        ("Inter-\nAmerican", "Inter-American"),
        ("long-\nterm aid, a long-term task", "long-term aid, a long-term task"),
        ("co-\noperation and cooperation", "cooperation and cooperation"),
        ("peace-\nbuilding; peace and building", "peace-building; peace and building"),
        ("2019-\n2020", "2019- 2020"),
    ],
)
def test_a_hyphen_at_the_margin_belongs_to_the_word_or_not(text, expected):
    """As the text has the word elsewhere; else by its parts."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("tornou-\nse", "pt", "tornou-se"),
        ("reunir-\nlhes", "pt", "reunir-lhes"),
        ("intere-\nse", "es", "interese"),
        ("ba-\nse", "pt", "base"),
        ("a-t-\nil", "fr", "a-t-il"),
        ("celles-\nci", "fr", "celles-ci"),
        ("mer-\nci", "fr", "merci"),
    ],
)
def test_pronouns_hang_on_in_portuguese_and_french(text, language, expected):
    """And in no other language."""
    assert read(text, language=language) == expected


def test_a_break_by_the_margin_is_a_blank_and_an_authors_stays():
    """Told by a small letter, a digit, a bracket, or by how full the line is."""
    text = (
        "The ministers met\nand spoke to\n14 envoys\n(women) by the\nRiver. All left.\nIt rained."
    )
    joined = "The ministers met and spoke to 14 envoys (women) by the River. All left."
    assert read(text, Layout(18)) == f"{joined} It rained."
    assert read(text, Layout(30)) == f"{joined}\nIt rained."
    assert read("A.\n\nB  b\tc.\nC.") == "A.\n\nB b c.\nC."


def test_lines_are_cut_at_offsets():
    """Blanks at the cuts are left out; what stood before counts for the width."""
    lines, _ = read_lines("1. Urge calm.\n2. Ask.")
    (first, second) = lines_between(lines, 2, 16)
    assert (first.text, first.start, first.cut) == ("Urge calm.", 3, 3)
    assert (second.text, second.end) == ("2.", 16)
    assert lines_between(lines, 5, 5) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The parties shall open the roads.", "en"),
        ("Las partes abrirán los caminos.", "es"),
        ("As partes abrirão as estradas à ajuda.", "pt"),
        ("Les parties ouvriront les routes à l’aide.", "fr"),
        ("12345", ""),
    ],
)
def test_the_language_shows_in_a_sentence(text, language):
    """By its small words."""
    assert detect_language(text) == language
