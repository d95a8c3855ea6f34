"""How several groups stand to each other on one proposition, and since when."""

from datetime import date
from itertools import combinations, product

import pytest

from declarations.comparison.standing import stand_together, widest_gap
from declarations.comparison.timeline import Standing, Statement, latest, stand
from declarations.comparison.types import Relation, Stance

A, Q, R = Stance.AFFIRMS, Stance.QUALIFIES, Stance.REJECTS


def lane(group, *said):
    """Return a group's statements from pairs of a day of 2019 and a stance."""
    return tuple(
        Statement(
            group, "talks", stance, day(number), f"{group}-{number}", (number,), ("1",), False
        )
        for number, stance in said
    )


def day(number):
    """Return the n-th day of 2019."""
    return date.fromordinal(date(2018, 12, 31).toordinal() + number)


def together(at=None, **said):
    """Return how groups stand, each given by what it said when."""
    return stand_together({group: lane(group, *words) for group, words in said.items()}, at)


@pytest.mark.parametrize("one", Stance)
@pytest.mark.parametrize("other", Stance)
def test_two_groups_stand_as_their_latest_words_do(one, other):
    """As for any two standings: the rule has one meaning, wherever it is asked."""
    found = together(lima=[(1, one)], contact=[(2, other)])
    standings = [latest(lane("g", (1, stance))) for stance in (one, other)]
    assert found.relation is stand(*standings)
    assert found.since == day(2)


@pytest.mark.parametrize("stances", list(product(Stance, repeat=3)))
def test_of_three_groups_the_two_furthest_apart_count(stances):
    """However many others agree."""
    order = [Relation.CONVERGENT, Relation.PARTIAL, Relation.DIVERGENT]
    standings = [Standing(stance, day(1), lane("g", (1, stance))[0]) for stance in stances]
    widest = max((stand(*pair) for pair in combinations(standings, 2)), key=order.index)
    assert widest_gap(stances) is widest


@pytest.mark.parametrize("said", [{}, {"lima": []}, {"lima": [(1, A), (5, R)], "contact": []}])
def test_one_group_alone_stands_to_nobody(said):
    """Silence is no stance, so it neither agrees nor disagrees."""
    found = together(**said)
    assert found.relation is None
    assert found.since is None
    assert not found.is_contested
    assert set(found.standings) == {group for group, words in said.items() if words}


@pytest.mark.parametrize(
    ("lima", "contact", "relation", "since"),
    [
        ([(1, A), (9, A)], [(3, A), (5, A)], Relation.CONVERGENT, 3),
        ([(1, A), (9, R)], [(3, R)], Relation.CONVERGENT, 9),
        # Each moves, and how they stand to each other stays as it was.
        ([(1, A), (6, Q)], [(3, Q), (6, A)], Relation.PARTIAL, 3),
        # Apart for a while, and together again: since the second time.
        ([(1, A), (5, R), (7, A)], [(2, A)], Relation.CONVERGENT, 7),
        # Both turn on one day: at no day's end did they stand apart.
        ([(1, A), (5, R)], [(2, A), (5, R)], Relation.CONVERGENT, 2),
        ([(5, A)], [(5, R)], Relation.DIVERGENT, 5),
    ],
)
def test_since_is_the_day_from_which_it_held_without_a_break(lima, contact, relation, since):
    """Not the day of the latest text, and not the first time that it was so."""
    found = together(lima=lima, contact=contact)
    assert (found.relation, found.since) == (relation, day(since))


def test_what_comes_after_a_day_does_not_count():
    """How they stood then, by what had been said then."""
    said = {"lima": [(1, A), (9, R)], "contact": [(3, A)]}
    assert together(at=day(2), **said).relation is None
    assert together(at=day(8), **said).relation is Relation.CONVERGENT
    assert together(at=day(9), **said).relation is Relation.DIVERGENT
    assert together(at=day(9), **said).is_contested
