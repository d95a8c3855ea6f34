"""
What is held.

Who speaks (``actors``), what was said (``declarations`` and their ``points``),
what it was coded as (``coding``), what became of suggestions (``suggesting``),
and whose accounts these are (``people``).
"""

from .actors import Actor, Membership
from .coding import (
    RELATION_LABELS,
    STANCE_LABELS,
    Judgement,
    Position,
    Proposition,
    Topic,
    digest_of,
)
from .declarations import Declaration, Issue, Signatory, Source
from .people import User
from .points import Language, Point, Wording, anchor_of
from .suggesting import Measurement, Review
from .translation import in_language

__all__ = [
    "RELATION_LABELS",
    "STANCE_LABELS",
    "Actor",
    "Declaration",
    "Issue",
    "Judgement",
    "Language",
    "Measurement",
    "Membership",
    "Point",
    "Position",
    "Proposition",
    "Review",
    "Signatory",
    "Source",
    "Topic",
    "User",
    "Wording",
    "anchor_of",
    "digest_of",
    "in_language",
]
