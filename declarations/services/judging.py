"""Giving a judgement on two points, taking it back, and reading those that were given."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from declarations.comparison import JudgementRecord, Relation
from declarations.models import (
    Coder,
    Judgement,
    Point,
    Round,
    User,
    Withdrawal,
    Wording,
    digest_of,
)
from declarations.models.judging import SEE_ALL

from .editing import Refused

Viewer = User | AnonymousUser | None
"""Whose eyes a judgement is read with; None is a reader without an account."""


def may_judge(user: Viewer) -> bool:
    """Say whether somebody may judge pairs: coders and leads."""
    return user is not None and user.has_perm("declarations.add_judgement")


def may_lead(user: Viewer) -> bool:
    """Say whether somebody leads: opens rounds, sees all judgements, adjudicates."""
    return user is not None and user.has_perm("declarations.adjudicate_judgement")


def name_of(user: User) -> str:
    """Return the name that a judgement keeps of its coder's account."""
    return user.get_full_name() or user.get_username()


def record_judgement(
    *,
    coder: User,
    left: Point,
    right: Point,
    relation: str,
    rationale: str = "",
    seen: tuple[Wording, Wording],
    token: UUID | None = None,
    kind: str = Judgement.Kind.JUDGEMENT,
) -> Judgement:
    """
    Record a coder's word on how two points stand, beside all that was given before.

    ``seen`` are the wordings that the coder read, left and right; the caller
    has compared them with those of the form. A form that is sent twice carries
    the same ``token`` and gives one judgement. A pair that a running round
    holds is judged in that round, wherever that is done, so that nothing of a
    blind round is seen before its end; in a blind one only by its coders, and
    by none who may read what the others gave. Raise Refused where the points
    are no pair or the judgement lacks what it needs.
    """
    pair = sorted(zip((left, right), seen, strict=True), key=lambda side: side[0].pk)
    judgement = Judgement(
        relation=relation,
        rationale=rationale.strip(),
        coder=coder,
        coder_name=name_of(coder),
        kind=kind,
        token=token,
    )
    for side, (point, wording) in zip(("first", "second"), pair, strict=True):
        setattr(judgement, side, point)
        setattr(judgement, f"{side}_reference", f"{point.declaration.slug} {point.label}")
        setattr(judgement, f"{side}_language", wording.language)
        setattr(judgement, f"{side}_digest", digest_of(wording.text))
    with transaction.atomic():
        # Locked until the end: a point that is deleted meanwhile would fail at the commit only.
        keys = {left.pk, right.pk}
        here = Point.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
        if len(here.values_list("pk")) < len(keys):
            raise Refused(_("One of the two points was taken out meanwhile. Nothing was saved."))
        if kind == Judgement.Kind.JUDGEMENT:
            # The row stays locked until the end: a round is not closed half-way.
            judgement.round = running_round(left, right)
        if token is not None:
            held = Judgement.objects.filter(token=token).first()
            if held is not None:
                return _the_same(held, judgement)
        if judgement.round is not None and judgement.round.is_blind:
            _require_unseeing(judgement.round, coder, left, right)
        try:
            judgement.full_clean(validate_unique=False)
            with transaction.atomic():
                judgement.save()
        except ValidationError as error:
            raise Refused(*error.messages) from error
        except IntegrityError:
            # The same form came twice at once, and the other was first.
            held = Judgement.objects.filter(token=token).first() if token else None
            if held is None:
                raise
            return _the_same(held, judgement)
    return judgement


def _require_unseeing(round: Round, coder: User, one: Point, other: Point) -> None:
    """Raise Refused unless somebody can judge a pair of a blind round without having seen more."""
    if coder.has_perm(SEE_ALL):
        raise Refused(
            _(
                "You may read what the coders of a blind round gave, so your own word cannot"
                " stand beside theirs. Judge this pair once the round is closed."
            )
        )
    pairs = round.pairs.filter(first=min(one.pk, other.pk), second=max(one.pk, other.pk))
    if not pairs.filter(tasks__coder=coder).exists():
        raise Refused(
            _(
                "A blind round of other coders holds this pair, and you have read how the two"
                " compare. Judge it once the round is closed."
            )
        )


def running_round(one: Point, other: Point) -> Round | None:
    """Return the running round that holds a pair, a blind one first; call it in a transaction."""
    return (
        Round.objects.running()
        .with_pair(one.pk, other.pk)
        .select_for_update(of=("self",))
        .order_by("-is_blind", "pk")
        .first()
    )


def _the_same(held: Judgement, sent: Judgement) -> Judgement:
    """Return what a form gave the first time; refuse another coder's form, or another pair's."""
    told = ("coder_id", "first_id", "second_id", "relation", "kind")
    if any(getattr(held, name) != getattr(sent, name) for name in told):
        raise Refused(_("This form was sent before. Reload the page to judge again."))
    return held


@transaction.atomic
def withdraw(*, judgement: Judgement, coder: User) -> Withdrawal:
    """
    Take a judgement back, so that what its coder had given before stands again.

    Twice is once. Raise Refused where it is another coder's.
    """
    if judgement.coder_id != coder.pk:
        raise Refused(_("Only the coder who gave a judgement can take it back."))
    return Withdrawal.objects.get_or_create(judgement=judgement)[0]


def judgements_between(
    left: Sequence[Point], right: Sequence[Point], *, viewer: Viewer = None
) -> dict[tuple[int, int], list[JudgementRecord]]:
    """
    Return each coder's latest judgement on each pair that a viewer may see, by both keys.

    A coder is an account, whatever its name at the time; a name, where there is no account.
    The latest adjudication stands beside them. Two queries.
    """
    points = {point.pk: point for point in (*left, *right)}
    left_keys, right_keys = [p.pk for p in left], [p.pk for p in right]
    rows = (
        Judgement.objects.standing()
        .visible_to(viewer)
        .filter(
            Q(first__in=left_keys, second__in=right_keys)
            | Q(first__in=right_keys, second__in=left_keys)
        )
    )
    rows = list(rows.order_by("created", "pk"))
    names = CoderNames() if rows else None
    latest: dict[tuple[int, int], dict[tuple[str, int | str], JudgementRecord]] = defaultdict(dict)
    for row in rows:
        assert names is not None
        first, second = points[row.first_id], points[row.second_id]
        # Of adjudications the last one stands, whoever gave it.
        by: int | str = "" if row.kind == Judgement.Kind.ADJUDICATION else _who(row)
        latest[first.pk, second.pk][row.kind, by] = JudgementRecord(
            relation=Relation(row.relation),
            coder=names.of(row),
            rationale=row.rationale,
            stale=is_stale(row, first, second),
            adjudicates=row.kind == Judgement.Kind.ADJUDICATION,
            given=row.created,
            own=viewer is not None and viewer.pk is not None and row.coder_id == viewer.pk,
            key=row.pk,
        )
    return {pair: list(by_coder.values()) for pair, by_coder in latest.items()}


def _who(row: Judgement) -> int | str:
    return row.coder_id or row.coder_name


class CoderNames:
    """How coders are named to readers: by name, or by the pseudonym that the lead set."""

    def __init__(self) -> None:
        coders = list(Coder.objects.all())
        self._by_account = {c.account_id: c.pseudonym for c in coders if c.account_id}
        self._by_name = {c.name: c.pseudonym for c in coders if c.name}
        self.scholars = {c.pseudonym: c.name for c in coders if c.name}
        """Names of scholars without an account, by their pseudonyms."""
        self.of_accounts = frozenset(self._by_account.values())
        """Pseudonyms of those who have an account."""

    def of(self, judgement: Judgement) -> str:
        """Return the name of a judgement's coder."""
        if judgement.coder_id:
            return self._by_account.get(judgement.coder_id, judgement.coder_name)
        return self._by_name.get(judgement.coder_name, judgement.coder_name)


def is_stale(judgement: Judgement, first: Point, second: Point) -> bool:
    """Say whether a wording that the coder read has changed or gone; points with wordings."""
    return not (
        _reads_as_judged(first, judgement.first_language, judgement.first_digest)
        and _reads_as_judged(second, judgement.second_language, judgement.second_digest)
    )


def _reads_as_judged(point: Point, language: str, digest: str) -> bool:
    """Say whether the wording that a coder read is still there and still the same."""
    texts = {wording.language: wording.text for wording in point.wordings.all()}
    return language in texts and digest_of(texts[language]) == digest


def close_round(*, round: Round, when: datetime | None = None) -> bool:
    """Close a round, which shows what was judged in it; say whether it was still running."""
    return Round.objects.running().filter(pk=round.pk).update(closed=when or timezone.now()) > 0
