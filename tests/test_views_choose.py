"""Addresses that hold nothing, and choosing two declarations to read."""

import datetime

import pytest

from declarations.models import Wording
from tests.factories import make_declaration, make_topic
from tests.page_parts import notices, parse, row_ids

pytestmark = pytest.mark.django_db

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"
FOUNDING = f"/compare/{LIMA}/{SAN_JOSE}/"


def make_pair(left=(), right=(), **fields):
    """Make two declarations and return the address of their comparison."""
    make_declaration(slug="left", title="Of the left", points=left, **fields)
    make_declaration(slug="right", title="Of the right", points=right, **fields)
    return "/compare/left/right/"


COMMON = {"text": "Support the renewal of the truce.", "topics": ["truce"]}
AFFIRMED = COMMON | {"positions": {"truce-renewed": "affirms"}}
REJECTED = COMMON | {"positions": {"truce-renewed": "rejects"}}


# --- What is not there --------------------------------------------------------------


def test_both_without_points(client):
    """A sentence instead of an empty table."""
    page = parse(client.get(make_pair()))
    assert "Neither declaration has points yet." in page.text
    assert not page.all("table")
    assert not page.all("svg", klass="bar")


def test_one_side_without_points(client):
    """The other side's points all stand alone."""
    page = parse(client.get(make_pair([AFFIRMED])))
    assert row_ids(page) == ["left-1"]
    assert "of which 0 points are held" in page.text


def test_a_filter_without_rows_says_so(client):
    """And offers everything again."""
    page = parse(client.get(make_pair([AFFIRMED], [AFFIRMED]) + "?relation=divergent"))
    assert "No row is left under this filter." in page.text
    assert page.one("div", klass="empty").one("a")["href"] == "/compare/left/right/"


def test_a_point_without_wording_says_so(client):
    """It stands by its codes, without words of its own."""
    address = make_pair([AFFIRMED], [AFFIRMED])
    Wording.objects.filter(point__declaration__slug="left").delete()
    row = parse(client.get(address)).one("tr", id="r-1-1")
    assert row.all("td")[0].one("div", klass="text").text == "No wording is held."


def test_opposite_stances_diverge(client):
    """The word, the sign's line and the reason."""
    row = parse(client.get(make_pair([AFFIRMED], [REJECTED]))).one("tr", id="r-1-1")
    assert row.one("span", klass="relation").text == "Diverge"


def test_points_that_share_only_words_stay_open(client):
    """Nobody has said how they stand, and the row says that."""
    row = parse(client.get(make_pair([COMMON], [COMMON]))).one("tr", id="r-1-1")
    assert row["data-relation"] == "open"
    assert "nobody has said how they stand" in row.one("th").text


def test_a_topic_without_rows_in_order_by_topic(client):
    """Points without a topic come under a heading of their own."""
    make_topic("truce")
    address = make_pair([COMMON, "Thank the host."], [COMMON])
    headings = parse(client.get(f"{address}?order=topic")).all("tr", klass="topic-row")
    assert [heading.text for heading in headings] == ["Truce", "No topic coded"]


# --- Choosing ---------------------------------------------------------------------


def test_a_declaration_with_itself_is_explained(client, sample):
    """A sentence, and the chooser with it already chosen on the left."""
    response = client.get(f"/compare/{LIMA}/{LIMA}/")
    page = parse(response)
    assert response.status_code == 200
    assert "it agrees with itself in every point" in notices(page)[0]
    left, right = page.all("select")
    assert [option["value"] for option in left.all("option", selected="")] == [LIMA]
    assert not right.all("option", selected="")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", None),
        (f"left={LIMA}", None),
        (f"left={LIMA}&right={LIMA}", "You chose the same declaration twice."),
        (f"left={LIMA}&right=unasur-2008", "One of these declarations is not held."),
        (f"left=%00&right={LIMA}", None),
        (f"pick={LIMA}", "You ticked one declaration."),
        (f"pick={LIMA}&pick={LIMA}", "You chose the same declaration twice."),
        (f"pick={LIMA}&pick={SAN_JOSE}&pick=joint-2019-06-03", "You ticked 3 declarations;"),
    ],
)
def test_the_chooser_says_what_is_missing(client, sample, query, message):
    """In a sentence that says what to do, with the chooser below it."""
    response = client.get(f"/compare/?{query}")
    page = parse(response)
    assert response.status_code == 200
    assert len(page.all("select")) == 2
    found = notices(page)
    assert found[0].startswith(message) if message else not found


def test_two_chosen_lead_to_their_comparison(client, sample):
    """As chosen, left and right; language and order go along."""
    response = client.get(f"/compare/?left={SAN_JOSE}&right={LIMA}&lang=es&order=topic")
    assert response.status_code == 302
    assert response["Location"] == f"/compare/{SAN_JOSE}/{LIMA}/?lang=es&order=topic"


@pytest.mark.parametrize("picks", [(LIMA, SAN_JOSE), (SAN_JOSE, LIMA)])
def test_of_two_ticked_the_earlier_reads_left(client, sample, picks):
    """The list has the latest first; a reader goes from what was said to the answer."""
    response = client.get("/compare/", {"pick": picks})
    assert response["Location"] == FOUNDING


def test_choosers_list_all_by_year(client, sample):
    """The latest first, in groups."""
    page = parse(client.get("/compare/"))
    left = page.all("select")[0]
    assert [group["label"] for group in left.all("optgroup")] == ["2020", "2019", "2017"]
    assert len(left.all("option")) == 24


def test_the_chooser_on_one_side_keeps_the_other(client, sample):
    """It sends the declaration of the other side along, and the language."""
    page = parse(client.get(f"{FOUNDING}?lang=es"))
    form = page.all("details", klass="chooser")[0].one("form")
    hidden = {field["name"]: field["value"] for field in form.all("input", type="hidden")}
    assert hidden == {"right": SAN_JOSE, "lang": "es"}
    assert form.one("select")["name"] == "left"
    assert form.one("option", selected="")["value"] == LIMA


def test_an_empty_site_has_nothing_to_choose(client):
    """It says so."""
    assert "No declaration is published yet." in parse(client.get("/compare/")).text


def test_the_comparison_names_its_own_address_for_citation(client):
    """Without filters: who follows it sees the whole."""
    address = make_pair([AFFIRMED], [AFFIRMED], date=datetime.date(2019, 5, 3))
    cite = parse(client.get(f"{address}?relation=partial")).one("details", klass="cite").text
    assert "“Of the left” beside “Of the right”." in cite
    assert "http://testserver/compare/left/right/, read on" in cite
