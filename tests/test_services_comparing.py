"""Comparing two declarations as held in the database: codes, judgements, edits, languages."""

import datetime

import pytest

from declarations.comparison import RowOrder
from declarations.models import Declaration, Signatory, Wording
from declarations.services import (
    export_comparison,
    list_points,
    near_declarations,
    stamps,
    weights,
)
from tests.compared_pairs import compare, make_pair, rows
from tests.factories import (
    make_actor,
    make_declaration,
    make_group,
    make_point,
    make_proposition,
    make_topic,
)

pytestmark = pytest.mark.django_db
EARLIER = datetime.datetime(2019, 5, 3, tzinfo=datetime.UTC)
LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"


def has_marks(comparison):
    """Say whether any words are marked as shared."""
    return any(
        segment.shared
        for row in comparison.dress(comparison.collation.rows)
        for point in (row.left, row.right)
        if point
        for segment in point.segments
    )


# --- The founding comparison ----------------------------------------------------


def founding(**options):
    """Compare the Lima Group's declaration with the Contact Group's answer."""
    return compare(
        Declaration.objects.get(slug=LIMA), Declaration.objects.get(slug=SAN_JOSE), **options
    )


def test_the_proposal_of_point_five_is_accepted_in_san_jose(sample):
    """Point 5 stands beside 10?, and the first reason says why."""
    row = rows(founding())["5", "10?"]
    assert row["relation"] == "convergent"
    assert row["reasons"][0].startswith("A proposal accepted: Lima Group proposes")


def test_seen_from_san_jose_the_same_proposal_is_accepted(sample):
    """Left and right are places on a page: swapped, each group keeps its part."""
    swapped = compare(Declaration.objects.get(slug=SAN_JOSE), Declaration.objects.get(slug=LIMA))
    assert rows(swapped)["10?", "5"]["reasons"][0] == rows(founding())["5", "10?"]["reasons"][0]


def test_point_eleven_on_cuba_meets_nothing(sample):
    """Silence has no relation and no basis, only the nearest counterpart."""
    row = rows(founding())["11", None]
    assert (row["relation"], row["basis"], row["reasons"]) == (None, None, [])
    assert row["nearest"]["label"]


def test_costa_rica_signed_both(sample):
    """Named in the language of reading."""
    assert founding().both_signed == ["Costa Rica"]
    assert founding(language="es").both_signed == ["Costa Rica"]


def test_who_abstained_did_not_sign():
    """A reservation is a signature, an abstention is none."""
    chile, peru, mexico = (make_actor(name=name) for name in ("Chile", "Peru", "Mexico"))
    left = make_declaration(signatories=[chile, peru, mexico])
    right = make_declaration(signatories=[chile, peru, mexico])
    left.signatories.filter(actor=mexico).update(status=Signatory.Status.ABSTAINED)
    right.signatories.filter(actor=peru).update(status=Signatory.Status.RESERVED)
    assert compare(left, right).both_signed == ["Chile", "Peru"]


@pytest.mark.parametrize("order", RowOrder)
def test_every_order_holds_the_same_rows(sample, order):
    """An order moves rows; it neither adds nor drops one."""
    assert rows(founding(order=order)).keys() == rows(founding()).keys()


def test_two_texts_of_one_group_are_named_by_their_dates():
    """ "Lima Group affirms, Lima Group rejects" would say nothing."""
    lima = make_group(name="Lima Group")
    left = make_declaration(issuers=[lima], date=datetime.date(2019, 5, 3))
    right = make_declaration(issuers=[lima], date=datetime.date(2019, 6, 6))
    names = compare(left, right).names
    assert (names.left, names.right) == ("Lima Group, 3 May 2019", "Lima Group, 6 Jun 2019")


@pytest.mark.parametrize(
    ("titles", "shown"),
    [
        (("On the truce", "On the border"), ("On the truce", "On the border")),
        (("Statement", "Statement"), ("first", "second")),
    ],
)
def test_two_texts_of_one_group_on_one_day_are_named_by_their_titles(titles, shown):
    """And where these are the same by their addresses, of which there is one each."""
    lima = make_group(name="Lima Group")
    left, right = (
        make_declaration(slug=slug, issuers=[lima], title=title)
        for slug, title in zip(("first", "second"), titles, strict=True)
    )
    names = compare(left, right).names
    assert (names.left, names.right) == shown


# --- Edits are followed at once ---------------------------------------------------


def test_a_changed_stance_changes_the_relation():
    """From affirmed by both to rejected by one: the next reading says so."""
    left, right = make_pair()
    assert rows(compare(left, right))["1", "1"]["relation"] == "convergent"
    position = right.points.get().positions.get()
    position.stance = "rejects"
    position.save()
    assert rows(compare(left, right))["1", "1"]["relation"] == "divergent"


def test_a_changed_wording_changes_likeness_and_marks():
    """Words that one side no longer holds are no longer marked on the other."""
    left, right = make_pair()
    before = compare(left, right)
    wording = right.points.get().wordings.get()
    wording.text = "Urge fair elections under a new council."
    wording.save()
    after = compare(left, right)
    assert rows(after)["1", "1"]["likeness"] < rows(before)["1", "1"]["likeness"]
    assert has_marks(before)
    assert not has_marks(after)


@pytest.mark.parametrize(
    "change", ["wording", "position", "added", "deleted", "withdrawn", "slug of a proposition"]
)
def test_weights_follow_every_change_of_the_published_corpus(change):
    """They are kept between requests, and made anew when anything they come from has moved."""
    make_pair()
    third = make_declaration(points=[{"positions": {"truce-renewed": "affirms"}}] * 2)
    kept = weights.corpus_weights()
    assert weights.corpus_weights() is kept
    point = third.points.first()
    if change == "wording":
        wording = point.wordings.get()
        wording.text = "Reject any use of force."
        wording.save()
    elif change == "position":
        position = point.positions.get()
        position.proposition = make_proposition("no-force")
        position.save()
    elif change == "added":
        make_point(declaration=third, text="Call on all states to help.")
    elif change == "deleted":
        point.delete()
    elif change == "slug of a proposition":
        proposition = point.positions.get().proposition
        proposition.slug = "truce-prolonged"
        proposition.save()
    else:
        third.status = Declaration.Status.DRAFT
        third.save()
    assert weights.corpus_weights() != kept


def test_weights_follow_a_change_that_is_dated_earlier_than_the_latest(monkeypatch):
    """Two editors save at once; the one who wrote first may be the second to commit."""
    make_pair()
    kept = weights.corpus_weights()
    first, second = Wording.objects.order_by("pk")
    monkeypatch.setattr("django.utils.timezone.now", lambda: EARLIER)
    first.text = "Reject any use of force."
    first.save()
    after = weights.corpus_weights()
    assert after != kept
    second.save()
    assert weights.corpus_weights() is not after


def test_the_stamp_is_one_query(django_assert_num_queries):
    """With nothing held, and with something of everything."""
    for _step in range(2):
        with django_assert_num_queries(1):
            stamps.stamp_of_weights()
        make_pair()


def test_positions_of_a_draft_move_no_score(monkeypatch):
    """Neither on the proposition that both texts are coded on, nor on another one."""
    left, right = make_pair()
    before, kept = export_comparison(compare(left, right)), weights.corpus_weights()
    make_declaration(
        status="draft",
        points=[{"positions": {slug: "affirms"}} for slug in ("truce-renewed", *["no-force"] * 3)],
    )
    monkeypatch.setattr(weights, "_kept", None)  # made anew from what is held now
    assert weights.corpus_weights() == kept
    assert export_comparison(compare(left, right)) == before


def test_weights_are_kept_while_only_drafts_change():
    """A draft counts in no score, so work on it costs readers nothing."""
    make_pair()
    kept = weights.corpus_weights()
    make_declaration(status="draft", points=["Support the renewal of the truce."] * 3)
    assert weights.corpus_weights() is kept


def test_a_draft_moves_no_score():
    """The same comparison, to the last digit, whatever editors prepare; published, it counts."""
    left, right = make_pair()
    before = export_comparison(compare(left, right))
    draft = make_declaration(
        status="draft",
        points=[{"text": "Renewal of the truce.", "positions": {"truce-renewed": "affirms"}}] * 3,
    )
    assert export_comparison(compare(left, right)) == before
    draft.status = Declaration.Status.PUBLISHED
    draft.save()
    assert export_comparison(compare(left, right)) != before


# --- Languages --------------------------------------------------------------------


def test_points_without_a_common_language_meet_by_their_codes():
    """Not a word is compared, and the row says so."""
    left, right = make_pair(right="Apoyar la renovación de la tregua.", language="es")
    row = rows(compare(left, right))["1", "1"]
    assert (row["relation"], row["likeness"]) == ("convergent", None)
    assert row["reasons"][-1].startswith("Compared across languages")


def test_reading_in_spanish_shows_spanish_and_falls_back_to_english():
    """Each cell says which language it is in; what meets what stays the same."""
    left, right = make_pair()
    Wording.objects.create(
        point=left.points.get(), language="es", text="Apoyar la tregua.", origin="official"
    )
    comparison = compare(left, right, language="es")
    (row,) = comparison.dress(comparison.collation.rows)
    assert (row.left.language, row.right.language) == ("es", "en")
    assert comparison.left.lacking == 0
    assert comparison.right.lacking == 1
    assert rows(comparison).keys() == rows(compare(left, right)).keys()


def test_words_are_marked_only_within_one_language():
    """Read in Spanish with English beside it, nothing is marked, however alike they look."""
    left, right = make_pair()
    Wording.objects.create(
        point=left.points.get(), language="es", text="Renewal of the truce.", origin="official"
    )
    assert has_marks(compare(left, right))
    assert not has_marks(compare(left, right, language="es"))


# --- What is not there ------------------------------------------------------------


def test_declarations_without_points_compare_to_nothing():
    """One empty, or both: no row on that side, and a verdict all the same."""
    full, empty, other = (
        make_declaration(points=["Urge peace."]),
        make_declaration(),
        make_declaration(),
    )
    assert rows(compare(full, empty)).keys() == {("1", None)}
    assert rows(compare(empty, other)) == {}
    assert compare(empty, other).verdict == "Of 0 and 0 points, none speak to the same matter."


def test_a_point_without_wording_stands_by_its_codes():
    """It can meet another by topic and position; there is nothing to mark."""
    left, right = make_pair()
    left.points.get().wordings.all().delete()
    comparison = compare(left, right)
    (row,) = comparison.dress(comparison.collation.rows)
    assert row.left.segments == []
    assert row.state == "convergent"


def test_a_step_in_the_numbering_is_listed_as_a_gap():
    """Between two points, and up to the number that the source gives."""
    declaration = make_declaration(points_in_source=15)
    for order in (1, 2, 5, 10):
        make_point(declaration=declaration, order=order, label=str(order))
    held = Declaration.objects.with_points().get()
    entries = list_points(held, list(held.points.all()), "en")
    shown = [getattr(entry, "missing", None) or entry.point.label for entry in entries]
    assert shown == ["1", "2", "3–4", "5", "6–9", "10", "11–15"]


# --- Near addresses ---------------------------------------------------------------


@pytest.mark.parametrize(
    "slug",
    [
        "lima-group-2019-05-04",
        "limagroup-2019-05-03",
        "Lima-Group-2019-05-03",
        "lima-group-2019-5-3",
    ],
)
def test_a_slug_a_little_off_finds_its_declaration(sample, slug):
    """A wrong day, a lost hyphen, capitals: the one meant is among the first."""
    assert LIMA in [near.slug for near in near_declarations(slug)]


def test_an_exact_slip_of_one_letter_comes_first(sample):
    """The nearest is named first, and no more than four are."""
    near = near_declarations("international-contact-group-2019-05-0")
    assert near[0].slug.startswith("international-contact-group-2019-05-0")
    assert len(near) <= 4


@pytest.mark.parametrize("slug", ["x", "zzzzzzzzzzzzz", "q" * 5000])
def test_a_slug_far_from_everything_finds_nothing(sample, slug):
    """A wild guess is worse than none."""
    assert near_declarations(slug) == []


def test_a_draft_is_never_near():
    """Its slug would tell that it exists."""
    make_declaration(slug="lima-group-2020-01-01", status="draft")
    assert near_declarations("lima-group-2020-01-01") == []
    assert near_declarations("lima-group-2020-01-02") == []


def test_topics_come_in_the_order_of_the_codebook():
    """Not in that of the alphabet, nor of the points."""
    make_topic("elections", order=2)
    make_topic("truce", order=1)
    left = make_declaration(points=[{"topics": ["elections"]}])
    right = make_declaration(points=[{"topics": ["truce"]}])
    assert [slug for slug, _name in compare(left, right).topics] == ["truce", "elections"]
