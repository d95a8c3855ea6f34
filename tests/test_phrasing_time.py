"""Sentences about who holds what since when, and how two groups moved."""

from datetime import date

import pytest

from declarations.comparison.drift import Direction
from declarations.comparison.timeline import Utterance, changes, lanes, latest
from declarations.comparison.types import Relation, Stance
from declarations.phrasing import time_words

LANE = lanes(
    Utterance("lima-group", "talks", stance, day, f"text-{day}", key, "1")
    for key, (stance, day) in enumerate(
        [
            (Stance.REJECTS, date(2019, 4, 15)),
            (Stance.AFFIRMS, date(2019, 11, 8)),
            (Stance.AFFIRMS, date(2020, 2, 20)),
        ]
    )
)["talks", "lima-group"]


def test_a_standing_is_said_with_its_first_day_not_its_last():
    """Repeated in February 2020, held since November 2019."""
    assert time_words.standing(latest(LANE)) == "affirms since 8 November 2019"
    assert time_words.standing(None) == "silent"


def test_a_change_of_stance_says_what_it_was_before():
    """In words that stand for each of the three."""
    first, second = changes(LANE)
    assert time_words.turned("Lima Group", first) == "Lima Group rejects"
    assert time_words.turned("Lima Group", second) == "Lima Group affirms, after rejecting"


def test_a_text_whose_points_differ_is_told_as_such():
    """When it takes the stance, while it is held, and when it is left."""
    days = [date(2019, 8, 6), date(2019, 8, 6), date(2019, 9, 23)]
    stances = [Stance.QUALIFIES, Stance.REJECTS, Stance.AFFIRMS]
    spoken = [
        Utterance("north", "talks", stance, day, str(day), key, str(key))
        for key, (stance, day) in enumerate(zip(stances, days, strict=True), 3)
    ]
    (lane,) = lanes(spoken).values()
    differing, affirming = changes(lane)
    assert time_words.standing(latest(lane[:1])) == (
        "qualifies (its points differ) since 6 August 2019"
    )
    assert time_words.spoken(lane[0]) == ("6 Aug 2019: qualifies (its points differ), points 3, 4")
    assert time_words.turned("North", differing) == "North qualifies (its points differ)"
    assert time_words.turned("North", affirming) == (
        "North affirms, after qualifying in a text whose points differ"
    )
    assert time_words.of_differing(0, 5) == ""
    assert time_words.of_differing(2, 5).startswith("2 of these rest on texts")


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(29, 34, "85 %"), (0, 34, "0 %"), (34, 34, "100 %"), (0, 0, "")]
)
def test_a_share_is_in_whole_per_cent_and_of_nothing_there_is_none(part, whole, said):
    """A nought below the line gives no nought."""
    assert time_words.percent(part, whole).replace("\u00a0", " ") == said


def cover(*, codebook=45, topic="", both=34, alone=(0, 0)):
    """Return on how much two groups have spoken by the end of 2019."""
    names = ("Lima Group", "Contact Group")
    return time_words.coverage(
        codebook=codebook,
        topic=topic,
        both=both,
        alone=list(zip(names, alone, strict=True)),
        day=date(2019, 12, 31),
    )


def test_coverage_says_what_it_is_out_of_and_who_spoke_alone():
    """The codebook or a topic; nobody alone needs no words, and none at all is said as such."""
    assert cover(alone=(11, 2)) == (
        "Of 45 propositions in the codebook, both groups have spoken on 34 by 31 December 2019; "
        "on 11 only Lima Group has and on 2 only Contact Group has."
    )
    assert cover(codebook=1, topic="Elections", both=0) == (
        "Of 1 proposition on “Elections”, both groups have spoken on none by 31 December 2019."
    )


def counts(convergent=0, partial=0, divergent=0):
    """Return counts by relation."""
    relations = (Relation.CONVERGENT, Relation.PARTIAL, Relation.DIVERGENT)
    return dict(zip(relations, (convergent, partial, divergent), strict=True))


def test_relations_are_told_without_those_of_which_there_are_none():
    """At the end, and when a period began."""
    assert time_words.how_they_stand(counts(5, 0, 1)) == (
        "By their latest words they converge on 5 and diverge on 1."
    )
    assert time_words.how_they_stood(date(2019, 5, 1), counts(5, 2, 1)) == (
        "On 1 May 2019, when the period begins, both had spoken on 8: "
        "they converged on 5, converged in part on 2 and diverged on 1."
    )


def test_movement_names_whose_it_was_and_which_way():
    """What both did on one day is nobody's alone; a change may lead neither way."""
    moved = [
        ("Lima Group", "Contact Group", {Direction.CLOSER: 2, Direction.APART: 0}),
        ("Contact Group", "Lima Group", {Direction.LEVEL: 1, Direction.CLOSER: 0}),
    ]
    moved = [(name, other, {d: ways.get(d, 0) for d in Direction}) for name, other, ways in moved]
    assert time_words.movement(moved, 1) == (
        "Where both had spoken, a stance changed 4 times: Lima Group 2 (2 towards Contact Group), "
        "Contact Group 1 (1 neither way) and both on the same day 1."
    )
    assert time_words.movement([(*moved[0][:2], dict.fromkeys(Direction, 0))], 0) == (
        "No stance changed where both had spoken: by its own words, neither moved."
    )


@pytest.mark.parametrize(
    ("closer", "apart", "said"),
    [
        (5, 0, "In sum they stand closer than at first on 5 and further apart on none."),
        (0, 2, "In sum they stand closer than at first on none and further apart on 2."),
        (0, 0, "On every proposition they stand as they did at first."),
    ],
)
def test_the_sum_is_told_both_ways(closer, apart, said):
    """None is a finding, too."""
    assert time_words.net(closer, apart) == said
