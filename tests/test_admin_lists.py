"""The lists of the desk: search, filters, and that longer ones cost no more."""

import pytest
from django.urls import reverse

from declarations.services.roles import Role, give_role
from tests.admin_forms import list_of, page_of, post_declaration
from tests.factories import (
    make_actor,
    make_declaration,
    make_editor,
    make_group,
    make_judgement,
    make_membership,
    make_point,
    make_proposition,
    make_source,
    make_topic,
)

pytestmark = pytest.mark.django_db
LISTS = ["actor", "declaration", "judgement", "membership", "point", "position", "proposition",
         "topic"]  # fmt: skip


@pytest.fixture
def desk(client):
    """Sit at the desk as an editor, who leads as well and so sees the list of judgements."""
    editor = make_editor(username="editor")
    give_role(account=editor, role=Role.LEAD)
    client.force_login(editor)
    return client


@pytest.mark.parametrize("model", LISTS)
def test_every_list_opens_and_can_be_searched(desk, model):
    """Empty and filled, with a search and with nonsense in the address."""
    address = list_of(model)
    assert desk.get(address).status_code == 200
    make_declaration(points=[{"positions": {"truce": "affirms"}, "topics": ["truce"]}])
    make_judgement()
    make_membership()
    for query in ("", "?q=truce", "?q=%22%27%25_", "?issuer=nobody&coded=maybe&topic=%F0%9F%A4%94"):
        assert desk.get(address + query, follow=True).status_code == 200


@pytest.mark.parametrize("model", ["declaration", "judgement", "point", "proposition"])
@pytest.mark.parametrize("query", ["?q=%00", "?status__exact=%00", "?issuer=%00", "?%00=1"])
def test_a_character_that_postgresql_refuses_breaks_no_list(desk, model, query):
    """NUL in an address leads back to the list."""
    assert desk.get(list_of(model) + query, follow=True).status_code == 200


def test_a_character_that_postgresql_refuses_breaks_no_autocomplete(desk):
    """Nothing contains NUL, so nothing is found."""
    response = desk.get(
        reverse("admin:autocomplete"),
        {"term": "\0", "app_label": "declarations", "model_name": "issue", "field_name": "actor"},
    )
    assert response.json()["results"] == []


def test_the_list_of_declarations_says_what_is_left_to_do(desk):
    """Points held of how many, how many are coded, and who changed it last."""
    group = make_group(name="Lima Group", short_name="Lima")
    declaration = make_declaration(
        issuers=[group],
        points_in_source=15,
        points=["Support the truce.", {"positions": {"truce": "affirms"}}],
    )
    post_declaration(desk, declaration, {"place": "Lima, Peru"})
    page = desk.get(list_of("declaration")).content.decode()
    assert "2 of 15" in page
    assert "1 / 2" in page
    assert ", editor" in page
    for way in ("declarations_intake_add", "declarations_declaration_import"):
        assert f'href="{reverse(f"admin:{way}")}"' in page


def test_declarations_are_found_by_the_words_of_their_points(desk):
    """A search reaches the wordings and shows each declaration once."""
    found = make_declaration(title="Found", points=["Cuba is asked.", "Cuba is thanked."])
    make_declaration(title="Elsewhere", points=["Others are asked."])
    listing = desk.get(list_of("declaration"), {"q": "cuba"}).context["cl"]
    assert [row.pk for row in listing.result_list] == [found.pk]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"coded": "no"}, {"open"}),
        ({"coded": "yes"}, {"done", "bare"}),
        ({"issuer": "lima-group"}, {"open", "done"}),
        ({"status__exact": "draft"}, {"bare"}),
        ({"issuer": "lima-group", "coded": "yes"}, {"done"}),
    ],
)
def test_declarations_are_filtered(desk, filters, expected):
    """By issuer, status, and whether points are left to code."""
    lima = make_group(slug="lima-group")
    coded = {"positions": {"truce": "affirms"}}
    make_declaration(slug="open", issuers=[lima], points=[coded, "Uncoded."])
    make_declaration(slug="done", issuers=[lima, make_group()], points=[coded])
    make_declaration(slug="bare", status="draft")
    rows = desk.get(list_of("declaration"), filters).context["cl"].result_list
    assert {row.slug for row in rows} == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"topic": "truce"}, {"1"}),
        ({"topic": "-none"}, {"2"}),
        ({"coded": "yes"}, {"1"}),
        ({"coded": "no"}, {"2"}),
        ({"issuer": "lima-group"}, {"1", "2"}),
        ({"q": "2"}, {"2"}),
    ],
)
def test_points_are_filtered(desk, filters, expected):
    """By topic or none, by coding, by issuer; a number is found as a number."""
    make_declaration(
        title="Declaration of Lima",
        issuers=[make_group(slug="lima-group")],
        slug="lima",
        points=[{"topics": ["truce"], "positions": {"truce": "affirms"}}, "Thank the hosts."],
    )
    rows = desk.get(list_of("point"), filters).context["cl"].result_list
    assert {row.label for row in rows} == expected


def fill(rows):
    """Make so many rows for every list, all of them related to something."""
    topic = make_topic("truce", name="Truce")
    for number in range(rows):
        declaration = make_declaration(
            issuers=[make_group(), make_group()], signatories=[make_actor()]
        )
        make_source(declaration=declaration)
        proposition = make_proposition(f"truce-{rows}-{number}", topic=topic, rivals=["war"])
        make_point(
            declaration=declaration,
            wordings={"es": "Apoyan la tregua."},
            topics=[topic, f"topic-{rows}-{number}"],
            positions={proposition.slug: "affirms"},
        )
        make_membership()
        make_judgement(first=make_point(), second=make_point())


def test_lists_ask_no_more_of_the_database_when_they_are_longer(
    desk, subtests, django_assert_num_queries, django_assert_max_num_queries
):
    """Three rows or thirty: the same number of queries, and not many."""
    fill(3)
    few = {}
    for model in LISTS:
        desk.get(list_of(model))
        with subtests.test(model, rows=3), django_assert_max_num_queries(14) as few[model]:
            desk.get(list_of(model))
    fill(27)
    for model in LISTS:
        with subtests.test(model, rows=30), django_assert_num_queries(len(few[model])):
            desk.get(list_of(model))


def test_the_page_of_a_declaration_asks_no_more_of_the_database_when_it_is_longer(
    desk, django_assert_num_queries, django_assert_max_num_queries
):
    """Five points or twenty-five, with as many signatories and sources."""

    def declaration_with(rows):
        declaration = make_declaration(
            issuers=[make_group() for _row in range(rows // 5)],
            signatories=[make_actor() for _row in range(rows)],
        )
        for row in range(rows):
            make_source(declaration=declaration)
            make_point(
                declaration=declaration,
                wordings={"es": "Apoyan.", "pt": "Apoiam."},
                topics=[f"topic-{row % 7}"],
                positions={f"proposition-{row}": "affirms"},
            )
        return page_of(declaration)

    short, long = declaration_with(5), declaration_with(25)
    desk.get(short)
    with django_assert_max_num_queries(16) as few:
        desk.get(short)
    with django_assert_num_queries(len(few)):
        desk.get(long)


def test_the_page_of_a_point_asks_no_more_of_the_database_when_it_is_longer(
    desk, django_assert_num_queries, django_assert_max_num_queries
):
    """Its declaration's length and the size of the codebook do not matter; nor do its positions."""
    declaration = make_declaration(points=["Thank."])
    short = page_of(make_point(declaration=declaration, positions={"a": "affirms"}))
    desk.get(short)
    with django_assert_max_num_queries(18) as few:
        desk.get(short)
    long = page_of(
        make_point(
            declaration=declaration,
            wordings={"es": "Apoyan.", "pt": "Apoiam."},
            positions=dict.fromkeys("abcde", "affirms"),
        )
    )
    for _row in range(20):
        make_point(declaration=declaration)
    with django_assert_num_queries(len(few)):
        desk.get(long)
