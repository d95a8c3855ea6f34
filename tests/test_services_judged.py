"""What coders judged of a pair takes the place of what follows from its codes."""

import pytest

from declarations.models import Judgement, Wording
from tests.compared_pairs import compare, make_pair, rows
from tests.factories import (
    make_declaration,
    make_judgement,
    make_point,
    make_user,
)

pytestmark = pytest.mark.django_db


def judge(left, right, *relations, **fields):
    """Let a coder for each relation judge the first points of two declarations."""
    for number, relation in enumerate(relations, start=1):
        make_judgement(
            first=left.points.first(),
            second=right.points.first(),
            relation=relation,
            **{"coder_name": f"Coder {number}"} | fields,
        )


def test_coders_who_agree_take_the_place_of_the_codes():
    """The row says judged, and gives the rationale."""
    left, right = make_pair()
    judge(left, right, "partial", "partial", rationale="The border is new.")
    row = rows(compare(left, right))["1", "1"]
    assert (row["relation"], row["basis"]) == ("partial", "judged")
    assert row["reasons"][:2] == [
        "Judged partial by Coder 1: The border is new.",
        "Judged partial by Coder 2: The border is new.",
    ]


def test_a_pair_judged_unrelated_is_no_row():
    """Both points then stand alone."""
    left, right = make_pair()
    judge(left, right, "unrelated", "unrelated")
    assert rows(compare(left, right)).keys() == {("1", None), (None, "1")}


def test_a_pair_that_only_coders_see_is_a_row():
    """They are shown together whatever their likeness."""
    left = make_declaration(points=["Thank the host."])
    right = make_declaration(points=["Reject any use of force."])
    assert ("1", "1") not in rows(compare(left, right))
    judge(left, right, "partial")
    assert rows(compare(left, right))["1", "1"]["basis"] == "judged"


def test_coders_who_differ_leave_the_codes_standing():
    """The dissent is named."""
    left, right = make_pair()
    judge(left, right, "partial", "divergent")
    row = rows(compare(left, right))["1", "1"]
    assert (row["relation"], row["basis"]) == ("convergent", "coded")
    assert row["reasons"][0] == "Coders differ; what follows from the codes stands."


def test_a_pair_that_coders_differ_about_is_a_row():
    """Whatever its likeness: their dispute stands where readers see it, and counts as open."""
    left = make_declaration(points=["Thank the host."])
    right = make_declaration(points=["Reject any use of force."])
    judge(left, right, "partial", "unrelated")
    row = rows(compare(left, right))["1", "1"]
    assert (row["relation"], row["basis"]) == (None, "open")
    assert row["reasons"][0] == "Coders differ, and no codes say how the two stand."


def test_a_coder_who_changes_their_mind_counts_once():
    """The later word of the same coder stands."""
    left, right = make_pair()
    judge(left, right, "divergent")
    judge(left, right, "partial")
    row = rows(compare(left, right))["1", "1"]
    assert row["relation"] == "partial"
    assert not any("divergent" in reason for reason in row["reasons"])


def test_a_judgement_on_words_that_changed_since_is_stale():
    """It no longer decides, and the row says that it once did."""
    left, right = make_pair()
    judge(left, right, "divergent")
    wording = left.points.get().wordings.get()
    wording.text += " And of all detainees."
    wording.save()
    row = rows(compare(left, right))["1", "1"]
    assert (row["relation"], row["basis"]) == ("convergent", "coded")
    assert row["reasons"][0] == "Judged divergent by Coder 1 before the words were changed."


def test_a_translation_that_is_added_leaves_a_judgement_standing():
    """Nor does a change in a language that the coder did not read."""
    left, right = make_pair()
    judge(left, right, "divergent")
    Wording.objects.create(
        point=left.points.get(), language="es", text="Apoyar.", origin="translation"
    )
    assert rows(compare(left, right))["1", "1"]["basis"] == "judged"
    wording = Wording.objects.get(language="es")
    wording.text = "Apoyar la tregua."
    wording.save()
    assert rows(compare(left, right))["1", "1"]["basis"] == "judged"


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_judgement_on_words_that_are_gone_is_stale(side):
    """The same words in another language are not what was read."""
    left, right = make_pair()
    judge(left, right, "divergent")
    wording = (left if side == "left" else right).points.get().wordings.get()
    wording.language = "es"
    wording.save()
    row = rows(compare(left, right))["1", "1"]
    assert row["basis"] == "coded"
    assert row["reasons"][0] == "Judged divergent by Coder 1 before the words were changed."


def test_a_coder_who_changes_their_name_counts_once():
    """The account tells who it is; without one, the name."""
    left, right = make_pair()
    account = make_user()
    judge(left, right, "divergent", coder=account, coder_name="Ana Mora")
    judge(left, right, "partial", coder=account, coder_name="Ana Mora Solís")
    row = rows(compare(left, right))["1", "1"]
    assert row["relation"] == "partial"
    assert not any("divergent" in reason for reason in row["reasons"])
    judge(left, right, "divergent", coder_name="Ana Mora")
    reasons = rows(compare(left, right))["1", "1"]["reasons"]
    assert reasons[0] == "Coders differ; what follows from the codes stands."


def test_a_judgement_outlives_its_point_and_breaks_nothing():
    """The point is gone, the judgement kept, the comparison as if it had not been."""
    left, right = make_pair()
    make_point(declaration=right, text="Thank the host.")
    judge(left, right, "divergent")
    right.points.first().delete()
    assert Judgement.objects.count() == 1
    assert rows(compare(left, right)).keys() == {("1", None), (None, "2")}
