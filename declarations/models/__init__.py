"""
What is held.

Who speaks (``actors``), what was said (``declarations`` and their ``points``),
what it was coded as (``coding``), what became of suggestions (``suggesting``),
what coders judged of pairs (``judging``, in ``rounds``), what is being entered
(``intake``), and whose accounts these are (``people``).
"""

from .actors import Actor, Membership
from .coding import (
    RELATION_LABELS,
    STANCE_LABELS,
    Position,
    Proposition,
    Topic,
)
from .declarations import Declaration, Issue, Signatory, Source
from .intake import Intake
from .judging import Coder, Judgement, Withdrawal, digest_of
from .people import User
from .points import Language, Point, Wording, anchor_of
from .rounds import Round, RoundPair
from .suggesting import Measurement, Review
from .tasks import Task
from .translation import in_language

__all__ = [
    "RELATION_LABELS",
    "STANCE_LABELS",
    "Actor",
    "Coder",
    "Declaration",
    "Intake",
    "Issue",
    "Judgement",
    "Language",
    "Measurement",
    "Membership",
    "Point",
    "Position",
    "Proposition",
    "Review",
    "Round",
    "RoundPair",
    "Signatory",
    "Source",
    "Task",
    "Topic",
    "User",
    "Withdrawal",
    "Wording",
    "anchor_of",
    "digest_of",
    "in_language",
]
