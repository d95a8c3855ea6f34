"""How telling each word and proposition is over the whole corpus, kept until the corpus changes."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from declarations.comparison import CorpusWeights
from declarations.comparison.scoring import InverseFrequency
from declarations.models import Position, Wording

from .stamps import PUBLISHED, Stamp, light_stamp_of_weights, stamp_of_weights

LARGE = 5_000
"""Wordings and positions from which a change of one of them is too small to be looked for."""
DRIFT = 0.01
"""Share of a large corpus that may be new before its weights are made anew."""


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
    stamp = light_stamp_of_weights() if was_large else stamp_of_weights()
    if kept is not None and (_is_near(kept, stamp) if was_large else kept.stamp == stamp):
        return kept.weights
    weights, rows = _weigh()
    if (rows >= LARGE) != was_large:
        stamp = light_stamp_of_weights() if rows >= LARGE else stamp_of_weights()
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


def _weigh() -> tuple[CorpusWeights, int]:
    """Return the weights of the published points, and of how many rows they are made."""
    documents: Counter[str] = Counter()
    stems: dict[str, Counter[str]] = defaultdict(Counter)
    points = set()
    rows = Wording.objects.filter(**PUBLISHED).values_list("point_id", "language", "stems")
    for point, language, held in rows.order_by().iterator():
        documents[language] += 1
        stems[language].update(held.split())
        points.add(point)
    propositions: Counter[str] = Counter()
    coded = Position.objects.filter(**PUBLISHED).values_list("point_id", "proposition__slug")
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
