"""
Time the engine alone: from texts and codes to rows, matched, related and collated.

``make bench``. Points are 60 words long, drawn with a fixed seed from the
sample corpus, each with the codes of the point that it begins with, so that
vocabulary and coding are those of real declarations. What the engine keeps
between comparisons (analysed words) is cleared before every run, the weights of
the corpus are given, as the site keeps them. Best of several runs, one thread.
"""

import difflib
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from declarations.comparison import (
    Codebook,
    CorpusWeights,
    PointRecord,
    PropositionRecord,
    Stance,
    collate,
)
from declarations.comparison.normalization import analyse, stem

SAMPLE = Path(__file__).parents[2] / "declarations" / "sample" / "declarations.json"
WORDS = 60
LIMITS = {20: 0.010, 200: 0.150, 1000: 3.0}
"""Seconds that a comparison of n x n points may take."""


def read_sample() -> dict:
    """Return the sample corpus as it stands in its file."""
    return json.loads(SAMPLE.read_text(encoding="utf-8"))


def make_points(count: int, seed: int, sample: dict) -> list[PointRecord]:
    """Return ``count`` points of 60 words, made from points of the sample corpus."""
    held = [point for declaration in sample["declarations"] for point in declaration["points"]]
    chance = random.Random(seed)
    points = []
    for key in range(count):
        first = chance.choice(held)
        words = first["text"].split()
        while len(words) < WORDS:
            words += chance.choice(held)["text"].split()
        points.append(
            PointRecord(
                key=seed * 10_000 + key,
                label=str(key + 1),
                # A word of its own, so that no two texts are the same and nothing is kept.
                wordings={"en": " ".join([*words[: WORDS - 1], f"x{seed}x{key}"])},
                topics=frozenset(first["topics"]),
                positions={p["proposition"]: Stance(p["stance"]) for p in first["positions"]},
                operative=first["operative"],
            )
        )
    return points


def best_of(runs: int, work: Callable[[], object], before: Callable[[], object]) -> float:
    """Return the shortest of several timings, in seconds."""
    timings = []
    for _ in range(runs):
        before()
        start = time.perf_counter()
        work()
        timings.append(time.perf_counter() - start)
    return min(timings)


def forget() -> None:
    """Drop what the engine keeps between comparisons."""
    analyse.cache_clear()
    stem.cache_clear()


def difflib_on_words(left: list[PointRecord], right: list[PointRecord]) -> None:
    """Compare every pair with the standard library, for scale."""
    texts = [point.wordings["en"].split() for point in right]
    for point in left:
        words = point.wordings["en"].split()
        for other in texts:
            difflib.SequenceMatcher(None, words, other, autojunk=False).ratio()


def main() -> int:
    """Print the timings; return 1 where a limit is broken."""
    sample = read_sample()
    codebook = Codebook(
        {
            p["slug"]: PropositionRecord(p["slug"], p["text"], p["topic"], frozenset(p["rivals"]))
            for p in sample["propositions"]
        },
        [topic["slug"] for topic in sample["topics"]],
    )
    weights = CorpusWeights.of(make_points(200, 3, sample))
    print(f"{'points':>13}  {'best':>10}  {'limit':>8}  {'a pair':>8}  {'rows':>6}")
    broken = False
    for count, limit in LIMITS.items():
        left, right = make_points(count, 1, sample), make_points(count, 2, sample)

        def work(left: list = left, right: list = right) -> object:
            return collate(left, right, weights=weights, codebook=codebook)

        best = best_of(7 if count < 1000 else 3, work, forget)
        rows = len(collate(left, right, weights=weights, codebook=codebook).rows)
        broken |= best > limit
        print(
            f"{count:>5} x {count:<5}  {best * 1000:>7.1f} ms  {limit * 1000:>5.0f} ms"
            f"  {best / count**2 * 1e6:>5.1f} µs  {rows:>6}  {'over' if best > limit else 'ok'}"
        )
    left, right = make_points(20, 1, sample), make_points(20, 2, sample)
    scale = best_of(3, lambda: difflib_on_words(left, right), lambda: None)
    print(
        f"For scale, difflib on words, similarity alone: 20 x 20 in {scale * 1000:.1f} ms,"
        f" {scale / 400 * 1e6:.0f} µs a pair."
    )
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
