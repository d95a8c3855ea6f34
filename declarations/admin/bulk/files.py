"""
The formats of import and export, read within bounds: nobody's file takes the site down.

Each is a format of django-import-export; ``Unreadable`` says in one sentence
what is wrong with a file and what to do.
"""

import csv
import io
import itertools
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import openpyxl
import tablib
from django.utils.translation import gettext as _
from import_export.formats.base_formats import Format
from openpyxl.styles import Font

from .cells import from_sheet, guard, to_sheet, unguard

MAX_BYTES = 10_000_000
"""Of a file as uploaded."""
MAX_UNZIPPED = 60_000_000
"""Bytes that the parts of an Excel file may come to."""
MAX_PARTS = 500
"""Files within an Excel file; one sheet has about ten."""
MAX_ROWS = 5_000
"""Of a table; larger corpora go by the commands export_corpus and load_corpus."""
MAX_EXPORTED = 20_000
"""Rows of an export: what is written well within the thirty seconds of a server."""
MAX_COLUMNS = 100
MAX_CELL = 200_000
"""Characters of a cell."""
LONGEST_IN_EXCEL = 32_767
"""Characters that Excel keeps of a cell; it cuts off the rest without a word."""


class Unreadable(Exception):
    """A file that cannot be read as a table, or a table that its format cannot hold."""


class Table(tablib.Dataset):
    """A table that knows which row of the file each of its rows is, the header being the first."""

    def __init__(self, *rows: Any, **options: Any) -> None:
        super().__init__(*rows, **options)
        self.places: list[int] = []


class TableFormat(Format):
    """What the three formats have in common: a header, then rows of texts."""

    title = ""
    extension = ""
    media_type = ""

    def get_title(self) -> str:
        """Return the name that people know."""
        return self.title

    def get_extension(self) -> str:
        """Return the ending of a file's name."""
        return self.extension

    def get_content_type(self) -> str:
        """Return the media type."""
        return self.media_type

    def is_binary(self) -> bool:
        """Read and write bytes: encodings are this module's business."""
        return True

    def can_import(self) -> bool:
        """Say yes."""
        return True

    def can_export(self) -> bool:
        """Say yes."""
        return True

    def create_dataset(self, in_stream: bytes) -> Table:
        """Return the table in a file; raise Unreadable with one sentence."""
        if len(in_stream) > MAX_BYTES:
            raise Unreadable(_("The file is larger than 10 MB: import part of it at a time."))
        if not in_stream.strip():
            raise Unreadable(_("The file is empty."))
        rows = self.read_rows(in_stream)
        try:
            headers = [name.strip() for name in next(rows)]
        except StopIteration:
            raise Unreadable(_("The file has no rows.")) from None
        while headers and not headers[-1]:
            headers.pop()
        if len(headers) > MAX_COLUMNS:
            raise Unreadable(_("The table has more than 100 columns; ours have fewer than 20."))
        table = Table(headers=headers)
        # Blank rows are left out, which spreadsheets keep at their ends; they count all the same.
        for number, row in enumerate(itertools.islice(rows, 200_000), start=1):
            if not any(row):
                continue
            if len(table) >= MAX_ROWS:
                raise Unreadable(
                    _("The table has more than %(rows)s rows: import part of it at a time.")
                    % {"rows": f"{MAX_ROWS:,}"}
                )
            if any(row[len(headers) :]):
                raise Unreadable(
                    _("Row %(row)s has more cells than the header has names.") % {"row": number + 1}
                )
            if any(len(cell) > MAX_CELL or "\0" in cell for cell in row):
                raise Unreadable(
                    _("A cell of row %(row)s is too long, or holds NUL characters.")
                    % {"row": number + 1}
                )
            table.append([*row, *[""] * len(headers)][: len(headers)])
            table.places.append(number + 1)
        return table

    def read_rows(self, content: bytes) -> Iterator[list[str]]:
        """Yield the rows, the header first."""
        raise NotImplementedError


class Csv(TableFormat):
    """Comma-separated values, which Excel opens; cells that look like formulas are guarded."""

    title, extension, media_type = "CSV", "csv", "text/csv"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        """Return the file: UTF-8 with the mark by which Excel knows it."""
        written = io.StringIO(newline="")
        writer = csv.writer(written)
        writer.writerow(dataset.headers)
        for row in dataset:
            writer.writerow([guard(str(cell)) for cell in row])
        return written.getvalue().encode("utf-8-sig")

    def read_rows(self, content: bytes) -> Iterator[list[str]]:
        """Yield the rows; commas, semicolons or tabs are told by the header."""
        text = _decoded(content)
        header = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=header.count)
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
                yield [unguard(cell) for cell in row]
        except csv.Error as error:
            raise Unreadable(
                _("This is not a CSV file that can be read: see that quotes are closed.")
            ) from error


class Json(TableFormat):
    """A list of objects, one for each row."""

    title, extension, media_type = "JSON", "json", "application/json"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        """Return the file."""
        rows = [dict(zip(dataset.headers, row, strict=True)) for row in dataset]
        return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()

    def read_rows(self, content: bytes) -> Iterator[list[str]]:
        """Yield the keys of all objects, then their values."""
        wrong = _("This is not a JSON file of rows: a list of objects, as the export writes it.")
        try:
            rows = json.loads(_decoded(content))
        except (ValueError, RecursionError) as error:
            raise Unreadable(wrong) from error
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Unreadable(wrong)
        names = list(dict.fromkeys(itertools.chain.from_iterable(rows[: MAX_ROWS + 1])))
        yield names
        for row in rows:
            cells = [row.get(name, "") for name in names]
            if any(isinstance(cell, dict | list) for cell in cells):
                raise Unreadable(wrong)
            yield [_as_text(cell) for cell in cells]


class Xlsx(TableFormat):
    """A workbook of Excel, its first sheet."""

    title, extension = "Excel (.xlsx)", "xlsx"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        """Return the file; raise Unreadable where Excel would cut a cell off."""
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.freeze_panes = "A2"
        header = [openpyxl.cell.WriteOnlyCell(sheet, name) for name in dataset.headers]
        for cell in header:
            cell.font = Font(bold=True)
        sheet.append(header)
        for row in dataset:
            cells = [to_sheet(guard(str(cell))) for cell in row]
            if any(len(cell) > LONGEST_IN_EXCEL for cell in cells):
                raise Unreadable(
                    _("A text is longer than a cell of Excel can be: choose CSV or JSON.")
                )
            sheet.append(cells)
        written = io.BytesIO()
        book.save(written)
        return written.getvalue()

    def read_rows(self, content: bytes) -> Iterator[list[str]]:
        """Yield the rows of the first sheet, once the file is known to unpack to little."""
        wrong = _("This is not an Excel file (.xlsx) that can be read: save it anew, or as CSV.")
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                parts = archive.infolist()
                # Reading stops at the size that a part claims, so that a false one does no harm.
                if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNZIPPED:
                    raise Unreadable(
                        _("The Excel file unpacks to more than 60 MB: import part of it, or CSV.")
                    )
                for part in parts:
                    with archive.open(part) as opened:
                        if b"<!DOCTYPE" in opened.read(1000):
                            raise Unreadable(wrong)
            book = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            limits = {"max_row": 2 * MAX_ROWS, "max_col": MAX_COLUMNS + 1}
            for row in sheet.iter_rows(values_only=True, **limits):
                yield [unguard(from_sheet(_as_text(cell))) for cell in row]
        except Unreadable:
            raise
        except Exception as error:  # openpyxl raises whatever it stumbles upon
            raise Unreadable(wrong) from error


FORMATS: list[type[TableFormat]] = [Csv, Xlsx, Json]


def format_of(content: bytes, filename: str) -> TableFormat:
    """Return the format of a file, by its content where that tells; raise Unreadable if none."""
    if content[:4] == b"PK\x03\x04":
        return Xlsx()
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" or content[:5] == b"%PDF-":
        raise Unreadable(_("This is neither CSV, Excel (.xlsx) nor JSON: save the table as one."))
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{"):
        return Json()
    if filename.lower().endswith((".csv", ".tsv", ".txt")) or "." not in filename:
        return Csv()
    raise Unreadable(_("This is neither CSV, Excel (.xlsx) nor JSON: save the table as one."))


def _decoded(content: bytes) -> str:
    """Return the text of a file: by its byte-order mark, else UTF-8. No guess: it would garble."""
    try:
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            _("The file is not in UTF-8: in Excel save it as “CSV UTF-8”, or as an Excel file.")
        ) from error


def _as_text(cell: Any) -> str:
    """Return the value of a cell as our columns read it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
