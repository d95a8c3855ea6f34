"""Measuring suggestions on what is coded here: every installation has its own figures."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from declarations.comparison import (
    CodebookText,
    PointRecord,
    PropositionRecord,
    Stance,
    read_proposition,
)
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
from declarations.models import Declaration, Point, Position, Proposition, Topic, Wording

__all__ = [
    "CODEBOOK_LANGUAGES",
    "DRAWS",
    "ENOUGH_DECLARATIONS",
    "ENOUGH_POINTS",
    "Evaluation",
    "Figures",
    "Measure",
    "Share",
    "evaluate_suggestions",
    "read_codebook",
    "read_coding",
]

CODEBOOK_LANGUAGES = ("en", "es")
"""The languages in which the codebook is held, and so those in which suggestions are measured."""

_PUBLISHED = {"point__declaration__status": Declaration.Status.PUBLISHED}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """
    How often suggestions in a language are right, on published points with a code.

    ``declarations`` and ``points`` are all that voted and were suggested for;
    ``codebook_texts`` voted besides.
    """

    language: str
    declarations: int
    points: int
    codebook_texts: int
    topics: Measure
    positions: Measure


def evaluate_suggestions(
    *, language: str = "en", report: Callable[[str, int, int], None] | None = None
) -> Evaluation:
    """
    Leave each published declaration out in turn, suggest its codes, compare with people's.

    Six queries, whatever is held. ``report`` is called before each declaration
    with its slug, its number and the number of all: the sample takes some six
    seconds, and thousands of points many minutes. Nothing is run where too
    little is coded to measure either kind. Nothing is stored.
    """
    corpus = keep_coded(read_coding(language), language)
    codebook = read_codebook(language)
    trials: list[Trial] = []
    if any(is_enough(weigh_up(corpus, language, kind)) for kind in Kind):
        for number, slug in enumerate(corpus, start=1):
            if report:
                report(slug, number, len(corpus))
            trials += leave_out(slug, corpus, language, codebook)
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
    )


def read_coding(language: str) -> dict[str, list[PointRecord]]:
    """
    Return the points of published declarations that have a wording in a language, with codes.

    By the slug of their declaration, in reading order, oldest declaration
    first. Four queries.
    """
    wordings = dict(
        Wording.objects.filter(**_PUBLISHED, language=language)
        .order_by()
        .values_list("point_id", "text")
    )
    topics: dict[int, set[str]] = defaultdict(set)
    filed = Point.topics.through.objects.filter(**_PUBLISHED).order_by()
    for point, topic in filed.values_list("point_id", "topic__slug"):
        topics[point].add(topic)
    positions: dict[int, dict[str, Stance]] = defaultdict(dict)
    taken = Position.objects.filter(**_PUBLISHED).order_by("order", "pk")
    for point, proposition, stance in taken.values_list("point_id", "proposition__slug", "stance"):
        positions[point][proposition] = Stance(stance)
    corpus: dict[str, list[PointRecord]] = defaultdict(list)
    points = Point.objects.published().order_by("declaration__date", "declaration__slug", "order")
    for key, label, operative, declaration in points.values_list(
        "pk", "label", "operative", "declaration__slug"
    ):
        if key in wordings:
            corpus[declaration].append(
                PointRecord(
                    key=key,
                    label=label,
                    wordings={language: wordings[key]},
                    topics=frozenset(topics.get(key, ())),
                    positions=positions.get(key, {}),
                    operative=operative,
                )
            )
    return dict(corpus)


def read_codebook(language: str) -> list[CodebookText]:
    """
    Return what the codebook says in a language, never what it says in another. Two queries.

    Propositions with the parts of their definitions, then topics, with their descriptions.
    """
    if language not in CODEBOOK_LANGUAGES:
        return []
    suffix = "" if language == "en" else f"_{language}"
    texts: list[CodebookText] = []
    fields = ("slug", "topic__slug", f"text{suffix}", f"definition{suffix}")
    for slug, topic, text, definition in Proposition.objects.values_list(*fields):
        texts += read_proposition(PropositionRecord(slug, text, topic), definition)
    fields = ("slug", f"name{suffix}", f"description{suffix}")
    for slug, name, description in Topic.objects.values_list(*fields):
        text = ". ".join(filter(None, (name, description)))
        if text:
            texts.append(CodebookText(text, slug))
    return texts
