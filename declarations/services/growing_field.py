"""Synthetic declarations in any number, to see how the pages bear them; the same for one seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from declarations.comparison.types import Stance
from declarations.models import (
    Actor,
    Declaration,
    Issue,
    Point,
    Position,
    Proposition,
    Topic,
    Wording,
)

from .corpus import SAMPLE, read_corpus

PREFIX = "grown-"
"""What every slug of a synthetic row begins with, so that it can be told from the rest."""
GROUPS = ("North", "South", "East")
PROPOSITIONS_A_TOPIC = 10
FIRST_DAY = date(2012, 1, 9)
DAYS_BETWEEN = (4, 30)
POINTS = (12, 24)
POSITIONS = (2, 4)
JOINT = 0.08
"""Share of joint statements."""
TURNS = 0.5
"""Share of propositions on which a group changes its stance once, on a day of its own."""
STRAYS = 0.06
"""Share of positions that are none of what the group holds at the time."""


@dataclass(frozen=True)
class Grown:
    """How much was made."""

    declarations: int
    propositions: int
    points: int
    positions: int


def foreign_slugs() -> list[str]:
    """Return the slugs of what is held and is neither of the sample nor synthetic, in order."""
    corpus = read_corpus(SAMPLE)
    found: set[str] = set()
    for model, name in (
        (Declaration, "declarations"),
        (Proposition, "propositions"),
        (Topic, "topics"),
    ):
        known = {record["slug"] for record in corpus[name]}
        found |= set(model.objects.values_list("slug", flat=True)) - known
    return sorted(slug for slug in found if not slug.startswith(PREFIX))


@transaction.atomic
def grow_positions(*, declarations: int, propositions: int, seed: int) -> Grown:
    """
    Make published declarations of three groups, with words and codes; replace what grew before.

    Each group leans to one stance on each proposition, and on half of them turns
    to another once. The same numbers and seed give the same rows, whatever else is held.
    """
    remove_grown()
    draw = random.Random(seed)
    groups = Actor.objects.bulk_create(
        Actor(slug=f"{PREFIX}{name.lower()}", name=f"Synthetic Group {name}", kind="group")
        for name in GROUPS
    )
    claims = _make_propositions(propositions)
    days = [FIRST_DAY]
    while len(days) < declarations:
        days.append(days[-1] + timedelta(days=draw.randint(*DAYS_BETWEEN)))
    texts = Declaration.objects.bulk_create(
        Declaration(
            slug=f"{PREFIX}{number:04}",
            title=f"Synthetic declaration {number}",
            date=day,
            status=Declaration.Status.PUBLISHED,
        )
        for number, day in enumerate(days[:declarations], 1)
    )
    issuers = [draw.sample(groups, 2 if draw.random() < JOINT else 1) for _text in texts]
    Issue.objects.bulk_create(
        Issue(declaration=text, actor=actor, order=order)
        for text, actors in zip(texts, issuers, strict=True)
        for order, actor in enumerate(actors)
    )
    points = Point.objects.bulk_create(
        Point(declaration=text, order=order, label=str(order))
        for text in texts
        for order in range(1, draw.randint(*POINTS) + 1)
    )
    leanings = {group.pk: _leanings(draw, claims, days) for group in groups}
    speaker = {text.pk: actors[0].pk for text, actors in zip(texts, issuers, strict=True)}
    positions = [
        position
        for point in points
        for position in _positions(draw, point, claims, leanings[speaker[point.declaration_id]])
    ]
    Wording.objects.bulk_create(
        Wording(
            point=point,
            language="en",
            text=f"Supports the renewal of synthetic truce {draw.randint(1, 999)} and its terms.",
            origin=Wording.Origin.PARAPHRASE,
        )
        for point in points
    )
    Position.objects.bulk_create(positions)
    return Grown(len(texts), len(claims), len(points), len(positions))


def remove_grown() -> None:
    """
    Delete every synthetic row.

    As plain deletions, row by row of a table and without signals: these rows have no
    history, and their end is nothing for it either.
    """
    of_point = Q(point__declaration__slug__startswith=PREFIX)
    grown = Q(slug__startswith=PREFIX)
    rows: Sequence[QuerySet[Model]] = (
        Position.objects.filter(of_point | Q(proposition__slug__startswith=PREFIX)),
        Wording.objects.filter(of_point),
        Point.objects.filter(declaration__slug__startswith=PREFIX),
        Issue.objects.filter(declaration__slug__startswith=PREFIX),
        Declaration.objects.filter(grown),
        Proposition.objects.filter(grown),
        Topic.objects.filter(grown),
        Actor.objects.filter(grown),
    )
    for queryset in rows:
        keys = queryset.model._default_manager.filter(pk__in=queryset.values("pk"))
        keys._raw_delete(keys.db)


def _make_propositions(number: int) -> list[Proposition]:
    topics = Topic.objects.bulk_create(
        Topic(slug=f"{PREFIX}topic-{place:03}", name=f"Synthetic topic {place}", order=1000 + place)
        for place in range(1, -(-number // PROPOSITIONS_A_TOPIC) + 1)
    )
    return Proposition.objects.bulk_create(
        Proposition(
            slug=f"{PREFIX}proposition-{place + 1:04}",
            topic=topics[place // PROPOSITIONS_A_TOPIC],
            text=f"Synthetic truce {place + 1} should be renewed under the terms agreed before.",
            definition="Affirmed where the words say so.",
            order=place,
        )
        for place in range(number)
    )


Leaning = tuple[Stance, date, Stance]
"""What a group holds at first, until when, and what from that day on."""


def _leanings(
    draw: random.Random, claims: Sequence[Proposition], days: Sequence[date]
) -> list[Leaning]:
    stances = list(Stance)
    return [
        (
            (first := draw.choices(stances, weights=(6, 2, 2))[0]),
            draw.choice(days),
            draw.choice(stances) if draw.random() < TURNS else first,
        )
        for _claim in claims
    ]


def _positions(
    draw: random.Random,
    point: Point,
    claims: Sequence[Proposition],
    leanings: Sequence[Leaning],
) -> list[Position]:
    """Return what a point takes as positions: as its group leans on that day, but for strays."""
    taken = min(draw.randint(*POSITIONS), len(claims))
    positions = []
    for order, place in enumerate(draw.sample(range(len(claims)), taken)):
        before, turn, after = leanings[place]
        stance = after if point.declaration.date >= turn else before
        if draw.random() < STRAYS:
            stance = draw.choice(list(Stance))
        positions.append(
            Position(point=point, proposition=claims[place], stance=stance.value, order=order)
        )
    return positions
