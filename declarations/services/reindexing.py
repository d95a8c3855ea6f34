"""Working out anew what is stored of texts beside them: stems and folded forms."""

import secrets
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, models, transaction

from declarations.models import Declaration, Wording
from declarations.models.fields import FoldedField, RevisionField, StemCountField, StemsField
from declarations.models.stem_index import fill_index

DERIVED = (FoldedField, StemsField, StemCountField)
BATCH = 500
"""Rows held in memory and written at a time."""


def reindex(*, report: Callable[[int, int], None] | None = None) -> tuple[int, int]:
    """
    Write the derived fields of all wordings and declarations anew, and fill the index of stems.

    Return how many rows were read and how many of them were changed. To be run
    after an upgrade of the stemmer, and after data were loaded that an older
    version had written; what is right already is left alone. Versions and histories
    stay as they are: nothing was edited. All of it is done, or nothing.
    ``report`` is called after each batch with the rows read and those to be read.
    """
    total = Wording.objects.count() + Declaration.objects.count()
    read = changed = 0
    with transaction.atomic():
        for model in (Wording, Declaration):
            for rows in _batches(model):
                changed += _write(model, rows)
                read += len(rows)
                if report:
                    report(read, total)
        fill_index(connection)
    return read, changed


def _batches(model: type[models.Model]) -> Iterator[list[Any]]:
    last = 0
    while rows := list(model._default_manager.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield rows
        last = rows[-1].pk


def _write(model: type[models.Model], rows: list[Any]) -> int:
    """Write the rows whose derived fields are not what follows from their texts."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, DERIVED)]
    revisions = [field for field in model._meta.concrete_fields if isinstance(field, RevisionField)]
    changed = []
    for row in rows:
        before = [getattr(row, field.attname) for field in fields]
        for field in fields:
            setattr(row, field.attname, field.value_at_save(row))
        if before != [getattr(row, field.attname) for field in fields]:
            for field in revisions:
                setattr(row, field.attname, secrets.randbits(31))
            changed.append(row)
    model._default_manager.bulk_update(changed, [field.name for field in (*fields, *revisions)])
    return len(changed)
