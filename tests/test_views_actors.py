"""The pages of those who speak and sign: what a reader finds there, and where the names lead."""

import datetime

import pytest

from declarations.models import Actor, Declaration, Signatory
from tests.factories import make_actor, make_declaration, make_group, make_membership
from tests.page_parts import notices, parse

pytestmark = pytest.mark.django_db

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"
HTMX = {"HX-Request": "true"}


def read(client, address):
    """Return the page at an address, which must be there."""
    response = client.get(address)
    assert response.status_code == 200
    return parse(response)


def names(page):
    """Return the names that the list shows, in order."""
    return [item.all("a")[0].text for item in page.one("ul", klass="actors").all("li")]


# --- One state ------------------------------------------------------------------


def test_costa_rica_shows_both_memberships_and_where_what_it_signed_diverges(client, sample):
    """With days, words, points, and the two texts to be read side by side."""
    page = read(client, "/actors/costa-rica/")
    rows = [row.text for row in page.one("table", klass="spans").all("tbody")]
    assert "Lima Group" in rows[0]
    assert "since 8 Aug 2017" in rows[0]
    assert "no end known" in rows[0]
    assert "International Contact Group" in rows[1]
    assert "since 31 Jan 2019" in rows[1]
    section = page.one("section", id="divergences")
    assert "Two or more of the 17 texts that it signed speak to 44 propositions." in section.text
    assert "To sign a group’s text is not to speak in one’s own name." in section.text
    assert "4 texts of its groups, from its time in them, are held without a list" in section.text
    first = section.one("ol").all("li", data_relation="divergent")[0]
    assert "Nicolás Maduro must give up power" in first.one("h3").text
    assert "Lima Group affirms 4 Jan 2019 3" in first.text
    assert "Contact Group rejects 28 Mar 2019 6?, 7?" in first.text
    pair = f"/compare/lima-group-2019-04-30/{SAN_JOSE}/"
    assert first.one("a", href=pair).text == "Read 30 Apr 2019 and 7 May 2019 side by side"
    assert client.get(pair).status_code == 200
    assert len(page.one("ol", klass="actor-texts").all("li")) == 17


def test_a_state_is_read_in_spanish(client, sample):
    """Its name and those of its groups and texts, and every way on keeps the language."""
    page = read(client, "/actors/germany/?lang=es")
    assert (page.one("h1").text, page.one("h1")["lang"]) == ("Alemania", "es")
    link = page.one("table", klass="spans").all("a")[0]
    assert (link.text, link["lang"]) == ("Grupo Internacional de Contacto", "es")
    assert link["href"] == "/actors/international-contact-group/?lang=es"
    titles = page.one("ol", klass="actor-texts").all("p", klass="title")
    assert all(title.one("a")["href"].endswith("?lang=es") for title in titles)
    for point in page.one("ol", klass="divergences").all("span", klass="place"):
        assert "/?lang=es" in point.all("a")[0]["href"]


def test_days_that_are_not_known_and_doubts_are_said_in_words(client):
    """A bar alone would not tell; a source is linked only where it is a web address."""
    group, peru = make_group(name="Lima Group"), make_actor(slug="peru", name="Peru")
    make_declaration(issuers=[group])
    make_membership(
        group=group,
        member=peru,
        disputed=True,
        source="javascript:alert(1)",
        note="Left at some time.",
    )
    page = read(client, "/actors/peru/")
    table = page.one("table", klass="spans")
    assert "disputed" in table.text
    assert "since unknown" in table.text
    assert "no end known" in table.text
    assert "Left at some time." in table.text
    assert "javascript" not in client.get("/actors/peru/").content.decode()
    assert not table.all("rect")  # there is no day to draw a line from


def test_how_it_stands_in_a_text_is_named(client):
    """Signed, abstained, with a reservation, or issued in its own name."""
    group, peru = make_group(), make_actor(slug="peru", name="Peru")
    for day, status in enumerate(("signed", "abstained", "reserved"), start=1):
        text = make_declaration(issuers=[group], date=datetime.date(2019, 5, day))
        Signatory.objects.create(declaration=text, actor=peru, status=status)
    make_declaration(issuers=[peru], date=datetime.date(2019, 5, 9))
    page = read(client, "/actors/peru/")
    assert [status.text for status in page.all("p", klass="status")] == [
        "issued",
        "signed with a reservation",
        "abstained",
        "signed",
    ]
    assert "No membership is held." in page.one("section", id="members").text


def test_a_state_that_signed_nothing_says_so(client, sample):
    """Haiti joined late, and no text is held that names it."""
    page = read(client, "/actors/haiti/")
    assert "No text is held that it signed." in page.one("section", id="divergences").text
    assert "No text is held that names it" in page.one("section", id="texts").text


# --- A group, an organisation ---------------------------------------------------


def test_a_group_shows_members_declarations_and_whom_it_shares(client, sample):
    """Over time, with doubts; in the texts, the other issuers of joint ones."""
    page = read(client, "/actors/lima-group/")
    assert len(page.one("table", klass="spans").all("tbody")) == 17
    shared = page.one("section", id="shared")
    assert shared.one("h3").one("a")["href"] == "/actors/international-contact-group/"
    assert [row.all("a")[0].text for row in shared.all("tbody")[0].all("tr")] == [
        "Argentina",
        "Bolivia",
        "Chile",
        "Costa Rica",
        "Panama",
    ]
    assert "31 Jan 2019 – no end known" in shared.text
    texts = page.one("ol", klass="actor-texts")
    assert len(texts.all("li")) == 16
    assert texts.text.count("International Contact Group") == 4  # titles and issuers of two
    assert not page.all("section", id="divergences")
    beside = [link["href"] for link in page.one("p", klass="beside").all("a")]
    assert beside == [
        "/compare/groups/lima-group/international-contact-group/",
        "/positions/?group=lima-group",
    ]


def test_an_organisation_has_what_a_state_has(client, sample):
    """The European Union belongs to a group and signs."""
    page = read(client, "/actors/european-union/")
    assert page.one("p", klass="eyebrow").text == "organisation · EU"
    assert page.one("section", id="divergences")


# --- The list -------------------------------------------------------------------


def test_the_list_is_filtered_by_kind_and_name(client, sample):
    """What is asked for stands in the fields, and the way back is one link."""
    page = read(client, "/actors/?kind=state&q=rica&lang=es")
    assert names(page) == ["Costa Rica"]
    assert "17" in page.one("p", klass="texts").text
    assert page.one("option", selected="")["value"] == "state"
    assert page.one("p", klass="count").one("a")["href"] == "/actors/?lang=es"
    assert names(read(client, "/actors/?kind=group")) == [
        "International Contact Group",
        "Lima Group",
    ]
    empty = read(client, "/actors/?q=zzzz")
    assert "Nobody fits these filters." in empty.text


def test_the_list_comes_in_pages_and_fragments(client):
    """Fifty a page; the fragment is part of the page, with the number beside it."""
    make_declaration(signatories=[make_actor() for _ in range(60)])
    page = read(client, "/actors/?kind=state")
    assert len(names(page)) == 50
    following = page.one("a", rel="next")["href"]
    fragment = client.get(f"/actors/{following}", headers=HTMX)
    root = parse(fragment).one("div", id="actor-list-results")
    assert len(names(root)) == 10
    assert root.one("p", id="list-status").text == "60 actors found"
    assert "HX-Request" in fragment.headers["Vary"]


def test_texts_come_in_pages_and_their_fragment_asks_for_nothing_else(
    client, django_assert_max_num_queries
):
    """Twenty-five; the memberships above them are not fetched again."""
    peru, group = make_actor(slug="peru"), make_group()
    for _ in range(30):
        make_declaration(issuers=[group], signatories=[peru])
    page = read(client, "/actors/peru/")
    assert len(page.one("ol", klass="actor-texts").all("li")) == 25
    with django_assert_max_num_queries(5):
        fragment = client.get("/actors/peru/" + page.one("a", rel="next")["href"], headers=HTMX)
    root = parse(fragment)
    assert len(root.one("div", id="actor-texts-results").all("li")) == 5
    assert not root.all("section")


def test_an_empty_site_has_an_empty_list(client):
    """It says so, and blames no filter."""
    assert "Nobody has issued or signed anything" in read(client, "/actors/").text


# --- Addresses ------------------------------------------------------------------


def test_a_mistyped_name_is_answered_with_the_nearest(client, sample):
    """By slug or by name in either language; the language asked for is kept."""
    for asked, meant in (("costarica", "costa-rica"), ("alemania", "germany")):
        response = client.get(f"/actors/{asked}/?lang=es")
        assert response.status_code == 404
        links = [link["href"] for link in parse(response).one("main").all("a")]
        assert links[0] == f"/actors/{meant}/?lang=es"
        assert "/actors/" in links


def test_an_unknown_filter_is_left_out_with_a_notice(client, sample):
    """The list is shown without it."""
    page = read(client, "/actors/?kind=planet&lang=xx")
    assert notices(page) == [
        "“xx” was left out: this page knows no such language.",
        "“planet” was left out: this page knows no such kind.",
    ]
    assert len(names(page)) == 31


def test_drafts_give_nobody_away(client):
    """Neither a group behind drafts, nor its members, nor who signed them, nor a count."""
    peru, hidden = (
        make_actor(slug="peru", name="Peru"),
        make_group(slug="undisclosed", name="Undisclosed"),
    )
    make_membership(group=hidden, member=peru)
    lima = make_group(slug="lima", name="Lima Group")
    make_declaration(issuers=[lima], signatories=[peru])
    secret = {"positions": {"talks": "rejects"}}
    draft = make_declaration(
        title="Secret text",
        issuers=[hidden, lima],
        signatories=[peru],
        status="draft",
        points=[secret],
    )
    Signatory.objects.create(declaration=draft, actor=make_actor(slug="only", name="Only in it"))
    pages = [client.get(path) for path in ("/actors/", "/actors/peru/", "/actors/lima/")]
    for response in pages:
        for trace in ("Undisclosed", "undisclosed", "Secret", "Only in it"):
            assert trace not in response.content.decode()
    assert "among the signatories of 1" in parse(pages[0]).text
    for slug in ("undisclosed", "only"):
        response = client.get(f"/actors/{slug}/")
        assert response.status_code == 404
        assert "Undisclosed" not in response.content.decode()
    Declaration.objects.update(status="published")
    assert "Undisclosed" in client.get("/actors/peru/").content.decode()
    assert client.get("/actors/only/").status_code == 200


# --- Links ----------------------------------------------------------------------


def test_names_lead_to_their_pages(client, sample):
    """Issuers and signatories of a declaration, and who signed both texts of a comparison."""
    page = read(client, f"/declarations/{LIMA}/?lang=es")
    assert page.one("p", klass="eyebrow").one("a")["href"] == "/actors/lima-group/?lang=es"
    signed = page.one("a", href="/actors/peru/?lang=es")
    assert (signed.text, signed["lang"]) == ("Perú", "es")
    sentence = read(client, f"/compare/{LIMA}/{SAN_JOSE}/").one("p", klass="sentence")
    assert sentence.text.endswith("Costa Rica signed both.")
    assert sentence.one("a")["href"] == "/actors/costa-rica/"


def test_names_in_links_are_escaped(client):
    """An editor's angle brackets are words, in a sentence as well."""
    peru = make_actor(slug="peru", name="<script>Peru</script>")
    for slug in ("left", "right"):
        make_declaration(slug=slug, signatories=[peru])
    for path in ("/compare/left/right/", "/actors/", "/actors/peru/", "/declarations/left/"):
        html = client.get(path).content.decode()
        assert "&lt;script&gt;Peru" in html
        assert "<script>Peru" not in html


# --- What it costs --------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 12])
def test_pages_of_actors_ask_the_same_however_much_is_held(
    client, django_assert_max_num_queries, count
):
    """Two of everything, or twelve."""
    group, other = make_group(slug="lima"), make_group()
    peru = make_actor(slug="peru")
    for number in range(count):
        member = make_actor()
        for one in (group, other):
            make_membership(group=one, member=member)
        stance = ("affirms", "rejects")[number % 2]
        make_declaration(
            issuers=[group, other],
            signatories=[peru, member],
            points=[{"positions": {f"p-{n}": stance}} for n in range(3)],
        )
    make_membership(group=group, member=peru)
    assert Actor.objects.count() == count + 3
    for address, most in (("/actors/", 3), ("/actors/peru/", 13), ("/actors/lima/", 8)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
