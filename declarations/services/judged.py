"""What coders judged, read once for all that is counted of it: latest words, fresh or stale."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from declarations.comparison import Relation
from declarations.models import Declaration, Judgement, Point, Round, Wording, digest_of
from declarations.models.judging import SEE_ALL

from .judging import CoderNames, Viewer

MAX_READ = 10_000
"""Judgements that one page counts, the latest of them; it says so where there are more."""

Pair = tuple[int, int]
"""The keys of two points, the lower first."""


class Given(NamedTuple):
    """A judgement without its rationale, in as many values as counting needs."""

    pk: int
    first: int
    second: int
    kind: str
    relation: str
    coder_id: int | None
    coder_name: str
    first_language: str
    first_digest: str
    second_language: str
    second_digest: str
    created: datetime

    @property
    def pair(self) -> Pair:
        """The keys of its points."""
        return self.first, self.second

    @property
    def who(self) -> int | str:
        """What tells coders apart: the account, or the name where there is none."""
        return self.coder_id or self.coder_name


@dataclass(frozen=True)
class Scope:
    """Which judgements are read: all, or of a round, a topic, one or two declarations, a pair."""

    round: int | None = None
    topic: str = ""
    declaration: str = ""
    other: str = ""
    pair: Pair | None = None


EVERYTHING = Scope()


@dataclass(frozen=True)
class Judged:
    """
    What stands of each pair: each coder's latest judgement, and the latest adjudication.

    Only of words as they are now: ``stale`` says how many judgements of coders were
    left out because a wording has changed since. ``coders`` names each by a label
    that no other has. ``more`` where there are judgements beyond ``MAX_READ``.
    """

    by_pair: Mapping[Pair, Mapping[int | str, Given]] = field(default_factory=dict)
    adjudicated: Mapping[Pair, Given] = field(default_factory=dict)
    coders: Mapping[int | str, str] = field(default_factory=dict)
    stale: int = 0
    more: bool = False

    def relations(self) -> dict[Pair, dict[str, Relation]]:
        """Return what each coder says of each pair, by the coder's label."""
        return {
            pair: {self.coders[who]: Relation(given.relation) for who, given in said.items()}
            for pair, said in self.by_pair.items()
        }


def visible_judgements(viewer: Viewer) -> "QuerySet[Judgement]":
    """
    Return the standing judgements that figures may be made of for a viewer.

    Of a running blind round nobody counts anything but who may see all: a
    coder's own word, beside one that somebody gave outside the round, would
    already tell how the two agree.
    """
    judgements = Judgement.objects.standing().visible_to(viewer).of_published()
    if viewer is not None and viewer.has_perm(SEE_ALL):
        return judgements
    return judgements.filter(
        Q(round__isnull=True) | Q(round__is_blind=False) | Q(round__closed__isnull=False)
    )


def judged_rounds(viewer: Viewer) -> list[Round]:
    """Return the rounds of which a viewer may count any judgement, the latest first. One query."""
    given = visible_judgements(viewer).filter(round=OuterRef("pk"))
    return list(Round.objects.filter(Exists(given)))


def judged_declarations(viewer: Viewer) -> list[Declaration]:
    """Return the declarations of which any point was judged, the latest first. One query."""
    given = visible_judgements(viewer)
    return list(
        Declaration.objects.published()
        .filter(
            Exists(given.filter(first__declaration=OuterRef("pk")))
            | Exists(given.filter(second__declaration=OuterRef("pk")))
        )
        .only("slug", "title", "title_es", "date")
        .newest_first()
    )


def read_judged(viewer: Viewer, scope: Scope = EVERYTHING) -> Judged:
    """
    Return what stands of each pair in a scope, as far as a viewer may know.

    Three queries, whatever is held: judgements, names, wordings.
    """
    found = _narrow(visible_judgements(viewer), scope).order_by("-created", "-pk")
    names = ("pk", "first_id", "second_id", *Given._fields[3:])
    rows = [Given(*row) for row in found.values_list(*names)[: MAX_READ + 1]]
    if not rows:
        return Judged()
    more = len(rows) > MAX_READ
    by_pair: dict[Pair, dict[int | str, Given]] = defaultdict(dict)
    adjudicated: dict[Pair, Given] = {}
    for row in reversed(rows[:MAX_READ]):
        if row.kind == Judgement.Kind.ADJUDICATION:
            adjudicated[row.pair] = row
        else:
            by_pair[row.pair][row.who] = row
    now = _digests({key for row in rows for key in row.pair})
    fresh = {
        pair: kept
        for pair, said in by_pair.items()
        if (kept := {who: given for who, given in said.items() if _is_fresh(given, now)})
    }
    return Judged(
        by_pair=fresh,
        adjudicated={p: given for p, given in adjudicated.items() if _is_fresh(given, now)},
        coders=_labels(given for said in fresh.values() for given in said.values()),
        stale=sum(map(len, by_pair.values())) - sum(map(len, fresh.values())),
        more=more,
    )


def _narrow(judgements: "QuerySet[Judgement]", scope: Scope) -> "QuerySet[Judgement]":
    if scope.round is not None:
        # What a round's pairs were decided to be is said after it, outside of it.
        judgements = judgements.filter(
            Q(round=scope.round) | Q(kind=Judgement.Kind.ADJUDICATION, round__isnull=True)
        )
    if scope.pair is not None:
        judgements = judgements.of_pair(*scope.pair)
    if scope.topic:
        points = Point.objects.on_topic(scope.topic).order_by().values("pk")
        judgements = judgements.filter(Q(first__in=points) | Q(second__in=points))
    if scope.declaration and scope.other:
        judgements = judgements.filter(
            Q(first__declaration__slug=scope.declaration, second__declaration__slug=scope.other)
            | Q(first__declaration__slug=scope.other, second__declaration__slug=scope.declaration)
        )
    elif slug := scope.declaration or scope.other:
        judgements = judgements.filter(
            Q(first__declaration__slug=slug) | Q(second__declaration__slug=slug)
        )
    return judgements


def _digests(points: set[int]) -> dict[tuple[int, str], str]:
    """Return the digests of the wordings of some points, by point and language. One query."""
    wordings = Wording.objects.filter(point__in=points)
    return {
        (point, language): digest_of(text)
        for point, language, text in wordings.values_list("point_id", "language", "text")
    }


def _is_fresh(given: Given, now: Mapping[tuple[int, str], str]) -> bool:
    """Say whether both wordings that the coder read are still held as they were."""
    return (
        now.get((given.first, given.first_language)) == given.first_digest
        and now.get((given.second, given.second_language)) == given.second_digest
    )


def _labels(given: Iterable[Given]) -> dict[int | str, str]:
    """Return what each coder is called; two of one name are told apart by a number."""
    names = CoderNames()
    latest = {one.who: one for one in given}
    called: dict[str, list[int | str]] = defaultdict(list)
    for who, one in sorted(latest.items(), key=lambda held: str(held[0])):
        called[names.of(one)].append(who)
    return {
        who: name if number == 1 else f"{name} ({number})"
        for name, same in sorted(called.items())
        for number, who in enumerate(same, start=1)
    }
