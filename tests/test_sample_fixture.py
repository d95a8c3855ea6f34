"""The fixture that gives a test the sample corpus."""

import pytest
from django.core.management import call_command

from declarations.models import Declaration, Judgement, Point, Proposition, Wording
from declarations.services.judgements_io import describe
from tests.factories import make_declaration


def counts():
    """Return how much is held."""
    return [model.objects.count() for model in (Declaration, Point, Proposition, Wording)]


@pytest.mark.django_db
def test_a_test_begins_with_an_empty_database():
    """Unless it asks for something."""
    assert counts() == [0, 0, 0, 0]


def test_sample_is_what_load_sample_loads(sample, django_capture_on_commit_callbacks):
    """Nothing was lost on the way: loading again finds all of it there, and changes nothing."""
    before = counts()
    assert before[:3] == [23, 187, 45]
    histories = Declaration.history.count(), Point.history.count()
    call_command("load_sample", verbosity=0)
    assert counts() == before
    assert (Declaration.history.count(), Point.history.count()) == histories


def test_a_row_added_to_the_sample_gets_a_key_of_its_own(sample):
    """Keys go on where the sample's end."""
    make_declaration(points=["Support the truce."])
    assert counts()[:2] == [24, 188]


@pytest.mark.django_db
def test_the_sample_is_gone_after_the_test_that_asked_for_it():
    """Whatever the order of the tests."""
    assert counts() == [0, 0, 0, 0]


@pytest.mark.django_db(transaction=True)
def test_sample_outlives_the_flush_of_tests_that_commit(sample):
    """Its copies stand beside the tables that are emptied."""
    assert counts()[0] == 23


@pytest.mark.django_db(transaction=True)
def test_sample_is_there_again_after_a_flush(sample):
    """As above, once more."""
    assert counts()[0] == 23


def test_the_judged_sample_is_what_load_sample_loads(judged_sample):
    """Nothing is added by loading again; what the coders read is what is held, so none is stale."""
    before = list(Judgement.objects.values_list("pk", "created", "round"))
    call_command("load_sample", verbosity=0)
    assert list(Judgement.objects.values_list("pk", "created", "round")) == before
    assert len(before) == 20
    assert not any(row["stale"] for row in describe(Judgement.objects.all()))


def test_a_judgement_of_words_that_an_editor_has_changed_comes_in_stale(sample):
    """The sample's coders read the sample's words; and where a point is gone, the others come."""
    founding = Declaration.objects.get(slug="lima-group-2019-05-03")
    founding.points.get(label="6?").delete()
    wording = founding.points.get(label="5").wordings.get(language="en")
    wording.text = "Proposes nothing of the kind."
    wording.save()
    call_command("load_sample", verbosity=0)
    rows = list(describe(Judgement.objects.all()))
    assert {row["left_label"] for row in rows if row["stale"]} == {"5"}
    assert "6?" not in {row["left_label"] for row in rows}
