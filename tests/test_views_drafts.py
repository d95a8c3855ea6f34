"""What is not published shows nowhere: not in a list, a count, a score or a suggestion."""

from itertools import product

import pytest

from declarations.models import Declaration
from tests.factories import make_declaration, make_editor, make_group
from tests.page_parts import parse

pytestmark = pytest.mark.django_db

DRAFT = "lima-group-2019-06-01"
SECRET = "Undisclosed position on the embargo"


@pytest.fixture
def draft():
    """A published declaration, and a draft of another group that nobody may know of."""
    point = {"text": "Support the truce.", "topics": ["truce"], "positions": {"truce": "affirms"}}
    make_declaration(slug="lima-group-2019-05-03", title="Of Lima", points=[point])
    make_declaration(slug="lima-group-2019-05-07", title="Of San José", points=[point])
    hidden = {
        "text": SECRET,
        "topics": ["truce", "embargo"],
        "positions": {"truce": "rejects", "embargo": "affirms"},
    }
    return make_declaration(
        slug=DRAFT,
        title=SECRET,
        status="draft",
        date="2031-01-01",
        issuers=[make_group(slug="secret-group", name="Undisclosed Group")],
        points=[hidden, hidden],
    )


PAGES = [
    "/",
    "/declarations/",
    "/declarations/?q=undisclosed",
    "/declarations/?topic=embargo",
    "/declarations/?issuer=secret-group",
    "/declarations/?year=2031",
    "/search/?q=undisclosed",
    "/search/?q=undisclosed+group",
    "/search/?q=undisclosed+point+1",
    "/search/?q=embarg",
    "/search/?q=truce&topic=embargo&group=secret-group&year=2031",
    "/declarations/lima-group-2019-05-03/",
    "/actors/",
    "/actors/?q=undisclosed",
    "/compare/",
    "/compare/?left=lima-group-2019-05-03&right=" + DRAFT,
    "/compare/lima-group-2019-05-03/lima-group-2019-05-07/",
    "/compare/lima-group-2019-05-03/lima-group-2019-05-07/?view=document",
    "/compare/lima-group-2019-05-03/lima-group-2019-05-07/?view=matrix",
    "/compare/lima-group-2019-05-03/lima-group-2019-05-07/export.json",
    "/compare/?beside=lima-group-2019-05-03",
    "/codebook/",
    "/positions/",
    "/positions/?topic=general&until=2031-12-31",
    "/positions/export.csv",
    "/positions/truce/lima-group-2019-05-03/",
]


def test_a_draft_shows_on_no_page(client, draft, subtests):
    """Neither words nor slug nor issuer nor year; the search only repeats what was typed."""
    for path, htmx in product(PAGES, (False, True)):
        with subtests.test(path, htmx=htmx):
            response = client.get(path, headers={"HX-Request": "true"} if htmx else {})
            body = response.content.decode()
            assert response.status_code == 200
            asked = path.partition("?")[2]
            for trace in (SECRET, DRAFT, "Undisclosed Group", "secret-group", "2031"):
                if trace not in asked:
                    assert trace not in body


def test_the_same_page_shows_it_once_published(client, draft, subtests):
    """The counter-check: what the test above looks for would be there."""
    draft.status = "published"
    draft.save()
    for path in PAGES[:4]:
        with subtests.test(path):
            assert SECRET in client.get(path).content.decode()


ADDRESSES = [
    f"/declarations/{DRAFT}/",
    f"/compare/{DRAFT}/lima-group-2019-05-03/",
    f"/compare/lima-group-2019-05-03/{DRAFT}/",
    f"/compare/{DRAFT}/{DRAFT}/",
    f"/compare/lima-group-2019-05-03/{DRAFT}/export.json",
    f"/compare/lima-group-2019-05-03/lima-group-2019-05-07/{DRAFT}/",
    f"/declarations/{DRAFT[:-1]}2/",
    f"/positions/truce/{DRAFT}/",
]


@pytest.mark.parametrize("editor", [False, True])
def test_a_draft_has_no_address_and_is_not_proposed(client, draft, editor, subtests):
    """As if it were not there, near addresses included; its editors preview it at the desk."""
    if editor:
        client.force_login(make_editor())
    for address in ADDRESSES:
        with subtests.test(address):
            response = client.get(address)
            assert response.status_code == 404
            page = parse(response)
            assert SECRET not in page.text
            proposals = [link["href"] for link in page.one("main").all("a")]
            assert any("lima-group-2019-05-0" in proposal for proposal in proposals)
            assert not any(f"/{DRAFT}/" in href for href in proposals if href != address)


def test_a_draft_is_in_no_count(client, draft):
    """What is held, points to a topic, stances on a proposition, years, issuers."""
    home = client.get("/").context["held"]
    assert (home["declarations_held"], home["points_held"], home["positions_held"]) == (2, 2, 2)
    assert home["last"].year == 2019
    codebook = parse(client.get("/codebook/"))
    assert "2 points" in codebook.one("section", id="topic-truce").text
    assert "0 points" in codebook.one("section", id="topic-embargo").text
    proposition = codebook.one("article", id="truce").text
    assert "2 affirm" in proposition
    assert "0 reject" in proposition


def test_a_withdrawn_declaration_is_gone_at_once(client, draft):
    """Back to draft: its page, its comparison and its place in the list."""
    address = "/compare/lima-group-2019-05-03/lima-group-2019-05-07/"
    assert client.get(address).status_code == 200
    declaration = Declaration.objects.get(slug="lima-group-2019-05-07")
    declaration.status = Declaration.Status.DRAFT
    declaration.save()
    assert client.get(address).status_code == 404
    assert "Of San José" not in client.get("/declarations/").content.decode()
