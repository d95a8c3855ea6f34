"""Which files to import, and the list that says what each is."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from django.utils.translation import gettext as _

from declarations.documents import MAX_BYTES, SUFFIXES, Document, DocumentKind, read_document

from .said import Said

MAX_FILES = 10_000
"""Files of one run; there are not that many declarations."""

COLUMNS = ("file", *(one.name for one in fields(Said)))
"""Columns of a list: the file, then what is said about it."""

_OTHERWISE = {
    "filename": "file",
    "path": "file",
    "issuer": "issuers",
    "source": "source_url",
    "url": "source_url",
    "lang": "language",
}


class ListError(ValueError):
    """A list, or a number of files, that cannot be used; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to import, and what the list says about it."""

    path: Path
    said: Said


def find_files(
    places: Sequence[Path], listed: Mapping[Path, Said] | None = None
) -> tuple[list[Found], list[Path]]:
    """
    Return the files in places, each once and in order, and those of other kinds in folders.

    A folder stands for the files in it and below whose names end as those of
    documents do. Without places the files of the list are meant; with some, it
    only says what they are.
    """
    listed = listed or {}
    if not places:
        return [Found(path, said) for path, said in listed.items()], []
    found: dict[Path, Found] = {}
    others: list[Path] = []
    for place in places:
        for path in _files_in(place) if place.is_dir() else [place]:
            if place.is_dir() and path.suffix.lower() not in SUFFIXES:
                others.append(path)
                continue
            found.setdefault(path.resolve(), Found(path, listed.get(path.resolve(), Said())))
            if len(found) > MAX_FILES:
                raise ListError(
                    _("There are more than %(most)s files: import a part of them.")
                    % {"most": f"{MAX_FILES:,}"}
                )
    in_folders = {path.resolve() for path in listed}
    return list(found.values()), [path for path in others if path.resolve() not in in_folders]


def _files_in(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and below in order of their names, hidden ones left out."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if not hidden and path.is_file():
            yield path


def read_list(path: Path) -> dict[Path, Said]:
    """
    Return what a CSV list says about each file, by its whole path.

    The first row names the columns, of :data:`COLUMNS`; "," or ";" or a tab is
    between them. Files are looked for from where the list is. Raise ListError,
    whose text is a sentence, where it cannot be understood.
    """
    text = _text_of(path)
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    header = rows.fieldnames or []
    names = [_column(name) for name in header]
    unknown = [name for name in names if name not in COLUMNS]
    if "file" not in names or unknown or len(set(names)) < len(names):
        what = ", ".join(f"“{name[:40]}”" for name in unknown) if unknown else _("no column “file”")
        raise ListError(
            _("The first row of the list has %(what)s; it may name: %(columns)s.")
            % {"what": what, "columns": ", ".join(COLUMNS)}
        )
    rows.fieldnames = names
    try:
        return dict(_read_rows(rows, path))
    except csv.Error as error:
        raise ListError(_("The list cannot be read: %(why)s") % {"why": error}) from error


def _column(name: str | None) -> str:
    plain = (name or "").strip().lower().replace(" ", "_")
    return _OTHERWISE.get(plain, plain)


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ListError(
            _("The list %(path)s cannot be opened: %(why)s.")
            % {"path": path, "why": error.strerror or error}
        ) from error
    try:
        document: Document = read_document(content, filename="list.txt")
    except ValueError as error:
        raise ListError(_("The list cannot be read: %(why)s") % {"why": error}) from error
    if document.kind is not DocumentKind.TEXT:
        raise ListError(_("The list is no text: save it from the spreadsheet as CSV."))
    return document.text


def _read_rows(rows: Iterable[Mapping[str, str]], path: Path) -> Iterator[tuple[Path, Said]]:
    seen: set[Path] = set()
    for number, row in enumerate(rows, start=2):
        values = {name: (row.get(name) or "").strip() for name in COLUMNS}
        name = values.pop("file")
        if None in row:
            raise ListError(
                _("Row %(number)s of the list has more cells than columns.") % {"number": number}
            )
        if not name and not any(values.values()):
            continue
        place = (path.parent / name).resolve()
        if not name or place in seen:
            sentence = (
                _("Row %(number)s of the list names a file a second time.")
                if name
                else _("Row %(number)s of the list names no file.")
            )
            raise ListError(sentence % {"number": number})
        seen.add(place)
        yield place, Said(**values)
