"""What the database guards, and says in sentences."""

import datetime
from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError

from declarations.models import (
    Actor,
    Coder,
    Declaration,
    Intake,
    Issue,
    Judgement,
    Membership,
    Point,
    Position,
    Review,
    RoundPair,
    Signatory,
    Source,
    Task,
    Wording,
)
from tests.factories import (
    make_actor,
    make_declaration,
    make_group,
    make_judgement,
    make_membership,
    make_point,
    make_proposition,
    make_pseudonym,
    make_round,
    make_source,
    make_topic,
    make_user,
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


def pair_in_round(*, swapped: bool = False, **fields) -> RoundPair:
    """Return a pair of a round, not saved yet."""
    first, second = make_point(), make_point()
    if swapped:
        first, second = second, first
    values = {"round": make_round(), "first": first, "second": second, "origin": "chosen"}
    return RoundPair(**values | fields)


def same_pair_in_round() -> RoundPair:
    held = make_round(pairs=[(make_point(), make_point())]).pairs.get()
    return RoundPair(round=held.round, first=held.first, second=held.second, origin="chosen")


def same_task() -> Task:
    coder = make_user()
    held = make_round(pairs=[(make_point(), make_point())], coders=[coder]).pairs.get()
    return Task(pair=held, coder=coder, place=9)


def judgement_the_wrong_way_round() -> Judgement:
    given = judgement()
    given.first, given.second = given.second, given.first
    return given


def review(**fields: object) -> Review:
    """Return an answer to a suggested topic, not saved; ``fields`` are put in as they are."""
    given = {"point": make_point(), "topic": make_topic(), "score": 0.4, "answer": "refused"}
    return Review(**given | {"reviewer_name": "Ana"} | fields)


def second_review(**code: object) -> Review:
    held = review(**code)
    held.save()
    return review(point=held.point, **code)


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
    "judgement_kind_known": lambda: judgement(kind="adjudication", rationale=""),
    "coder_account_or_name": lambda: Coder(pseudonym="Coder A"),
    "coder_name_once": lambda: Coder(pseudonym="Coder A", name=make_pseudonym().name),
    "round_pair_once": same_pair_in_round,
    "round_pair_lower_key_first": lambda: pair_in_round(swapped=True),
    "round_pair_origin_known": lambda: pair_in_round(origin="guessed"),
    "task_once_per_coder": same_task,
    "intake_purpose_known": lambda: Intake(purpose="other", editor=make_user()),
    "intake_language_of_a_declaration": lambda: Intake(purpose="language", editor=make_user()),
    "review_of_one_code": lambda: review(proposition=make_proposition()),
    "review_once_per_topic": lambda: second_review(topic=make_topic()),
    "review_once_per_proposition": lambda: second_review(
        topic=None, proposition=make_proposition(), stance="affirms"
    ),
    "review_answer_known": lambda: review(answer="perhaps"),
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
