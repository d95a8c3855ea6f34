"""The passage of a point that speaks of a proposition, and how several texts stand on one."""

import pytest

from declarations.comparison.passages import find_passage
from declarations.comparison.several import stand_of_texts
from declarations.comparison.types import Relation, Stance

TEXT = (
    "Condemn in the strongest terms the repression of last week, which left people dead; "
    "urge the armed forces to stand by the constitution; and call for free presidential "
    "elections, with observers from the region, at the earliest date that the law allows."
)


def passage_of(text, about, longest=90, language="en"):
    """Return the words of the passage."""
    start, end, _shared = find_passage(text, about, language, longest)
    return text[start:end]


@pytest.mark.parametrize(
    ("about", "passage"),
    [
        (
            "Free presidential elections should be held.",
            "and call for free presidential elections, with observers from the region",
        ),
        (
            "The armed forces must obey the constitution.",
            "urge the armed forces to stand by the constitution",
        ),
        (
            "Cuba should take part.",
            "Condemn in the strongest terms the repression of last week, which left people dead",
        ),
    ],
)
def test_the_clause_that_shares_most_is_the_passage(about, passage):
    """From its beginning to the end of a clause; the first words where nothing is shared."""
    assert passage_of(TEXT, about) == passage


@pytest.mark.parametrize("longest", [10, 25, 60, 130, 1000])
def test_a_passage_fits_and_cuts_no_word(longest):
    """However short; a text that fits is its own passage."""
    start, end, _shared = find_passage(TEXT, "elections", "en", longest)
    assert end - start <= longest
    assert not TEXT[start - 1 : start].isalnum()
    assert end == len(TEXT) or not TEXT[end].isalnum()
    assert longest < len(TEXT) or (start, end) == (0, len(TEXT))


@pytest.mark.parametrize("text", ["", "…", "a" * 300, "— " * 200, "“Sí”, " * 60])
def test_odd_texts_have_a_passage(text):
    """Nothing, no words, one endless word, only marks."""
    start, end, shared = find_passage(text, "Elections should be held.", "es")
    assert 0 <= start <= end <= len(text)
    assert shared == 0


AFFIRMS, QUALIFIES, REJECTS = Stance


@pytest.mark.parametrize(
    ("stances", "relation"),
    [
        ([], None),
        ([REJECTS], None),
        ([REJECTS, REJECTS, REJECTS], Relation.CONVERGENT),
        ([QUALIFIES, QUALIFIES], Relation.CONVERGENT),
        ([AFFIRMS, QUALIFIES, AFFIRMS], Relation.PARTIAL),
        ([REJECTS, QUALIFIES], Relation.PARTIAL),
        ([AFFIRMS, QUALIFIES, REJECTS], Relation.DIVERGENT),
    ],
)
def test_several_stand_as_their_stances_do(stances, relation):
    """One against another is enough to diverge; one alone stands to nobody."""
    assert stand_of_texts(stances) is relation
    assert stand_of_texts(reversed(stances)) is relation
