"""
How two points on the same matter stand to each other, and why.

Wording cannot tell agreement from contradiction, so a relation comes from
people: from what coders judged of the pair, or from the positions that each
point was coded with. Where a point has no positions yet, those suggested for it
may stand in (:mod:`.presumption`). Where nothing says anything the relation
stays open.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from .lexicon import ACCEPTING_VERBS, NEGATIONS, PROPOSING_VERBS
from .normalization import analyse, stem
from .presumption import presume
from .reasons import Finding, Reason, ReasonKind
from .types import Basis, JudgementRecord, PointRecord, PropositionRecord, Relation, Stance

__all__ = [
    "CONVERGENT_SHARE",
    "Finding",
    "Reason",
    "ReasonKind",
    "find_exchange",
    "relate",
    "relate_by_positions",
    "verdict_of",
]

CONVERGENT_SHARE = 0.25
"""
The share of what either point holds that must be shared for full convergence.

Below it each point says much that the other does not, and coders call the
pair partial; the first value of the product's rules, to be measured against
judgements as they come in.
"""


_BOTH = {
    Stance.AFFIRMS: ReasonKind.BOTH_AFFIRM,
    Stance.QUALIFIES: ReasonKind.BOTH_QUALIFY,
    Stance.REJECTS: ReasonKind.BOTH_REJECT,
}


_DIFFERING = {
    Basis.OPEN: ReasonKind.CODERS_DIFFER_UNCODED,
    Basis.SUGGESTED: ReasonKind.CODERS_DIFFER_SUGGESTED,
}
"""What is said of coders who differ, where no codes of both points stand in."""


def relate(
    left: PointRecord,
    right: PointRecord,
    codebook: Mapping[str, PropositionRecord],
    judgements: Sequence[JudgementRecord] = (),
    *,
    score: float = 1.0,
) -> Finding:
    """
    Return how two points stand: as judged, else as coded, else as suggested, else open.

    A suggestion needs positions likely enough, points alike enough (``score``,
    that of their match), and a relation that the points trust.

    Judgements are each coder's latest. Those on words that have changed since
    do not count; where the rest have no strict majority, the codes' reading
    stands, or the relation stays open without codes, and the dissent is named
    first among the reasons.
    """
    coded = relate_by_positions(left, right, codebook)
    if left.proposed or right.proposed:
        coded = presume(coded, left, right, score)
    judged, notes = verdict_of(judgements)
    if judged is not None:
        # What was held back does not matter where people have said how the two stand.
        said = (r for r in coded.reasons if r.kind is not ReasonKind.SUGGESTION_WITHHELD)
        return Finding(judged, Basis.JUDGED, (*notes, *said), tuple(judgements))
    if notes and notes[0].kind is ReasonKind.CODERS_DIFFER and coded.basis in _DIFFERING:
        notes = (Reason(_DIFFERING[coded.basis]), *notes[1:])
    return Finding(coded.relation, coded.basis, notes + coded.reasons, tuple(judgements))


def relate_by_positions(
    left: PointRecord, right: PointRecord, codebook: Mapping[str, PropositionRecord]
) -> Finding:
    """
    Return the relation that follows from the positions of two points.

    Opposite stances on a proposition are divergent. A qualified stance against
    another, or affirming two rivals, is partial. The same stance throughout is
    convergent where the shared propositions are at least ``CONVERGENT_SHARE``
    of those that either point holds, and partial below.
    """
    shared = [slug for slug in left.positions if slug in right.positions]
    opposed, qualified, same = [], [], []
    for slug in shared:
        stances = (left.positions[slug], right.positions[slug])
        if stances[0] == stances[1]:
            same.append(Reason(_BOTH[stances[0]], (slug,), stances))
        elif Stance.QUALIFIES in stances:
            qualified.append(Reason(ReasonKind.QUALIFIED, (slug,), stances))
        else:
            opposed.append(Reason(ReasonKind.OPPOSED, (slug,), stances))
    tensions = _tensions(left, right, codebook)
    reasons = [*opposed, *tensions, *qualified, *same]
    if not reasons:
        return Finding(None, Basis.OPEN)
    if opposed:
        relation = Relation.DIVERGENT
    elif tensions or qualified:
        relation = Relation.PARTIAL
    else:
        share = len(shared) / len(left.positions.keys() | right.positions.keys())
        relation = Relation.CONVERGENT if share >= CONVERGENT_SHARE else Relation.PARTIAL
        if relation is Relation.PARTIAL:
            reasons.append(Reason(ReasonKind.MUCH_ELSE, share=share))
    exchange = find_exchange(left, right)
    if exchange is not None:
        reasons.insert(0, exchange)
    return Finding(relation, Basis.CODED, tuple(reasons))


def find_exchange(left: PointRecord, right: PointRecord) -> Reason | None:
    """
    Return the reason that one point accepts what the other proposes, or None.

    Both must speak of the other's issuer by name (``addresses``, which the
    caller fills with the other side's slugs only): a proposal to the Contact
    Group is not accepted by welcoming the envoys of the United Nations. To
    welcome is not to accept, and a negated verb does neither. ``words`` are the
    verbs, left and right.
    """
    if not (left.addresses and right.addresses):
        return None
    left_verbs, right_verbs = _verb_stems(left), _verb_stems(right)
    for proposing, accepting in ((left_verbs, right_verbs), (right_verbs, left_verbs)):
        proposal = next((v for s, v in proposing.items() if s in _PROPOSING), None)
        acceptance = next((v for s, v in accepting.items() if s in _ACCEPTING), None)
        if proposal and acceptance:
            left_proposes = proposing is left_verbs
            words = (proposal, acceptance) if left_proposes else (acceptance, proposal)
            return Reason(ReasonKind.EXCHANGE, words=words, left_proposes=left_proposes)
    return None


_PROPOSING = frozenset(stem(verb, "en") for verb in PROPOSING_VERBS)
_ACCEPTING = frozenset(stem(verb, "en") for verb in ACCEPTING_VERBS)


def _verb_stems(point: PointRecord) -> dict[str, str]:
    """Return the operative verbs of a point in lower case by their stems, without negated ones."""
    verbs: dict[str, str] = {}
    for phrase in point.operative.split(";"):
        analysed = analyse(phrase, "en")
        if analysed.stems.isdisjoint(NEGATIONS["en"]):
            for word in analysed.words:
                verbs.setdefault(word.stem, phrase[word.start : word.end].lower())
    return verbs


def _tensions(
    left: PointRecord, right: PointRecord, codebook: Mapping[str, PropositionRecord]
) -> list[Reason]:
    """Return the pairs of rivals of which left affirms one and right the other."""

    def names(slug: str, rival: str) -> bool:
        return slug in codebook and rival in codebook[slug].rivals

    return [
        Reason(ReasonKind.TENSION, (slug, rival), (Stance.AFFIRMS, Stance.AFFIRMS))
        for slug, stance in left.positions.items()
        if stance == Stance.AFFIRMS
        for rival, other_stance in right.positions.items()
        # It is enough that one of the two names the other as its rival.
        if other_stance == Stance.AFFIRMS and (names(slug, rival) or names(rival, slug))
    ]


def verdict_of(
    judgements: Sequence[JudgementRecord],
) -> tuple[Relation | None, tuple[Reason, ...]]:
    """
    Return what was judged of the words as they stand, with reasons.

    What a lead adjudicated last, else what a strict majority of coders said.
    The coders' own judgements stay among the reasons, dissent included.
    """
    fresh = [judgement for judgement in judgements if not judgement.stale]
    if not fresh:
        stale = (Reason(ReasonKind.JUDGED_STALE, judgement=last) for last in judgements[-1:])
        return None, tuple(stale)
    adjudications = [judgement for judgement in fresh if judgement.adjudicates]
    fresh = [judgement for judgement in fresh if not judgement.adjudicates]
    reasons = tuple(Reason(ReasonKind.JUDGED, judgement=judgement) for judgement in fresh)
    if adjudications:
        last = adjudications[-1]
        return last.relation, (Reason(ReasonKind.ADJUDICATED, judgement=last), *reasons)
    relation, votes = Counter(judgement.relation for judgement in fresh).most_common(1)[0]
    if 2 * votes > len(fresh):
        return relation, reasons
    return None, (Reason(ReasonKind.CODERS_DIFFER), *reasons)
