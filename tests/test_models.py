"""What the database guards, and what it remembers."""

import datetime
from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError
from django.utils import timezone

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
    User,
    Wording,
    digest_of,
)
from tests.factories import (
    make_actor,
    make_declaration,
    make_editor,
    make_group,
    make_judgement,
    make_membership,
    make_point,
    make_proposition,
    make_source,
    make_topic,
)

pytestmark = pytest.mark.django_db
MAY_3 = datetime.date(2019, 5, 3)


# --- Constraints --------------------------------------------------------------


def actor(**fields) -> Actor:
    """Return an actor that is not saved yet."""
    return Actor(**{"slug": "new", "name": "New", "kind": "state"} | fields)


def declaration(**fields) -> Declaration:
    """Return a declaration that is not saved yet."""
    return Declaration(**{"slug": "new", "title": "New", "date": MAY_3} | fields)


def point(**fields) -> Point:
    """Return the second point of a declaration, not saved yet."""
    held = make_declaration(points=["Support the truce."])
    return Point(**{"declaration": held, "order": 2, "label": "2"} | fields)


def judgement(**fields) -> Judgement:
    """Return a judgement on two points, not saved yet."""
    given = make_judgement()
    given.pk = None
    given._state.adding = True
    for name, value in fields.items():
        setattr(given, name, value)
    return given


def same_actor_code() -> Actor:
    make_actor(iso3166="CR")
    return actor(iso3166="CR")


def same_actor_name() -> Actor:
    make_actor(name="COSTA RICA")
    return actor(name="Costa Rica")


def same_membership(since: datetime.date | None) -> Membership:
    held = make_membership(since=since)
    return Membership(group=held.group, member=held.member, since=since)


def membership_of_itself() -> Membership:
    group = make_group()
    return Membership(group=group, member=group)


def membership_that_ends_before_it_began() -> Membership:
    return Membership(
        group=make_group(), member=make_actor(), since=MAY_3, until=datetime.date(2019, 5, 2)
    )


def same_issuer() -> Issue:
    held = make_declaration().issues.get()
    return Issue(declaration=held.declaration, actor=held.actor)


def same_signatory() -> Signatory:
    held = make_declaration(signatories=[make_actor()]).signatories.get()
    return Signatory(declaration=held.declaration, actor=held.actor)


def same_source() -> Source:
    held = make_source()
    return Source(declaration=held.declaration, url=held.url, publisher="Another", extent="full")


def same_language() -> Wording:
    return Wording(point=make_point(), language="en", text="Other words.", origin="official")


def same_proposition() -> Position:
    held = make_point(positions={"truce": "affirms"}).positions.get()
    return Position(point=held.point, proposition=held.proposition, stance="rejects")


def judgement_the_wrong_way_round() -> Judgement:
    given = judgement()
    given.first, given.second = given.second, given.first
    return given


# Constraint -> a row that it has to refuse, made only when the test runs.
BAD_ROWS: dict[str, Callable[[], models.Model]] = {
    "actor_iso3166_unique": same_actor_code,
    "actor_iso3166_two_capitals": lambda: actor(iso3166="cr"),
    "actor_kind_known": lambda: actor(kind="bloc"),
    "actor_name_unique": same_actor_name,
    "membership_once_per_start": lambda: same_membership(MAY_3),
    "membership_once_without_start": lambda: same_membership(None),
    "membership_not_of_itself": membership_of_itself,
    "membership_ends_after_start": membership_that_ends_before_it_began,
    "declaration_status_known": lambda: declaration(status="hidden"),
    "declaration_numbering_known": lambda: declaration(numbering="roman"),
    "declaration_points_in_source_positive": lambda: declaration(points_in_source=0),
    "issue_once_per_actor": same_issuer,
    "signatory_once_per_actor": same_signatory,
    "signatory_status_known": lambda: Signatory(
        declaration=make_declaration(), actor=make_actor(), status="absent"
    ),
    "source_once_per_address": same_source,
    "source_extent_known": lambda: Source(
        declaration=make_declaration(), url="https://example.org/", publisher="A", extent="some"
    ),
    "point_order_unique": lambda: point(order=1),
    "point_address_unique": lambda: point(label="1?"),
    "point_label_not_blank": lambda: point(label=""),
    "point_force_one_to_five": lambda: point(force=6),
    "point_kind_known": lambda: point(kind="annex"),
    "point_confidence_known": lambda: point(confidence="rumour"),
    "wording_once_per_language": same_language,
    "wording_origin_known": lambda: Wording(
        point=make_point(), language="es", text="Apoyan la tregua.", origin="machine"
    ),
    "wording_not_blank": lambda: Wording(
        point=make_point(), language="es", text="", origin="official"
    ),
    "position_once_per_proposition": same_proposition,
    "position_stance_known": lambda: Position(
        point=make_point(), proposition=make_proposition(), stance="doubts"
    ),
    "judgement_lower_key_first": judgement_the_wrong_way_round,
    "judgement_relation_known": lambda: judgement(relation="similar"),
    "judgement_has_a_coder": lambda: judgement(coder_name=""),
}


def named_constraints() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    """Return the constraints of all models of the app, by name."""
    return {
        constraint.name: (model, constraint)
        for model in apps.get_app_config("declarations").get_models()
        for constraint in model._meta.constraints
    }


def test_every_constraint_has_a_bad_row():
    """A constraint that is added is tried as well."""
    assert set(BAD_ROWS) == set(named_constraints())


@pytest.mark.parametrize("name", BAD_ROWS)
def test_database_refuses_a_bad_row(name):
    """Also when it comes past every form, as from an import or a shell."""
    bad = BAD_ROWS[name]()
    model, constraint = named_constraints()[name]
    assert type(bad) is model
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        models.Model.save(bad)
    # SQLite names the columns of a plain unique constraint in place of the constraint.
    plain = isinstance(constraint, models.UniqueConstraint) and constraint.fields
    if connection.vendor == "sqlite" and plain:
        assert "UNIQUE constraint failed" in str(refusal.value)
        assert all(field in str(refusal.value) for field in constraint.fields)
    else:
        assert name in str(refusal.value)


@pytest.mark.parametrize("name", BAD_ROWS)
def test_person_at_a_form_reads_why_a_row_is_bad(name):
    """Each constraint has a message of its own; a bad choice may be refused by its field before."""
    bad = BAD_ROWS[name]()
    _, constraint = named_constraints()[name]
    assert constraint.violation_error_message != constraint.default_violation_error_message
    with pytest.raises(ValidationError) as refusal:
        bad.validate_constraints()
    assert refusal.value.messages == [str(constraint.violation_error_message)]
    with pytest.raises(ValidationError):
        bad.full_clean()


def membership_again(since: datetime.date | None) -> Membership:
    held = make_membership(since=MAY_3)
    return Membership(group=held.group, member=held.member, since=since)


def second_actor_without_code() -> Actor:
    make_actor(iso3166="")
    return actor(iso3166="")


GOOD_ROWS: dict[str, Callable[[], models.Model]] = {
    "code of a state": lambda: actor(iso3166="CR"),
    "two actors without a code": second_actor_without_code,
    "second stay": lambda: membership_again(datetime.date(2018, 1, 1)),
    "second stay since a day not known": lambda: membership_again(None),
    "membership of one day": lambda: Membership(
        group=make_group(), member=make_actor(), since=MAY_3, until=MAY_3
    ),
    "number of points not known": lambda: declaration(points_in_source=None),
    "strongest force": lambda: point(force=5),
    "force not known": lambda: point(force=None),
    "same number in another declaration": lambda: point(
        declaration=make_declaration(), order=1, label="1"
    ),
    "wording in another language": lambda: Wording(
        point=make_point(), language="es", text="Apoyan.", origin="official"
    ),
    "number with a step of the same digits": lambda: point(label="1 bis"),
    "change of mind": judgement,
    "unrelated": lambda: judgement(relation="unrelated"),
}


@pytest.mark.parametrize("name", GOOD_ROWS)
def test_constraints_let_good_rows_through(name):
    """What stands just on the right side of a rule."""
    good = GOOD_ROWS[name]()
    good.full_clean()
    good.save()


@pytest.mark.parametrize(
    ("held", "label"),
    [
        ("5", "5"),
        ("5", "5?"),
        ("5?", "5"),
        ("11 bis", "11-bis"),
        ("11 bis", "11\u00a0bis"),
        ("11\u202fbis", "11 bis?"),
    ],
)
def test_two_points_never_have_one_address(held, label):
    """Told at the form, refused by the database, also past every form and in bulk."""
    first = make_point(label=held)
    second = Point(declaration=first.declaration, order=2, label=label)
    with pytest.raises(ValidationError, match="has this number"):
        second.full_clean()
    for save in (Point.objects.bulk_create, lambda rows: rows[0].save()):
        again = Point(declaration=first.declaration, order=2, label=label)
        assert Point(label=" ".join(label.split())).anchor == first.anchor
        with pytest.raises(IntegrityError), transaction.atomic():
            save([again])


@pytest.mark.parametrize("label", ["11\u00a0bis", "11 \t bis", " 11\u2009bis "])
def test_a_number_is_held_with_single_spaces(label):
    """Whatever was pasted: in the row, in the database, and in what a form checked."""
    made = make_point(label=label)
    assert (made.label, made.anchor) == ("11 bis", "11-bis")
    assert Point.objects.get().label == "11 bis"
    unsaved = Point(declaration=made.declaration, order=2, label=label)
    with pytest.raises(ValidationError, match="has this number"):
        unsaved.full_clean()
    assert unsaved.label == "11 bis"


def test_a_judgement_is_about_two_points():
    """One point against itself is refused, whatever the order."""
    given = judgement()
    given.second = given.first
    with pytest.raises(ValidationError, match="two different points"):
        given.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        given.save()


@pytest.mark.parametrize(
    "gone", [{"first": None}, {"second": None}, {"first": None, "second": None}]
)
def test_a_judgement_whose_points_are_gone_has_no_order_to_keep(gone):
    """As from an import; the constraint lets it pass at the form and in the database."""
    given = judgement(**gone)
    given.validate_constraints()
    given.save()


def test_only_a_group_has_members():
    """The database cannot see the kind; the form says it."""
    membership = Membership(group=make_actor(), member=make_actor())
    with pytest.raises(ValidationError, match="Only a group has members"):
        membership.full_clean()


@pytest.mark.parametrize(
    ("make_held", "in_use_by"),
    [
        (lambda: make_declaration().issues.get().actor, "issues"),
        (lambda: make_membership().member, "memberships_held"),
        (lambda: make_proposition().topic, "propositions"),
        (
            lambda: make_point(positions={"truce": "affirms"}).positions.get().proposition,
            "positions",
        ),
    ],
    ids=["actor that issued", "member", "topic with propositions", "proposition in use"],
)
def test_what_is_in_use_cannot_be_deleted(make_held, in_use_by):
    """Deleting a declaration takes its points with it; deleting the codebook takes nothing."""
    held = make_held()
    with pytest.raises(ProtectedError), transaction.atomic():
        held.delete()
    assert getattr(held, in_use_by).exists()


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
    with pytest.raises(TypeError, match="never taken back"):
        given.delete()
    with pytest.raises(TypeError, match="never taken back"):
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


# --- Written with every save --------------------------------------------------


@pytest.mark.parametrize(
    "make_held",
    [
        lambda: make_point().wordings.get(),
        lambda: make_point(positions={"truce": "affirms"}).positions.get(),
        make_proposition,
    ],
    ids=["wording", "position", "proposition"],
)
def test_revision_is_another_one_after_each_save(make_held):
    """Also of one that changed nothing, of some fields, and of many rows at once."""
    held = make_held()
    seen = {0, held.revision}
    held.save()
    seen.add(held.revision)
    held.save(update_fields=["order" if hasattr(held, "order") else "text"])
    held.refresh_from_db()
    seen.add(held.revision)
    assert len(seen) == 4
    assert all(number < 2**31 for number in seen)
    assert not hasattr(held.history.first(), "revision")


def test_revision_is_written_in_bulk():
    """As the loader writes."""
    point = make_point()
    Wording.objects.bulk_create(
        Wording(point=point, language=language, text="Une.", origin="official")
        for language in ("es", "fr", "pt")
    )
    revisions = Wording.objects.values_list("revision", flat=True)
    assert len({0, *revisions}) == 5
    assert "une." in Wording.objects.filter(language="fr").values_list("folded", flat=True)


def test_folded_text_follows_the_words():
    """Made, changed, and changed in one field only."""
    declaration = make_declaration(title="Reunión", place="Bogotá", points=["Apoyan a JOSÉ."])
    assert declaration.folded.split("\n") == ["reunion", "", "bogota", ""]
    declaration.title_es = "Declaración"
    declaration.save(update_fields=["title_es"])
    declaration.refresh_from_db()
    assert declaration.folded.split("\n") == ["reunion", "declaracion", "bogota", ""]
    wording = Wording.objects.get()
    assert wording.folded == "apoyan a jose."
    wording.text = "Apoyan a ANA."
    wording.save(update_fields=["text"])
    assert Wording.objects.get().folded == "apoyan a ana."
    assert not hasattr(wording.history.first(), "folded")


# --- Reads --------------------------------------------------------------------


def test_readers_see_published_declarations_only():
    """A draft is the editors' own, and so are its points."""
    make_declaration(slug="out", points=["Support the truce."])
    make_declaration(slug="not-yet", status="draft", points=["Reject the truce."])
    assert [held.slug for held in Declaration.objects.published()] == ["out"]
    assert [held.declaration.slug for held in Point.objects.published()] == ["out"]


def test_points_held_counts_a_declaration_without_points_as_none():
    """The annotation is null there, which templates show as nothing held."""
    make_declaration(slug="empty", date=MAY_3)
    make_declaration(slug="full", points=["One.", "Two."], date=datetime.date(2019, 5, 7))
    held = Declaration.objects.with_point_count().order_by("date")
    assert [(item.slug, item.points_held) for item in held] == [("empty", None), ("full", 2)]


def test_declarations_are_found_by_words_of_their_points():
    """In any language held, whatever the case, and each declaration once."""
    words = {"text": "Support the TRUCE.", "wordings": {"es": "Apoyan la tregua."}}
    make_declaration(slug="truce", points=[words, "A truce again."])
    make_declaration(slug="vote", title="Declaration on the vote")
    for text, slug in [("truce", "truce"), ("tregua", "truce"), ("Vote", "vote")]:
        assert [held.slug for held in Declaration.objects.containing(text)] == [slug]


@pytest.mark.parametrize("typed", ["REUNIÓN", "reunion", "Reunión", "ReuNION", "reunio\u0301n"])
@pytest.mark.parametrize("field", ["title", "title_es", "place", "occasion", "wording"])
def test_declarations_are_found_without_case_and_accents(typed, field):
    """However it was written and is typed, on either database."""
    words = "Tras la Reunión de Lima"
    kept = {"points": [words]} if field == "wording" else {field: words}
    found = make_declaration(**kept)
    make_declaration(title="Without", points=["Otherwise."])
    assert list(Declaration.objects.containing(typed)) == [found]


@pytest.mark.parametrize("written", ["José", "JOSÉ", "jose"])
@pytest.mark.parametrize("typed", ["José", "jose", "JOSÉ"])
def test_a_name_is_found_with_and_without_its_accent(written, typed):
    """In both directions."""
    found = make_declaration(points=[f"Issued in San {written}."])
    assert list(Declaration.objects.containing(typed)) == [found]


@pytest.mark.parametrize(
    ("typed", "finds"),
    [("100%", True), ("100_", False), ("1%0", False), ("a_b", True), ("a_c", False), ("\\", True)],
)
def test_signs_that_a_database_reads_as_patterns_stand_for_themselves(typed, finds):
    """Per cent, underscore, backslash."""
    make_declaration(title="100% of a_b \\ abc")
    assert Declaration.objects.containing(typed).exists() is finds


def test_every_word_of_a_search_is_looked_for_by_itself():
    """One may stand in the title, another in a point; none may stand nowhere."""
    found = make_declaration(title="On peace", place="Lima", points=["Supports the truce."])
    assert list(Declaration.objects.containing("truce lima")) == [found]
    assert not Declaration.objects.containing("truce quito").exists()


@pytest.mark.parametrize(
    ("label", "anchor", "likely"),
    [("5", "5", False), ("6?", "6", True), ("11 bis", "11-bis", False), ("XI", "XI", False)],
)
def test_anchor_is_the_number_without_doubt_or_spaces(label, anchor, likely):
    """An address that can be typed, of a number that may only be likely."""
    held = Point(label=label)
    assert (held.anchor, held.number_is_likely) == (anchor, likely)


def test_wording_falls_back_to_a_language_that_is_held():
    """The languages asked for in their order, else any; none where there is no wording."""
    point = make_point(text="Apoyan la tregua.", language="es", wordings={"fr": "Ils appuient."})
    assert point.wording_in("en", "fr").language == "fr"
    assert point.wording_in("en").language == "es"
    point.wordings.all().delete()
    assert point.wording_in("en", "es") is None
