"""Points like a text: found in the database, ranked by the engine, shown with their words."""

import pytest

from declarations.comparison import CorpusWeights, PointRecord
from declarations.models import Declaration, Point, Wording
from declarations.services import points_like, resembling, weights
from tests.benchmarks.resembling import recall
from tests.compared_pairs import compare
from tests.factories import make_declaration, make_point

pytestmark = pytest.mark.django_db

TRUCE = "Supports the renewal of the truce and the release of all prisoners."
QUERIES = 8
"""Weights, candidates, points, issues, actors, wordings, topics, positions; propositions if any."""


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """Begin without weights: another test's are of another corpus."""
    monkeypatch.setattr(weights, "_kept", None)


def labels(found):
    """Return which points were found: declaration and number."""
    return [f"{like.point.declaration.slug} {like.point.label}" for like in found]


def test_the_likeliest_comes_first_with_the_words_that_it_shares():
    """Likeness from 0 to 1, and words as the found point has them."""
    make_declaration(
        slug="a",
        points=[
            "Opens the ports to trade.",
            "The release of prisoners is urgent.",
            "Do not support the renewal of the truce nor the release of prisoners.",
        ],
    )
    found = points_like({"en": TRUCE})
    assert labels(found) == ["a 3", "a 2"]
    assert 1 > found[0].likeness > found[1].likeness > 0.3
    assert found[0].shared == ("support the renewal of the truce", "release of prisoners")
    assert found[1].wording.text == "The release of prisoners is urgent."


def test_likeness_is_that_of_a_comparison(sample):
    """Wherever two points are shown together, with the same figure."""
    left, right = Declaration.objects.filter(
        slug__in=["lima-group-2019-05-03", "international-contact-group-2019-05-07"]
    ).order_by("slug")
    comparison = compare(left, right)
    compared = {
        (row.left.point.pk, row.right.point.pk): row.likeness
        for row in comparison.dress(comparison.collation.rows)
        if row.left and row.right and row.likeness
    }
    seen = 0
    for (own, other), likeness in compared.items():
        texts = texts_of(Point.objects.get(pk=own))
        for like in points_like(texts, without_point=own):
            if like.point.pk == other:
                assert like.likeness == pytest.approx(likeness)
                seen += 1
    assert seen >= 3


def texts_of(point):
    """Return the wordings of a point by language."""
    return {wording.language: wording.text for wording in point.wordings.all()}


def test_drafts_are_never_found_nor_counted():
    """Published, it is found; until then nothing tells that it is there."""
    make_declaration(slug="a", points=["The truce and the ports."])
    draft = make_declaration(slug="draft", status="draft", points=[TRUCE] * 3)
    before = points_like({"en": TRUCE})
    assert labels(before) == ["a 1"]
    draft.points.all().delete()
    assert [like.likeness for like in points_like({"en": TRUCE})] == [before[0].likeness]
    make_point(declaration=draft, text=TRUCE)
    draft.status = "published"
    draft.save()
    assert labels(points_like({"en": TRUCE})) == ["draft 1", "a 1"]


def test_a_point_or_a_declaration_can_be_left_out():
    """The one that is asked about is most like itself."""
    first = make_declaration(slug="a", points=[TRUCE, TRUCE])
    make_declaration(slug="b", points=[TRUCE])
    own = first.points.first()
    assert labels(points_like({"en": TRUCE}, without_point=own.pk)) == ["a 2", "b 1"]
    assert labels(points_like({"en": TRUCE}, without_declaration=first.pk)) == ["b 1"]
    assert labels(points_like({"en": TRUCE}, limit=1)) == ["a 1"]
    assert points_like({"en": TRUCE}, limit=0) == []


def test_points_meet_in_the_first_language_that_both_hold():
    """As in a comparison: Spanish with Spanish, but only where there is no English."""
    spanish = "Apoya la renovación de la tregua."
    make_declaration(
        slug="a",
        points=[
            {"text": TRUCE, "wordings": {"es": spanish}},
            {"text": "Opens the ports.", "wordings": {"es": spanish}},
            {"text": spanish, "language": "es"},
            {"text": "Apoia a trégua.", "language": "pt"},
        ],
    )
    found = points_like({"es": spanish, "en": TRUCE})
    assert labels(found) == ["a 1", "a 3"]
    assert [like.wording.language for like in found] == ["en", "es"]
    assert labels(points_like({"es": spanish})) == ["a 1", "a 2", "a 3"]
    assert points_like({"fr": spanish}) == points_like({"xx": spanish}) == points_like({}) == []


@pytest.mark.parametrize(
    "text",
    [
        *("", "the of and", "\0", "…", '"', "' OR 1=1 --", "* NEAR(", "-x:", "\\'", "%s {x} &|!"),
        "x" * 1_000_000,
        "nothing held here",
    ],
)
def test_odd_texts_are_like_nothing(text):
    """No error, no point; what looks like syntax is text."""
    make_declaration(points=[TRUCE])
    assert points_like({"en": text}) == []


def test_a_long_paste_is_read_up_to_a_point():
    """Thousands of words that no point has do not crowd out those that some have."""
    make_declaration(slug="a", points=[TRUCE])
    words = " ".join(f"word{number}" for number in range(5000))
    assert labels(points_like({"en": f"{TRUCE} {words}"})) == ["a 1"]
    assert points_like({"en": f"{words} {TRUCE}"}) == []


def test_a_word_that_the_kept_weights_do_not_know_is_found(monkeypatch):
    """Of a large corpus weights are made anew only when much has changed."""
    make_declaration(points=[TRUCE] * 3)
    monkeypatch.setattr(weights, "LARGE", 1)
    monkeypatch.setattr(weights, "DRIFT", 10)
    kept = weights.corpus_weights()
    make_declaration(slug="new", points=["Mentions a quagga."])
    assert labels(points_like({"en": "A quagga was seen."})) == ["new 1"]
    assert weights.corpus_weights() is kept


@pytest.mark.parametrize("count", [1, 30])
def test_queries_do_not_grow(django_assert_num_queries, count):
    """One point found or ten, of one or of thirty."""
    point = {"text": TRUCE, "topics": ["truce"], "positions": {"truce": "affirms"}}
    make_declaration(points=[point] * count)
    weights.corpus_weights()
    with django_assert_num_queries(QUERIES + 1):
        for like in points_like({"en": TRUCE}):
            assert [actor.name for actor in like.point.declaration.issuing_actors]
            assert [topic.slug for topic in like.point.topics.all()] == ["truce"]
            assert [position.proposition.slug for position in like.point.positions.all()]
            assert like.point.wording_in("es").text == TRUCE


def test_the_two_steps_lose_next_to_nothing_on_the_sample(sample):
    """Against every point ranked in full: the same ten, for every seventh point."""
    assert recall(list(Point.objects.prefetch_related("wordings"))[::7]) >= 0.99


def test_a_loss_would_be_seen(sample, monkeypatch):
    """The measure can fail."""
    monkeypatch.setattr(resembling, "BUDGET", 5)
    monkeypatch.setattr(resembling, "CANDIDATES", 9)
    assert recall(list(Point.objects.prefetch_related("wordings"))[::20]) < 0.9


# --- How telling words are ----------------------------------------------------------


def test_weights_from_stored_stems_are_those_of_the_texts(sample):
    """The same as if every text were read anew."""
    points = [
        PointRecord(
            point.pk,
            point.label,
            texts_of(point),
            positions={p.proposition.slug: p.stance for p in point.positions.all()},
        )
        for point in Point.objects.with_codes()
    ]
    assert weights.corpus_weights() == CorpusWeights.of(points)


def test_weights_of_a_large_corpus_are_kept_until_much_is_new(
    monkeypatch, django_assert_num_queries
):
    """A share of it, or a change of the codebook; one query tells."""
    monkeypatch.setattr(weights, "LARGE", 10)
    monkeypatch.setattr(weights, "DRIFT", 0.1)
    point = {"text": TRUCE, "positions": {"truce": "affirms"}}
    declaration = make_declaration(points=[point] * 10)
    kept = weights.corpus_weights()
    make_point(declaration=declaration, text="One more.", positions={"truce": "rejects"})
    with django_assert_num_queries(1):
        assert weights.corpus_weights() is kept
    make_point(declaration=declaration, text="Two more.", wordings={"es": "Dos más."})
    assert weights.corpus_weights().stems["en"].documents == 12
    make_point(declaration=declaration, text="A new rule.", positions={"ports": "affirms"})
    assert weights.corpus_weights().stems["en"].documents == 13


def test_a_corpus_that_shrinks_is_looked_at_closely_again(monkeypatch):
    """From large to small: every change counts from then on."""
    monkeypatch.setattr(weights, "LARGE", 3)
    declaration = make_declaration(points=[TRUCE] * 4)
    weights.corpus_weights()
    declaration.delete()
    make_declaration(points=["Opens the ports."])
    assert weights.corpus_weights().stems["en"].documents == 1
    Wording.objects.get().delete()
    assert weights.corpus_weights().stems == {}
