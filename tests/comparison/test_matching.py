"""Which points are read together: the blend, how many, and which comes nearest."""

from dataclasses import replace
from functools import cache
from itertools import product

import pytest
from rapidfuzz import fuzz

from declarations.comparison import CorpusWeights, Stance
from declarations.comparison.matching import (
    COSINE_WEIGHT,
    MAX_COUNTERPARTS,
    PROPOSITION_WEIGHT,
    TOKEN_SET_WEIGHT,
    TOPIC_WEIGHT,
    Evidence,
    InverseFrequency,
    Match,
    match_points,
    measure_pair,
    select,
    shared_language,
)
from declarations.comparison.normalization import analyse

from . import sample
from .reference import ANSWER, EXODUS, MEETING, NOTHING_CODED, blend, make_point, threshold_of


def score(left, right, weights=None):
    """Return the score of two points."""
    return measure_pair(left, right, weights or sample.weights()).score


# --- The blend ------------------------------------------------------------------


def test_each_of_the_four_parts_raises_the_score():
    """Shared words, shared words beside others, shared topics, shared propositions."""
    left = make_point(text=MEETING)
    apart = make_point(2, EXODUS)
    alike = make_point(2, f"{EXODUS} Proposes a meeting of envoys.")
    assert score(left, apart) < score(left, alike)

    on_topic = replace(left, topics=frozenset({"group-coordination", "follow-up"}))
    same_topic = replace(alike, topics=frozenset({"group-coordination"}))
    other_topic = replace(alike, topics=frozenset({"migration"}))
    assert score(on_topic, other_topic) == score(on_topic, alike)
    assert score(on_topic, same_topic) == pytest.approx(
        score(on_topic, alike) + TOPIC_WEIGHT * 1 / 2
    )

    coded = replace(left, positions={"groups-coordinate": Stance.AFFIRMS})
    same_code = replace(alike, positions={"groups-coordinate": Stance.AFFIRMS})
    other_code = replace(alike, positions={"un-led-relief": Stance.AFFIRMS})
    assert score(coded, other_code) == score(coded, alike)
    assert score(coded, same_code) == pytest.approx(score(coded, alike) + PROPOSITION_WEIGHT)


def test_identical_points_have_the_highest_score():
    """All four parts are full; the likeness is 1."""
    point = make_point(topics=["follow-up"], positions=["groups-coordinate"])
    match = measure_pair(point, replace(point, key=2), sample.weights())
    whole = COSINE_WEIGHT + TOKEN_SET_WEIGHT + TOPIC_WEIGHT + PROPOSITION_WEIGHT
    assert match.score == pytest.approx(whole) == pytest.approx(1.2)
    assert match.likeness == pytest.approx(1)


def test_points_without_anything_in_common_score_next_to_nothing():
    """The opposite: what token_set_ratio gives to letters in common is no match."""
    match = measure_pair(
        make_point(1, "Condemns torture.", ["human-rights"], ["respect-human-rights"]),
        make_point(2, "Meets again in Lima.", ["follow-up"], ["group-keeps-meeting"]),
        sample.weights(),
    )
    assert match.score < Evidence.WORDING_ONLY.value
    assert match.likeness < 0.25


def test_the_blend_is_as_written_in_the_product():
    """Recomputed for every pair of the founding comparison from its definition."""
    left, right = (
        sample.points_for(sample.LIMA, sample.CONTACT),
        sample.points_for(sample.CONTACT, sample.LIMA),
    )
    for one, other in product(left, right):
        match = measure_pair(one, other, sample.weights())
        expected, likeness = blend(one, other, "en", sample.weights())
        assert match.score == pytest.approx(expected)
        assert match.likeness == pytest.approx(likeness)
        assert match.language == "en"


def test_rare_terms_tell_more_than_common_ones():
    """Cuba is in a few points, Venezuela in most: inverse frequency comes from the whole corpus."""
    stems = sample.weights().stems["en"]
    held = sum(len(points) for points in sample.declarations().values())
    assert stems.documents == sample.weights().propositions.documents == held == 187
    unseen, cuba, venezuela = map(stems.weigh, ["never-seen", "cuba", "venezuela"])
    assert unseen >= cuba > venezuela > 0


def test_the_corpus_beyond_the_pair_changes_its_score():
    """The same two points, in a corpus where their common word is common and where it is rare."""
    left, right = make_point(1, "Cuba must help."), make_point(2, "Cuba stays silent.")
    rare = [make_point(key, EXODUS) for key in range(3, 30)]
    common = [make_point(key, f"{EXODUS} Cuba.") for key in range(3, 30)]
    assert score(left, right, CorpusWeights.of([left, right, *rare])) > score(
        left, right, CorpusWeights.of([left, right, *common])
    )


def test_a_term_outside_the_corpus_counts_as_rare_and_no_terms_as_nothing():
    """A draft may be compared before the corpus knows its words."""
    assert InverseFrequency(0, {}).weigh("cuba") > 0
    seen = InverseFrequency(5, {"cuba": 1, "venezuela": 5})
    assert seen.weigh("never-seen") == seen.weigh("cuba") > seen.weigh("venezuela")
    assert score(make_point(1), make_point(2), NOTHING_CODED) > Evidence.WORDING_ONLY.value


# --- Lists, sides and languages -------------------------------------------------


@pytest.mark.parametrize(("left", "right"), [(0, 0), (0, 2), (2, 0)])
def test_an_empty_list_meets_nothing(left, right):
    """A declaration may hold no points yet."""
    matching = match_points(
        [make_point(key) for key in range(left)],
        [make_point(10 + key) for key in range(right)],
        sample.weights(),
    )
    assert matching.matches == matching.left_out == ()
    assert matching.nearest_of_left == matching.nearest_of_right == {}


@pytest.mark.parametrize("wordings", [{}, {"en": ""}, {"en": "of the and"}, {"en": "\0 ?!"}])
def test_a_point_without_words_meets_only_by_its_codes(wordings):
    """No wording at all, an empty one, and one without a word of matter."""
    bare = make_point(1, wordings=wordings)
    other = make_point(2, topics=["follow-up"], positions=["groups-coordinate"])
    assert match_points([bare], [other], sample.weights()).matches == ()
    assert match_points([bare], [replace(bare, key=3)], sample.weights()).matches == ()
    coded = replace(bare, topics=other.topics, positions=other.positions)
    (match,) = match_points([coded], [other], sample.weights()).matches
    assert match.score == pytest.approx(TOPIC_WEIGHT + PROPOSITION_WEIGHT)
    assert not match.likeness


def test_across_languages_points_meet_by_topics_and_propositions_only():
    """The same two texts weigh nothing where one is held in Spanish only, the other in English."""
    codes = {"topics": ["follow-up"], "positions": ["groups-coordinate"]}
    spanish = make_point(1, wordings={"es": "Venezuela, Cuba"}, **codes)
    english = make_point(2, wordings={"en": "Venezuela, Cuba"}, **codes)
    (match,) = match_points([spanish], [english], sample.weights()).matches
    assert match == Match(0, 0, pytest.approx(TOPIC_WEIGHT + PROPOSITION_WEIGHT), None, None)
    bare = replace(english, topics=frozenset(), positions={})
    assert match_points([spanish], [bare], sample.weights()).matches == ()
    assert measure_pair(spanish, bare, sample.weights()) == Match(0, 0, 0, None, None)


@pytest.mark.parametrize(
    ("topics", "count"), [("ab", 1), ("a", 1), ("abcd", 1), ("abcde", 0), ("c", 0)]
)
def test_across_languages_half_of_the_topics_suffice_where_positions_are_missing(topics, count):
    """Half exactly is enough, less is not."""
    spanish = make_point(1, topics=topics, wordings={"es": "Venezuela"})
    english = make_point(2, topics="ab", wordings={"en": "Venezuela"}, positions=["p"])
    assert len(match_points([spanish], [english], sample.weights()).matches) == count


@pytest.mark.parametrize(
    ("left", "right", "language"),
    [
        (["en", "es"], ["es", "en"], "en"),
        (["es"], ["es", "en"], "es"),
        (["fr", "pt"], ["pt", "fr"], "pt"),
        (["ru", "de"], ["ru", "de", "en"], "de"),
        (["en"], ["es"], None),
        ([], ["en"], None),
    ],
)
def test_points_are_compared_in_the_first_language_that_both_have(left, right, language):
    """English before the others; the order in which they are held makes no difference."""
    assert shared_language(left, right) == shared_language(right, left) == language


def test_points_of_one_list_may_be_held_in_different_languages():
    """Each pair is compared in a language of its own."""
    codes = {"topics": ["follow-up"], "positions": ["groups-coordinate"]}
    left = [make_point(1, wordings={"en": MEETING, "es": "Propone una reunión"}, **codes)]
    right = [
        make_point(2, wordings={"es": "Acepta una reunión"}, **codes),
        make_point(3, wordings={"en": ANSWER}, **codes),
        make_point(4, wordings={"fr": "Accepte une réunion"}, **codes),
    ]
    matches = match_points(left, right, sample.weights()).matches
    assert {match.right: match.language for match in matches} == {0: "es", 1: "en", 2: None}


# --- How many -------------------------------------------------------------------


def made(*found):
    """Return matches of pairs of places, each weaker than the one before."""
    return [Match(left, right, 1 - n / 100, 0.5, "en") for n, (left, right) in enumerate(found)]


def test_a_point_meets_no_more_others_than_a_reader_can_use():
    """Four points would meet the first; each of them has another counterpart that is stronger."""
    others = made((1, 0), (2, 1), (3, 2), (4, 3), (0, 0), (0, 1), (0, 2), (0, 3))
    kept, left_out = select(others)
    assert [m.right for m in kept if m.left == 0] == [0, 1, 2]
    assert [(m.left, m.right) for m in left_out] == [(0, 3)]
    assert MAX_COUNTERPARTS == 3


def test_a_point_that_would_look_silent_keeps_its_match():
    """The fourth has no other counterpart, so that all four are kept, on either side."""
    kept, left_out = select(made((0, 0), (0, 1), (0, 2), (0, 3)))
    assert len(kept) == 4
    assert left_out == ()
    kept, left_out = select(made((0, 0), (1, 0), (2, 0), (3, 0)))
    assert len(kept) == 4
    assert left_out == ()


def test_every_point_of_the_sample_with_a_match_keeps_its_best_one():
    """Over all pairs of declarations; and some are left out, or this would show nothing."""
    left_out = 0
    for matching in matchings().values():
        left_out += len(matching.left_out)
        for side in (0, 1):
            assert {m[side] for m in matching.left_out} <= {m[side] for m in matching.matches}
        for match in matching.left_out:
            for side in (0, 1):
                stronger = [m for m in matching.matches if m[side] == match[side]]
                assert stronger
                assert max(m.score for m in stronger) >= match.score
    assert left_out > 100


# --- Pairs known to be apart ----------------------------------------------------


def test_a_pair_apart_is_no_match_and_takes_no_other_match_its_place():
    """Four match, three are shown; without one of these the fourth comes in."""
    left = [make_point(1, positions="abcd", wordings={}), make_point(2, positions="d", wordings={})]
    right = [make_point(101, positions=held, wordings={}) for held in ("abc", "ab", "bc", "d")]
    there = match_points(left, right, NOTHING_CODED)
    assert [m.right for m in there.matches if m.left == 0] == [0, 1, 2]
    assert [(m.left, m.right) for m in there.left_out] == [(0, 3)]
    apart = match_points(left, right, NOTHING_CODED, {(0, 1)})
    assert [m.right for m in apart.matches if m.left == 0] == [0, 2, 3]
    assert apart.left_out == ()


def test_a_pair_apart_is_not_nearest_and_the_next_is():
    """On both sides; with everything apart nothing is near."""
    left = [make_point(1, "Cuba and the elections of May", topics="t", positions=["p"])]
    right = [
        make_point(2, "A new council of judges runs elections", topics="u", positions=["q"]),
        make_point(3, "Cuba and the elections of May", topics="t", positions=["p"]),
    ]
    assert [m.right for m in match_points(left, right, NOTHING_CODED).matches] == [1]
    matching = match_points(left, right, NOTHING_CODED, {(0, 1)})
    assert matching.matches == ()
    assert matching.nearest_of_left[0].right == 0
    assert list(matching.nearest_of_right) == [0]
    matching = match_points(left, right, NOTHING_CODED, {(0, 0), (0, 1)})
    assert (matching.nearest_of_left, matching.nearest_of_right) == ({}, {})


# --- Whole-corpus properties ----------------------------------------------------


@cache
def matchings():
    """Return the matching of every two declarations of the sample, both ways round."""
    corpus = sample.declarations()
    return {
        (one, other): match_points(corpus[one], corpus[other], sample.weights())
        for one, other in sample.pairs()
    }


def test_swapping_the_sides_swaps_matches_and_nearest_and_changes_nothing_else():
    """Over all pairs of declarations of the sample: neither side is the measure of the other."""
    for (one, other), there in matchings().items():
        back = matchings()[other, one]
        assert {(m.left, m.right): m.score for m in there.matches} == pytest.approx(
            {(m.right, m.left): m.score for m in back.matches}
        )
        assert {(m.left, m.right): m.likeness for m in there.matches} == pytest.approx(
            {(m.right, m.left): m.likeness for m in back.matches}
        )
        for here, opposite in (
            (there.nearest_of_left, back.nearest_of_right),
            (there.nearest_of_right, back.nearest_of_left),
        ):
            assert {place: match.score for place, match in here.items()} == pytest.approx(
                {place: match.score for place, match in opposite.items()}
            )
        assert all(match.left == place for place, match in there.nearest_of_left.items())
        assert all(match.right == place for place, match in there.nearest_of_right.items())


def test_a_lone_point_is_shown_the_nearest_of_all_others():
    """On either side, and it is below the threshold, or the point would not be alone."""
    seen = 0
    for (one, other), matching in matchings().items():
        left, right = sample.declarations()[one], sample.declarations()[other]
        met = {match.left for match in matching.matches}
        for place, point in enumerate(left):
            nearest = matching.nearest_of_left.get(place)
            assert nearest is None or place not in met
            if nearest is not None:
                best = max(
                    blend(point, answer, "en", sample.weights())[0]
                    for answer in right
                    if has_anything_in_common(point, answer)
                )
                assert nearest.left == place
                assert nearest.score == pytest.approx(best)
                assert nearest.score < threshold_of(point, right[nearest.right]).value
                seen += 1
            elif place not in met:
                assert not any(has_anything_in_common(point, answer) for answer in right)
    assert seen > 1000


def has_anything_in_common(left, right):
    """Say whether two points share a word of matter, a topic or a proposition."""
    words = [analyse(point.wordings["en"], "en").stems for point in (left, right)]
    return bool(
        words[0] & words[1]
        or left.topics & right.topics
        or left.positions.keys() & right.positions.keys()
    )


def test_likeness_is_between_0_and_1_and_the_score_between_0_and_1_2():
    """Over all pairs of declarations, lone points and their nearest included."""
    for matching in matchings().values():
        for match in (*matching.matches, *matching.nearest_of_right.values()):
            assert 0 <= match.likeness <= 1 + 1e-9
            assert 0 < match.score <= 1.2 + 1e-9


# --- Figures --------------------------------------------------------------------


def average_precision(ranked):
    """Return the mean, over the true items, of the precision at the place where each stands."""
    hits = [place for place, true in enumerate(ranked, 1) if true]
    return sum(n / place for n, place in enumerate(hits, 1)) / len(hits)


def test_average_precision_tells_a_good_ranking_from_a_bad_one():
    """The measure itself, on rankings whose value is known."""
    assert average_precision([True, True, False, False]) == 1
    assert average_precision([False, False, True]) == pytest.approx(1 / 3)
    assert average_precision([True, False, True]) == pytest.approx(5 / 6)


def judged_ranking(score_of):
    """Return, best first by a score, whether both coders relate each pair of the founding one."""
    left, right = sample.declarations()[sample.LIMA], sample.declarations()[sample.CONTACT]
    related = {
        keys
        for keys, records in sample.judgements().items()
        if [record.relation for record in records if record.relation != "unrelated"][1:]
    }
    ranked = sorted(product(left, right), key=lambda pair: -score_of(*pair))
    return [tuple(sorted((one.key, other.key))) in related for one, other in ranked]


def test_the_blend_ranks_the_judged_pairs_of_the_founding_comparison_first():
    """The figure of the product: over all 140 pairs, those that both coders relate come first."""
    ranking = judged_ranking(score)
    assert len(ranking) == 140
    assert ranking.count(True) == 9
    assert average_precision(ranking) >= 0.74


def test_wording_alone_does_worse_than_the_blend():
    """Each part earns its place: RapidFuzz's scorer by itself, and the blend without codes."""

    def by_token_set(left, right):
        words = [analyse(point.wordings["en"], "en").content for point in (left, right)]
        return fuzz.token_set_ratio(*words)

    def by_wording(left, right):
        return measure_pair(left, right, sample.weights()).likeness

    blended = average_precision(judged_ranking(score))
    assert average_precision(judged_ranking(by_token_set)) < blended - 0.1
    assert average_precision(judged_ranking(by_wording)) < blended - 0.1
