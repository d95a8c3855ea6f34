"""A coder's queue in a round: one pair at a time, with nothing beside it that tells an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from declarations import phrasing
from declarations.models import (
    Issue,
    Judgement,
    Language,
    Point,
    Round,
    Task,
    User,
    Wording,
    digest_of,
    in_language,
)

from .editing import Refused
from .judging import CoderNames, is_stale, record_judgement
from .rereading import to_read_again


class NotRead(Refused):
    """The words of a pair changed after the page with it was opened."""


@dataclass(frozen=True)
class QueuedPoint:
    """One of the two points, as the queue shows it: its words, and who issued them when."""

    point: Point
    issuers: str
    title: str
    wording: Wording

    @property
    def digest(self) -> str:
        """Of the words shown, which a form sends back."""
        return digest_of(self.wording.text)


@dataclass(frozen=True)
class QueuedPair:
    """A pair as the queue shows it, and the coder's own word on it where they gave one."""

    number: int
    """The task's own number, from 1, in addresses; it stays when other pairs go."""
    place: int
    """Where it stands in the queue now, from 1."""
    left: QueuedPoint
    right: QueuedPoint
    languages: Sequence[tuple[str, str]]
    given: Judgement | None
    others: Sequence[tuple[str, Judgement]]
    """In an open round, once the coder has judged: what the others gave, with their names."""
    is_stale: bool = False
    """Whether the words have changed since the coder judged them."""


@dataclass(frozen=True)
class Queue:
    """A coder's pairs in a round, by the numbers of their tasks, and which are done."""

    round: Round
    tasks: Sequence[tuple[int, bool]]

    @property
    def total(self) -> int:
        """How many pairs there are."""
        return len(self.tasks)

    @cached_property
    def done(self) -> int:
        """How many are judged."""
        return sum(1 for _number, is_done in self.tasks if is_done)

    @property
    def percent(self) -> int:
        """How much is judged, 0 to 100; a queue that is not done never says 100."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_done(self) -> bool:
        """Whether every pair is judged."""
        return self.done == self.total

    def place(self, number: int) -> int | None:
        """Return where a task stands, from 1; none where it is not in the queue."""
        return next((place for place, (n, _d) in enumerate(self.tasks, 1) if n == number), None)

    def next_open(self, after: int = 0) -> int | None:
        """Return the next pair that waits after a number, from the beginning again at the end."""
        waiting = [number for number, is_done in self.tasks if not is_done and number != after]
        later = [number for number in waiting if number > after]
        return (later or waiting or [None])[0]

    def before(self, number: int) -> int | None:
        """Return the pair before a number, whether or not it is judged."""
        earlier = [other for other, _is_done in self.tasks if other < number]
        return earlier[-1] if earlier else None


def read_queue(round: Round, coder: User) -> Queue:
    """
    Return a coder's queue in a round; what was judged on other words than now waits again.

    Three plain queries, however long it is; some more where words have changed.
    """
    tasks = Task.objects.in_queue(round, coder).values_list("place", "pair__first", "pair__second")
    given = Judgement.objects.standing().filter(
        round=round, coder=coder, kind=Judgement.Kind.JUDGEMENT
    )
    done = set(given.values_list("first", "second"))
    done -= {pair for _round, _coder, pair in to_read_again([round.pk], coder)}
    return Queue(round, [(place + 1, (one, other) in done) for place, one, other in tasks])


def read_pair(queue: Queue, coder: User, number: int, language: str) -> QueuedPair | None:
    """
    Return one pair of a queue in a language of reading; none where it holds no such number.

    At most nine queries.
    """
    place = queue.place(number)
    task = _tasks(queue.round, coder).filter(place=number - 1).first() if place else None
    if task is None or place is None:
        return None
    issuers: dict[int, list[str]] = {}
    left, right = task.pair.sides
    keys = [left.declaration_id, right.declaration_id]
    for issue in (
        Issue.objects.filter(declaration__in=keys).select_related("actor").order_by("order", "pk")
    ):
        named = in_language(issue.actor, "name", language)
        issuers.setdefault(issue.declaration_id, []).append(named)
    first, second = sorted([left.pk, right.pk])
    of_pair = (
        Judgement.objects.standing()
        .of_pair(first, second)
        .filter(round=queue.round, kind=Judgement.Kind.JUDGEMENT)
    )
    given = of_pair.filter(coder=coder).order_by("created", "pk").last()
    others: list[tuple[str, Judgement]] = []
    if given is not None and not queue.round.is_blind:
        rows = of_pair.visible_to(coder).exclude(coder=coder).order_by("created", "pk")
        latest = {row.coder_id or row.coder_name: row for row in rows}
        names = CoderNames() if latest else None
        others = [(names.of(row), row) for row in latest.values()] if names else []

    def show(point: Point) -> QueuedPoint:
        wording = point.wording_in(language, "en")
        assert wording is not None  # in_queue() keeps those with words
        declaration = point.declaration
        return QueuedPoint(
            point=point,
            issuers=phrasing.join(issuers.get(declaration.pk, [])),
            title=in_language(declaration, "title", language),
            wording=wording,
        )

    held = {wording.language for point in (left, right) for wording in point.wordings.all()}
    return QueuedPair(
        number=number,
        place=place,
        left=show(left),
        right=show(right),
        languages=[choice for choice in Language.choices if choice[0] in held],
        given=given,
        others=others,
        is_stale=given is not None and is_stale(given, task.pair.first, task.pair.second),
    )


def judge_in_queue(
    *, round: Round, coder: User, number: int, given: Mapping[str, Any]
) -> Judgement:
    """
    Record a coder's word on a pair of their queue; ``given`` is what JudgementForm holds.

    Raise Refused where the round is closed, past its deadline, or gives this
    coder no such pair, and NotRead where the words on the page are not those
    that are held now.
    """
    with transaction.atomic():
        # Locked until the end: a round is not closed half-way.
        held = Round.objects.select_for_update().get(pk=round.pk)
        if not held.is_running:
            raise Refused(_("This round is closed: nothing more is judged in it."))
        if held.is_overdue:
            raise Refused(_("The deadline has passed. Ask the lead of the round for another one."))
        task = _tasks(held, coder).filter(place=number - 1).first() if number else None
        if task is None:
            raise Refused(_("This pair is not in your queue."))
        left, right = task.pair.sides
        seen_left = _wording_of(left, given["seen_left"])
        seen_right = _wording_of(right, given["seen_right"])
        if seen_left is None or seen_right is None:
            raise NotRead(
                _("The words of this pair were changed meanwhile. Read them again, then judge.")
            )
        return record_judgement(
            coder=coder,
            left=left,
            right=right,
            relation=given["relation"],
            rationale=given["rationale"],
            seen=(seen_left, seen_right),
            token=given["token"],
        )


def _tasks(round: Round, coder: User) -> Any:
    """Return a coder's tasks in a round with all that a pair shows."""
    return (
        Task.objects.in_queue(round, coder)
        .select_related("pair__first__declaration", "pair__second__declaration")
        .prefetch_related("pair__first__wordings", "pair__second__wordings")
    )


def _wording_of(point: Point, digest: str) -> Wording | None:
    """Return the wording with a digest; none where no wording reads so any more."""
    return next((w for w in point.wordings.all() if digest_of(w.text) == digest), None)
