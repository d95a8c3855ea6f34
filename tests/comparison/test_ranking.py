"""Which of many texts are most like one."""

import pytest
from rapidfuzz import fuzz

from declarations.comparison import Ranking, rank_stems, rank_texts, ranking
from declarations.comparison.blocks import CosineIndex
from declarations.comparison.normalization import LONGEST_STEM, analyse, content_stems
from declarations.comparison.scoring import InverseFrequency
from tests.benchmarks.ranking import clauses, count_lost
from tests.comparison import sample


def points_in(language):
    """Return the texts of the sample's points in a language."""
    points = [point for points in sample.declarations().values() for point in points]
    return [point.wordings[language] for point in points if language in point.wordings]


@pytest.mark.parametrize("language", ["en", "es"])
def test_likeness_is_the_blend_that_was_measured(language):
    """Half cosine, half token_set_ratio, of every point with every other, best first."""
    texts = points_in(language)[:60]
    documents = [content_stems(text, language) for text in texts]
    index = CosineIndex(documents, InverseFrequency.of(documents))
    ranked = Ranking(texts, language)
    for query, stems in zip(texts, documents, strict=True):
        found = ranked.rank(query, limit=len(texts))
        assert found == sorted(found, key=lambda one: (-one.likeness, one.place))
        cosines = index.cosines(stems)
        assert {one.place: one.likeness for one in found} == {
            place: pytest.approx(
                (cosines[place] + fuzz.token_set_ratio(" ".join(stems), " ".join(other)) / 100) / 2
            )
            for place, other in enumerate(documents)
        }


def test_a_text_is_most_like_itself():
    """Likeness 1, before all others."""
    texts = points_in("en")
    index = Ranking(texts)
    for place, text in enumerate(texts):
        best = index.rank(text, limit=1)[0]
        assert best.likeness == pytest.approx(1)
        assert best.place == place


def test_leaving_the_least_like_out_loses_none_of_the_first_ten():
    """Among thousands of texts a few hundred are scored in full; scoring all finds no better."""
    texts, points = clauses(points_in("en")), points_in("en")[::8]
    assert len(texts) > 5 * ranking.CANDIDATES
    assert count_lost(Ranking(texts), points, ranking.CANDIDATES) == 0


def test_leaving_too_many_out_is_noticed():
    """The measure can fail."""
    texts, points = clauses(points_in("en")), points_in("en")[::8]
    assert count_lost(Ranking(texts), points, 12) > 0


def test_the_contrary_ranks_high():
    """Likeness says what a text speaks of, not where it stands."""
    texts = ["Open the ports to trade.", "Do not support the truce.", "Support the truce."]
    assert [one.place for one in rank_texts("We support the truce", texts)] == [2, 1, 0]
    assert rank_texts("We support the truce", texts)[1].likeness > 0.8


def test_equals_come_in_their_order():
    """And no more of them than were asked for."""
    texts = ["Support the truce."] * 5
    assert [one.place for one in rank_texts("truce", texts, limit=3)] == [0, 1, 2]


@pytest.mark.parametrize("query", ["", " \n", "the of and", "\0", "…!?", "x" * 1_000_000])
def test_a_query_without_words_in_common_is_like_nothing(query):
    """No error, no likeness."""
    found = rank_texts(query, ["Support the truce.", "", "the", "\0"])
    assert all(one.likeness < 0.1 for one in found)
    assert rank_texts(query, []) == []


def test_no_more_is_worked_out_than_asked_for():
    """A limit of nothing gives nothing."""
    assert rank_texts("truce", ["truce"], limit=0) == []


def test_stems_alone_rank_as_texts_do():
    """What a database keeps of a text is enough."""
    texts = points_in("es")
    documents = [content_stems(text, "es") for text in texts]
    contents, frequency = [" ".join(stems) for stems in documents], InverseFrequency.of(documents)
    of_texts = Ranking(texts, "es")
    for stems, text in zip(documents, texts, strict=True):
        expected = [(one.place, pytest.approx(one.likeness)) for one in of_texts.rank(text)]
        assert rank_stems(stems, contents, frequency) == expected


def test_how_telling_a_word_is_may_be_known_from_a_larger_corpus():
    """A word that is in all of these texts may be rare elsewhere."""
    contents = ["talk truce", "aid truce"]
    own = InverseFrequency.of([content.split() for content in contents])
    larger = InverseFrequency(100, {"truce": 1, "talk": 50, "aid": 50})
    here, there = (rank_stems(["truce"], contents, known)[0].likeness for known in (own, larger))
    assert there > here


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Do not, DO NOT recognise", ["not", "recognis"]),
        ("½ of the ﷺ", ["12", "صلىاللهعليهوسلم"]),
        ("no\u0303 \0 \N{NO-BREAK SPACE}e\u0301te\u0301", ["ete", "no"]),
        ("don't can’t O'Neill scott't", ["neill", "not", "scottt"]),
        ("", []),
    ],
)
def test_stems_hold_nothing_that_a_database_would_cut_at(text, stems):
    """Letters and digits alone, whatever a text is made of."""
    assert content_stems(text, "en") == stems
    assert analyse(text, "en").stems == set(stems)


def test_a_giant_word_counts_by_its_beginning():
    """A database refuses words of thousands of letters."""
    assert content_stems("ß" * 1_000_000, "en") == ["s" * LONGEST_STEM]
