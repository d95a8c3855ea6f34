"""What may be presumed of a point that nobody has coded: when, and when not."""

import pytest

from declarations.comparison import (
    Basis,
    Codebook,
    CorpusWeights,
    JudgementRecord,
    PointRecord,
    PropositionRecord,
    ReasonKind,
    Relation,
    Stance,
    Suggestion,
    Suggestions,
    collate,
    relate,
    relate_by_positions,
    take_up,
)
from declarations.comparison.evaluation import leave_out
from declarations.comparison.presumption import RELATION_FLOOR, certainty
from declarations.comparison.relation_trials import (
    ENOUGH_PAIRS,
    KINDS,
    RelationTrial,
    measure_relations,
    try_relations,
)

from . import sample

CODEBOOK = {
    slug: PropositionRecord(slug, slug, "topic", frozenset(rivals))
    for slug, rivals in {"truce": (), "talks": ("force",), "force": ("talks",)}.items()
}
AFFIRMS, QUALIFIES, REJECTS = Stance.AFFIRMS, Stance.QUALIFIES, Stance.REJECTS


def point(positions=(), proposed=(), key=1, text="Support the truce.", trusted=KINDS):
    """Return a point with coded or suggested positions."""
    return PointRecord(
        key,
        str(key),
        {"en": text},
        positions=dict(positions),
        proposed=dict(proposed),
        trusted=frozenset(trusted),
    )


def suggested(stance, score, slug="truce", trusted=KINDS):
    return point({slug: stance}, {slug: score}, trusted=trusted)


def suggest(*positions, topics=()):
    """Return suggestions: slug, score and stance of each position."""
    return Suggestions(
        tuple(Suggestion(slug, 0.5) for slug in topics),
        tuple(Suggestion(slug, score, stance) for slug, score, stance in positions),
    )


def test_suggestions_take_the_place_of_what_nobody_coded():
    """Topics and positions each on its own; a proposition without a stance is no position."""
    bare = PointRecord(1, "1", {"en": "Words."})
    found = take_up(bare, suggest(("truce", 0.4, AFFIRMS), ("talks", 0.3, None), topics=["peace"]))
    assert (found.positions, found.proposed) == ({"truce": AFFIRMS}, {"truce": 0.4})
    assert (found.topics, found.topics_proposed) == ({"peace"}, True)
    assert take_up(bare, None) is bare
    assert take_up(bare, Suggestions()) == bare


def test_what_people_coded_stays():
    """Half coded is coded in that half."""
    coded = PointRecord(1, "1", {"en": "Words."}, frozenset({"war"}), {"talks": REJECTS})
    given = suggest(("truce", 0.9, AFFIRMS), topics=["peace"])
    assert take_up(coded, given) == coded
    topics_only = PointRecord(1, "1", {"en": "Words."}, frozenset({"war"}))
    found = take_up(topics_only, given)
    assert (found.topics, found.topics_proposed) == ({"war"}, False)
    assert found.proposed == {"truce": 0.9}


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        (suggested(AFFIRMS, 0.5), point({"truce": AFFIRMS}), Relation.CONVERGENT),
        (point({"truce": REJECTS}), suggested(AFFIRMS, 0.5), Relation.DIVERGENT),
        (suggested(QUALIFIES, 0.5), point({"truce": REJECTS}), Relation.PARTIAL),
        (suggested(AFFIRMS, 0.5, "talks"), point({"force": AFFIRMS}), Relation.PARTIAL),
        (suggested(AFFIRMS, 0.7), suggested(AFFIRMS, 0.7), Relation.CONVERGENT),
    ],
)
def test_a_relation_follows_with_its_basis(left, right, relation):
    """Every reason says that it rests on a suggestion."""
    found = relate(left, right, CODEBOOK)
    assert (found.relation, found.basis) == (relation, Basis.SUGGESTED)
    assert found.reasons
    assert all(reason.suggested for reason in found.reasons)


def test_nothing_is_presumed_of_coded_points():
    """However far they match."""
    left, right = point({"truce": AFFIRMS}), point({"truce": AFFIRMS}, key=2)
    for score in (0.01, 1.0):
        found = relate(left, right, CODEBOOK, score=score)
        assert (found.relation, found.basis) == (Relation.CONVERGENT, Basis.CODED)
        assert not any(reason.suggested for reason in found.reasons)


def test_a_kind_that_is_not_trusted_is_left_open_and_says_so():
    """The other kinds are not concerned."""
    right = point({"truce": AFFIRMS}, trusted=())
    others = {Relation.PARTIAL, Relation.DIVERGENT}
    found = relate(suggested(AFFIRMS, 0.9, trusted=others), right, CODEBOOK)
    assert (found.relation, found.basis) == (None, Basis.OPEN)
    assert [reason.kind for reason in found.reasons] == [ReasonKind.SUGGESTION_WITHHELD]
    trusting = suggested(AFFIRMS, 0.9)
    assert relate(trusting, right, CODEBOOK).basis is Basis.SUGGESTED
    # Of two uncoded points each must trust it: their languages may differ.
    distrusting = suggested(AFFIRMS, 0.9, trusted=others)
    assert relate(trusting, distrusting, CODEBOOK).basis is Basis.OPEN


def test_coders_come_first_and_what_was_held_back_is_not_named_then():
    """Where they differ, what stands is called by its name."""
    left, right = suggested(AFFIRMS, 0.9, trusted=()), point({"truce": AFFIRMS})
    partial = JudgementRecord(Relation.PARTIAL, "Ana")
    judged = relate(left, right, CODEBOOK, [partial])
    assert judged.basis is Basis.JUDGED
    assert [reason.kind for reason in judged.reasons] == [ReasonKind.JUDGED]
    divided = [partial, JudgementRecord(Relation.CONVERGENT, "Leo")]
    found = relate(suggested(AFFIRMS, 0.9), right, CODEBOOK, divided)
    assert (found.basis, found.coders_differ) == (Basis.SUGGESTED, True)
    assert found.reasons[0].kind is ReasonKind.CODERS_DIFFER_SUGGESTED


def test_what_is_not_certain_enough_stays_open():
    """By the score of the position and by that of the match; without a word of it."""
    right = point({"truce": AFFIRMS})
    weak = relate(suggested(AFFIRMS, RELATION_FLOOR - 0.01), right, CODEBOOK)
    assert (weak.basis, weak.reasons) == (Basis.OPEN, ())
    left = suggested(AFFIRMS, 0.4)
    far = relate(left, right, CODEBOOK, score=RELATION_FLOOR / 0.4 - 0.01)
    assert far.basis is Basis.OPEN
    near = relate(left, right, CODEBOOK, score=RELATION_FLOOR / 0.4 + 0.01)
    assert near.basis is Basis.SUGGESTED


def test_certainty_is_that_of_what_decides():
    """A likely agreement does not make an unlikely opposition certain."""
    left = point({"truce": AFFIRMS, "talks": AFFIRMS}, {"truce": 0.9, "talks": 0.3})
    right = point({"truce": AFFIRMS, "talks": REJECTS}, {"truce": 0.5, "talks": 0.5})
    finding = relate_by_positions(left, right, CODEBOOK)
    assert finding.relation is Relation.DIVERGENT
    assert certainty(finding, left, right) == pytest.approx(0.15)
    coded = point({"truce": AFFIRMS})
    agreeing = relate_by_positions(left, coded, CODEBOOK)
    assert certainty(agreeing, left, coded) == pytest.approx(0.9)


def test_a_repeated_text_is_not_more_than_certain():
    """Scores may pass 1 a little; certainty does not."""
    left, right = suggested(AFFIRMS, 1.2), point({"truce": AFFIRMS})
    assert certainty(relate_by_positions(left, right, CODEBOOK), left, right) == 1.0


def test_rows_count_what_is_only_suggested():
    """A coded pair and a suggested one, both convergent."""
    talks = "Call for talks."
    left = [
        point({"truce": AFFIRMS}, key=1),
        point({"talks": AFFIRMS}, {"talks": 0.9}, key=2, text=talks),
    ]
    right = [point({"truce": AFFIRMS}, key=3), point({"talks": AFFIRMS}, key=4, text=talks)]
    codebook = Codebook(CODEBOOK)
    found = collate(left, right, weights=CorpusWeights.of([]), codebook=codebook)
    assert found.counts()["convergent"] == 2
    assert found.suggested["convergent"] == 1
    assert [row.is_suggested for row in found.pairs] == [False, True]


def test_a_declaration_is_tried_without_its_codes():
    """Two texts that say the same: what is suggested is compared with what is coded."""
    corpus = {
        "a": [PointRecord(1, "1", {"en": "Calls for a truce."}, frozenset(), {"truce": AFFIRMS})],
        "b": [PointRecord(2, "1", {"en": "Calls for a truce."}, frozenset(), {"truce": AFFIRMS})],
        "c": [PointRecord(3, "1", {"en": "Calls for a truce."}, frozenset(), {"truce": REJECTS})],
    }
    trials = leave_out("a", {"a": corpus["a"], "b": corpus["b"]}, "en")
    found = try_relations(trials, corpus, CODEBOOK)
    assert found == [
        RelationTrial("a", Relation.CONVERGENT, Relation.CONVERGENT, (1, 2)),
        RelationTrial("a", Relation.DIVERGENT, Relation.DIVERGENT, (1, 3)),
    ]
    assert try_relations([], corpus, CODEBOOK) == []


def test_precision_is_of_what_was_suggested_and_trust_needs_both_number_and_precision():
    """Seven of ten do; 69 of 100 do not, nor do all of a few."""
    trials = [RelationTrial("a", Relation.CONVERGENT, Relation.CONVERGENT)] * 70
    trials += [RelationTrial("b", Relation.CONVERGENT, None)] * 30
    trials += [RelationTrial("b", Relation.PARTIAL, Relation.PARTIAL)] * 69
    trials += [RelationTrial("a", Relation.PARTIAL, Relation.CONVERGENT)] * 31
    trials += [RelationTrial("a", Relation.DIVERGENT, Relation.DIVERGENT)] * (ENOUGH_PAIRS - 1)
    found = {figure.relation: figure for figure in measure_relations(trials, ["a", "b", "silent"])}
    assert [(f.precision.part, f.precision.whole, f.trusted) for f in found.values()] == [
        (70, 100, True),
        (69, 100, False),
        (ENOUGH_PAIRS - 1, ENOUGH_PAIRS - 1, False),
    ]
    low, high = found[Relation.CONVERGENT].precision.low, found[Relation.CONVERGENT].precision.high
    assert (low, high) == (0.0, 1.0)
    assert [f.precision.whole for f in measure_relations([], [])] == [0, 0, 0]


def test_two_declarations_of_the_sample_are_tried():
    """One of each group, against all others: most of what is suggested is right."""
    corpus = {slug: sample.only_in("en", held) for slug, held in sample.declarations().items()}
    found = []
    for slug in (sample.CONTACT, "lima-group-2019-04-15"):
        trials = leave_out(slug, corpus, "en")
        found += try_relations(trials, corpus, sample.codebook().propositions)
    right = sum(trial.suggested is trial.coded for trial in found)
    assert len(found) > 40
    assert right / len(found) > 0.6
