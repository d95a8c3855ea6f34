"""How telling each word and proposition is over the whole corpus, kept until the corpus changes."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum, Value

from declarations.comparison import CorpusWeights
from declarations.comparison.scoring import InverseFrequency
from declarations.models import Declaration, Position, Proposition, Wording

LARGE = 5_000
"""Wordings and positions from which a change of one of them is too small to be looked for."""
DRIFT = 0.01
"""Share of a large corpus that may be new before its weights are made anew."""

_PUBLISHED = {"point__declaration__status": Declaration.Status.PUBLISHED}

Stamp = Mapping[str, tuple[int, ...]]
"""What is known of the wordings, positions and propositions without reading them."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """Weights, the number of wordings and positions they come from, and the stamp of these."""

    weights: CorpusWeights
    rows: int
    stamp: Stamp


_kept: _Kept | None = None


def corpus_weights() -> CorpusWeights:
    """
    Return the weights of all published points.

    Kept in each process; one query tells whether they still hold. Of a corpus
    of up to ``LARGE`` rows they are made anew when a wording, position or
    proposition was added, changed or removed, or a declaration published or
    withdrawn. Of a larger one, when the codebook was changed or a hundredth of
    it is new: that makes no difference to anything shown, and a word that was
    not there before is as telling as can be. Drafts do not count, so that nothing
    of them shows in a score.
    """
    global _kept
    kept = _kept
    was_large = kept is not None and kept.rows >= LARGE
    stamp = _light_stamp() if was_large else _stamp()
    if kept is not None and (_is_near(kept, stamp) if was_large else kept.stamp == stamp):
        return kept.weights
    weights, rows = _weigh()
    if (rows >= LARGE) != was_large:
        stamp = _light_stamp() if rows >= LARGE else _stamp()
    _kept = _Kept(weights, rows, stamp)
    return weights


def _is_near(kept: _Kept, stamp: Stamp) -> bool:
    """Say whether a large corpus has grown little since, with the codebook as it was."""
    none = (0, 0, 0)
    grown = [
        abs(stamp.get(kind, none)[0] - kept.stamp.get(kind, none)[0])
        for kind in ("wordings", "positions")
    ]
    same = stamp.get("propositions") == kept.stamp.get("propositions")
    return same and max(grown) <= DRIFT * kept.rows


def _stamp() -> Stamp:
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
    return _read_at_once(
        _summary("wordings", Wording.objects.filter(**_PUBLISHED), _SUMS),
        _summary("positions", Position.objects.filter(**_PUBLISHED), _SUMS),
        _summary("propositions", Proposition.objects.all(), _SUMS),
    )


def _light_stamp() -> Stamp:
    """Return the same of propositions, and of the others the last key, for which none is read."""
    return _read_at_once(
        _summary("wordings", Wording.objects.all(), _LAST),
        _summary("positions", Position.objects.all(), _LAST),
        _summary("propositions", Proposition.objects.all(), _SUMS),
    )


_SUMS = {"first": Count("pk"), "second": Sum("pk"), "third": Sum("revision")}
_LAST = {"first": Max("pk"), "second": Value(0), "third": Value(0)}


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
        for kind, *figures in first.union(*others, all=True)
    }


def _weigh() -> tuple[CorpusWeights, int]:
    """Return the weights of the published points, and of how many rows they are made."""
    documents: Counter[str] = Counter()
    stems: dict[str, Counter[str]] = defaultdict(Counter)
    points = set()
    rows = Wording.objects.filter(**_PUBLISHED).values_list("point_id", "language", "stems")
    for point, language, held in rows.order_by().iterator():
        documents[language] += 1
        stems[language].update(held.split())
        points.add(point)
    propositions: Counter[str] = Counter()
    coded = Position.objects.filter(**_PUBLISHED).values_list("point_id", "proposition__slug")
    for point, proposition in coded.order_by().iterator():
        propositions[proposition] += 1
        points.add(point)
    weights = CorpusWeights(
        {
            language: InverseFrequency(documents[language], counts)
            for language, counts in stems.items()
        },
        InverseFrequency(len(points), propositions),
    )
    return weights, documents.total() + propositions.total()
