"""Two groups through time: what is not there, the ways in, and the table to take away."""

import pytest

from declarations.models import Declaration
from tests.databases import of_a_page
from tests.factories import make_declaration, make_group, make_topic
from tests.group_pages import BOTH, CONTACT, LIMA, TALKS, lanes_in, make_pair, rows_of
from tests.page_parts import notices, parse, read_csv

pytestmark = pytest.mark.django_db


# --- What is not there -----------------------------------------------------------------


def test_groups_without_a_common_proposition(client):
    """No picture, and a sentence why; the rows stand all the same."""
    page = parse(client.get(make_pair([(1, {"truce": "affirms"})], [(2, {"vote": "affirms"})])))
    assert "North and South have not spoken on any proposition in common" in page.text
    assert not page.all("svg", klass="drift-picture")
    assert rows_of(page) == ["truce", "vote"]


def test_groups_whose_points_are_not_coded(client):
    """Said in words, without an empty table."""
    page = parse(client.get(make_pair([(1, {})], [(2, {})])))
    assert "No point of either group is coded on a proposition yet." in page.text
    assert not page.all("table")


@of_a_page
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("since=2025", "In this period neither group said anything on them"),
        ("until=2001", "Neither group has spoken by the end of this period"),
        ("topic=recognition&until=2001", "Neither group has spoken on this topic by the end"),
    ],
)
def test_a_period_without_a_word_says_so(client, sample, query, sentence):
    """And offers the whole time; no curve is drawn over nothing."""
    page = parse(client.get(f"{BOTH}?{query}"))
    assert sentence in page.text
    assert "Show the whole time" in page.text
    assert not page.all("svg", klass="drift-picture")


@pytest.mark.parametrize("suffix", ["", "export.csv"])
def test_an_unknown_group_is_told_with_those_there_are(client, sample, suffix):
    """The rest of the address is kept."""
    response = client.get(f"/compare/groups/{LIMA}/contadora/{suffix}?since=2019-05-01")
    assert response.status_code == 404
    links = parse(response).one("main").one("ul", klass="bulleted").all("a")
    assert [link["href"] for link in links] == [f"{BOTH}{suffix}?since=2019-05-01"]


def test_drafts_change_nothing(client, sample):
    """Neither texts of known groups nor a group that has published nothing."""
    before = client.get(BOTH).content
    issuers = [make_group(slug="drafters", name="Drafters")]
    issuers += Declaration.objects.get(slug="joint-2019-06-03").issuing_actors
    draft = {"positions": {TALKS: "rejects"}}
    make_declaration(issuers=issuers, status="draft", points=[draft])
    assert client.get(BOTH).content == before
    assert b"Drafters" not in client.get("/compare/groups/").content
    assert client.get(f"/compare/groups/{LIMA}/drafters/").status_code == 404
    assert b"Drafters" not in client.get(f"/compare/groups/{LIMA}/drafters/").content


def test_silence_is_not_dated_to_the_day_on_which_the_period_begins(client, sample):
    """Nothing was said on that day: it is only where they stood."""
    page = parse(client.get(f"{BOTH}?since=2025-01-01"))
    formula = page.one("p", klass="formula").text
    assert "As they stood when the period began: 29 ÷ 34" in formula
    assert "1 January 2025" not in formula


# --- Choosing, and the way in ------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", None),
        (f"left={LIMA}", None),
        (f"left={LIMA}&right={LIMA}", "This would be one group beside itself"),
        (f"left={LIMA}&right=contadora", "One of these groups is not held."),
        (f"left=%00&right={LIMA}", "One of these groups is not held."),
    ],
)
def test_the_chooser_says_what_is_missing(client, sample, query, message):
    """With both groups to choose from below it."""
    page = parse(client.get(f"/compare/groups/?{query}"))
    left, _right = page.all("select")
    assert [option["value"] for option in left.all("option")] == ["", LIMA, CONTACT]
    found = notices(page)
    assert found[0].startswith(message) if message else not found


@of_a_page
def test_the_chooser_keeps_language_and_period(client, sample):
    """What it was given goes on with the form, and names are in the language of reading."""
    page = parse(client.get(f"/compare/groups/?left={LIMA}&lang=es&since=2019-05-01"))
    hidden = page.one("form", klass="choose").all("input", type="hidden")
    assert [(field["name"], field["value"]) for field in hidden] == [
        ("since", "2019-05-01"),
        ("lang", "es"),
    ]
    assert "Grupo de Lima" in page.all("select")[0].text


@of_a_page
def test_two_chosen_lead_to_their_page(client, sample):
    """The period goes along."""
    response = client.get(f"/compare/groups/?left={LIMA}&right={CONTACT}&since=2019-05-01")
    assert response["Location"] == f"{BOTH}?since=2019-05-01"


@of_a_page
def test_a_group_with_itself_is_explained(client, sample):
    """A sentence, and the chooser with it on the left."""
    page = parse(client.get(f"/compare/groups/{LIMA}/{LIMA}/"))
    assert "it agrees with itself on every day" in notices(page)[0]
    assert page.all("select")[0].one("option", selected="")["value"] == LIMA


def test_a_site_with_one_group_says_so(client):
    """There is nothing to choose."""
    make_declaration()
    assert "It takes two groups" in parse(client.get("/compare/groups/")).text


def test_a_declaration_called_groups_keeps_its_comparison(client):
    """The addresses of two declarations have two parts, those of two groups three."""
    for slug in ("groups", "other"):
        make_declaration(slug=slug, title=f"Text {slug}")
    for address in ("/compare/groups/other/", "/compare/other/groups/"):
        assert "Text groups" in parse(client.get(address)).one("h1").text


@of_a_page
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/declarations/joint-2019-06-03/",
        "/compare/lima-group-2019-05-03/international-contact-group-2019-05-07/",
        "/compare/lima-group-2019-05-03/joint-2019-06-03/",
    ],
)
def test_pages_with_both_groups_lead_to_them(client, sample, address):
    """Whichever is named first; in the language of reading, where the page speaks it."""
    assert parse(client.get(address)).all("a", href=BOTH)
    if address != "/":
        assert parse(client.get(f"{address}?lang=es")).all("a", href=f"{BOTH}?lang=es")
        assert parse(client.get(f"{address}?lang=pt")).all("a", href=BOTH)


@of_a_page
def test_pages_of_one_group_lead_to_the_chooser(client, sample):
    """With that group on the left; two texts of one group have nothing to offer."""
    page = parse(client.get("/declarations/lima-group-2019-05-03/"))
    assert page.all("a", href=f"/compare/groups/?left={LIMA}")
    page = parse(client.get("/compare/lima-group-2019-05-03/lima-group-2019-04-30/"))
    assert not page.all("p", klass="through-time")
    assert parse(client.get("/compare/")).all("a", href="/compare/groups/")


# --- CSV -------------------------------------------------------------------------------


@of_a_page
def test_the_table_to_take_away_holds_the_rows_that_are_shown(client, sample):
    """One line a text and proposition, with what it changed; filters hold."""
    page = parse(client.get(f"{BOTH}?topic=dialogue&changed=1&since=2019-05-01"))
    links = [
        link["href"] for link in page.all("a") if "export.csv" in link.attributes.get("href", "")
    ]
    response = client.get(links[0])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{LIMA}_{CONTACT}.csv"'
    assert response.content.startswith(b"\xef\xbb\xbftopic,proposition,")
    lima = [row for row in read_csv(response) if row["group"] == LIMA]
    assert {row["proposition"] for row in lima} == {TALKS}
    assert [(r["date"], r["stance"], r["change"], r["relation_that_day"]) for r in lima] == [
        ("2019-04-15", "rejects", "earlier", "divergent"),
        ("2019-06-06", "qualifies", "changed", "partial"),
        ("2019-07-23", "qualifies", "repeated", "partial"),
        ("2019-11-08", "affirms", "changed", "convergent"),
    ]
    assert lima[-1]["address"] == "http://testserver/declarations/lima-group-2019-11-08/4/"
    assert {row["relation_at_end"] for row in lima} == {"convergent"}


@of_a_page
def test_no_cell_is_taken_for_a_formula(client):
    """In a title or a group's name; what only holds such a sign stays as it is."""
    address = make_pair([(1, {"truce": "affirms"})], [(2, {"truce": "affirms"})])
    Declaration.objects.filter(slug="north-1").update(title='=HYPERLINK("http://x")')
    Declaration.objects.filter(slug="south-2").update(title=" +1 and a=b")
    titles = [row["title"] for row in read_csv(client.get(f"{address}export.csv"))]
    assert titles == ['\'=HYPERLINK("http://x")', "' +1 and a=b"]


def test_words_are_read_in_the_language_asked_for(client, sample):
    """Propositions, names and topics in Spanish; links keep the language."""
    page = parse(client.get(f"{BOTH}?lang=es&topic=dialogue"))
    assert "Grupo de Lima" in page.one("h1").text
    assert page.one("tr", id=TALKS).one("th").one("a").text.startswith("Un proceso político")
    first = lanes_in(page.one("tr", id=TALKS))[0].all("a")[0]
    assert first["href"] == "/declarations/lima-group-2017-08-08/16/?lang=es"
    assert page.one("a", href=f"/actors/{LIMA}/?lang=es")
    assert page.one("a", href=f"/positions/?topic=dialogue&lang=es&group={LIMA}&group={CONTACT}")
    both = page.one("section", klass="members").one("tbody")
    assert "Costa Rica" in [member.text for member in both.all("th")]


@of_a_page
def test_markup_in_names_is_text(client):
    """Wherever a name or a proposition is shown, attributes of the picture included."""
    address = make_pair([(1, {"truce": "affirms"})], [(2, {"truce": "affirms"})])
    topic = make_topic("general")
    topic.name = "<script>1</script>\"'"
    topic.save()
    page = client.get(f"{address}?at=2019-05-02").content.decode()
    assert "<script>1" not in page
    assert "&lt;script&gt;1" in page
