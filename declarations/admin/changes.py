"""What was changed in a declaration and everything that belongs to it, newest first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, OuterRef, Subquery
from django.utils.translation import gettext as _

from declarations.models import (
    Declaration,
    Issue,
    Language,
    Point,
    Position,
    Signatory,
    Source,
    Wording,
)

from .base import PlainHistory

ENTERED_WITHIN = timedelta(seconds=10)
"""How long after a declaration its first points are entered, in one save or one load."""


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the history; ``kind`` is its sign: + added, ~ changed, - deleted."""

    when: datetime
    who: str
    kind: str
    what: str
    reason: str
    details: list[dict[str, Any]]


def latest_changes(
    declaration_id: int, *, since: datetime | None = None, limit: int = 60
) -> list[Change]:
    """
    Return the latest changes of a declaration and its parts, newest first.

    Two queries for each of the seven tables, whatever their size. Saves that
    changed nothing in a row are left out, and so are the parts that were
    entered together with the declaration.
    """
    records = []
    made = Declaration.history.filter(id=declaration_id, history_type="+").first()
    for model, filters in _parts(declaration_id).items():
        history = model.history.filter(**filters)
        if made is not None and model is not Declaration:
            at_once = made.history_date + ENTERED_WITHIN
            history = history.exclude(history_type="+", history_date__lte=at_once)
        if since is not None:
            history = history.filter(history_date__gte=since)
        latest = _with_related(history).order_by("-history_date", "-history_id")[:limit]
        records += _with_previous(model, latest)
    records.sort(key=lambda pair: (pair[0].history_date, pair[0].history_id), reverse=True)
    labels = _labels(declaration_id)
    changes = [_change(record, previous, labels) for record, previous in records]
    return [change for change in changes if change is not None][:limit]


def _parts(declaration_id: int) -> dict[type[Model], dict[str, Any]]:
    points = Point.history.filter(declaration_id=declaration_id).values("id")
    own = {"declaration_id": declaration_id}
    return {
        Declaration: {"id": declaration_id},
        Issue: own,
        Point: own,
        Wording: {"point_id__in": points},
        Position: {"point_id__in": points},
        Signatory: own,
        Source: own,
    }


def _with_related(history: Any) -> Any:
    return history.select_related("history_user")._select_related_history_tracked_objs()


def _with_previous(model: type[Model], latest: Any) -> list[tuple[Any, Any]]:
    """Pair each record with the one before it of the same row, in one more query for them all."""
    manager: Any = model.history
    before = (
        manager.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
        .order_by("-history_id")
        .values("history_id")[:1]
    )
    records = list(latest.annotate(previous_id=Subquery(before)))
    keys = [record.previous_id for record in records if record.previous_id]
    previous = _with_related(manager.filter(history_id__in=keys)).in_bulk() if keys else {}
    return [(record, previous.get(record.previous_id)) for record in records]


def _labels(declaration_id: int) -> dict[int, str]:
    """Return the number that each point has, or had when it was deleted."""
    history = Point.history.filter(declaration_id=declaration_id).order_by("history_id")
    return dict(history.values_list("id", "label"))


def _change(record: Any, previous: Any, labels: dict[int, str]) -> Change | None:
    model = record.instance_type
    details: list[dict[str, Any]] = []
    if record.history_type == "~" and previous is not None:
        delta = record.diff_against(previous, foreign_keys_are_objs=True)
        details = PlainHistory(model, record).context_for_delta_changes(delta)
        if not details:
            return None
    elif isinstance(record, Wording.history.model):
        words = (
            {"old": record.text, "new": ""}
            if record.history_type == "-"
            else {
                "old": "",
                "new": record.text,
            }
        )
        details = [{"field": _("Text"), **words}]
    user = record.history_user
    return Change(
        when=record.history_date,
        who=(user.get_full_name() or user.get_username()) if user else "",
        kind=record.history_type,
        what=_what(record, labels),
        reason=record.history_change_reason or "",
        details=details,
    )


def _what(record: Any, labels: dict[int, str]) -> str:
    """Return the name of the part that changed, as the desk calls it."""
    kind = record.instance_type
    if kind is Declaration:
        return _("The declaration")
    if kind is Point:
        return _("Point %(label)s") % {"label": record.label}
    if kind in (Wording, Position):
        label = labels.get(record.point_id, "?")
        if kind is Wording:
            language = dict(Language.choices).get(record.language, record.language)
            return _("Point %(label)s, wording in %(language)s") % {
                "label": label,
                "language": language,
            }
        return _("Point %(label)s, position “%(proposition)s”") % {
            "label": label,
            "proposition": _named(record, "proposition"),
        }
    if kind is Source:
        return _("Source: %(publisher)s") % {"publisher": record.publisher}
    name = _("Issuer") if kind is Issue else _("Signatory")
    return f"{name}: {_named(record, 'actor')}"


def _named(record: Any, field: str) -> str:
    """Return what a record refers to; that may be gone, for history outlives it."""
    try:
        return str(getattr(record, field))
    except ObjectDoesNotExist:
        return "?"
