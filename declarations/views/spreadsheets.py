"""Tables to take away: CSV that spreadsheet programs open safely and in the right letters."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse

FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""What a cell may not begin with: a spreadsheet would take the rest for a formula and run it."""


def as_csv(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> HttpResponse:
    """
    Return rows as a CSV file to download.

    In UTF-8 with the mark that spreadsheet programs tell it by, with a line of
    names first. A cell that would be read as a formula begins with an
    apostrophe, as OWASP advises ("CSV Injection").
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    for row in rows:
        writer.writerow({column: as_text(row[column]) for column in columns})
    response = HttpResponse(
        "\N{BYTE ORDER MARK}" + text.getvalue(), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_text(cell: str) -> str:
    """
    Return a cell that no spreadsheet takes for a formula.

    >>> as_text("=1+1"), as_text("affirms")
    ("'=1+1", 'affirms')
    """
    first = cell[:1] if cell[:1] in FORMULA else cell.lstrip()[:1]
    return f"'{cell}" if first and first in FORMULA else cell
