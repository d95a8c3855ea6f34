"""
What two texts say to each other: pure Python, RapidFuzz and a stemmer, no Django.

The pipeline: *segment, normalize, match, relate, collate*. :func:`collate` is the
way in; it takes points and gives rows. Read :mod:`.types` first. Where the points
come from: :func:`segment` splits a text as issued, and :func:`find_label` finds one
of them by its number, however people write it.
"""

from .amendment import changed_runs
from .collation import STATES, Codebook, Collation, Judgements, Row, collate, weigh_pair
from .labels import Label, Mention, anchor_of, find_label, find_mentions, read_label
from .matching import CorpusWeights, Match
from .phrases import Names, word_reason
from .presumption import take_up
from .ranking import Ranked, Ranking, rank_stems, rank_texts
from .reasons import Finding, Reason, ReasonKind
from .relation import relate, relate_by_positions
from .segmentation import segment
from .split_types import Numbering, RestKind, Segmentation, SplitPoint, WarningKind
from .split_warnings import word_warning
from .suggestion import Suggester, suggest
from .types import (
    Basis,
    JudgementRecord,
    PointRecord,
    PropositionRecord,
    Relation,
    RowOrder,
    Stance,
)
from .votes import CodebookText, Suggestion, Suggestions, Vote, read_proposition
from .wording import (
    LIKENESS_FLOOR,
    Segment,
    operative_spans,
    runs_of,
    shared_runs,
    split_segments,
    telling_words,
)

__all__ = [
    "LIKENESS_FLOOR",
    "STATES",
    "Basis",
    "Codebook",
    "CodebookText",
    "Collation",
    "CorpusWeights",
    "Finding",
    "JudgementRecord",
    "Judgements",
    "Label",
    "Match",
    "Mention",
    "Names",
    "Numbering",
    "PointRecord",
    "PropositionRecord",
    "Ranked",
    "Ranking",
    "Reason",
    "ReasonKind",
    "Relation",
    "RestKind",
    "Row",
    "RowOrder",
    "Segment",
    "Segmentation",
    "SplitPoint",
    "Stance",
    "Suggester",
    "Suggestion",
    "Suggestions",
    "Vote",
    "WarningKind",
    "anchor_of",
    "changed_runs",
    "collate",
    "find_label",
    "find_mentions",
    "operative_spans",
    "rank_stems",
    "rank_texts",
    "read_label",
    "read_proposition",
    "relate",
    "relate_by_positions",
    "runs_of",
    "segment",
    "shared_runs",
    "split_segments",
    "suggest",
    "take_up",
    "telling_words",
    "weigh_pair",
    "word_reason",
    "word_warning",
]
