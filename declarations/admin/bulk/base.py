"""An import that tells what it would change, and then does it as the desk does: save by save."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from import_export.exceptions import ImportError as ImportRefused
from import_export.resources import ModelResource

from declarations.models import Declaration
from declarations.services import editing

from .columns import WANTED, Column

WORDS_COMPARED = 1_500
"""Of a cell; a longer one is shown whole, before and after."""

MAX_CHANGES = 500
"""
Rows that one import changes: each is saved by itself, 120 to 200 in a second on a good machine.

Until the last of them no other editor can save to SQLite, which waits for ten seconds, and a
server gives up on a request after thirty.
"""

Run = tuple[str, str]
"""Words, and what becomes of them: "kept", "gone" or "new"."""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a cell, in runs of words."""

    column: str
    runs: tuple[Run, ...]


class DeskResource(ModelResource):
    """
    A table whose rows are found by natural keys.

    Subclasses name their ``keys`` and columns, find rows in ``look_up``, start
    new ones in ``start`` and save what is no field of their own in
    ``save_parts``. All is one transaction: a row that is refused refuses all.
    """

    title: Any = ""
    keys: tuple[str, ...] = ()
    writes: tuple[type[models.Model], ...] = ()
    """Models whose rows an import may add or change, for the permissions that it needs."""

    class Meta:
        clean_model_instances = True
        skip_diff = True
        use_transactions = True
        report_skipped = True
        chunk_size = 2_000
        """Rows that an export reads at a time; the order is worked out anew for each lot."""

    def __init__(self, *, reason: str = "") -> None:
        super().__init__()
        self.reason = reason
        self.fields = {column.column_name: column for column in self.columns()}
        self._meta.import_id_fields = list(self.keys)
        self.seen: dict[tuple[str, ...], int] = {}
        self.touched: set[int] = set()
        self.made: set[int] = set()
        self.places: list[int] = []
        self.changed = 0

    def columns(self) -> list[Column]:
        """Return the columns in their order."""
        raise NotImplementedError

    def for_export(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Fetch what the columns read, and order the rows."""
        return queryset

    def look_up(self, keys: tuple[str, ...]) -> Any:
        """Return the row of these keys, or None; raise ValidationError where it cannot be."""
        raise NotImplementedError

    def start(self, keys: tuple[str, ...]) -> Any:
        """Return a new instance of these keys; raise ValidationError where there can be none."""
        raise NotImplementedError

    def prepare(self, rows: list[dict[str, str]]) -> None:
        """Fetch what the rows name, in a few queries."""

    def save_parts(self, instance: Any, wanted: Mapping[str, Any]) -> None:
        """Save what is no field of the row's own."""

    def declaration_of(self, instance: Any) -> int | None:
        """Return the declaration that a row belongs to, whose version a change raises."""
        return None

    # --- Before ------------------------------------------------------------------

    def wrong_with(self, headers: Iterable[str]) -> str:
        """Return what is wrong with the names of the columns, in one sentence; or blank."""
        names = list(headers)
        known = ", ".join(self.fields)
        if missing := [name for name in self.keys if name not in names]:
            return _("The column %(missing)s is missing. The columns are: %(known)s.") % {
                "missing": ", ".join(missing),
                "known": known,
            }
        if unknown := [name for name in names if name not in self.fields]:
            return _("There is no column “%(name)s” here. The columns are: %(known)s.") % {
                "name": unknown[0][:60],
                "known": known,
            }
        if len(set(names)) < len(names):
            return _("A column stands twice in the table.")
        return ""

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Fetch what the rows name."""
        self.places = dataset.places
        self.prepare(dataset.dict)

    # --- One row -----------------------------------------------------------------

    def get_instance(self, instance_loader: Any, row: Mapping[str, str]) -> Any:
        """Find the row that stands."""
        return self.look_up(self._keys_of(row))

    def init_instance(self, row: Any = None) -> Any:
        """Start a new one."""
        return self.start(self._keys_of(row))

    def _keys_of(self, row: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(row[name].strip() for name in self.keys)

    def before_import_row(self, row: Any, row_number: int = 0, **kwargs: Any) -> None:
        """Refuse a row whose keys another one has."""
        keys = self._keys_of(row)
        first = self.seen.setdefault(keys, row_number)
        if first != row_number:
            raise ValidationError(
                _("Row %(row)d of the file is about the same already.")
                % {"row": self.places[first - 1]}
            )

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """Remember how the row reads."""
        instance._read_before = {} if new else self._cells_of(instance)
        instance._own_before = None if new else self._own_of(instance)

    def skip_row(
        self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None
    ) -> bool:
        """Leave a row alone that reads as the file has it."""
        if import_validation_errors:
            return False
        if instance._state.adding:
            self.changed += 1
            return self.changed > MAX_CHANGES
        if instance._own_before == self._own_of(instance) and WANTED not in instance.__dict__:
            return True
        self.changed += 1
        return self.changed > MAX_CHANGES  # Beyond, all is refused after the last row.

    def validate_instance(
        self,
        instance: Any,
        import_validation_errors: Any = None,
        validate_unique: bool = True,
    ) -> None:
        """Check what the row itself holds, where that changes; its parts are checked as saved."""
        if import_validation_errors or instance._own_before != self._own_of(instance):
            super().validate_instance(instance, import_validation_errors, validate_unique)

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Save the row's own fields, where they changed, with a reason in the history."""
        if is_create or instance._own_before != self._own_of(instance):
            instance._change_reason = self.reason
            instance.save(force_insert=is_create)

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Save the rest, and note the declaration."""
        instance._change_reason = self.reason
        wanted = instance.__dict__.get(WANTED, {})
        self.save_parts(instance, wanted)
        if (declaration := self.declaration_of(instance)) is not None:
            self.touched.add(declaration)

    def after_import_row(self, row: Any, row_result: Any, **kwargs: Any) -> None:
        """Note what changed, for the preview."""
        instance = row_result.instance
        before = instance._read_before
        after = self._cells_of(instance)
        row_result.name = " · ".join(self._keys_of(row))
        row_result.changes = [
            Change(name, compare_words(before.get(name, ""), after[name]))
            for name, column in self.fields.items()
            if not column.fixed and before.get(name, "") != after[name]
        ]

    def _cells_of(self, instance: Any) -> dict[str, str]:
        return {name: column.export(instance) for name, column in self.fields.items()}

    def _own_of(self, instance: Any) -> list[Any]:
        return [
            getattr(instance, name)
            for name, column in self.fields.items()
            if column.own and not column.fixed
        ]

    # --- After -------------------------------------------------------------------

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Raise the versions of what changed, and see that readers find what they need."""
        if self.changed > MAX_CHANGES:
            raise ImportRefused(
                _("This table changes %(count)s rows, %(most)s at most at a time: divide it.")
                % {"count": f"{self.changed:,}", "most": f"{MAX_CHANGES:,}"}
            )
        if result.has_errors() or result.has_validation_errors():
            return
        standing = self.touched - self.made
        Declaration.objects.filter(pk__in=standing).update(version=F("version") + 1)
        for pk in sorted(self.touched):
            if self._meta.model is not Declaration:  # whose own history has the line already
                editing.note_save(declaration_id=pk, reason=self.reason)
            try:
                editing.require_publishable(pk)
            except editing.NotReady as refusal:
                title = Declaration.objects.values_list("title", flat=True).get(pk=pk)
                raise ImportRefused(f"“{title}”: {' '.join(refusal.sentences)}") from refusal


def sentence_of(error: BaseException) -> str:
    """Return what went wrong with a row or a file, in a sentence for editors."""
    cause: Any = getattr(error, "error", error)
    if isinstance(cause, ValidationError):
        return " ".join(cause.messages)
    if isinstance(cause, IntegrityError):
        return _("This contradicts another row that is held, or one of this file.")
    if isinstance(cause, editing.Refused):
        return " ".join(cause.sentences)
    return str(cause)


def compare_words(before: str, after: str) -> tuple[Run, ...]:
    """
    Return what becomes of a text, word by word, as far as that is worth reading.

    >>> compare_words("Urge restraint now.", "Urge calm now.")
    (('Urge ', 'kept'), ('restraint', 'gone'), ('calm', 'new'), (' now.', 'kept'))
    """
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    if not old or not new or len(old) + len(new) > WORDS_COMPARED:
        return tuple((text, kind) for text, kind in ((before, "gone"), (after, "new")) if text)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.4:
        return ((before, "gone"), (after, "new"))
    runs: list[Run] = []
    for what, start, end, begin, stop in matcher.get_opcodes():
        if what == "equal":
            runs.append(("".join(old[start:end]), "kept"))
            continue
        if start < end:
            runs.append(("".join(old[start:end]), "gone"))
        if begin < stop:
            runs.append(("".join(new[begin:stop]), "new"))
    return tuple(runs)
