"""Codes, judgements and the history of every edit."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from declarations.models import (
    Judgement,
    Proposition,
    User,
    digest_of,
)
from tests.factories import (
    make_declaration,
    make_editor,
    make_judgement,
    make_point,
    make_proposition,
    make_topic,
)
from tests.test_models import judgement

pytestmark = pytest.mark.django_db
MAY_3 = datetime.date(2019, 5, 3)


# --- Codes and judgements -----------------------------------------------------


def test_rivals_are_rivals_of_each_other():
    """A tension has no direction; taken back on one side, it is gone on both."""
    election = make_proposition("early-election", rivals=["transition"])
    transition = Proposition.objects.get(slug="transition")
    assert list(transition.rivals.all()) == [election]
    transition.rivals.remove(election)
    assert not election.rivals.exists()


def test_judgement_that_was_given_cannot_be_saved_again():
    """A change of mind is a new judgement; the old one stands."""
    given = make_judgement(relation="partial")
    for held in (given, Judgement.objects.get()):
        held.relation = "divergent"
        with pytest.raises(TypeError, match="never edited"):
            held.save()
    assert Judgement.objects.get().relation == "partial"


def test_judgements_are_never_edited_in_bulk_nor_by_their_key():
    """Past the instance, too: from a shell, or with a new instance under an old key."""
    given = make_judgement(relation="partial")
    with pytest.raises(TypeError, match="never edited"):
        Judgement.objects.update(relation="divergent")
    given.relation = "divergent"
    with pytest.raises(TypeError, match="never edited"), transaction.atomic():
        Judgement.objects.bulk_update([given], ["relation"])
    copy = judgement(pk=given.pk, relation="divergent")
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()
    assert Judgement.objects.get(pk=given.pk).relation == "partial"


def test_judgements_are_never_taken_back():
    """Neither one nor all of them."""
    given = make_judgement()
    with pytest.raises(TypeError, match="never deleted"):
        given.delete()
    with pytest.raises(TypeError, match="never deleted"):
        Judgement.objects.all().delete()
    assert Judgement.objects.get() == given


def test_judgement_that_is_imported_keeps_its_day():
    """Of today, unless it says otherwise."""
    day = datetime.datetime(2019, 6, 1, 12, tzinfo=datetime.UTC)
    make_judgement(created=day)
    make_judgement()
    first, second = Judgement.objects.all()
    assert first.created == day
    assert timezone.now() - second.created < datetime.timedelta(minutes=5)


def test_accounts_are_our_own():
    """Django's model is exchanged before there is anything to move."""
    assert get_user_model() is User
    assert isinstance(make_editor(), User)


def test_judgement_outlives_its_points_and_its_coder():
    """It keeps saying what was judged, by whom, when neither is there any more."""
    coder = make_editor()
    point = make_point()
    given = make_judgement(first=point, second=make_point(), coder=coder, coder_name="Ana")
    reference = given.first_reference
    point.declaration.delete()
    coder.delete()
    held = Judgement.objects.get()
    assert (held.first, held.coder) == (None, None)
    assert (held.first_reference, held.coder_name) == (reference, "Ana")


def test_judgement_remembers_the_language_and_the_words_that_were_read():
    """One wording of each point, whatever other languages there are."""
    first = make_point(text="Support the truce.", wordings={"es": "Apoyan la tregua."})
    second = make_point(text="Apoyan la tregua.", language="es")
    given = make_judgement(first=first, second=second)
    assert (given.first_language, given.second_language) == ("en", "es")
    assert given.first_digest == digest_of("Support the truce.")
    assert given.second_digest == digest_of("Apoyan la tregua.")
    assert digest_of("Support the truce") != digest_of("Support the truce.")


# --- History ------------------------------------------------------------------


def changed(instance: models.Model, editor, **fields) -> models.Model:
    """Save a change under an editor's name and return the latest entry of the history."""
    for name, value in fields.items():
        setattr(instance, name, value)
    instance._history_user = editor
    instance.save()
    return instance.history.first()


@pytest.mark.parametrize(
    ("make_held", "field", "before", "after"),
    [
        (lambda: make_declaration(title="Old"), "title", "Old", "New"),
        (lambda: make_point(label="5"), "label", "5", "5?"),
        (lambda: make_point(text="Old.").wordings.get(), "text", "Old.", "New."),
        (
            lambda: make_point(positions={"truce": "affirms"}).positions.get(),
            "stance",
            "affirms",
            "qualifies",
        ),
    ],
    ids=["declaration", "point", "wording", "position"],
)
def test_history_says_who_changed_what_and_when(make_held, field, before, after):
    """The state before and after, with name and time; a deletion is remembered too."""
    held = make_held()
    editor = make_editor()
    entry = changed(held, editor, **{field: after})
    assert (getattr(entry, field), entry.history_type) == (after, "~")
    assert entry.history_user == editor
    earlier = held.history.earliest()
    assert (getattr(earlier, field), earlier.history_type) == (before, "+")
    assert earlier.history_date <= entry.history_date
    key = held.pk
    held.delete()
    assert type(held).history.filter(id=key).latest().history_type == "-"


def test_history_of_a_point_holds_its_topics():
    """Topics stand in a table of their own; the history follows them there."""
    point = make_point(topics=["mediation"])
    point.topics.add(make_topic("elections"))
    latest = [entry.topic.slug for entry in point.history.first().topics.all()]
    assert sorted(latest) == ["elections", "mediation"]
    point.topics.clear()
    assert not point.history.first().topics.exists()


def rivals_in(entry) -> set[str]:
    """Return the slugs of the rivals in an entry of a proposition's history."""
    return {row.to_proposition.slug for row in entry.rivals.all()}


def test_history_of_a_proposition_holds_its_rivals_on_both_sides():
    """Found, parted one by one, or all at once: each side says who did it, and when."""
    editor = make_editor()
    one, other, third = (make_proposition(slug) for slug in ("election", "transition", "talks"))
    one._history_user = editor
    steps = [
        (lambda: one.rivals.add(other, third), {"transition", "talks"}, {"election"}),
        (lambda: one.rivals.remove(third), {"transition"}, {"election"}),
        (lambda: one.rivals.set([third]), {"talks"}, set()),
        (lambda: one.rivals.set([other]), {"transition"}, {"election"}),
        (lambda: one.rivals.clear(), set(), set()),
    ]
    for step, of_one, of_other in steps:
        step()
        assert rivals_in(one.history.first()) == of_one
        assert rivals_in(other.history.first()) == of_other
        assert {rival.slug for rival in one.rivals.all()} == of_one
        assert {rival.slug for rival in other.rivals.all()} == of_other
        assert one.history.first().history_user == editor
        assert other.history.first().history_user == editor


def test_a_later_save_of_the_other_side_is_not_blamed_for_the_rivals():
    """Its history has them already."""
    one, other = make_proposition("election"), make_proposition("transition")
    one.rivals.add(other)
    other = Proposition.objects.get(pk=other.pk)
    other.text = "Another statement."
    other.save()
    latest, before = other.history.all()[:2]
    assert latest.diff_against(before).changed_fields == ["text"]
