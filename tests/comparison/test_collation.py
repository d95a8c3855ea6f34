"""Rows to read: every point has one, in every order, and they add up."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from declarations.comparison import (
    LIKENESS_FLOOR,
    STATES,
    Basis,
    Codebook,
    CorpusWeights,
    JudgementRecord,
    PointRecord,
    ReasonKind,
    Relation,
    RowOrder,
    Stance,
    collate,
)
from declarations.comparison.matching import match_points

from . import sample

CODEBOOK = Codebook(topics=["elections", "dialogue", "follow-up"])


def make_points(first, *codes, topics=("dialogue",)):
    """Return points without words, keys from ``first``, each affirming propositions named a, b…"""
    return [
        PointRecord(
            key=first + place,
            label=str(place + 1),
            wordings={},
            topics=frozenset(topics),
            positions=dict.fromkeys(letters, Stance.AFFIRMS),
        )
        for place, letters in enumerate(codes)
    ]


def lay_out(left, right, **more):
    """Collate points with the small codebook and without a corpus."""
    return collate(left, right, weights=CorpusWeights(), codebook=CODEBOOK, **more)


def places(collation):
    """Return the places of each row."""
    return [(row.left, row.right) for row in collation.rows]


def judge(relation, coder="Ana", **more):
    """Return a coder's judgement."""
    return JudgementRecord(Relation(relation), coder, **more)


@cache
def collation_of(left, right, order=RowOrder.LEFT):
    """Return two declarations of the sample, collated."""
    return collate(
        sample.points_for(left, right),
        sample.points_for(right, left),
        weights=sample.weights(),
        codebook=sample.codebook(),
        judgements=sample.judgements(),
        order=order,
    )


# --- The sample corpus: every two declarations, both ways round -------------------


def check_rows(collation):
    """Assert what holds of the rows of any two lists, whatever the order."""
    found = places(collation)
    assert len(found) == len(set(found))
    assert {left for left, _ in found} - {None} == set(range(len(collation.left)))
    assert {right for _, right in found} - {None} == set(range(len(collation.right)))
    for row in collation.rows:
        if row.match is None:
            assert row.finding is None
            assert (row.left is None) != (row.right is None)
            assert row.state == ("only-right" if row.left is None else "only-left")
            # A point that stands alone stands nowhere else.
            side = 0 if row.right is None else 1
            assert sum(pair[side] == (row.left, row.right)[side] for pair in found) == 1
        else:
            assert (row.match.left, row.match.right) == (row.left, row.right)
            assert row.nearest is None
            assert row.state == (row.finding.relation or "open")
    counts = collation.counts()
    assert tuple(counts) == STATES
    assert sum(counts.values()) == len(collation.rows)
    assert len(collation.pairs) == len(found) - counts["only-left"] - counts["only-right"]


def check_order(found, side):
    """Assert that rows follow one side's numbering, lone points of the other in their place."""
    own = [pair[side] for pair in found if pair[side] is not None]
    assert own == sorted(own)


@pytest.mark.parametrize("own", sample.declarations())
def test_every_point_of_the_sample_has_a_row_in_every_order(own):
    """Both ways round; the three orders hold the same rows."""
    for opponent in sample.opponents(own):
        for left, right in ((own, opponent), (opponent, own)):
            by_order = {order: collation_of(left, right, order) for order in RowOrder}
            for order, collation in by_order.items():
                assert collation.order is order
                check_rows(collation)
            found = {order: places(collation) for order, collation in by_order.items()}
            assert set(found[RowOrder.LEFT]) == set(found[RowOrder.RIGHT])
            assert set(found[RowOrder.LEFT]) == set(found[RowOrder.TOPIC])
            check_order(found[RowOrder.LEFT], 0)
            check_order(found[RowOrder.RIGHT], 1)
            ranks = [topic_rank(row) for row in by_order[RowOrder.TOPIC].rows]
            assert ranks == sorted(ranks)
            assert by_order[RowOrder.LEFT].counts() == by_order[RowOrder.TOPIC].counts()
            check_mirrored(left, right)


def topic_rank(row):
    """Return the place of a row's topic in the codebook."""
    return sample.codebook().topics.index(row.topic)


def check_mirrored(left, right):
    """Assert that neither side is the measure of the other, from words to rows."""
    there, back = collation_of(left, right), collation_of(right, left, RowOrder.RIGHT)
    assert places(there) == [(one, other) for other, one in places(back)]
    mirrored = {"only-left": "only-right", "only-right": "only-left"}
    assert [row.state for row in there.rows] == [
        mirrored.get(row.state, row.state) for row in back.rows
    ]


letters = st.text("abcdef", max_size=3)


@settings(deadline=None, max_examples=60)
@given(left=st.lists(letters, max_size=6), right=st.lists(letters, max_size=6))
def test_every_point_has_a_row_whatever_the_codes(left, right):
    """Uncoded points, points that all meet all, and empty lists among them."""
    one, other = make_points(1, *left, topics=()), make_points(100, *right, topics=())
    found = {order: lay_out(one, other, order=order) for order in RowOrder}
    for collation in found.values():
        check_rows(collation)
    assert set(places(found[RowOrder.LEFT])) == set(places(found[RowOrder.RIGHT]))
    assert set(places(found[RowOrder.LEFT])) == set(places(found[RowOrder.TOPIC]))
    check_order(places(found[RowOrder.LEFT]), 0)
    check_order(places(found[RowOrder.RIGHT]), 1)


# --- Where rows stand -------------------------------------------------------------


def test_a_lone_point_of_the_other_side_stands_after_its_predecessor():
    """After that one's strongest row; the first ones before everything."""
    left = make_points(1, "a", "b", "c")
    right = make_points(100, "x", "y", "a", "z", "c", "v", "w")
    collation = lay_out(alone(left), alone(right))
    assert places(collation) == [
        (None, 0),
        (None, 1),
        (0, 2),
        (None, 3),
        (1, None),
        (2, 4),
        (None, 5),
        (None, 6),
    ]
    by_right = lay_out(alone(left), alone(right), order=RowOrder.RIGHT)
    assert places(by_right) == [
        (None, 0),
        (None, 1),
        (0, 2),
        (1, None),
        (None, 3),
        (2, 4),
        (None, 5),
        (None, 6),
    ]


def alone(points):
    """Return points without topics, so that they meet by propositions alone."""
    return [replace(point, topics=frozenset()) for point in points]


def test_a_lone_point_stands_after_the_strongest_row_of_a_predecessor_with_several():
    """The first of the right side meets both of the left, the second more closely."""
    left = alone(make_points(1, "ab", "a"))
    right = alone(make_points(100, "a", "z"))
    collation = lay_out(left, right)
    assert places(collation) == [(0, 0), (1, 0), (None, 1)]
    assert places(lay_out(left[::-1], right)) == [(0, 0), (None, 1), (1, 0)]


def test_the_rows_of_one_point_come_strongest_first():
    """Whatever the order of its counterparts on their own side."""
    left = alone(make_points(1, "abc"))
    right = alone(make_points(100, "a", "abc", "ab"))
    assert places(lay_out(left, right)) == [(0, 1), (0, 2), (0, 0)]
    assert places(lay_out(left, right, order=RowOrder.RIGHT)) == [(0, 0), (0, 1), (0, 2)]


def test_two_lists_of_which_one_is_empty_are_gaps_alone():
    """Silence on one side, and nothing near."""
    points = make_points(1, "a", "b")
    assert [row.state for row in lay_out(points, []).rows] == ["only-left"] * 2
    assert [row.state for row in lay_out([], points).rows] == ["only-right"] * 2
    assert lay_out([], []).counts() == dict.fromkeys(STATES, 0)


def test_topic_order_follows_the_codebook_and_shared_topics_come_before_others():
    """A pair stands under the first topic that both have, a lone point under its first."""
    left = [
        *make_points(1, "a", topics=["follow-up"]),
        *make_points(2, "b", topics=["dialogue", "elections"]),
        *make_points(3, "c", topics=["unheard-of"]),
    ]
    right = [
        *make_points(101, "b", topics=["dialogue", "follow-up"]),
        *make_points(102, "z", topics=["elections"]),
        *make_points(103, "y", topics=[]),
    ]
    collation = lay_out(left, right, order=RowOrder.TOPIC)
    assert [(row.left, row.right, row.topic) for row in collation.rows] == [
        (None, 1, "elections"),
        (1, 0, "dialogue"),
        (0, None, "follow-up"),
        (None, 2, None),
        (2, None, None),
    ]
    assert {row.topic for row in lay_out(left, right).rows} == {None}


def test_identical_declarations_converge_throughout():
    """Each point of a text meets itself first, whatever else it meets."""
    points = sample.declarations()[sample.LIMA]
    copies = tuple(replace(point, key=1000 + point.key) for point in points)
    collation = collate(points, copies, weights=sample.weights(), codebook=sample.codebook())
    firsts = {}
    for row in collation.rows:
        firsts.setdefault(row.left, row)
    assert len(firsts) == len(points)
    for place, row in firsts.items():
        assert row.right == place
        assert row.match.likeness == pytest.approx(1)
        assert row.finding.relation is Relation.CONVERGENT


# --- Reasons of the match, and judgements -----------------------------------------


def test_reasons_end_with_what_the_match_rests_on():
    """Judgement, codes, then topics and words that are shared."""
    words = {"en": "Proposes an urgent meeting of envoys."}
    (one,) = make_points(1, "a", topics=["follow-up", "dialogue"])
    (other,) = make_points(2, "a", topics=["dialogue", "follow-up", "elections"])
    (row,) = lay_out(
        [replace(one, wordings=words)],
        [replace(other, wordings=words)],
        judgements={(1, 2): [judge("partial")]},
    ).rows
    assert [reason.kind for reason in row.finding.reasons] == [
        ReasonKind.JUDGED,
        ReasonKind.BOTH_AFFIRM,
        ReasonKind.TOPICS,
        ReasonKind.WORDING,
    ]
    assert row.finding.reasons[2].words == ("dialogue", "follow-up")
    assert row.finding.reasons[3].words == ("Proposes an urgent meeting of envoys",)
    assert row.finding.reasons[3].share == row.match.likeness


def test_words_are_a_reason_from_the_floor_of_likeness_and_below_it_none():
    """Long points share a few words by chance: Points 6 and 5 of the founding pair."""
    alike = {
        row.match.likeness: any(r.kind is ReasonKind.WORDING for r in row.finding.reasons)
        for row in collation_of(sample.LIMA, sample.CONTACT).pairs
    }
    assert {said for likeness, said in alike.items() if likeness >= LIKENESS_FLOOR} == {True}
    assert {said for likeness, said in alike.items() if likeness < LIKENESS_FLOOR} == {False}


def test_across_languages_the_reader_is_told_that_words_were_not_compared():
    """And where they were, nothing of the kind is said."""
    (one,) = make_points(1, "a")
    (other,) = make_points(2, "a")
    spanish, english = (
        replace(one, wordings={"es": "Cuba"}),
        replace(other, wordings={"en": "Cuba"}),
    )
    (row,) = lay_out([spanish], [english]).rows
    assert row.match.likeness is None
    assert row.finding.reasons[-1].kind is ReasonKind.ACROSS_LANGUAGES
    (row,) = lay_out([replace(english, key=1)], [english]).rows
    assert ReasonKind.ACROSS_LANGUAGES not in {reason.kind for reason in row.finding.reasons}


@pytest.mark.parametrize("keys", [(1, 2), (2, 1)])
def test_a_pair_that_coders_relate_is_a_row_whatever_its_score(keys):
    """With the score it has, below the threshold; either side may hold the lower key."""
    first, second = keys
    words = {"en": "Decides to bring Cuba in."}
    (one,) = make_points(first, "a", topics=[])
    (other,) = make_points(second, "b", topics=[])
    one = replace(one, wordings=words)
    other = replace(other, wordings={"en": "Offers to travel to Cuba"})
    assert match_points([one], [other], CorpusWeights()).matches == ()
    (row,) = lay_out([one], [other], judgements={(1, 2): [judge("divergent")]}).rows
    assert (row.state, row.finding.basis) == ("divergent", Basis.JUDGED)
    assert 0 < row.match.score < 0.28
    assert 0 < row.match.likeness < 1
    assert row.match.language == "en"


@pytest.mark.parametrize(
    "judgements",
    [
        [],
        [judge("unrelated")],
        [judge("divergent", stale=True)],
        [judge("divergent"), judge("unrelated", "Eva"), judge("unrelated", "Ana")],
    ],
)
def test_a_pair_below_the_threshold_is_no_row_where_no_coder_or_few_relate_it(judgements):
    """Judged unrelated, also by most, or judged in other words."""
    one, other = make_points(1, "a", topics=[]), make_points(2, "b", topics=[])
    assert places(lay_out(one, other, judgements={(1, 2): judgements})) == [(None, 0), (0, None)]


def test_a_pair_judged_unrelated_is_no_row_and_both_points_are_still_there():
    """It matched by its codes; alone, neither is said to be near the other."""
    one, other = make_points(1, "a"), make_points(2, "a")
    assert [row.state for row in lay_out(one, other).rows] == ["convergent"]
    collation = lay_out(one, other, judgements={(1, 2): [judge("unrelated")]})
    assert [row.state for row in collation.rows] == ["only-right", "only-left"]
    assert [row.nearest for row in collation.rows] == [None, None]


def test_a_pair_judged_unrelated_gives_its_place_to_the_next_match():
    """Four match, three are shown; the fourth is not hidden by one that coders took away."""
    left = alone(make_points(1, "abcd", "d"))
    right = alone(make_points(101, "abc", "ab", "bc", "d"))
    before = lay_out(left, right)
    assert [row.right for row in before.pairs if row.left == 0] == [0, 1, 2]
    assert before.left_out == 1
    after = lay_out(left, right, judgements={(1, 102): [judge("unrelated")]})
    assert [row.right for row in after.pairs if row.left == 0] == [0, 2, 3]
    assert after.left_out == 0


def test_a_point_whose_matches_were_all_judged_unrelated_still_has_its_fourth():
    """Three of four are taken away; the point is not silent."""
    left = alone(make_points(1, "abcd", "d", "d", "d"))
    right = alone(make_points(101, "abc", "ab", "bc", "d"))
    before = places(lay_out(left, right))
    assert [pair for pair in before if pair[0] == 0] == [(0, 0), (0, 1), (0, 2)]
    judgements = {(1, key): [judge("unrelated")] for key in (101, 102, 103)}
    after = places(lay_out(left, right, judgements=judgements))
    assert [pair for pair in after if pair[0] == 0] == [(0, 3)]


@pytest.mark.parametrize("order", RowOrder)
def test_a_point_left_alone_by_judgement_names_the_nearest_of_the_others(order):
    """Not the one that coders judged unrelated, which comes nearest by score; on both sides."""
    words = [
        {"en": text}
        for text in ("Cuba and free elections in May", "A council of judges runs elections")
    ]
    (one,) = make_points(1, "a", topics=["dialogue"])
    (near,) = make_points(101, "a", topics=["dialogue"])
    (far,) = make_points(102, "b", topics=["follow-up"])
    left = [replace(one, wordings=words[0])]
    right = [replace(near, wordings=words[0]), replace(far, wordings=words[1])]
    assert (0, 0) in places(lay_out(left, right, order=order))
    judgements = {(1, 101): [judge("unrelated")]}
    for sides, mirrored in (((left, right), False), ((right, left), True)):
        rows = lay_out(*sides, judgements=judgements, order=order).rows
        assert {row.state for row in rows} == {"only-left", "only-right"}
        nearest = {
            (row.left, row.right)[:: -1 if mirrored else 1]: row.nearest
            and (row.nearest.left, row.nearest.right)[:: -1 if mirrored else 1]
            for row in rows
        }
        assert nearest == {(0, None): (0, 1), (None, 0): None, (None, 1): (0, 1)}


def test_a_pair_on_which_coders_differ_is_not_taken_away():
    """Without a majority for "unrelated" the match stands, and the row says that they differ."""
    one, other = make_points(1, "a"), make_points(2, "a")
    judged = {(1, 2): [judge("unrelated"), judge("partial", "Eva")]}
    (row,) = lay_out(one, other, judgements=judged).rows
    assert row.state == "convergent"
    assert row.finding.coders_differ


def test_a_weaker_match_is_left_out_and_counted_unless_coders_relate_it():
    """All five meet all five: more than a reader can use."""
    left, right = make_points(1, *["a"] * 5), make_points(101, *["a"] * 5)
    collation = lay_out(left, right)
    assert collation.left_out > 0
    assert len(collation.pairs) + collation.left_out == 25
    missing = next(
        (one, other)
        for one in range(5)
        for other in range(5)
        if (one, other) not in places(collation)
    )
    keys = (left[missing[0]].key, right[missing[1]].key)
    judged = lay_out(left, right, judgements={keys: [judge("partial")]})
    assert missing in places(judged)
    assert judged.left_out == collation.left_out - 1


def test_judgements_on_other_points_change_nothing():
    """A caller may hand in more than it compares."""
    one, other = make_points(1, "a"), make_points(2, "a")
    judged = {(1, 99): [judge("divergent")], (98, 99): [judge("unrelated")]}
    assert lay_out(one, other, judgements=judged) == lay_out(one, other)
