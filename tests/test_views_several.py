"""Several declarations side by side: rows, filters, columns, exports, bad addresses."""

import csv
import io
from urllib.parse import parse_qs, urlsplit

import pytest

from declarations.models import Declaration
from tests.databases import of_a_page
from tests.factories import (
    make_actor,
    make_declaration,
    make_group,
    make_proposition,
    make_topic,
)
from tests.page_parts import notices, parse, without_moved

pytestmark = pytest.mark.django_db

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"
JOINT = "joint-2019-06-03"
SAMPLE = f"/compare/{LIMA}/{SAN_JOSE}/{JOINT}/"
HTMX = {"HX-Request": "true"}
ABC = "/compare/a/b/c/"


def make_three(a=(), b=(), c=(), **fields):
    """Make three declarations; of each, every mapping of propositions to stances is a point."""
    return [
        make_declaration(
            slug=slug,
            title=f"Text {slug.upper()}",
            points=[{"text": f"Point of {slug}.", "positions": positions} for positions in points],
            **fields,
        )
        for slug, points in (("a", a), ("b", b), ("c", c))
    ]


def rows_of(page):
    """Return the rows of the table by the slugs of their propositions."""
    return {row["id"]: row for row in page.one("tbody").all("tr") if "id" in row.attributes}


def standing(row):
    """Return how a row says that the columns stand."""
    return row.one("td", klass="standing").text


def stances(row):
    """Return the stance of each column of a row, or "silent"."""
    cells = row.all("td")[1:]
    return [cell.attributes.get("data-stance", "silent") for cell in cells]


# --- The table ----------------------------------------------------------------------


def test_a_joint_statement_stands_beside_the_two_groups_own(client, sample):
    """A column each, in the order of the address; what they say, where, and how they stand."""
    page = parse(client.get(SAMPLE))
    heads = [th.text for th in page.one("table", klass="several").one("thead").all("th")]
    assert heads == [
        "Proposition",
        "How they stand",
        "Lima Group, 3 May 2019",
        "Contact Group, 7 May 2019",
        "Lima Group and Contact Group, 3 Jun 2019 joint statement",
    ]
    row = rows_of(page)["guaido-interim-president"]
    assert row.one("th").text == "Juan Guaidó is the legitimate interim president of Venezuela."
    assert stances(row) == ["affirms", "qualifies", "silent"]
    assert standing(row) == "In part 1 affirms, 1 qualifies; 1 silent"
    assert row["data-relation"] == "partial"
    assert "data-contested" in row.attributes
    mention = row.all("td")[1].one("p", klass="mention")
    assert mention.one("a")["href"] == f"/declarations/{LIMA}/#1"
    assert mention.one("a").text == "1"
    passage = mention.one("span", klass="passage").text
    assert passage.startswith("… led by interim President Juan Guaidó, to bring back")
    assert passage.endswith(" …")
    whole = page.one("section", id=mention.one("button")["popovertarget"])
    assert whole.one("div", klass="text").text.startswith("Reaffirms full support")
    assert "joint statement" in page.one("ol", klass="chosen").text


def test_every_proposition_that_one_of_them_speaks_on_has_a_row(client, sample):
    """And no other; the counts of the filters are those of the rows."""
    response = client.get(SAMPLE)
    several = response.context["several"]
    spoken = {
        position.proposition_id
        for column in several.columns
        for point in column.side.points
        for position in point.positions.all()
    }
    assert {row.proposition.pk for row in several.rows} == spoken
    page = parse(response)
    for show, count in (("all", 34), ("shared", 21), ("contested", 5)):
        link = page.one("a", id=f"show-{show}")
        assert link.one("b").text == str(count)
        assert link["hx-get"] == link["href"]
        assert client.get(link["href"]).context["page"].paginator.count == count
    assert several.verdict == (
        "Of 3 declarations at least one speaks on 34 propositions, two or more on 21: "
        "on 16 all who speak say the same and on 5 they agree in part."
    )


def test_stances_are_merged_and_counted(client):
    """Points that agree make one stance; points that differ qualify, and show each its own."""
    make_three(
        a=[{"same": "affirms", "mixed": "affirms", "opposed": "affirms"}, {"same": "affirms"}],
        b=[{"same": "affirms", "mixed": "affirms", "opposed": "rejects"}, {"mixed": "rejects"}],
        c=[{"opposed": "qualifies", "lone": "rejects"}],
    )
    page = parse(client.get(ABC))
    rows = rows_of(page)
    assert list(rows) == ["mixed", "opposed", "same", "lone"]
    assert stances(rows["same"]) == ["affirms", "affirms", "silent"]
    assert standing(rows["same"]) == "Converge 2 affirm; 1 silent"
    assert stances(rows["mixed"]) == ["affirms", "qualifies", "silent"]
    assert standing(rows["mixed"]) == "In part 1 affirms, 1 qualifies; 1 silent"
    assert standing(rows["opposed"]) == "Diverge 1 affirms, 1 qualifies, 1 rejects"
    assert standing(rows["lone"]) == "1 rejects; 2 silent"
    contested = {slug for slug, row in rows.items() if "data-contested" in row.attributes}
    assert contested == {"mixed", "opposed"}
    cell = rows["mixed"].all("td")[2]
    assert [p.text for p in cell.all("p", klass="mention")] == [
        "1 affirms Point of b.",
        "2 rejects Point of b.",
    ]
    same = rows["same"].all("td")[1]
    assert same.one("p", klass="mention").text == "1 Point of a."
    assert same.one("p", klass="also").text == "also 2"


def test_rows_are_grouped_by_topic_with_what_is_shared_first(client):
    """Topics as the codebook has them; in each the contested, then the shared, then the lone."""
    for order, slug in enumerate(("late", "early")):
        make_topic(slug, order=2 - order)
    for order, (slug, topic) in enumerate(
        [("lone", "early"), ("agreed", "early"), ("fought", "early"), ("other", "late")]
    ):
        make_proposition(slug, topic=topic, order=order)
    held = {"agreed": "affirms", "fought": "affirms", "other": "affirms"}
    make_three(a=[held], b=[held | {"fought": "rejects"}], c=[{"lone": "affirms"}])
    page = parse(client.get(ABC))
    assert list(rows_of(page)) == ["fought", "agreed", "lone", "other"]
    heads = [row.text for row in page.all("tr", klass="topic-head")]
    assert heads == ["Early", "Late"]


def test_rivals_that_two_affirm_are_named_as_in_tension(client):
    """On both rows, with a link to the other; one text that affirms both is in no tension."""
    make_proposition("talks", rivals=["sanctions"])
    make_three(a=[{"talks": "affirms"}], b=[{"sanctions": "affirms"}])
    rows = rows_of(parse(client.get(ABC)))
    assert (
        standing(rows["talks"]) == "1 affirms; 2 silent In tension with what 1 affirms: Sanctions."
    )
    link = rows["talks"].one("span", klass="tension").one("a")
    assert link["href"] == f"{ABC}#sanctions"
    assert "data-contested" in rows["sanctions"].attributes
    make_declaration(slug="d", points=[{"positions": {"talks": "affirms", "sanctions": "affirms"}}])
    make_declaration(slug="e")
    alone = rows_of(parse(client.get("/compare/c/d/e/")))
    assert not any(row.all("span", klass="tension") for row in alone.values())


def test_who_signed_all_is_said(client):
    """Abstaining is not signing."""
    both, one = make_actor(name="Costa Rica"), make_actor(name="Peru")
    make_three(a=[{"p": "affirms"}], signatories=[both, one])
    make_declaration(slug="d", signatories=[both])
    page = parse(client.get("/compare/a/b/d/"))
    verdict = page.one("section", klass="verdict").text
    assert "Costa Rica signed all of them." in verdict
    assert "and on none do two of them" in verdict


# --- Filters and columns: the address is the state ------------------------------------


@of_a_page
def test_filters_keep_each_other_and_the_fragment_is_part_of_the_page(client, sample):
    """Topic, choice of rows, language; htmx gets the results alone."""
    address = f"{SAMPLE}?show=shared&topic=elections&lang=es"
    page, fragment = client.get(address), client.get(address, headers=HTMX)
    tree = parse(page)
    assert parse_qs(urlsplit(tree.one("a", id="show-contested")["href"]).query) == {
        "show": ["contested"],
        "topic": ["elections"],
        "lang": ["es"],
    }
    assert [row.text for row in tree.all("tr", klass="topic-head")] == ["Elecciones"]
    assert all(row.one("th")["lang"] == "es" for row in rows_of(tree).values())
    hidden = {(f["name"], f["value"]) for f in tree.one("div", klass="tools").all("input")}
    assert hidden == {("show", "shared"), ("lang", "es")}
    assert fragment.templates[0].name == "declarations/_several_results.html"
    assert without_moved(fragment.content.decode()) in page.content.decode()
    assert parse(fragment).one("p", id="several-status").text.endswith("shown")


@of_a_page
def test_columns_are_moved_and_taken_out_by_links(client, sample):
    """The filter stays; two that are left are a comparison of points."""
    page = parse(client.get(f"{SAMPLE}?show=shared&lang=es"))
    first, middle, last, more = page.one("ol", klass="chosen").all("li")
    assert [a["href"] for a in first.one("p", klass="actions").all("a")] == [
        f"/compare/{SAN_JOSE}/{LIMA}/{JOINT}/?show=shared&lang=es",
        f"/compare/{SAN_JOSE}/{JOINT}/?lang=es",
    ]
    assert len(middle.one("p", klass="actions").all("a")) == 3
    assert last.one("p", klass="actions").all("a")[0]["href"] == (
        f"/compare/{LIMA}/{JOINT}/{SAN_JOSE}/?show=shared&lang=es"
    )
    for link in first.one("p", klass="actions").all("a"):
        assert client.get(link["href"]).status_code == 200
    sent = [(field["name"], field["value"]) for field in more.all("input", type="hidden")]
    assert sent == [("beside", LIMA), ("beside", SAN_JOSE), ("beside", JOINT), ("lang", "es")]
    joint = more.one("p").one("a")
    assert joint.text == "Add the joint statement of 24 Sep 2019"
    assert urlsplit(joint["href"]).path == f"{SAMPLE}joint-2019-09-24/"
    full = parse(client.get(f"{SAMPLE}joint-2019-09-24/lima-group-2019-11-08/"))
    assert not full.all("li", klass="more")
    assert "No more than 5 fit side by side." in full.text


@of_a_page
def test_names_of_columns_differ(client):
    """Two texts of one group on one day go by their titles, and alike ones by their addresses."""
    group = make_group(name="Group", short_name="Group")
    make_declaration(slug="a", title="First", issuers=[group])
    make_declaration(slug="b", title="Second", issuers=[group])
    make_declaration(slug="c", title="Second", issuers=[group])
    make_declaration(slug="d", title="Other", issuers=[group], date="2020-01-01")
    names = [c.name for c in client.get("/compare/a/b/c/d/").context["several"].columns]
    assert names == ["First", "b", "c", "Group, 1 Jan 2020"]


# --- Bad addresses ------------------------------------------------------------------


@of_a_page
@pytest.mark.parametrize(
    ("slugs", "message", "columns"),
    [
        ([LIMA, SAN_JOSE, LIMA], "This address names a declaration twice", 2),
        ([LIMA, LIMA, LIMA], "This address names a declaration twice", 1),
        (
            [LIMA, SAN_JOSE, JOINT, "joint-2019-09-24", "lima-group-2019-11-08", "x"],
            "Up to 5 declarations stand side by side; this address names 6.",
            5,
        ),
        ([str(n) for n in range(900)], "Up to 5 declarations stand side by side;", 0),
    ],
)
def test_twice_or_too_many_is_said_in_a_sentence(client, sample, slugs, message, columns):
    """With what can be kept, ready to be read; nothing to download."""
    address = f"/compare/{'/'.join(slugs)}/"
    response = client.get(address)
    page = parse(response)
    assert response.status_code == 200
    assert notices(page)[0].startswith(message)
    assert sum(len(cards.all("li")) for cards in page.all("ol", klass="chosen")) == columns
    for export in ("export.json", "export.csv"):
        assert client.get(address + export).status_code == 404


def test_an_unknown_slug_offers_near_ones_in_its_place(client, sample):
    """With the other columns and the language as they were."""
    response = client.get(f"/compare/{LIMA}/{SAN_JOSE}x/{JOINT}/?lang=es")
    assert response.status_code == 404
    links = [link["href"] for link in parse(response).one("main").all("a")]
    assert f"/compare/{LIMA}/{SAN_JOSE}/{JOINT}/?lang=es" in links


@of_a_page
@pytest.mark.parametrize(
    "query", ["show=all", "topic=nope", "topic=%00", "lang=xx", "page=0", "show=contested&page=9"]
)
def test_an_unknown_value_is_left_out_with_a_notice(client, sample, query):
    """The rest is shown as if it were not there."""
    response = client.get(f"{SAMPLE}?{query}")
    assert response.status_code == 200
    assert len(notices(parse(response))) == 1
    assert response.context["rows"]


@of_a_page
def test_nothing_to_show_is_said(client):
    """Without a position; without a wording; under a filter that leaves nothing."""
    declarations = make_three()
    assert "None of these is coded with a position yet." in parse(client.get(ABC)).text
    make_declaration(
        slug="d", points=[{"positions": {"p": "affirms"}}]
    ).points.get().wordings.all().delete()
    page = parse(client.get("/compare/a/b/d/"))
    assert stances(rows_of(page)["p"]) == ["silent", "silent", "affirms"]
    page = parse(client.get("/compare/a/b/d/?show=contested"))
    assert "No proposition is left under this filter." in page.text
    assert page.one("div", klass="empty").one("a")["href"] == "/compare/a/b/d/"
    assert len(declarations) == 3


def test_the_export_of_two_is_no_third_declaration(client, sample):
    """Addresses of two keep their meaning."""
    export = client.get(f"/compare/{LIMA}/{SAN_JOSE}/export.json")
    assert export["Content-Type"] == "application/json"
    assert "left" in export.json()
    assert client.get(f"/compare/{LIMA}/{SAN_JOSE}/{JOINT}").status_code == 301


def test_a_draft_is_no_column_and_none_is_offered(client, sample):
    """Not by its address, not among the choices, not as a joint statement of the groups shown."""
    draft = Declaration.objects.get(slug="joint-2019-09-24")
    draft.status = Declaration.Status.DRAFT
    draft.save()
    page = client.get(SAMPLE)
    assert draft.slug not in page.content.decode()
    assert "Add the joint statement" not in parse(page).text
    for suffix in ("", "export.json", "export.csv"):
        response = client.get(f"{SAMPLE}{draft.slug}/{suffix}")
        assert response.status_code == 404
        assert draft.title not in response.content.decode()


# --- Exports ------------------------------------------------------------------------


def test_the_exports_hold_every_row(client, sample):
    """As data with what each point says, and as a table for a spreadsheet."""
    page = parse(client.get(f"{SAMPLE}?lang=es"))
    table, data = [client.get(link["href"]) for link in page.one("div", klass="end").all("a")]
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert table["Access-Control-Allow-Origin"] == "*"
    assert table["Content-Disposition"].startswith('attachment; filename="lima-group-')
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    exported = {row["proposition"]: row for row in data.json()["rows"]}
    assert len(rows) == len(exported) == 34
    assert data.json()["language"] == "es"
    assert [d["slug"] for d in data.json()["declarations"]] == [LIMA, SAN_JOSE, JOINT]
    for row in rows:
        same = exported[row["proposition"]]
        assert row["relation"] == (same["relation"] or "")
        for slug in (LIMA, SAN_JOSE, JOINT):
            said = same["stances"].get(slug)
            assert row[slug] == (said["stance"] if said else "")
            assert row[f"{slug} points"] == ("; ".join(said["points"]) if said else "")
        counted = sum(int(row[stance]) for stance in ("affirm", "qualify", "reject", "silent"))
        assert counted == 3
    guaido = exported["guaido-interim-president"]
    assert guaido["text"] == "Juan Guaidó es el presidente encargado legítimo de Venezuela."
    assert guaido["stances"][LIMA] == {"stance": "affirms", "points": ["1"], "of_points": {}}


def test_the_exports_have_the_filters_of_the_page(client, sample):
    """The rows shown, of all its pages; an unknown value is left out as there."""
    page = parse(client.get(f"{SAMPLE}?show=contested&topic=nobody-knows"))
    table, data = [client.get(link["href"]) for link in page.one("div", klass="end").all("a")]
    shown = [row["id"] for row in page.one("table").all("tr") if "id" in row.attributes]
    rows = csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")))
    assert [row["proposition"] for row in rows] == shown
    assert [row["proposition"] for row in data.json()["rows"]] == shown
    assert 0 < len(shown) < 34


@of_a_page
@pytest.mark.parametrize("start", ["=", "＝", " =", "\n="])
def test_a_spreadsheet_computes_nothing(client, start):
    """What begins like a formula is text."""
    make_proposition("p", text=f"{start}1+1", topic=make_topic("t", name="@sum"))
    make_three(a=[{"p": "affirms"}])
    (row,) = csv.DictReader(io.StringIO(client.get(f"{ABC}export.csv").content.decode("utf-8-sig")))
    assert (row["text"], row["topic"]) == (f"'{start}1+1", "'@sum")
