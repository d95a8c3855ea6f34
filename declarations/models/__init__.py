"""What is held: who speaks (actors), what was said (texts), what it was coded as (coding)."""

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
from .texts import Declaration, Issue, Language, Point, Signatory, Source, Wording
from .translation import in_language

__all__ = [
    "RELATION_LABELS",
    "STANCE_LABELS",
    "Actor",
    "Declaration",
    "Issue",
    "Judgement",
    "Language",
    "Membership",
    "Point",
    "Position",
    "Proposition",
    "Signatory",
    "Source",
    "Topic",
    "Wording",
    "digest_of",
    "in_language",
]
