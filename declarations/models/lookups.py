"""Lookups of our own."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Lookup

from .fields import StemsField
from .stem_index import INDEX


@StemsField.register_lookup
class Holds(Lookup):
    """
    ``stems__holds=[["vot"], ["elect", "elec"]]``: wordings with one stem of each list.

    By the index of stems. These are letters and digits, so nothing in them is
    read as syntax; what holds anything else is refused with ValueError, and so
    is a list of none.
    """

    lookup_name = "holds"
    prepare_rhs = False

    def get_prep_lookup(self) -> list[list[str]]:
        """Return the lists; there has to be one, and something in each."""
        words: Iterable[Iterable[str]] = self.rhs
        lists = [list(stems) for stems in words]
        if not lists or not all(stems and all(stem.isalnum() for stem in stems) for stems in lists):
            raise ValueError("stems__holds takes lists of content stems, one at least")
        return lists

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """Ask FTS5."""
        query = self._query('"', " OR ", " AND ")
        held = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s"
        return f"{self._key(compiler)} IN ({held})", [query]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """Ask the GIN index."""
        query = self._query("'", " | ", " & ")
        held = f"SELECT wording_id FROM {INDEX} WHERE stems @@ %s::tsquery"
        return f"{self._key(compiler)} IN ({held})", [query]

    def _query(self, quote: str, either: str, both: str) -> str:
        words = [either.join(f"{quote}{stem}{quote}" for stem in stems) for stems in self.rhs]
        return both.join(f"({word})" for word in words)

    def _key(self, compiler: Any) -> str:
        """Return the key of the row whose stems are asked about, as SQL."""
        alias, key = self.lhs.alias, self.lhs.target.model._meta.pk.column
        return (
            f"{compiler.quote_name_unless_alias(alias)}.{compiler.connection.ops.quote_name(key)}"
        )
