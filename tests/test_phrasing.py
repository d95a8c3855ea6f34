"""Sentences about a comparison: every count with what it is out of, in good English."""

import datetime

import pytest

from declarations.comparison.types import Stance
from declarations.phrasing import cited, dated, join, stances_taken, verdict, verdict_of_several

NONE = {
    "convergent": 0,
    "partial": 0,
    "divergent": 0,
    "open": 0,
    "only-left": 0,
    "only-right": 0,
}


def say(*, left=14, right=10, signed=(), **counts):
    """Return the verdict on a comparison of Lima and San José."""
    counts = {name.replace("_", "-"): number for name, number in counts.items()}
    return verdict(
        counts=NONE | counts,
        left=("Lima Group", left),
        right=("Contact Group", right),
        both_signed=signed,
    )


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["Chile"], "Chile"),
        (["Chile", "Peru"], "Chile and Peru"),
        (["Chile", "Peru", "Uruguay"], "Chile, Peru and Uruguay"),
    ],
)
def test_names_are_joined_as_one_says_them(names, said):
    """Commas, and an "and" before the last."""
    assert join(names) == said


def test_two_texts_of_one_group_are_told_apart_by_date():
    """Day, month, year, without a leading nought."""
    assert dated("Lima Group", datetime.date(2019, 5, 3)) == "Lima Group, 3 May 2019"


def test_the_founding_verdict():
    """Pairs by relation, silences by side, and who signed both."""
    said = say(convergent=6, partial=6, open=1, only_left=6, only_right=1, signed=["Costa Rica"])
    assert said == (
        "Of 14 and 10 points, 13 pairs speak to the same matter: "
        "6 converge, 6 converge in part and 1 is open. "
        "7 points have no counterpart (Lima Group 6, Contact Group 1). "
        "Costa Rica signed both."
    )


def test_one_of_each_is_said_in_the_singular():
    """One pair speaks, one converges, one point has no counterpart."""
    assert say(convergent=1, only_right=1) == (
        "Of 14 and 10 points, 1 pair speaks to one matter: 1 converges. "
        "1 point has no counterpart (Contact Group 1)."
    )


def test_divergence_is_said():
    """It stands between partial and open."""
    said = say(partial=1, divergent=2, open=2)
    assert "5 pairs speak to the same matter: " in said
    assert "1 converges in part, 2 diverge and 2 are open." in said


def test_no_silence_is_said_as_such():
    """With points on both sides and a counterpart for each, that is worth a sentence."""
    assert say(convergent=10).endswith("Every point has a counterpart.")


def test_nothing_in_common_is_said_plainly():
    """No pair at all, and all the silence."""
    assert say(only_left=14, only_right=10) == (
        "Of 14 and 10 points, none speak to the same matter. "
        "24 points have no counterpart (Lima Group 14, Contact Group 10)."
    )


def test_a_declaration_without_points_is_not_said_to_be_answered():
    """Nothing held is no agreement: "every point has a counterpart" would mislead."""
    assert say(left=0, right=0) == "Of 0 and 0 points, none speak to the same matter."
    assert "Every point" not in say(left=0, right=2, only_right=2)


def test_many_signatories_are_counted_after_the_fourth():
    """Five are named in full; of six, two are counted, since "1 other" would save nothing."""
    five = ["Argentina", "Brazil", "Canada", "Chile", "Colombia"]
    assert say(signed=five).endswith("Argentina, Brazil, Canada, Chile and Colombia signed both.")
    assert say(signed=[*five, "Costa Rica"]).endswith(
        "Argentina, Brazil, Canada, Chile and 2 others signed both."
    )


@pytest.mark.parametrize(
    ("counts", "silent", "said"),
    [
        ({Stance.AFFIRMS: 2, Stance.REJECTS: 1}, 0, "2 affirm, 1 rejects"),
        ({Stance.AFFIRMS: 1, Stance.QUALIFIES: 2}, 2, "1 affirms, 2 qualify; 2 silent"),
        ({Stance.QUALIFIES: 1, Stance.REJECTS: 2}, 1, "1 qualifies, 2 reject; 1 silent"),
    ],
)
def test_stances_are_counted_in_words(counts, silent, said):
    """In the order of the stances; silence stands apart, and is left out where nobody is silent."""
    assert stances_taken(counts, silent) == said


@pytest.mark.parametrize(
    ("propositions", "relations", "signed", "said"),
    [
        (0, (0, 0, 0), (), "None of the 4 is coded with a position."),
        (
            1,
            (0, 0, 0),
            ["Peru"],
            "Of 4 declarations at least one speaks on 1 proposition, and on none do two of them. "
            "Peru signed all of them.",
        ),
        (
            9,
            (3, 0, 2),
            (),
            "Of 4 declarations at least one speaks on 9 propositions, two or more on 5: on 3 all "
            "who speak say the same and on 2 one affirms what another rejects.",
        ),
    ],
)
def test_several_are_summed_up(propositions, relations, signed, said):
    """Each count with what it is out of."""
    states = ("convergent", "partial", "divergent")
    counted = {"unrelated": 0, **dict(zip(states, relations, strict=True))}
    sentence = verdict_of_several(
        columns=4, propositions=propositions, relations=counted, signed_all=signed
    )
    assert sentence == said


@pytest.mark.parametrize(
    ("title", "place", "more"),
    [
        ("Statement, San José, 7 May 2019", "San José, Costa Rica", ""),
        ("Declaración del 7 de mayo de 2019", "Lima", ", Lima"),
        ("Statement of May 7, 2019, Lima", "Lima, Peru", ""),
        ("Statement of 17 May 2019", "", ", 7 May 2019"),
        ("Lima Group declaration of 7 May 2019", "Lima, Peru", ", Lima, Peru"),
        ("Statement on elections", "Lima, Peru", ", Lima, Peru, 7 May 2019"),
    ],
)
def test_place_and_day_are_cited_where_the_title_does_not_tell_them(title, place, more):
    """A title often holds them; twice in one citation they look like a mistake."""
    assert cited(title, place, datetime.date(2019, 5, 7)) == title + more
