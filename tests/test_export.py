"""A comparison as JSON, for people who work on with it."""

import pytest

from tests.databases import of_a_page
from tests.factories import make_declaration, make_judgement
from tests.test_suggesting import measure, uncode

pytestmark = pytest.mark.django_db

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"
FOUNDING = f"/compare/{LIMA}/{SAN_JOSE}/export.json"


def rows(data):
    """Return the rows by the numbers of their points."""
    return {(row["left"], row["right"]): row for row in data["rows"]}


def test_the_founding_comparison_as_data(client, sample):
    """Both declarations, each pair with relation, basis, score and reasons, and each silence."""
    response = client.get(FOUNDING)
    assert response.headers["Content-Type"] == "application/json"
    data = response.json()
    assert (data["left"]["slug"], data["right"]["slug"]) == (LIMA, SAN_JOSE)
    assert data["left"]["title"] == "Lima Group declaration of 3 May 2019"
    assert (data["left"]["date"], data["left"]["issuers"]) == ("2019-05-03", ["lima-group"])
    assert (data["left"]["points_held"], data["left"]["points_in_source"]) == (14, 15)
    row = rows(data)["5", "10?"]
    assert (row["relation"], row["basis"]) == ("convergent", "coded")
    assert 0 < row["score"] <= 1.2
    assert 0 < row["likeness"] <= 1
    assert row["reasons"][0].startswith("A proposal accepted")
    silent = rows(data)["11", None]
    assert (silent["relation"], silent["basis"], silent["score"]) == (None, None, None)
    assert silent["reasons"] == []
    assert data["verdict"].endswith("Costa Rica signed both.")
    assert data["both_signed"] == ["Costa Rica"]
    assert data["address"] == f"http://testserver/compare/{LIMA}/{SAN_JOSE}/"


@of_a_page
def test_the_counts_are_those_of_the_rows(client, sample):
    """By state, and in all; every point of both sides is in some row."""
    data = client.get(FOUNDING).json()
    counts = data["counts"]
    found = rows(data)
    assert len(found) == len(data["rows"])
    assert counts["pairs"] == sum(None not in pair for pair in found)
    for relation in ("convergent", "partial", "divergent"):
        assert counts[relation] == sum(row["relation"] == relation for row in data["rows"])
    assert counts["open"] == sum(row["basis"] == "open" for row in data["rows"])
    assert counts["only-left"] == sum(right is None for _left, right in found)
    assert counts["only-right"] == sum(left is None for left, _right in found)
    assert len({left for left, _right in found if left}) == counts["left_points"] == 14
    assert len({right for _left, right in found if right}) == counts["right_points"] == 10


@of_a_page
def test_every_pair_has_a_basis_and_no_lone_point_has_one(client, sample):
    """So that whoever takes the data sees of each relation where it comes from."""
    for row in client.get(FOUNDING).json()["rows"]:
        paired = row["left"] is not None and row["right"] is not None
        assert (row["basis"] in ("judged", "coded", "suggested", "open")) is paired
        assert (row["relation"] is None) is (row["basis"] in ("open", None))


def keys_of(data):
    """Return the names of all fields, however deep."""
    if isinstance(data, dict):
        return {*data, *(key for value in data.values() for key in keys_of(value))}
    return {key for value in data for key in keys_of(value)} if isinstance(data, list) else set()


@of_a_page
def test_fields_are_named_alike(client, sample):
    """In snake_case throughout; a state keeps the name that it has on the page."""
    hyphenated = {key for key in keys_of(client.get(FOUNDING).json()) if not key.isidentifier()}
    assert hyphenated == {"only-left", "only-right"}


def test_weaker_matches_that_are_no_rows_are_counted(client):
    """Five points that all meet five: what a reader is not shown is at least told."""
    alike = [{"text": "Support the truce.", "positions": {"truce": "affirms"}}] * 5
    make_declaration(slug="left", points=alike)
    make_declaration(slug="right", points=alike)
    counts = client.get("/compare/left/right/export.json").json()["counts"]
    assert counts["pairs"] + counts["left_out"] == 25
    assert counts["left_out"] > 0


def test_gaps_of_a_text_are_exported(client):
    """What is known to be missing goes with the data, on the side where it is missing."""
    make_declaration(slug="left", gaps=["Point 7 was not published."])
    make_declaration(slug="right")
    data = client.get("/compare/left/right/export.json").json()
    assert (data["left"]["gaps"], data["right"]["gaps"]) == (["Point 7 was not published."], [])


@of_a_page
def test_page_and_export_tell_the_same(client, sample):
    """Row by row, in the same order, in each of the orders."""
    for order in ("left", "right", "topic"):
        page = client.get(f"/compare/{LIMA}/{SAN_JOSE}/?order={order}")
        data = client.get(f"{FOUNDING}?order={order}").json()
        assert data["order"] == order
        assert [
            (
                row.left and row.left.point.label,
                row.right and row.right.point.label,
                row.reasons,
            )
            for row in page.context["rows"]
        ] == [(row["left"], row["right"], row["reasons"]) for row in data["rows"]]


def test_filters_leave_the_export_whole(client, sample):
    """Who takes the data takes all of it: a filter is a way of looking."""
    whole = client.get(FOUNDING).json()
    assert client.get(f"{FOUNDING}?relation=partial&topic=elections&page=2").json() == whole


def test_the_language_of_reading_is_that_of_titles_and_reasons(client, sample):
    """Propositions in Spanish; which points meet is the same."""
    english, spanish = (client.get(f"{FOUNDING}?lang={code}").json() for code in ("en", "es"))
    assert spanish["language"] == "es"
    assert spanish["left"]["title"] != english["left"]["title"]
    assert rows(spanish).keys() == rows(english).keys()
    assert rows(spanish)["1", "3"]["reasons"] != rows(english)["1", "3"]["reasons"]


def test_unicode_is_written_as_it_is(client):
    """Readable in an editor: no escapes for accents, dashes or quotes."""
    make_declaration(slug="left", title="Declaración de San José – «única»", points=["Sí."])
    make_declaration(slug="right", place="Brasília")
    body = client.get("/compare/left/right/export.json").content.decode()
    assert "Declaración de San José – «única»" in body
    assert "Brasília" in body
    assert "\\u" not in body


def test_markup_in_texts_is_plain_text(client):
    """It is data, and no browser takes it for a page."""
    make_declaration(slug="left", title="<script>alert(1)</script>")
    make_declaration(slug="right")
    response = client.get("/compare/left/right/export.json")
    assert response.json()["left"]["title"] == "<script>alert(1)</script>"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_judged_rows_say_so(client):
    """Basis and rationale are exported, so that a suggestion never looks judged."""
    left = make_declaration(slug="left", points=["Support the truce."])
    right = make_declaration(slug="right", points=["Support the truce."])
    make_judgement(
        first=left.points.get(),
        second=right.points.get(),
        relation="partial",
        rationale="Only one sets a date.",
    )
    row = rows(client.get("/compare/left/right/export.json").json())["1", "1"]
    assert (row["relation"], row["basis"]) == ("partial", "judged")
    assert row["reasons"][0] == "Judged partial by Coder: Only one sets a date."


def test_suggestions_are_exported_with_their_evidence_as_on_the_page(client, sample):
    """What they come from, with its address, code and likeness; topics of points alone as well."""
    uncode(SAN_JOSE)
    measure(convergent=True, partial=True)
    data = client.get(FOUNDING).json()
    suggested = [row for row in data["rows"] if row["basis"] == "suggested"]
    every = [e for row in suggested for one in row["suggested"]["right"] for e in one["evidence"]]
    assert all(0 < one["likeness"] <= 1 for one in every)
    points = [one for one in every if one["coded"]]
    assert points[0]["address"].startswith("http://testserver/declarations/")
    assert points[0]["label"].startswith("Point ")
    assert {one["address"].split("#")[0] for one in every if not one["coded"]} <= {
        "http://testserver/codebook/"
    }
    page = {row.anchor: row for row in client.get(FOUNDING[:-11]).context["rows"]}
    lone = [row for row in data["rows"] if row["left"] is None]
    assert lone
    for row in lone:
        shown = page[f"right-{row['right'].strip('?')}"].right.suggested.topics
        held = [(one["kind"], one["slug"]) for one in row["suggested"]["right"]]
        assert held == [("topic", one.slug) for one in shown]


def test_two_empty_declarations_export_to_no_rows(client):
    """With all counts at nought."""
    make_declaration(slug="left")
    make_declaration(slug="right")
    data = client.get("/compare/left/right/export.json").json()
    assert data["rows"] == []
    assert set(data["counts"].values()) == {0}


def test_other_sites_may_read_it(client, sample):
    """Public data, without a cookie, under a name that says what it is."""
    response = client.get(FOUNDING)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert f"{LIMA}_{SAN_JOSE}.json" in response.headers["Content-Disposition"]
    assert not response.cookies


@pytest.mark.parametrize(
    "address",
    [
        f"/compare/{LIMA}/nothing-like-it/export.json",
        f"/compare/nothing-like-it/{LIMA}/export.json",
        f"/compare/{LIMA}/{LIMA}/export.json",
        f"/compare/{LIMA}/a-draft/export.json",
        f"/compare/a-draft/{LIMA}/export.json",
    ],
)
def test_what_is_not_held_or_not_published_has_no_export(client, sample, address):
    """Nor has a declaration beside itself."""
    make_declaration(slug="a-draft", status="draft")
    assert client.get(address).status_code == 404


def test_unknown_values_are_ignored(client, sample):
    """A script with an old address still gets its data."""
    data = client.get(f"{FOUNDING}?order=upwards&lang=xx").json()
    assert (data["order"], data["language"]) == ("left", "en")
