"""
Measure ranking as a library: how good, how fast, and what is lost by leaving texts out.

``python -m tests.benchmarks.ranking``, half a minute, part of ``make bench``.

**How good.** Each point of the sample corpus is the query, the points of other
declarations are the texts, and those that share a proposition with it are the
relevant ones: coded by people, from the same corpus, so a measure of the
scorers against each other rather than of ranking at large.

**How fast.** 200 queries against 10,000 texts of 20 to 60 words, one core, the
index included. They are drawn from the sample's vocabulary with a fixed seed.

**What is lost.** The first ten with all texts scored against the first ten
as :data:`~declarations.comparison.ranking.CANDIDATES` allows.
"""

import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from unittest import mock

from rapidfuzz import fuzz

from declarations.comparison import PointRecord, Ranking, ranking
from declarations.comparison.blocks import CosineIndex
from declarations.comparison.normalization import content_stems
from declarations.comparison.scoring import InverseFrequency
from declarations.comparison.suggestion import letter_runs
from tests.comparison import sample

TEXTS, QUERIES, WITHIN_SECONDS, WITHIN_MEGABYTES = 10_000, 200, 10.0, 200
FIRST = 5
"""Places that count for mean average precision."""

Scores = list[list[float]]


def held_in(language: str) -> list[tuple[str, PointRecord]]:
    """Return the sample's points in a language, each with its declaration."""
    return [
        (slug, point)
        for slug, points in sample.declarations().items()
        for point in points
        if language in point.wordings
    ]


def mean_average_precision(
    points: Sequence[tuple[str, PointRecord]], score: Callable[[int, int], float]
) -> tuple[float, int]:
    """Return MAP at 5, and the number of queries: points for which anything is relevant."""
    precisions = []
    for query, (own, point) in enumerate(points):
        others = [place for place, (slug, _) in enumerate(points) if slug != own]
        held = point.positions.keys()
        relevant = {place for place in others if held & points[place][1].positions.keys()}
        if relevant:
            best = sorted(others, key=lambda place: (-score(query, place), place))[:FIRST]
            hits, total = 0, 0.0
            for rank, place in enumerate(best, 1):
                if place in relevant:
                    hits += 1
                    total += hits / rank
            precisions.append(total / min(FIRST, len(relevant)))
    return sum(precisions) / len(precisions), len(precisions)


def cosines(documents: Sequence[Sequence[str]]) -> Scores:
    """Return the cosine of every two."""
    index = CosineIndex(documents, InverseFrequency.of(documents))
    return [index.cosines(terms) for terms in documents]


def measure_quality(language: str) -> dict[str, float]:
    """Return MAP at 5 of ranking, of what it is made of, and of what else was tried."""
    points = held_in(language)
    texts = [point.wordings[language] for _, point in points]
    stems = [content_stems(text, language) for text in texts]
    contents = [" ".join(document) for document in stems]
    cosine, runs = cosines(stems), cosines([letter_runs(text) for text in texts])
    ratio = [[fuzz.token_set_ratio(a, b) / 100 for b in contents] for a in contents]
    plain = [[fuzz.token_set_ratio(a, b) / 100 for b in texts] for a in texts]
    index = Ranking(texts, language)
    own: Scores = [[0.0] * len(texts) for _ in texts]
    for query, text in enumerate(texts):
        for found in index.rank(text, limit=len(texts)):
            own[query][found.place] = found.likeness
    scorers: dict[str, Callable[[int, int], float]] = {
        "token_set_ratio on texts as they are": lambda q, p: plain[q][p],
        "token_set_ratio on content stems": lambda q, p: ratio[q][p],
        "cosine of content stems": lambda q, p: cosine[q][p],
        "the plain blend, half and half": lambda q, p: (cosine[q][p] + ratio[q][p]) / 2,
        "RANKING": lambda q, p: own[q][p],
        "tried: 0.65 cosine, 0.35 token_set_ratio": lambda q, p: (
            0.65 * cosine[q][p] + 0.35 * ratio[q][p]
        ),
        "tried: the blend, and as much of 5-letter runs": lambda q, p: (
            cosine[q][p] + ratio[q][p] + 2 * runs[q][p]
        ),
    }
    found = {name: mean_average_precision(points, score) for name, score in scorers.items()}
    queries = next(iter(found.values()))[1]
    return {name: value for name, (value, _) in found.items()} | {"queries": queries}


def show_quality() -> bool:
    """Print MAP at 5 in both languages; return whether ranking lags behind the plain blend."""
    english, spanish = measure_quality("en"), measure_quality("es")
    print(f"{'MAP@5 on the sample, by a shared proposition':52} {'English':>8} {'Spanish':>8}")
    for name in english:
        print(f"  {name:50} {english[name]:>8.3g} {spanish[name]:>8.3g}")
    floors = ("the plain blend, half and half", "token_set_ratio on content stems")
    return any(found["RANKING"] < found[name] for found in (english, spanish) for name in floors)


def make_texts(count: int, seed: int) -> list[str]:
    """Return texts of 20 to 60 words from points of the sample, each with a rare word."""
    chance = random.Random(seed)
    held = [point.wordings["en"].split() for _, point in held_in("en")]
    texts = []
    for _ in range(count):
        words, length = list(chance.choice(held)), chance.randint(20, 60)
        while len(words) < length:
            words += chance.choice(held)
        texts.append(" ".join([*words[: length - 1], f"x{chance.randint(0, count // 2)}"]))
    return texts


def show_speed() -> bool:
    """Print time and memory of the many; return whether a limit is broken."""
    texts, queries = make_texts(TEXTS, 1), make_texts(QUERIES, 2)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    index = Ranking(texts)
    for query in queries:
        index.rank(query)
    seconds = time.perf_counter() - start
    megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    over = seconds > WITHIN_SECONDS or megabytes > WITHIN_MEGABYTES
    print(
        f"{QUERIES} queries, {TEXTS:,} texts: {seconds:.2f} s (limit {WITHIN_SECONDS:.0f}),"
        f" {megabytes:.0f} MB more at the peak (limit {WITHIN_MEGABYTES})"
        f"  {'over' if over else 'ok'}"
    )
    return over


def count_lost(index: Ranking, queries: Sequence[str], candidates: int) -> int:
    """Return how many of the first ten are missed with so many candidates."""
    lost = 0
    for query in queries:
        with mock.patch.object(ranking, "CANDIDATES", sys.maxsize):
            everything = {found.place for found in index.rank(query)}
        with mock.patch.object(ranking, "CANDIDATES", candidates):
            lost += len(everything - {found.place for found in index.rank(query)})
    return lost


def show_lost() -> bool:
    """Print what is lost by leaving texts out; return whether it is anything."""
    texts = make_texts(TEXTS, 1)
    points = [point.wordings["en"] for _, point in held_in("en")]
    words = [" ".join(text.split()[3:6]) for text in points[:40]]
    lost = 0
    for name, index, queries in (
        ("whole texts", Ranking(texts), make_texts(40, 2)),
        ("three words", Ranking(texts), words),
        ("points of the sample, against clauses", Ranking(clauses(points)), points),
    ):
        missed = count_lost(index, queries, ranking.CANDIDATES)
        lost += missed
        print(f"lost of the first ten, {name}: {missed} of {10 * len(queries)}")
    fewer = count_lost(Ranking(points), points, 100)
    print(f"for scale, the sample's {len(points)} points with 100 candidates: {fewer}")
    return bool(lost)


def clauses(texts: Sequence[str]) -> list[str]:
    """Return all runs of eight words of texts, every other one: short texts, nearly alike."""
    runs = []
    for text in texts:
        words = text.split()
        runs += [" ".join(words[start : start + 8]) for start in range(0, len(words), 2)]
    return runs


def main() -> int:
    """Print all; return 1 where a limit is broken."""
    # Memory first: what the other measures take would hide it.
    over = [show_speed(), show_lost(), show_quality()]
    return int(any(over))


if __name__ == "__main__":
    sys.exit(main())
