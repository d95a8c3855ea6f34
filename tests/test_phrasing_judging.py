"""What coders said of a pair, in words."""

import pytest

from declarations.comparison import Relation
from declarations.phrasing_judging import dissent

PARTIAL, DIVERGENT, UNRELATED = Relation.PARTIAL, Relation.DIVERGENT, Relation.UNRELATED


@pytest.mark.parametrize(
    ("counts", "adjudicated", "words"),
    [
        ({DIVERGENT: 1, PARTIAL: 2}, PARTIAL, "2 coders partial, 1 divergent; adjudicated partial"),
        ({UNRELATED: 1, DIVERGENT: 1}, None, "1 coder divergent, 1 unrelated"),
        ({}, UNRELATED, "adjudicated unrelated"),
        ({PARTIAL: 0}, None, ""),
    ],
)
def test_dissent_is_told_beside_what_was_decided(counts, adjudicated, words):
    """The most said comes first; nothing of a decision hides who saw it otherwise."""
    assert dissent(counts, adjudicated) == words
