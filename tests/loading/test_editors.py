"""The loader gives way to editors, unless told to overwrite."""

import pytest

from declarations.models import (
    Actor,
    Declaration,
    Issue,
    Judgement,
    Membership,
    Point,
    Proposition,
    Signatory,
    Source,
    Topic,
    Wording,
)
from declarations.services.corpus import (
    CHANGE_REASON,
    load_corpus,
)
from tests.factories import (
    make_actor,
    make_declaration,
    make_group,
    make_judgement,
    make_topic,
    make_user,
)
from tests.loading.sample_file import (
    CODED,
    LIMA,
    SAID,
    get_point,
    point_of,
    rows_held,
    version_of,
    written,
)

# --- Editors come first -----------------------------------------------------------


def test_what_an_editor_changed_stays(sample, corpus):
    """In any field, in a wording, in the codes; each is named."""
    user = make_user()
    point = get_point("5")
    wording = point.wordings.get(language="en")
    wording.text, wording._history_user = "As an editor found it.", user
    wording.save()
    position = point.positions.first()
    position.stance = "rejects" if position.stance != "rejects" else "affirms"
    position._history_user = user
    position.save()
    state = Actor.objects.get(iso3166="GB")
    state.name_es = "Gran Bretaña"
    state.save()
    before = rows_held()

    report = load_corpus(corpus)

    assert not report.changed
    assert rows_held() == before
    assert set(report.left) == {
        f"Point 5 of {LIMA} (wording, English)",
        f"Point 5 of {LIMA} (position on {position.proposition.slug})",
        "Actor United Kingdom",
    }
    wording.refresh_from_db()
    assert wording.text == "As an editor found it."
    [nothing, left] = report.sentences()
    assert nothing.startswith("Nothing to change: 23 declarations, 187 points, 284 wordings")
    assert left.startswith("Left as editors have them (3): Actor United Kingdom; ")


def test_an_unpublished_declaration_stays_unpublished(sample, corpus):
    """Also where the change left no history, as an UPDATE does."""
    Declaration.objects.filter(slug=LIMA).update(status="draft")
    report = load_corpus(corpus)
    assert report.left == [f"Declaration {LIMA}"]
    assert not Declaration.objects.published().filter(slug=LIMA).exists()


def test_topics_that_an_editor_took_off_a_point_stay_off(sample, corpus):
    """The links of a point are part of it."""
    point = get_point("5")
    point.topics.remove(point.topics.first())
    report = load_corpus(corpus)
    assert report.left == [f"Point 5 of {LIMA}"]
    assert point.topics.count() == len(point_of(corpus, "5")["topics"]) - 1


def test_a_number_that_an_editor_settled_stays_settled(sample, corpus):
    """The row is known by its history, so that no second Point 6 comes in beside it."""
    point = get_point("6?")
    point.label = "6"
    point.save()
    point_of(corpus, "6?")["text"] = "Corrected in the file."
    report = load_corpus(corpus)
    assert report.left == [f"Point 6? of {LIMA}"]
    assert written(report) == {"wordings": (0, 1, 0)}
    assert point.wordings.get(language="en").text == "Corrected in the file."


def test_a_newer_file_leaves_what_an_editor_changed(sample, corpus):
    """Another field of the same record included: half of each would be nobody's."""
    point = get_point("5")
    point.force = 1
    point.save()
    point_of(corpus, "5")["operative"] = "Urges"
    load_corpus(corpus)
    point.refresh_from_db()
    assert (point.force, point.operative != "Urges") == (1, True)


def test_an_editor_s_save_that_changed_nothing_keeps_no_correction_out(sample, corpus):
    """Opening a form and saving it is no change."""
    point = get_point("5")
    point.save()
    point_of(corpus, "5")["operative"] = "Urges"
    assert written(load_corpus(corpus)) == {"points": (0, 1, 0)}


def test_an_editor_s_change_stays_whatever_reason_was_given(sample, corpus):
    """Editors type their reasons freely."""
    point = get_point("5")
    point.force, point._change_reason, point._history_user = 1, CHANGE_REASON, make_user()
    point.save()
    assert load_corpus(corpus).left == [f"Point 5 of {LIMA}"]


def find_source() -> Source:
    """Return a source of the founding declaration."""
    return Source.objects.filter(declaration__slug=LIMA).first()


DELETIONS = {
    "point": lambda: get_point("5"),
    "wording": lambda: get_point("5").wordings.get(language="es"),
    "position": lambda: get_point("5").positions.first(),
    "signatory": lambda: Signatory.objects.filter(declaration__slug=LIMA).first(),
    "source": find_source,
    "issuer": lambda: Issue.objects.get(declaration__slug=LIMA),
    "declaration": lambda: Declaration.objects.get(slug=LIMA),
    "membership": lambda: Membership.objects.get(member__iso3166="HT"),
}


@pytest.mark.parametrize("find", DELETIONS.values(), ids=DELETIONS)
def test_what_an_editor_deleted_stays_deleted_until_told_otherwise(sample, corpus, find):
    """One name for it, not one for each of its parts; --overwrite brings all of it back."""
    counts = {model: model.objects.count() for model in [*CODED, *SAID]}
    find().delete()
    fewer = {model: model.objects.count() for model in [*CODED, *SAID]}

    report = load_corpus(corpus)

    assert not report.changed
    assert {model: model.objects.count() for model in [*CODED, *SAID]} == fewer
    [name] = report.left
    assert name.endswith("(deleted)")

    load_corpus(corpus, overwrite=True)
    assert {model: model.objects.count() for model in [*CODED, *SAID]} == counts
    assert not load_corpus(corpus).changed


def test_a_deleted_topic_takes_nothing_else_with_it(sample, corpus):
    """The points that had it are as they were otherwise, and are not called changed."""
    topic = Topic.objects.get(slug="third-states")
    topic.propositions.update(topic=Topic.objects.exclude(slug="third-states").first())
    topic.delete()
    report = load_corpus(corpus)
    assert not report.changed
    assert "Topic third-states (deleted)" in report.left
    assert not [name for name in report.left if name.startswith("Point")]
    load_corpus(corpus, overwrite=True)
    assert Point.objects.on_topic("third-states").exists()


def test_a_declaration_that_an_editor_entered_is_left_to_that_editor(corpus, db):
    """The sample knows one of the same address; neither its words nor its points come in."""
    group = make_group(slug="lima-group", name="Lima Group")
    own = make_declaration(slug=LIMA, issuers=[group], points=["Support the truce."])
    report = load_corpus(corpus)
    assert own.points.count() == 1
    assert Declaration.objects.count() == 23
    assert f"Declaration {LIMA} (entered by an editor)" in report.left
    assert any(name.endswith("(its declaration was entered by an editor)") for name in report.left)
    load_corpus(corpus, overwrite=True)
    assert own.points.count() == 14


def test_a_state_that_an_editor_entered_is_used(corpus, db):
    """By its code; its name is the editor's."""
    own = make_actor(slug="costarica", name="Republic of Costa Rica", iso3166="CR")
    load_corpus(corpus)
    own.refresh_from_db()
    assert own.name == "Republic of Costa Rica"
    assert own.memberships_held.count() == 2


@pytest.mark.parametrize("side", [0, 1])
def test_rivals_that_an_editor_parted_stay_apart(sample, corpus, side):
    """Told by the history, from whichever side they were parted."""
    one = Proposition.objects.get(slug="engage-all-sides")
    other = one.rivals.get()
    sides = (one, other)
    sides[side].rivals.remove(sides[1 - side])
    report = load_corpus(corpus)
    assert not report.changed
    [name] = report.left
    assert name.startswith("Rivals ")
    load_corpus(corpus, overwrite=True)
    assert list(one.rivals.all()) == [other]


def test_rivals_that_a_newer_file_finds_are_added_to_an_edited_proposition(sample, corpus):
    """A change to its statement is no word on its rivals; and it stays the editor's."""
    first, second, *_ = [item for item in corpus["propositions"] if not item["rivals"]]
    edited = Proposition.objects.get(slug=first["slug"])
    edited.text = "As an editor has it."
    edited.save()
    first["rivals"], second["rivals"] = [second["slug"]], [first["slug"]]
    for created in (1, 0):
        report = load_corpus(corpus)
        assert report.tallies["pairs of rivals"].created == created
        assert report.left == [f"Proposition {first['slug']}"]
    edited.refresh_from_db()
    assert edited.text == "As an editor has it."
    assert [rival.slug for rival in edited.rivals.all()] == [second["slug"]]


def test_rivals_between_propositions_that_an_editor_entered_are_the_editors(corpus, db):
    """The file's propositions of the same names are not there, and so are not rivals."""
    topic = make_topic(corpus["topics"][0]["slug"])
    for item in corpus["propositions"]:
        Proposition.objects.create(slug=item["slug"], topic=topic, text="Own.", definition="Own.")
    load_corpus(corpus)
    assert not Proposition.rivals.through.objects.exists()


def test_the_history_of_rivals_says_that_a_load_found_them(sample):
    """On both sides, with a reason of their own and without an editor."""
    for proposition in Proposition.objects.filter(rivals__isnull=False).distinct():
        entry = proposition.history.first()
        assert entry.history_change_reason == "Sample corpus: rivals"
        assert entry.history_user is None
        assert {row.to_proposition for row in entry.rivals.all()} == set(proposition.rivals.all())


# --- Overwriting ------------------------------------------------------------------


def test_overwriting_sets_back_and_keeps_what_editors_added(sample, corpus):
    """With the history of both; a judgement stands."""
    point, other = get_point("5"), get_point("1", "international-contact-group-2019-05-07")
    judgement = make_judgement(first=point, second=other)
    point.label, point.force = "V", 1
    point.save()
    point.topics.clear()
    wording = point.wordings.get(language="en")
    wording.text = "Otherwise."
    wording.save()
    added = Wording.objects.create(point=point, language="fr", text="Propose.", origin="paraphrase")
    version = version_of()

    report = load_corpus(corpus, overwrite=True)

    assert written(report) == {"points": (0, 1, 0), "wordings": (0, 1, 0)}
    assert report.left == []
    restored = get_point("5")
    assert (restored.pk, restored.force) == (point.pk, point_of(corpus, "5")["force"])
    assert restored.wordings.get(language="en").text == point_of(corpus, "5")["text"]
    assert restored.topics.count() == len(point_of(corpus, "5")["topics"])
    assert Wording.objects.filter(pk=added.pk).exists()
    assert Wording.history.filter(text="Otherwise.").exists()
    assert Judgement.objects.filter(pk=judgement.pk).exists()
    assert version_of() == version + 1
    assert not load_corpus(corpus, overwrite=True).changed


def test_overwriting_undoes_an_exchange_of_numbers(sample, corpus):
    """Where an editor had two points change places."""
    four, five = get_point("4"), get_point("5")
    Point.objects.filter(pk=four.pk).update(label="x")
    Point.objects.filter(pk=five.pk).update(label="4")
    Point.objects.filter(pk=four.pk).update(label="5")
    assert load_corpus(corpus).left == [f"Point 4 of {LIMA}", f"Point 5 of {LIMA}"]
    load_corpus(corpus, overwrite=True)
    assert (get_point("4").pk, get_point("5").pk) == (four.pk, five.pk)
