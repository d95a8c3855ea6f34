"""The sample's judgements in the database, and as many more as a test wants."""

import json
from pathlib import Path

from declarations.models import Judgement, Point, Wording, digest_of

FILE = Path(__file__).parent.parent / "declarations" / "sample" / "judgements.json"


def load_sample_judgements() -> list[Judgement]:
    """Give the sample's judgements on the English words; the corpus is there."""
    points = {
        (point.declaration.slug, point.label): point
        for point in Point.objects.select_related("declaration")
    }
    texts = dict(Wording.objects.filter(language="en").values_list("point", "text"))
    made = []
    for held in json.loads(FILE.read_text())["judgements"]:
        pair = [
            points[held[side]["declaration"], held[side]["label"]] for side in ("left", "right")
        ]
        first, second = sorted(pair, key=lambda point: point.pk)
        made.append(
            Judgement(
                first=first,
                second=second,
                first_reference=str(first),
                second_reference=str(second),
                first_language="en",
                second_language="en",
                first_digest=digest_of(texts[first.pk]),
                second_digest=digest_of(texts[second.pk]),
                relation=held["relation"],
                rationale=held["rationale"],
                coder_name=held["coder"],
            )
        )
    return Judgement.objects.bulk_create(made)
