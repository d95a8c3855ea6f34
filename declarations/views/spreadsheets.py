"""Tables to take away: CSV that spreadsheet programs open safely and in the right letters."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse

from declarations.services.cells import as_text


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
