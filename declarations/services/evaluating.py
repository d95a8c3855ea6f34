"""Measuring suggestions on what is coded here: every installation has its own figures."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from declarations.comparison import PropositionRecord
from declarations.comparison.evaluation import (
    DRAWS,
    ENOUGH_DECLARATIONS,
    ENOUGH_POINTS,
    Figures,
    Kind,
    Measure,
    Share,
    Trial,
    is_enough,
    keep_coded,
    leave_out,
    measure_trials,
    weigh_up,
)
from declarations.comparison.judged_trials import judged_trials
from declarations.comparison.presumption import TRUSTED_FROM
from declarations.comparison.relation_trials import (
    ENOUGH_PAIRS,
    RelationFigure,
    RelationTrial,
    measure_relations,
    try_relations,
)
from declarations.models import Measurement, Proposition

from .coding import CODEBOOK_LANGUAGES, read_codebook, read_coding
from .judged_figures import as_stored, judged_verdicts
from .stamps import stamp_of_coding

__all__ = [
    "CODEBOOK_LANGUAGES",
    "DRAWS",
    "ENOUGH_DECLARATIONS",
    "ENOUGH_PAIRS",
    "ENOUGH_POINTS",
    "TRUSTED_FROM",
    "Evaluation",
    "Figures",
    "Measure",
    "RelationFigure",
    "Share",
    "as_data",
    "evaluate_suggestions",
    "is_measured",
    "keep_measurement",
    "read_codebook",
    "read_coding",
]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """
    How often suggestions in a language are right, on published points with a code.

    ``declarations`` and ``points`` are all that voted and were suggested for;
    ``codebook_texts`` voted besides. ``relations`` is empty where too little is
    coded. ``coding`` is the fingerprint of what was measured. ``judged`` says how
    many pairs suggested in each way people judged to stand in each way.
    """

    language: str
    declarations: int
    points: int
    codebook_texts: int
    topics: Measure
    positions: Measure
    relations: tuple[RelationFigure, ...]
    coding: str
    judged: Mapping[str, Mapping[str, int]]


def evaluate_suggestions(
    *, language: str = "en", report: Callable[[str, int, int], None] | None = None
) -> Evaluation:
    """
    Leave each published declaration out in turn, suggest its codes, compare with people's.

    Twelve queries, whatever is held. ``report`` is called before each declaration
    with its slug, its number and the number of all: the sample takes some seven
    seconds, and thousands of points many minutes. Nothing is run where too
    little is coded to measure either kind. Nothing is stored.
    """
    coding = fingerprint()
    corpus = keep_coded(read_coding(language), language)
    codebook = read_codebook(language)
    propositions = _read_propositions()
    trials: list[Trial] = []
    relation_trials: list[RelationTrial] = []
    if any(is_enough(weigh_up(corpus, language, kind)) for kind in Kind):
        for number, slug in enumerate(corpus, start=1):
            if report:
                report(slug, number, len(corpus))
            left_out = leave_out(slug, corpus, language, codebook)
            relation_trials += try_relations(left_out, corpus, propositions)
            trials += left_out
    topics, positions = (
        measure_trials(trials, kind) if trials else weigh_up(corpus, language, kind)
        for kind in (Kind.TOPICS, Kind.POSITIONS)
    )
    return Evaluation(
        language=language,
        declarations=len(corpus),
        points=sum(map(len, corpus.values())),
        codebook_texts=len(codebook),
        topics=topics,
        positions=positions,
        relations=tuple(measure_relations(relation_trials, corpus)) if positions.figures else (),
        coding=coding,
        judged=as_stored(judged_trials(relation_trials, judged_verdicts())),
    )


def fingerprint() -> str:
    """Return what stands for the present state of all coding, in hexadecimal digits. One query."""
    return hashlib.sha256(repr(sorted(stamp_of_coding().items())).encode()).hexdigest()


def is_measured(language: str, *, as_it_stands: bool = True) -> bool:
    """Say whether suggestions in a language were measured: ever, or on the coding as it stands."""
    latest = Measurement.objects.latest_of_each_language().filter(language=language).first()
    return latest is not None and (not as_it_stands or latest.coding == fingerprint())


def keep_measurement(evaluation: Evaluation) -> Measurement:
    """Store an evaluation as the latest in its language, for the pages to show and to heed."""
    measurement = Measurement(
        language=evaluation.language, coding=evaluation.coding, figures=as_data(evaluation)
    )
    measurement.full_clean()
    measurement.save()
    return measurement


def as_data(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as JSON has it: each share with its value, null where not measured."""
    data = asdict(evaluation)
    for kind in ("topics", "positions"):
        figures = getattr(evaluation, kind).figures
        for name in ("precision", "recall", "f1", "first") if figures else ():
            data[kind]["figures"][name]["value"] = getattr(figures, name).value
    data["relations"] = {
        figure.relation.value: {
            **asdict(figure.precision),
            "value": figure.precision.value,
            "enough": figure.enough,
            "trusted": figure.trusted,
        }
        for figure in evaluation.relations
    }
    return data


def _read_propositions() -> dict[str, PropositionRecord]:
    """Return the propositions with their rivals, by slug. Two queries."""
    return {
        proposition.slug: PropositionRecord(
            proposition.slug,
            proposition.text,
            "",
            frozenset(rival.slug for rival in proposition.rivals.all()),
        )
        for proposition in Proposition.objects.with_rivals()
    }
