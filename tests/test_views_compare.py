"""The comparison page: its rows, its address, its fragment, and the choosers that lead to it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from declarations.models import Point, Wording
from tests.databases import of_a_page
from tests.factories import make_declaration, make_judgement, make_point
from tests.page_parts import notices, parse, row_ids, without_moved

pytestmark = pytest.mark.django_db

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"
FOUNDING = f"/compare/{LIMA}/{SAN_JOSE}/"
HTMX = {"HX-Request": "true"}


def query_of(address):
    """Return the query string of an address as lists of values."""
    return parse_qs(urlsplit(address).query)


def make_pair(left=(), right=(), **fields):
    """Make two declarations and return the address of their comparison."""
    make_declaration(slug="left", title="Of the left", points=left, **fields)
    make_declaration(slug="right", title="Of the right", points=right, **fields)
    return "/compare/left/right/"


def point_of(slug):
    """Return the only point of a declaration."""
    return Point.objects.get(declaration__slug=slug)


COMMON = {"text": "Support the renewal of the truce.", "topics": ["truce"]}
AFFIRMED = COMMON | {"positions": {"truce-renewed": "affirms"}}


# --- The founding comparison ----------------------------------------------------


def test_point_five_stands_beside_ten_as_convergent(client, sample):
    """In one row, with the relation in a word and its reason in a sentence."""
    row = parse(client.get(FOUNDING)).one("tr", id="r-5-10")
    assert row["data-relation"] == "convergent"
    assert [label.text for label in row.all("div", klass="label")] == ["5", "10?"]
    assert row.one("span", klass="relation").text == "Converge"
    assert "A proposal accepted: Lima Group proposes" in row.one("summary").text
    assert "number only likely" in row.text


@of_a_page
def test_point_eleven_on_cuba_meets_nothing(client, sample):
    """The page says so plainly, and of how many points that is said."""
    row = parse(client.get(FOUNDING)).one("tr", id="left-11")
    assert "Cuba" in row.one("div", klass="text").text
    assert "Role of third states" in row.text
    gap = row.one("td", klass="gap").text
    assert gap.startswith("No counterpart")
    assert "Point 11 meets nothing in “Statement of the International Contact Group" in gap
    assert "of which 10 points are held" in gap
    assert "Nearest: point 9?, 23 % alike in wording" in gap
    assert not row.all("span", klass="relation")


def test_costa_rica_is_named_as_signing_both(client, sample):
    """In the sentence that sums the comparison up."""
    verdict = parse(client.get(FOUNDING)).one("section", klass="verdict").text
    assert "Of 14 and 10 points, " in verdict
    assert "Costa Rica signed both." in verdict


@of_a_page
def test_what_to_know_before_quoting_stands_above_the_rows(client, sample):
    """Paraphrase, likely numbers, what is missing."""
    care = parse(client.get(FOUNDING)).one("details", klass="care").text
    assert "Paraphrase, not official text" in care
    assert "A number with a question mark is only likely." in care
    assert "Neither declaration is held whole" in care
    assert "Point 9 not found in any source seen." in care


def test_every_point_of_both_sides_is_in_a_row(client, sample):
    """Nothing that is held is left out of the first, unfiltered reading."""
    response = client.get(FOUNDING)
    cells = parse(response).all("td", klass="point")
    shown = {cell.one("div", klass="label").one("a")["href"] for cell in cells}
    comparison = response.context["comparison"]
    held = {
        f"/declarations/{side.declaration.slug}/{point.anchor}/"
        for side in comparison.sides
        for point in side.points
    }
    assert shown == held


# --- Filters, orders, languages: the address is the state -------------------------


@of_a_page
def test_the_counts_of_the_chips_add_up_to_the_rows(client, sample):
    """Six chips, each with the number of rows that it would show."""
    page = parse(client.get(FOUNDING))
    counts = {
        chip["id"]: int(chip.one("b").text) for chip in page.one("ul", klass="chips").all("a")
    }
    assert sum(counts.values()) == len(row_ids(page))
    for chip in page.one("ul", klass="chips").all("a"):
        filtered = parse(client.get(chip["href"]))
        assert len(row_ids(filtered)) == counts[chip["id"]]


@of_a_page
def test_a_chip_adds_its_relation_and_takes_it_out_again(client, sample):
    """Several together show the rows of each; the one in force says so."""
    first = parse(client.get(FOUNDING)).one("a", id="chip-partial")
    second = parse(client.get(first["href"])).one("a", id="chip-only-left")
    assert query_of(second["href"]) == {"relation": ["partial", "only-left"]}
    page = parse(client.get(second["href"]))
    relations = {row["data-relation"] for row in page.all("tr", data_row="")}
    assert relations == {"partial", "only-left"}
    chosen = page.one("a", id="chip-partial")
    assert chosen["aria-current"] == "true"
    assert query_of(chosen["href"]) == {"relation": ["only-left"]}
    assert page.one("a", id="chip-all")["href"] == FOUNDING


@of_a_page
def test_every_link_keeps_what_the_others_set(client, sample):
    """Filter, order, topic and language survive each other; the page number does not."""
    asked = {
        "relation": ["partial"],
        "order": ["right"],
        "topic": ["humanitarian-aid"],
        "lang": ["es"],
    }
    page = parse(client.get(FOUNDING, asked | {"page": "1"}))
    chip = query_of(page.one("a", id="chip-convergent")["href"])
    assert chip == asked | {"relation": ["convergent", "partial"]}
    assert query_of(page.one("a", id="view-topic")["href"]) == asked | {"view": ["topic"]}
    without_order = {name: value for name, value in asked.items() if name != "order"}
    assert query_of(page.one("a", id="order-left")["href"]) == without_order
    without_language = {name: value for name, value in asked.items() if name != "lang"}
    assert query_of(page.one("a", id="lang-en")["href"]) == without_language
    form = page.one("select", id="topic")
    assert form.one("option", selected="")["value"] == "humanitarian-aid"
    hidden = {
        (field["name"], field["value"])
        for field in page.one("div", klass="tools").all("input", type="hidden")
    }
    assert hidden == {("relation", "partial"), ("order", "right"), ("lang", "es")}
    unfiltered = query_of(page.one("a", id="chip-all")["href"])
    assert unfiltered == {"order": ["right"], "lang": ["es"]}


@of_a_page
def test_every_htmx_address_is_that_of_its_link_or_form(client, sample):
    """What a click does with scripts it does without."""
    page = parse(client.get(f"{FOUNDING}?relation=partial&topic=elections"))
    found = [element for element in page.walk() if "hx-get" in element.attributes]
    assert len(found) > 8
    for element in found:
        assert element["hx-get"] == element.attributes.get("href", element.attributes.get("action"))


@of_a_page
@pytest.mark.parametrize(
    ("order", "mirrored"),
    [
        # The numbering of the left is the usual order, and left out of addresses.
        ("left", {"order": ["right"]}),
        ("right", {}),
        ("topic", {"view": ["topic"], "order": ["right"]}),
    ],
)
def test_swapping_sides_mirrors_filter_and_order(client, sample, order, mirrored):
    """What was only on the left is now only on the right, and its numbering leads as before."""
    query = {"relation": ["partial", "only-left"], "order": [order], "lang": ["es"]}
    swap = parse(client.get(FOUNDING, query)).one("a", klass="swap")["href"]
    assert urlsplit(swap).path == f"/compare/{SAN_JOSE}/{LIMA}/"
    expected = {"relation": ["partial", "only-right"], "lang": ["es"]}
    assert query_of(swap) == expected | mirrored


@of_a_page
def test_swapping_twice_leads_back(client, sample):
    """To the very same address."""
    address = f"{FOUNDING}?view=matrix&relation=convergent&relation=only-right&lang=es"
    there = parse(client.get(address)).one("a", klass="swap")["href"]
    assert parse(client.get(there)).one("a", klass="swap")["href"] == address


@of_a_page
def test_rows_follow_the_numbering_asked_for(client, sample):
    """In each order the points of the side that leads come in its own order."""

    def labels(order, column):
        page = parse(client.get(FOUNDING, {"order": order}))
        cells = [
            row.all("td")[column].all("div", klass="label") for row in page.all("tr", data_row="")
        ]
        found = [int(cell[0].text.rstrip("?")) for cell in cells if cell]
        return [label for place, label in enumerate(found) if label not in found[:place]]

    assert labels("left", 0) == sorted(labels("left", 0))
    assert labels("right", 1) == sorted(labels("right", 1))
    assert labels("right", 0) != sorted(labels("right", 0))


def test_order_by_topic_heads_each_topic_once(client, sample):
    """In the order of the codebook."""
    response = client.get(f"{FOUNDING}?order=topic")
    headings = [row.text for row in parse(response).all("tr", klass="topic-row")]
    names = [name for _slug, name in response.context["comparison"].topics]
    assert len(headings) > 5
    assert headings == [name for name in names if name in headings]


@of_a_page
def test_a_topic_keeps_the_rows_that_touch_it(client, sample):
    """Cuba's point among them; a point on anything else is not."""
    page = parse(client.get(f"{FOUNDING}?topic=third-states"))
    rows = page.all("tr", data_row="")
    assert "left-11" in row_ids(page)
    assert len(rows) < 20
    assert all("Role of third states" in row.text for row in rows)


@of_a_page
def test_a_topic_of_neither_is_left_out_with_a_notice(client, sample):
    """All rows are shown, and the reader told why."""
    page = parse(client.get(f"{FOUNDING}?topic=nope"))
    assert notices(page) == ["Neither declaration is coded with this topic; it was left out."]
    assert len(row_ids(page)) == 20


@of_a_page
@pytest.mark.parametrize(
    "query", ["relation=foo", "order=upwards", "lang=xx", "relation=foo&relation=bar"]
)
def test_an_unknown_choice_is_left_out_with_a_notice(client, sample, query):
    """The page as it opens, and one sentence that names the value."""
    page = parse(client.get(f"{FOUNDING}?{query}"))
    assert len(notices(page)) == 1
    assert row_ids(page) == row_ids(parse(client.get(FOUNDING)))


@of_a_page
def test_an_unknown_relation_does_not_undo_a_known_one(client, sample):
    """The known one filters; the unknown one is named."""
    page = parse(client.get(f"{FOUNDING}?relation=partial&relation=foo"))
    assert {row["data-relation"] for row in page.all("tr", data_row="")} == {"partial"}
    assert notices(page) == ["“foo” was left out: this page knows no such relation."]


# --- Reading in Spanish -----------------------------------------------------------


@of_a_page
def test_each_cell_says_which_language_its_words_are_in(client):
    """Spanish where it is held, else English; the titles likewise."""
    left = make_declaration(slug="lima", title="Of Lima", title_es="De Lima")
    make_point(declaration=left, text="Urge peace.", wordings={"es": "Instar a la paz."})
    make_declaration(slug="right", title="Of the right", points=[AFFIRMED])
    page = parse(client.get("/compare/lima/right/?lang=es"))
    cells = {(cell["lang"], cell.text) for cell in page.all("div", klass="text")}
    assert cells == {
        ("es", "Instar a la paz."),
        ("en", "Support the renewal of the truce."),
    }
    headings = [(h["lang"], h.text) for h in page.all("h2") if "lang" in h.attributes]
    assert headings == [("es", "De Lima"), ("en", "Of the right")]
    assert "1 point has no wording in the language you read in" in page.text


@of_a_page
def test_spanish_only_against_english_only_is_said_to_cross_languages(client):
    """They meet by their codes; no likeness in wording is claimed."""
    spanish = {"text": "Apoyar la renovación de la tregua.", "language": "es"}
    page = parse(client.get(make_pair([AFFIRMED | spanish], [AFFIRMED])))
    row = page.one("tr", id="r-1-1")
    assert "compared across languages" in row.text
    assert "% alike" not in row.text
    assert [cell["lang"] for cell in row.all("div", klass="text")] == ["es", "en"]


# --- Page and fragment ------------------------------------------------------------


@of_a_page
@pytest.mark.parametrize("query", ["", "?relation=partial", "?order=topic&lang=es", "?topic=nope"])
def test_the_fragment_is_part_of_the_page(client, sample, query):
    """Word for word, apart from the status that htmx moves to its own place."""
    page = client.get(FOUNDING + query)
    fragment = client.get(FOUNDING + query, headers=HTMX)
    assert page.templates[0].name == "declarations/compare.html"
    assert fragment.templates[0].name == "declarations/_compare_results.html"
    assert without_moved(fragment.content.decode()) in page.content.decode()
    status = parse(fragment).one("p", id="compare-status")
    assert status["hx-swap-oob"] == "innerHTML"
    assert status.text == f"{len(row_ids(parse(fragment)))} rows shown"


@of_a_page
@pytest.mark.parametrize(
    "headers",
    [
        HTMX | {"HX-Boosted": "true"},
        HTMX | {"HX-History-Restore-Request": "true"},
        {"HX-History-Restore-Request": "true"},
    ],
)
@pytest.mark.parametrize("address", [FOUNDING, "/declarations/"])
def test_boosted_and_restored_pages_are_whole(client, sample, headers, address):
    """The browser shows what comes as a page of its own."""
    response = client.get(address, headers=headers)
    assert response.content.startswith(b"<!doctype html>")
    parse(response).one("main")


@of_a_page
@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("address", [FOUNDING, "/declarations/"])
def test_caches_are_told_to_keep_page_and_fragment_apart(client, sample, headers, address):
    """Vary names all that decides between the two."""
    vary = client.get(address, headers=headers).headers["Vary"]
    assert {"HX-Request", "HX-Boosted", "HX-History-Restore-Request"} <= set(vary.split(", "))


# --- Judgements -------------------------------------------------------------------


def judged_pair(*relations):
    """Make a pair that coders judged; return its address and both points."""
    address = make_pair([AFFIRMED], [AFFIRMED])
    left, right = (point_of(slug) for slug in ("left", "right"))
    for number, relation in enumerate(relations, start=1):
        make_judgement(
            first=left,
            second=right,
            relation=relation,
            coder_name=f"Coder {number}",
            rationale="Only one asks for a date.",
        )
    return address, left, right


def test_a_judged_row_says_so_and_why(client):
    """Basis in words, the coders' rationale first."""
    address, *_points = judged_pair("partial", "partial")
    row = parse(client.get(address)).one("tr", id="r-1-1")
    assert (row["data-relation"], row["data-basis"]) == ("partial", "judged")
    assert "partial, 2 coders agree 2 judgements" in row.one("th").text
    assert "Judged partial by Coder 1: Only one asks for a date." in row.one("summary").text
    assert "The coders’ judgement takes the place" in row.text


def test_an_unrelated_pair_is_two_silences(client):
    """The row is gone and no point with it."""
    address, *_points = judged_pair("unrelated", "unrelated")
    assert sorted(row_ids(parse(client.get(address)))) == ["left-1", "right-1"]


def test_a_stale_judgement_is_named_and_decides_nothing(client):
    """The wording changed after it was given."""
    address, left, _right = judged_pair("divergent")
    wording = left.wordings.get()
    wording.text = "Support the renewal of the truce until June."
    wording.save()
    row = parse(client.get(address)).one("tr", id="r-1-1")
    assert (row["data-relation"], row["data-basis"]) == ("convergent", "coded")
    assert "before the words were changed" in row.one("td", klass="why").text


def test_a_judged_point_that_is_deleted_breaks_nothing(client):
    """Its judgement stays in the database; the page shows what is left."""
    address, left, _right = judged_pair("divergent")
    left.delete()
    assert row_ids(parse(client.get(address))) == ["right-1"]


# --- An editor's change is there at the next reading --------------------------------


def test_a_changed_wording_is_shown_at_once(client):
    """No cache stands between the desk and the page."""
    address = make_pair([AFFIRMED], [AFFIRMED])
    assert "until June" not in parse(client.get(address)).text
    wording = Wording.objects.get(point__declaration__slug="left")
    wording.text = "Support the truce until June."
    wording.save()
    assert "Support the truce until June." in parse(client.get(address)).text


def test_a_changed_position_changes_the_row_at_once(client):
    """From convergent to divergent, with the new reason."""
    address = make_pair([AFFIRMED], [AFFIRMED])
    assert parse(client.get(address)).one("tr", id="r-1-1")["data-relation"] == "convergent"
    position = point_of("right").positions.get()
    position.stance = "rejects"
    position.save()
    row = parse(client.get(address)).one("tr", id="r-1-1")
    assert row["data-relation"] == "divergent"
    assert "affirms" in row.one("summary").text
    assert "rejects" in row.one("summary").text
