"""What a draft lacks, what is doubtful about it, and the end of its entry."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from declarations.models import Declaration, Intake, Issue, Point, Position
from declarations.services.editing import find_lacks, set_status

NAMED = 12
"""Points that a doubt names; of more it gives the number."""

NEAREST = 4
"""Declarations of others that are offered to compare with."""


@dataclass(frozen=True)
class Remark:
    """
    Something that a draft lacks, or that is doubtful about it, in a sentence.

    ``where`` says what mends it: ``issuers``, ``points``, ``wordings``,
    ``complete``, ``sources``, ``codes``, ``forces``, ``split`` or ``other``;
    ``point`` is the key of the first point concerned, ``other`` the declaration
    that this may be twice.
    """

    where: str
    sentence: str
    point: int | None = None
    other: Declaration | None = None


@dataclass(frozen=True)
class Checked:
    """What stands between a draft and its readers, and what an editor should look at again."""

    lacks: tuple[Remark, ...]
    doubts: tuple[Remark, ...]


def check_draft(declaration: Declaration, *, open_warnings: int = 0) -> Checked:
    """
    Return what a declaration lacks and what is doubtful about it. Eight queries.

    ``open_warnings`` is how many warnings of its split nobody has settled.
    """
    lacks = tuple(Remark(lack.where, lack.sentence) for lack in find_lacks(declaration))
    doubts: list[Remark] = []
    if open_warnings:
        sentence = ngettext(
            "%(n)d warning of the split is still open.",
            "%(n)d warnings of the split are still open.",
            open_warnings,
        )
        doubts.append(Remark("split", sentence % {"n": open_warnings}))
    doubts += [
        Remark("other", _("May be held already, issued by the same on the same day:"), other=other)
        for other in _same_day(declaration)
    ]
    doubts += _about_points(declaration)
    if not declaration.sources.exists():
        doubts.append(Remark("sources", _("No source is named: readers cannot look it up.")))
    return Checked(lacks, tuple(doubts))


def _same_day(declaration: Declaration) -> list[Declaration]:
    """Return the declarations, drafts included, that an issuer of this one issued that day."""
    issuers = Issue.objects.filter(declaration=declaration.pk).values("actor")
    issued = Issue.objects.filter(declaration=OuterRef("pk"), actor__in=issuers)
    others = Declaration.objects.filter(Exists(issued), date=declaration.date)
    return list(others.exclude(pk=declaration.pk).order_by("slug")[:NAMED])


def _about_points(declaration: Declaration) -> list[Remark]:
    points = list(
        declaration.points.order_by("order")
        .annotate(
            is_coded=Exists(Position.objects.filter(point=OuterRef("pk"))),
            topics_held=Count("topics"),
        )
        .only("pk", "declaration", "label", "force", "order")
    )
    remarks = []
    uncoded = [point for point in points if not point.is_coded]  # type: ignore[attr-defined]
    if uncoded:
        sentence = ngettext(
            "Point %(labels)s has no position yet: comparisons can only suggest how it stands.",
            "Points %(labels)s have no position yet: comparisons can only suggest how they stand.",
            len(uncoded),
        )
        remarks.append(Remark("codes", sentence % {"labels": _name(uncoded)}, uncoded[0].pk))
    topicless = [point for point in points if not point.topics_held]  # type: ignore[attr-defined]
    if topicless:
        sentence = ngettext(
            "Point %(labels)s has no topic.", "Points %(labels)s have no topic.", len(topicless)
        )
        remarks.append(Remark("codes", sentence % {"labels": _name(topicless)}, topicless[0].pk))
    forceless = [point for point in points if point.force is None]
    if forceless:
        sentence = ngettext(
            "Point %(labels)s has no force.", "Points %(labels)s have no force.", len(forceless)
        )
        remarks.append(Remark("forces", sentence % {"labels": _name(forceless)}, forceless[0].pk))
    return remarks


def _name(points: Sequence[Point]) -> str:
    labels = [point.label for point in points]
    if len(labels) <= NAMED:
        return ", ".join(labels)
    more = _("and %(n)d more") % {"n": len(labels) - NAMED}
    return f"{', '.join(labels[:NAMED])} {more}"


@transaction.atomic
def publish(*, declaration: Declaration, reason: str = "") -> None:
    """
    Let readers see a declaration and end its entry.

    Raise NotReady, with sentences, where it lacks what they need. The caller
    has claimed the version that the editor saw.
    """
    set_status(declaration_id=declaration.pk, status=Declaration.Status.PUBLISHED, reason=reason)
    finish(declaration=declaration)


def finish(*, declaration: Declaration) -> None:
    """End the entry that a declaration came from; text and file stay with it as what was seen."""
    declaration.intakes.filter(purpose=Intake.Purpose.DECLARATION, finished__isnull=True).update(
        finished=timezone.now()
    )


def nearest_to(declaration: Declaration) -> list[Declaration]:
    """
    Return the published declarations of others that came nearest before or after it, with issuers.

    Those of other issuers first: they are what a comparison is about. Three queries.
    """
    own = Issue.objects.filter(declaration=OuterRef("pk"), actor__issues__declaration=declaration)
    others = (
        Declaration.objects.published()
        .exclude(pk=declaration.pk)
        .annotate(is_own=Exists(own))
        .with_issuers()
        .order_by("is_own", "date", "slug")
    )
    before = others.filter(date__lte=declaration.date).order_by("is_own", "-date", "slug")
    found = [*before[:NEAREST], *others.filter(date__gt=declaration.date)[:NEAREST]]
    found.sort(key=lambda other: (other.is_own, abs(other.date - declaration.date), other.slug))
    return found[:NEAREST]
