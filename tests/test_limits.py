"""What a page may cost: queries, time, and the length of its lists."""

import time

import pytest
from django.core.cache import cache

from declarations.models import Declaration
from declarations.services import weights
from tests.databases import of_a_page, of_the_processor
from tests.factories import make_declaration, make_editor, make_group, make_topic
from tests.page_parts import parse, row_ids

pytestmark = pytest.mark.django_db

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"
FOUNDING = f"/compare/{LIMA}/{SAN_JOSE}/"
MOST_QUERIES = 15
"""Of a comparison, whatever the number of its points, with nothing kept from before."""
MOST_BYTES = 150_000
MOST_SECONDS = 0.2
"""Of the founding comparison; 0.05 are usual, and machines that test are slow."""


@pytest.fixture(autouse=True)
def begin_afresh(monkeypatch):
    """Begin without weights, and again when called: the first reader pays for them."""

    def begin_afresh():
        monkeypatch.setattr(weights, "_kept", None)
        cache.clear()

    begin_afresh()
    return begin_afresh


def make_points(count):
    """Return points with words, topics and positions, as many as are asked for."""
    return [
        {
            "text": f"Support the renewal of truce {number} and the release of prisoners.",
            "wordings": {"es": f"Apoyar la renovación de la tregua {number}."},
            "topics": [f"topic-{number % 7}", f"topic-{number % 5}"],
            "positions": {f"held-{number % 9}": "affirms", f"also-{number % 4}": "qualifies"},
        }
        for number in range(count)
    ]


def make_pair(count):
    """Make two declarations with as many points each, signatories and sources among them."""
    for slug in ("left", "right"):
        make_declaration(slug=slug, points=make_points(count), signatories=[make_group()])
    return "/compare/left/right/"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?order=topic&lang=es",
        "?relation=partial&topic=elections",
        "?view=document",
        "?view=matrix",
    ],
)
@pytest.mark.parametrize("editor", [False, True])
def test_the_founding_comparison_asks_little(
    client, sample, django_assert_max_num_queries, query, editor
):
    """At most 15 queries; being logged in adds five: who it is, what they may, and is to judge."""
    if editor:
        client.force_login(make_editor())
    with django_assert_max_num_queries(MOST_QUERIES + 5 * editor):
        assert client.get(FOUNDING + query).status_code == 200


@pytest.mark.parametrize("count", [1, 5, 60])
def test_points_cost_no_queries(
    client, begin_afresh, subtests, django_assert_max_num_queries, count
):
    """Five points or sixty: the same 15 at most, for page and export."""
    address = make_pair(count)
    for suffix in ("", "export.json"):
        begin_afresh()
        with subtests.test(suffix or "page"), django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(address + suffix).status_code == 200


@pytest.mark.parametrize(("columns", "count"), [(3, 1), (5, 15)])
def test_columns_and_points_cost_no_queries(client, django_assert_max_num_queries, columns, count):
    """Three short texts or five long ones: the same 13 at most, and a light page."""
    points = [
        {**point, "text": f"{point['text']} {'Call for aid without delay. ' * 12}"}
        for point in make_points(count)
    ]
    groups = [make_group(), make_group()]
    for n in range(columns):
        issuers = groups[: 1 + n % 2]
        make_declaration(slug=f"d-{n}", points=points, signatories=[make_group()], issuers=issuers)
    address = f"/compare/{'/'.join(f'd-{n}' for n in range(columns))}/"
    for suffix in ("", "?show=contested&lang=es", "export.json", "export.csv"):
        with django_assert_max_num_queries(13):
            response = client.get(address + suffix)
        assert response.status_code == 200
        assert len(response.content) < MOST_BYTES


def test_views_of_sixty_points_beside_sixty_are_light_pages(client, django_assert_max_num_queries):
    """Under 150 KB before compression, with three counterparts to every point; few queries."""
    words = " ".join(f"and the release of prisoners held since the winter of {n}" for n in range(6))
    points = [{**point, "text": f"{point['text']} {words}"} for point in make_points(60)]
    for slug in ("lima-group-2019-05-03", "international-contact-group-2019-05-07"):
        make_declaration(slug=slug, points=points)
    for view in ("document", "matrix"):
        with django_assert_max_num_queries(MOST_QUERIES):
            response = client.get(f"{FOUNDING}?view={view}")
        assert len(response.context["comparison"].collation.pairs) > 150
        assert len(response.content) < MOST_BYTES


def test_a_second_reader_asks_less(client, sample, django_assert_num_queries):
    """The weights are kept: what they come from is not read again."""
    client.get(FOUNDING)
    with django_assert_num_queries(13):
        client.get(FOUNDING)


def make_many(count):
    """Make as many declarations, each with an issuer, a topic and points of its own."""
    for number in range(count):
        make_declaration(
            slug=f"declaration-{number:03}",
            points=make_points(2),
            issuers=[make_group(), make_group()],
        )
        make_topic(f"of-{number}")


@pytest.mark.parametrize("count", [2, 40])
def test_pages_ask_the_same_however_much_is_held(
    client, begin_afresh, subtests, django_assert_max_num_queries, count
):
    """Two declarations or forty."""
    make_many(count)
    for address, most in {
        "/": 8,
        "/declarations/": 6,
        "/declarations/?q=truce&topic=topic-1&year=2019": 6,
        "/search/?q=truce": 19,
        "/search/?q=declaration+truce": 21,
        "/search/?q=point+1": 21,
        "/search/?q=trucee": 25,
        "/declarations/declaration-000/": 11,
        "/codebook/": 3,
        "/compare/": 2,
        "/declarations/declaration-0000/": 3,
    }.items():
        begin_afresh()
        with subtests.test(address), django_assert_max_num_queries(most):
            client.get(address)


def test_home_with_the_founding_comparison_is_bounded(
    client, sample, django_assert_max_num_queries
):
    """The comparison, and a few counts and lists around it."""
    with django_assert_max_num_queries(20):
        client.get("/")


@of_the_processor
@pytest.mark.parametrize(
    "suffix",
    ["", "?view=document", "?view=matrix", "joint-2019-06-03/lima-group-2019-02-25/"],
)
def test_the_founding_comparison_is_quick(client, sample, suffix):
    """
    One reading of at most five, from the request to the whole page; so are its other views.

    Time of the process, which others on the machine do not lengthen.
    """
    client.get(FOUNDING + suffix)
    seconds = []
    while len(seconds) < 5 and min(seconds, default=MOST_SECONDS) >= MOST_SECONDS:
        start = time.process_time()
        client.get(FOUNDING + suffix)
        seconds.append(time.process_time() - start)
    assert min(seconds) < MOST_SECONDS


# --- Lists in pages -----------------------------------------------------------------


def test_the_list_comes_in_pages_of_twenty_five(client):
    """Next and previous lead through all of them, each once."""
    for number in range(60):
        make_declaration(title=f"Declaration of the truce, number {number}")
    seen = []
    address = "/declarations/?q=truce"
    while address:
        page = parse(client.get(address))
        titles = [title.text for title in page.all("p", klass="title")]
        assert len(titles) <= 25
        seen += titles
        following = page.all("a", rel="next")
        if not following:
            break
        assert following[0]["hx-get"] == following[0]["href"]
        assert "q=truce" in following[0]["href"]
        address = "/declarations/" + following[0]["href"]
    assert len(seen) == len(set(seen)) == 60
    assert "Page 3 of 3" in page.one("nav", klass="pagination").text
    back = page.one("a", rel="prev")
    assert "page=2" in back["href"]


@of_a_page
def test_twenty_five_need_no_pages(client):
    """No links that lead nowhere."""
    for _number in range(25):
        make_declaration()
    assert not parse(client.get("/declarations/")).all("nav", klass="pagination")


def test_rows_come_in_pages_of_a_hundred(client):
    """All rows, each once; filter and order stay in the links, and the counts are of all."""
    make_declaration(slug="left", points=[f"Subject number {n}." for n in range(150)])
    make_declaration(slug="right")
    first = parse(client.get("/compare/left/right/?relation=only-left&order=topic"))
    following = first.one("a", rel="next")["href"]
    assert "relation=only-left" in following
    assert "order=topic" in following
    second = parse(client.get(f"/compare/left/right/{following}"))
    assert [len(row_ids(page)) for page in (first, second)] == [100, 50]
    assert not set(row_ids(first)) & set(row_ids(second))
    assert first.one("a", id="chip-only-left").one("b").text == "150"
    assert "page" not in first.one("a", id="chip-open")["href"]


def test_choosers_are_bounded(client):
    """The latest 400; older ones are reached through the list."""
    Declaration.objects.bulk_create(
        Declaration(slug=f"d-{n}", title=f"D {n}", date="2019-05-03", status="published")
        for n in range(420)
    )
    left = parse(client.get("/compare/")).all("select")[0]
    assert len(left.all("option")) == 401
