"""What is doubtful about a split: each kind is raised, says where, and has its sentence."""

import pytest

from declarations.comparison.openings import Numeral
from declarations.comparison.segmentation import segment
from declarations.comparison.split_types import SplitWarning, WarningKind
from declarations.comparison.split_warnings import (
    MAX_OF_A_KIND,
    SENTENCES,
    word_warning,
    write_number,
)

URGE = "Urge the parties to calm."
EXAMPLES = {
    WarningKind.GAP: (f"1. {URGE}\n4. {URGE}\n5. {URGE}\n", "4.", "Missing before 4: 2, 3."),
    WarningKind.REPEAT: (
        f"1. {URGE}\n2. {URGE}\n2. {URGE}\n3. {URGE}\n",
        "2.",
        "The number 2 comes again.",
    ),
    WarningKind.RESTART: (
        f"1. {URGE}\n2. {URGE}\n3. {URGE}\n\nDecisions\n\n1. {URGE}\n2. {URGE}\n",
        "1.",
        "The numbering begins again at 1.",
    ),
    WarningKind.SECOND_LIST: (
        f"1. {URGE}\n2. {URGE}\n\nDecisions\n\nI. {URGE}\nII. {URGE}\n",
        "I.",
        "Another list, numbered otherwise, begins at I.",
    ),
    WarningKind.PASSED_OVER: (
        f"1. {URGE}\n2. {URGE}\n90. {URGE}\n3. {URGE}\n",
        "90.",
        "A line begins with 90 and was taken for words of the point before.",
    ),
    WarningKind.RUN_ON: (
        f"1. {URGE}\n2. {URGE} 3. {URGE}\n4. {URGE}\n",
        "3.",
        "Point 3 begins within a line.",
    ),
    WarningKind.LONG: (
        f"1. {URGE}\n2. {URGE * 100}\n3. {URGE}\n",
        f"2. {URGE * 100}",
        "Point 2 is long, 500 words: it may be two.",
    ),
    WarningKind.SHORT: (
        f"1. {URGE}\n2. Peace.\n3. {URGE}\n",
        "2. Peace.",
        "Point 2 is short, 1 words: it may be none.",
    ),
    WarningKind.NUMBERS_LOST: (
        f"• {URGE}\n• {URGE}\n",
        f"{URGE}\n• {URGE}",
        "The numbers are lost and were counted again, 1? to 2?.",
    ),
    WarningKind.UNNUMBERED: (
        f"The Ministers declare:\n\n{URGE}\n\n{URGE}\n",
        f"{URGE}\n\n{URGE}",
        "No numbers: the paragraphs were given some, 1 to 2.",
    ),
    WarningKind.CLOSING_UNSURE: (
        f"1. {URGE}\n\n2. {URGE}\n\n3. {URGE}\n\nThey met at Helm.\n",
        "They met at Helm.",
        "Whether this still belongs to the last point, 3, is not sure.",
    ),
    WarningKind.NO_POINTS: ("", "", "No points were found."),
    WarningKind.UNREAD: (
        f"1. {URGE}\n2. {URGE}\n" + "x.\n" * 19_998 + "The end.",
        "The end.",
        "The text is too long: from here on it was not split.",
    ),
}


def test_every_kind_has_a_sentence_and_an_example():
    """Nothing is raised that cannot be said."""
    assert SENTENCES.keys() == EXAMPLES.keys() == set(WarningKind)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_warning_says_what_and_where(kind):
    """Its span is what it concerns; the sentence can be checked against the text."""
    text, concerned, sentence = EXAMPLES[kind]
    warning = next(warning for warning in segment(text).warnings if warning.kind is kind)
    assert text[warning.start : warning.end].strip() == concerned
    assert word_warning(warning) == sentence


def test_a_text_without_doubt_has_no_warnings():
    """The opposite of all of them."""
    assert (
        segment(f"The Ministers declare:\n\n1. {URGE}\n\n2. {URGE}\n\n3. {URGE}\n").warnings == ()
    )


def test_bis_does_not_stand_for_the_number():
    """ "3 bis" without a "3" is a gap; behind it there is none."""
    text = f"1. {URGE}\n2. {URGE}\n3 bis. {URGE}\n4. {URGE}\n"
    assert [w.missing for w in segment(text).warnings] == [("3",)]
    assert segment(f"1. {URGE}\n2. {URGE}\n2 bis. {URGE}\n3. {URGE}\n").warnings == ()


def test_warnings_of_a_kind_are_bounded():
    """A text with hundreds is read wrongly, and says so fifty times."""
    text = "".join(f"{number}. Peace.\n" for number in range(1, 200))
    kinds = [warning.kind for warning in segment(text).warnings]
    assert kinds.count(WarningKind.SHORT) == MAX_OF_A_KIND


def test_sentences_are_translated_and_values_put_in_once():
    """Labels are the text's; a percent sign in one is no placeholder."""
    warning = SplitWarning(WarningKind.GAP, 0, 2, ("1", "%(label)s"), ("2",))
    assert word_warning(warning) == "Missing before %(label)s: 2."
    spanish = {SENTENCES[WarningKind.GAP]: "Antes de %(label)s falta: %(missing)s."}
    assert word_warning(warning, lambda text: spanish[text]) == "Antes de %(label)s falta: 2."


@pytest.mark.parametrize(
    ("numeral", "value", "written"),
    [
        (Numeral.ARABIC, 7, "7"),
        (Numeral.ROMAN_CAPITAL, 49, "XLIX"),
        (Numeral.ROMAN_SMALL, 8, "viii"),
        (Numeral.CAPITAL, 3, "C"),
        (Numeral.SMALL, 27, "27"),
        (Numeral.WORD, 5, "5"),
    ],
)
def test_a_missing_number_is_written_as_the_list_has_them(numeral, value, written):
    """Of words, and of letters beyond z, the digits."""
    assert write_number(numeral, value) == written
