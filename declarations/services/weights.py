"""How telling each word and proposition is over the whole corpus, kept until the corpus changes."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, QuerySet, Sum, Value

from declarations.comparison import CorpusWeights, PointRecord, Stance
from declarations.models import Declaration, Position, Proposition, Wording

_PUBLISHED = {"point__declaration__status": Declaration.Status.PUBLISHED}
_kept: tuple[Any, CorpusWeights] | None = None


def corpus_weights() -> CorpusWeights:
    """
    Return the weights of all published points.

    Kept in each process and made anew when a wording, position or proposition
    was added, changed or removed, or a declaration published or withdrawn: one
    query tells. Drafts do not count, so that nothing of them shows in a score.
    """
    global _kept
    stamp = _stamp()
    if _kept is None or _kept[0] != stamp:
        _kept = (stamp, CorpusWeights.of(_published_points()))
    return _kept[1]


def _stamp() -> tuple[Any, ...]:
    """
    Return what differs between any two states of what the weights come from, in one query.

    That is, of published wordings, of published positions and of all
    propositions (whose slugs positions are read by), the number, the sum of
    the keys and the sum of the revisions. It sees every ``save()``,
    ``bulk_create()`` and deletion, also of transactions that were committed in
    another order than they wrote; two states have the same sums once in 2**31.
    ``QuerySet.update()`` and ``bulk_update()`` pass by the revisions and are not
    seen: whoever uses them on these rows has to set ``revision`` as well.
    """

    def summary(rows: QuerySet[Any], what: str) -> QuerySet[Any]:
        return (
            rows.order_by()
            .annotate(what=Value(what))
            .values("what")
            .annotate(rows=Count("pk"), keys=Sum("pk"), revisions=Sum("revision"))
            .values_list("what", "rows", "keys", "revisions")
        )

    wordings = summary(Wording.objects.filter(**_PUBLISHED), "wordings")
    positions = summary(Position.objects.filter(**_PUBLISHED), "positions")
    propositions = summary(Proposition.objects.all(), "propositions")
    return tuple(sorted(wordings.union(positions, propositions, all=True)))


def _published_points() -> list[PointRecord]:
    """Return the published points with what their weights come from: words and positions."""
    wordings: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Wording.objects.filter(**_PUBLISHED).values_list("point_id", "language", "text")
    for point, language, text in rows.order_by().iterator():
        wordings[point][language] = text
    positions: dict[int, dict[str, Stance]] = defaultdict(dict)
    coded = Position.objects.filter(**_PUBLISHED).values_list(
        "point_id", "proposition__slug", "stance"
    )
    for point, proposition, stance in coded.order_by().iterator():
        positions[point][proposition] = Stance(stance)
    return [
        PointRecord(point, "", wordings.get(point, {}), positions=positions.get(point, {}))
        for point in wordings.keys() | positions.keys()
    ]
