"""Answering many suggestions at once, and taking the last answers back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from declarations.comparison import Suggestion
from declarations.models import Declaration, Point, Position, Proposition, Review, Topic, User
from declarations.services.editing import Refused, claim_version, note_save, raise_version
from declarations.services.reviewing import PROPOSITION, TOPIC
from declarations.services.suggesting import suggest_codes

from .keeping import keep_history, keep_history_of_points
from .reading import offer_force

SURE = 0.4
"""
The score from which suggestions may be accepted without a look at each.

Of the sample's, left out declaration by declaration, nine in ten were right: of topics 175 of
195, of positions 103 of 111 (docs/suggestions.md, "How often it is right").
"""

TAKEN_BACK_WITHIN = timedelta(days=1)
"""How long answers can be taken back in one go; later, code by code."""


@dataclass(frozen=True)
class Taken:
    """What became of a declaration's suggestions: codes taken up, forces set, points concerned."""

    codes: int = 0
    forces: int = 0
    points: int = 0


@dataclass(frozen=True)
class LastAnswers:
    """What an editor answered last, in one press: when, how, and at which points."""

    moment: datetime
    accepted: int
    refused: int
    labels: tuple[str, ...]


@dataclass
class _Gathered:
    """The rows that are to be written."""

    reviews: list[Review]
    positions: list[Position]
    filed: list[Any]
    points: list[Point]
    forces: int = 0


@transaction.atomic
def take_all(
    *,
    declaration: Declaration,
    reviewer: User,
    points: Collection[int] | None = None,
    least: float = 0.0,
    seen: int | None = None,
) -> Taken:
    """
    Accept what is suggested for a declaration, or for those of its points whose keys are given.

    In one transaction. Suggestions scored below ``least`` (0 to 1) wait, and so do those without a
    stance, and positions beyond what a point may hold. Points that have no
    force get the one that their verbs speak for. ``seen`` is the version that
    the editor saw: where it has moved on, ChangedMeanwhile is raised. Some
    thirty queries, however many codes there are.
    """
    if seen is not None:
        claim_version(declaration_id=declaration.pk, seen=seen)
    else:
        raise_version(declaration_id=declaration.pk)  # which locks the row until the end
    every = declaration.points.with_codes().order_by("order")
    chosen = list(every if points is None else every.filter(pk__in=points))
    moment = timezone.now()
    gathered = _gather(declaration, chosen, reviewer, least, moment)
    if not (gathered.reviews or gathered.forces):
        return Taken()
    Review.objects.bulk_create(gathered.reviews)
    Position.objects.bulk_create(gathered.positions)
    Point.topics.through.objects.bulk_create(gathered.filed)
    if gathered.forces:
        Point.objects.bulk_update(gathered.points, ["force", "operative"])
    concerned = {review.point_id for review in gathered.reviews}
    concerned |= {held.pk for held in gathered.points}
    codes = len(gathered.reviews)
    reason = _said(codes, gathered.forces, [p.label for p in chosen if p.pk in concerned])
    told: dict[str, Any] = {"editor": reviewer, "reason": reason, "moment": moment}
    keep_history(gathered.reviews, **told)
    keep_history(gathered.positions, **told)
    keep_history_of_points(gathered.points, **told)
    note_save(declaration_id=declaration.pk, reason=reason[:100])
    return Taken(codes, gathered.forces, len(concerned))


def _gather(
    declaration: Declaration,
    points: Sequence[Point],
    reviewer: User,
    least: float,
    moment: datetime,
) -> _Gathered:
    for point in points:
        point.declaration = declaration
    hints = suggest_codes({declaration: points}, besides=True).by_point
    found = hints.values()
    topics = Topic.objects.in_bulk({s.slug for h in found for s in h.topics}, field_name="slug")
    propositions = Proposition.objects.in_bulk(
        {s.slug for h in found for s in h.positions}, field_name="slug"
    )
    name = reviewer.get_full_name() or reviewer.get_username()
    rows = _Gathered([], [], [], [])

    def review(point: Point, one: Suggestion, **code: Any) -> None:
        rows.reviews.append(
            Review(
                point=point,
                **code,
                stance=one.stance.value if one.stance else "",
                score=round(one.score, 3),
                answer=Review.Answer.ACCEPTED,
                reviewer=reviewer,
                reviewer_name=name,
                answered=moment,
            )
        )

    through = Point.topics.through
    for point in points:
        changed = False
        hint = hints.get(point.pk)
        for one in hint.topics if hint else ():
            if one.score >= least and (topic := topics.get(one.slug)):
                review(point, one, topic=topic)
                rows.filed.append(through(point=point, topic=topic))
                changed = True
        held = list(point.positions.all())
        room = Position.MAX_PER_POINT - len(held)
        order = max((position.order for position in held), default=-1)
        for one in hint.positions if hint else ():
            proposition = propositions.get(one.slug)
            if room > 0 and one.score >= least and one.stance and proposition:
                review(point, one, proposition=proposition)
                room, order = room - 1, order + 1
                rows.positions.append(
                    Position(
                        point=point, proposition=proposition, stance=one.stance.value, order=order
                    )
                )
        if point.force is None:
            offered = offer_force(point.wording_in("en", "es", "pt", "fr"))
            if offered.force is not None:
                point.force = offered.force
                point.operative = point.operative or offered.phrase
                rows.forces += 1
                changed = True
        if changed:
            rows.points.append(point)
    return rows


def _said(codes: int, forces: int, labels: Iterable[str]) -> str:
    if not codes:
        said = ngettext("%(n)d force set", "%(n)d forces set", forces) % {"n": forces}
    else:
        said = ngettext("%(n)d suggestion accepted", "%(n)d suggestions accepted", codes) % {
            "n": codes
        }
    return _("%(said)s, point %(labels)s") % {"said": said, "labels": ", ".join(labels)}


def last_answers(declaration_id: int, reviewer: User) -> LastAnswers | None:
    """Return what somebody answered last on a declaration, within a day. Two queries."""
    own = Review.objects.filter(
        point__declaration=declaration_id,
        reviewer=reviewer,
        answered__gte=timezone.now() - TAKEN_BACK_WITHIN,
    )
    last = own.order_by("-answered").values_list("answered", flat=True).first()
    if last is None:
        return None
    rows = list(
        own.filter(answered=last).order_by("point__order").values_list("answer", "point__label")
    )
    accepted = sum(answer == Review.Answer.ACCEPTED for answer, _label in rows)
    labels = tuple(dict.fromkeys(label for _answer, label in rows))
    return LastAnswers(last, accepted, len(rows) - accepted, labels)


@transaction.atomic
def take_back(*, declaration: Declaration, reviewer: User, moment: datetime) -> LastAnswers:
    """
    Take back what somebody answered last, with the codes and forces that came of it.

    ``moment`` is that of the answers to be taken back: pressed twice, the
    second press finds others and is refused. What was changed by hand since
    stays as it was changed.
    """
    raise_version(declaration_id=declaration.pk)  # which locks the row until the end
    last = last_answers(declaration.pk, reviewer)
    if last is None or last.moment != moment:
        raise Refused(_("These answers were taken back already, or others were given since."))
    reviews = list(
        Review.objects.filter(point__declaration=declaration.pk, reviewer=reviewer, answered=moment)
    )
    accepted = [review for review in reviews if review.answer == Review.Answer.ACCEPTED]
    reason = _("Answers taken back, point %(labels)s") % {"labels": ", ".join(last.labels)}
    filed = _either(accepted, TOPIC)
    taken_out = set()
    if filed is not None:
        rows = Point.topics.through.objects.filter(filed)
        taken_out = set(rows.values_list("point_id", flat=True))
        rows.delete()
    if (taken := _either(accepted, PROPOSITION)) is not None:
        Position.objects.filter(taken).delete()
    Review.objects.filter(pk__in=[review.pk for review in reviews]).delete()
    restored = _restore_forces(declaration, moment)
    points = list(Point.objects.filter(pk__in=taken_out | restored))
    keep_history_of_points(points, editor=reviewer, reason=reason, moment=timezone.now())
    note_save(declaration_id=declaration.pk, reason=reason[:100])
    return last


def _either(reviews: Iterable[Review], kind: str) -> Q | None:
    """Return what finds the codes of a kind that were taken up; none where there are none."""
    found: Q | None = None
    for review in reviews:
        code = getattr(review, f"{kind}_id")
        if code is not None:
            one = Q(point=review.point_id, **{kind: code})
            found = one if found is None else found | one
    return found


def _restore_forces(declaration: Declaration, moment: datetime) -> set[int]:
    """Give points the force and verbs that they had before a moment; return their keys."""
    kept = Point.history.filter(declaration_id=declaration.pk)
    put = {record.id: record for record in kept.filter(history_date=moment)}
    before: dict[int, Any] = {}
    for record in kept.filter(id__in=put, history_date__lt=moment).order_by("history_id"):
        before[record.id] = record
    restored = []
    for point in Point.objects.filter(pk__in=before):
        then, now = before[point.pk], put[point.pk]
        if (point.force, point.operative) == (now.force, now.operative) and (
            (then.force, then.operative) != (now.force, now.operative)
        ):
            point.force, point.operative = then.force, then.operative
            restored.append(point)
    Point.objects.bulk_update(restored, ["force", "operative"])
    return {point.pk for point in restored}
