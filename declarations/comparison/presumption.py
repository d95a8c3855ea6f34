"""
What may be presumed of a point that nobody has coded: the codes suggested for it, with care.

A relation that rests on suggested positions is a proposal of its own. It is
made where one of the positions that decide it is likely enough and the points
match well enough, and only for relations whose suggestions were measured on
this installation and found right often enough (:mod:`.relation_trials`); else
the pair stays open.
"""

from collections.abc import Collection
from dataclasses import replace

from .reasons import Finding, Reason, ReasonKind
from .types import Basis, PointRecord, Relation, Stance
from .votes import Suggestions

RELATION_FLOOR = 0.14
"""
Certainty from which a relation is suggested.

On the sample corpus, each declaration left out in turn, "convergent" was then
right for 956 of 1,260 pairs and "partial" for 321 of 425; without a floor for
62 % of either. At 0.12 both stood just above ``TRUSTED_FROM``; with the most
certain position alone in place of the product, fewer pairs were as often right
(docs/suggestions.md).
"""

TRUSTED_FROM = 0.7
"""Precision from which a kind of relation is suggested; below it, pairs are left open."""

_DECIDING: dict[Relation, tuple[frozenset[ReasonKind], ...]] = {
    Relation.DIVERGENT: (frozenset({ReasonKind.OPPOSED}),),
    Relation.PARTIAL: (
        frozenset({ReasonKind.TENSION, ReasonKind.QUALIFIED}),
        frozenset({ReasonKind.BOTH_AFFIRM, ReasonKind.BOTH_QUALIFY, ReasonKind.BOTH_REJECT}),
    ),
    Relation.CONVERGENT: (
        frozenset({ReasonKind.BOTH_AFFIRM, ReasonKind.BOTH_QUALIFY, ReasonKind.BOTH_REJECT}),
    ),
}
"""The reasons that decide a relation; of several sets the first that any reason is of."""


def take_up(
    point: PointRecord,
    suggestions: Suggestions | None,
    trusted: Collection[Relation] = (),
) -> PointRecord:
    """
    Return a point with what is suggested for it in place of the codes that it lacks.

    ``trusted`` are the relations that may follow from it. Topics where it has
    none, positions where it has none; what people coded stays. A proposition
    suggested without a stance is no position.
    """
    if suggestions is None:
        return point
    if not point.topics and suggestions.topics:
        topics = frozenset(suggestion.slug for suggestion in suggestions.topics)
        point = replace(point, topics=topics, topics_proposed=True)
    positions: dict[str, Stance] = {}
    scores: dict[str, float] = {}
    for suggestion in suggestions.positions:
        if suggestion.stance is not None:
            positions[suggestion.slug] = suggestion.stance
            scores[suggestion.slug] = suggestion.score
    if not point.positions and positions:
        point = replace(point, positions=positions, proposed=scores, trusted=frozenset(trusted))
    return point


def presume(finding: Finding, left: PointRecord, right: PointRecord, score: float) -> Finding:
    """
    Return what positions say of two points as a suggestion, or as open.

    ``finding`` is what would follow if all positions were coded, ``score`` that
    of the match (:class:`~.scoring.Match`). Open where it is not certain enough;
    open with a reason that says so where it is not among the relations that the
    sides with suggested positions trust.
    """
    relation = finding.relation
    if relation is None or certainty(finding, left, right) * score < RELATION_FLOOR:
        return Finding(None, Basis.OPEN)
    if any(side.proposed and relation not in side.trusted for side in (left, right)):
        return Finding(None, Basis.OPEN, (Reason(ReasonKind.SUGGESTION_WITHHELD),))
    reasons = (_marked(reason, left, right) for reason in finding.reasons)
    return Finding(relation, Basis.SUGGESTED, tuple(reasons))


def certainty(finding: Finding, left: PointRecord, right: PointRecord) -> float:
    """
    Return how certain the positions are that decide a relation, 0 to 1.

    That of the most certain deciding reason: the product of the scores of what
    it rests on, where a coded position counts 1. Times the score of the match
    it orders suggestions; it is no probability.
    """
    if finding.relation not in _DECIDING:
        return 0.0
    for kinds in _DECIDING[finding.relation]:
        deciding = [reason for reason in finding.reasons if reason.kind in kinds]
        if deciding:
            return max(_product(reason, left, right) for reason in deciding)
    return 0.0


def _product(reason: Reason, left: PointRecord, right: PointRecord) -> float:
    # The slugs are the shared one alone, or the left and the right rival.
    on_left, on_right = reason.propositions[0], reason.propositions[-1]
    return min(1.0, left.proposed.get(on_left, 1.0)) * min(1.0, right.proposed.get(on_right, 1.0))


def _marked(reason: Reason, left: PointRecord, right: PointRecord) -> Reason:
    """Return a reason as suggested where anything that it rests on is."""
    if reason.kind is ReasonKind.EXCHANGE:
        return reason  # rests on verbs, which stand in the text
    proposed = left.proposed.keys() | right.proposed.keys()
    rests_on_suggestions = not reason.propositions or proposed.intersection(reason.propositions)
    return replace(reason, suggested=bool(rests_on_suggestions))
