"""
Building blocks to say what a JSON value must look like, and to name what is wrong where.

A check takes a value and its place and reports problems there. It never
raises, whatever it is given, so that all the problems of a file are found at
once. ``shape.py`` puts checks together.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.db import models


@dataclass(frozen=True)
class Place:
    """
    A place in the file, in words that a person can follow.

    >>> place = Place().key("points").at(4, "5").key("positions").at(0).key("stance")
    >>> print(place.path)
    points[4] "5" > positions[0].stance
    """

    path: str = ""
    problems: list[str] = field(default_factory=list)
    exact: bool = False
    """Whether the file says that its texts are as a database held them, spaces included."""

    def key(self, name: str) -> "Place":
        """Return the place of a value in the object here."""
        plain = name if re.fullmatch(r"\w+", name) else shown(name)
        joint = "" if not self.path else "." if self.path.endswith("]") else " > "
        return replace(self, path=f"{self.path}{joint}{plain}")

    def at(self, index: int, title: Any = None) -> "Place":
        """Return the place of an item of the list here, with what it is known by."""
        titled = f" {shown(title)}" if isinstance(title, str) else ""
        return replace(self, path=f"{self.path}[{index}]{titled}")

    def report(self, message: str) -> None:
        """Note a problem with what is here."""
        self.problems.append(f"{self.path or 'The file'}: {message}")


Check = Callable[[Any, Place], None]


def shown(value: Any) -> str:
    """
    Return a value as it stands in the file, cut short and fit to print.

    >>> print(shown("a\\u0000b"), shown([1, 2]), shown(None))
    "a\\u0000b" a list null
    """
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value, ensure_ascii=False)
    text = text if len(text) <= 80 else f"{text[:77]}…"
    return text.encode("utf-8", "backslashreplace").decode()


def objects_in(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects of a list with their index, where the value is a list at all."""
    for index, item in enumerate(value if isinstance(value, list) else []):
        if isinstance(item, dict):
            yield index, item


def texts_in(value: Any) -> list[str]:
    """Return the texts of a list, where the value is a list at all."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


# --- One value ------------------------------------------------------------------


def text(
    model: type[models.Model] | None = None, name: str = "", *, one_line: bool = False
) -> Check:
    """Expect a text that fits a field of a model: as long, and blank, as it allows."""
    model_field: Any = model._meta.get_field(name) if model else None
    longest = getattr(model_field, "max_length", None)

    def check(value: Any, place: Place) -> None:
        if not isinstance(value, str):
            place.report(f"must be a text, not {shown(value)}")
        elif "\0" in value:
            place.report("holds a NUL character, which a database cannot keep")
        elif re.search("[\ud800-\udfff]", value):
            place.report("holds half a character (a lone surrogate)")
        elif not value.strip() and not (value and place.exact):
            if value or not (model_field and model_field.blank):
                place.report("is blank")
        elif value != value.strip() and not place.exact:
            place.report("begins or ends with a space or an empty line")
        elif one_line and len(value.splitlines()) > 1 and not place.exact:
            place.report("must be on one line")
        elif longest and len(value) > longest:
            place.report(f"has {len(value)} characters, {longest} at most")

    return check


def slug(model: type[models.Model]) -> Check:
    """Expect what can stand in an address: letters, digits, hyphens and underscores."""
    is_text = text(model, "slug")

    def check(value: Any, place: Place) -> None:
        is_text(value, place)
        if isinstance(value, str) and value.strip() and not fits(value, validate_slug):
            place.report(f"{shown(value)} is no slug: letters, digits, hyphens and underscores")

    return check


def address(model: type[models.Model], name: str) -> Check:
    """Expect the address of a page."""
    is_text = text(model, name)
    is_page = URLValidator(["http", "https"])
    is_address = URLValidator()

    def check(value: Any, place: Place) -> None:
        is_text(value, place)
        expected = is_address if place.exact else is_page
        if isinstance(value, str) and value and not fits(value, expected):
            place.report(f"{shown(value)} is no address of a page")

    return check


def fits(value: str, validator: Callable[[str], None]) -> bool:
    """Say whether one of Django's validators lets a text pass."""
    try:
        validator(value)
    except ValidationError:
        return False
    return True


def day(value: Any, place: Place) -> None:
    """Expect a day as YYYY-MM-DD."""
    # fromisoformat() alone also reads 20190503 and 2019-W18-5.
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        try:
            date.fromisoformat(value)
        except ValueError:
            place.report(f"{shown(value)} is no day of the calendar")
    else:
        place.report(f"must be a day as YYYY-MM-DD, not {shown(value)}")


def yes_or_no(value: Any, place: Place) -> None:
    """Expect true or false."""
    if not isinstance(value, bool):
        place.report(f"must be true or false, not {shown(value)}")


def whole_number(least: int, most: int) -> Check:
    """Expect a whole number in a range, both ends included."""

    def check(value: Any, place: Place) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            place.report(f"must be a whole number, not {shown(value)}")
        elif not least <= value <= most:
            place.report(f"{shown(value)} is not between {least} and {most}")

    return check


def number(least: int, most: int, *, exact: tuple[int, int]) -> Check:
    """Expect a whole number in a range, or in the wider one of a file that is ``exact``."""
    usual, wider = whole_number(least, most), whole_number(*exact)

    def check(value: Any, place: Place) -> None:
        (wider if place.exact else usual)(value, place)

    return check


def one_of(words: Collection[str]) -> Check:
    """Expect one of a few words."""

    def check(value: Any, place: Place) -> None:
        if not isinstance(value, str) or value not in words:
            place.report(f"{shown(value)} is none of {', '.join(words)}")

    return check


def reference(slugs: Collection[str], what: str) -> Check:
    """Expect the slug of something that the file defines elsewhere."""

    def check(value: Any, place: Place) -> None:
        if not isinstance(value, str) or value not in slugs:
            place.report(f"{shown(value)} is no {what} of this file")

    return check


def or_null(check: Check) -> Check:
    """Expect null, or what another check expects."""

    def check_unless_null(value: Any, place: Place) -> None:
        if value is not None:
            check(value, place)

    return check_unless_null


def either(check: Check, of_objects: Check) -> Check:
    """Expect an object as one check expects it, or any other value as another one does."""

    def check_one(value: Any, place: Place) -> None:
        (of_objects if isinstance(value, dict) else check)(value, place)

    return check_one


# --- Many values ----------------------------------------------------------------


def each(check: Check, *, title: str = "") -> Check:
    """Expect a list, every item as a check expects; ``title`` is the key that names an item."""

    def check_each(value: Any, place: Place) -> None:
        if not isinstance(value, list):
            place.report(f"must be a list, not {shown(value)}")
            return
        for index, item in enumerate(value):
            named = item.get(title) if isinstance(item, dict) else None
            check(item, place.at(index, named))

    return check_each


def shape(
    required: Mapping[str, Check],
    optional: Mapping[str, Check] | None = None,
    *,
    also: Check | None = None,
) -> Check:
    """Expect an object with these keys and no others; ``also`` looks at it as a whole."""
    known = {**required, **(optional or {})}

    def check(value: Any, place: Place) -> None:
        if not isinstance(value, dict):
            place.report(f"must be an object, not {shown(value)}")
            return
        for name in getattr(value, "repeated", ()):
            place.key(name).report("is given twice")
        for name in value:
            if name not in known:
                place.key(name).report("is not known here")
        for name, check_value in known.items():
            if name in value:
                check_value(value[name], place.key(name))
            elif name in required:
                place.report(f"{shown(name)} is missing")
        if also:
            also(value, place)

    return check


def distinct(*names: str) -> Check:
    """Expect a list of objects of which no two have the same values under these keys."""

    def check(value: Any, place: Place) -> None:
        first: dict[tuple[Any, ...], int] = {}
        for index, item in objects_in(value):
            key = tuple(item.get(name) for name in names)
            if not all(isinstance(part, str | int | None) for part in key):
                continue
            earlier = first.setdefault(key, index)
            if earlier != index:
                place.at(index).key(names[0]).report(
                    f"{shown(key[0])} stands at [{earlier}] already"
                )

    return check


def distinct_texts(value: Any, place: Place) -> None:
    """Expect a list in which no text comes twice."""
    seen: set[str] = set()
    for index, item in enumerate(value if isinstance(value, list) else []):
        if not isinstance(item, str):
            continue
        if item in seen:
            place.at(index).report(f"{shown(item)} is given twice")
        seen.add(item)


def every(*checks: Check) -> Check:
    """Expect what all of several checks expect."""

    def check_all(value: Any, place: Place) -> None:
        for check in checks:
            check(value, place)

    return check_all
