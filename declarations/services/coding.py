"""What people coded, and the codebook's texts: what suggestions are made from."""

from collections import defaultdict

from declarations.comparison import (
    CodebookText,
    PointRecord,
    PropositionRecord,
    Stance,
    read_proposition,
)
from declarations.models import Point, Position, Proposition, Topic, Wording

from .stamps import PUBLISHED

CODEBOOK_LANGUAGES = ("en", "es")
"""The languages in which the codebook is held, and so those in which suggestions are measured."""


def read_coding(language: str) -> dict[str, list[PointRecord]]:
    """
    Return the points of published declarations that have a wording in a language, with codes.

    By the slug of their declaration, in reading order, oldest declaration
    first. Four queries.
    """
    wordings = dict(
        Wording.objects.filter(**PUBLISHED, language=language)
        .order_by()
        .values_list("point_id", "text")
    )
    topics: dict[int, set[str]] = defaultdict(set)
    filed = Point.topics.through.objects.filter(**PUBLISHED).order_by()
    for point, topic in filed.values_list("point_id", "topic__slug"):
        topics[point].add(topic)
    positions: dict[int, dict[str, Stance]] = defaultdict(dict)
    taken = Position.objects.filter(**PUBLISHED).order_by("order", "pk")
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
