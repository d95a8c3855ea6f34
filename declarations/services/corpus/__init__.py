"""
A corpus, from its file into the database and back: the sample, or all that is held.

A load goes through these rooms, in this order:

| module | from | to |
|---|---|---|
| ``reading`` | a file | JSON values |
| ``shape`` (of ``checks``) | JSON values | nothing, or every problem with its place |
| ``records`` | a corpus that passed | records: one row each, by its ``kinds`` |
| ``syncing`` (of ``memory``, ``links``) | records | rows, where editors have not changed them |
| ``report`` | what was done | sentences |
| ``exporting`` | the database | JSON values that load as they are |
"""

from typing import Any

from django.db import DatabaseError, transaction

from .exporting import export_corpus
from .kinds import CHANGE_REASON
from .reading import SAMPLE, CorpusError, read_corpus
from .records import records_of, rivals_of
from .report import LoadReport, Tally
from .shape import problems_of
from .syncing import Sync

__all__ = [
    "CHANGE_REASON",
    "SAMPLE",
    "CorpusError",
    "LoadReport",
    "Tally",
    "export_corpus",
    "load_corpus",
    "read_corpus",
]

PROBLEMS_NAMED = 20
"""More than that, and the first ones are likely to explain the rest."""


def load_corpus(data: Any, *, overwrite: bool = False, dry_run: bool = False) -> LoadReport:
    """
    Bring the database in line with a corpus, all of it or nothing, and say what was done.

    A second load of the same corpus writes nothing. What editors have changed,
    deleted or entered themselves stays as they have it, unless ``overwrite``
    is set; then every record of the corpus is set back to it, with its history
    kept, and what editors have added stays beside it. A ``dry_run`` does all that
    and takes it back: its report says what a load would do.

    Raise CorpusError when the corpus is malformed (with every problem and its
    place) or when the database refuses a record (with the record's name).
    """
    if problems := problems_of(data):
        raise CorpusError(_list_of(problems))
    try:
        with transaction.atomic():
            sync = Sync(overwrite=overwrite)
            for kind, records in records_of(data):
                sync.run(kind, records)
            sync.run_rivals(rivals_of(data))
            report = sync.finish()
            if dry_run:
                transaction.set_rollback(True)
            return report
    except DatabaseError as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise CorpusError(f"The database refused the corpus: {reason}") from error


def _list_of(problems: list[str]) -> str:
    """Return the problems one to a line, the first ones in full."""
    lines = ["The corpus is malformed:", *problems[:PROBLEMS_NAMED]]
    if len(problems) > PROBLEMS_NAMED:
        lines.append(f"and {len(problems) - PROBLEMS_NAMED} more")
    return "\n  ".join(lines)
