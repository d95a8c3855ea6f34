"""Whatever an address, a reader or an editor sends: no page breaks, and no text becomes markup."""

import pytest

from declarations.models import Signatory
from tests.databases import of_a_page, of_an_address
from tests.factories import (
    make_actor,
    make_declaration,
    make_group,
    make_judgement,
    make_proposition,
    make_source,
    make_topic,
)
from tests.page_parts import parse

pytestmark = pytest.mark.django_db

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"
FOUNDING = f"/compare/{LIMA}/{SAN_JOSE}/"

PAGES = [
    "/",
    "/declarations/",
    "/declarations/?q=zzzz",
    "/search/",
    "/search/?q=free+elections",
    "/search/?q=lima+point+five",
    "/search/?q=zzzz+peace&lang=es",
    f"/declarations/{LIMA}/",
    f"/declarations/{LIMA}/?lang=es",
    "/actors/",
    "/actors/costa-rica/?lang=es",
    "/actors/lima-group/",
    "/codebook/",
    "/compare/",
    "/compare/?left=unknown&right=other",
    FOUNDING,
    f"{FOUNDING}?order=topic&lang=es",
    f"{FOUNDING}?relation=divergent",
    f"/compare/{LIMA}/{LIMA}/",
    f"/declarations/{LIMA}x/",
    "/no/such/page/",
]


# --- Hostile and broken addresses ---------------------------------------------------

FIELDS = {
    FOUNDING: ["relation", "relation[]", "order", "topic", "lang", "page", "view"],
    f"{FOUNDING}export.json": ["order", "lang"],
    "/declarations/": ["q", "issuer", "year", "topic", "page", "lang"],
    f"/declarations/{LIMA}/": ["lang"],
    "/actors/": ["q", "kind", "page", "lang"],
    "/actors/costa-rica/": ["page", "lang"],
    "/search/": ["q", "group", "year", "topic", "force", "order", "page", "lang"],
    "/search/?q=peace": ["group", "year", "topic", "force", "order", "page", "lang"],
    "/codebook/": ["lang"],
    "/compare/": ["left", "right", "pick", "lang"],
    "/": ["lang", "page"],
}
VALUES = {
    "empty": "",
    "unknown": "foo",
    "a number": "999",
    "below nought": "-1",
    "no number": "abc",
    "a large number": "99999999",
    "digits of another script": "%D9%A3",
    "too many digits": "9" * 5000,
    "too long": "x" * 5000,
    "a NUL byte": "%00",
    "a NUL byte within": "a%00b",
    "not UTF-8": "%FF",
    "half a surrogate": "%ED%A0%80",
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E",
    "SQL": "%27%20OR%201=1%20--",
    "a template": "{{%20request%20}}",
}


@pytest.fixture
def founding_in_small(db):
    """The addresses of the founding pair and one of its states, with little behind them."""
    state = make_actor(slug="costa-rica", name="Costa Rica")
    point = {"topics": ["truce"], "positions": {"renewed": "affirms"}, "wordings": {"es": "Paz."}}
    for slug, issuer in ((LIMA, "lima-group"), (SAN_JOSE, "contact-group")):
        make_declaration(
            slug=slug,
            issuers=[make_group(slug=issuer, members=[state])],
            signatories=[state],
            points=[point | {"text": "Support peace."}, f"Alone of {issuer}."],
        )


ANY_DATABASE = {
    *("empty", "below nought", "no number", "digits of another script", "too long"),
    *("markup", "a template"),
}
"""Values that no database takes for anything but a word, unlike NUL, half letters and numbers."""
TWICE = {"empty", "unknown", "a number", "a NUL byte"}
"""Values sent twice as well: which of two is read does not depend on what they are."""


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[of_an_address] if name in ANY_DATABASE else []) for name in VALUES],
)
def test_no_value_in_an_address_breaks_a_page(client, founding_in_small, name):
    """Once, and some of them twice, in every field of each page: a page comes, or a way to one."""
    for path, names in FIELDS.items():
        query = "&".join(f"{field}={VALUES[name]}" for field in names)
        for asked in [query, f"{query}&{query}"][: 1 + (name in TWICE)]:
            response = client.get(f"{path}{'&' if '?' in path else '?'}{asked}")
            assert response.status_code in (200, 302), path
            assert b"<script>alert" not in response.content


@pytest.mark.parametrize("number", ["abc", "0", "-1", "999", "1e3", "%00", ""])
def test_a_page_that_is_not_there_is_the_nearest_that_is(client, sample, number):
    """The first for what is no number, the last for what is beyond."""
    for path in (FOUNDING, "/declarations/"):
        response = client.get(f"{path}?page={number}")
        assert response.context["page"].number == 1


# --- Methods ------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/", "/declarations/", "/codebook/", "/compare/", FOUNDING])
def test_pages_take_nothing_but_questions(client, path, method):
    """Nothing is changed by reading."""
    response = getattr(client, method)(path)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


# --- Headers and markup -------------------------------------------------------------


@of_a_page
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_sound_and_keep_to_the_policy(client, sample, path, subtests):
    """What the headers say, what the page holds, and that the page is whole."""
    response = client.get(path)
    root = parse(response)
    with subtests.test("headers"):
        assert_headers_allow_only_what_comes_from_here(response.headers)
    with subtests.test("cookies"):
        # Reading leaves nothing behind, so there is nothing to consent to.
        assert not response.cookies
    with subtests.test("HEAD"):
        assert_the_same_without_a_body(client.head(path), response)
    with subtests.test("policy"):
        assert_kept_to_the_policy(root)
    with subtests.test("markup"):
        assert_sound(root)


@of_a_page
def test_head_of_a_file_answers_as_get_does(client, sample):
    """As that of a page does."""
    path = f"{FOUNDING}export.json"
    assert_the_same_without_a_body(client.head(path), client.get(path))


def assert_the_same_without_a_body(head, get):
    """Both methods answer with the same status and headers, and one with no body."""
    assert head.status_code == get.status_code
    assert head.content == b""
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


def assert_headers_allow_only_what_comes_from_here(headers):
    """No inline script or style, no other host, no frame around the page."""
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    for loophole in ("unsafe-inline", "unsafe-eval", "http:", "*"):
        assert loophole not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def assert_kept_to_the_policy(root):
    """No script or style in the page itself, and nothing loaded from elsewhere."""
    for element in root.walk():
        assert element.tag not in ("style", "iframe", "base")
        if element.tag == "script":
            assert element["src"].startswith("/static/")
            assert not element.text
        if element.tag == "link":
            assert element["href"].startswith("/")
        for name, value in element.attributes.items():
            assert name != "style"
            assert not name.startswith("on")
            assert not value.strip().lower().startswith("javascript:")


def assert_sound(root):
    """Closed tags, one title, one first heading, a language, and no identifier twice."""
    assert root.one("html")["lang"] == "en"
    assert root.one("head").one("title").text
    assert root.one("h1").text
    identifiers = [element["id"] for element in root.walk() if "id" in element.attributes]
    assert len(identifiers) == len(set(identifiers))
    labelled = [
        name
        for element in root.walk()
        for name in element.attributes.get("aria-labelledby", "").split()
    ]
    assert set(labelled) <= set(identifiers)


@of_a_page
@pytest.mark.parametrize("path", [FOUNDING, "/", f"/declarations/{LIMA}/", "/codebook/"])
def test_links_within_a_page_lead_somewhere(client, sample, path):
    """Every fragment has its place on the page."""
    root = parse(client.get(path))
    identifiers = {element.attributes.get("id") for element in root.walk()}
    fragments = [
        link["href"][1:] for link in root.all("a") if link.attributes.get("href", "")[:1] == "#"
    ]
    assert fragments
    assert set(fragments) <= identifiers


# --- Texts of editors and coders ----------------------------------------------------

MARKUP = "<img src=x onerror=alert(1)>\"'&amp;"


@pytest.fixture
def markup():
    """Two declarations in which every text that a page shows holds markup."""
    topic = make_topic("truce", name=f"Topic {MARKUP}", description=f"Of {MARKUP}")
    make_proposition(
        "renewed", topic=topic, text=f"Proposition {MARKUP}", definition=f"Rule {MARKUP}"
    )
    signatory = make_actor(name=f"State {MARKUP}")
    point = {
        "label": '1"<b>',
        "text": f"Support {MARKUP} the truce.",
        "topics": [topic],
        "positions": {"renewed": "affirms"},
    }
    pair = []
    for slug in ("left", "right"):
        declaration = make_declaration(
            slug=slug,
            title=f"Title {slug} {MARKUP}",
            place=f"Place {MARKUP}",
            occasion=f"Occasion {MARKUP}",
            numbering_note=f"Numbering {MARKUP}",
            gaps=[f"Gap {MARKUP}"],
            issuers=[make_group(name=f"Group {slug} {MARKUP}")],
            signatories=[signatory],
            points=[point, {"text": f"Alone {slug} {MARKUP}"}],
        )
        declaration.points.first().positions.update(note=f"Note {MARKUP}")
        declaration.signatories.update(status=Signatory.Status.RESERVED)
        make_source(declaration=declaration, publisher=f"Publisher {MARKUP}")
        pair.append(declaration.points.first())
    make_judgement(
        first=pair[0],
        second=pair[1],
        coder_name=f"Coder {MARKUP}",
        rationale=f"Rationale {MARKUP}",
    )


TEXTS_SHOWN = {
    "/": "Title left",
    "/declarations/": "Title left, Group left, Place",
    "/declarations/left/": (
        "Title left, Group left, Place, Occasion, Numbering, Gap, State, Publisher, Support,"
        " Topic, Proposition, Note"
    ),
    "/compare/": "Title left",
    "/compare/left/right/": (
        "Title left, Group left, Place, Numbering, Gap, State, Publisher, Support,"
        " Alone right, Topic, Coder, Rationale"
    ),
    "/compare/left/right/?order=topic": "Topic",
    "/codebook/": "Topic, Of, Proposition, Rule",
}


@of_a_page
def test_markup_in_texts_is_shown_and_never_runs(client, markup, subtests):
    """Every text arrives as it was typed, and no element is made of it."""
    for path, texts in TEXTS_SHOWN.items():
        with subtests.test(path):
            root = parse(client.get(path))
            assert not root.all("img")
            for element in root.walk():
                assert not any(name.startswith("on") for name in element.attributes)
            shown = root.text
            for text in texts.split(", "):
                assert f"{text} {MARKUP}" in shown


@of_a_page
def test_markup_in_a_search_is_shown_and_never_runs(client, markup):
    """In the field, in the notice, in the title of the page."""
    for query in ({"q": MARKUP}, {"issuer": MARKUP}, {"year": MARKUP}):
        root = parse(client.get("/declarations/", query))
        assert not root.all("img")


@of_a_page
@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,<script>", "//example.org"],
)
def test_only_an_address_of_the_web_becomes_a_link(client, address):
    """A form would refuse it; should one be in the database, its publisher stands as plain text."""
    declaration = make_declaration(slug="left", points=["Support the truce."])
    make_declaration(slug="right", points=["Support the truce."])
    make_source(declaration=declaration, url=address, publisher="A publisher")
    for path in ("/declarations/left/", "/compare/left/right/"):
        links = [link.attributes.get("href") for link in parse(client.get(path)).all("a")]
        assert address not in links
    assert "A publisher" in parse(client.get("/declarations/left/")).text


@of_a_page
def test_very_long_words_and_titles_are_kept_whole(client):
    """Nothing is cut on the server; the style sheet breaks the lines."""
    word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 8
    make_declaration(slug="left", title="T" * 300, points=[{"label": "9" * 20, "text": word}])
    make_declaration(slug="right", points=["Support the truce."])
    page = parse(client.get("/compare/left/right/"))
    assert word in page.text
    assert "T" * 300 in page.text
    assert page.one("tr", id="left-" + "9" * 20)
