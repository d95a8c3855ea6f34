"""
Find again the thresholds of ``comparison/scoring.py`` (``python -m tests.benchmarks.thresholds``).

For each blend that leaves parts out, the threshold with the best F1: against
the full blend's matches on every pair of a point by the Lima Group and one by
the Contact Group, and against the pairs of the founding comparison that both
sample coders relate (few: nine of 140, so a check rather than a measure).
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz

from declarations.comparison.blocks import CosineIndex
from declarations.comparison.normalization import analyse
from declarations.comparison.scoring import (
    COSINE_WEIGHT,
    PROPOSITION_WEIGHT,
    TOKEN_SET_WEIGHT,
    TOPIC_WEIGHT,
    Evidence,
    InverseFrequency,
)

SAMPLE = Path(__file__).parents[2] / "declarations" / "sample"
LIMA, CONTACT = "lima-group", "international-contact-group"


class Parts(NamedTuple):
    """The four parts of the blend for one pair, each 0 to 1."""

    cosine: float
    token_set: float
    topics: float
    propositions: float


BLENDS: dict[str, Callable[[Parts], float]] = {
    "wording, topics, propositions": lambda p: (
        COSINE_WEIGHT * p.cosine
        + TOKEN_SET_WEIGHT * p.token_set
        + TOPIC_WEIGHT * p.topics
        + PROPOSITION_WEIGHT * p.propositions
    ),
    "wording, topics": lambda p: (
        COSINE_WEIGHT * p.cosine + TOKEN_SET_WEIGHT * p.token_set + TOPIC_WEIGHT * p.topics
    ),
    "wording": lambda p: COSINE_WEIGHT * p.cosine + TOKEN_SET_WEIGHT * p.token_set,
    "topics, propositions": lambda p: TOPIC_WEIGHT * p.topics + PROPOSITION_WEIGHT * p.propositions,
    "topics": lambda p: TOPIC_WEIGHT * p.topics,
}
Pair = tuple[tuple[str, str], tuple[str, str]]


def score_pairs() -> dict[Pair, Parts]:
    """Return the parts of the blend for each pair of a Lima Group and a Contact Group point."""
    sample = json.loads((SAMPLE / "declarations.json").read_text(encoding="utf-8"))
    points = [(d, point) for d in sample["declarations"] for point in d["points"]]
    texts = [analyse(point["text"], "en") for _, point in points]
    stems = InverseFrequency.of(text.stems for text in texts)
    held = [[p["proposition"] for p in point["positions"]] for _, point in points]
    propositions = InverseFrequency.of(held)

    lexical = CosineIndex([text.stems for text in texts], stems)
    coded = CosineIndex(held, propositions)
    pairs = {}
    for one, (left, left_point) in enumerate(points):
        by_words, by_codes = lexical.cosines(texts[one].stems), coded.cosines(held[one])
        for other, (right, right_point) in enumerate(points):
            if left["issuers"] != [LIMA] or right["issuers"] != [CONTACT]:
                continue
            topics = set(left_point["topics"]), set(right_point["topics"])
            key = (left["slug"], left_point["label"]), (right["slug"], right_point["label"])
            pairs[key] = Parts(
                by_words[other],
                fuzz.token_set_ratio(texts[one].content, texts[other].content) / 100,
                len(topics[0] & topics[1]) / len(topics[0] | topics[1]),
                by_codes[other],
            )
    return pairs


def judged_pairs() -> tuple[set[Pair], tuple[str, str]]:
    """Return the pairs that both coders relate, and the two declarations that they read."""
    rows = json.loads((SAMPLE / "judgements.json").read_text(encoding="utf-8"))["judgements"]
    relating: dict[Pair, set[str]] = defaultdict(set)
    for row in rows:
        left, right = row["left"], row["right"]
        key = (left["declaration"], left["label"]), (right["declaration"], right["label"])
        if row["relation"] != "unrelated":
            relating[key].add(row["coder"])
    read = (rows[0]["left"]["declaration"], rows[0]["right"]["declaration"])
    return {pair for pair, coders in relating.items() if len(coders) == 2}, read


def best_threshold(
    scores: Sequence[tuple[float, Pair]], truth: Collection[Pair]
) -> tuple[float, float]:
    """Return the best F1 over all thresholds, and the threshold that reaches it."""
    ranked = sorted(scores, reverse=True)
    found, best = 0, (0.0, 0.0)
    for count, (score, pair) in enumerate(ranked, 1):
        found += pair in truth
        # A threshold stands between two scores, so equal ones are taken together.
        if found and (count == len(ranked) or ranked[count][0] < score):
            best = max(best, (2 * found / (count + len(truth)), score))
    return best


def main() -> None:
    """Print the best threshold of each blend, against both truths."""
    pairs = score_pairs()
    full = BLENDS["wording, topics, propositions"]
    matched = {pair for pair, parts in pairs.items() if full(parts) >= Evidence.FULL.value}
    judged, read = judged_pairs()
    founding = {p: parts for p, parts in pairs.items() if (p[0][0], p[1][0]) == read}
    print(f"{len(pairs)} pairs, {len(matched)} matched; {len(founding)} judged, {len(judged)} so")
    print(f"{'to go by':<32}  against the full blend     against two coders")
    for name, blend in BLENDS.items():
        columns = []
        for over, truth in ((pairs, matched), (founding, judged)):
            f1, threshold = best_threshold([(blend(q), pair) for pair, q in over.items()], truth)
            columns.append(f"F1 {f1:.2f} at {threshold:.3f}")
        print(f"{name:<32}  {columns[0]:<25}  {columns[1]}")


if __name__ == "__main__":
    main()
