"""How often codes and suggestions stood as people judged here, for the page of the method."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from declarations.comparison import (
    JudgementRecord,
    PointRecord,
    PropositionRecord,
    Relation,
    Stance,
    relate_by_positions,
)
from declarations.comparison.agreement import Agreement, measure_agreement
from declarations.comparison.judged_trials import HeldAgainst, hold_against, verdicts_of
from declarations.models import Position, Proposition
from declarations.phrasing.agreement_words import decimal
from declarations.phrasing.judged_words import relation_word

from .agreeing import ENOUGH_PAIRS
from .judged import Judged, Pair, read_judged


@dataclass(frozen=True)
class JudgedRow:
    """A reading of the machine, with what people said of the pairs that were read so."""

    held: HeldAgainst
    relations: Sequence[Relation]

    @property
    def name(self) -> str:
        """The reading, as a word."""
        return relation_word(self.held.read) if self.held.read else gettext("nothing")

    @property
    def relation(self) -> str:
        """The reading; blank where the codes say nothing."""
        return self.held.read.value if self.held.read else ""

    @property
    def cells(self) -> list[tuple[str, int, bool]]:
        """How many pairs were judged to stand in each way, and whether they were read so."""
        return [
            (relation_word(r), self.held.judged.get(r, 0), r is self.held.read)
            for r in self.relations
        ]

    @property
    def enough(self) -> bool:
        """Whether there are pairs enough for a share."""
        return self.held.pairs >= ENOUGH_PAIRS

    @property
    def percent(self) -> int | None:
        """Of 100 pairs, those judged as they were read; None of too few."""
        share = self.held.share
        return round(100 * share) if self.enough and share is not None else None

    @property
    def interval(self) -> str:
        """Both ends of its 95 % span in per cent; blank of too few."""
        span = self.held.span
        if not self.enough or span is None:
            return ""
        return gettext("%(low)s to %(high)s %%") % {
            "low": round(100 * span[0]),
            "high": round(100 * span[1]),
        }


@dataclass(frozen=True)
class JudgedTable:
    """Readings of one kind against what was judged; ``columns`` are the relations judged."""

    title: str
    rows: Sequence[JudgedRow]
    columns: Sequence[str]

    @property
    def right(self) -> int:
        """How many pairs were judged as they were read."""
        return sum(row.held.right for row in self.rows)

    @property
    def read(self) -> int:
        """How many pairs had a reading at all."""
        return sum(row.held.pairs for row in self.rows if row.held.read)


@dataclass(frozen=True)
class JudgedFigures:
    """
    What was judged here for everybody to see, and how the machine's readings compare.

    ``undecided`` pairs were judged, and neither a majority nor an adjudication says how
    they stand.
    """

    pairs: int
    undecided: int
    adjudicated: int
    agreement: Agreement
    coded: JudgedTable

    @property
    def alpha(self) -> str:
        """How far coders agree; blank where too few pairs were judged twice."""
        alpha = self.agreement.alpha
        return "" if alpha is None or self.agreement.units < ENOUGH_PAIRS else decimal(alpha)


def judged_verdicts() -> dict[Pair, Relation]:
    """Return what stands of each pair that was judged for everybody to see. Three queries."""
    return _verdicts(read_judged(None))


def judged_figures() -> JudgedFigures | None:
    """
    Return how often codes stood as people judged; None where nobody has judged anything.

    Only of judgements that everybody may see. Six queries, whatever is held; one without
    judgements. Read when asked for: of 10,000 judgements it takes a third of a second.
    """
    judged = read_judged(None)
    if not judged.by_pair and not judged.adjudicated:
        return None
    verdicts = _verdicts(judged)
    coded = _coded({key for pair in verdicts for key in pair})
    rows = hold_against((coded(pair), relation) for pair, relation in verdicts.items())
    pairs = judged.by_pair.keys() | judged.adjudicated.keys()
    return JudgedFigures(
        pairs=len(pairs),
        undecided=len(pairs) - len(verdicts),
        adjudicated=len(judged.adjudicated),
        agreement=measure_agreement(
            [[given.relation for given in said.values()] for said in judged.by_pair.values()],
            draws=0,
        ),
        coded=_table(gettext("What follows from the codes"), rows),
    )


def suggested_table(title: str, stored: Mapping[str, Mapping[str, int]]) -> JudgedTable:
    """Return the figures of suggested relations as they were stored, as a table."""
    rows = [
        HeldAgainst(Relation(read), {Relation(r): n for r, n in judged.items()})
        for read, judged in stored.items()
    ]
    return _table(title, rows)


def as_stored(pairs: Iterable[tuple[Relation | None, Relation]]) -> dict[str, dict[str, int]]:
    """Return how many pairs read in each way were judged in each way, as JSON has it."""
    return {
        row.read.value: {relation.value: n for relation, n in sorted(row.judged.items())}
        for row in hold_against(pairs)
        if row.read is not None
    }


def _table(title: str, rows: Sequence[HeldAgainst]) -> JudgedTable:
    relations = [r for r in Relation if any(row.judged.get(r) for row in rows)]
    words = [relation_word(relation) for relation in relations]
    return JudgedTable(title, [JudgedRow(row, relations) for row in rows], words)


def _verdicts(judged: Judged) -> dict[Pair, Relation]:
    records: dict[Pair, list[JudgementRecord]] = defaultdict(list)
    for pair, said in judged.by_pair.items():
        records[pair] = [JudgementRecord(Relation(g.relation), "") for g in said.values()]
    for pair, given in judged.adjudicated.items():
        records[pair].append(JudgementRecord(Relation(given.relation), "", adjudicates=True))
    return verdicts_of(records)


def _coded(points: set[int]) -> Any:
    """Return what follows from the codes of two of these points, as a function. Three queries."""
    positions: dict[int, dict[str, Stance]] = defaultdict(dict)
    held = Position.objects.filter(point__in=points)
    for point, slug, stance in held.values_list("point_id", "proposition__slug", "stance"):
        positions[point][slug] = Stance(stance)
    codebook = {
        held.slug: PropositionRecord(
            held.slug, "", "", frozenset(rival.slug for rival in held.rivals.all())
        )
        for held in Proposition.objects.with_rivals().only("slug")
    }
    records = {key: PointRecord(key, "", {}, positions=positions.get(key, {})) for key in points}

    def coded(pair: Pair) -> Relation | None:
        first, second = pair
        return relate_by_positions(records[first], records[second], codebook).relation

    return coded
