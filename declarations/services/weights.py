"""How telling each word and proposition is over the whole corpus, kept until the corpus changes."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum

from declarations.comparison import CorpusWeights, PointRecord, Stance
from declarations.models import Declaration, Position, Wording

_PUBLISHED = {"point__declaration__status": Declaration.Status.PUBLISHED}
_kept: tuple[Any, CorpusWeights] | None = None


def corpus_weights() -> CorpusWeights:
    """
    Return the weights of all published points.

    Kept in each process and made anew when a wording or position was added,
    changed or removed, or a declaration published or withdrawn: one query
    tells. Drafts do not count, so that nothing of them shows in a score.
    """
    global _kept
    stamp = _stamp()
    if _kept is None or _kept[0] != stamp:
        _kept = (stamp, CorpusWeights.of(_published_points()))
    return _kept[1]


def _stamp() -> tuple[Any, ...]:
    """Return what differs between any two states of the published wordings and positions."""

    def summary(rows: QuerySet[Any]) -> QuerySet[Any]:
        grouped = rows.filter(**_PUBLISHED).order_by().values("point__declaration__status")
        return grouped.annotate(
            rows=Count("pk"), latest=Max("modified"), keys=Sum("pk")
        ).values_list("rows", "latest", "keys")

    wordings = summary(Wording.objects.all())
    positions = summary(Position.objects.all())
    return tuple(sorted(wordings.union(positions, all=True), key=str))


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
