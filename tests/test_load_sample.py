"""The sample corpus arrives whole, stays in step with its file, and gives way to editors."""

import copy
import doctest
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from declarations.comparison.normalization import fold
from declarations.models import (
    Actor,
    Declaration,
    Issue,
    Judgement,
    Membership,
    Point,
    Position,
    Proposition,
    Signatory,
    Source,
    Topic,
    Wording,
)
from declarations.services.corpus import (
    CHANGE_REASON,
    SAMPLE,
    CorpusError,
    LoadReport,
    checks,
    load_corpus,
    syncing,
)
from tests.factories import (
    make_actor,
    make_declaration,
    make_group,
    make_judgement,
    make_topic,
    make_user,
)

LIMA = "lima-group-2019-05-03"
LIMA_INDEX = 11
CODED = [Actor, Membership, Topic, Proposition]
SAID = [Declaration, Issue, Signatory, Source, Point, Wording, Position]
MOST_QUERIES = 40
"""Of a load that changes nothing: a few for each kind, not one for each record."""


@pytest.fixture
def corpus() -> dict[str, Any]:
    """Return the sample as the file has it, to be changed at will."""
    return json.loads(SAMPLE.read_text())


def points_of(corpus: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the points of all declarations of the file."""
    return [point for declaration in corpus["declarations"] for point in declaration["points"]]


def point_of(corpus: dict[str, Any], label: str, slug: str = LIMA) -> dict[str, Any]:
    """Return one point of the file."""
    declaration = next(item for item in corpus["declarations"] if item["slug"] == slug)
    return next(point for point in declaration["points"] if point["label"] == label)


def get_point(label: str, slug: str = LIMA) -> Point:
    """Return one point of the database."""
    return Point.objects.get(declaration__slug=slug, label=label)


def rows_held() -> dict[str, int]:
    """Count the rows of every model, and of its history."""
    models = [*CODED, *SAID]
    return {model.__name__: model.objects.count() for model in models} | {
        f"history of {model.__name__}": model.history.count() for model in models
    }


def version_of(slug: str = LIMA) -> int:
    """Return the version that an editor's form must have seen."""
    return Declaration.objects.get(slug=slug).version


def written(report: LoadReport) -> dict[str, tuple[int, int, int]]:
    """Return created, updated and removed for each kind that was written at all."""
    counts = {
        plural: (tally.created, tally.updated, tally.removed)
        for plural, tally in report.tallies.items()
    }
    return {plural: count for plural, count in counts.items() if any(count)}


# --- Everything arrives -----------------------------------------------------------


def test_everything_in_the_file_arrives(sample, corpus):
    """Counted against the file, kind by kind."""
    declarations, points = corpus["declarations"], points_of(corpus)
    members = [member for group in corpus["groups"] for member in group["members"]]
    codes = {member["iso3166"] for member in members}.union(
        *(declaration["signatories"] for declaration in declarations)
    )
    assert (len(declarations), len(points)) == (23, 187)
    positions = [position for point in points for position in point["positions"]]
    counts = {
        "declarations": (Declaration.objects.published().count(), len(declarations)),
        "points": (Point.objects.count(), len(points)),
        "English wordings": (Wording.objects.filter(language="en").count(), len(points)),
        "Spanish wordings": (
            Wording.objects.filter(language="es").count(),
            sum("text_es" in point for point in points),
        ),
        "paraphrases": (
            Wording.objects.filter(origin="paraphrase").count(),
            Wording.objects.count(),
        ),
        "positions": (Position.objects.count(), len(positions)),
        "notes on positions": (
            Position.objects.exclude(note="").count(),
            sum("note" in position for position in positions),
        ),
        "topics": (Topic.objects.count(), len(corpus["topics"])),
        "topics of points": (
            Point.topics.through.objects.count(),
            sum(len(point["topics"]) for point in points),
        ),
        "propositions": (Proposition.objects.count(), len(corpus["propositions"])),
        "rivals, from either side": (
            Proposition.rivals.through.objects.count(),
            sum(len(item["rivals"]) for item in corpus["propositions"]),
        ),
        "groups": (Actor.objects.groups().count(), len(corpus["groups"])),
        "states and the Union": (Actor.objects.exclude(iso3166="").count(), len(codes)),
        "memberships": (Membership.objects.count(), len(members)),
        "disputed memberships": (
            Membership.objects.filter(disputed=True).count(),
            sum(member["disputed"] for member in members),
        ),
        "issuers": (Issue.objects.count(), sum(len(item["issuers"]) for item in declarations)),
        "sources": (Source.objects.count(), sum(len(item["sources"]) for item in declarations)),
        "signatories": (
            Signatory.objects.count(),
            sum(len(item["signatories"]) for item in declarations),
        ),
        "gaps": (
            sum(len(gaps) for gaps in Declaration.objects.values_list("gaps", flat=True)),
            sum(len(item["gaps"]) for item in declarations),
        ),
        "complete declarations": (
            Declaration.objects.filter(complete=True).count(),
            sum(item["complete"] for item in declarations),
        ),
        "doubtful labels": (
            Point.objects.filter(label__endswith="?").count(),
            sum(not point["number_certain"] for point in points),
        ),
        "points known from the press": (
            Point.objects.filter(confidence="report").count(),
            sum(point["confidence"] == "report" for point in points),
        ),
        "actors spoken of": (
            sum(len(mentions) for mentions in Point.objects.values_list("mentions", flat=True)),
            sum(len(point["actors"]) for point in points),
        ),
    }
    assert {kind: held for kind, (held, _) in counts.items()} == {
        kind: expected for kind, (_, expected) in counts.items()
    }


def test_each_point_is_as_in_the_file(sample, corpus):
    """Words, codes and order, of every point."""
    points = Point.objects.with_codes().select_related("declaration")
    held = {(point.declaration.slug, point.order): point for point in points}
    for declaration in corpus["declarations"]:
        for item in declaration["points"]:
            point = held[declaration["slug"], item["number"]]
            assert (point.label, point.kind, point.force, point.operative, point.mentions) == (
                item["label"],
                item["kind"],
                item["force"],
                item["operative"],
                item["actors"],
            )
            wordings = {wording.language: wording.text for wording in point.wordings.all()}
            assert wordings["en"] == item["text"]
            assert wordings.get("es") == item.get("text_es")
            assert {topic.slug for topic in point.topics.all()} == set(item["topics"])
            assert [
                (position.proposition.slug, position.stance, position.note)
                for position in point.positions.all()
            ] == [
                (position["proposition"], position["stance"], position.get("note", ""))
                for position in item["positions"]
            ]


def test_a_doubtful_number_keeps_its_question_mark(sample):
    """Point 6 of 3 May 2019 is sourced, its number only likely."""
    point = get_point("6?")
    assert point.order == 6
    assert point.number_is_likely
    assert not get_point("5").number_is_likely


def test_a_joint_statement_has_both_issuers_in_order(sample):
    """As the file names them; the other declarations have one."""
    declarations = Declaration.objects.with_issuers()
    for slug in ("joint-2019-06-03", "joint-2019-09-24"):
        assert [actor.slug for actor in declarations.get(slug=slug).issuing_actors] == [
            "lima-group",
            "international-contact-group",
        ]
    assert [actor.slug for actor in declarations.get(slug=LIMA).issuing_actors] == ["lima-group"]


def test_costa_rica_belongs_to_both_groups(sample):
    """One actor, two memberships."""
    memberships = Membership.objects.filter(member__iso3166="CR")
    assert {membership.group.slug for membership in memberships} == {
        "lima-group",
        "international-contact-group",
    }


@pytest.mark.parametrize(
    ("code", "slug", "name", "name_es", "kind"),
    [
        ("GB", "united-kingdom", "United Kingdom", "Reino Unido", "state"),
        ("LC", "saint-lucia", "Saint Lucia", "Santa Lucía", "state"),
        ("EU", "european-union", "European Union", "Unión Europea", "organisation"),
    ],
)
def test_members_are_named_in_both_languages(sample, code, slug, name, name_es, kind):
    """English as in the file, Spanish as in Unicode's CLDR."""
    actor = Actor.objects.get(iso3166=code)
    assert (actor.slug, actor.name, actor.name_es, actor.kind) == (slug, name, name_es, kind)


def test_a_membership_brings_dates_note_and_source(sample):
    """Also where it ended, and where that is disputed."""
    membership = Membership.objects.get(group__slug="lima-group", member__iso3166="AR")
    assert (membership.since, membership.until) == (date(2017, 8, 8), date(2021, 3, 24))
    assert membership.disputed
    assert membership.note.startswith("Formally withdrew")
    assert membership.source.startswith("https://www.wradio.com.co/")


@pytest.mark.django_db
def test_a_signatory_of_no_group_is_named_by_its_code(corpus):
    """Unicode's CLDR knows its name in both languages."""
    corpus["declarations"][0]["signatories"].append("JM")
    load_corpus(corpus)
    jamaica = Actor.objects.get(iso3166="JM")
    assert (jamaica.slug, jamaica.name_es, jamaica.kind) == ("jamaica", "Jamaica", "state")
    assert jamaica.signatures.count() == 1


def test_the_history_of_a_point_holds_its_topics(sample):
    """So that a page on its changes does not show them as added later."""
    point = get_point("5")
    [record] = point.history.all()
    assert record.history_change_reason == CHANGE_REASON
    assert {row.topic_id for row in record.topics.all()} == {
        topic.pk for topic in point.topics.all()
    }


@pytest.mark.django_db
def test_the_command_says_what_it_loaded_and_then_that_nothing_changed(capsys):
    """In sentences."""
    call_command("load_sample")
    assert capsys.readouterr().out.startswith("Loaded 23 declarations, 187 points, 285 wordings,")
    call_command("load_sample")
    assert capsys.readouterr().out.startswith("Nothing to change: 23 declarations, 187 points,")


# --- In step with the file --------------------------------------------------------


def test_a_second_load_writes_nothing(sample, corpus):
    """No row, no history, no version, and not a query for each record."""
    before, version = rows_held(), version_of()
    with CaptureQueriesContext(connection) as queries:
        report = load_corpus(corpus)
    assert not report.changed
    assert (rows_held(), version_of()) == (before, version)
    assert len(queries) < MOST_QUERIES
    verbs = {query["sql"].split()[0] for query in queries}
    assert verbs <= {"SELECT", "SAVEPOINT", "RELEASE", "BEGIN"}


def test_a_newer_file_changes_what_it_corrects(sample, corpus):
    """Text, stance, topics, a number that is certain now: the rows stay, their history grows."""
    point, keys = get_point("6?"), set(Point.objects.values_list("pk", flat=True))
    item = point_of(corpus, "6?")
    item |= {
        "label": "6",
        "number_certain": True,
        "text": "Calls again.",
        "topics": ["third-states"],
    }
    item["positions"][0]["stance"] = "rejects"
    corpus["topics"][0]["name_es"] = "Reconocimiento"
    version, other = version_of(), version_of("joint-2019-06-03")

    report = load_corpus(corpus)

    assert written(report) == {
        "points": (0, 1, 0),
        "wordings": (0, 1, 0),
        "positions": (0, 1, 0),
        "topics": (0, 1, 0),
    }
    assert set(Point.objects.values_list("pk", flat=True)) == keys
    point.refresh_from_db()
    assert point.label == "6"
    assert [topic.slug for topic in point.topics.all()] == ["third-states"]
    assert point.wordings.get(language="en").text == "Calls again."
    assert point.history.count() == 2
    assert [row.topic.slug for row in point.history.first().topics.all()] == ["third-states"]
    assert (version_of(), version_of("joint-2019-06-03")) == (version + 1, other)
    assert not load_corpus(corpus).changed


def test_a_newer_file_adds_a_point_and_takes_back_a_code(sample, corpus):
    """A source and a position that the file no longer has go; what editors added does not."""
    lima = corpus["declarations"][LIMA_INDEX]
    dropped = lima["sources"].pop()["url"]
    gone = point_of(corpus, "5")["positions"].pop()["proposition"]
    lima["points"].append(copy.deepcopy(lima["points"][0]) | {"number": 40, "label": "40"})
    Source.objects.create(
        declaration=Declaration.objects.get(slug=LIMA),
        url="https://example.org/",
        publisher="An editor's find",
        extent="report",
    )
    count = Source.objects.count()

    report = load_corpus(corpus)

    assert written(report)["points"] == (1, 0, 0)
    assert written(report)["sources"] == (0, 0, 1)
    assert Source.objects.count() == count - 1
    assert Source.objects.filter(url="https://example.org/").exists()
    assert not Source.objects.filter(declaration__slug=LIMA, url=dropped).exists()
    assert not get_point("5").positions.filter(proposition__slug=gone).exists()
    assert Source.history.filter(history_type="-").get().history_change_reason == CHANGE_REASON
    assert get_point("40").wordings.count() == len({"text", "text_es"} & set(lima["points"][0]))


def test_what_one_file_took_back_the_next_may_bring_again(sample, corpus):
    """It was no editor who deleted it."""
    shorter = copy.deepcopy(corpus)
    shorter["declarations"][LIMA_INDEX]["signatories"].pop()
    assert written(load_corpus(shorter)) == {"signatories": (0, 0, 1)}
    assert written(load_corpus(corpus)) == {"signatories": (1, 0, 0)}


def test_a_point_that_the_file_no_longer_has_is_kept_and_named(sample, corpus):
    """It may be cited, and judgements may rest on it."""
    corpus["declarations"][LIMA_INDEX]["points"].pop(0)
    report = load_corpus(corpus)
    assert not report.changed
    assert report.kept == [f"Point 1 of {LIMA}"]
    assert get_point("1").wordings.exists()


def test_two_points_that_change_places_in_a_newer_file_do(sample, corpus):
    """No database would take one after the other: the first would meet the second's label."""
    four, five = point_of(corpus, "4"), point_of(corpus, "5")
    four["label"], five["label"] = "5", "4"
    key = get_point("4").pk
    assert written(load_corpus(corpus)) == {"points": (0, 2, 0)}
    assert get_point("5").pk == key


def test_a_place_that_an_editor_gave_to_another_point_is_named(sample, corpus):
    """The file corrects a number that an editor's own point bears: for a person to settle."""
    own = Point.objects.create(
        declaration=Declaration.objects.get(slug=LIMA), order=90, label="6 bis", kind="operative"
    )
    point_of(corpus, "6?").update(label="6 bis", number_certain=True)
    point_of(corpus, "5")["text"] = "Corrected."
    with pytest.raises(CorpusError, match=rf"^Point 6 bis of {LIMA} cannot be written: .*number"):
        load_corpus(corpus)
    own.refresh_from_db()
    assert own.label == "6 bis"
    assert not Wording.objects.filter(text="Corrected.").exists()


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


# --- What is written beside the file's values -------------------------------------


def test_a_load_writes_the_folded_text_and_a_revision(sample, corpus):
    """New rows, rows that a newer file changes, and rows that are set back."""
    wordings = Wording.objects.filter(point=get_point("5"), language="en")
    assert wordings.get().folded == fold(wordings.get().text)
    assert Declaration.objects.get(slug=LIMA).folded.startswith(
        fold(Declaration.objects.get(slug=LIMA).title)
    )
    assert len(set(Wording.objects.values_list("revision", flat=True))) > 100
    before = wordings.get().revision
    point_of(corpus, "5")["text"] = "Apoyan la REUNIÓN."
    load_corpus(corpus)
    assert wordings.get().folded == "apoyan la reunion."
    assert wordings.get().revision != before
    wording = wordings.get()
    wording.text = "Otherwise."
    wording.save()
    load_corpus(corpus, overwrite=True)
    assert wordings.get().folded == "apoyan la reunion."
    assert Declaration.objects.containing("APOYAN LA REUNIÓN").filter(slug=LIMA).exists()


def test_a_point_that_an_editor_entered_with_a_doubt_stands_for_the_one_of_the_file(corpus, db):
    """ "5?" and "5" would have one address: the editor's is named and the load goes on."""
    load_corpus(corpus)
    held = get_point("5")
    declaration, order = held.declaration, held.order
    Point.history.filter(id=held.pk).delete()
    held.delete()
    own = Point.objects.create(declaration=declaration, order=90, label="5?", kind="operative")
    Point.history.filter(declaration_id=declaration.pk, order=order).delete()
    report = load_corpus(corpus)
    assert f"Point 5 of {LIMA} (entered by an editor)" in report.left
    own.refresh_from_db()
    assert own.label == "5?"


def test_a_number_with_an_odd_space_is_held_with_a_plain_one(sample, corpus):
    """And a second load finds nothing to write."""
    point_of(corpus, "5")["label"] = "5\u00a0 bis"
    assert load_corpus(corpus).changed
    assert get_point("5 bis").anchor == "5-bis"
    assert not load_corpus(corpus).changed


def test_numbers_that_share_an_address_are_refused(corpus, db):
    """Also where only a space or a hyphen tells them apart."""
    point_of(corpus, "4")["label"] = "5-bis"
    point_of(corpus, "5")["label"] = "5\u00a0bis"
    with pytest.raises(CorpusError, match="the number stands at"):
        load_corpus(corpus)


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


# --- All or nothing ---------------------------------------------------------------


def test_a_failure_on_the_way_leaves_nothing_behind(corpus, db, monkeypatch):
    """Whatever was written before it."""
    before = rows_held()

    def fail(*args: object, **options: object) -> None:
        raise IntegrityError("a constraint")

    monkeypatch.setattr(Position.objects.__class__, "bulk_create", fail)
    with pytest.raises(CorpusError):
        load_corpus(corpus)
    assert rows_held() == before


def test_a_record_that_the_database_refuses_is_named(corpus, db):
    """An actor of the same name under another address, which no check of the file can see."""
    make_actor(slug="other", name="costa rica")
    with pytest.raises(
        CorpusError, match=r"^Actor Costa Rica cannot be written: .*already has this name"
    ):
        load_corpus(corpus)
    assert Actor.objects.count() == 1


def test_the_slower_of_two_first_loads_is_told_so(sample, corpus, monkeypatch):
    """It read empty tables, and finds them full when it writes."""
    monkeypatch.setattr(syncing.Memories, "recall", lambda self, kind: syncing.Memory())
    monkeypatch.setattr(syncing.Sync, "_read", lambda self, kind: {})
    with pytest.raises(CorpusError, match=r"^Actor Lima Group .*run this one again\.$"):
        load_corpus(corpus)


def test_a_failed_update_leaves_nothing_behind(sample, corpus, monkeypatch):
    """Neither in the rows nor in their history."""
    before = rows_held()
    corpus["topics"][0]["name"] = "Renamed"
    point_of(corpus, "5")["text"] = "Corrected."
    monkeypatch.setattr(
        syncing.Sync, "run_rivals", lambda *_: (_ for _ in ()).throw(IntegrityError("refused"))
    )
    with pytest.raises(CorpusError, match="refused"):
        load_corpus(corpus)
    assert rows_held() == before
    assert not Topic.objects.filter(name="Renamed").exists()


# --- Malformed files --------------------------------------------------------------


def at(*path: str | int) -> Callable[[Any], Any]:
    """Return a function that goes down a path in the corpus."""

    def go(corpus: Any) -> Any:
        for step in path:
            corpus = corpus[step]
        return corpus

    return go


def put(*path: Any) -> Callable[[Any], None]:
    """Return a change: the last item of the path is the value, put at the path before it."""
    *way, last, value = path

    def change(corpus: Any) -> None:
        at(*way)(corpus)[last] = value

    return change


def drop(*path: Any) -> Callable[[Any], None]:
    """Return a change: the key at the end of the path is dropped."""
    *way, last = path

    def change(corpus: Any) -> None:
        del at(*way)(corpus)[last]

    return change


def repeat(*path: Any, **other: Any) -> Callable[[Any], None]:
    """Return a change: the item at the path comes once more at the end of its list."""
    *way, last = path

    def change(corpus: Any) -> None:
        items = at(*way)(corpus)
        item = copy.deepcopy(items[last])
        items.append(item | other if isinstance(item, dict) else item)

    return change


def add(*path: Any, **items: Any) -> Callable[[Any], None]:
    """Return a change: keys are added to the object at the path."""
    return lambda corpus: at(*path)(corpus).update(items)


def fill(*path: Any, length: int) -> Callable[[Any], None]:
    """Return a change: the text at the path becomes this long."""
    return put(*path, "x" * length)


D, P = ("declarations", LIMA_INDEX), ("declarations", LIMA_INDEX, "points", 4)
DECLARATION, POINT = f'declarations[11] "{LIMA}"', f'declarations[11] "{LIMA}" > points[4] "5"'

MALFORMED = {
    "unknown stance": (
        put(*P, "positions", 0, "stance", "afirms"),
        f'{POINT} > positions[0].stance: "afirms" is none of affirms, qualifies, rejects',
    ),
    "unknown kind": (put(*P, "kind", "operativ"), f'{POINT} > kind: "operativ" is none of'),
    "unknown confidence": (put(*P, "confidence", 1), f"{POINT} > confidence: 1 is none of"),
    "force too high": (put(*P, "force", 6), f"{POINT} > force: 6 is not between 1 and 5"),
    "force missing": (drop(*P, "force"), f'{POINT}: "force" is missing'),
    "force true": (put(*P, "force", True), f"{POINT} > force: must be a whole number, not true"),
    "force of a fraction": (
        put(*P, "force", 2.5),
        f"{POINT} > force: must be a whole number, not 2.5",
    ),
    "unknown key": (add(*P, colour="red"), f"{POINT} > colour: is not known here"),
    "odd key": (add(*P, **{"a\nb": 1}), f'{POINT} > "a\\nb": is not known here'),
    "number zero": (put(*P, "number", 0), f"{POINT} > number: 0 is not between 1 and 9999"),
    "number too high": (
        put(*P, "number", 10**30),
        f"{POINT} > number: 1{'0' * 30} is not between 1 and 9999",
    ),
    "number as text": (
        put(*P, "number", "5"),
        f'{POINT} > number: must be a whole number, not "5"',
    ),
    "number twice": (
        put(*P, "number", 4),
        f"{DECLARATION} > points[4].number: 4 stands at [3] already",
    ),
    "label twice": (
        put(*P, "label", "4"),
        f'{DECLARATION} > points[4] "4" > label: the number stands at [3] already',
    ),
    "label twice but for its doubt": (
        add(*P, label="4?", number_certain=False),
        f'{DECLARATION} > points[4] "4?" > label: the number stands at [3] already',
    ),
    "certain number with a question mark": (
        put(*P, "label", "5?"),
        f'{DECLARATION} > points[4] "5?" > number_certain: is true, yet the label has a question',
    ),
    "uncertain number without one": (
        put(*P, "number_certain", False),
        f"{POINT} > number_certain: is false, yet the label has no question mark",
    ),
    "label of doubt alone": (
        add(*P, label="?", number_certain=False),
        "label: has no number before the question mark",
    ),
    "long label": (fill(*P, "label", length=21), "label: has 21 characters, 20 at most"),
    "blank text": (put(*P, "text", " \n"), f"{POINT} > text: is blank"),
    "empty Spanish text": (put(*P, "text_es", ""), f"{POINT} > text_es: is blank"),
    "space at the end": (
        put(*P, "text", "Urges. "),
        f"{POINT} > text: begins or ends with a space",
    ),
    "text is a number": (put(*P, "text", 5), f"{POINT} > text: must be a text, not 5"),
    "NUL character": (put(*P, "text", "a\0b"), f"{POINT} > text: holds a NUL character"),
    "NUL in a note": (
        put(*P, "positions", 0, "note", "a\0b"),
        f"{POINT} > positions[0].note: holds a NUL character",
    ),
    "NUL in an actor spoken of": (
        put(*P, "actors", ["a\0b"]),
        f"{POINT} > actors[0]: holds a NUL character",
    ),
    "half a character": (put(*P, "text", "\ud800"), f"{POINT} > text: holds half a character"),
    "two lines in one": (
        put(*D, "gaps", ["a\nb"]),
        f"{DECLARATION} > gaps[0]: must be on one line",
    ),
    "long note": (
        fill(*P, "positions", 0, "note", length=501),
        f"{POINT} > positions[0].note: has 501 characters, 500 at most",
    ),
    "long operative": (
        fill(*P, "operative", length=301),
        f"{POINT} > operative: has 301 characters, 300 at most",
    ),
    "long title": (fill(*D, "title", length=301), f"{DECLARATION} > title: has 301 characters"),
    "unknown topic": (
        put(*P, "topics", ["third-state"]),
        f'{POINT} > topics[0]: "third-state" is no topic',
    ),
    "topic twice": (repeat(*P, "topics", 0), f"{POINT} > topics["),
    "topic is a list": (put(*P, "topics", [[]]), f"{POINT} > topics[0]: a list is no topic"),
    "topics are no list": (
        put(*P, "topics", "third-states"),
        f'{POINT} > topics: must be a list, not "third-states"',
    ),
    "unknown proposition": (
        put(*P, "positions", 0, "proposition", "flat-earth"),
        f'{POINT} > positions[0].proposition: "flat-earth" is no proposition of this file',
    ),
    "proposition twice in a point": (
        repeat(*P, "positions", 0),
        "stands at [0] already",
    ),
    "six positions": (
        lambda corpus: at(*P)(corpus).update(
            positions=[
                {"proposition": item["slug"], "stance": "affirms"}
                for item in corpus["propositions"][:6]
            ]
        ),
        f"{POINT} > positions: holds 6 positions, 5 at most",
    ),
    "position is a text": (
        put(*P, "positions", ["affirms"]),
        f'{POINT} > positions[0]: must be an object, not "affirms"',
    ),
    "no such day": (
        put(*D, "date", "2019-02-30"),
        f'{DECLARATION} > date: "2019-02-30" is no day of the calendar',
    ),
    "day in another form": (
        put(*D, "date", "20190503"),
        f'{DECLARATION} > date: must be a day as YYYY-MM-DD, not "20190503"',
    ),
    "unknown group": (put(*D, "issuers", ["lima"]), f'{DECLARATION} > issuers[0]: "lima" is no'),
    "no issuer": (put(*D, "issuers", []), f"{DECLARATION} > issuers: is empty"),
    "issuer twice": (repeat(*D, "issuers", 0), f"{DECLARATION} > issuers[1]:"),
    "unknown numbering": (put(*D, "numbering", "roman"), f'{DECLARATION} > numbering: "roman" is'),
    "unknown language": (
        put(*D, "language_of_source", "xx"),
        f'{DECLARATION} > language_of_source: "xx" is none of en, es, pt, fr',
    ),
    "unknown extent": (
        put(*D, "sources", 0, "accessed_text", "whole"),
        f'{DECLARATION} > sources[0].accessed_text: "whole" is none of full, partial, report',
    ),
    "source is no address": (
        put(*D, "sources", 0, "url", "javascript:alert(1)"),
        f'{DECLARATION} > sources[0].url: "javascript:alert(1)" is no address',
    ),
    "source twice": (repeat(*D, "sources", 0), "already"),
    "unknown country": (
        put(*D, "signatories", ["XX"]),
        f'{DECLARATION} > signatories[0]: "XX" is no ISO 3166-1 alpha-2 code',
    ),
    "country in small letters": (
        put(*D, "signatories", ["pe"]),
        f'{DECLARATION} > signatories[0]: "pe" is no ISO',
    ),
    "country twice": (repeat(*D, "signatories", 0), "is given twice"),
    "complete, but not all points": (
        put(*D, "complete", True),
        f"{DECLARATION} > complete: is true, yet 14 of 15 points are here",
    ),
    "declaration twice": (
        repeat(*D),
        f'declarations[23].slug: "{LIMA}" stands at [11] already',
    ),
    "odd slug": (
        put(*D, "slug", "lima group"),
        'declarations[11] "lima group" > slug: "lima group" is no slug',
    ),
    "long slug": (fill(*D, "slug", length=121), "slug: has 121 characters, 120 at most"),
    "declaration is null": (put(*D, None), "declarations[11]: must be an object, not null"),
    "rivals name one side": (
        put("propositions", 0, "rivals", ["restore-democracy"]),
        "does not name",
    ),
    "its own rival": (
        lambda corpus: corpus["propositions"][0].update(rivals=[corpus["propositions"][0]["slug"]]),
        "is the proposition itself",
    ),
    "proposition twice": (repeat("propositions", 0), "propositions[45].slug:"),
    "proposition on no topic": (
        put("propositions", 0, "topic", "third-state"),
        '> topic: "third-state" is no topic of this file',
    ),
    "topic name twice": (
        lambda corpus: corpus["topics"][1].update(name=corpus["topics"][0]["name"]),
        "topics[1].name:",
    ),
    "member twice": (
        repeat("groups", 0, "members", 0),
        'groups[0] "lima-group" > members[17].iso3166: "AR" stands at [0] already',
    ),
    "member of two names": (
        put("groups", 1, "members", 9, "country", "Plurinational State of Bolivia"),
        'groups[1] "international-contact-group" > members[9] "BO" > country: "Plurinational State '
        'of Bolivia" is "Bolivia" elsewhere',
    ),
    "name of two members": (
        put("groups", 0, "members", 1, "country", "Argentina"),
        "is the name of another actor",
    ),
    "ends before it began": (
        put("groups", 0, "members", 0, "until", "2016-01-01"),
        'groups[0] "lima-group" > members[0] "AR" > until: "2016-01-01" is before the first day',
    ),
    "group without members": (
        drop("groups", 0, "members"),
        'groups[0] "lima-group": "members" is missing',
    ),
    "no declarations at all": (drop("declarations"), 'The file: "declarations" is missing'),
    "legend is a list": (put("fields", []), "fields: must be an object, not a list"),
}


@pytest.mark.parametrize(("change", "place"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_corpus_is_refused_with_the_place_named(corpus, db, change, place):
    """And nothing of it is loaded."""
    change(corpus)
    with pytest.raises(CorpusError) as refusal:
        load_corpus(corpus)
    assert place in str(refusal.value)
    assert not any(rows_held().values())


@pytest.mark.parametrize("corpus", [[], None, 5, "corpus", {}], ids=repr)
def test_something_else_than_a_corpus_is_refused(corpus, db):
    """Whatever JSON may hold."""
    with pytest.raises(CorpusError, match="The file: "):
        load_corpus(corpus)


def test_all_problems_are_named_up_to_twenty(corpus, db):
    """In the order of the file, and then how many more there are."""
    for point in points_of(corpus)[:25]:
        point["force"] = 9
    with pytest.raises(CorpusError) as refusal:
        load_corpus(corpus)
    first, *places, more = str(refusal.value).splitlines()
    assert first == "The corpus is malformed:"
    assert len(places) == 20
    assert places[0].strip().startswith('declarations[0] "lima-group-2017-08-08" > points[0] "1"')
    assert more.strip() == "and 5 more"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "is empty.", id="empty"),
        pytest.param(b" \n", "is empty.", id="blank"),
        pytest.param(
            b'{\n "note": }', "is not JSON: Expecting value at line 2, column 10.", id="comma"
        ),
        pytest.param(b'{"note": "\xff"}', "is not UTF-8: see byte 10.", id="Latin-1"),
        pytest.param(b"[" * 100_000, "is nested too deeply to be a corpus.", id="deep"),
        pytest.param(b'{"note": ' + b"9" * 5000 + b"}", "a number that is too long", id="number"),
        pytest.param(b'{"note": NaN}', "note: must be a text, not NaN", id="no number"),
        pytest.param(b'{"note": 1e999}', "note: must be a text, not Infinity", id="infinite"),
        pytest.param(b'{"note": "a", "note": "b"}', "note: is given twice", id="key twice"),
        pytest.param(b"\x1f\x8b\x08\x00", "is not UTF-8: see byte 1.", id="compressed"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path, db, content, sentence):
    """Never a traceback, and nothing is loaded."""
    path = tmp_path / "corpus.json"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        call_command("load_sample", file=path)
    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith("\nNothing was loaded.")
    assert not any(rows_held().values())


def test_a_missing_file_and_a_directory_are_refused_in_a_sentence(tmp_path, db):
    """With the path that was asked for."""
    with pytest.raises(CommandError, match=r"There is no file .*nowhere\.json\."):
        call_command("load_sample", file=tmp_path / "nowhere.json")
    with pytest.raises(CommandError, match="is not a file"):
        call_command("load_sample", file=tmp_path)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_sample", file=tmp_path / ("x" * 5000))


def test_a_file_with_a_byte_order_mark_is_read(tmp_path, db):
    """Some editors of text put one there."""
    path: Path = tmp_path / "corpus.json"
    path.write_bytes(b"\xef\xbb\xbf" + SAMPLE.read_bytes())
    call_command("load_sample", file=path, verbosity=0)
    assert Declaration.objects.count() == 23


def test_the_command_overwrites_when_told_to(sample, capsys):
    """And names what it leaves otherwise."""
    Point.objects.filter(pk=get_point("5").pk).update(force=F("force") - 1)
    call_command("load_sample")
    assert f"Left as editors have them (1): Point 5 of {LIMA}." in capsys.readouterr().out
    call_command("load_sample", overwrite=True)
    assert "Updated 1 point." in capsys.readouterr().out


def test_worked_cases_hold():
    """Those in the docstrings of the checks."""
    assert doctest.testmod(checks).failed == 0
