"""
Records into the database, as far as editors have not changed what is there.

Who wrote what is told by the history that every model keeps. Each row that a
load writes is marked with ``CHANGE_REASON``. So the history says, for every
record, under which primary key it was last written and with which values:

- the row still reads so: nobody changed it, and a newer file may;
- it reads otherwise: an editor changed it;
- it is gone: an editor deleted it;
- it was never written by a load, yet something stands in its place: an editor
  entered it.

Values are compared, not only dates, so that an editor's save that changed
nothing keeps no correction out, and a change that left no history is not lost.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat

from declarations.models import Declaration, Point, Proposition

from .kinds import CHANGE_REASON, POINT, Key, Kind, Record
from .links import Links, Rivals
from .memory import Memories, Memory
from .reading import CorpusError
from .report import LoadReport, Tally

OUT_OF_THE_WAY = 1_000_000
"""Added to the order of points that change places; beyond any number in a file."""

MEANWHILE = " If another load has just run, run this one again."
"""Nothing was in the way of a new row when the table was read."""


@dataclass
class Plan:
    """What is to be done with the records of one kind."""

    create: list[tuple[Record, models.Model]] = field(default_factory=list)
    update: list[tuple[Record, models.Model]] = field(default_factory=list)
    remove: list[tuple[Key, models.Model]] = field(default_factory=list)


class Sync:
    """One load: the kinds in turn, each after those that it refers to."""

    def __init__(self, *, overwrite: bool) -> None:
        self.overwrite = overwrite
        self.report = LoadReport()
        self.memories = Memories()
        self.pks: dict[type[models.Model], dict[Key, int]] = {}
        """Where the records of this file stand, by model."""
        self.ours: dict[type[models.Model], set[int]] = {}
        """Rows that a load wrote, this one included, by model."""
        self.new_declarations: set[str] = set()
        self.changed_declarations: set[str] = set()

    def run(self, kind: Kind, records: list[Record]) -> None:
        """Bring the rows of one kind in line with the file."""
        tally = self.report.tallies[kind.plural] = Tally(kind.singular)
        memory = self.memories.recall(kind)
        self.ours[kind.model] = set(memory.row_of)
        rows = self._read(kind)
        links = Links(kind)
        links.read(rows, {pk: row["history_id"] for pk, row in memory.row_of.items()})
        plan = self._plan(kind, records, rows, memory, links, tally)
        if kind is POINT and plan.update:
            _step_aside([point for _, point in plan.update])
        for _, row in plan.remove:
            _delete(row)
        for record, row in plan.update:
            with _named(record):
                self._update(kind, record, row, links)
        self._create(kind, plan.create, links)
        tally.created, tally.updated = len(plan.create), len(plan.update)
        tally.removed = len(plan.remove)
        self._note_declarations(kind, plan)

    def run_rivals(self, pairs: list[tuple[Key, Key]]) -> None:
        """Add the pairs of rivals that are missing, unless an editor parted or entered them."""
        tally = self.report.tallies["pairs of rivals"] = Tally("pair of rivals")
        rivals, pks, missing = Rivals(), self.pks[Proposition], []
        for one, other in pairs:
            if one not in pks or other not in pks:
                tally.left += 1  # A proposition that an editor deleted, which is named.
                continue
            pair = (pks[one], pks[other])
            if pair in rivals.held:
                tally.unchanged += 1
            elif self.overwrite or (
                not rivals.parted(pair) and self.ours[Proposition].issuperset(pair)
            ):
                missing.append(pair)
            else:
                tally.left += 1
                self.report.left.append(f"Rivals {one[0]} and {other[0]}")
        rivals.add(missing)
        tally.created = len(missing)

    def finish(self) -> LoadReport:
        """
        Tell open editor's forms of the declarations that changed, and return the report.

        A form that was opened before this load would otherwise write over it.
        """
        changed = self.changed_declarations - self.new_declarations
        pks = [self.pks[Declaration][(slug,)] for slug in changed]
        if pks:
            Declaration.objects.filter(pk__in=pks).update(version=F("version") + 1)
        return self.report

    # --- What is there ----------------------------------------------------------

    def _read(self, kind: Kind) -> dict[int, models.Model]:
        """
        Return the rows that may matter by primary key, in one query, and hold them until the end.

        Held, so that no editor's save falls between the comparison and the writing;
        without key, so that editors can still refer to a row meanwhile.
        """
        rows = kind.model._base_manager.select_for_update(no_key=True).order_by("pk")
        if kind.parent:
            parent = kind.model._meta.get_field(kind.parent).related_model
            rows = rows.filter(**{f"{kind.parent}__in": list(self.pks[parent].values())})
        return {row.pk: row for row in rows}

    # --- What is to be done -----------------------------------------------------

    def _plan(
        self,
        kind: Kind,
        records: list[Record],
        rows: dict[int, models.Model],
        memory: Memory,
        links: Links,
        tally: Tally,
    ) -> Plan:
        """Compare each record with the row that stands for it, and decide."""
        plan = Plan()
        columns = {record.key: self._columns(kind, record) for record in records}
        matches = self._match(kind, columns, rows, memory)
        self.pks[kind.model] = {key: row.pk for key, row in matches.items()}
        for record in records:
            wanted, row = columns[record.key], matches.get(record.key)
            if wanted is None:
                tally.left += 1  # It hangs on something that an editor deleted, which is named.
            elif row is None:
                if why_not := self._why_not_create(kind, record, memory):
                    tally.left += 1
                    self.report.left.append(f"{record.name} ({why_not})")
                else:
                    plan.create.append((record, kind.model(**wanted)))
            elif _reads(row, wanted, wanted) and links.are(row.pk, self._linked(kind, record)):
                tally.unchanged += 1
            elif self.overwrite or self._untouched(row, memory, wanted, links):
                for column, value in wanted.items():
                    setattr(row, column, value)
                plan.update.append((record, row))
            else:
                tally.left += 1
                entered = "" if row.pk in memory.row_of else " (entered by an editor)"
                self.report.left.append(f"{record.name}{entered}")
        self._look_for_dropped(kind, rows, memory, plan)
        return plan

    def _columns(self, kind: Kind, record: Record) -> dict[str, Any] | None:
        """Return a record as columns; None where something that it refers to is not there."""
        columns = dict(record.values)
        for name, key in record.references.items():
            target = kind.model._meta.get_field(name).related_model
            if key not in self.pks[target]:
                return None
            columns[f"{name}_id"] = self.pks[target][key]
        return columns

    def _match(
        self,
        kind: Kind,
        columns: dict[Key, dict[str, Any] | None],
        rows: dict[int, models.Model],
        memory: Memory,
    ) -> dict[Key, models.Model]:
        """
        Find the row that stands for each record.

        That is the row that a load wrote for it, whatever an editor has made of
        it since; or else one that holds a value of which there can be only one.
        """
        matches = {
            key: rows[pk]
            for key in columns
            if (pk := memory.pk_of.get(key)) is not None and pk in rows
        }
        for names in [kind.key, *kind.unique]:
            claimed = {row.pk for row in matches.values()}
            free = {
                tuple(getattr(row, name) for name in names): row
                for row in rows.values()
                if row.pk not in claimed
            }
            for key, wanted in columns.items():
                if wanted is None or key in matches:
                    continue
                # An actor without an ISO code does not stand for another one without.
                sought = kind.model(**wanted)
                values = tuple(getattr(sought, name) for name in names)
                if "" not in values and values in free:
                    matches[key] = free.pop(values)
        return matches

    def _why_not_create(self, kind: Kind, record: Record, memory: Memory) -> str:
        """Return why a record that is not there stays out; blank where it may come in."""
        if self.overwrite:
            return ""
        if record.key in memory.pk_of:
            return "deleted"
        if kind.parent:
            parent = kind.model._meta.get_field(kind.parent).related_model
            if self.pks[parent][record.references[kind.parent]] not in self.ours[parent]:
                return f"its {kind.parent} was entered by an editor"
        return ""

    def _untouched(
        self, row: models.Model, memory: Memory, columns: Iterable[str], links: Links
    ) -> bool:
        """Say whether a row stands as a load last wrote it, in the columns named and its links."""
        written = memory.row_of.get(row.pk)
        return written is not None and _reads(row, written, columns) and links.untouched(row.pk)

    def _look_for_dropped(
        self, kind: Kind, rows: dict[int, models.Model], memory: Memory, plan: Plan
    ) -> None:
        """
        Find rows of an earlier file that this one no longer has.

        A code or source that was taken back goes, where no editor changed it. A
        point stays and is named: judgements may rest on it, and it is cited.
        """
        standing = set(self.pks[kind.model].values())
        columns = [column.attname for column in kind.model._meta.concrete_fields]
        for pk, row in rows.items():
            if pk in standing or pk not in memory.row_of:
                continue
            key = self.memories.keys[kind.model][pk]
            if kind is POINT:
                self.report.kept.append(f"Point {row} of {key[0]}")
            elif kind.removable:
                written = memory.row_of[pk]
                if _reads(row, written, [name for name in columns if name in written]):
                    plan.remove.append((key, row))

    def _linked(self, kind: Kind, record: Record) -> set[int]:
        """Return the primary keys at the other end of a record's links, of those that stand."""
        if not kind.links:
            return set()
        pks = self.pks[kind.model._meta.get_field(kind.links).related_model]
        return {pks[key] for key in record.links if key in pks}

    # --- Doing it ---------------------------------------------------------------

    def _update(self, kind: Kind, record: Record, row: models.Model, links: Links) -> None:
        """Write a row that stands, with its links, as one row of its history."""
        row.full_clean()
        links.update(row, self._linked(kind, record))
        row._change_reason = CHANGE_REASON  # type: ignore[attr-defined]
        row.save()

    def _create(self, kind: Kind, planned: list[tuple[Record, models.Model]], links: Links) -> None:
        """Write new rows with their links and history, in a few queries."""
        if not planned:
            return
        references = [column.name for column in kind.model._meta.fields if column.is_relation]
        for record, row in planned:
            with _named(record):
                row.clean_fields(exclude=references)
        rows = [row for _, row in planned]
        try:
            with transaction.atomic():
                kind.model._base_manager.bulk_create(rows)
        except IntegrityError as error:
            for record, row in planned:
                with _named(record, hint=MEANWHILE):
                    row.validate_constraints()
                    row.validate_unique()
            raise CorpusError(f"The {kind.plural} contradict what is held: {error}") from error
        for record, row in planned:
            self.pks[kind.model][record.key] = row.pk
        self.ours[kind.model].update(row.pk for row in rows)
        history = kind.model.history.bulk_history_create(  # type: ignore[attr-defined]
            rows, default_change_reason=CHANGE_REASON
        )
        links.create({row.pk: self._linked(kind, record) for record, row in planned}, history)

    def _note_declarations(self, kind: Kind, plan: Plan) -> None:
        """Remember which declarations this kind's rows were written for."""
        if not kind.in_declaration:
            return
        if kind.model is Declaration:
            self.new_declarations.update(record.key[0] for record, _ in plan.create)
        written = [record.key for record, _ in [*plan.create, *plan.update]]
        removed = [key for key, _ in plan.remove]
        self.changed_declarations.update(slug for slug, *_ in [*written, *removed])


def _reads(row: models.Model, values: Mapping[str, Any], names: Iterable[str]) -> bool:
    """Say whether a row has these values in the columns named."""
    return all(getattr(row, name) == values[name] for name in names)


def _step_aside(points: list[models.Model]) -> None:
    """Free the orders and labels of points that are about to be written: two may change places."""
    Point.objects.filter(pk__in=[point.pk for point in points]).update(
        order=F("order") + OUT_OF_THE_WAY,
        label=Concat(Value("~"), Cast("id", models.CharField())),
    )


def _delete(row: models.Model) -> None:
    """Delete a row and say in its history that a load did."""
    row._change_reason = CHANGE_REASON  # type: ignore[attr-defined]
    row.delete()


@contextmanager
def _named(record: Record, *, hint: str = "") -> Iterator[None]:
    """Name the record in whatever goes wrong with it, and add a hint at what to do."""
    try:
        yield
    except ValidationError as error:
        reasons = " ".join(
            " ".join(messages) if name == NON_FIELD_ERRORS else f"{name}: {' '.join(messages)}"
            for name, messages in error.message_dict.items()
        )
        raise CorpusError(f"{record.name} cannot be written: {reasons}{hint}") from error
    except IntegrityError as error:
        raise CorpusError(f"{record.name} cannot be written: {error}{hint}") from error
