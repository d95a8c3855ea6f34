"""What coders said of a pair, in a phrase that hides no dissent."""

import pytest

from declarations.comparison.types import JudgementRecord, Relation
from declarations.phrasing.judged_words import judged


def given(*words):
    """Return a judgement for each word; "adjudicated partial" and "stale partial" are such."""
    records = []
    for number, word in enumerate(words):
        kind, _, relation = word.rpartition(" ")
        records.append(
            JudgementRecord(
                Relation(relation),
                f"Coder {number}",
                stale=kind == "stale",
                adjudicates=kind == "adjudicated",
            )
        )
    return records


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ""),
        (["partial"], "partial, 1 coder"),
        (["convergent", "convergent"], "convergent, 2 coders agree"),
        (["divergent", "partial", "partial"], "2 coders partial, 1 divergent"),
        (["divergent", "partial"], "coders differ: 1 partial, 1 divergent"),
        (
            ["partial", "partial", "divergent", "adjudicated partial"],
            "2 coders partial, 1 divergent; adjudicated partial",
        ),
        (
            ["stale divergent", "unrelated"],
            "unrelated, 1 coder; 1 judgement from before the words were changed",
        ),
        (["stale partial"] * 2, "2 judgements from before the words were changed"),
    ],
)
def test_all_that_coders_said_is_told(words, said):
    """The commonest first, whoever was earlier; what no longer counts is named as such."""
    assert judged(given(*words)) == said
