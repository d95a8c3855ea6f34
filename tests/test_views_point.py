"""The page of a point: its address however it is written, its codes, who stands beside it."""

import pytest
from django.core.exceptions import ValidationError

from declarations.models import Declaration, Point, Review
from declarations.services import suggesting
from tests.comparison import sample as files
from tests.databases import of_a_form, of_a_page
from tests.factories import make_declaration, make_editor, make_user
from tests.page_parts import parse
from tests.test_suggesting import measure, uncode

pytestmark = pytest.mark.django_db

LIMA, CONTACT = files.LIMA, files.CONTACT
FIVE, ELEVEN = f"/declarations/{LIMA}/5/", f"/declarations/{LIMA}/11/"


@pytest.mark.parametrize(
    "written",
    ["Point Five", "point-five", "punto 5", "V", "v", "quinto", "5.", "N° 5", "fifth"],
)
def test_a_number_leads_to_one_address_however_it_is_written(client, sample, written):
    """With what else the address asks for."""
    response = client.get(f"/declarations/{LIMA}/{written}/", {"lang": "es"})
    assert (response.status_code, response.headers["Location"]) == (302, f"{FIVE}?lang=es")


def test_a_likely_number_stands_in_the_address_without_its_doubt(client, sample):
    """And the page says that it is only likely."""
    assert client.get(f"/declarations/{CONTACT}/6%3F/").headers["Location"].endswith("/6/")
    page = parse(client.get(f"/declarations/{CONTACT}/6/"))
    assert page.one("h1").text == "Point 6?"
    assert "only likely" in page.text


def test_a_number_that_may_be_two_points_is_asked_about(client):
    """A Roman five and an Arabic one; what is printed so goes first."""
    make_declaration(slug="d", points=[{"label": "5"}, {"label": "V"}, {"label": "11 bis"}])
    response = client.get("/declarations/d/punto quinto/")
    assert response.status_code == 300
    links = [a["href"] for a in parse(response).one(id="main").all("a")]
    assert links == ["/declarations/d/5/", "/declarations/d/V/"]
    assert client.get("/declarations/d/V/").status_code == 200
    found = client.get("/declarations/d/undécimo bis/")
    assert found.headers["Location"] == "/declarations/d/11-bis/"


@pytest.mark.parametrize(
    "label", ["99", "nonsense", "%00", "a" * 5000, "5/6", "..%2f..", "<b>", "%F0%9F%98%80"]
)
def test_a_number_that_is_not_held_lists_those_that_are(client, sample, label):
    """In words, never an error."""
    response = client.get(f"/declarations/{LIMA}/{label}/")
    assert response.status_code == 404
    page = parse(response)
    assert FIVE in [a["href"] for a in page.all("a")]
    assert client.get(f"/declarations/lima-group-2019-05-30/{label}/").status_code == 404


def test_drafts_have_no_pages(client, sample):
    """Nor are their points anybody's counterpart or neighbour."""
    Declaration.objects.filter(slug=CONTACT).update(status="draft")
    assert client.get(f"/declarations/{CONTACT}/1/").status_code == 404
    assert CONTACT not in client.get(FIVE).content.decode()


def test_the_page_says_all_that_is_held_of_a_point(client, sample):
    """Words in both languages, codes with their rules, sources, citation."""
    page = parse(client.get(f"{ELEVEN}?lang=es"))
    quotes = [quote["lang"] for quote in page.all("blockquote")]
    assert quotes == ["es", "en"]
    assert "Paraphrase" in page.one("p", klass="notice").text
    held = page.one("ul", klass="held-positions")
    assert held.all("details")
    assert "/codebook/?lang=es#" in held.all("a")[0]["href"]
    citation = page.one("p", klass="citation").text
    assert "point 11" in citation
    assert f"http://testserver{ELEVEN}" in citation
    assert page.one("a", rel="prev")["href"] == f"/declarations/{LIMA}/10/?lang=es"


def test_counterparts_stand_in_order_of_time_with_their_relation(client, sample):
    """Point Five meets San José 10? as the founding comparison says."""
    page = parse(client.get(FIVE))
    rows = page.one("table", klass="counterparts").all("tr")[1:]
    days = [row.one("time")["datetime"] for row in rows]
    assert days == sorted(days)
    answer = f"/compare/{LIMA}/{CONTACT}/?pair=5,10#r-5-10"
    meeting = next(r for r in rows if r.all("a", href=answer))
    assert meeting["data-relation"] == "convergent"
    assert "from the codes" in meeting.text
    assert "A proposal accepted" in meeting.text


@of_a_page
def test_every_counterpart_has_its_row_where_the_link_leads(client, sample):
    """Also where a comparison would leave it out for three stronger ones, and as it stands here."""
    page = parse(client.get(f"/declarations/{LIMA}/13/"))
    rows = page.one("table", klass="counterparts").all("tr")[1:]
    for row in rows:
        href = row.one("a", klass="relation")["href"]
        address, _, anchor = href.partition("#")
        compared = parse(client.get(address)).one("tr", id=anchor)
        assert compared["data-relation"] == row["data-relation"], href
        assert compared["data-basis"] == row["data-basis"], href


@of_a_page
def test_counterparts_that_nobody_spoke_of_are_folded_where_they_are_many(client, sample):
    """Below the others, in a table of the same form; a few stay in their places."""

    def tables():
        page = parse(client.get(ONE))
        counted = [
            len(t.all("tr", data_basis="open")) for t in page.all("table", klass="plain-table")
        ]
        return counted, page.all("details", klass="folded")

    (in_place,), folded = tables()
    assert in_place <= 5
    assert not folded
    uncode(CONTACT)
    (*above, below), (fold,) = tables()
    assert not any(above)
    assert below > 5
    assert f"{below} " in fold.one("summary").text
    assert "nobody has said how they stand" in fold.one("summary").text


def test_the_nearest_points_are_named_with_likeness_and_relation(client, sample):
    """None of the declaration's own, and shared words marked."""
    like = parse(client.get(FIVE)).one("ol", klass="like").all("li")
    assert len(like) == 10
    assert all(f"/declarations/{LIMA}/" not in a["href"] for li in like for a in li.all("a"))
    assert all("% alike" in li.text for li in like)
    assert any(li.all("mark", klass="shared") for li in like)
    percents = [int(li.one("svg", klass="meter").all("rect")[1]["width"]) for li in like]
    assert percents == sorted(percents, reverse=True)


@of_a_page
def test_a_point_without_words_or_codes_still_has_a_page(client):
    """And a point alone in the world."""
    make_declaration(slug="lone", points=[{"text": "Support the truce."}])
    page = parse(client.get("/declarations/lone/1/"))
    assert "No point of another declaration speaks to this matter." in page.text
    assert "No position is coded yet." in page.text
    Point.objects.get().wordings.all().delete()
    assert "No wording is held." in parse(client.get("/declarations/lone/1/")).text


@pytest.mark.parametrize(("address", "most"), [(FIVE, 44), (f"/declarations/{CONTACT}/1/", 44)])
def test_queries_are_bounded(client, sample, django_assert_max_num_queries, address, most):
    """Coded or not, with nothing known yet."""
    uncode(CONTACT)
    client.get(FIVE)
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


def test_many_declarations_coded_by_half_cost_no_suggester_each(client, sample, monkeypatch):
    """Suggesting for one makes one; for each of a page's it would take seconds."""
    for declaration in Declaration.objects.exclude(slug=LIMA):
        declaration.points.first().positions.all().delete()
    made = []
    build = suggesting.Suggester

    def count(*arguments):
        made.append(arguments)
        return build(*arguments)

    monkeypatch.setattr(suggesting, "Suggester", count)
    monkeypatch.setattr(suggesting, "_kept", suggesting._Kept())
    client.get(f"/declarations/{CONTACT}/1/")
    assert len(made) == 1


# --- Answering suggestions ------------------------------------------------------


@pytest.fixture
def uncoded(sample):
    """San José uncoded, and figures that trust agreement."""
    uncode(CONTACT)
    measure(convergent=True, partial=True)


ONE = f"/declarations/{CONTACT}/1/"
REVIEW = f"/review/{CONTACT}/1/"
ANSWER = {"kind": "proposition", "slug": "new-presidential-elections", "answer": "accepted"}


def review(client, **changes):
    return client.post(REVIEW, ANSWER | changes)


def held():
    point = Point.objects.get(declaration__slug=CONTACT, label="1")
    return dict(point.positions.values_list("proposition__slug", "stance"))


def test_readers_see_suggestions_and_no_buttons(client, uncoded):
    """Outlined, with evidence, and called by their name."""
    page = parse(client.get(ONE))
    box = page.one("section", klass="suggested-box")
    assert "not reviewed" in box.text
    assert box.all("span", klass="proposed")
    assert not page.all("form", klass="review")


def test_only_editors_answer(client, uncoded):
    """Others are led to log in, or told no; nothing changes."""
    assert review(client).headers["Location"].startswith("/account/log-in/?next=")
    asked = client.post(REVIEW, ANSWER, headers={"HX-Request": "true"})
    assert asked.headers["HX-Redirect"].startswith("/account/log-in/")
    client.force_login(make_user())
    assert review(client).status_code == 403
    assert client.get(f"{REVIEW}?lang=es").headers["Location"] == f"{ONE}?lang=es"
    assert held() == {}
    assert not Review.objects.exists()


def test_an_accepted_suggestion_becomes_a_code_with_its_history(client, uncoded):
    """And is not suggested again, even when the code is taken out; a double click does no harm."""
    editor = make_editor(first_name="Ana", last_name="Gil")
    client.force_login(editor)
    version = Declaration.objects.get(slug=CONTACT).version
    assert review(client).headers["Location"] == f"{ONE}#point-coding"
    assert review(client).status_code == 302
    assert held() == {"new-presidential-elections": "affirms"}
    kept = Review.objects.get()
    assert (kept.answer, kept.reviewer, kept.reviewer_name) == ("accepted", editor, "Ana Gil")
    declaration = Declaration.objects.get(slug=CONTACT)
    assert declaration.version > version
    assert declaration.history.first().history_user == editor
    # The others are still there to be answered.
    assert parse(client.get(ONE)).one("section", klass="suggested-box")
    Point.objects.get(declaration__slug=CONTACT, label="1").positions.all().delete()
    assert "new-presidential-elections" not in suggested(client)


def suggested(client):
    box = parse(client.get(ONE)).one("section", klass="suggested-box")
    return {field["value"] for field in box.all("input", name="slug")}


def test_a_refused_suggestion_stays_away_until_it_is_asked_for_again(client, uncoded):
    """It changes no code."""
    client.force_login(make_editor())
    before = suggested(client)
    assert review(client, answer="refused").status_code == 302
    assert suggested(client) == before - {"new-presidential-elections"}
    assert held() == {}
    page = parse(client.get(ONE))
    assert "1 suggestion refused" in page.text
    (button,) = [b for b in page.all("button") if b.text == "Suggest again"]
    assert button["aria-label"].startswith("Suggest again: ")
    assert len(button["aria-label"]) > len("Suggest again: ")
    review(client, answer="reconsider")
    assert suggested(client) == before
    trail = Review.history.order_by("history_id").values_list("history_type", flat=True)
    assert list(trail) == ["+", "-"]


def test_readers_see_what_is_lacking_only(client, uncoded):
    """A point with a position gets topics suggested, and no more positions."""
    client.force_login(make_editor())
    review(client)
    client.logout()
    box = parse(client.get(ONE)).one("section", klass="suggested-box")
    assert {chip.text for chip in box.all("span", klass="proposed")} == {"topic"}


@pytest.mark.parametrize("label", ["?", "..", "./5", "5/", "…"])
def test_a_number_that_no_address_can_hold_is_refused(label):
    """And breaks no page where it came past the form."""
    held = make_declaration(points=[{"label": "1"}]).points.get()
    held.label = label
    with pytest.raises(ValidationError):
        held.full_clean()
    held.save()
    assert held.get_absolute_url()


def test_a_topic_is_taken_up(client, uncoded):
    """By htmx, which gets the fragment."""
    client.force_login(make_editor())
    topic = next(slug for slug in suggested(client) if slug == "elections")
    response = client.post(
        REVIEW,
        {"kind": "topic", "slug": topic, "answer": "accepted"},
        headers={"HX-Request": "true"},
    )
    page = parse(response)
    assert page.one("section", id="point-coding").one("p", klass="topics").text == "Elections"
    assert not page.all("h1")
    assert Point.objects.get(declaration__slug=CONTACT, label="1").topics.get().slug == topic


@of_a_form
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"slug": "cuba-takes-part"}, "no longer in the codebook"),
        ({"slug": "truth-commission"}, "no longer in the codebook"),
        ({"slug": "restore-democracy"}, "not suggested any more"),
        ({"kind": "topic"}, "no longer in the codebook"),
        ({"answer": "perhaps"}, "not complete"),
        ({"slug": ""}, "not complete"),
        ({"stance": "doubts"}, "not complete"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_what_cannot_be_answered_gets_a_sentence(client, uncoded, changes, sentence, htmx):
    """And changes nothing: forged, outdated, incomplete."""
    client.force_login(make_editor())
    headers = {"HX-Request": "true"} if htmx else {}
    response = client.post(REVIEW, ANSWER | changes, headers=headers)
    assert response.status_code == 422
    assert any(sentence in notice.text for notice in parse(response).all("p", klass="notice"))
    assert held() == {}


def test_two_editors_with_two_answers_get_one_and_a_word(client, uncoded):
    """The second is told what the first answered."""
    client.force_login(make_editor())
    review(client, answer="refused")
    response = review(client)
    assert response.status_code == 422
    assert "answered meanwhile: refused" in parse(response).text
    assert held() == {}
