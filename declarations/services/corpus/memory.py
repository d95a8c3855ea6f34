"""What earlier loads wrote, as the history tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from .kinds import WRITTEN_BY_A_LOAD, Key, Kind


@dataclass
class Memory:
    """What earlier loads wrote of one kind."""

    pk_of: dict[Key, int] = field(default_factory=dict)
    """Where a record was last written, whether it still stands or not."""
    row_of: dict[int, dict[str, Any]] = field(default_factory=dict)
    """The row of the history that was last written for a primary key."""


class Memories:
    """The memory of each kind in turn, after the kinds that its key refers to."""

    def __init__(self) -> None:
        self.keys: dict[type[models.Model], dict[int, Key]] = {}
        """The key under which any load wrote a row, also a row that is gone, by model."""

    def recall(self, kind: Kind) -> Memory:
        """Read from the history what loads wrote of a kind, in one query."""
        memory = Memory()
        keys = self.keys[kind.model] = {}
        history: Any = kind.model.history  # type: ignore[attr-defined]
        rows = history.filter(**WRITTEN_BY_A_LOAD).order_by("history_id")
        for row in rows.values():
            key = keys[row["id"]] = self._key_of(kind, row)
            if row["history_type"] == "-":
                # Removed by a load: as if never written, so that a later file may bring it back.
                memory.pk_of.pop(key, None)
                memory.row_of.pop(row["id"], None)
            else:
                memory.pk_of[key] = row["id"]
                memory.row_of[row["id"]] = row
        return memory

    def _key_of(self, kind: Kind, row: Mapping[str, Any]) -> Key:
        """Return the key of a row of the history, whose parents may be gone by now."""
        key: list[Any] = []
        for column in kind.key:
            target = kind.model._meta.get_field(column).related_model
            if target is None:
                key.append(row[column])
            else:
                key.extend(self.keys[target].get(row[column], (None,)))
        return tuple(key)
