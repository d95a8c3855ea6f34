"""What an actor put its name to, and where those texts diverge from each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from declarations import phrasing
from declarations.comparison import Relation, Stance
from declarations.models import Actor, Declaration, Point, Position, Proposition

from .addresses import address_of

MOST_TEXTS = 200
"""Texts of an actor that are read for where they diverge: the latest of them."""
MOST_DIVERGENCES = 60
"""Propositions listed on which they do; the divergent ones come first."""
MOST_PLACES = 8
"""Places listed of one group and stance on one proposition: the latest of them."""


@dataclass(frozen=True)
class Place:
    """A text that takes a stance, and the points of it that do: number and address of each."""

    declaration: Declaration
    points: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class StanceOf:
    """The texts of one group, or of several jointly, that take one stance on a proposition."""

    issuers: str
    stance: Stance
    places: Sequence[Place]

    @property
    def latest(self) -> Sequence[Place]:
        """The latest ``MOST_PLACES``, in the order of time."""
        return self.places[-MOST_PLACES:]

    @property
    def earlier(self) -> int:
        """How many more there are."""
        return max(0, len(self.places) - MOST_PLACES)


@dataclass(frozen=True)
class Divergence:
    """
    A proposition on which texts that an actor signed take different stances.

    ``pair`` are two of these texts, the earlier first: of those that differ the
    most, from different issuers where there are such, the nearest in time.
    """

    proposition: Proposition
    relation: Relation
    stances: Sequence[StanceOf]
    pair: tuple[Declaration, Declaration]


@dataclass(frozen=True)
class Divergences:
    """
    Where the texts that an actor signed diverge from each other.

    ``texts`` were read, ``shared`` is the number of propositions to which at
    least two of them speak; ``found`` are those on which they differ, the first
    ``MOST_DIVERGENCES``. ``unlisted`` texts of its groups, from its time in
    them, are held without a list of signatories and are not counted.
    """

    texts: int
    shared: int
    counts: Mapping[Relation, int]
    found: Sequence[Divergence]
    unlisted: int

    @property
    def divergent(self) -> int:
        """The number of propositions that one text affirms and another rejects."""
        return self.counts.get(Relation.DIVERGENT, 0)

    @property
    def partial(self) -> int:
        """The number of propositions that one text qualifies and another affirms or rejects."""
        return self.counts.get(Relation.PARTIAL, 0)

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.divergent + self.partial - len(self.found)


Stances = Mapping[Stance, Mapping[int, Sequence[Point]]]
"""The points that take a stance on a proposition, by stance and by declaration."""


def divergences_of(actor: Actor, language: str = "en") -> Divergences:
    """
    Return the propositions on which texts that an actor signed take different stances.

    Signed, with or without a reservation, or issued; of what is published, the
    latest ``MOST_TEXTS``. Five queries at most, whatever their number.
    """
    texts = {
        held.pk: held
        for held in Declaration.objects.published()
        .borne_by(actor)
        .with_issuers()
        .newest_first()
        .only("slug", "title", "title_es", "date")[:MOST_TEXTS]
    }
    positions: dict[int, dict[Stance, dict[int, list[Point]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    rows = Position.objects.filter(point__declaration__in=list(texts)).select_related("point")
    for row in rows.only(
        "proposition_id", "stance", "point__label", "point__declaration_id", "point__order"
    ).order_by("point__declaration", "point__order"):
        point = row.point
        point.declaration = texts[point.declaration_id]
        positions[row.proposition_id][Stance(row.stance)][point.declaration_id].append(point)
    relations = {key: relation for key, held in positions.items() if (relation := _differ(held))}
    propositions = Proposition.objects.filter(pk__in=list(relations)).select_related("topic")
    found = sorted(
        propositions,
        key=lambda p: (relations[p.pk] is not Relation.DIVERGENT, p.topic.order, p.order, p.slug),
    )
    return Divergences(
        texts=len(texts),
        shared=sum(1 for held in positions.values() if len(_texts_of(held)) > 1),
        counts={
            relation: sum(1 for other in relations.values() if other is relation)
            for relation in (Relation.DIVERGENT, Relation.PARTIAL)
        },
        found=[
            Divergence(
                proposition,
                relations[proposition.pk],
                _by_issuers(positions[proposition.pk], texts, language),
                _nearest_pair(positions[proposition.pk], relations[proposition.pk], texts),
            )
            for proposition in found[:MOST_DIVERGENCES]
        ],
        unlisted=Declaration.objects.published().without_signatories().of_groups_of(actor).count(),
    )


def _differ(held: Stances) -> Relation | None:
    """
    Return how texts stand on a proposition where two of them differ, else None.

    Divergent where one affirms what another rejects; partial where one
    qualifies it. What a single text says in two points is no difference
    between texts.
    """
    pairs = {
        frozenset((one, other))
        for one, other in product(held, held)
        if one is not other and _apart(held[one], held[other])
    }
    if not pairs:
        return None
    opposed = frozenset((Stance.AFFIRMS, Stance.REJECTS))
    return Relation.DIVERGENT if opposed in pairs else Relation.PARTIAL


def _apart(one: Mapping[int, object], other: Mapping[int, object]) -> bool:
    """Say whether there is a text on one side and another text on the other."""
    return len(one.keys() | other.keys()) > 1


def _texts_of(held: Stances) -> set[int]:
    return {text for places in held.values() for text in places}


def _by_issuers(held: Stances, texts: Mapping[int, Declaration], language: str) -> list[StanceOf]:
    """Return the places by who issued them and by stance, in the order of each one's first."""
    groups: dict[tuple[str, Stance], list[Place]] = defaultdict(list)
    for stance, places in held.items():
        for key, points in places.items():
            name = phrasing.join(a.brief_in(language) for a in texts[key].issuing_actors)
            links = [(point.label, address_of(point, language)) for point in points]
            groups[name, stance].append(Place(texts[key], links))
    first: dict[str, date] = {}
    for (name, _stance), found in groups.items():
        found.sort(key=lambda place: (place.declaration.date, place.declaration.slug))
        first[name] = min(first.get(name, date.max), found[0].declaration.date)
    return [
        StanceOf(name, stance, found)
        for (name, stance), found in sorted(
            groups.items(),
            key=lambda item: (first[item[0][0]], item[0][0], item[1][0].declaration.date),
        )
    ]


def _nearest_pair(
    held: Stances, relation: Relation, texts: Mapping[int, Declaration]
) -> tuple[Declaration, Declaration]:
    """Return two texts that stand to each other in a relation, to be read side by side."""

    def pairs() -> Iterable[tuple[Declaration, Declaration]]:
        for one, other in product(held, held):
            opposed = {one, other} == {Stance.AFFIRMS, Stance.REJECTS}
            if one is other or opposed != (relation is Relation.DIVERGENT):
                continue
            for left, right in product(held[one], held[other]):
                if left != right:
                    yield texts[left], texts[right]

    def rank(pair: tuple[Declaration, Declaration]) -> tuple[bool, int, int, str]:
        left, right = pair
        issuers = ({actor.pk for actor in side.issuing_actors} for side in pair)
        same = len(set(map(frozenset, issuers))) == 1
        return same, abs((left.date - right.date).days), -left.date.toordinal(), left.slug

    left, right = min(pairs(), key=rank)
    return (left, right) if (left.date, left.slug) <= (right.date, right.slug) else (right, left)
