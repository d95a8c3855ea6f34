"""
What editors do to declarations: claim a version, put a wording, publish.

Every save of a declaration or of one of its points raises ``Declaration.version``
by one, with an UPDATE that names the version the editor saw. Of two editors who
opened the same text only the first finds that version still there; the second is
told and nothing of the first is overwritten unread.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from declarations.models import Actor, Declaration, Point, Wording


class Refused(Exception):
    """A save that was not made; ``sentences`` say why and what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = list(sentences)


class ChangedMeanwhile(Refused):
    """Somebody saved the declaration after this editor opened it."""


class NotReady(Refused):
    """A published declaration would lack something that its readers need."""


@dataclass(frozen=True, slots=True)
class LastSave:
    """Who saved a declaration last, and when; ``editor`` is blank where nobody signed in did."""

    editor_id: int | None
    editor: str
    when: datetime


# --- Versions -----------------------------------------------------------------


def current_version(declaration_id: int) -> int | None:
    """Return the version that stands now; none where the declaration is gone."""
    return Declaration.objects.filter(pk=declaration_id).values_list("version", flat=True).first()


def claim_version(*, declaration_id: int, seen: int | None) -> int:
    """
    Raise the version that an editor saw by one and return the new one.

    The comparison and the change are one statement, so that of two claims at
    the same instant one matches no row. Call it inside the transaction of the
    save, before the first write. Raise ChangedMeanwhile when the version has
    moved on, or when the page did not say which one it showed.
    """
    claimed = Declaration.objects.filter(pk=declaration_id, version=seen).update(
        version=F("version") + 1
    )
    if seen is None or not claimed:
        raise ChangedMeanwhile(_("This declaration was saved by somebody else meanwhile."))
    return seen + 1


def raise_version(*, declaration_id: int) -> None:
    """Raise the version without regard to what was seen, for a change that overwrites nothing."""
    Declaration.objects.filter(pk=declaration_id).update(version=F("version") + 1)


def note_save(*, declaration_id: int, reason: str = "") -> None:
    """
    Write a line into the declaration's own history.

    For a change made to one of its points: "last changed by" and the notice to
    a second editor read that history.
    """
    declaration = Declaration.objects.get(pk=declaration_id)
    declaration._change_reason = reason or None
    declaration.save()


def last_save(declaration_id: int) -> LastSave | None:
    """Return who saved last; none where the history is empty."""
    record = (
        Declaration.history.filter(id=declaration_id)
        .select_related("history_user")
        .order_by("-history_date", "-history_id")
        .first()
    )
    if record is None:
        return None
    editor = record.history_user
    name = (editor.get_full_name() or editor.get_username()) if editor else ""
    return LastSave(record.history_user_id, name, record.history_date)


# --- Points -------------------------------------------------------------------


def put_wording(
    *, point: Point, language: str, text: str, origin: str, reason: str | None = None
) -> None:
    """
    Make a point's wording in a language what is given; remove it where the text is blank.

    A removed wording stays readable in the history.
    """
    held = Wording.objects.filter(point=point, language=language).first()
    if not text:
        if held is not None:
            held._change_reason = reason
            held.delete()
        return
    if held is not None and (held.text, held.origin) == (text, origin):
        return
    wording = held or Wording(point=point, language=language)
    wording.text, wording.origin = text, origin
    wording._change_reason = reason
    wording.full_clean()
    wording.save()


PARKED_FROM = 2_000_000_000


def park_points(points: Collection[Point]) -> None:
    """
    Move points to places and numbers that nobody uses, until they get their new ones.

    The constraints on order and number hold after every statement: two points
    that change places within one save would otherwise meet half-way. Call it
    inside the transaction of the save. It leaves no trace in the history.
    """
    for step, point in enumerate(points):
        Point.objects.filter(pk=point.pk).update(order=PARKED_FROM + step, label=f"~{point.pk}")


# --- Publishing ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that readers need and a declaration has not; ``where`` says what mends it."""

    where: str
    """``issuers``, ``points``, ``wordings`` or ``complete``."""
    sentence: str


def lacks(declaration: Declaration) -> list[str]:
    """Return, as sentences, what a declaration needs before readers may see it."""
    return [lack.sentence for lack in find_lacks(declaration)]


def find_lacks(declaration: Declaration) -> list[Lack]:
    """Return the same with the place where each is mended. Three queries."""
    points = list(declaration.points.order_by("order").values_list("pk", "label"))
    worded = set(
        Wording.objects.filter(point__declaration=declaration).values_list("point_id", flat=True)
    )
    silent = [label for pk, label in points if pk not in worded]
    found = []
    if not declaration.issues.exists():
        found.append(Lack("issuers", _("Name at least one issuer.")))
    if not points:
        found.append(Lack("points", _("Enter at least one point.")))
    if silent:
        sentence = ngettext(
            "Point %(labels)s has no wording: enter one, or delete the point.",
            "Points %(labels)s have no wording: enter one for each, or delete them.",
            len(silent),
        )
        found.append(Lack("wordings", sentence % {"labels": ", ".join(silent)}))
    if declaration.complete and (declaration.points_in_source or 0) > len(points):
        sentence = _("Untick “complete”: %(held)s of %(total)s points are held.")
        counts = {"held": len(points), "total": declaration.points_in_source}
        found.append(Lack("complete", sentence % counts))
    return found


def require_publishable(declaration_id: int) -> None:
    """Raise NotReady when a declaration is published and lacks what readers need."""
    declaration = Declaration.objects.get(pk=declaration_id)
    if declaration.is_published and (sentences := lacks(declaration)):
        raise NotReady(
            _("Readers of a published declaration need more than this. Save it as a draft, or:"),
            *sentences,
        )


@transaction.atomic
def set_status(*, declaration_id: int, status: str, reason: str = "") -> bool:
    """
    Publish a declaration or take it back to draft; say whether that changed anything.

    Raise NotReady when it lacks something that readers need.
    """
    others = Declaration.objects.filter(pk=declaration_id).exclude(status=status)
    if not others.update(version=F("version") + 1):  # which locks the row until the end
        return False
    declaration = Declaration.objects.get(pk=declaration_id)
    declaration.status = status
    if declaration.is_published and (sentences := lacks(declaration)):
        raise NotReady(*sentences)
    declaration._change_reason = reason or None
    declaration.full_clean()
    declaration.save()
    return True


def suggest_slug(*, issuer: Actor, day: date) -> str:
    """Return the slug that a declaration has by custom: ``lima-group-2019-05-03``."""
    longest: Any = Declaration._meta.get_field("slug").max_length
    ending = f"-{day.isoformat()}"
    return issuer.slug[: longest - len(ending)] + ending
