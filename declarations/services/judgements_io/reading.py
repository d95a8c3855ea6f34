"""A file of judgements, read as CSV or JSON; what cannot be read is said line by line."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from declarations.services.cells import from_text

from .shape import NEEDED, Faulty, GivenJudgement, judgement_from

MOST_BYTES = 5 * 1024 * 1024
MOST_JUDGEMENTS = 20_000

Records = Iterator[tuple[str, Mapping[str, Any]]]


class JudgementsError(Exception):
    """A file that holds no judgements to be read; the reason is a sentence."""


def read_judgements(data: bytes) -> tuple[list[GivenJudgement], list[str]]:
    """
    Return the judgements of a file, and a sentence for each record that is none.

    A file that begins with a brace is JSON, in the form of the sample's
    judgements.json; any other is CSV with a line of names. Both in UTF-8.
    Raise JudgementsError where it is neither, or beyond all measure.
    """
    if len(data) > MOST_BYTES:
        raise JudgementsError(_("This file is larger than 5 MB. Split it, and load the parts."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise JudgementsError(
            _("This file is not in UTF-8: see byte %(n)s. Save it as “CSV UTF-8”.")
            % {"n": error.start}
        ) from error
    if not text.strip():
        raise JudgementsError(_("This file is empty."))
    records = _json_records(text) if text.lstrip().startswith("{") else _csv_records(text)
    given, faults = [], []
    for number, (place, said) in enumerate(records, start=1):
        if number > MOST_JUDGEMENTS:
            raise JudgementsError(_("This file has more than 20,000 judgements. Split it."))
        try:
            given.append(judgement_from(place, said))
        except Faulty as fault:
            faults.append(f"{place}: {fault}")
    return given, faults


def _json_records(text: str) -> Records:
    try:
        held = json.loads(text)
    except json.JSONDecodeError as error:
        raise JudgementsError(
            _("This file is not JSON: see line %(line)s, column %(column)s.")
            % {"line": error.lineno, "column": error.colno}
        ) from error
    except (RecursionError, ValueError) as error:
        raise JudgementsError(_("This file is JSON, but no list of judgements.")) from error
    rows = held.get("judgements")
    if not isinstance(rows, list):
        raise JudgementsError(_("This file has no list named “judgements”."))
    # A time for all that say none of their own, so that a file may be loaded again and again.
    created = held.get("created")
    for number, row in enumerate(rows, start=1):
        said: dict[str, Any] = {"created": created}
        if isinstance(row, dict):
            said |= {key: value for key, value in row.items() if key not in ("left", "right")}
            for side in ("left", "right"):
                inside = row.get(side)
                if isinstance(inside, dict):
                    said |= {f"{side}_{key}": value for key, value in inside.items()}
        yield _("Judgement %(n)s") % {"n": number}, said


def _csv_records(text: str) -> Records:
    # Spreadsheet programs of many countries write semicolons.
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().lower() for name in reader.fieldnames or []]
        missing = [name for name in NEEDED if name not in names]
        if missing:
            raise JudgementsError(
                _("The first line names the columns. It lacks: %(names)s.")
                % {"names": ", ".join(missing)}
            )
        reader.fieldnames = names
        line = reader.line_num + 1
        for row in reader:
            yield (
                _("Line %(n)s") % {"n": line},
                {name: from_text(cell) for name, cell in row.items() if isinstance(cell, str)},
            )
            line = reader.line_num + 1
    except csv.Error as error:
        raise JudgementsError(
            _("This file is no CSV from line %(n)s on: a quotation mark may be missing.")
            % {"n": reader.line_num}
        ) from error
