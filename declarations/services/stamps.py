"""Stamps: numbers that differ between any two states of some rows, to know when to think anew."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum, Value

from declarations.models import Declaration, Point, Position, Proposition, Topic, Wording

PUBLISHED = {"point__declaration__status": Declaration.Status.PUBLISHED}
"""Keeps what belongs to points of published declarations."""

Stamp = Mapping[str, tuple[int, ...]]
"""What is known of some rows without reading them, by their kind; the number first."""

_SUMS = {"first": Count("pk"), "second": Sum("pk"), "third": Sum("revision")}
_KEYS = {"first": Count("pk"), "second": Sum("pk"), "third": Value(0)}
_LAST = {"first": Max("pk"), "second": Value(0), "third": Value(0)}


def stamp_of_weights() -> Stamp:
    """
    Return the state of what weights come from, in one query.

    That is, of published wordings, of published positions and of all
    propositions (whose slugs positions are read by), the number, the sum of
    the keys and the sum of the revisions. It sees every ``save()``,
    ``bulk_create()`` and deletion, also of transactions that were committed in
    another order than they wrote; two states have the same sums once in 2**31.
    ``QuerySet.update()`` and ``bulk_update()`` pass by the revisions and are not
    seen: whoever uses them on these rows has to set ``revision`` as well.
    """
    return _read_at_once(*_rows_of_weights())


def light_stamp_of_weights() -> Stamp:
    """Return the same of propositions, and of the others the last key, for which none is read."""
    return _read_at_once(*_last_rows_of_weights())


def stamp_of_coding() -> Stamp:
    """
    Return the state of all that suggestions come from, in one query.

    Beside what weights come from, the topics of published points, the topics'
    own texts, and the published declarations, by whose slugs their points are
    known. Operative verbs are left out: they only help to read
    polarity, and are read anew with the next change of anything else.
    """
    filed = Point.topics.through.objects.filter(**PUBLISHED)
    return _read_at_once(
        *_rows_of_weights(), _summary("filed", filed, _KEYS), _topics(), _declarations()
    )


def light_stamp_of_coding() -> Stamp:
    """Return the same with the last keys alone, for a corpus too large to be counted each time."""
    filed = Point.topics.through.objects.all()
    return _read_at_once(
        *_last_rows_of_weights(), _summary("filed", filed, _LAST), _topics(), _declarations()
    )


def _rows_of_weights() -> tuple[QuerySet[Any], ...]:
    return (
        _summary("wordings", Wording.objects.filter(**PUBLISHED), _SUMS),
        _summary("positions", Position.objects.filter(**PUBLISHED), _SUMS),
        _summary("propositions", Proposition.objects.all(), _SUMS),
    )


def _last_rows_of_weights() -> tuple[QuerySet[Any], ...]:
    return (
        _summary("wordings", Wording.objects.all(), _LAST),
        _summary("positions", Position.objects.all(), _LAST),
        _summary("propositions", Proposition.objects.all(), _SUMS),
    )


def _topics() -> QuerySet[Any]:
    # A topic has no revision; its history has a row for every save of it.
    return _summary("topics", Topic.history.all(), _KEYS)


def _declarations() -> QuerySet[Any]:
    # Every save raises the version.
    published = Declaration.objects.filter(status=Declaration.Status.PUBLISHED)
    versions = {"first": Count("pk"), "second": Sum("pk"), "third": Sum("version")}
    return _summary("declarations", published, versions)


def _summary(kind: str, rows: QuerySet[Any], figures: Mapping[str, Any]) -> QuerySet[Any]:
    return (
        rows.order_by()
        .annotate(kind=Value(kind))
        .values("kind")
        .annotate(**figures)
        .values_list("kind", *figures)
    )


def _read_at_once(first: QuerySet[Any], *others: QuerySet[Any]) -> Stamp:
    """Return the figures of each by its kind, in one query; 0 for what is not held."""
    return {
        kind: tuple(figure or 0 for figure in figures)
        for kind, *figures in sorted(first.union(*others, all=True))
    }
