"""What was loaded stays in step with its file."""

import copy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from declarations.comparison.normalization import fold
from declarations.models import (
    Declaration,
    Point,
    Source,
    Wording,
)
from declarations.services.corpus import (
    CHANGE_REASON,
    CorpusError,
    load_corpus,
)
from tests.loading.sample_file import (
    LIMA,
    LIMA_INDEX,
    MOST_QUERIES,
    get_point,
    point_of,
    rows_held,
    version_of,
    written,
)

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
