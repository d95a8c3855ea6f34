"""Suggested codes and relations, from the database to the page and the export."""

from dataclasses import replace

import pytest

from declarations.models import Declaration, Measurement, Point, Review, Topic, Wording
from declarations.services import (
    show_suggestions,
    suggest_codes,
    suggest_for_text,
    suggesting,
    weights,
)
from declarations.services.evaluating import fingerprint
from tests.compared_pairs import compare, rows
from tests.comparison import sample as files
from tests.factories import make_declaration, make_judgement
from tests.page_parts import parse

pytestmark = pytest.mark.django_db

LIMA, CONTACT = files.LIMA, files.CONTACT
PAGE = f"/compare/{LIMA}/{CONTACT}/"


def measure(language="en", **trusted):
    """Keep figures by which some relations are trusted."""
    relations = {name: {"trusted": yes} for name, yes in trusted.items()}
    return Measurement.objects.create(
        language=language, coding=fingerprint(), figures={"relations": relations}
    )


def uncode(slug):
    """Take the codes of a declaration away, as of one just entered."""
    for point in Point.objects.filter(declaration__slug=slug):
        point.positions.all().delete()
        point.topics.clear()


def hints_for(slug):
    """Return what is suggested for a declaration's points, and the points by label."""
    held = Declaration.objects.for_comparison().get(slug=slug)
    points = {point.label: point for point in held.points.all()}
    return suggest_codes({held: list(points.values())}), points


@pytest.fixture
def uncoded(sample):
    """The sample with San José not coded yet, and figures that trust agreement."""
    uncode(CONTACT)
    measure(convergent=True, partial=True)


def test_coded_points_get_no_suggestions_and_cost_no_query(sample, django_assert_num_queries):
    """San José is coded in every point."""
    held = Declaration.objects.for_comparison().get(slug=CONTACT)
    with django_assert_num_queries(0):
        assert suggest_codes({held: list(held.points.all())}).by_point == {}


def test_an_uncoded_declaration_opens_with_hints(uncoded):
    """Topics and positions from others, with their evidence; never from its own points."""
    hints, points = hints_for(CONTACT)
    shown = show_suggestions(hints.by_point, "en")
    first = shown[points["1"].pk]
    assert "new-presidential-elections" in {one.slug for one in first.positions}
    strongest = first.positions[0]
    assert strongest.evidence
    assert all(held.address and held.label for held in strongest.evidence)
    assert all(
        CONTACT not in evidence.address
        for found in shown.values()
        for one in (*found.topics, *found.positions)
        for evidence in one.evidence
    )


def test_votes_that_add_up_to_more_than_one_are_shown_as_one(uncoded):
    """A score over 1.00 looks like a mistake."""
    hints, points = hints_for(CONTACT)
    found = hints.by_point[points["1"].pk]
    strong = replace(found, topics=(replace(found.topics[0], score=1.05), *found.topics[1:]))
    shown = show_suggestions({1: strong}, "en")[1].topics
    assert [one.score for one in shown] == [1.0, *(s.score for s in found.topics[1:])]


@pytest.fixture
def few(db):
    """A corpus of three coded points, which is as good as a large one where codes come and go."""
    for words, topic in (
        ("Welcomes the humanitarian aid of neighbouring countries.", "aid"),
        ("Calls for free elections with international observation.", "elections"),
        ("Encourages both capitals to exchange prisoners.", "prisoners"),
    ):
        make_declaration(points=[{"text": words, "topics": [topic]}])


def test_a_declaration_coded_by_half_has_no_vote_for_itself(few):
    """Its other points are left out, whatever they say."""
    words = "Encourages the gardeners of both capitals to exchange their tulip bulbs."
    make_declaration(
        slug="half",
        points=[{"text": words, "topics": ["gardening"]}, {"text": words}],
    )
    hints, points = hints_for("half")
    assert "gardening" not in {one.slug for one in hints.by_point[points["2"].pk].topics}
    make_declaration(slug="other", points=[{"text": words, "topics": ["gardening"]}])
    hints, points = hints_for("half")
    assert hints.by_point[points["2"].pk].topics[0].slug == "gardening"


def test_drafts_do_not_vote_and_changes_are_noticed(few):
    """A text withdrawn takes its vote with it."""
    words = "Encourages the gardeners of both capitals to exchange their tulip bulbs."
    voter = make_declaration(points=[{"text": words, "topics": ["gardening"]}])

    def first():
        return next((one.slug for one in suggest_for_text(words, "en").topics), None)

    assert first() == "gardening"
    Topic.objects.get(slug="gardening").points.clear()
    assert first() != "gardening"
    voter.points.get().topics.add(Topic.objects.get(slug="gardening"))
    assert first() == "gardening"
    voter.status = Declaration.Status.DRAFT
    voter.save()
    assert first() != "gardening"


def test_of_a_large_corpus_the_nearest_points_vote(uncoded, monkeypatch):
    """And say much the same, and nothing of a declaration's own points."""
    whole, points = hints_for(CONTACT)
    monkeypatch.setattr(suggesting, "MOST_POSITIONS", 0)
    monkeypatch.setattr(suggesting, "_kept", suggesting._Kept())
    near, _ = hints_for(CONTACT)
    agreed = sum(
        bool(whole.by_point[p.pk].topics[:1])
        and [s.slug for s in whole.by_point[p.pk].topics[:1]]
        == [s.slug for s in near.by_point[p.pk].topics[:1]]
        for p in points.values()
    )
    assert agreed >= 8
    words = "Encourages the gardeners of both capitals to exchange their tulip bulbs."
    made = [{"text": words, "topics": ["gardening"]}, {"text": words}]
    make_declaration(slug="half", points=made)
    hints, own = hints_for("half")
    assert "gardening" not in {one.slug for one in hints.by_point[own["2"].pk].topics}


def test_spanish_words_meet_spanish_words(sample):
    """Evidence for a Spanish text is Spanish."""
    topics = suggest_for_text("Condenan la represión y exigen liberar a los presos.", "es").topics
    keys = {vote.key for one in topics for vote in one.evidence if vote.key}
    assert topics
    assert keys
    held = Point.objects.filter(pk__in=keys, wordings__language="es")
    assert held.count() == len(keys)


def test_a_relation_is_suggested_where_codes_are_missing(uncoded):
    """With its basis in rows, sentence and export; coded rows are not touched."""
    left, right = (Declaration.objects.get(slug=slug) for slug in (LIMA, CONTACT))
    comparison = compare(left, right)
    found = [row for row in rows(comparison).values() if row["basis"] == "suggested"]
    assert found
    assert {row["relation"] for row in found} <= {"convergent", "partial"}
    assert all(row["suggested"]["right"] for row in found)
    assert "left" not in found[0]["suggested"]
    assert "(suggested)" in found[0]["reasons"][0]
    assert f"{len(found)} of these are only suggested" in comparison.verdict
    assert sum(comparison.collation.suggested.values()) == len(found)


@pytest.mark.parametrize("trusted", [{}, {"convergent": False, "partial": False}])
def test_without_good_figures_the_same_pairs_stay_open(sample, trusted):
    """Never measured, or right too seldom: open, with what was withheld."""
    uncode(CONTACT)
    if trusted:
        measure(**trusted)
    left, right = (Declaration.objects.get(slug=slug) for slug in (LIMA, CONTACT))
    found = rows(compare(left, right)).values()
    assert {row["basis"] for row in found} == {"open", None}
    assert any("was not shown to be right" in reason for row in found for reason in row["reasons"])


def test_only_the_latest_figures_count(uncoded):
    """And those of another language do not."""
    measure("es", convergent=False)
    assert set(hints_for(CONTACT)[0].trusted.values()) == {frozenset({"convergent", "partial"})}
    measure("en", convergent=False, partial=True)
    assert set(hints_for(CONTACT)[0].trusted.values()) == {frozenset({"partial"})}


def test_a_language_that_was_not_measured_takes_no_trust_from_others(uncoded):
    """One Portuguese point leaves the English ones as they were."""
    left, right = (Declaration.objects.get(slug=slug) for slug in (LIMA, CONTACT))
    before = sum(compare(left, right).collation.suggested.values())
    lone = Wording.objects.filter(point__declaration=right, point__label="5?")
    lone.filter(language="en").update(language="pt", revision=7)
    lone.filter(language="es").delete()
    after = sum(compare(left, right).collation.suggested.values())
    assert before >= after >= before - 1 > 0


def test_a_declaration_of_another_name_has_still_no_vote_for_itself(sample):
    """A process that knew it by its old slug notices."""
    words = "Encourages the gardeners of both capitals to exchange their tulip bulbs."
    held = make_declaration(
        slug="half", points=[{"text": words, "topics": ["gardening"]}, {"text": words}]
    )
    hints_for("half")
    held.slug = "renamed"
    held.version += 1
    held.save()
    hints, points = hints_for("renamed")
    assert "gardening" not in {one.slug for one in hints.by_point[points["2"].pk].topics}


def test_what_was_answered_does_not_come_back(uncoded):
    """Accepted or refused, and whatever became of the code."""
    hints, points = hints_for(CONTACT)
    point = points["1"]
    topic, position = hints.by_point[point.pk].topics[0], hints.by_point[point.pk].positions[0]
    Review.objects.create(
        point=point,
        topic=Topic.objects.get(slug=topic.slug),
        score=0.5,
        answer="refused",
        reviewer_name="Ana",
    )
    again = hints_for(CONTACT)[0].by_point[point.pk]
    assert topic.slug not in {one.slug for one in again.topics}
    assert position in again.positions
    assert len(again.topics) == len(hints.by_point[point.pk].topics) - 1


def test_the_page_shows_what_is_suggested_as_such(client, uncoded):
    """Outlined, in words, with evidence as links; people's own codes beside it are not."""
    page = parse(client.get(PAGE))
    suggested = page.all("tr", data_basis="suggested")
    assert suggested
    assert "suggested, not yet reviewed" in suggested[0].text
    assert "How often such suggestions are right" in suggested[0].text
    links = [link["href"] for row in suggested for link in row.all("a")]
    assert any(href.startswith("/declarations/") and CONTACT not in href for href in links)
    counted = len(suggested)
    (part,) = page.all("rect", data_basis="suggested")
    assert part.one("title").text == f"Converge, only suggested: {counted}"
    chip = page.one("a", id="chip-convergent")
    assert f"{counted} suggested" in chip.text
    assert "suggested" not in page.one("a", id="chip-open").text


def test_the_first_page_tells_suggested_from_coded(client, uncoded):
    """In words beside the two points, in the table, and hollow in the picture with a key."""
    page = parse(client.get("/"))
    five = page.one("ul", klass="glimpse").one("li", data_basis="suggested")
    assert "Converge, only suggested." in five.text
    assert "Converge, only suggested" in page.one("table", klass="plain-table").text
    assert page.one("p", klass="ribbon-key")
    hollow = page.all("a", data_basis="suggested")
    assert all(ribbon.all("path", klass="inside") for ribbon in hollow)


@pytest.mark.parametrize(
    ("trusted", "badge", "stands"),
    [
        (True, "; suggested", "only suggested, from similar points"),
        (False, "", "it stays open"),
    ],
)
def test_where_coders_differ_the_row_says_what_stands(client, sample, trusted, badge, stands):
    """On the comparison and on the point's page; a suggestion is called one all the same."""
    uncode(CONTACT)
    measure(convergent=trusted, partial=trusted)
    left, right = (
        Point.objects.get(declaration__slug=slug, label=label)
        for slug, label in ((LIMA, "5"), (CONTACT, "10?"))
    )
    for coder, relation in (("Ana", "divergent"), ("Eva", "convergent")):
        make_judgement(first=left, second=right, relation=relation, coder_name=coder)
    said = f"coders differ: 1 convergent, 1 divergent{badge}"
    row = parse(client.get(PAGE)).one("tr", id="r-5-10")
    assert row.one("th").one("span", klass=row["data-basis"]).text == said
    assert stands in row.one("td", klass="why").text
    held = parse(client.get(f"/declarations/{LIMA}/5/")).one("table", klass="counterparts")
    assert said in held.text


def test_suggestions_cost_few_queries(client, uncoded, django_assert_max_num_queries):
    """Thirty with nothing known yet, twenty-two for the next reader, however many points."""
    suggesting._kept, weights._kept = suggesting._Kept(), None
    with django_assert_max_num_queries(30):
        client.get(PAGE)
    with django_assert_max_num_queries(22):
        client.get(PAGE)
