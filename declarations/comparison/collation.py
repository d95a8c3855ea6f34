"""
Matches and relations, laid out as rows to read: pairs, and gaps where one side is silent.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .matching import CorpusWeights, Match, Matching, Pair, match_points, measure_pair
from .reasons import Finding, Reason, ReasonKind
from .relation import relate, verdict_of
from .types import (
    Basis,
    JudgementRecord,
    PointRecord,
    PropositionRecord,
    Relation,
    RowOrder,
)
from .wording import LIKENESS_FLOOR, telling_words


@dataclass(frozen=True, slots=True)
class Codebook:
    """Propositions by slug, and topics in the order in which the codebook has them."""

    propositions: Mapping[str, PropositionRecord] = field(default_factory=dict)
    topics: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """
    A pair of points, or one that stands alone; ``left`` and ``right`` are places in the lists.

    A pair has a ``match`` and a ``finding``. A point alone has neither; its
    ``nearest`` counterpart, too far to be one, is named where there is any.
    ``topic`` is the slug that the row stands under in topic order.
    """

    left: int | None
    right: int | None
    match: Match | None = None
    finding: Finding | None = None
    nearest: Match | None = None
    topic: str | None = None

    @property
    def state(self) -> str:
        """What the row counts as: a relation, "open", "only-left" or "only-right"."""
        if self.left is None:
            return "only-right"
        if self.right is None or self.finding is None:
            return "only-left"
        return (self.finding.relation or Basis.OPEN).value

    @property
    def is_suggested(self) -> bool:
        """Whether the relation is the machine's proposal alone."""
        return self.finding is not None and self.finding.basis is Basis.SUGGESTED


@dataclass(frozen=True, slots=True)
class Collation:
    """Two lists of points, row by row, with their counts."""

    left: Sequence[PointRecord]
    right: Sequence[PointRecord]
    rows: tuple[Row, ...]
    order: RowOrder
    left_out: int = 0
    """Pairs that match but are no rows: each point has enough that are stronger."""
    unrelated: tuple[Row, ...] = ()
    """Pairs that coders judged unrelated: they are no rows of the table and count nowhere."""

    @property
    def pairs(self) -> list[Row]:
        """The rows in which two points meet."""
        return [row for row in self.rows if row.match is not None]

    def counts(self) -> dict[str, int]:
        """Return the number of rows by state; the six states are always there."""
        counts = dict.fromkeys(STATES, 0)
        for row in self.rows:
            counts[row.state] += 1
        return counts

    @property
    def suggested(self) -> dict[str, int]:
        """How many rows of each state stand so only by the machine's suggestion."""
        counts = dict.fromkeys(STATES, 0)
        for row in self.rows:
            counts[row.state] += row.is_suggested
        return counts


STATES = (
    Relation.CONVERGENT.value,
    Relation.PARTIAL.value,
    Relation.DIVERGENT.value,
    Basis.OPEN.value,
    "only-left",
    "only-right",
)

Judgements = Mapping[tuple[int, int], Sequence[JudgementRecord]]
"""Each coder's latest judgement, by the keys of two points, the lower first."""


def collate(
    left: Sequence[PointRecord],
    right: Sequence[PointRecord],
    *,
    weights: CorpusWeights,
    codebook: Codebook,
    judgements: Judgements | None = None,
    wanted: Collection[Pair] = (),
    order: RowOrder = RowOrder.LEFT,
) -> Collation:
    """
    Return two lists of points as rows, each pair with its relation, basis and reasons.

    A pair that coders relate, or differ about, is a row whatever its score, and
    so is one ``wanted``, where it matches at all. One that they judged
    unrelated is none, takes no other match's place, and is not called near.
    Every point is in at least one row.
    """
    judgements = judgements or {}
    related, unrelated = _judged_pairs(left, right, judgements)
    matching = match_points(left, right, weights, unrelated)
    apart = tuple(
        weigh_pair((one, other), left, right, weights, codebook, judgements)
        for one, other in sorted(unrelated)
    )
    related.update((m.left, m.right) for m in matching.left_out if (m.left, m.right) in wanted)
    judged = _judged_besides(related, matching.matches, left, right, weights)
    findings: dict[Pair, tuple[Match, Finding]] = {}
    for match in (*matching.matches, *judged):
        finding = _find(match, left[match.left], right[match.right], codebook, judgements)
        findings[match.left, match.right] = (match, finding)
    rows = _rows(left, right, findings, matching, order)
    if order is RowOrder.TOPIC:
        rows = _by_topic(rows, left, right, codebook)
    # Some of those left out by score may have come back by judgement, or because they are wanted.
    returned = related.intersection((match.left, match.right) for match in matching.left_out)
    left_out = len(matching.left_out) - len(returned)
    return Collation(left, right, tuple(rows), order, left_out, apart)


def weigh_pair(
    pair: Pair,
    left: Sequence[PointRecord],
    right: Sequence[PointRecord],
    weights: CorpusWeights,
    codebook: Codebook,
    judgements: Judgements,
) -> Row:
    """Return any two points as a row, by their places, whether or not they match."""
    one, other = left[pair[0]], right[pair[1]]
    match = measure_pair(one, other, weights)._replace(left=pair[0], right=pair[1])
    return Row(*pair, match, _find(match, one, other, codebook, judgements))


def _find(
    match: Match,
    one: PointRecord,
    other: PointRecord,
    codebook: Codebook,
    judgements: Judgements,
) -> Finding:
    """Return how a pair stands, with what the match itself rests on among the reasons."""
    keys = (min(one.key, other.key), max(one.key, other.key))
    given = judgements.get(keys, ())
    finding = relate(one, other, codebook.propositions, given, score=match.score)
    reasons = finding.reasons + _lexical_reasons(match, one, other, codebook)
    # What a suggestion lacked is of least interest.
    ranked = sorted(reasons, key=lambda reason: reason.kind is ReasonKind.SUGGESTION_WITHHELD)
    return replace(finding, reasons=tuple(ranked))


def _judged_pairs(
    left: Sequence[PointRecord], right: Sequence[PointRecord], judgements: Judgements
) -> tuple[set[Pair], set[Pair]]:
    """
    Return the pairs that coders relate, and those that most judged unrelated.

    Where they differ and one of them relates the two, these are read together: a
    dispute that nobody sees is none that anybody settles.
    """
    left_places = {point.key: place for place, point in enumerate(left)}
    right_places = {point.key: place for place, point in enumerate(right)}
    related: set[Pair] = set()
    unrelated: set[Pair] = set()
    for keys, records in judgements.items():
        verdict, _ = verdict_of(records)
        said = {record.relation for record in records if not record.stale}
        if verdict is None and said <= {Relation.UNRELATED}:
            continue
        for one, other in (keys, keys[::-1]):
            if one in left_places and other in right_places:
                pair = (left_places[one], right_places[other])
                (unrelated if verdict is Relation.UNRELATED else related).add(pair)
    return related, unrelated


def _judged_besides(
    related: Collection[Pair],
    matches: Sequence[Match],
    left: Sequence[PointRecord],
    right: Sequence[PointRecord],
    weights: CorpusWeights,
) -> list[Match]:
    """Return the pairs that coders relate and the score did not propose, with their scores."""
    known = {(match.left, match.right) for match in matches}
    return [
        measure_pair(left[one], right[other], weights)._replace(left=one, right=other)
        for one, other in sorted(related)
        if (one, other) not in known
    ]


def _lexical_reasons(
    match: Match, left: PointRecord, right: PointRecord, codebook: Codebook
) -> tuple[Reason, ...]:
    """Return what the match itself rests on: shared topics and shared words."""
    reasons = []
    shared_topics = left.topics & right.topics
    topics = [topic for topic in codebook.topics if topic in shared_topics]
    if topics:
        suggested = left.topics_proposed or right.topics_proposed
        reasons.append(Reason(ReasonKind.TOPICS, words=tuple(topics), suggested=suggested))
    if match.likeness is not None and match.likeness >= LIKENESS_FLOOR and match.language:
        words = telling_words(
            left.wordings[match.language], right.wordings[match.language], match.language
        )
        if words:
            reasons.append(Reason(ReasonKind.WORDING, words=words, share=match.likeness))
    if match.language is None and match.score:
        reasons.append(Reason(ReasonKind.ACROSS_LANGUAGES))
    return tuple(reasons)


def _rows(
    left: Sequence[PointRecord],
    right: Sequence[PointRecord],
    findings: Mapping[Pair, tuple[Match, Finding]],
    matching: Matching,
    order: RowOrder,
) -> list[Row]:
    """Lay out rows in the order of one side; the other side's lone points stand in their place."""
    by_right = order is RowOrder.RIGHT
    meets: dict[int, list[Row]] = defaultdict(list)
    met: set[int] = set()
    for (one, other), (match, finding) in findings.items():
        anchor, counterpart = (other, one) if by_right else (one, other)
        meets[anchor].append(Row(one, other, match, finding))
        met.add(counterpart)
    rows: list[Row] = []
    for anchor in range(len(right if by_right else left)):
        rows.extend(
            sorted(meets[anchor], key=_strength)
            or [_alone(anchor, right_side=by_right, matching=matching)]
        )
    lone = [place for place in range(len(left if by_right else right)) if place not in met]
    return _insert_lone(rows, lone, right_side=not by_right, matching=matching)


def _strength(row: Row) -> float:
    return -row.match.score if row.match else 0.0


def _alone(place: int, *, right_side: bool, matching: Matching) -> Row:
    if right_side:
        return Row(None, place, nearest=matching.nearest_of_right.get(place))
    return Row(place, None, nearest=matching.nearest_of_left.get(place))


def _insert_lone(
    rows: list[Row], lone: Sequence[int], *, right_side: bool, matching: Matching
) -> list[Row]:
    """Insert each lone point after the strongest row of the one before it on its own side."""
    strongest: dict[int, int] = {}
    for position, row in enumerate(rows):
        met = row.right if right_side else row.left
        if met is not None and (
            met not in strongest or _strength(row) < _strength(rows[strongest[met]])
        ):
            strongest[met] = position
    following: dict[int, list[Row]] = defaultdict(list)
    position = -1
    for place in range(lone[-1] + 1 if lone else 0):
        # A point that is not lone has a row; a lone one stands where its predecessor does.
        position = strongest.get(place, position)
        if place not in strongest:
            following[position].append(_alone(place, right_side=right_side, matching=matching))
    laid = list(following[-1])
    for position, row in enumerate(rows):
        laid.append(row)
        laid.extend(following.get(position, ()))
    return laid


def _by_topic(
    rows: Sequence[Row],
    left: Sequence[PointRecord],
    right: Sequence[PointRecord],
    codebook: Codebook,
) -> list[Row]:
    """Put each row under the first topic that its points share, else the first that either has."""
    rank = {topic: place for place, topic in enumerate(codebook.topics)}

    def topic_of(row: Row) -> str | None:
        sides = [
            points[place].topics
            for points, place in ((left, row.left), (right, row.right))
            if place is not None
        ]
        shared = frozenset.intersection(*sides) or frozenset.union(*sides)
        return min((t for t in shared if t in rank), key=rank.__getitem__, default=None)

    placed = [
        Row(row.left, row.right, row.match, row.finding, row.nearest, topic_of(row)) for row in rows
    ]
    return sorted(placed, key=lambda row: rank.get(row.topic or "", len(rank)))
