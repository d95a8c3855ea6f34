"""``manage.py grow_positions``: the same rows for one seed, and never beside data of others."""

import pytest
from django.core.management import CommandError, call_command

from declarations.models import Actor, Declaration, Position, Proposition
from tests.factories import make_declaration, make_proposition

pytestmark = pytest.mark.django_db


def grow(**options):
    """Run the command for a few rows, quietly."""
    call_command(
        "grow_positions", **{"declarations": 5, "propositions": 12, "verbosity": 0} | options
    )


def held():
    """Return who says what on what, in order."""
    said = Position.objects.order_by("point__declaration__date", "point__order", "order")
    return list(said.values_list("point__declaration__slug", "proposition__slug", "stance"))


def test_a_seed_makes_the_same_rows_and_a_second_run_replaces_them(capsys):
    """Another seed makes others."""
    grow(seed=1)
    first = held()
    grow(seed=1, verbosity=1)
    assert held() == first
    assert (
        f"5 declarations with {Declaration.objects.all().tally()['points_held']} points"
        in capsys.readouterr().out
    )
    grow(seed=2)
    assert held() != first
    assert (Declaration.objects.count(), Proposition.objects.count()) == (5, 12)


def test_the_sample_is_left_as_it_is(sample):
    """What grew goes without a trace of it."""
    before = Declaration.objects.all().tally()
    actors = Actor.objects.count()
    grow()
    assert Declaration.objects.count() == 28
    call_command("grow_positions", remove=True, verbosity=0)
    assert Declaration.objects.all().tally() == before
    assert Actor.objects.count() == actors
    assert not Proposition.objects.filter(slug__startswith="grown-").exists()


@pytest.mark.parametrize("make", [make_declaration, make_proposition])
def test_it_is_refused_beside_data_of_others(make):
    """Unless one says so."""
    theirs = make(slug="of-others")
    with pytest.raises(CommandError, match="of-others"):
        grow()
    assert not Position.objects.exists()
    grow(yes=True)
    assert Position.objects.exists()
    theirs.refresh_from_db()


@pytest.mark.parametrize(
    "options", [{"declarations": 0}, {"propositions": -1}, {"declarations": 9999}]
)
def test_numbers_out_of_range_are_refused(options):
    """Before anything is made."""
    with pytest.raises(CommandError, match="takes a number from 1 to"):
        grow(**options)
    assert not Declaration.objects.exists()
