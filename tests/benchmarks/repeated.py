"""
Find again how far "repeated" can be trusted (``python -m tests.benchmarks.repeated``).

For each point of the sample, the earlier point of its issuers that is most
alike among those that the codes let it repeat. One reader read the pairs that
are 0.40 alike or more, and asked whether the later point says again what
matters in the earlier one. ``NOT_AGAIN`` are those of which it does not; the
others were all read as repetitions.
"""

import json
from datetime import date
from pathlib import Path

from declarations.comparison import CorpusWeights, PointRecord, Stance, novelty
from declarations.comparison.novelty import NewsKind, find_news
from declarations.comparison.voices import SpokenPoint

SAMPLE = Path(__file__).parents[2] / "declarations" / "sample" / "declarations.json"
READ_FROM = 0.40
LIMA, CONTACT = "lima-group", "international-contact-group"
NOT_AGAIN = {
    ("joint-2019-09-24", "1"),  # the record of another meeting
    (f"{LIMA}-2019-04-30", "4"),  # an end of the usurpation; before, the will to rebuild
    (f"{LIMA}-2019-02-04", "8?"),  # to the armed forces; before, to let aid in
    (f"{LIMA}-2019-04-15", "4"),  # recognition and safety; before, elections
    (f"{LIMA}-2019-07-23", "6"),  # a visit of the commission; before, its measures
    (f"{LIMA}-2019-02-25", "14?"),  # Venezuelans lead, without force; before, a transition
    (f"{LIMA}-2019-02-25", "13?"),
    (f"{LIMA}-2019-04-30", "1"),
    (f"{LIMA}-2019-11-08", "2"),
    (f"{LIMA}-2019-02-04", "4"),
    (f"{LIMA}-2019-02-04", "3"),
    (f"{LIMA}-2019-01-23", "2"),
    (f"{LIMA}-2019-11-08", "4"),
    ("joint-2019-06-03", "3"),
    (f"{LIMA}-2019-04-15", "3"),
    (f"{LIMA}-2019-11-08", "1"),
    (f"{CONTACT}-2019-05-07", "8?"),
}


def read_sample() -> list[tuple[list[str], list[SpokenPoint]]]:
    """Return the sample's declarations in the order of time: issuers, and points."""
    corpus = json.loads(SAMPLE.read_text())
    declarations = []
    for held in sorted(corpus["declarations"], key=lambda d: d["date"]):
        points = []
        for point in held["points"]:
            wordings = {"en": point["text"], "es": point.get("text_es")}
            record = PointRecord(
                len(declarations) * 1000 + point["number"],
                point["label"],
                {language: text for language, text in wordings.items() if text},
                positions={p["proposition"]: Stance(p["stance"]) for p in point["positions"]},
            )
            points.append(SpokenPoint(record, held["slug"], date.fromisoformat(held["date"])))
        declarations.append((held["issuers"], points))
    return declarations


def main() -> None:
    """Print how many of the pairs, by likeness, were read as repetitions."""
    declarations = read_sample()
    weights = CorpusWeights.of(point.record for _, points in declarations for point in points)
    novelty.REPEATED_FROM = READ_FROM
    pairs = []
    for place, (issuers, points) in enumerate(declarations):
        earlier = {
            issuer: [p for others, said in declarations[:place] if issuer in others for p in said]
            for issuer in issuers
        }
        found = find_news(points, earlier, weights)
        for point, told in zip(points, found.news, strict=True):
            pairs += [
                (news.likeness, (point.declaration, point.record.label) not in NOT_AGAIN)
                for news in told
                if news.kind is NewsKind.REPEATED
            ]
    for low, high in ((0.40, 0.45), (0.45, 0.50), (0.50, 1.01)):
        again = [said for likeness, said in pairs if low <= likeness < high]
        print(f"{low:.2f} to {min(high, 1):.2f}: {sum(again)} of {len(again)} say the same again")


if __name__ == "__main__":
    main()
