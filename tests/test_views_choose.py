"""Addresses that hold nothing, and choosing two declarations to read."""

import datetime

import pytest

from declarations.models import Wording
from tests.databases import of_a_page
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


@of_a_page
def test_both_without_points(client):
    """A sentence instead of an empty table."""
    page = parse(client.get(make_pair()))
    assert "Neither declaration has points yet." in page.text
    assert not page.all("table")
    assert not page.all("svg", klass="bar")


@of_a_page
def test_one_side_without_points(client):
    """The other side's points all stand alone."""
    page = parse(client.get(make_pair([AFFIRMED])))
    assert row_ids(page) == ["left-1"]
    assert "of which 0 points are held" in page.text


@of_a_page
def test_a_filter_without_rows_says_so(client):
    """And offers everything again."""
    page = parse(client.get(make_pair([AFFIRMED], [AFFIRMED]) + "?relation=divergent"))
    assert "No row is left under this filter." in page.text
    assert page.one("div", klass="empty").one("a")["href"] == "/compare/left/right/"


@of_a_page
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


@of_a_page
def test_a_declaration_with_itself_is_explained(client, sample):
    """A sentence, and the chooser with it already chosen on the left."""
    response = client.get(f"/compare/{LIMA}/{LIMA}/")
    page = parse(response)
    assert response.status_code == 200
    assert "it agrees with itself in every point" in notices(page)[0]
    left, right = page.all("select")
    assert [option["value"] for option in left.all("option", selected="")] == [LIMA]
    assert not right.all("option", selected="")


@of_a_page
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
        ("pick=1&pick=2&pick=3&pick=4&pick=5&pick=6", "You ticked 6 declarations; up to 5"),
        (f"pick={LIMA}&pick={SAN_JOSE}&pick=unasur-2008", "One of these declarations is not held."),
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


@of_a_page
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


def test_of_several_ticked_the_earliest_reads_first(client, sample):
    """Three to five go to one table, in the order of their dates; the language goes along."""
    picks = ["joint-2019-06-03", SAN_JOSE, LIMA, SAN_JOSE]
    response = client.get("/compare/", {"pick": picks, "lang": "es", "order": "right"})
    assert response["Location"] == f"{FOUNDING}joint-2019-06-03/?lang=es"


BESIDE = f"beside={LIMA}&beside={SAN_JOSE}"


@of_a_page
def test_a_third_is_chosen_from_the_comparison_of_two(client, sample):
    """By a link that leads to a chooser without the two; its form keeps them, and the language."""
    link = parse(client.get(f"{FOUNDING}?lang=es")).one("a", klass="add-third")
    assert link["href"] == f"/compare/?{BESIDE}&lang=es"
    page = parse(client.get(link["href"]))
    assert [card.one("p", klass="title").text for card in page.one("ol", klass="chosen").all("li")]
    options = {option["value"] for option in page.one("select").all("option")}
    assert len(options) == 22
    assert not options & {LIMA, SAN_JOSE}
    form = page.one("form", klass="add-form")
    sent = [(field["name"], field["value"]) for field in form.all("input", type="hidden")]
    assert sent == [("beside", LIMA), ("beside", SAN_JOSE), ("lang", "es")]
    response = client.get("/compare/", [*sent, ("add", "joint-2019-06-03")])
    assert response["Location"] == f"{FOUNDING}joint-2019-06-03/?lang=es"


@of_a_page
@pytest.mark.parametrize(
    ("query", "message", "columns"),
    [
        (BESIDE, None, 2),
        ("beside=", None, 0),
        (f"add={LIMA}", None, 1),
        (f"{BESIDE}&add={LIMA}", "This declaration stands there already.", 2),
        (f"{BESIDE}&add=unasur-2008", "One of these declarations is not held.", 2),
        (f"beside=%00{LIMA}&beside=a-draft&add={SAN_JOSE}", "One of these declarations is not", 1),
        (
            "beside=lima-group-2019-01-04&beside=lima-group-2019-01-23&beside=lima-group-2019-02-04"
            "&beside=lima-group-2019-02-25&beside=lima-group-2019-03-26&add=lima-group-2019-04-15",
            "Up to 5 declarations stand side by side.",
            5,
        ),
    ],
)
def test_the_chooser_of_another_says_what_is_wrong(client, sample, query, message, columns):
    """In a sentence, with what was chosen so far; a draft is not held either."""
    make_declaration(slug="a-draft", status="draft")
    page = parse(client.get(f"/compare/?{query}"))
    found = notices(page)
    assert found[0].startswith(message) if message else not found
    assert sum(len(cards.all("li")) for cards in page.all("ol", klass="chosen")) == columns


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


@of_a_page
def test_the_comparison_names_its_own_address_for_citation(client):
    """Without filters: who follows it sees the whole."""
    address = make_pair([AFFIRMED], [AFFIRMED], date=datetime.date(2019, 5, 3))
    cite = parse(client.get(f"{address}?relation=partial")).one("details", klass="cite").text
    assert "“Of the left” beside “Of the right”." in cite
    assert "http://testserver/compare/left/right/, read on" in cite
