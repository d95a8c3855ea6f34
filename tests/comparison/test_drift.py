"""How two groups drew closer or apart: a worked example by hand, and the sample corpus."""

from datetime import date
from itertools import count

import pytest

from declarations.comparison.drift import FEW, Direction, Drift, Step, drift, relation_changes
from declarations.comparison.timeline import Utterance, lanes
from declarations.comparison.types import Relation, Stance

from .test_timeline import CONTACT_GROUP, TALKS, sample_utterances

STANCES = {"+": Stance.AFFIRMS, "~": Stance.QUALIFIES, "-": Stance.REJECTS}
C, P, D = Relation.CONVERGENT, Relation.PARTIAL, Relation.DIVERGENT
numbers = count(1)

# Day of May 2019: what the northern and the southern group say, + affirms, ~ qualifies, - rejects.
SAID = [
    (1, "north", "truce +, aid +"),
    (2, "south", "truce -"),  # both on the truce: apart
    (5, "south", "aid +, vote ~"),  # both on aid: together; north has not spoken on the vote
    (7, "north", "truce ~"),  # north moves towards south, who rejects
    (8, "north", "vote ~, truce ~"),  # both on the vote: together; nothing changes on the truce
    (9, "north", "aid ~, truce -"),  # away on aid, towards on the truce
    (9, "south", "aid ~"),  # on the same day: on aid both changed, and are together as before
]


def worked(**period):
    """Return the drift of the example."""
    return drift(lanes_of(SAID), "north", "south", **period)


def lanes_of(said):
    """Return the lanes of an example in short hand."""
    return lanes(
        Utterance(group, proposition, STANCES[sign], date(2019, 5, day), f"{group}-{day}", key, "1")
        for key, (day, group, words) in enumerate(said)
        for proposition, sign in (word.split() for word in words.split(", "))
    )


def test_the_worked_example_step_by_step():
    """Each day on which somebody spoke, with the counts as found by hand."""
    assert [
        (step.date.day, step.total, *step.counts.values(), step.entered) for step in worked().steps
    ] == [
        (1, 0, 0, 0, 0, ()),
        (2, 1, 0, 0, 1, ("truce",)),
        (5, 2, 1, 0, 1, ("aid",)),
        (7, 2, 1, 1, 0, ()),
        (8, 3, 2, 1, 0, ("vote",)),
        (9, 3, 3, 0, 0, ()),
    ]


def test_shares_are_counts_by_the_denominator_and_none_without_one():
    """Two of three and one of three on the 8th; before the 2nd there is nothing to divide by."""
    steps = worked().steps
    assert [steps[4].share(relation) for relation in (C, P, D)] == [2 / 3, 1 / 3, 0]
    assert steps[0].share(C) is None


def test_only_a_change_of_stance_is_a_move():
    """Neither the first word of a group nor its repetition; both changing alike is level."""
    assert [
        (move.date.day, move.proposition, move.movers, move.before, move.after, move.direction)
        for move in worked().moves
    ] == [
        (7, "truce", ("north",), D, P, Direction.CLOSER),
        (9, "truce", ("north",), P, C, Direction.CLOSER),
        (9, "aid", ("north", "south"), C, C, Direction.LEVEL),
    ]
    (change,) = worked().moves[0].changes
    assert (change.before, change.after) == (Stance.AFFIRMS, Stance.QUALIFIES)
    assert change.statement.declaration == "north-7"


def test_what_was_said_before_a_period_opens_it():
    """On the 6th they stood as on the 5th; of the moves, those from then on count."""
    found = worked(since=date(2019, 5, 6), until=date(2019, 5, 8))
    assert [(s.date.day, s.opening, dict(s.relations)) for s in found.steps] == [
        (6, True, {"truce": D, "aid": C}),
        (7, False, {"truce": P, "aid": C}),
        (8, False, {"truce": P, "aid": C, "vote": C}),
    ]
    assert found.opening is found.steps[0]
    assert found.last is found.steps[-1]
    assert len(found.moves) == 1


def test_what_is_said_on_the_first_and_the_last_day_of_a_period_is_within_it():
    """So a period that begins with a text does not take it for known before."""
    found = worked(since=date(2019, 5, 7), until=date(2019, 5, 7))
    assert [(s.date.day, s.opening, s.counts[D]) for s in found.steps] == [
        (7, True, 1),
        (7, False, 0),
    ]


def test_a_period_that_begins_before_both_had_spoken_has_no_opening():
    """On the first of May there was nothing to stand apart or together on."""
    found = worked(since=date(2019, 5, 1))
    assert found.opening is None
    assert found == worked()


@pytest.mark.parametrize(
    ("since", "until", "steps"),
    [(10, None, 1), (3, 4, 1), (1, 1, 1), (None, 1, 1)],
)
def test_a_period_without_a_word_has_at_most_its_opening(since, until, steps):
    """It shows how they stood; a period before both had spoken shows nothing of it."""
    day = {name: n and date(2019, 5, n) for name, n in (("since", since), ("until", until))}
    found = worked(**day)
    assert len(found.steps) == steps
    assert not found.moves


def test_groups_that_never_spoke_have_no_drift():
    """No step, nothing last, nothing against which to stand."""
    found = drift({}, "north", "south", since=date(2019, 1, 1))
    assert found == Drift(())
    assert (found.last, found.opening, found.net()) == (None, None, {})


def test_others_in_the_lanes_are_left_out():
    """The east says much, and nothing of it counts between north and south."""
    said = [*SAID, (3, "east", "truce +, aid -"), (10, "east", "vote +")]
    assert drift(lanes_of(said), "north", "south") == worked()


def test_the_net_compares_with_where_both_first_stood():
    """Closer on the truce, level on the rest; the mirror image says the same."""
    net = {"truce": Direction.CLOSER, "aid": Direction.LEVEL, "vote": Direction.LEVEL}
    assert worked().net() == net
    assert drift(lanes_of(SAID), "south", "north").net() == net
    assert worked(since=date(2019, 5, 8)).net()["truce"] is Direction.CLOSER
    assert worked(since=date(2019, 5, 10)).net()["truce"] is Direction.LEVEL


def test_there_and_back_is_level_in_the_net_and_twice_a_move():
    """Both readings are given, so that neither hides the other."""
    said = [(1, "north", "truce +"), (2, "south", "truce +")]
    said += [(3, "north", "truce ~"), (4, "north", "truce +")]
    found = drift(lanes_of(said), "north", "south")
    assert [move.direction for move in found.moves] == [Direction.APART, Direction.CLOSER]
    assert found.net() == {"truce": Direction.LEVEL}


def test_a_share_of_few_is_said_to_be_one():
    """At the bound it is none any more."""
    relations = {f"p-{n}": C for n in range(FEW)}
    assert not Step(date(2019, 5, 1), relations).is_few
    assert Step(date(2019, 5, 1), dict(list(relations.items())[1:])).is_few


def test_a_relation_changes_when_the_stances_make_it():
    """Of the truce: apart from the 2nd on, in part from the 7th, together from the 9th."""
    found = lanes_of(SAID)
    north, south = found["truce", "north"], found["truce", "south"]
    expected = [(2, D), (7, P), (9, C)]
    assert [(day.day, relation) for day, relation in relation_changes(north, south)] == expected
    assert relation_changes(south, north) == relation_changes(north, south)
    assert relation_changes(north, ()) == ()


def test_the_sample_corpus_from_its_first_text_to_its_last():
    """Counts as they follow from the codes, and the two moves of the Lima Group on talks."""
    found = drift(lanes(sample_utterances()), "lima-group", CONTACT_GROUP)
    by_day = {str(step.date): tuple(step.counts.values()) for step in found.steps}
    assert len(by_day) == 23
    assert by_day["2019-02-07"] == (12, 2, 0)
    assert by_day["2019-05-07"] == (17, 9, 2)
    assert by_day["2020-02-20"] == (29, 5, 0)
    talks = [move for move in found.moves if move.proposition == TALKS]
    assert [(str(move.date), move.movers, move.direction) for move in talks] == [
        ("2019-04-15", ("lima-group",), Direction.APART),
        ("2019-06-06", ("lima-group",), Direction.CLOSER),
        ("2019-11-08", ("lima-group",), Direction.CLOSER),
    ]
