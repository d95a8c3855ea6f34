"""A row of a comparison as the page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from declarations.comparison import JudgementRecord, Row, Segment
from declarations.models import Point

from .suggested import ShownSuggestions


@dataclass(frozen=True)
class PointInRow:
    """A point as a row shows it: its words in pieces, marked for this counterpart."""

    point: Point
    segments: Sequence[Segment]
    language: str
    language_name: str
    topics: Sequence[str]
    also: Sequence["RowLink"]
    suggested: ShownSuggestions | None = None
    """What is suggested for it and used here: topics, positions, each where it has none."""


@dataclass(frozen=True)
class RowLink:
    """The way to another row: its anchor, and the number of the counterpart there."""

    anchor: str
    label: str


@dataclass(frozen=True)
class ComparedRow:
    """A row as the page shows it."""

    anchor: str
    state: str
    basis: str
    coders_differ: bool
    judgements: Sequence[JudgementRecord]
    judged_said: str
    """What coders said of the pair, in a phrase; blank where nobody did."""
    judge_address: str
    """Of the page with all that was judged of the pair; blank of a point alone."""
    left: PointInRow | None
    right: PointInRow | None
    reasons: Sequence[str]
    score: float | None
    likeness: float | None
    across_languages: bool
    nearest_label: str
    nearest_anchor: str
    nearest_likeness: float | None
    topic: str
    form: Any = None
    """The form to judge the pair with, of a reader who may."""

    @property
    def own(self) -> JudgementRecord | None:
        """What the reader judged of the pair themself."""
        mine = (one for one in self.judgements if one.own and not one.adjudicates)
        return next(mine, None)

    @property
    def has_hints(self) -> bool:
        """Whether suggested codes stand in for any that the pair's points lack."""
        return any(cell and cell.suggested for cell in (self.left, self.right)) and bool(self.basis)

    @property
    def likeness_percent(self) -> int | None:
        """Likeness in wording, 0 to 100; None across languages."""
        return None if self.likeness is None else round(100 * self.likeness)

    @property
    def nearest_percent(self) -> int | None:
        """Likeness of the nearest counterpart, 0 to 100."""
        return None if self.nearest_likeness is None else round(100 * self.nearest_likeness)


def bases_of(row: Row) -> frozenset[str]:
    """Return what a pair's relation rests on, and whether it is adjudicated, disputed or stale."""
    finding = row.finding
    if finding is None:
        return frozenset()
    said = {
        "adjudicated": finding.is_adjudicated,
        "disputed": finding.is_disputed,
        "stale": finding.is_stale,
    }
    return frozenset([finding.basis.value, *(name for name, is_so in said.items() if is_so)])
