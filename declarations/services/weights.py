"""How telling each word and proposition is over the whole corpus, kept until the corpus changes."""

from collections import defaultdict

from declarations.comparison import CorpusWeights, PointRecord, Stance
from declarations.models import Position, Wording

from .stamps import PUBLISHED, Stamp, stamp_of_weights

_kept: tuple[Stamp, CorpusWeights] | None = None


def corpus_weights() -> CorpusWeights:
    """
    Return the weights of all published points.

    Kept in each process and made anew when a wording, position or proposition
    was added, changed or removed, or a declaration published or withdrawn: one
    query tells. Drafts do not count, so that nothing of them shows in a score.
    """
    global _kept
    stamp = stamp_of_weights()
    if _kept is None or _kept[0] != stamp:
        _kept = (stamp, CorpusWeights.of(_published_points()))
    return _kept[1]


def _published_points() -> list[PointRecord]:
    """Return the published points with what their weights come from: words and positions."""
    wordings: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Wording.objects.filter(**PUBLISHED).values_list("point_id", "language", "text")
    for point, language, text in rows.order_by().iterator():
        wordings[point][language] = text
    positions: dict[int, dict[str, Stance]] = defaultdict(dict)
    coded = Position.objects.filter(**PUBLISHED).values_list(
        "point_id", "proposition__slug", "stance"
    )
    for point, proposition, stance in coded.order_by().iterator():
        positions[point][proposition] = Stance(stance)
    return [
        PointRecord(point, "", wordings.get(point, {}), positions=positions.get(point, {}))
        for point in wordings.keys() | positions.keys()
    ]
