"""Comparing two declarations: from rows of the database to rows of a collation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from declarations import phrasing
from declarations.comparison import (
    Codebook,
    CorpusWeights,
    Judgements,
    Names,
    PointRecord,
    PropositionRecord,
    Row,
    RowOrder,
    Stance,
    collate,
    weigh_pair,
)
from declarations.comparison.normalization import fold
from declarations.models import (
    Actor,
    Declaration,
    Point,
    Proposition,
    Topic,
    in_language,
)

from .compared import Comparison, Side
from .judging import Viewer, judgements_between
from .suggesting import Hints, suggest_codes
from .weights import corpus_weights


def compare_declarations(
    left: Declaration,
    right: Declaration,
    *,
    order: RowOrder = RowOrder.LEFT,
    language: str = "en",
    pair: tuple[str, str] | None = None,
    viewer: Viewer = None,
) -> Comparison:
    """
    Return how two declarations stand to each other, point by point.

    Both must come from ``for_comparison()``. ``language`` is that of reading;
    which points meet does not depend on it. ``pair``, the anchors of two points,
    are a row if they match at all, whatever stronger counterparts they have.
    ``viewer`` is who reads: judgements of a running round are not everybody's.
    """
    gathered = gather(left, right, language=language)
    judgements = judgements_between(gathered.left.points, gathered.right.points, viewer=viewer)
    return gathered.compare(judgements, order=order, pair=pair)


@dataclass(frozen=True)
class Gathered:
    """All that two declarations are compared by, but for what coders judged of their pairs."""

    left: Side
    right: Side
    left_records: Sequence[PointRecord]
    right_records: Sequence[PointRecord]
    weights: CorpusWeights
    codebook: Codebook
    names: Names
    language: str
    signers: Sequence[Actor]
    hints: Hints

    def compare(
        self,
        judgements: Judgements,
        *,
        order: RowOrder = RowOrder.LEFT,
        pair: tuple[str, str] | None = None,
    ) -> Comparison:
        """Return the comparison as it is with these judgements."""
        wanted = _places_of(pair, self.left.points, self.right.points) if pair else ()
        return Comparison(
            left=self.left,
            right=self.right,
            collation=collate(
                self.left_records,
                self.right_records,
                weights=self.weights,
                codebook=self.codebook,
                judgements=judgements,
                wanted=wanted,
                order=order,
            ),
            names=self.names,
            language=self.language,
            signers=self.signers,
            hints=self.hints,
        )

    def weigh(self, left: int, right: int, judgements: Judgements) -> Row:
        """Return two points by their places as a row, whether or not they match."""
        return weigh_pair(
            (left, right),
            self.left_records,
            self.right_records,
            self.weights,
            self.codebook,
            judgements,
        )


def gather(left: Declaration, right: Declaration, *, language: str = "en") -> Gathered:
    """Fetch what two declarations are compared by; both come from ``for_comparison()``."""
    left_side = Side(left, list(left.points.all()), language)
    right_side = Side(right, list(right.points.all()), language)
    points = [*left_side.points, *right_side.points]
    hints = suggest_codes({left: left_side.points, right: right_side.points})
    propositions = _propositions_of(points, hints)
    topics = _topics_of(points, hints)
    slugs = {proposition.pk: proposition.slug for proposition in propositions}
    left_name, right_name = _tell_apart(left_side, right_side)
    return Gathered(
        left=left_side,
        right=right_side,
        left_records=point_records(left_side.points, slugs, speaks_of(right), hints),
        right_records=point_records(right_side.points, slugs, speaks_of(left), hints),
        weights=corpus_weights(),
        codebook=Codebook(
            {
                proposition.slug: PropositionRecord(
                    proposition.slug,
                    proposition.text,
                    "",
                    frozenset(rival.slug for rival in proposition.rivals.all()),
                )
                for proposition in propositions
            },
            [topic.slug for topic in topics],
        ),
        names=Names(
            left_name,
            right_name,
            {p.slug: in_language(p, "text", language) for p in propositions},
            {t.slug: in_language(t, "name", language) for t in topics},
        ),
        language=language,
        signers=_signatories_of_both(left, right, language),
        hints=hints,
    )


def _places_of(
    pair: tuple[str, str], left: Sequence[Point], right: Sequence[Point]
) -> list[tuple[int, int]]:
    """Return the places of two points by their anchors; none where one is not there."""
    return [
        (place, other_place)
        for place, point in enumerate(left)
        if point.anchor == pair[0]
        for other_place, other in enumerate(right)
        if other.anchor == pair[1]
    ]


def _tell_apart(left: Side, right: Side) -> tuple[str, str]:
    """
    Return names for the two sides: with the dates where the same group issued both.

    Two texts of one group on one day are told apart by their titles, and where
    these are the same, too, by what stands in their addresses.
    """
    candidates = (
        (left.short_name, right.short_name),
        (
            phrasing.dated(left.short_name, left.declaration.date),
            phrasing.dated(right.short_name, right.declaration.date),
        ),
        (left.title, right.title),
    )
    for names in candidates:
        if names[0] != names[1]:
            return names
    return left.declaration.slug, right.declaration.slug


def _propositions_of(points: Iterable[Point], hints: Hints) -> list[Proposition]:
    """Return the propositions on which these points are coded or suggested, with their rivals."""
    keys = {position.proposition_id for point in points for position in point.positions.all()}
    slugs = {s.slug for found in hints.by_point.values() for s in found.positions}
    if not keys and not slugs:
        return []
    asked = Q(pk__in=keys) | Q(slug__in=slugs)
    return list(Proposition.objects.filter(asked).with_rivals())


def _topics_of(points: Iterable[Point], hints: Hints) -> list[Topic]:
    """
    Return the topics of these points, and those suggested, in the order of the codebook.

    Those of the points are fetched already.
    """
    topics = {topic.slug: topic for point in points for topic in point.topics.all()}
    suggested = {s.slug for found in hints.by_point.values() for s in found.topics}
    if missing := suggested - topics.keys():
        topics |= {topic.slug: topic for topic in Topic.objects.filter(slug__in=missing)}
    return sorted(topics.values(), key=lambda topic: (topic.order, topic.name))


def point_records(
    points: Iterable[Point], slugs: Mapping[int, str], others: Mapping[str, str], hints: Hints
) -> list[PointRecord]:
    """Return points as the engine takes them; ``others`` maps names of the other side to slugs."""
    records = (
        PointRecord(
            key=point.pk,
            label=point.label,
            wordings={wording.language: wording.text for wording in point.wordings.all()},
            topics=frozenset(topic.slug for topic in point.topics.all()),
            positions={
                slugs[position.proposition_id]: Stance(position.stance)
                for position in point.positions.all()
            },
            operative=point.operative,
            addresses=frozenset(
                others[fold(mention)] for mention in point.mentions if fold(mention) in others
            ),
        )
        for point in points
    )
    return [hints.take_up(record) for record in records]


def speaks_of(declaration: Declaration) -> dict[str, str]:
    """Return the names, folded, by which another text may speak of a declaration's issuers."""
    return {
        fold(name): actor.slug
        for actor in declaration.issuing_actors
        for name in (actor.name, actor.name_es, actor.short_name, actor.short_name_es)
        if name
    }


def _signatories_of_both(left: Declaration, right: Declaration, language: str) -> list[Actor]:
    """Return the actors that signed both, with or without a reservation, by name."""

    def signed(declaration: Declaration) -> dict[int, Actor]:
        return {
            signatory.actor_id: signatory.actor
            for signatory in declaration.signatories.all()
            if signatory.status != signatory.Status.ABSTAINED
        }

    both, other = signed(left), signed(right)
    signers = [actor for key, actor in both.items() if key in other]
    return sorted(signers, key=lambda actor: in_language(actor, "name", language))
