"""Home, the list, one declaration, the codebook: what a reader finds there."""

import datetime

import pytest
from django.urls import reverse

from declarations.models import Signatory, Wording
from tests.databases import of_a_page
from tests.factories import (
    make_actor,
    make_declaration,
    make_editor,
    make_group,
    make_point,
    make_proposition,
    make_source,
    make_topic,
    make_user,
)
from tests.page_parts import notices, parse

pytestmark = pytest.mark.django_db

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"
COMPARISON = f"/compare/{LIMA}/{SAN_JOSE}/"
HTMX = {"HX-Request": "true"}


def titles(page):
    """Return the titles that the list shows, in order."""
    return [element.text for element in page.all("p", klass="title")]


# --- Home -----------------------------------------------------------------------


def test_home_opens_with_the_founding_comparison(client, sample):
    """Its verdict, its two points in words, and the way there."""
    response = client.get("/")
    page = parse(response)
    assert response.status_code == 200
    assert "Costa Rica signed both." in page.text
    assert page.one("a", klass="primary")["href"] == COMPARISON
    five, eleven = page.one("ul", klass="glimpse").all("li")
    assert "Beside 10?:" in five.text
    assert "A proposal accepted" in five.text
    assert "Cuba" in eleven.text
    assert "No counterpart. Nothing in the other text meets it." in eleven.text


def test_home_says_what_is_held(client, sample):
    """Declarations, points and positions, from when to when, and that the words are ours."""
    figures = parse(client.get("/")).one("section", klass="held")
    assert [figure.text for figure in figures.all("dd")][:2] == ["23", "187"]
    assert "From August 2017 to February 2020." in figures.text
    assert "paraphrase" in figures.text


@of_a_page
def test_the_picture_leads_to_rows_of_the_comparison(client, sample):
    """Every ribbon and every number is a link to a row that is there."""
    home, comparison = parse(client.get("/")), parse(client.get(COMPARISON))
    anchors = {row["id"] for row in comparison.all("tr", data_row="")}
    links = [link["href"] for link in home.one("svg", klass="ribbons").all("a")]
    assert len(links) > 30
    assert {link.removeprefix(f"{COMPARISON}#") for link in links} <= anchors


def test_home_without_the_founding_pair_still_opens(client):
    """Another corpus has no such pair: choosers and what is held remain."""
    make_declaration(title="A declaration of peace", points=["Urge peace."])
    page = parse(client.get("/"))
    assert not page.all("section", klass="founding")
    assert "A declaration of peace" in page.text
    assert len(page.all("select")) == 2


def test_home_with_nothing_published_says_so(client):
    """And where to begin."""
    page = parse(client.get("/"))
    assert "Nothing is published yet" in page.text
    assert page.all("main")[0].all("a", href="/admin/")
    assert not page.all("select")


# --- The list -------------------------------------------------------------------


def test_the_list_holds_every_published_declaration_newest_first(client, sample):
    """With issuers, place and how many points are held."""
    page = parse(client.get("/declarations/"))
    assert len(titles(page)) == 23
    assert "20 February 2020" in titles(page)[0]
    assert "14 of 15 points held" in page.text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("issuer=lima-group", 16),
        ("issuer=international-contact-group", 9),
        ("year=2020", 2),
        ("year=2020&issuer=lima-group", 1),
    ],
)
def test_the_list_is_filtered_by_issuer_and_year(client, sample, query, count):
    """A joint statement counts for both of its issuers."""
    assert len(titles(parse(client.get(f"/declarations/?{query}")))) == count


def test_the_list_is_filtered_by_topic(client):
    """Declarations with at least one point on it, each once."""
    make_declaration(title="On Cuba", points=[{"topics": ["third-states"]}] * 2)
    make_declaration(title="On elections", points=[{"topics": ["elections"]}])
    page = parse(client.get("/declarations/?topic=third-states"))
    assert titles(page) == ["On Cuba"]


@pytest.mark.parametrize("text", ["cuba", "CUBA", "san josé", "San%20Jos%C3%A9"])
def test_the_list_is_searched_in_titles_places_and_words(client, text):
    """In upper and lower case alike."""
    make_declaration(title="Lima, 3 May", points=["Decide to bring Cuba into the search."])
    make_declaration(title="Answer from San José", points=["Reach out to Cuba."])
    make_declaration(title="Another", place="Quito", points=["Thank the host."])
    found = titles(parse(client.get(f"/declarations/?q={text}")))
    assert "Another" not in found
    assert "Answer from San José" in found


@of_a_page
def test_a_search_keeps_its_words_in_the_field(client, sample):
    """So that it can be refined; quotes and brackets come back as typed."""
    page = parse(client.get("/declarations/", {"q": '"truce" <b>'}))
    fields = [
        field["value"] for field in page.all("input", name="q") if "value" in field.attributes
    ]
    assert fields == ['"truce" <b>']
    assert "No declaration fits these filters." in page.text


@of_a_page
def test_an_empty_search_offers_the_way_back(client, sample):
    """One link shows everything again."""
    page = parse(client.get("/declarations/?q=zzzz"))
    assert page.one("div", klass="empty").one("a")["href"] == "/declarations/"


def test_an_empty_site_has_an_empty_list(client):
    """It says so, and blames no filter."""
    page = parse(client.get("/declarations/"))
    assert "No declaration is published yet." in page.text


@of_a_page
def test_filters_of_the_list_are_in_the_address(client, sample):
    """Those in force are selected; the topic stands at "all"."""
    page = parse(client.get("/declarations/?issuer=lima-group&year=2019"))
    chosen = [option["value"] for option in page.all("option", selected="")]
    assert chosen == ["lima-group", "2019", ""]


@of_a_page
def test_the_list_as_a_fragment_is_part_of_the_page(client, sample):
    """The same address, with htmx: only the results, and the status beside them."""
    page = client.get("/declarations/?year=2019")
    fragment = client.get("/declarations/?year=2019", headers=HTMX)
    assert fragment.templates[0].name == "declarations/_declaration_list_results.html"
    root = parse(fragment).one("div", id="declaration-list-results")
    status = root.one("p", id="list-status")
    assert status["hx-swap-oob"] == "innerHTML"
    assert status.text.endswith("declarations found")
    root.children.remove(status)
    assert root.text == parse(page).one("div", id="declaration-list-results").text
    for response in (page, fragment):
        assert "HX-Request" in response.headers["Vary"]


# --- One declaration ------------------------------------------------------------


def test_a_declaration_shows_its_points_with_their_addresses(client, sample):
    """Each at its number, with a gap where one is not held."""
    page = parse(client.get(f"/declarations/{LIMA}/"))
    points = page.all("article", klass="point")
    assert [point["id"] for point in points][:6] == ["1", "2", "3", "4", "5", "6"]
    assert "number is only likely" not in points[0].text
    assert "9: not held. No source seen shows it." in page.text
    assert "14 of 15 points held, not complete" in page.text
    assert "Paraphrase written for this project" in page.text


def test_a_declaration_shows_where_it_comes_from(client):
    """Source, extent seen, signatories with their reservations, gaps, how to cite it."""
    peru, mexico = make_actor(name="Peru"), make_actor(name="Mexico")
    declaration = make_declaration(
        slug="lima-1", signatories=[peru, mexico], gaps=["Point 9 was not found."]
    )
    declaration.signatories.filter(actor=mexico).update(status=Signatory.Status.ABSTAINED)
    make_source(declaration=declaration, url="https://example.org/lima", extent="report")
    page = parse(client.get("/declarations/lima-1/"))
    link = page.one("a", href="https://example.org/lima")
    assert link.text == "Ministry of Foreign Affairs"
    assert "noopener" in link["rel"]
    assert "report about the text" in page.text
    assert "Mexico (abstained), Peru" in page.text
    assert "Point 9 was not found." in page.text
    assert "http://testserver/declarations/lima-1/, read on" in page.text


def test_a_declaration_without_points_says_so(client):
    """Neither points, nor sources, nor signatories, nor another to read beside it."""
    make_declaration(slug="bare")
    text = parse(client.get("/declarations/bare/")).text
    assert "No points are held yet." in text
    assert "No source is recorded." in text
    assert "Who signed is not known" in text
    assert "No other declaration is published yet." in text


def test_a_point_without_wording_says_so(client):
    """An empty line would look like a mistake."""
    point = make_point(declaration=make_declaration(slug="lima-1"))
    point.wordings.all().delete()
    assert "No wording is held." in parse(client.get("/declarations/lima-1/")).text


def test_a_declaration_is_read_in_spanish_where_that_is_held(client):
    """Title and words in Spanish; what is held in English alone says which language it is in."""
    declaration = make_declaration(slug="lima-1", title="Of Lima", title_es="De Lima")
    make_point(declaration=declaration, wordings={"es": "Apoyar la tregua."})
    make_point(declaration=declaration, text="Urge its renewal.")
    page = parse(client.get("/declarations/lima-1/?lang=es"))
    heading = page.one("h1")
    assert (heading.text, heading["lang"]) == ("De Lima", "es")
    words = [(text["lang"], text.text) for text in page.all("p", klass="text")]
    assert words == [("es", "Apoyar la tregua."), ("en", "Urge its renewal.")]
    assert "shown in English" in page.text
    assert page.one("a", hreflang="es")["aria-current"] == "true"


@of_a_page
def test_an_english_title_is_marked_as_english(client):
    """A screen reader would otherwise read it with a Spanish voice."""
    declaration = make_declaration(slug="lima-1", title="Of Lima")
    make_point(declaration=declaration, wordings={"es": "Apoyar la tregua."})
    assert parse(client.get("/declarations/lima-1/?lang=es")).one("h1")["lang"] == "en"


def test_a_declaration_proposes_those_of_others_nearest_in_time(client):
    """What answered it, or what it answered, before what its own group said elsewhere."""
    lima, contact = make_group(name="Lima Group"), make_group(name="Contact Group")
    make_declaration(slug="lima-1", issuers=[lima], date=datetime.date(2019, 5, 3))
    make_declaration(title="Same group, next day", issuers=[lima], date=datetime.date(2019, 5, 4))
    make_declaration(title="Answer", issuers=[contact], date=datetime.date(2019, 5, 7))
    make_declaration(title="Years later", issuers=[contact], date=datetime.date(2021, 1, 1))
    page = parse(client.get("/declarations/lima-1/"))
    proposed = [link.text for link in page.one("aside").all("ul")[0].all("a")]
    assert proposed == ["Answer", "Years later", "Same group, next day"]


@of_a_page
def test_only_editors_see_the_way_to_the_desk(client):
    """The link leads where nobody else may go."""
    declaration = make_declaration(slug="lima-1")
    desk = reverse("admin:declarations_declaration_change", args=[declaration.pk])
    assert not parse(client.get("/declarations/lima-1/")).all("a", href=desk)
    client.force_login(make_editor())
    assert parse(client.get("/declarations/lima-1/")).all("a", href=desk)


# --- The codebook ---------------------------------------------------------------


def test_the_codebook_shows_each_proposition_with_its_rule_and_use(client):
    """Under its topic, with how many points affirm, qualify and reject it, and its rivals."""
    proposition = make_proposition(
        "cuba-included",
        topic=make_topic("third-states", name="Role of third states"),
        text="Cuba should take part.",
        definition="Affirmed where Cuba is to be brought in.",
        rivals=["no-third-states"],
    )
    make_declaration(
        points=[{"positions": {proposition.slug: stance}} for stance in ("affirms", "rejects")]
    )
    entry = parse(client.get("/codebook/")).one("article", id="cuba-included")
    assert "Affirmed where Cuba is to be brought in." in entry.text
    assert "1 affirm" in entry.text
    assert "0 qualify" in entry.text
    assert "1 reject" in entry.text
    assert entry.one("a", href="#no-third-states")


def test_the_codebook_is_read_in_spanish(client):
    """What is not translated says that it is English."""
    make_proposition(text="Cuba should take part.", text_es="Cuba debería participar.")
    make_proposition(text="Elections should be held.")
    page = parse(client.get("/codebook/?lang=es"))
    statements = {(h["lang"], h.text) for h in page.all("h3")}
    assert statements == {
        ("es", "Cuba debería participar."),
        ("en", "Elections should be held."),
    }


def test_an_empty_codebook_says_so(client):
    """The meanings of relations and stances stand without it."""
    page = parse(client.get("/codebook/"))
    assert "The codebook is empty." in page.text
    assert page.one("section", id="relations")


@pytest.mark.parametrize("address", ["/declarations/", "/codebook/"])
def test_an_unknown_language_is_left_out_with_a_notice(client, sample, address):
    """The page is shown in English."""
    page = parse(client.get(f"{address}?lang=xx"))
    assert notices(page) == ["“xx” was left out: this page knows no such language."]


def test_every_language_held_is_offered(client):
    """A language is offered where any point is held in it."""
    declaration = make_declaration(slug="lima-1")
    point = make_point(declaration=declaration, wordings={"es": "Apoyar la tregua."})
    Wording.objects.create(point=point, language="pt", text="Apoiar a trégua.", origin="official")
    page = parse(client.get("/declarations/lima-1/"))
    assert [link["hreflang"] for link in page.all("a") if "hreflang" in link.attributes] == [
        "en",
        "es",
        "pt",
    ]


@of_a_page
def test_a_coding_rule_reads_in_lines_and_links_the_propositions_that_it_names(client, sample):
    """What affirms, what qualifies, what rejects, where the border runs, each for itself."""
    html = client.get("/codebook/").content.decode()
    assert '<a href="#assembly-members-protected">assembly-members-protected</a>.</p>' in html
    assert "<p>Boundary: " in html


@of_a_page
def test_a_coding_rule_is_escaped(client, db):
    """An editor's angle brackets are words."""
    make_proposition(slug="one-thing", definition="Affirmed: <b>x</b>. Boundary: see one-thing.")
    html = client.get("/codebook/").content.decode()
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert "<b>x</b>" not in html


@pytest.mark.parametrize(
    ("query", "found"),
    [("guaido", True), ("GUAIDÓ", True), ("cuba solution", True), ("cuba zzzz", False)],
)
def test_a_search_needs_every_word_and_neither_case_nor_accents(client, sample, query, found):
    """Words may stand apart, in whatever case; what has only some of them is left out."""
    page = parse(client.get("/declarations/", {"q": query}))
    assert bool(titles(page)) is found


@of_a_page
@pytest.mark.parametrize(
    ("address", "entry", "current"),
    [
        ("/declarations/", "Declarations", "page"),
        ("/declarations/lima-group-2019-05-03/11/", "Declarations", "true"),
        ("/compare/", "Compare", "page"),
        ("/compare/groups/", "Compare", "true"),
        ("/compare/groups/lima-group/international-contact-group/", "Compare", "true"),
        ("/positions/", "Positions", "page"),
        ("/actors/lima-group/", "Actors", "true"),
        ("/method/", "Method", "page"),
        ("/", None, None),
    ],
)
def test_the_menu_says_where_one_is(client, sample, address, entry, current):
    """The page itself, or the part of the site that it belongs to; one entry at most."""
    links = parse(client.get(address)).one("nav", klass="site-nav").all("a")
    marked = [(a.text, a["aria-current"]) for a in links if "aria-current" in a.attributes]
    assert marked == ([(entry, current)] if entry else [])


@pytest.mark.parametrize(("make", "may"), [(make_editor, True), (make_user, False)])
def test_the_way_to_the_desk_is_shown_to_whoever_may_change_it(client, sample, make, may):
    """On a declaration and on a point; staff without rights would only be turned away."""
    client.force_login(make(is_staff=True))
    for address in (f"/declarations/{LIMA}/", f"/declarations/{LIMA}/5/"):
        links = [link.text for link in parse(client.get(address)).all("a")]
        assert ("Edit" in links) is may
