"""Word files: numbers that Word counts by itself, and words that are easily lost."""

import pytest

from declarations.comparison.segmentation import segment
from declarations.documents.number_formats import format_number
from declarations.documents.word import read_word

from .building import definition, level, make_docx, number, paragraph

LEGAL = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", extra="<w:isLgl/>")
LIST = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "bullet", "\uf0b7")


def texts(content):
    """Return the paragraphs of a Word file."""
    return read_word(content).text.strip("\n").split("\n\n")


def lines(body, numbering="", styles=""):
    return texts(make_docx(body, numbering=numbering, styles=styles))


def numbered(*items, numbering):
    """Return what is printed before each item, each given as its list and its level."""
    body = "".join(paragraph("x", number=name, level=place) for name, place in items)
    return [line.rpartition("\t")[0] for line in lines(body, numbering)]


def test_a_declaration_by_word_is_split_into_its_points():
    """No number is in the text; all of them are in the labels."""
    body = (
        paragraph("Declaration of the Orvane Contact Group")
        + paragraph("The Ministers of Norland and Estmark, meeting at Helm, declare:")
        + paragraph("Support the truce in the valley.", number="1")
        + paragraph("Urge the parties:", number="1")
        + paragraph("to withdraw their heavy weapons;", number="1", level=1)
        + paragraph("to let the observers verify it.", number="1", level=1)
        + paragraph("Welcome the second corridor.", number="1")
        + paragraph("Helm, 3 May 2023")
    )
    numbering = definition(0, LIST) + number(1, 0)
    found = segment(read_word(make_docx(body, numbering=numbering)).text)
    assert found.title.text == "Declaration of the Orvane Contact Group"
    assert found.preamble.text.startswith("The Ministers of Norland")
    assert [point.label for point in found.points] == ["1", "2", "3"]
    assert [part.label for part in found.points[1].parts] == ["2(a)", "2(b)"]
    assert found.points[2].text == "Welcome the second corridor."
    assert found.closing.text == "Helm, 3 May 2023"


def test_levels_count_below_one_another_and_begin_anew():
    """A level is set back by each one above it, and one that is skipped stands at its start."""
    items = [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1), ("2", 1)]
    numbering = definition(0, LIST) + number(1, 0) + definition(1, LEGAL) + number(2, 1)
    printed = ["1.", "(a)", "(b)", "•", "2.", "(a)", "1.1"]
    assert numbered(*items, numbering=numbering) == printed


def test_lists_of_one_definition_count_on_unless_they_say_where_they_begin():
    """As Word's "Continue numbering" and "Restart at 1" are written."""
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = definition(0, LIST) + number(1, 0) + number(2, 0) + number(3, 0, restart)
    items = [("1", 0), ("2", 0), ("3", 0), ("3", 0), ("1", 0)]
    assert numbered(*items, numbering=numbering) == ["1.", "2.", "1.", "2.", "3."]


def test_a_list_can_say_otherwise_than_its_definition_and_never_begin_anew():
    """An override of a level; ``lvlRestart`` of 0; a start that is not 1."""
    never = '<w:lvlRestart w:val="0"/>'
    levels = level(0, "decimal", "%1.") + level(1, "lowerRoman", "%2)", start=4, extra=never)
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "ordinal", "%1", start=7)}</w:lvlOverride>'
    numbering = definition(0, levels) + number(1, 0, override)
    items = [("1", 0), ("1", 1), ("1", 0), ("1", 1)]
    assert numbered(*items, numbering=numbering) == ["7th", "iv)", "8th", "v)"]


def test_a_style_numbers_its_paragraphs_and_those_based_on_it():
    """The level that names a style is the style's; a paragraph can refuse its style's number."""
    based = '<w:basedOn w:val="Item"/>'
    styles = (
        '<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        f'<w:style w:type="paragraph" w:styleId="Late"><w:name w:val="Late"/>{based}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/>{based}'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    levels = level(0, "decimal", "%1.") + level(
        1, "upperLetter", "%1.%2.", extra='<w:pStyle w:val="Sub"/>'
    )
    body = (
        paragraph("Support.", style="Item")
        + paragraph("Urge.", style="Late")
        + paragraph("withdraw.", style="Sub")
        + paragraph("A remark.", style="Item", number="0")
        + paragraph("Welcome.", style="Late")
    )
    found = lines(body, definition(0, levels) + number(1, 0), styles)
    expected = ["1.\tSupport.", "2.\tUrge.", "2.A.\twithdraw.", "A remark.", "3.\tWelcome."]
    assert found == expected


def test_formats_as_word_prints_them():
    """Far beyond what declarations count to."""
    assert format_number(14, "upperRoman") == "XIV"
    assert [format_number(n, "upperLetter") for n in (26, 27, 53)] == ["Z", "AA", "AAA"]
    assert [
        format_number(n, "ordinal") for n in (1, 2, 3, 11, 22)
    ] == "1st 2nd 3rd 11th 22nd".split()
    assert [format_number(n, "ordinal", "fr") for n in (1, 2)] == ["1er", "2e"]
    assert format_number(21, "ordinalText", "en") == "Twenty-first"
    assert format_number(0, "lowerLetter") == "0"
    assert format_number(5, "hindiNumbers") == "5"


@pytest.mark.parametrize(
    ("runs", "words"),
    [
        (
            "<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r>",
            "one\ttwo\nthree",
        ),
        (
            "<w:r><w:t>cease</w:t><w:noBreakHyphen/><w:t>fi</w:t><w:softHyphen/><w:t>re</w:t></w:r>",
            "cease\N{NON-BREAKING HYPHEN}fire",
        ),
        (
            "<w:del><w:r><w:delText>Reject</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>Support</w:t></w:r></w:ins>",
            "Support",
        ),
        ("<w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink>", "linked"),
        (
            "<w:sdt><w:sdtContent><w:r><w:t>in a control</w:t></w:r></w:sdtContent></w:sdt>",
            "in a control",
        ),
        ("<w:r><w:t>truce</w:t><w:footnoteReference/></w:r>", "truce"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>shown</w:t></w:r>", "shown"),
        (
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r><w:r><w:t>seen</w:t></w:r>",
            "seen",
        ),
    ],
)
def test_words_in_whatever_holds_them(runs, words):
    """Kept as a reader of the page sees them, changes accepted."""
    assert lines(paragraph(runs)) == [words]


def test_boxes_controls_tables_and_paragraphs_run_together():
    """None of them is a paragraph of the body, and each holds text."""
    box = (
        "<w:r><w:t>Anchor.</w:t><w:pict><w:txbxContent>"
        f"{paragraph('In a box.')}</w:txbxContent></w:pict></w:r>"
    )
    ended = (
        '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">'
        "Support </w:t></w:r></w:p>"
    )

    def cell(*words):
        return f"<w:tc>{''.join(paragraph(word) for word in words)}</w:tc>"

    table = (
        f"<w:tbl><w:tr>{cell('1.')}{cell('In a table.')}</w:tr>"
        f"<w:tr>{cell('2.')}{cell('Of two', 'paragraphs.')}</w:tr></w:tbl>"
    )
    control = f"<w:sdt><w:sdtContent>{paragraph('Controlled.')}</w:sdtContent></w:sdt>"
    found = lines(paragraph(box) + table + control + ended + paragraph("the truce."))
    assert found == [
        *("Anchor.", "In a box.", "1.\tIn a table.", "2.\tOf two", "paragraphs."),
        *("Controlled.", "Support the truce."),
    ]
