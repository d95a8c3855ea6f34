"""Sentences about many propositions at once, and about one mark."""

import pytest

from declarations.comparison.types import Relation, Stance
from declarations.phrasing.field_words import mark, verdict


def counts(convergent=0, partial=0, divergent=0):
    """Return propositions by how groups stand."""
    return {
        Relation.CONVERGENT: convergent,
        Relation.PARTIAL: partial,
        Relation.DIVERGENT: divergent,
    }


@pytest.mark.parametrize(
    ("shared", "groups", "end"),
    [
        (counts(29, 5), 2, "On 34 of them both groups have spoken; by their latest words "
         "29 converge and 5 converge in part."),
        (counts(1, 1, 1), 3, "On 3 of them two groups have spoken; by the latest words "
         "1 converges, 1 converges in part and 1 diverges."),
        (counts(), 2, "On none of them have both groups spoken."),
        (counts(), 3, "On none of them have two groups spoken."),
        (counts(), 1, "23 declarations speak to 45 propositions."),
    ],
)  # fmt: skip
def test_a_verdict_says_what_each_count_is_out_of(shared, groups, end):
    """And says nothing of how groups stand where one is shown alone."""
    sentence = verdict(counts=shared, rows=45, columns=23, groups=groups)
    assert sentence.startswith("23 declarations speak to 45 propositions.")
    assert sentence.endswith(end)


def test_one_declaration_speaks_to_one_proposition():
    """In the singular."""
    sentence = verdict(counts=counts(), rows=1, columns=1, groups=1)
    assert sentence == "1 declaration speaks to 1 proposition."


@pytest.mark.parametrize(
    ("labels", "flags", "words"),
    [
        (["11"], {}, "rejects, 3 May 2019, point 11"),
        (["5", "8?"], {}, "rejects, 3 May 2019, points 5, 8?"),
        (["5", "8?"], {"differ": True}, "rejects, 3 May 2019, points 5, 8?, which differ"),
        (["5"], {"joint": True}, "rejects, 3 May 2019, point 5; joint statement"),
    ],
)
def test_a_mark_says_what_it_is(labels, flags, words):
    """Stance, day and points; that they differ, and that others speak along."""
    assert mark(Stance.REJECTS, "3 May 2019", labels, **flags) == words
