"""How two points stand to each other: each rule of the product, and its opposite."""

import pytest

from declarations.comparison import (
    Basis,
    JudgementRecord,
    PointRecord,
    PropositionRecord,
    ReasonKind,
    Relation,
    Stance,
    relate,
)
from declarations.comparison.relation import CONVERGENT_SHARE, find_exchange

AFFIRMS, QUALIFIES, REJECTS = Stance.AFFIRMS, Stance.QUALIFIES, Stance.REJECTS
DEPARTURE, TALKS, CUBA, AID = (
    "maduro-departure-first",
    "negotiated-way-out",
    "cuba",
    "un-led-relief",
)
CODEBOOK = {
    slug: PropositionRecord(slug, slug, "dialogue", frozenset(rivals))
    for slug, rivals in ((DEPARTURE, [TALKS]), (TALKS, [DEPARTURE]), (CUBA, []), (AID, []))
}


def make_point(positions=(), **more):
    """Return a point with these positions; a list of propositions is affirmed."""
    stances = positions if isinstance(positions, dict) else dict.fromkeys(positions, AFFIRMS)
    return PointRecord(1, "1", {}, positions=stances, **more)


def relate_coded(left, right, codebook=CODEBOOK):
    """Return how points with these positions stand."""
    return relate(make_point(left), make_point(right), codebook)


def kinds(finding):
    """Return the kinds of a finding's reasons, in order."""
    return [reason.kind for reason in finding.reasons]


def judge(relation, coder="Ana", **more):
    """Return a coder's judgement."""
    return JudgementRecord(Relation(relation), coder, **more)


# --- Positions ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "relation", "kind"),
    [
        (AFFIRMS, AFFIRMS, Relation.CONVERGENT, ReasonKind.BOTH_AFFIRM),
        (QUALIFIES, QUALIFIES, Relation.CONVERGENT, ReasonKind.BOTH_QUALIFY),
        (REJECTS, REJECTS, Relation.CONVERGENT, ReasonKind.BOTH_REJECT),
        (AFFIRMS, REJECTS, Relation.DIVERGENT, ReasonKind.OPPOSED),
        (REJECTS, AFFIRMS, Relation.DIVERGENT, ReasonKind.OPPOSED),
        (AFFIRMS, QUALIFIES, Relation.PARTIAL, ReasonKind.QUALIFIED),
        (QUALIFIES, AFFIRMS, Relation.PARTIAL, ReasonKind.QUALIFIED),
        (QUALIFIES, REJECTS, Relation.PARTIAL, ReasonKind.QUALIFIED),
        (REJECTS, QUALIFIES, Relation.PARTIAL, ReasonKind.QUALIFIED),
    ],
)
def test_two_stances_on_one_proposition_make_a_relation(left, right, relation, kind):
    """All nine combinations; the reason names the proposition and both stances, left first."""
    finding = relate_coded({CUBA: left}, {CUBA: right})
    assert (finding.relation, finding.basis) == (relation, Basis.CODED)
    (reason,) = finding.reasons
    assert (reason.kind, reason.propositions, reason.stances) == (kind, (CUBA,), (left, right))


@pytest.mark.parametrize(
    ("left", "right"), [([], []), ([CUBA], []), ([], [CUBA]), ([CUBA], [AID]), ([TALKS], [AID])]
)
def test_without_a_shared_proposition_the_relation_is_open(left, right):
    """Silence is not disagreement, and needs no reason."""
    finding = relate_coded(left, right)
    assert (finding.relation, finding.basis, finding.reasons) == (None, Basis.OPEN, ())


@pytest.mark.parametrize(("left", "right"), [(DEPARTURE, TALKS), (TALKS, DEPARTURE)])
@pytest.mark.parametrize("named_by", [[DEPARTURE], [TALKS], [DEPARTURE, TALKS]])
def test_affirming_two_rivals_is_partial_with_a_tension(left, right, named_by):
    """Either way round, and even where only one of the two names the other as its rival."""
    rival = {DEPARTURE: TALKS, TALKS: DEPARTURE}
    codebook = {
        slug: PropositionRecord(
            slug, slug, "", frozenset([rival[slug]] if slug in named_by else [])
        )
        for slug in rival
    }
    finding = relate_coded([left], [right], codebook)
    assert finding.relation is Relation.PARTIAL
    (reason,) = finding.reasons
    assert (reason.kind, reason.propositions) == (ReasonKind.TENSION, (left, right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({DEPARTURE: REJECTS}, {TALKS: AFFIRMS}),
        ({DEPARTURE: AFFIRMS}, {TALKS: QUALIFIES}),
        ({DEPARTURE: REJECTS}, {TALKS: REJECTS}),
        ({DEPARTURE: AFFIRMS}, {CUBA: AFFIRMS}),
        ({DEPARTURE: AFFIRMS, TALKS: AFFIRMS}, {CUBA: AFFIRMS}),
    ],
)
def test_rivals_that_are_not_both_affirmed_are_no_tension(left, right):
    """Nor are rivals within one point: that is for its coder to sort out."""
    assert relate_coded(left, right).basis is Basis.OPEN


def test_a_tension_keeps_points_from_convergence():
    """They agree on all else that they share."""
    finding = relate_coded([DEPARTURE, CUBA], [TALKS, CUBA])
    assert finding.relation is Relation.PARTIAL
    assert kinds(finding) == [ReasonKind.TENSION, ReasonKind.BOTH_AFFIRM]


def test_propositions_that_the_codebook_does_not_know_are_compared_all_the_same():
    """A codebook may be handed in that holds less than the points."""
    assert relate_coded([CUBA], [CUBA], {}).relation is Relation.CONVERGENT
    assert relate_coded([DEPARTURE], [TALKS], {}).relation is None


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        (["a", "b"], ["a", "c", "d"], Relation.CONVERGENT),
        (["a", "b", "c", "d"], ["a"], Relation.CONVERGENT),
        (["a"], ["a", "b", "c", "d"], Relation.CONVERGENT),
        (["a", "b", "c", "d", "e"], ["a"], Relation.PARTIAL),
        (["a", "b", "c"], ["a", "d", "e"], Relation.PARTIAL),
        (["a", "z", "b", "c", "d"], ["a", "z", "e", "f", "g"], Relation.CONVERGENT),
        (["a", "z", "b", "c", "d"], ["a", "z", "e", "f", "g", "h"], Relation.PARTIAL),
    ],
)
def test_the_same_stance_throughout_converges_from_a_quarter_of_what_either_holds(
    left, right, relation
):
    """A quarter exactly is enough; below it the reason says how little is shared."""
    share = len({*left} & {*right}) / len({*left} | {*right})
    assert CONVERGENT_SHARE == 0.25
    assert (share >= 0.25) == (relation is Relation.CONVERGENT)
    finding = relate_coded(left, right)
    assert finding.relation is relation
    much_else = [r.share for r in finding.reasons if r.kind is ReasonKind.MUCH_ELSE]
    assert much_else == ([] if relation is Relation.CONVERGENT else [share])


def test_opposite_stances_decide_whatever_else_two_points_share():
    """One contradiction outweighs agreement, reserve and tension; the reasons name it first."""
    finding = relate_coded(
        {AID: AFFIRMS, "a": AFFIRMS, "b": QUALIFIES, DEPARTURE: AFFIRMS, CUBA: AFFIRMS},
        {AID: AFFIRMS, "a": AFFIRMS, "b": AFFIRMS, TALKS: AFFIRMS, CUBA: REJECTS},
    )
    assert finding.relation is Relation.DIVERGENT
    assert kinds(finding) == [
        ReasonKind.OPPOSED,
        ReasonKind.TENSION,
        ReasonKind.QUALIFIED,
        ReasonKind.BOTH_AFFIRM,
        ReasonKind.BOTH_AFFIRM,
    ]


# --- Exchange -------------------------------------------------------------------

TO_CONTACT = {"addresses": frozenset({"international-contact-group"})}
TO_LIMA = {"addresses": frozenset({"lima-group"})}


def test_a_proposal_accepted_is_the_first_reason_in_both_directions():
    """Point Five and its answer; the words stand left and right, the direction beside them."""
    proposal = make_point([CUBA], operative="Proposes; invites", **TO_CONTACT)
    answer = make_point([CUBA], operative="Continues; welcomes and accepts", **TO_LIMA)
    there, back = relate(proposal, answer, CODEBOOK), relate(answer, proposal, CODEBOOK)
    assert kinds(there) == kinds(back) == [ReasonKind.EXCHANGE, ReasonKind.BOTH_AFFIRM]
    assert there.reasons[0].words == ("proposes", "accepts")
    assert there.reasons[0].left_proposes
    assert back.reasons[0].words == ("accepts", "proposes")
    assert not back.reasons[0].left_proposes


@pytest.mark.parametrize(
    ("proposes", "accepts"),
    [
        ("Proposes", "Agrees to"),
        ("Invites", "Accepts"),
        ("Requests", "Has agreed"),
        ("Suggests; does not insist", "Rejects nothing; accepts"),
    ],
)
def test_verbs_of_proposing_and_accepting_make_an_exchange(proposes, accepts):
    """In any form, and whatever the other verbs of the point do."""
    assert find_exchange(
        make_point(operative=proposes, **TO_CONTACT), make_point(operative=accepts, **TO_LIMA)
    )


@pytest.mark.parametrize(
    ("proposes", "accepts"),
    [
        ("Proposes", "Welcomes"),
        ("Proposes", "Takes note"),
        ("Welcomes", "Accepts"),
        ("Proposes", "Does not accept"),
        ("Proposes", "Can’t agree"),
        ("Does not propose", "Accepts"),
        ("Proposes", ""),
        ("", ""),
    ],
)
def test_other_verbs_make_none(proposes, accepts):
    """To welcome is not to accept, and least of all is not to accept."""
    assert (
        find_exchange(
            make_point(operative=proposes, **TO_CONTACT), make_point(operative=accepts, **TO_LIMA)
        )
        is None
    )


@pytest.mark.parametrize(("left", "right"), [({}, TO_LIMA), (TO_CONTACT, {}), ({}, {})])
def test_an_exchange_needs_both_to_address_each_other(left, right):
    """A proposal to the Contact Group is not accepted by accepting something from the UN."""
    one = make_point([CUBA], operative="Proposes", **left)
    other = make_point([CUBA], operative="Accepts", **right)
    assert kinds(relate(one, other, CODEBOOK)) == [ReasonKind.BOTH_AFFIRM]
    assert kinds(relate(other, one, CODEBOOK)) == [ReasonKind.BOTH_AFFIRM]


# --- Judgements -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("judged", "relation"),
    [
        (["divergent"], Relation.DIVERGENT),
        (["partial", "partial"], Relation.PARTIAL),
        (["partial", "divergent", "partial"], Relation.PARTIAL),
        (["unrelated", "unrelated", "partial"], Relation.UNRELATED),
    ],
)
def test_what_most_coders_judged_overrides_the_codes(judged, relation):
    """Their words come before what follows from the codes, which stays as a reason."""
    judgements = [judge(word, f"Coder {n}") for n, word in enumerate(judged)]
    finding = relate(make_point([CUBA]), make_point([CUBA]), CODEBOOK, judgements)
    assert (finding.relation, finding.basis) == (relation, Basis.JUDGED)
    assert kinds(finding) == [ReasonKind.JUDGED] * len(judged) + [ReasonKind.BOTH_AFFIRM]
    assert [reason.judgement for reason in finding.reasons[:-1]] == judgements


@pytest.mark.parametrize(
    "judged",
    [
        ["partial", "divergent"],
        ["partial", "unrelated"],
        ["partial", "partial", "divergent", "divergent"],
        ["partial", "divergent", "convergent"],
        ["partial", "partial", "divergent", "unrelated"],
    ],
)
def test_without_a_majority_the_codes_stand_and_the_dissent_is_named(judged):
    """Half of the coders is not most of them."""
    judgements = [judge(word, f"Coder {n}") for n, word in enumerate(judged)]
    finding = relate(make_point([CUBA]), make_point([CUBA]), CODEBOOK, judgements)
    assert (finding.relation, finding.basis) == (Relation.CONVERGENT, Basis.CODED)
    assert kinds(finding) == [
        ReasonKind.CODERS_DIFFER,
        *[ReasonKind.JUDGED] * len(judged),
        ReasonKind.BOTH_AFFIRM,
    ]


def test_without_a_majority_and_without_codes_the_relation_stays_open():
    """Nobody has said how the two stand, and the reader sees why."""
    finding = relate(make_point(), make_point(), {}, [judge("partial"), judge("divergent", "Eva")])
    assert (finding.relation, finding.basis) == (None, Basis.OPEN)
    assert kinds(finding) == [ReasonKind.CODERS_DIFFER_UNCODED, *[ReasonKind.JUDGED] * 2]


@pytest.mark.parametrize("coded", [[CUBA], []], ids=["coded", "open"])
@pytest.mark.parametrize(
    ("judged", "differ"),
    [
        (["partial", "divergent"], True),
        (["partial", "unrelated"], True),
        (["partial", "partial", "divergent"], False),
        (["partial"], False),
        ([], False),
    ],
)
def test_a_finding_says_whether_coders_differ(coded, judged, differ):
    """So that a page can say so beside the basis, which stays that of the codes."""
    judgements = [judge(word, f"Coder {n}") for n, word in enumerate(judged)]
    finding = relate(make_point(coded), make_point(coded), CODEBOOK, judgements)
    assert finding.coders_differ is differ
    without = relate(make_point(coded), make_point(coded), CODEBOOK)
    if differ or not judged:
        assert (finding.relation, finding.basis) == (without.relation, without.basis)


def test_coders_of_whom_one_read_other_words_do_not_differ():
    """Nor does an open pair that was judged before its words were changed."""
    stale = judge("divergent", stale=True)
    assert not relate(make_point(), make_point(), {}, [stale]).coders_differ
    assert not relate(make_point(), make_point(), {}, [stale, judge("partial")]).coders_differ


def test_a_judgement_on_words_that_have_changed_does_not_count():
    """Alone it is mentioned; beside one on the words as they stand it is not."""
    stale = judge("divergent", stale=True)
    finding = relate(make_point([CUBA]), make_point([CUBA]), CODEBOOK, [stale])
    assert (finding.relation, finding.basis) == (Relation.CONVERGENT, Basis.CODED)
    assert kinds(finding) == [ReasonKind.JUDGED_STALE, ReasonKind.BOTH_AFFIRM]
    assert finding.reasons[0].judgement is stale

    fresh = [stale, judge("partial", "Eva")]
    finding = relate(make_point([CUBA]), make_point([CUBA]), CODEBOOK, fresh)
    assert (finding.relation, finding.basis) == (Relation.PARTIAL, Basis.JUDGED)
    assert kinds(finding) == [ReasonKind.JUDGED, ReasonKind.BOTH_AFFIRM]


def test_of_several_stale_judgements_the_latest_is_named():
    """One sentence is enough to say that the pair should be judged again."""
    judgements = [judge("divergent", stale=True), judge("partial", "Eva", stale=True)]
    (reason,) = relate(make_point(), make_point(), {}, judgements).reasons
    assert reason.judgement.coder == "Eva"


def test_an_adjudication_stands_whatever_the_majority_and_keeps_the_dissent():
    """Of several the last; one on words that changed since leaves it to the coders again."""
    coders = [judge("divergent", "Ana"), judge("divergent", "Eva")]

    def found(*adjudicated, **more):
        ruled = [judge(word, "Lead", adjudicates=True, **more) for word in adjudicated]
        return relate(make_point([CUBA]), make_point([CUBA]), CODEBOOK, [*coders, *ruled])

    finding = found("partial")
    assert (finding.relation, finding.basis) == (Relation.PARTIAL, Basis.JUDGED)
    assert kinds(finding)[:3] == [ReasonKind.ADJUDICATED, ReasonKind.JUDGED, ReasonKind.JUDGED]
    assert found("partial", "convergent").relation is Relation.CONVERGENT
    assert found("partial", stale=True).relation is Relation.DIVERGENT
