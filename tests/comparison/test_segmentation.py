"""Splitting any text: nothing is lost, offsets cut it as issued, and the time is bounded."""

import textwrap
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from declarations.comparison import read_label
from declarations.comparison.lines import INVISIBLE, MAX_LINES
from declarations.comparison.segmentation import segment
from declarations.comparison.split_types import Numbering, PointKind, RestKind, WarningKind
from declarations.models import Point

from . import golden, sample

LETTERS = "abcdefghijklmnopqrs"
ROMANS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII".split()
ORDINALS = """
    Primero Segundo Tercero Cuarto Quinto Sexto Séptimo Octavo Noveno Décimo Undécimo Duodécimo
    Decimotercero Decimocuarto Decimoquinto Decimosexto Decimoséptimo Decimoctavo
""".split()
LAYOUTS = {
    "1.": lambda n: (f"{n}. ", str(n)),
    "1)": lambda n: (f"{n}) ", str(n)),
    "(1)": lambda n: (f"({n}) ", str(n)),
    "1.-": lambda n: (f"{n}.- ", str(n)),
    "1º": lambda n: (f"{n}º ", str(n)),
    "1.Text": lambda n: (f"{n}.", str(n)),
    "N° 1": lambda n: (f"N° {n} ", str(n)),
    "IV.": lambda n: (f"{ROMANS[n - 1]}. ", ROMANS[n - 1]),
    "a)": lambda n: (f"{LETTERS[n - 1]}) ", LETTERS[n - 1]),
    "Primero:": lambda n: (f"{ORDINALS[n - 1]}: ", ORDINALS[n - 1]),
    "Punto 1": lambda n: (f"Punto {n}\n", str(n)),
    "Article 1.": lambda n: (f"Article {n}. ", str(n)),
    "1. throughout": lambda n: ("1. ", f"{n}?"),
    "bullets": lambda n: ("• ", f"{n}?"),
    "no numbers": lambda n: ("", str(n)),
}
HEAD = """Declaration of the Group

The Governments of Norland and Estmark, meeting in the city of Helm on the situation, declare:"""


def lay_out(texts, layout, width, gap):
    """Return a declaration with some points, and the label and words of each."""
    blocks, expected = [HEAD], []
    for number, words in enumerate(texts, 1):
        mark, label = LAYOUTS[layout](number)
        if width:
            above, inline = (mark, "") if mark.endswith("\n") else ("", mark)
            words_set = textwrap.fill(inline + words, width, break_on_hyphens=False)
            blocks.append(above + words_set)
        else:
            blocks.append(mark + words)
        expected.append((label, words))
    return gap.join(blocks) + "\n\nHelm, 3 May 2023\n", expected


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_sample_is_split_in_every_layout(layout):
    """All points of the sample, in lines as paragraphs and broken at a margin: 99 in a hundred."""
    points = exact = 0
    for width, gap in ((0, "\n\n"), (0, "\n"), (72, "\n\n"), (72, "\n")):
        if layout == "no numbers" and width and gap == "\n":
            continue  # nothing at all sets its paragraphs apart
        for held in sample.declarations().values():
            texts = [point.wordings["en"] for point in held]
            text, expected = lay_out(texts, layout, width, gap)
            found = [(point.label, point.text) for point in segment(text).points]
            points += len(expected)
            exact += len(set(expected) & set(found))
    assert exact >= 0.99 * points


def check_split(text):
    """Assert what holds of the parts of any text."""
    found = segment(text)
    place = 0
    for start, end in sorted([*found.spans(), (len(text), len(text) + 1)]):
        assert place <= start < end <= len(text) + 1
        assert all(letter.isspace() or letter in INVISIBLE for letter in text[place:start])
        place = end
    before = 0
    for point in found.points:
        assert before <= point.label_span[0] <= point.label_span[1] <= point.start <= point.end
        assert point.label
        assert len(point.label) <= Point._meta.get_field("label").max_length
        if point.spans:
            assert (point.start, point.end) == (point.spans[0][0], point.spans[-1][1])
            assert text[point.start : point.end].split()[0][:1] == point.text[:1]
        assert all(point.start <= part.start <= part.end <= point.end for part in point.parts)
        before = point.end
    for warning in found.warnings:
        assert 0 <= warning.start <= warning.end <= len(text)
    return found


WORDS = """
    1. 2. 3. 1) (a) (b) a) i) I. II. 1.- 1º N° Point Punto Artículo Primero Segundo: • - * # **
    5 7 12 2019 1.5 bis Condemn Urge Recalling Que Done Helm, 3 May the of : ; , . “ » Page 3/4
    Click here http://x.org DECLARACIÓN Declaration declare: - 2 - ñ) é \xad \ufeff \x00 \x0c \t
""".split()
BREAKS = [" ", "\n", "\n\n", "\r\n", "\u2028", " \n \n", "-\n", ",\n", ".\n", ":\n\n", "\f"]
PIECES = st.sampled_from([*WORDS, *BREAKS])
ANY_TEXT = st.text(max_size=200) | st.lists(PIECES, max_size=60).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(ANY_TEXT | st.lists(PIECES, max_size=60).map("".join))
@example("")
@example("\ufeff")
@example("1.")
@example("•\n•\n")
@example("1. A\n(1)\n1. B")
@example("PP1")
@example("- \n- x\n- \n")
@example("Recalling,\n•Recalling,")
def test_any_text_is_split_and_nothing_of_it_is_lost(text):
    """Parts do not overlap; what is between them is blank; offsets cut the text as issued."""
    check_split(text)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_golden_text_with_anything_in_it_is_split(data):
    """Cut out, put in, doubled: as people paste."""
    text = data.draw(st.sampled_from(golden.texts())).text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    check_split(text[:start] + data.draw(ANY_TEXT) + text[end:])


def test_every_golden_text_is_split_without_loss():
    """The same of texts that make sense; and every label can be read and found again."""
    for text in golden.texts():
        for point in check_split(text.text).points:
            assert read_label(point.label), (text.style, point.label)


URGE = "Urge the parties to calm."


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        # The real number is behind a full stop, the other within a sentence.
        (f"1. {URGE}\n2. They asked for\n3. more of it.\n3. {URGE}\n4. {URGE}\n", "1 2 3 4"),
        (f"1. {URGE}\n2. As the Council said in\n5. {URGE}\n3. {URGE}\n", "1 2 3"),
        # What stands before the enacting line is no point.
        (f"1. Helm\n\nThe Ministers declare:\n\n1. {URGE}\n\n2. {URGE}\n", "1 2"),
        (f"1. {URGE}\n\n1. {URGE}\n\n2. {URGE}\n", "1 1 2"),
        # Set off otherwise: before, between, behind.
        (f"1) {URGE}\n2. {URGE}\n3. {URGE}\n4.- {URGE}\n5. {URGE}\n6º {URGE}\n", "1 2 3 4 5 6"),
        (f"1.- {URGE}\n2.- {URGE}\n3) {URGE}\n4.- {URGE}\n", "1 2 3 4"),
        # A text that is cut off above.
        (f"10. {URGE}\n\n11. {URGE}\n\n12. {URGE}\n", "10 11 12"),
        # Signatories, notes, and the page's number behind the last.
        (f"1. {URGE}\n2. {URGE}\n\nSignatories:\n1. Norland\n2. Vey\n3. Estmark\n", "1 2"),
        (f"1. {URGE}\n2. {URGE}\n\nNotes:\n(1) Of 2022.\n(2) Of 2021.\n", "1 2"),
        (f"1. {URGE}\n2. {URGE}\n\n3\n", "1 2"),
        # Letters in Spanish, with ñ; and beyond z.
        ("".join(f"{letter}) {URGE}\n" for letter in "klmnñopq"), "k l m n ñ o p q"),
        # Two lists, the lower-case one below.
        (f"1. {URGE}\na) one;\nb) two.\n2. {URGE}\ni) one;\nii) two.\n", "1 2"),
        # Quoted; in capitals; with tabs; in a table.
        (f"«1. {URGE}\n«2. {URGE}\n«3. {URGE}»\n", "1 2 3"),
        (f"1.\t{URGE}\r\n2.\t{URGE}\r\n".upper(), "1 2"),
        (f"1\n\n{URGE}\n\n2\n\n{URGE}\n\n3\n\n{URGE}\n", "1 2 3"),
        # Sentences before and behind are no points where the numbers are such as points have.
        (
            f"They met at Helm on the 3rd of May 2023.\n\nThey agreed:\n\n1) {URGE}\n2) {URGE}\n\n"
            "The ministers thanked the people of Helm for their hospitality.\n",
            "1 2",
        ),
        # Words.
        (f"Point One: {URGE}\nPoint Two: {URGE}\nPoint Three: {URGE}\n", "One Two Three"),
        (f"Uno. {URGE}\nDos. {URGE}\nTres. {URGE}\n", "Uno Dos Tres"),
    ],
)
def test_labels_are_read_where_a_text_is_awkward(text, labels):
    """What people paste."""
    found = segment(text).points
    assert [point.label for point in found] == labels.split()
    check_split(text)


N = 1_000_000


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("digits", "1" * N),
        ("dots", "." * N),
        ("blanks", " " * N),
        ("empty lines", "\n" * N),
        ("one word", "I" * N),
        ("two points over and over", "1. Ab\n2. Cd\n" * (N // 12)),
        ("bullets", "• x\n" * (N // 4)),
        ("broken words", "a-\n" * (N // 3)),
        ("numbers within a line", "Abc. 1. Def " * (N // 12)),
        ("brackets", "(" * N),
        ("paragraphs", "Que la paz;\n" * (N // 12)),
    ],
)
def test_a_million_characters_take_less_than_two_seconds(name, text):
    """Whatever they are; of the process, which others on the machine lengthen but little."""
    seconds = []
    for _reading in range(2):
        start = time.process_time()
        segment(text)
        seconds.append(time.process_time() - start)
        if seconds[-1] < 1:
            break
    assert min(seconds) < 2, name


def test_what_is_too_long_is_kept_and_said_to_be_unread():
    """The beginning is split."""
    text = "1. Urge calm.\n2. Urge peace.\n" + "x.\n" * MAX_LINES
    found = check_split(text)
    assert found.points[0].text == "Urge calm."
    assert [piece.kind for piece in found.rest] == [RestKind.UNREAD]
    assert WarningKind.UNREAD in {warning.kind for warning in found.warnings}
    assert found.rest[0].end == len(text) - 1


@pytest.mark.parametrize("text", ["", " \n\t ", "Declaration of Helm\n"])
def test_a_text_without_points_says_so(text):
    """Nothing is made up."""
    found = segment(text)
    assert (found.points, found.numbering) == ((), Numbering.NONE)
    assert [warning.kind for warning in found.warnings] == [WarningKind.NO_POINTS]


def test_a_single_point_is_one():
    """With its number; and a text of one sentence is one paragraph."""
    (point,) = segment("Declaration\n\nThe Ministers declare:\n\n1. That the truce holds.\n").points
    assert (point.label, point.text) == ("1", "That the truce holds.")
    (point,) = segment("The Ministers urge an immediate truce.").points
    assert (point.label, point.label_span) == ("1", (0, 0))


def test_the_language_is_detected_unless_it_is_given():
    """What an editor says is not doubted."""
    text = "1. Condemn the attack.\n2. Urge the parties to calm.\n"
    assert segment(text).language == "en"
    assert segment(text, "es").language == "es"


def test_preambular_points_are_told_by_their_participle():
    """And only before the operative ones."""
    text = (
        "The Conference,\n\nRecalling the truce,\n\n1. Urges calm;\n\n2. Recalling it, asks more.\n"
    )
    kinds = [(point.label, point.kind) for point in segment(text).points]
    assert kinds == [
        ("PP1", PointKind.PREAMBULAR),
        ("1", PointKind.OPERATIVE),
        ("2", PointKind.OPERATIVE),
    ]


def test_what_stands_between_two_pages_is_no_part_of_a_point():
    """Its offsets reach over it; its spans and its words leave it out."""
    text = next(t for t in golden.texts() if (t.style, t.language) == ("pages", "en")).text
    point = next(point for point in segment(text).points if len(point.spans) > 1)
    assert "ORVANE CONTACT GROUP" in text[point.start : point.end]
    assert "ORVANE CONTACT GROUP" not in point.text
    assert not any("ORVANE CONTACT GROUP" in text[start:end] for start, end in point.spans)
