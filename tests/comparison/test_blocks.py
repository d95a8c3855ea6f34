"""What a score needs to reach, and that leaving pairs unread loses no match."""

import math
import os
import subprocess
import sys
from dataclasses import replace
from itertools import product

import pytest

from declarations.comparison import Stance
from declarations.comparison.blocks import Block, CosineIndex
from declarations.comparison.matching import find_alike, match_points
from declarations.comparison.scoring import (
    TOKEN_SET_WEIGHT,
    TOPIC_WEIGHT,
    Evidence,
    InverseFrequency,
)

from . import sample
from .reference import EXODUS, MEETING, blend, make_point, threshold_of

# --- Thresholds -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "evidence"),
    [
        ({"topics": ["t"], "positions": ["p"]}, {"topics": ["t"], "positions": ["q"]}, "FULL"),
        ({"topics": ["t"], "positions": ["p"]}, {"topics": ["t"]}, "NO_POSITIONS"),
        ({"topics": ["t"]}, {"topics": ["t"], "positions": ["q"]}, "NO_POSITIONS"),
        ({"topics": ["t"]}, {"topics": ["u"]}, "NO_POSITIONS"),
        ({"topics": ["t"], "positions": ["p"]}, {}, "WORDING_ONLY"),
        ({}, {"topics": ["t"], "positions": ["p"]}, "WORDING_ONLY"),
        ({}, {}, "WORDING_ONLY"),
    ],
)
def test_the_threshold_follows_from_what_a_pair_has_to_go_by(left, right, evidence):
    """Whichever side lacks codes: the score could not count them."""
    left, right = make_point(1, **left), make_point(2, EXODUS, **right)
    assert threshold_of(left, right) is Evidence[evidence]
    block = Block([left], [right], [0], [0], sample.weights())
    assert block._thresholds[bool(left.positions), bool(left.topics)] == [Evidence[evidence].value]


def test_thresholds_fall_with_the_evidence():
    """What parts of the blend are missing lowers what a score can reach."""
    within = [Evidence.FULL, Evidence.NO_POSITIONS, Evidence.WORDING_ONLY]
    across = [Evidence.CODES_ONLY, Evidence.TOPICS_ONLY]
    for ladder in (within, across):
        assert sorted(ladder, key=lambda e: -e.value) == ladder
    assert Evidence.FULL.value == 0.28


def test_an_uncoded_point_meets_one_on_the_same_matter_and_no_other():
    """Its score is below what coded points need: it has a threshold of its own."""
    lima = sample.declarations()[sample.LIMA]
    proposal = next(point for point in lima if point.label == "5")
    bare = replace(proposal, topics=frozenset(), positions={})
    answers = sample.declarations()[sample.CONTACT]
    matches = match_points([bare], answers, sample.weights()).matches
    assert "10?" in [answers[match.right].label for match in matches]
    assert len(matches) < len(answers)
    best = max(match.score for match in matches)
    assert Evidence.WORDING_ONLY.value <= best < Evidence.FULL.value


def test_sharing_a_proposition_does_not_by_itself_match():
    """Long points share one in passing (precision 0.57); with a topic, it is the same matter."""
    propositions = ["release-political-prisoners", "un-led-relief", "respect-human-rights"]
    left = make_point(1, MEETING, ["human-rights"], propositions)
    right = make_point(
        2, EXODUS, ["migration"], ["release-political-prisoners", "support-for-host-countries"]
    )
    assert match_points([left], [right], sample.weights()).matches == ()
    same_topic = replace(right, topics=left.topics)
    assert len(match_points([left], [same_topic], sample.weights()).matches) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "Supports a transitional government led by the Assembly.",
            "Does not support a transitional government led by the Assembly.",
        ),
        ("Recognises the results of 20 May.", "Recognises neither the results of 20 May."),
        ("Accepts the use of force.", "Can't accept the use of force."),
    ],
)
def test_negated_twins_are_read_together_although_they_contradict_each_other(left, right):
    """Points that share nearly every word match; their likeness says nothing of agreement."""
    bare = (make_point(1, left), make_point(2, right))
    coded = (
        make_point(1, left, positions={"p": Stance.AFFIRMS}),
        make_point(2, right, positions={"p": Stance.REJECTS}),
    )
    for one, other in (bare, coded):
        (match,) = match_points([one], [other], sample.weights()).matches
        assert 0.6 < match.likeness < 1


# --- Cosines --------------------------------------------------------------------


def test_cosines_are_those_of_the_weighted_terms():
    """Rare terms weigh more; what shares no term, or has none, has a cosine of 0."""
    frequency = InverseFrequency(10, {"cuba": 1, "venezuela": 9})
    index = CosineIndex([["cuba", "venezuela"], ["venezuela"], ["aid"], []], frequency)
    rare, common = frequency.weigh("cuba"), frequency.weigh("venezuela")
    length = math.hypot(rare, common)
    assert index.cosines(["cuba", "venezuela"]) == pytest.approx([1, common / length, 0, 0])
    assert index.cosines(["cuba", "unheard-of"]) == pytest.approx(
        [rare / length * rare / math.hypot(rare, frequency.weigh("unheard-of")), 0, 0, 0]
    )
    assert index.cosines([]) == [0] * 4


def test_scores_are_the_same_in_every_process():
    """To the last digit, whatever order Python gives to sets there: it decides between equals."""
    program = """
from declarations.comparison.matching import match_points
from tests.comparison import sample
left, right = (sample.declarations()[slug] for slug in (sample.LIMA, sample.CONTACT))
print([tuple(match) for match in match_points(left, right, sample.weights()).matches])
"""
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=sample.FOLDER.parents[1],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
    assert b"(4, " in said.pop()


# --- Nothing is lost ------------------------------------------------------------


@pytest.mark.parametrize("coded", [True, False], ids=["coded", "uncoded"])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("own", sample.declarations())
def test_leaving_out_what_cannot_match_loses_no_match(own, language, coded):
    """
    Against a plain reading of every pair of points, in two languages.

    Every two declarations meet once: each is the left of half of the others.
    """
    left = sample.only_in(language, sample.declarations()[own])
    right = tuple(
        point
        for slug in sample.opponents(own)
        for point in sample.only_in(language, sample.declarations()[slug])
    )
    if not coded:
        left = tuple(replace(point, topics=frozenset(), positions={}) for point in left)
    expected = {
        (one, other): score
        for (one, left_point), (other, right_point) in product(enumerate(left), enumerate(right))
        if (score := blend(left_point, right_point, language, sample.weights())[0])
        >= threshold_of(left_point, right_point).value
    }
    matching = match_points(left, right, sample.weights())
    found = {(m.left, m.right): m.score for m in (*matching.matches, *matching.left_out)}
    assert found == pytest.approx(expected)
    assert bool(found) == bool(left)


def test_leaving_out_what_cannot_be_alike_loses_no_pair():
    """Every pair that is alike enough, the most alike first; none across languages."""
    left = sample.declarations()[sample.LIMA]
    right = [point for points in sample.declarations().values() for point in points]
    expected = {
        (one, other): likeness
        for (one, left_point), (other, right_point) in product(enumerate(left), enumerate(right))
        if (likeness := blend(left_point, right_point, "en", sample.weights())[1]) >= 0.4
    }
    found = find_alike(left, right, sample.weights(), 0.4)
    assert {(m.left, m.right): m.likeness for m in found} == pytest.approx(expected)
    assert [m.likeness for m in found] == sorted((m.likeness for m in found), reverse=True)
    abroad = [replace(point, wordings={"fr": point.wordings["en"]}) for point in right]
    assert find_alike(left, abroad, sample.weights(), 0.4) == []


def test_short_points_are_never_left_out_unread():
    """Of few letters many may be alike by chance, more than the words in common foretell."""
    left = make_point(1, "Edgar Zambrano", topics="abcdefg", positions=["p"])
    right = make_point(2, "Edgardo Zambrana", topics="cdefghi", positions=["q"])
    parts = TOPIC_WEIGHT * 5 / 9
    assert parts + TOKEN_SET_WEIGHT * Block.CEILING < Evidence.FULL.value
    (match,) = match_points([left], [right], sample.weights()).matches
    assert match.score >= Evidence.FULL.value
