"""Stamps: numbers that differ between any two states of some rows, to know when to think anew."""

from typing import Any

from django.db.models import Count, F, QuerySet, Sum, Value

from declarations.models import Declaration, Point, Position, Proposition, Topic, Wording

PUBLISHED = {"point__declaration__status": Declaration.Status.PUBLISHED}
"""Keeps what belongs to points of published declarations."""

Stamp = tuple[Any, ...]


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
    first, *others = _rows_of_weights()
    return tuple(sorted(first.union(*others, all=True)))


def stamp_of_coding() -> Stamp:
    """
    Return the state of all that suggestions come from, in one query.

    Beside what weights come from, the topics of published points and the
    topics' own texts. Operative verbs are left out: they only help to read
    polarity, and are read anew with the next change of anything else.
    """
    filed = Point.topics.through.objects.filter(**PUBLISHED)
    first, *others = (
        *_rows_of_weights(),
        _summary(filed, "filed", Value(0)),
        # A topic has no revision; its history has a row for every save of it.
        _summary(Topic.history.all(), "topics", Value(0), key="history_id"),
    )
    return tuple(sorted(first.union(*others, all=True)))


def _rows_of_weights() -> tuple[QuerySet[Any], ...]:
    revision = F("revision")
    return (
        _summary(Wording.objects.filter(**PUBLISHED), "wordings", revision),
        _summary(Position.objects.filter(**PUBLISHED), "positions", revision),
        _summary(Proposition.objects.all(), "propositions", revision),
    )


def _summary(rows: QuerySet[Any], what: str, revision: Any, key: str = "pk") -> QuerySet[Any]:
    return (
        rows.order_by()
        .annotate(what=Value(what))
        .values("what")
        .annotate(rows=Count(key), keys=Sum(key), revisions=Sum(revision))
        .values_list("what", "rows", "keys", "revisions")
    )
