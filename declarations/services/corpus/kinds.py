"""
The kinds of record in a corpus, and how a row of the database is told to be one of them.

A record is known by its key, in the terms of the file. Points are known by
their number there, not their label, so that "6?" can become "6" once a copy
of the text is found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from declarations.models import (
    Actor,
    Declaration,
    Issue,
    Membership,
    Point,
    Position,
    Proposition,
    Signatory,
    Source,
    Topic,
    Wording,
)

CHANGE_REASON = "Sample corpus"
"""Marks the rows of the history that a load wrote."""

RIVALS_REASON = f"{CHANGE_REASON}: rivals"
"""
Marks those that a load wrote for rivals only.

Another reason than the one above, for what else stands in such a row may be an editor's.
"""

WRITTEN_BY_A_LOAD = {"history_change_reason": CHANGE_REASON, "history_user__isnull": True}
"""Finds those rows. Without a user: an editor may give the same words as a reason."""

Key = tuple[Any, ...]
"""What a record is known by; a record within another begins with that one's key."""


@dataclass(frozen=True)
class Kind:
    """A kind of record: its model and what identifies a row of it."""

    model: type[models.Model]
    singular: str
    plural: str
    key: tuple[str, ...]
    """The columns that make up the key, in its order."""
    unique: tuple[tuple[str, ...], ...] = ()
    """Other sets of columns, or what follows from one, that the database allows once each."""
    parent: str = ""
    """The foreign key to the record that this one is a part of."""
    links: str = ""
    """The many-to-many field that is part of the record."""
    removable: bool = False
    """Whether a row that we wrote goes when a newer file does not have it."""

    @property
    def in_declaration(self) -> bool:
        """Whether a row belongs to a declaration, whose slug its key begins with."""
        return self.model is Declaration or self.parent in {"declaration", "point"}


@dataclass(frozen=True)
class Record:
    """
    One row as the file has it.

    ``values`` are columns, ``references`` foreign keys by the key of what they
    point to, ``links`` the keys at the other end of a many-to-many field. Only
    what stands here is ever compared or written; other columns are the editors'.
    """

    key: Key
    name: str
    values: Mapping[str, Any]
    references: Mapping[str, Key] = field(default_factory=dict)
    links: frozenset[Key] = frozenset()


ACTOR = Kind(Actor, "actor", "actors", ("slug",), unique=(("iso3166",), ("name",)))
MEMBERSHIP = Kind(
    Membership,
    "membership",
    "memberships",
    ("group_id", "member_id", "since"),
    parent="group",
    removable=True,
)
TOPIC = Kind(Topic, "topic", "topics", ("slug",), unique=(("name",),))
PROPOSITION = Kind(Proposition, "proposition", "propositions", ("slug",))
DECLARATION = Kind(Declaration, "declaration", "declarations", ("slug",))
ISSUE = Kind(
    Issue,
    "issuer",
    "issuers",
    ("declaration_id", "actor_id"),
    parent="declaration",
    removable=True,
)
SIGNATORY = Kind(
    Signatory,
    "signatory",
    "signatories",
    ("declaration_id", "actor_id"),
    parent="declaration",
    removable=True,
)
SOURCE = Kind(
    Source,
    "source",
    "sources",
    ("declaration_id", "url"),
    parent="declaration",
    removable=True,
)
POINT = Kind(
    Point,
    "point",
    "points",
    ("declaration_id", "order"),
    unique=(("declaration_id", "anchor"),),
    parent="declaration",
    links="topics",
)
WORDING = Kind(
    Wording, "wording", "wordings", ("point_id", "language"), parent="point", removable=True
)
POSITION = Kind(
    Position,
    "position",
    "positions",
    ("point_id", "proposition_id"),
    parent="point",
    removable=True,
)
