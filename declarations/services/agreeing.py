"""How far coders agree on what they judged here: in all, by relation, by topic, two by two."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from declarations.comparison import Relation
from declarations.comparison.agreement import (
    Agreement,
    coincidences,
    cross_table,
    measure_agreement,
    one_against_all,
    pairs_of_coders,
)
from declarations.models import Point, Topic
from declarations.phrasing.agreement_words import decimal
from declarations.phrasing.judged_words import relation_word

from .judged import EVERYTHING, Pair, Scope, Viewer, read_judged

ENOUGH_PAIRS = 10
"""Pairs from which alpha is given: of fewer, a single judgement would shift it by a fifth."""

MAX_CODER_PAIRS = 21
"""Twos of coders that are told apart, those with most pairs in common: all of seven coders."""


@dataclass(frozen=True)
class AgreementOf:
    """How far coders agree on part of the pairs; ``given`` is how often a relation was."""

    key: str
    name: str
    agreement: Agreement
    given: int | None = None

    @property
    def enough(self) -> bool:
        """Whether there are pairs enough to say."""
        return self.agreement.units >= ENOUGH_PAIRS

    @property
    def alpha(self) -> str:
        """Alpha as it is written; blank where there is none, or too few pairs for one."""
        held = self.agreement.alpha
        return decimal(held) if self.enough and held is not None else ""

    @property
    def interval(self) -> str:
        """Both ends of the interval of alpha; blank where there is none."""
        low, high = self.agreement.low, self.agreement.high
        if not self.enough or low is None or high is None:
            return ""
        return gettext("%(low)s to %(high)s") % {"low": decimal(low), "high": decimal(high)}

    @property
    def lacking(self) -> str:
        """Why there is no alpha; blank where there is one."""
        if not self.enough:
            return gettext("too few to say")
        return gettext("nothing varies") if self.agreement.alpha is None else ""

    @property
    def raw_percent(self) -> int | None:
        """Of 100 pairs of judgements, those that are the same."""
        raw = self.agreement.raw
        return None if raw is None else round(100 * raw)

    @property
    def drawn(self) -> dict[str, str]:
        """Where alpha and its interval stand from 0 to 1, as SVG writes it; below 0 is at 0."""
        held = self.agreement
        if not self.enough:
            return {}
        shares = {"value": held.alpha, "low": held.low, "high": held.high}
        return {
            name: f"{100 * max(0.0, share):.1f}%"
            for name, share in shares.items()
            if share is not None
        }


@dataclass(frozen=True)
class Confusion:
    """
    Which relations were given beside which: a row to a relation, a column to a relation.

    Of two coders the rows are what ``one`` said and the columns what ``other``
    said of the same pairs, in pairs. Of more it is the coincidence matrix,
    symmetrical, in judgements.
    """

    relations: Sequence[Relation]
    rows: Sequence[Sequence[float]]
    one: str = ""
    other: str = ""

    @property
    def words(self) -> list[str]:
        """The relations, as words."""
        return [relation_word(relation) for relation in self.relations]

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, float, bool]], float]]:
        """Each row: its relation, its cells with their column and whether both agree, its sum."""
        return [
            (
                word,
                [
                    (column, cell, column == word)
                    for column, cell in zip(self.words, row, strict=True)
                ],
                _sum(row),
            )
            for word, row in zip(self.words, self.rows, strict=True)
        ]

    @property
    def sums(self) -> list[float]:
        """The sum of each column."""
        return [_sum(column) for column in zip(*self.rows, strict=True)]

    @property
    def total(self) -> float:
        """The sum of all cells."""
        return _sum(cell for row in self.rows for cell in row)


def _sum(cells: Iterable[float]) -> float:
    """Return a sum of thirds and quarters without the dust: 16, where floats add up to 15.9…9."""
    return round(sum(cells), 9)


@dataclass(frozen=True)
class AgreementReport:
    """
    How far coders agree, only over pairs that two or more judged.

    ``single`` pairs were judged by one coder and ``stale`` judgements were given on words
    that have changed since: both are left out.
    """

    overall: AgreementOf
    coders: Sequence[str]
    relations: Sequence[AgreementOf]
    topics: Sequence[AgreementOf]
    pairs: Sequence[AgreementOf]
    confusion: Confusion
    single: int
    stale: int
    more: bool
    more_pairs: int

    @property
    def judgements(self) -> int:
        """The number of judgements counted."""
        return self.overall.agreement.values


def report_agreement(
    viewer: Viewer, scope: Scope = EVERYTHING, *, topics: Sequence[Topic], language: str = "en"
) -> AgreementReport:
    """
    Return how far coders agree on what a viewer may see of a scope.

    ``topics`` are those of the codebook, in its order; a pair counts under those
    of either point. Four queries, whatever is held. Ten thousand judgements
    take half a second, most of it intervals.
    """
    judged = read_judged(viewer, scope)
    said = {pair: by for pair, by in judged.relations().items() if len(by) > 1}
    units = [list(by.values()) for by in said.values()]
    by_pair = pairs_of_coders(said)
    shared = sorted(by_pair, key=lambda two: (-len(by_pair[two]), two))
    return AgreementReport(
        overall=AgreementOf("", "", _measure(units)),
        coders=sorted({coder for by in said.values() for coder in by}),
        relations=_by_relation(units),
        topics=_by_topic(said, topics, language),
        pairs=[
            AgreementOf("", f"{one} – {other}", _measure(by_pair[one, other]))
            for one, other in shared[:MAX_CODER_PAIRS]
        ],
        confusion=_confusion(said, units),
        single=len(judged.by_pair) - len(said),
        stale=judged.stale,
        more=judged.more,
        more_pairs=max(0, len(shared) - MAX_CODER_PAIRS),
    )


def _measure(units: Sequence[Collection[Hashable]]) -> Agreement:
    """Return how far coders agree on some units; of too few without an interval."""
    found = measure_agreement(units, draws=0)
    return measure_agreement(units) if found.units >= ENOUGH_PAIRS else found


def _by_relation(units: Sequence[Sequence[Relation]]) -> list[AgreementOf]:
    """Return how far coders agree on telling each relation that was given from all others."""
    given = Counter(relation for unit in units for relation in unit)
    return [
        AgreementOf(
            relation.value,
            relation_word(relation),
            _measure(one_against_all(units, relation)),
            given[relation],
        )
        for relation in Relation
        if given[relation]
    ]


def _by_topic(
    said: Mapping[Pair, Mapping[str, Relation]], topics: Sequence[Topic], language: str
) -> list[AgreementOf]:
    """Return how far coders agree on the pairs of each topic that has any. One query."""
    if not said:
        return []
    through = Point.topics.through.objects.filter(point__in={key for pair in said for key in pair})
    of_point: dict[int, set[int]] = defaultdict(set)
    for point, topic in through.values_list("point_id", "topic_id"):
        of_point[point].add(topic)
    units: dict[int, list[list[Relation]]] = defaultdict(list)
    for (first, second), by in said.items():
        for topic in of_point[first] | of_point[second]:
            units[topic].append(list(by.values()))
    return [
        AgreementOf(topic.slug, topic.read("name", language), _measure(units[topic.pk]))
        for topic in topics
        if topic.pk in units
    ]


def _confusion(
    said: Mapping[Pair, Mapping[str, Relation]], units: Sequence[Sequence[Relation]]
) -> Confusion:
    coders = sorted({coder for by in said.values() for coder in by})
    relations = [r for r in Relation if any(r in unit for unit in units)]
    found: Mapping[tuple[Relation, Relation], float]
    if len(coders) == 2:
        found = cross_table(said, *coders)
        one, other = coders
    else:
        found, one, other = coincidences(units), "", ""
    rows = [[found.get((row, column), 0) for column in relations] for row in relations]
    return Confusion(relations, rows, one, other)
