"""The judgements that come with the sample corpus: two coders on the founding comparison."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from declarations.models import anchor_of, digest_of

from .loading import LoadPlan, load_judgements
from .reading import read_judgements
from .shape import GivenSide

SAMPLE_JUDGEMENTS = Path(__file__).resolve().parents[2] / "sample" / "judgements.json"
READ_IN = "en"
"""The language in which the sample's coders read."""


def load_sample_judgements(corpus: Mapping[str, Any]) -> LoadPlan:
    """
    Bring in the sample's judgements, of the points that are still held; twice is once.

    What their coders read are the words of ``corpus``, the sample as it is
    given: where an editor has changed these, the judgement is stale. Only pairs
    that are listed are loaded. That the others were unrelated for both is true
    of the two coders, and no word of theirs on any pair: it stays in the note.
    """
    read = {
        (declaration["slug"], anchor_of(point["label"])): digest_of(point["text"])
        for declaration in corpus["declarations"]
        for point in declaration["points"]
    }

    def as_read(side: GivenSide) -> GivenSide:
        digest = read.get((side.declaration, anchor_of(side.label)), "")
        return replace(side, language=READ_IN, digest=digest) if digest else side

    given, faults = read_judgements(SAMPLE_JUDGEMENTS.read_bytes())
    seen = [replace(one, left=as_read(one.left), right=as_read(one.right)) for one in given]
    return load_judgements(seen, faults, leave_out_lost=True)
