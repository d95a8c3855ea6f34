"""The page of positions: its table, its filters, the words behind a mark, and the CSV."""

import pytest

from declarations.models import Declaration
from tests.databases import of_a_page, of_an_address
from tests.factories import make_declaration, make_group, make_proposition
from tests.group_pages import BOTH
from tests.page_parts import Element, notices, parse, read_csv

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def claims(page):
    """Return the propositions that the table shows, by slug, in order."""
    rows = page.all("tr", klass="first")
    return [
        row.one("th", klass="of-proposition").one("a")["href"].partition("#")[2] for row in rows
    ]


def lanes_of(page, slug):
    """Return the rows of the table that belong to a proposition."""
    rows = page.all("tr", klass="lane")
    start = next(
        place
        for place, row in enumerate(rows)
        if any(link["href"].endswith(f"#{slug}") for link in row.all("a"))
    )
    count = int(rows[start].one("th", klass="of-proposition")["rowspan"])
    return rows[start : start + count]


def marks(row):
    """Return what the marks of a lane say."""
    return [cell.one("a")["aria-label"] for cell in row.all("td") if cell.all("a")]


# --- The table ----------------------------------------------------------------------


def test_the_field_is_a_table_of_propositions_and_declarations(client, sample):
    """Caption, scopes, a column for each declaration under its year, a row for each group."""
    response = client.get("/positions/")
    page = parse(response)
    table = page.one("table")
    assert response.templates[0].name == "declarations/positions.html"
    assert table.one("caption").text
    assert [th.text for th in table.all("th", klass="year")] == ["2017", "2019", "2020"]
    assert sum(int(th["colspan"]) for th in table.all("th", klass="year")) == 23
    days = table.all("th", klass="day")
    assert len(days) == 23
    assert days[13].text == "3 Jun 2019, Lima Group, Contact Group (joint statement)"
    assert len(table.all("col")) == 27
    assert len(claims(page)) == 45
    lanes = table.all("tr", klass="lane")
    assert {th["scope"] for lane in lanes for th in lane.all("th")} == {"row"}
    assert {len(lane.all("td")) for lane in lanes} == {24, 25}
    assert "On 34 of them both groups have spoken" in page.one("section", klass="verdict").text


def test_a_row_says_who_holds_what_since_when(client, sample):
    """The change of tactics in one line of marks, where each stands, and how they stand."""
    lima, contact = lanes_of(parse(client.get("/positions/")), "negotiated-way-out")
    assert marks(lima)[:4] == [
        "affirms, 8 Aug 2017, point 16",
        "qualifies, 4 Feb 2019, point 4",
        "rejects, 15 Apr 2019, point 3",
        "qualifies, 6 Jun 2019, point 2",
    ]
    assert lima.one("td", klass="now").text == "affirms since 8 Nov 2019"
    assert contact.one("td", klass="now").text == "affirms since 28 Mar 2019"
    stand = lima.one("td", klass="stand")
    assert (stand["rowspan"], stand["data-relation"]) == ("2", "convergent")
    assert stand.text == "Converge since 8 Nov 2019"
    assert not contact.all("td", klass="stand")


@of_a_page
def test_a_mark_is_a_link_to_the_point(client, sample):
    """Which is what remains of it without JavaScript."""
    lima, _contact = lanes_of(parse(client.get("/positions/")), "cuba-part-of-solution")
    (mark,) = lima.all("a", aria_label="affirms, 3 May 2019, point 11")
    assert mark["href"] == "/declarations/lima-group-2019-05-03/11/"
    assert client.get(mark["href"]).status_code == 200
    assert lima.one("td", klass="stand").text == "only Lima Group"


@of_a_page
def test_a_mark_of_several_points_is_a_link_to_all_of_them(client, sample):
    """Its own page, which the words over the field name as well."""
    _lima, contact = lanes_of(parse(client.get("/positions/")), "maduro-departure-first")
    (mark,) = (link for link in contact.all("a") if "6 Aug 2019" in link["aria-label"])
    own = "/positions/maduro-departure-first/international-contact-group-2019-08-06/"
    assert mark["href"] == own
    assert own in [link["href"] for link in parse(client.get(own, headers=HTMX)).all("a")]


@of_a_page
def test_page_and_fragment_agree(client, sample):
    """One template for both; caches keep them apart."""
    address = "/positions/?contested=1"
    page, fragment = client.get(address), client.get(address, headers=HTMX)
    results = parse(page).one("div", id="positions-results")
    assert fragment.templates[0].name == "declarations/_positions_results.html"
    assert {"HX-Request", "HX-Target"} <= {name.strip() for name in page["Vary"].split(",")}
    again = parse(fragment).one("div", id="positions-results")
    assert [row.text for row in again.all("tr")] == [row.text for row in results.all("tr")]
    assert "5 propositions shown" in parse(fragment).one("p", id="positions-status").text


# --- Filters ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "propositions", "columns"),
    [
        ("topic=elections", 3, 23),
        ("contested=1", 5, 23),
        ("contested=1&topic=elections", 0, 0),
        ("since=2019-05-01&until=2019-05-07", 32, 3),
        ("since=2030-01-01", 0, 0),
        ("until=2000-01-01", 0, 0),
    ],
)
def test_filters_leave_rows_and_columns(client, sample, query, propositions, columns):
    """Each alone and together; nothing left is said so, with a way back."""
    page = parse(client.get(f"/positions/?{query}"))
    assert len(claims(page)) == propositions
    assert len(page.all("th", klass="day")) == columns
    assert notices(page) == []
    if not propositions:
        way_back = page.one("div", klass="empty").one("a")["href"]
        assert len(claims(parse(client.get(way_back)))) > 0


def test_one_group_alone_has_one_lane_and_nobody_to_stand_to(client, sample):
    """Its declarations only, the joint ones among them."""
    page = parse(client.get("/positions/?group=international-contact-group"))
    assert len(page.all("th", klass="day")) == 9
    assert {th.text for th in page.all("th", klass="of-group")} == {"Group", "Contact Group"}
    assert not page.all(klass="stand")
    assert page.all("a", klass="joint")
    assert page.all("a", href="/compare/groups/?left=international-contact-group")
    both = parse(client.get("/positions/?since=2019-05-01&topic=dialogue"))
    assert both.all("a", href=f"{BOTH}?since=2019-05-01&topic=dialogue")
    ticked = [
        box["value"] for box in page.all("input", name="group") if "checked" in box.attributes
    ]
    assert ticked == ["international-contact-group"]


@of_a_page
def test_the_address_is_the_state(client, sample):
    """What is asked for stands in the form, in the links that lead on, and in the export."""
    query = "group=lima-group&topic=dialogue&since=2019-02-01&until=2019-12-31&lang=es"
    page = parse(client.get(f"/positions/?{query}"))
    form = page.one("form", klass="positions-filters")
    assert form["action"] == form["hx-get"] == "/positions/"
    assert [
        option["value"] for option in form.all("option") if "selected" in option.attributes
    ] == ["dialogue"]
    assert form.one("input", name="since")["value"] == "2019-02-01"
    assert form.one("input", name="until")["value"] == "2019-12-31"
    assert form.one("input", name="lang")["value"] == "es"
    assert page.one("a", href="/actors/lima-group/?lang=es")
    export = page.all("a")[[a.text for a in page.all("a")].index("Export (CSV)")]["href"]
    assert export == f"/positions/export.csv?{query}"
    assert page.one("a", id="lang-en")["href"] == "/positions/?" + query.removesuffix("&lang=es")
    assert page.all("th", klass="of-proposition")[1]["lang"] == "es"


@of_an_address
@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("group=lima-group&group=foo", "“foo” was left out: this page knows no such group."),
        ("topic=foo", "“foo” was left out: this page knows no such topic."),
        ("since=yesterday", "“yesterday” was left out: this page knows no such first day."),
        ("until=2019-02-30", "“2019-02-30” was left out: this page knows no such last day."),
        ("contested=maybe", "“maybe” was left out: this page knows no such choice of rows."),
        ("since=2019-06-01&until=2019-05-01", "left out: its last day comes before its first."),
        ("topic=elections&part=7", "There is no such part; this is part 1."),
        ("part=-1", "“-1” was left out: this page knows no such part."),
        ("page=9", "There is no such page; this is page 1."),
        ("group=%00", "The group was left out: it held no readable characters."),
        ("topic=%FF%FE", "was left out: this page knows no such topic."),
    ],
)  # fmt: skip
def test_what_nobody_knows_is_left_out_with_a_notice(client, sample, query, notice):
    """The rest of the page is shown."""
    response = client.get(f"/positions/?{query}")
    assert response.status_code == 200
    (said,) = notices(parse(response))
    assert said.endswith(notice)
    assert claims(parse(response))


@pytest.mark.parametrize(
    "query", ["topic=" + "x" * 9000, "part=" + "9" * 5000, "since=" + "9" * 5000]
)
def test_huge_values_do_no_harm(client, sample, query):
    """Nor do they come back in full; the export leaves them out as well."""
    response = client.get(f"/positions/?{query}")
    assert response.status_code == 200
    assert client.get(f"/positions/export.csv?{query}").status_code == 200
    assert len(notices(parse(response))[0]) < 120


def test_with_nothing_coded_the_page_says_so(client):
    """And where to begin; with nothing held at all, too."""
    assert "No published declaration is coded" in parse(client.get("/positions/")).text
    make_declaration(points=["Support the truce."])
    page = parse(client.get("/positions/"))
    assert "No published declaration is coded" in page.text
    assert page.one("div", klass="empty").one("a")["href"] == "/admin/"
    assert not page.all("table")


# --- Topics that come one by one ----------------------------------------------------


@pytest.fixture
def wide_field(monkeypatch):
    """Sixty propositions under three topics, on a page that has room for some of them."""
    monkeypatch.setattr("declarations.views.positions.AT_ONCE", 40_000)
    monkeypatch.setattr("declarations.views.positions.PART", 14_000)
    lima, contact = make_group(slug="lima"), make_group(slug="contact")
    for number in range(60):
        make_proposition(f"p{number:02}", topic=f"t{number // 20}")
    for issuer in (lima, contact):
        points = [
            {"positions": {f"p{n:02}": "affirms" for n in range(s, s + 5)}} for s in range(0, 60, 5)
        ]
        make_declaration(issuers=[issuer], points=points)


@of_a_page
def test_what_waits_is_a_link_that_gives_the_same_rows(client, wide_field):
    """As a page without JavaScript, and as one part of the table for a page that has some."""
    page = parse(client.get("/positions/?since=2019-01-01"))
    shown = claims(page)
    waiting = page.all("tbody", klass="waits")
    assert shown
    assert len(waiting) > 2
    for place in waiting:
        link = place.one("a")
        assert link["hx-get"] == link["href"]
        assert "since=2019-01-01" in link["href"]
        alone = parse(client.get(link["href"]))
        response = client.get(link["href"], headers=HTMX | {"HX-Target": place["id"]})
        (part,) = (child for child in parse(response).children if isinstance(child, Element))
        assert (part.tag, part["id"]) == ("tbody", place["id"])
        rows = claims(part)
        assert rows
        assert rows == claims(alone.one("tbody", id=place["id"]))
        shown += rows
    assert shown == [f"p{number:02}" for number in range(60)]


@of_a_page
def test_a_part_that_is_not_there_is_not_found(client, wide_field):
    """The page then opens the address instead, which says what is wrong."""
    headers = HTMX | {"HX-Target": "positions-topic-t0-99"}
    assert client.get("/positions/?topic=t0&part=99", headers=headers).status_code == 404


def test_columns_come_in_pages_the_latest_first(client, monkeypatch):
    """Within a page they read from left to right; where groups stand does not depend on it."""
    monkeypatch.setattr("declarations.views.positions.COLUMNS_A_PAGE", 2)
    lima = make_group()
    for month in range(1, 6):
        point = {"positions": {"truce": "affirms"}}
        make_declaration(date=f"2019-{month:02}-01", issuers=[lima], points=[point])
    pages = [parse(client.get(f"/positions/?page={number}")) for number in (1, 2, 3)]
    days = [[th.one("b").text for th in page.all("th", klass="day")] for page in pages]
    assert days == [["1 Apr", "1 May"], ["1 Feb", "1 Mar"], ["1 Jan"]]
    assert {page.all("td", klass="now")[0].text for page in pages} == {"affirms since 1 Jan 2019"}
    nav = pages[1].one("nav", klass="periods")
    assert nav.one("a", rel="prev")["href"] == "/positions/?page=3"
    assert nav.one("a", rel="next")["href"] == "/positions/"
    assert "2 of 5 declarations, 1 Feb 2019 to 1 Mar 2019" in nav.text


# --- The words behind a mark --------------------------------------------------------


def test_the_words_behind_a_mark(client, sample):
    """Every point, with its stance where they differ, the note, and the way to it."""
    address = "/positions/maduro-departure-first/international-contact-group-2019-08-06/"
    page, fragment = client.get(address), client.get(address, headers=HTMX)
    assert page.templates[0].name == "declarations/statement.html"
    assert fragment.templates[0].name == "declarations/_statement.html"
    statement = parse(fragment).one("div", id="statement")
    assert "Its points take different stances" in statement.text
    assert [label.text for label in statement.all("p", klass="label")] == ["3", "4"]
    assert "Coder’s note: Foresees a transition" in statement.text
    assert "Paraphrase, not official text" in statement.text
    links = [link["href"] for link in statement.all("a")]
    assert "/declarations/international-contact-group-2019-08-06/4/" in links
    before = statement.one("a", rel="prev")
    assert before["href"] == before["hx-get"]
    assert before.text == "Before rejects, 7 May 2019"
    assert statement.one("button", klass="close")["popovertarget"] == "words"
    alone = parse(page).one("div", id="statement")
    assert not alone.all("button")
    assert "hx-get" not in alone.one("a", rel="prev").attributes
    assert client.get(before["href"]).status_code == 200


def test_a_joint_statement_leads_to_what_each_of_its_groups_said(client, sample):
    """Before and after are each group's own, and say whose."""
    page = parse(client.get("/positions/guaido-interim-president/joint-2019-09-24/"))
    ways = {
        way.one("p", klass="whose").text: [link["href"].split("/")[-2] for link in way.all("a")]
        for way in page.all("div", klass="neighbours")
    }
    assert ways == {
        "Lima Group": ["lima-group-2019-07-23", "lima-group-2019-11-08"],
        "International Contact Group": [
            "international-contact-group-2019-05-07",
            "international-contact-group-2020-01-09",
        ],
    }


def test_words_are_read_in_the_language_asked_for(client, sample):
    """The proposition as well; the links keep it."""
    address = "/positions/maduro-departure-first/international-contact-group-2019-05-07/?lang=es"
    statement = parse(client.get(address)).one("div", id="statement")
    assert statement.one("p", klass="text")["lang"] == "es"
    assert "Nicolás Maduro debe dejar el poder" in statement.one("p", klass="claim").text
    assert all("lang=es" in link["href"] for link in statement.all("a"))


@pytest.mark.parametrize(
    ("address", "proposes"),
    [
        ("/positions/maduro-departure-first/lima-group-2019-05-04/", True),
        ("/positions/nothing/lima-group-2019-05-03/", False),
        ("/positions/maduro-departure-first/joint-2019-06-03/", False),
        ("/positions/no%00pe/lima-group-2019-05-03/", False),
    ],
)
def test_words_that_are_not_held_are_not_found(client, sample, address, proposes):
    """For a mistyped declaration with the nearest ones."""
    response = client.get(address)
    assert response.status_code == 404
    assert ("Did you mean" in response.content.decode()) is proposes


# --- CSV ----------------------------------------------------------------------------


@of_a_page
def test_the_export_holds_what_the_page_shows(client, sample):
    """A row for each mark; Excel reads its accents."""
    response = client.get("/positions/export.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbftopic,proposition,statement,group")
    rows = read_csv(response)
    page = parse(client.get("/positions/"))
    assert len(rows) == sum(len(marks(row)) for row in page.all("tr", klass="lane"))
    (row,) = (
        row
        for row in rows
        if (row["proposition"], row["date"], row["group"])
        == ("negotiated-way-out", "2019-04-15", "lima-group")
    )
    assert row["stance"] == "rejects"
    assert row["points"] == "3"
    assert row["address"] == "http://testserver/declarations/lima-group-2019-04-15/3/"
    assert (row["group_holds_now"], row["group_holds_since"]) == ("affirms", "2019-11-08")
    assert (row["groups_stand"], row["groups_stand_since"]) == ("convergent", "2019-11-08")
    joint = [row for row in rows if row["declaration"] == "joint-2019-06-03"]
    assert {row["group"] for row in joint} == {"lima-group", "international-contact-group"}
    assert {row["joint"] for row in joint} == {"yes"}


def test_the_export_has_the_filters_of_the_page(client, sample):
    """Groups, topic, period, contested rows and language."""
    query = "group=lima-group&topic=recognition&since=2019-05-01&until=2019-07-31&lang=es"
    rows = read_csv(client.get(f"/positions/export.csv?{query}"))
    assert {row["group_name"] for row in rows} == {"Grupo de Lima"}
    assert {row["topic"] for row in rows} == {"Reconocimiento de autoridades"}
    assert all("2019-05-01" <= row["date"] <= "2019-07-31" for row in rows)
    contested = read_csv(client.get("/positions/export.csv?contested=1"))
    assert {row["groups_stand"] for row in contested} == {"partial"}


@of_a_page
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝"])
def test_no_value_of_the_export_is_a_formula(client, start):
    """An editor's title may begin like one; a spreadsheet would work it out."""
    point = {"label": f"{start}1", "positions": {"truce": "affirms"}}
    title = f'{start}HYPERLINK("https://example.org")'
    make_declaration(points=[point])
    Declaration.objects.update(title=title)
    (row,) = read_csv(client.get("/positions/export.csv"))
    assert row["title"] == f"'{title}"
    assert all(not value.startswith(("=", "+", "-", "@", "\t", "＝")) for value in row.values())
