"""
Sentences in the reader's language.

About a comparison here; about who holds what since when (``time_words``), about
many propositions at once (``field_words``), about what coders judged
(``judged_words``) and how far they agree (``agreement_words``) in their files.
"""

from .comparison_words import (
    cited,
    dated,
    join,
    signatures,
    stances_taken,
    tells_day,
    verdict,
    verdict_of_several,
)

__all__ = [
    "cited",
    "dated",
    "join",
    "signatures",
    "stances_taken",
    "tells_day",
    "verdict",
    "verdict_of_several",
]
