"""What an address may ask for, and what becomes of the rest of it."""

import pytest
from django.http import QueryDict

from declarations.forms import (
    MAX_SHOWN,
    ComparisonFilterForm,
    DeclarationFilterForm,
    PasteForm,
    ReadingForm,
)

CHOICES = {
    "issuers": [("lima-group", "Lima Group")],
    "years": [2020, 2019],
    "topics": [("third-states", "Role of third states")],
}


def comparison(query):
    """Return the filter of a comparison for a query string."""
    return ComparisonFilterForm(QueryDict(query))


def listing(query):
    """Return the filter of the list for a query string."""
    return DeclarationFilterForm(QueryDict(query), **CHOICES)


def test_nothing_asked_gives_the_usual():
    """A bare address: every row, in the numbering of the left, in English, and nothing to say."""
    form = comparison("")
    usual = {"view": "aligned", "order": "left", "topic": "", "lang": "en", "pair": None}
    assert form.criteria() == {**usual, "relation": [], "basis": []}
    assert form.notices() == []


def test_known_values_are_taken():
    """Several relations, a basis, an order, a topic and a language, without a notice."""
    form = comparison(
        "view=matrix&relation=partial&relation=only-left&order=right&topic=elections&lang=es"
        "&pair=5,11-bis&basis=coded&basis=judged"
    )
    assert form.criteria() == {
        "view": "matrix",
        "relation": ["partial", "only-left"],
        "basis": ["judged", "coded"],
        "order": "right",
        "topic": "elections",
        "lang": "es",
        "pair": ("5", "11-bis"),
    }
    assert form.notices() == []


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ("order=topic", "topic"),
        ("order=topic&view=", "topic"),
        ("order=topic&view=nope", "topic"),
        ("order=topic&view=matrix", "matrix"),
        ("order=right", "aligned"),
    ],
)
def test_an_old_order_by_topic_is_now_a_view(query, view):
    """Addresses from before there were views keep their meaning, unless they name a view."""
    asked = comparison(query).criteria()
    assert asked["view"] == view
    assert asked["order"] == ("right" if query == "order=right" else "left")


@pytest.mark.parametrize(
    ("query", "relation"),
    [
        ("relation=divergent&relation=convergent", ["convergent", "divergent"]),
        ("relation=partial&relation=partial", ["partial"]),
        ("relation=convergent&relation=foo", ["convergent"]),
        ("relation=unrelated", []),
        ("relation=", []),
        ("relation%5B%5D=partial", []),
    ],
)
def test_relations_are_those_known_each_once(query, relation):
    """One unknown relation does not undo the known ones beside it; the order is the chips'."""
    assert comparison(query).criteria()["relation"] == relation


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("relation=foo", "“foo” was left out: this page knows no such relation."),
        ("relation=partial&relation=x", "“x” was left out: this page knows no such relation."),
        ("order=upwards", "“upwards” was left out: this page knows no such order."),
        ("lang=xx", "“xx” was left out: this page knows no such language."),
        ("topic=two words", "“two words” was left out: this page knows no such topic."),
        ("order=%00", "The order was left out: it held no readable characters."),
        ("order=a%00b", "“ab” was left out: this page knows no such order."),
    ],
)
def test_an_unknown_value_is_named(query, notice):
    """The reader learns which value was left out, and of what."""
    assert comparison(query).notices() == [notice]


@pytest.mark.parametrize("query", ["relation=", "order=", "topic=", "lang=", "order=%20", "x=1"])
def test_an_empty_value_needs_no_notice(query):
    """A form sends empty fields along; nobody mistyped anything."""
    form = comparison(query)
    assert form.notices() == []
    assert form.criteria() == comparison("").criteria()


def test_a_long_value_is_shortened_in_the_notice():
    """A notice stays a sentence, whatever stood in the address."""
    (notice,) = comparison("order=" + "x" * 5000).notices()
    assert "x" * MAX_SHOWN + "…" in notice
    assert "x" * (MAX_SHOWN + 1) not in notice


def test_filters_of_the_list_know_what_is_held():
    """Issuer, year and topic are those offered; the year is a number."""
    form = listing("q=cuba&issuer=lima-group&year=2019&topic=third-states")
    assert form.criteria() == {
        "q": "cuba",
        "issuer": "lima-group",
        "year": 2019,
        "topic": "third-states",
        "lang": "en",
    }
    assert form.notices() == []


@pytest.mark.parametrize(
    "query",
    ["issuer=unasur", "year=abc", "year=1999", "year=99999999", "topic=nope", "q=" + "x" * 201],
)
def test_the_list_leaves_out_what_is_not_held(query):
    """The rest of the list is shown, with one sentence about what was left out."""
    form = listing(query)
    assert form.criteria() == listing("").criteria()
    assert len(form.notices()) == 1


def test_a_text_of_two_hundred_characters_is_searched_for():
    """The longest text that the field takes is not cut."""
    form = listing("q=" + "x" * 200)
    assert form.criteria()["q"] == "x" * 200
    assert form.notices() == []


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_every_language_of_wordings_can_be_asked_for(language):
    """A language that nobody translated into yet falls back later; it is no mistake."""
    form = ReadingForm(QueryDict(f"lang={language}"))
    assert form.criteria() == {"lang": language}
    assert form.notices() == []


def test_a_pasted_text_is_measured_as_the_browser_measured_it():
    """A line's end is sent as two characters and counted as one; a text too long is refused."""
    lines = "x\r\n" * (PasteForm.MOST // 2)
    form = PasteForm({"text": lines})
    assert form.is_valid()
    assert form.cleaned_data["text"].startswith("x\nx")
    assert not PasteForm({"text": f"{lines}xx"}).is_valid()
