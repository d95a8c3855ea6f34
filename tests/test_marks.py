"""Which words of a pair are marked as shared: none where the likeness is chance."""

import pytest

from declarations.comparison import LIKENESS_FLOOR, shared_runs
from declarations.models import Declaration
from declarations.services import compare_declarations

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"


def dressed_pairs():
    """Return the rows of the founding comparison in which two points meet."""
    held = Declaration.objects.published().for_comparison()
    comparison = compare_declarations(held.get(slug=LIMA), held.get(slug=SAN_JOSE))
    return comparison.dress(comparison.collation.pairs)


@pytest.mark.parametrize("alike", [True, False], ids=["above", "below"])
def test_words_are_marked_from_the_floor_of_likeness_and_below_it_none(sample, alike):
    """Below it, too, points share a few words: Points 6 and 5 of the founding pair."""
    rows = [row for row in dressed_pairs() if (row.likeness >= LIKENESS_FLOOR) is alike]
    share_words = 0
    for row in rows:
        texts = ["".join(s.text for s in side.segments) for side in (row.left, row.right)]
        share_words += all(shared_runs(*texts, "en"))
        for side in (row.left, row.right):
            assert any(segment.shared for segment in side.segments) is alike
    # Or nothing would be shown: there is something to mark, and it is not.
    assert share_words > 0
