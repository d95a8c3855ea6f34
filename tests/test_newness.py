"""What is new on the page of a declaration, for whom, and what that is compared with."""

import datetime
import re

import pytest

from declarations.comparison import Stance
from declarations.comparison.timeline import merge_stances
from declarations.models import Declaration, Position, Wording
from declarations.services import newness, news, weights
from tests.factories import make_declaration, make_group, make_proposition
from tests.page_parts import parse

pytestmark = pytest.mark.django_db

LIMA = "lima-group-2019-05-03"
CUBA = "Cuba should take part in the search for a solution."


def on(day):
    """Return a day of May 2019."""
    return datetime.date(2019, 5, day)


def read(client, slug, query=""):
    """Return the page of a declaration."""
    return parse(client.get(f"/declarations/{slug}/{query}"))


def lines(page, anchor):
    """Return what is new in a point: kind and words of each line."""
    point = page.one("article", id=anchor)
    return [
        (line["data-news"], line.one("p").text)
        for news in point.all("ul", klass="news")
        for line in news.all("li")
    ]


def summary(page):
    """Return the numbers of the points by kind of news, as the summary has them."""
    return {
        group["data-news"]: [link.text for link in group.all("a")]
        for group in page.one("section", klass="newness").all("div")
    }


@pytest.fixture
def lima():
    """A group with two declarations before the one that the tests read."""
    group = make_group(slug="lima", name="Lima Group", name_es="Grupo de Lima")
    make_declaration(
        slug="lima-1", issuers=[group], date=on(1), points=[{"positions": {"talks": "affirms"}}]
    )
    make_declaration(
        slug="lima-2",
        issuers=[group],
        date=on(2),
        points=[{"positions": {"talks": "rejects", "aid": "affirms"}, "mentions": ["Cuba"]}],
    )
    return group


# --- The sample corpus ----------------------------------------------------------


def test_point_eleven_is_the_first_word_on_cuba_taking_part(client, sample):
    """Cuba itself was spoken of on 15 April, as one of those who back the government."""
    page = read(client, LIMA)
    assert lines(page, "11") == [("first-word", f"First word on {CUBA}")]
    assert lines(page, "3") == [
        ("first-mention", "First mention of Edgar Zambrano"),
        (
            "repeated",
            "Repeated from 30 April 2019, 73 % alike in wording (point 2 of 30 April 2019)",
        ),
    ]
    [(kind, said)] = lines(page, "4")
    assert kind == "stance-changed"
    assert said.startswith("Changed stance: affirmed on 30 April 2019, now qualifies: The armed")
    assert said.endswith("(point 3 of 30 April 2019); still affirmed here in point 14?")
    assert page.one("article", id="4").one("ul", klass="news").all("a")[-1]["href"] == "#14"
    assert lines(page, "5") == [
        (
            "held-before",
            "Held before in other words, as on 15 April 2019 (point 12? of 15 April 2019)",
        )
    ]


def test_the_summary_names_the_points_and_what_they_were_read_beside(client, sample):
    """Each number leads to its point; the corpus is not all that was ever said."""
    page = read(client, LIMA)
    told = summary(page)
    assert told["first-word"] == ["11", "13"]
    assert told["repeated"] == ["1", "3", "8?", "10?", "14?", "15?"]
    links = page.one("section", klass="newness").one("div", data_news="repeated").all("a")
    assert [link["href"] for link in links][2] == "#8"
    text = page.one("section", klass="newness").text
    assert "beside the 8 earlier declarations of Lima Group that are held, 8 August 2017" in text
    assert "First means first in these" in text


def test_a_joint_statement_says_whose_first_it_is(client, sample):
    """What one group had said long before, the other says for the first time."""
    page = read(client, "joint-2019-06-03", "?lang=es")
    [first, *_rest] = lines(page, "3")
    assert first[0] == "first-word"
    assert first[1].startswith("First word of Grupo Internacional de Contacto on Venezuela debe")
    statement = page.one("article", id="3").one("ul", klass="news").all("q")[0]
    assert statement["lang"] == "es"
    # Its own words are the last ones of both for what comes after.
    changed = [said for kind, said in lines(read(client, "lima-group-2019-06-06"), "3")]
    assert changed[0].startswith("Changed stance: qualified on 3 June 2019, now affirms")


def test_what_is_dropped_is_listed_below_the_points(client, sample):
    """Over the last three, the steadiest first; silence is not disagreement."""
    dropped = read(client, LIMA).one("section", id="dropped")
    assert "Silence is not disagreement." in dropped.text
    assert "Not every point of this declaration is held" in dropped.text
    assert "17 propositions of the 3 latest declarations of Lima Group" in dropped.text
    items = dropped.all("li")
    assert len(items) == news.MOST_DROPPED
    assert "in 2 of 3, last on 30 April 2019" in items[0].text
    assert items[0].all("a")[1]["href"] == "/declarations/lima-group-2019-04-30/4/"
    assert "and 5 more" in dropped.text
    assert "cuba-part" not in dropped.text


def test_a_first_mention_is_none_where_an_earlier_text_of_the_issuer_has_the_name(sample):
    """Over the whole corpus, by the words held: not all that points name is recorded with them."""
    told = 0
    for held in Declaration.objects.published():
        points = list(held.points.in_reading_order().with_codes())
        found = newness.what_is_new(held, points, "en")
        texts = {
            issuer.brief_in("en"): "\n".join(
                Wording.objects.filter(
                    point__declaration__issuers=issuer,
                    point__declaration__date__lt=held.date,
                ).values_list("text", flat=True)
            )
            for issuer in held.issuing_actors
        }
        for line in (line for lines in found.lines.values() for line in lines):
            if line.kind == "first-mention":
                whose, _, named = line.sentence.rpartition(" of ")
                groups = [group for group in texts if group in whose] or list(texts)
                for name in re.split(", | and ", named):
                    told += 1
                    for group in groups:
                        assert not re.search(rf"\b{re.escape(name)}\b", texts[group]), line
    assert told > 30


def test_what_is_dropped_has_the_stance_that_positions_tells_of_the_text(sample):
    """One text, one stance: what its points come to, with all of them linked."""
    differing = 0
    for held in Declaration.objects.published():
        points = list(held.points.in_reading_order().with_codes())
        for lost in newness.what_is_new(held, points, "en").dropped:
            for line in lost.lines:
                slug = line.links[0].address.split("/")[2]
                codes = Position.objects.filter(
                    point__declaration__slug=slug, proposition__slug=line.statement.slug
                ).values_list("stance", flat=True)
                assert line.stance == merge_stances(Stance(code) for code in codes).value
                assert (len(line.links), line.differs) == (len(codes), len(set(codes)) > 1)
                differing += line.differs
    assert differing


def test_the_page_says_where_the_points_of_what_is_dropped_differ(client, sample):
    """As the pages of positions and of groups do."""
    dropped = read(client, "international-contact-group-2020-01-09").one("section", id="dropped")
    [item] = [item for item in dropped.all("li") if "must give up power" in item.text]
    assert item.text.startswith("qualified")
    assert item.text.endswith("point 4 of 23 September 2019 (its points differ)")
    links = [link["href"] for link in item.all("a")[1:]]
    earlier = "/declarations/international-contact-group-2019-09-23/"
    assert links == [f"{earlier}2/", f"{earlier}4/"]


def test_the_first_declaration_held_says_so_once(client, sample):
    """Everything would be new in it."""
    page = read(client, "lima-group-2017-08-08")
    assert not page.all("ul", klass="news")
    assert (
        "first declaration of Lima Group that is held" in page.one("section", klass="newness").text
    )
    assert not page.all("section", id="dropped")
    assert "First means" not in page.text


# --- What counts as earlier -----------------------------------------------------


def test_drafts_and_the_same_day_and_other_groups_are_nothing_earlier(client, lima):
    """A draft is no word of anybody; of two texts of one day none is the earlier."""
    cuba = [{"positions": {"cuba": "affirms"}, "mentions": ["Havana"]}]
    make_declaration(slug="draft", issuers=[lima], date=on(3), points=cuba, status="draft")
    make_declaration(slug="today", issuers=[lima], date=on(4), points=cuba)
    make_declaration(slug="others", issuers=[make_group()], date=on(3), points=cuba)
    make_declaration(slug="lima-4", issuers=[lima], date=on(4), points=cuba)
    page = read(client, "lima-4")
    firsts = [("first-word", "First word on Cuba."), ("first-mention", "First mention of Havana")]
    assert lines(page, "1") == firsts
    assert "the 2 earlier declarations" in page.one("section", klass="newness").text
    Declaration.objects.get(slug="draft").delete()
    make_declaration(slug="published", issuers=[lima], date=on(3), points=cuba)
    assert [kind for kind, _ in lines(read(client, "lima-4"), "1")] == ["repeated"]


def test_only_the_latest_are_read_and_the_page_says_so(client, lima, monkeypatch):
    """A first is then one among those."""
    make_declaration(
        slug="lima-3", issuers=[lima], date=on(3), points=[{"positions": {"talks": "affirms"}}]
    )
    monkeypatch.setattr(newness, "EARLIER", 1)
    page = read(client, "lima-3")
    assert "the 1 latest of the earlier declarations" in page.one("section", klass="newness").text
    assert [kind for kind, _ in lines(page, "1")] == ["stance-changed"]


def test_a_declaration_without_issuer_or_points_has_no_news(client, lima):
    """Nobody's word, or no word: nothing to say, and nothing breaks."""
    make_declaration(slug="nobody", issuers=[], points=["Thank the host."])
    make_declaration(slug="empty", issuers=[lima], date=on(5))
    for slug in ("nobody", "empty"):
        page = read(client, slug)
        assert not page.all("section", klass="newness")
        assert not page.all("section", id="dropped")


def test_an_earlier_declaration_without_points_is_no_first(client):
    """It is held, and says nothing to compare with."""
    group = make_group(name="Lima Group")
    make_declaration(issuers=[group], date=on(1))
    make_declaration(slug="lima-2", issuers=[group], date=on(2), points=["Thank the host."])
    said = read(client, "lima-2").one("section", klass="newness").text
    assert "No point of an earlier declaration of Lima Group is held." in said


def test_names_and_statements_are_escaped_and_marked_with_their_language(client, lima):
    """An editor's angle brackets are words; what is not translated says that it is English."""
    make_proposition("cuba", text="Cuba <b>joins</b>.")
    point = {"positions": {"cuba": "affirms"}, "mentions": ["<script>x</script>"]}
    make_declaration(slug="lima-3", issuers=[lima], date=on(3), points=[point])
    html = client.get("/declarations/lima-3/?lang=es").content.decode()
    assert "<script>x" not in html
    assert "Cuba &lt;b&gt;joins&lt;/b&gt;." in html
    assert read(client, "lima-3", "?lang=es").one("article", id="1").one("q")["lang"] == "en"
    links = [link["href"] for link in read(client, "lima-3", "?lang=es").all("a")]
    assert "/declarations/lima-2/1/?lang=es" in links


# --- What it costs --------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 8])
def test_earlier_declarations_and_points_cost_no_queries(
    client, django_assert_max_num_queries, monkeypatch, count
):
    """Two issuers with one earlier declaration of a point each, or with eight of eight."""
    monkeypatch.setattr(weights, "_kept", None)
    issuers = [make_group(), make_group()]
    points = [
        {"text": f"Support truce {n}.", "topics": ["t"], "positions": {f"p-{n}": "affirms"}}
        for n in range(count)
    ]
    for day in range(1, count + 1):
        make_declaration(issuers=issuers, date=on(day), points=points)
    make_declaration(slug="now", issuers=issuers, date=on(20), points=points[:1])
    with django_assert_max_num_queries(18):
        assert client.get("/declarations/now/").status_code == 200
