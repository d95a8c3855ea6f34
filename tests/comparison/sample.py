"""The sample corpus as the engine takes it, read from its files without a database."""

import json
from dataclasses import replace
from functools import cache
from itertools import permutations
from pathlib import Path

from declarations.comparison import (
    Codebook,
    CorpusWeights,
    JudgementRecord,
    Names,
    PointRecord,
    PropositionRecord,
    Relation,
    Stance,
)

FOLDER = Path(__file__).resolve().parents[2] / "declarations" / "sample"

LIMA = "lima-group-2019-05-03"
CONTACT = "international-contact-group-2019-05-07"
"""The founding pair: the Lima Group's proposal and, four days later, the Contact Group's answer."""


@cache
def read(name: str) -> dict:
    """Return one of the sample's files."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def declarations() -> dict[str, tuple[PointRecord, ...]]:
    """Return the points of each declaration; ``addresses`` holds every group that one names."""
    groups = {group["name"]: group["slug"] for group in read("declarations.json")["groups"]}
    corpus = {}
    key = 0
    for declaration in read("declarations.json")["declarations"]:
        points = []
        for point in declaration["points"]:
            key += 1
            points.append(
                PointRecord(
                    key=key,
                    label=point["label"],
                    wordings={
                        language: point[field]
                        for language, field in (("en", "text"), ("es", "text_es"))
                        if point.get(field)
                    },
                    topics=frozenset(point["topics"]),
                    positions={p["proposition"]: Stance(p["stance"]) for p in point["positions"]},
                    operative=point["operative"],
                    addresses=frozenset(groups[name] for name in point["actors"] if name in groups),
                )
            )
        corpus[declaration["slug"]] = tuple(points)
    return corpus


@cache
def pairs() -> list[tuple[str, str]]:
    """Return the slugs of every two declarations, both ways round."""
    return list(permutations(declarations(), 2))


@cache
def opponents(own: str) -> list[str]:
    """Return half of the other declarations, so that every two meet once, as in a tournament."""
    slugs = list(declarations())
    turn = slugs.index(own)
    return [
        slug
        for place, slug in enumerate(slugs)
        if place != turn and (place + turn + (place < turn)) % 2
    ]


@cache
def points_for(own: str, other: str) -> tuple[PointRecord, ...]:
    """Return a declaration's points as compared with another; they address its issuers alone."""
    issuers = {d["slug"]: d["issuers"] for d in read("declarations.json")["declarations"]}
    return tuple(
        replace(point, addresses=point.addresses.intersection(issuers[other]))
        for point in declarations()[own]
    )


def only_in(language: str, points: tuple[PointRecord, ...]) -> tuple[PointRecord, ...]:
    """Return the points that are held in a language, in that language alone."""
    return tuple(
        replace(point, wordings={language: point.wordings[language]})
        for point in points
        if language in point.wordings
    )


@cache
def weights() -> CorpusWeights:
    """Return the weights of the whole corpus."""
    return CorpusWeights.of(point for points in declarations().values() for point in points)


@cache
def codebook() -> Codebook:
    """Return the codebook of the sample."""
    corpus = read("declarations.json")
    return Codebook(
        {
            p["slug"]: PropositionRecord(p["slug"], p["text"], p["topic"], frozenset(p["rivals"]))
            for p in corpus["propositions"]
        },
        [topic["slug"] for topic in corpus["topics"]],
    )


@cache
def names() -> Names:
    """Return what an English reader calls the two groups, the propositions and the topics."""
    corpus = read("declarations.json")
    return Names(
        "Lima Group",
        "Contact Group",
        {p["slug"]: p["text"] for p in corpus["propositions"]},
        {topic["slug"]: topic["name"] for topic in corpus["topics"]},
    )


@cache
def judgements() -> dict[tuple[int, int], list[JudgementRecord]]:
    """Return what the sample coders judged, by the keys of two points, the lower first."""
    keys = {
        (slug, point.label): point.key
        for slug, points in declarations().items()
        for point in points
    }
    judged: dict[tuple[int, int], list[JudgementRecord]] = {}
    for entry in read("judgements.json")["judgements"]:
        one, other = sorted(
            keys[entry[side]["declaration"], entry[side]["label"]] for side in ("left", "right")
        )
        judged.setdefault((one, other), []).append(
            JudgementRecord(Relation(entry["relation"]), entry["coder"], entry["rationale"])
        )
    return judged
