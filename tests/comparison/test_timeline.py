"""Who holds what since when: stances in order of time, and how two groups stand at a date."""

from datetime import date
from itertools import count

import pytest

from declarations.comparison.timeline import (
    Utterance,
    changes,
    lanes,
    latest,
    merge_stances,
    stand,
)
from declarations.comparison.types import Relation, Stance

from . import sample

AFFIRMS, QUALIFIES, REJECTS = Stance.AFFIRMS, Stance.QUALIFIES, Stance.REJECTS
TALKS = "negotiated-way-out"
CONTACT_GROUP = "international-contact-group"
numbers = count(1)


def say(stance, day, *, declaration="", group="lima-group", label="1", joint=False):
    """Return one utterance on the talks, of a text that is named by its date unless told."""
    day = date.fromisoformat(day)
    return Utterance(
        group, TALKS, stance, day, declaration or f"{group}-{day}", next(numbers), label, joint
    )


def lane_of(*utterances):
    """Return the only lane that these utterances make."""
    ((_, lane),) = lanes(utterances).items()
    return lane


def sample_utterances():
    """Yield every coded stance of the sample corpus, a joint one for each of its issuers."""
    for declaration in sample.read("declarations.json")["declarations"]:
        for point in sample.declarations()[declaration["slug"]]:
            for proposition, stance in point.positions.items():
                for group in declaration["issuers"]:
                    yield Utterance(
                        group,
                        proposition,
                        stance,
                        date.fromisoformat(declaration["date"]),
                        declaration["slug"],
                        point.key,
                        point.label,
                        joint=len(declaration["issuers"]) > 1,
                    )


@pytest.mark.parametrize("stance", Stance)
def test_points_that_agree_have_that_stance(stance):
    """However many they are."""
    assert merge_stances([stance]) is merge_stances([stance] * 3) is stance


@pytest.mark.parametrize(
    "stances", [(AFFIRMS, REJECTS), (AFFIRMS, QUALIFIES), (AFFIRMS, REJECTS, REJECTS)]
)
def test_a_text_whose_points_differ_qualifies(stances):
    """Whatever their order: no majority decides what a text says."""
    assert merge_stances(stances) is merge_stances(reversed(stances)) is QUALIFIES


def test_silence_is_no_stance_to_merge():
    """Otherwise a text that says nothing would come out as qualifying."""
    with pytest.raises(ValueError, match="silence"):
        merge_stances([])


def test_a_lane_is_in_order_of_time_with_one_statement_a_text():
    """Whatever the order in which the points come; those of one text keep theirs."""
    june = say(QUALIFIES, "2019-06-06")
    april = [say(REJECTS, "2019-04-15", label="3"), say(REJECTS, "2019-04-15", label="12?")]
    lane = lane_of(june, *april)
    assert [(s.date.month, s.stance, s.labels) for s in lane] == [
        (4, REJECTS, ("3", "12?")),
        (6, QUALIFIES, ("1",)),
    ]
    assert lane[0].points == (april[0].point, april[1].point)


def test_two_texts_of_one_day_stand_in_the_order_of_their_slugs():
    """And the later slug is the group's word from that day on."""
    lane = lane_of(
        say(REJECTS, "2019-04-30", declaration="second"),
        say(AFFIRMS, "2019-04-30", declaration="first"),
    )
    assert [statement.declaration for statement in lane] == ["first", "second"]
    assert [(c.before, c.after) for c in changes(lane)] == [(None, AFFIRMS), (AFFIRMS, REJECTS)]
    assert latest(lane, date(2019, 4, 30)).stance is REJECTS


def test_a_joint_statement_is_a_word_of_each_group():
    """One lane for each, both marked as joint."""
    both = [
        say(AFFIRMS, "2019-06-03", declaration="joint", group=group, joint=True)
        for group in ("lima-group", CONTACT_GROUP)
    ]
    found = lanes(both)
    assert list(found) == [(TALKS, "lima-group"), (TALKS, CONTACT_GROUP)]
    assert [statement.joint for (statement,) in found.values()] == [True, True]


def test_changes_leave_out_what_only_repeats():
    """The first word counts as one; saying the same again is none."""
    lane = lane_of(
        say(AFFIRMS, "2019-01-04"),
        say(AFFIRMS, "2019-02-04"),
        say(REJECTS, "2019-04-15"),
        say(AFFIRMS, "2019-11-08"),
    )
    assert [(str(c.date), c.before, c.after) for c in changes(lane)] == [
        ("2019-01-04", None, AFFIRMS),
        ("2019-04-15", AFFIRMS, REJECTS),
        ("2019-11-08", REJECTS, AFFIRMS),
    ]
    assert changes(lane)[1].statement is lane[2]
    assert changes(()) == ()


@pytest.mark.parametrize(
    ("at", "stance", "since", "said"),
    [
        ("2019-01-04", AFFIRMS, "2019-01-04", "2019-01-04"),
        ("2019-04-14", AFFIRMS, "2019-01-04", "2019-02-04"),
        ("2019-04-15", REJECTS, "2019-04-15", "2019-04-15"),
        (None, AFFIRMS, "2019-11-08", "2020-02-20"),
    ],
)
def test_a_standing_is_the_last_word_by_then_and_how_long_it_has_held(at, stance, since, said):
    """A return to an earlier stance begins anew; the day itself counts."""
    lane = lane_of(
        say(AFFIRMS, "2019-01-04"),
        say(AFFIRMS, "2019-02-04"),
        say(REJECTS, "2019-04-15"),
        say(AFFIRMS, "2019-11-08"),
        say(AFFIRMS, "2020-02-20"),
    )
    standing = latest(lane, at and date.fromisoformat(at))
    assert (standing.stance, str(standing.since), str(standing.statement.date)) == (
        stance,
        since,
        said,
    )


def test_before_its_first_word_a_group_is_silent():
    """Silence has no stance, and a lane without statements none either."""
    assert latest(lane_of(say(AFFIRMS, "2019-01-04")), date(2019, 1, 3)) is None
    assert latest(()) is None


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        *((stance, stance, Relation.CONVERGENT) for stance in Stance),
        (AFFIRMS, QUALIFIES, Relation.PARTIAL),
        (REJECTS, QUALIFIES, Relation.PARTIAL),
        (AFFIRMS, REJECTS, Relation.DIVERGENT),
    ],
)
def test_two_standings_stand_as_their_stances_do(one, other, relation):
    """Either way round; beside silence there is no relation."""
    standings = [latest(lane_of(say(stance, "2019-01-04"))) for stance in (one, other)]
    assert stand(*standings) is stand(*reversed(standings)) is relation
    assert stand(standings[0], None) is stand(None, standings[0]) is stand(None, None) is None


def test_the_lima_groups_change_of_tactics_on_talks():
    """It qualified in February 2019, rejected in April, qualified again, and then affirmed."""
    lane = lanes(sample_utterances())[TALKS, "lima-group"]
    assert [(f"{s.date:%Y-%m}", s.stance) for s in lane] == [
        ("2017-08", AFFIRMS),
        ("2019-02", QUALIFIES),
        ("2019-04", REJECTS),
        ("2019-06", QUALIFIES),
        ("2019-07", QUALIFIES),
        ("2019-11", AFFIRMS),
    ]
    assert [f"{change.date:%Y-%m}" for change in changes(lane)] == [
        "2017-08",
        "2019-02",
        "2019-04",
        "2019-06",
        "2019-11",
    ]


def test_the_contact_group_stood_still_while_the_lima_group_came_round():
    """Divergent in May 2019, partial in July, convergent in November."""
    found = lanes(sample_utterances())
    lima, contact = found[TALKS, "lima-group"], found[TALKS, CONTACT_GROUP]
    assert [
        stand(latest(lima, day), latest(contact, day))
        for day in (date(2019, 2, 28), date(2019, 5, 7), date(2019, 7, 23), date(2019, 11, 8))
    ] == [None, Relation.DIVERGENT, Relation.PARTIAL, Relation.CONVERGENT]
