"""What a column of a table holds, as a person reads and writes it."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from import_export.fields import Field

WANTED = "_wanted_by_import"


class Column(Field):
    """
    A column: how its value is read from a row of the database, shown in a cell and read back.

    ``parse`` raises ValueError with a sentence. A column with ``own`` is the
    field of that name; the value of any other is kept beside the instance
    until the resource saves it. ``fixed`` columns are keys, or shown for
    reading only: an import never changes them.
    """

    def __init__(
        self,
        name: str,
        *,
        read: Callable[[Any], Any] | None = None,
        show: Callable[[Any], str] = lambda value: value,
        parse: Callable[[str], Any] = lambda cell: cell,
        own: bool = True,
        fixed: bool = False,
    ) -> None:
        super().__init__(attribute=name, column_name=name)
        self.read = read or (lambda row: getattr(row, name))
        self.show, self.parse = show, parse
        self.own, self.fixed = own, fixed

    def get_value(self, instance: Any, **kwargs: Any) -> Any:
        """Return what the import wants, or else what is held."""
        wanted = instance.__dict__.get(WANTED, {})
        return wanted[self.column_name] if self.column_name in wanted else self.read(instance)

    def export(self, instance: Any, **kwargs: Any) -> str:
        """Return the cell."""
        return self.show(self.get_value(instance))

    def save(self, instance: Any, row: dict[str, str], is_m2m: bool = False, **kwargs: Any) -> None:
        """Take the cell of a row; what differs only in kinds of line ends is as it is held."""
        if self.fixed:
            return
        cell = row[self.column_name]
        if not instance._state.adding and one_kind_of_lines(cell) == one_kind_of_lines(
            self.show(self.read(instance))
        ):
            return
        value = self.parse(one_kind_of_lines(cell).strip())
        if self.own:
            setattr(instance, self.column_name, value)
        else:
            instance.__dict__.setdefault(WANTED, {})[self.column_name] = value


def one_kind_of_lines(text: str) -> str:
    """Return a text whose lines end as ours do, whatever a spreadsheet made of them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_column(name: str) -> Column:
    """Return the column of a field of text."""
    return Column(name)


def day_column(name: str, **options: Any) -> Column:
    """Return the column of a day, which may be blank."""
    return Column(name, show=show_day, parse=parse_day, **options)


def yes_no_column(name: str) -> Column:
    """Return the column of a yes or no."""

    def parse(cell: str) -> bool:
        told = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
        if cell.lower() not in {*told, ""}:
            raise ValueError(_("“%(cell)s” is neither yes nor no.") % {"cell": cell[:40]})
        return told.get(cell.lower(), False)

    return Column(name, show=lambda value: "yes" if value else "no", parse=parse)


def number_column(name: str, *, blank: bool = True, **options: Any) -> Column:
    """Return the column of a whole number."""

    def parse(cell: str) -> int | None:
        if not cell and blank:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", cell):
            raise ValueError(_("“%(cell)s” is no whole number.") % {"cell": cell[:40]})
        return int(cell)

    return Column(
        name, show=lambda value: "" if value is None else str(value), parse=parse, **options
    )


def choice_column(name: str, choices: type[models.TextChoices]) -> Column:
    """Return the column of one of a few words."""
    return Column(name, parse=lambda cell: one_of(cell, choices.values))


def one_of(cell: str, words: Iterable[str]) -> str:
    """Return a cell that is one of a few words; raise ValueError with all of them."""
    if cell not in words:
        raise ValueError(
            _("“%(cell)s” is none of: %(words)s.") % {"cell": cell[:40], "words": ", ".join(words)}
        )
    return cell


def lines_column(name: str) -> Column:
    """Return the column of a list, one item to a line."""
    return Column(name, show="\n".join, parse=lines_of)


def lines_of(cell: str) -> list[str]:
    """Return the lines of a cell that are not blank."""
    return [line.strip() for line in cell.split("\n") if line.strip()]


def slugs_of(cell: str) -> list[str]:
    """Return what a cell names, between semicolons, commas or on lines; each once, in order."""
    return list(dict.fromkeys(name.strip() for name in re.split(r"[;,\n]", cell) if name.strip()))


def show_day(value: date | None) -> str:
    """Return a day as YYYY-MM-DD."""
    return value.isoformat() if value else ""


def parse_day(cell: str) -> date | None:
    """Return the day of a cell, or none; raise ValueError with a sentence."""
    if not cell:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", cell, re.ASCII):
            return date.fromisoformat(cell)
    except ValueError:
        pass
    raise ValueError(_("“%(cell)s” is no day: write it as 2019-05-03.") % {"cell": cell[:40]})
