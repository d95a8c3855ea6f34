"""PDF: lines become the paragraphs and the points that they were set from."""

from declarations.comparison.segmentation import segment
from declarations.comparison.split_types import RestKind
from declarations.documents.pdf import read_pdf

from .building import make_pdf, set_pages
from .hostile import WORDS, plain_pdf


def test_a_communique_of_three_pages_is_split_into_its_points():
    """Across hard line breaks, page breaks, running heads and page numbers."""
    text = read_pdf(plain_pdf()).text
    assert text.count("\f") == 2
    found = segment(text)
    assert found.title.text == WORDS[0]
    assert found.preamble.text == WORDS[1]
    assert [f"{point.label}. {point.text}" for point in found.points] == WORDS[2:]
    assert {rest.kind for rest in found.rest} == {RestKind.RUNNING_HEAD, RestKind.PAGE_NUMBER}


def test_lines_apart_are_paragraphs_and_lines_of_one_are_not():
    """Points that fill no line, of which no width tells where they end."""
    lines = ["Declaration", "1. Support", "the truce", "of May.", "2. Urge", "its", "renewal."]
    heights = [800, 760, 746, 732, 708, 694, 680]
    page = [(72, height, line) for height, line in zip(heights, lines, strict=True)]
    text = read_pdf(make_pdf([page])).text
    assert text == "Declaration\n\n1. Support\nthe truce\nof May.\n\n2. Urge\nits\nrenewal.\n"


def test_a_word_broken_at_the_margin_and_signs_that_fonts_have_of_their_own():
    """The hyphen goes with the break, and stays in a word that has one."""
    page = set_pages(["Declaration", "1. Support x"])[0]
    page[-1] = (72, page[-1][1], "1. Support the inter-")
    page.append((72, page[-1][1] - 14, "national observers of the valley ."))
    assert (
        segment(read_pdf(make_pdf([page])).text)
        .points[0]
        .text.startswith("Support the international observers")
    )
