"""The views of a comparison: tabs, document order with its ribbons, by topic, matrix."""

from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from tests.databases import of_a_page
from tests.factories import make_declaration, make_judgement
from tests.page_parts import notices, parse, row_ids, without_moved

pytestmark = pytest.mark.django_db

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"
FOUNDING = f"/compare/{LIMA}/{SAN_JOSE}/"
HTMX = {"HX-Request": "true"}
PAIR = "/compare/left/right/"

AFFIRMED = {"text": "Support the truce.", "topics": ["truce"], "positions": {"truce": "affirms"}}
REJECTED = AFFIRMED | {"positions": {"truce": "rejects"}}


def make_pair(left=(), right=()):
    """Make two declarations with these points; their comparison is at ``PAIR``."""
    one = make_declaration(slug="left", title="Of the left", points=left)
    return one, make_declaration(slug="right", title="Of the right", points=right)


def ports(page, column):
    """Return the ports of a column as pairs of names: where a ribbon ends, and which."""
    return {
        (card["id"], port["data-pair"])
        for card in page.one("ol", klass=column).all("li", data_row="")
        for port in card.all("a", klass="port")
        if "data-pair" in port.attributes
    }


# --- Tabs ---------------------------------------------------------------------------


@of_a_page
def test_tabs_lead_to_each_view_and_keep_the_filter(client, sample):
    """One of them is the page; the usual view is left out of its address, and so is the page."""
    query = "relation=partial&topic=humanitarian-aid&lang=es&page=1"
    page = parse(client.get(f"{FOUNDING}?view=matrix&{query}"))
    tabs = page.one("nav", klass="views").all("a")
    assert [tab.text for tab in tabs] == ["Aligned", "In document order", "By topic", "Matrix"]
    assert [tab["id"] for tab in tabs if "aria-current" in tab.attributes] == ["view-matrix"]
    kept = {"relation": ["partial"], "topic": ["humanitarian-aid"], "lang": ["es"]}
    for tab in tabs:
        view = {} if tab["id"] == "view-aligned" else {"view": [tab["id"].removeprefix("view-")]}
        assert parse_qs(urlsplit(tab["href"]).query) == view | kept
        assert tab["hx-get"] == tab["href"]
        assert client.get(tab["href"]).status_code == 200
    for other in (*page.one("ul", klass="chips").all("a"), page.one("a", id="lang-en")):
        assert "view=matrix" in other["href"]


@of_a_page
@pytest.mark.parametrize("query", ["?view=document", "?view=matrix&relation=partial&lang=es"])
def test_the_fragment_of_a_view_is_part_of_its_page(client, sample, query):
    """Word for word, apart from the status, which says how many pairs there are."""
    page, fragment = client.get(FOUNDING + query), client.get(FOUNDING + query, headers=HTMX)
    status = parse(fragment).one("p", id="compare-status")
    assert status.text == ("6 pairs shown" if "partial" in query else "13 pairs shown")
    assert without_moved(fragment.content.decode()) in page.content.decode()


@of_a_page
def test_by_topic_shows_what_the_old_order_showed(client, sample):
    """An address from before there were views still leads here, with the tab marked."""
    old, new = (parse(client.get(FOUNDING + q)) for q in ("?order=topic", "?view=topic"))
    assert row_ids(old) == row_ids(new)
    assert len(row_ids(new)) == 20
    for page in (old, new):
        assert page.one("a", id="view-topic")["aria-current"] == "page"
        assert page.all("tr", klass="topic-row")
        assert not page.all("a", id="order-left")


@of_a_page
@pytest.mark.parametrize(
    "query",
    [
        "view=upwards",
        "view=%00",
        "view=document&page=99",
        "view=matrix&page=x",
        "view=matrix&topic=x",
    ],
)
def test_what_no_view_knows_is_left_out_with_a_notice(client, sample, query):
    """A page is shown all the same."""
    response = client.get(f"{FOUNDING}?{query}")
    assert response.status_code == 200
    assert len(notices(parse(response))) == 1


# --- Document order -----------------------------------------------------------------


@of_a_page
def test_both_texts_are_whole_and_in_their_order(client, sample):
    """Every point once, in the order in which its declaration has it, with its words."""
    response = client.get(f"{FOUNDING}?view=document")
    page, comparison = parse(response), response.context["comparison"]
    for side, column in zip(comparison.sides, ("left", "right"), strict=True):
        cards = page.one("ol", klass=column).all("li", data_row="")
        assert [card["id"] for card in cards] == [f"{column}-{p.anchor}" for p in side.points]
        for card, point in zip(cards, side.points, strict=True):
            assert card.one("div", klass="text").text == point.wording_in("en").text


@of_a_page
def test_a_ribbon_joins_the_two_ports_of_each_pair(client, sample):
    """At both ends the number of the other, a link to it; the ribbon leads to the row."""
    page = parse(client.get(f"{FOUNDING}?view=document"))
    rows = {row["id"] for row in parse(client.get(FOUNDING)).all("tr", data_row="")}
    ribbons = {a["data-pair"]: a for a in page.one("svg", klass="rail").all("a")}
    left, right = ports(page, "left"), ports(page, "right")
    assert {pair for _, pair in left} == {pair for _, pair in right} == ribbons.keys()
    assert len(left) == len(right) == len(ribbons) == 13
    ids = {card["id"] for card in page.all("li", data_row="")}
    for port in page.all("a", klass="port"):
        if "data-pair" in port.attributes:
            assert port["href"].removeprefix("#") in ids
            assert port["data-relation"] == ribbons[port["data-pair"]]["data-relation"]
    for ribbon in ribbons.values():
        target = urlsplit(urljoin(FOUNDING, ribbon["href"]))
        assert (target.path, target.query) == (FOUNDING, "")
        assert target.fragment in rows
    five = page.one("li", id="left-5").one("a", klass="port")
    assert (five.text, five["href"], five["data-relation"]) == (
        "Converge 10?",
        "#right-10",
        "convergent",
    )
    assert ribbons[five["data-pair"]].text == "5 – 10?: Converge, from the codes"


@of_a_page
def test_a_point_alone_has_a_port_that_says_so(client, sample):
    """It leads to its row, where the nearest counterpart is named."""
    card = parse(client.get(f"{FOUNDING}?view=document")).one("li", id="left-11")
    assert "lone" in card["class"].split()
    port = card.one("a", klass="port")
    assert (port.text, port["href"]) == ("No counterpart", "./#left-11")


@of_a_page
def test_a_filter_leaves_the_texts_whole_and_takes_ribbons_out(client, sample):
    """What is outside of it says so by its look; rows are led to under the same filter."""
    page = parse(client.get(f"{FOUNDING}?view=document&relation=partial"))
    assert len(page.all("li", data_row="")) == 24
    relations = {end["data-relation"] for end in page.all("a") if "data-pair" in end.attributes}
    assert relations == {"partial"}
    outside = {card["id"] for card in page.all("li", klass="outside")}
    assert {"left-5", "left-11", "right-1"} <= outside
    assert "left-6" not in outside
    ribbon = page.one("svg", klass="rail").all("a")[0]
    row = urljoin(FOUNDING, ribbon["href"])
    assert row.startswith(f"{FOUNDING}?relation=partial#r-")
    assert row.partition("#")[2] in row_ids(parse(client.get(row)))


@of_a_page
def test_judged_and_coded_are_told_apart(client):
    """By an attribute for the eye, and in words."""
    left, right = make_pair([AFFIRMED, REJECTED], [AFFIRMED])
    make_judgement(first=left.points.first(), second=right.points.get(), relation="partial")
    page = parse(client.get(f"{PAIR}?view=document"))
    judged, coded = page.one("ol", klass="right").all("a", klass="port")
    assert (judged["data-basis"], judged.text) == ("judged", "In part 1 partial, 1 coder")
    assert (coded.attributes.get("data-basis"), coded.text) == (None, "Diverge 2")
    assert "judged by coders" in page.one("ul", klass="ribbon-key").text
    matrix = parse(client.get(f"{PAIR}?view=matrix"))
    marks = [cell["data-basis"] for cell in matrix.all("td") if "data-basis" in cell.attributes]
    assert marks == ["judged"]


@of_a_page
def test_long_texts_come_in_pages(client):
    """An end on another page is led to there, and its ribbon is not drawn."""
    points = [
        {"text": f"Subject number {n}.", "positions": {f"p-{n}": "affirms"}} for n in range(40)
    ]
    make_pair(points, points[::-1])
    first = parse(client.get(f"{PAIR}?view=document"))
    assert len(first.all("li", data_row="")) == 72
    port = first.one("li", id="left-1").one("a", klass="port")
    assert port["href"] == "./?view=document&page=2#right-40"
    assert port["data-pair"] not in {
        a["data-pair"] for a in first.one("svg", klass="rail").all("a")
    }
    second = parse(client.get(urljoin(PAIR, port["href"])))
    assert [card["id"] for card in second.one("ol", klass="right").all("li", data_row="")] == [
        f"right-{n}" for n in (37, 38, 39, 40)
    ]
    back = second.one("li", id="right-40").one("a", klass="port")
    assert back["href"] == "./?view=document#left-1"


@of_a_page
def test_a_row_beyond_the_first_page_is_led_to_on_its_own(client):
    """Rows come a hundred to a page, and a link knows on which its row stands."""
    make_pair([f"Subject number {n}." for n in range(101)], [])
    page = parse(client.get(f"{PAIR}?view=document&page=3"))
    address = urljoin(PAIR, page.one("li", id="left-101").one("a", klass="port")["href"])
    assert address == f"{PAIR}?page=2#left-101"
    assert "left-101" in row_ids(parse(client.get(address)))


# --- Matrix -------------------------------------------------------------------------


@of_a_page
def test_the_matrix_has_a_mark_for_each_pair_and_counts_them(client, sample):
    """Lines and columns with the points' numbers, totals at both ends, links to the rows."""
    response = client.get(f"{FOUNDING}?view=matrix")
    page, comparison = parse(response), response.context["comparison"]
    head, *lines, foot = page.one("table", klass="matrix").all("tr")
    columns = [th.one("b").text for th in head.all("th")[1:-1]]
    assert columns == [point.label for point in comparison.right.points]
    found = {}
    for line, point in zip(lines, comparison.left.points, strict=True):
        assert line.one("th").one("b").text == point.label
        *cells, total = line.all("td")
        marks = {c: cell for c, cell in zip(columns, cells, strict=True) if cell.all("a")}
        found |= {(point.label, column): cell for column, cell in marks.items()}
        assert total.text == (str(len(marks)) if marks else "No counterpart")
    assert len(found) == 13
    five = found["5", "10?"]
    assert (five["data-relation"], five.text) == ("convergent", "Converge, from the codes 36")
    rows = row_ids(parse(client.get(FOUNDING)))
    assert all(cell.one("a")["href"].removeprefix("./#") in rows for cell in found.values())
    totals = [cell.text for cell in foot.all("td")]
    assert totals[-1] == "13 Converge 6 In part 6 Open 1"
    assert totals[0] == "No counterpart"
    assert sum(int(t) for t in totals[1:-1]) == 13


@of_a_page
@pytest.mark.parametrize(
    ("query", "lines", "columns", "marks"),
    [
        ("relation=convergent", 6, 5, 6),
        ("relation=only-left", 6, 10, 0),
        ("relation=only-right&relation=open", 1, 2, 1),
        ("topic=humanitarian-aid", 1, 3, 3),
    ],
)
def test_a_filter_keeps_the_lines_and_columns_that_it_touches(
    client, sample, query, lines, columns, marks
):
    """Where it leaves one side nothing, that whole side is what the other is silent on."""
    matrix = parse(client.get(f"{FOUNDING}?view=matrix&{query}")).one("table", klass="matrix")
    assert len(matrix.one("tbody").all("tr")) == lines
    assert len(matrix.one("thead").all("th")) == columns + 2
    assert len([cell for cell in matrix.all("td") if "data-relation" in cell.attributes]) == marks


@of_a_page
def test_a_wide_matrix_folds_columns_without_a_mark(client):
    """Lines in pages, and of more than sixty columns those that these lines meet."""
    points = [
        {"text": f"Subject number {n}.", "positions": {f"p-{n}": "affirms"}} for n in range(62)
    ]
    make_pair(points, points)
    page = parse(client.get(f"{PAIR}?view=matrix"))
    assert len(page.one("tbody").all("tr")) == 30
    assert len(page.one("thead").all("th")) == 32
    assert "32 columns without a mark in these lines are left out." in page.text
    assert page.one("tfoot").all("td")[-1].text.startswith("62 ")
    assert "Page 1 of 3" in page.one("nav", klass="pagination").text


@of_a_page
@pytest.mark.parametrize("view", ["document", "matrix"])
def test_views_of_nothing_say_so(client, view):
    """Without points; and under a filter that leaves no row."""
    make_pair()
    address = f"{PAIR}?view={view}"
    assert "Neither declaration has points yet." in parse(client.get(address)).text
    make_declaration(slug="other", points=[AFFIRMED])
    page = parse(client.get(f"/compare/other/left/?view={view}"))
    assert "No counterpart" in page.text
    page = parse(client.get(f"/compare/other/left/?view={view}&relation=divergent"))
    assert view == "document" or "No row is left under this filter." in page.text
