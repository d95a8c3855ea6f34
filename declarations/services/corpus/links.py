"""The many-to-many sides of a load: the topics of points, and rivals among propositions."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from declarations.models import Proposition

from .kinds import RIVALS_REASON, WRITTEN_BY_A_LOAD, Kind


class Links:
    """
    The links of one kind of record; nothing, for a kind without any.

    What a load wrote is read from the history, which keeps the links that a
    row had at each of its changes.
    """

    def __init__(self, kind: Kind) -> None:
        self.name = kind.links
        self.held: dict[int, set[int]] = {}
        self.written: dict[int, set[int]] = {}
        self.standing: set[int] = set()
        if not kind.links:
            return
        column: Any = kind.model._meta.get_field(kind.links)
        self.own = f"{column.m2m_field_name()}_id"
        self.other = f"{column.m2m_reverse_field_name()}_id"
        self.target: Any = column.related_model
        self.through: Any = column.remote_field.through
        self.history: Any = getattr(kind.model.history.model, kind.links).model  # type: ignore[attr-defined]

    def read(self, pks: Iterable[int], written_in: dict[int, int]) -> None:
        """
        Fetch the links of rows as they stand and as a load last wrote them, in three queries.

        ``written_in`` says in which row of the history a load last wrote each row.
        """
        if not self.name:
            return
        self.standing = set(self.target.objects.values_list("pk", flat=True))
        held = self.through.objects.filter(**{f"{self.own}__in": list(pks)})
        for pk, other in held.values_list(self.own, self.other):
            self.held.setdefault(pk, set()).add(other)
        written: dict[int, set[int]] = {}
        by_a_load = {f"history__{name}": value for name, value in WRITTEN_BY_A_LOAD.items()}
        rows = self.history.objects.filter(**by_a_load)
        for history_id, other in rows.values_list("history_id", self.other):
            written.setdefault(history_id, set()).add(other)
        self.written = {pk: written.get(row, set()) for pk, row in written_in.items()}

    def are(self, pk: int, wanted: set[int]) -> bool:
        """Say whether a row has exactly these links."""
        return not self.name or self.held.get(pk, set()) == wanted

    def untouched(self, pk: int) -> bool:
        """
        Say whether a row's links are as a load last wrote them.

        A link goes with its other end, and the history of this row does not tell:
        that is a change of the other record, not of this one.
        """
        return not self.name or self.held.get(pk, set()) == self.written[pk] & self.standing

    def create(self, wanted: dict[int, set[int]], history: Iterable[Any]) -> None:
        """Write the links of new rows, and add them to the history of those rows."""
        if not self.name:
            return
        rows = self.through.objects.bulk_create(
            self.through(**{self.own: pk, self.other: other})
            for pk, others in wanted.items()
            for other in sorted(others)
        )
        history_of = {row.id: row for row in history}
        self.history.objects.bulk_create(
            self.history(
                history=history_of[getattr(row, self.own)],
                id=row.pk,
                **{name: getattr(row, name) for name in (self.own, self.other)},
            )
            for row in rows
        )

    def update(self, row: models.Model, wanted: set[int]) -> None:
        """Write the links of a row that stands; saving it then adds them to its history."""
        if self.name and not self.are(row.pk, wanted):
            row.skip_history_when_saving = True  # type: ignore[attr-defined]
            getattr(row, self.name).set(wanted)
            del row.skip_history_when_saving  # type: ignore[attr-defined]


class Rivals:
    """
    The pairs of rivals, of which a load adds what is missing and takes none away.

    So a pair that the history knows and that is missing was parted by an editor.
    """

    def __init__(self) -> None:
        self.through = Proposition.rivals.through
        self.history: Any = Proposition.history.model.rivals.model
        self.held = _pairs(self.through.objects.all())
        self.known = _pairs(self.history.objects.all())

    def parted(self, pair: tuple[int, int]) -> bool:
        """Say whether two propositions were rivals and are no longer."""
        return pair in self.known and pair not in self.held

    def add(self, pairs: list[tuple[int, int]]) -> None:
        """Write pairs of propositions in both directions, as Django keeps them, with history."""
        self.through.objects.bulk_create(
            self.through(from_proposition_id=one, to_proposition_id=other)
            for pair in pairs
            for one, other in (pair, pair[::-1])
        )
        touched = Proposition.objects.filter(pk__in={pk for pair in pairs for pk in pair})
        rows = Proposition.history.bulk_history_create(
            touched, update=True, default_change_reason=RIVALS_REASON
        )
        history_of = {row.id: row for row in rows}
        self.history.objects.bulk_create(
            self.history(
                history=history_of[link.from_proposition_id],
                id=link.pk,
                from_proposition_id=link.from_proposition_id,
                to_proposition_id=link.to_proposition_id,
            )
            for link in self.through.objects.filter(from_proposition__in=touched)
        )


def _pairs(links: models.QuerySet[Any]) -> set[tuple[int, int]]:
    """Return links between propositions as pairs of keys, in both directions."""
    pairs = links.values_list("from_proposition_id", "to_proposition_id")
    return {pair for one, other in pairs for pair in ((one, other), (other, one))}
