"""
The vocabulary of a comparison: what goes into the engine and what comes out.

Everything here is plain data. Points come in as :class:`PointRecord`; the
words of a relation (:class:`Relation`, :class:`Basis`, :class:`Stance`) are
defined once, here, for engine, database and pages alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Relation(StrEnum):
    """How two points on the same matter stand to each other."""

    CONVERGENT = "convergent"
    PARTIAL = "partial"
    DIVERGENT = "divergent"
    UNRELATED = "unrelated"
    """Only a coder says so: read together, they do not speak to the same matter."""


class Basis(StrEnum):
    """Where a relation comes from."""

    JUDGED = "judged"
    CODED = "coded"
    SUGGESTED = "suggested"
    OPEN = "open"


class Stance(StrEnum):
    """What a point does with a proposition; not to speak of it is silence, never a stance."""

    AFFIRMS = "affirms"
    QUALIFIES = "qualifies"
    REJECTS = "rejects"


class RowOrder(StrEnum):
    """What the rows of a collation are anchored on."""

    LEFT = "left"
    RIGHT = "right"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class PointRecord:
    """
    One point, as much of it as a comparison needs.

    ``wordings`` maps a language code to the text in that language, as issued.
    ``positions`` maps the slug of a proposition to a stance. ``addresses``
    holds the slugs of the issuing actors that the point speaks of by name.
    ``operative`` lists the operative verbs as they stand in the English
    wording, separated by semicolons, the opening one first.

    Of a point without coded positions ``positions`` may hold suggested ones:
    ``proposed`` then has the score of each, and is empty where people coded the
    point. ``topics_proposed`` says the same of its topics, and ``trusted`` which
    relations may follow from the suggested positions.
    """

    key: int
    label: str
    wordings: Mapping[str, str]
    topics: frozenset[str] = frozenset()
    positions: Mapping[str, Stance] = field(default_factory=dict)
    operative: str = ""
    addresses: frozenset[str] = frozenset()
    proposed: Mapping[str, float] = field(default_factory=dict)
    topics_proposed: bool = False
    trusted: frozenset[Relation] = frozenset()


@dataclass(frozen=True, slots=True)
class PropositionRecord:
    """A proposition of the codebook; ``rivals`` are the slugs of those in tension with it."""

    slug: str
    text: str
    topic: str
    rivals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class JudgementRecord:
    """
    One coder's word on a pair, the latest that this coder gave.

    ``stale`` where a wording has changed since the coder read it. One that
    ``adjudicates`` is the lead's on coders who differ: where it is not stale, it
    stands, whatever their majority. ``key`` is its own in the database, ``given``
    its time, and ``own`` says that it is the word of whoever reads.
    """

    relation: Relation
    coder: str
    rationale: str = ""
    stale: bool = False
    adjudicates: bool = False
    given: datetime | None = None
    own: bool = False
    key: int | None = None


class Doubt(StrEnum):
    """Why somebody should look at a point and its words in another language: see ``pairing``."""

    NO_PARTNER = "no partner"
    """Of a point, or of a part of the new text."""
    LABELS = "labels"
    """Both are numbered, and otherwise."""
    LIKELY = "likely"
    """They have one number, which in the declaration held is only likely."""
    LENGTH = "length"
    """One is much longer than the other."""
    WORDS = "words"
    """Another part shares more names and figures with the point."""
    ORDER = "order"
    """They stand at different places among the others."""
    JOINED = "joined"
    """Two parts of the new text together are the point."""
    SHARED = "shared"
    """The part holds the next point as well."""
