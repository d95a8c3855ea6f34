"""Addresses of several declarations side by side: filters, and columns added, moved, removed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from declarations.forms import SHOW_CHOICES
from declarations.models import Language
from declarations.services import Several

from .links import Link, with_query

MOST_COLUMNS = 5
"""More would not be read side by side."""


class SlugsConverter:
    """Three slugs or more in an address, separated by slashes; two are a comparison of points."""

    regex = r"[-a-zA-Z0-9_]+(?:/[-a-zA-Z0-9_]+){2,}"

    def to_python(self, value: str) -> tuple[str, ...]:
        """Return the slugs in their order."""
        return tuple(value.split("/"))

    def to_url(self, value: Sequence[str]) -> str:
        """Return the slugs as they stand in an address."""
        return "/".join(value)


def address_beside(slugs: Sequence[str]) -> str:
    """Return the address of two declarations or more side by side."""
    if len(slugs) == 2:
        return reverse("declarations:compare", args=slugs)
    return reverse("declarations:several", args=[tuple(slugs)])


def address_to_add(slugs: Sequence[str], lang: str = Language.ENGLISH.value) -> str:
    """Return the address at which one more is chosen to be read beside these."""
    query = [("beside", slug) for slug in slugs]
    if lang != Language.ENGLISH.value:
        query.append(("lang", lang))
    return f"{reverse('declarations:choose')}?{urlencode(query)}"


@dataclass(frozen=True)
class ColumnLinks:
    """What can be done with a column; blank where it cannot."""

    removed: str
    earlier: str
    later: str


@dataclass(frozen=True)
class ShowLink:
    """A choice of rows, with how many there are."""

    value: str
    label: Any
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True)
class SeveralLinks:
    """The addresses that lead on from several declarations; each keeps what the others set."""

    slugs: tuple[str, ...]
    show: str = ""
    topic: str = ""
    lang: str = Language.ENGLISH.value

    def address(self, slugs: Sequence[str] = (), path: str = "", **changes: Any) -> str:
        """Return the address with some values changed; what goes without saying is left out."""
        values = {"show": self.show, "topic": self.topic, "lang": self.lang, **changes}
        if len(slugs) == 2:
            del values["show"]  # the comparison of two has filters of its own
        usual = Language.ENGLISH.value
        query = {name: v for name, v in values.items() if v and (name != "lang" or v != usual)}
        return with_query(path or address_beside(slugs or self.slugs), query)

    def columns(self) -> list[ColumnLinks]:
        """Return for each column where it is removed, and moved by one place."""
        last = len(self.slugs) - 1
        return [
            ColumnLinks(
                removed=self.address([other for other in self.slugs if other != slug]),
                earlier=self.address(self._swapped(place - 1)) if place else "",
                later=self.address(self._swapped(place)) if place < last else "",
            )
            for place, slug in enumerate(self.slugs)
        ]

    def _swapped(self, place: int) -> tuple[str, ...]:
        """Return the slugs with two neighbours in each other's place."""
        slugs = list(self.slugs)
        slugs[place], slugs[place + 1] = slugs[place + 1], slugs[place]
        return tuple(slugs)

    def shows(self, several: Several) -> list[ShowLink]:
        """Return the choices of rows, with their numbers under the topic in force."""
        return [
            ShowLink(
                value=value,
                label=label,
                count=len(several.select(value, self.topic)),
                address=self.address(show=value),
                chosen=value == self.show,
            )
            for value, label in SHOW_CHOICES
        ]

    def languages(self, held: Iterable[tuple[str, Any]]) -> list[Link]:
        """Return the languages to read in."""
        return [Link(code, name, self.address(lang=code), code == self.lang) for code, name in held]

    def propositions(self, several: Several, a_page: int) -> Mapping[str, str]:
        """Return the address of the row of each proposition, on whichever page it stands."""
        return {
            row.proposition.slug: self.address(
                show="", topic="", page=place // a_page + 1 if place >= a_page else None
            )
            + f"#{row.proposition.slug}"
            for place, row in enumerate(several.rows)
        }

    def kept(self) -> list[tuple[str, str]]:
        """Return what the form for the topic must send along so as to change nothing else."""
        values = [("show", self.show)] if self.show else []
        return values + ([("lang", self.lang)] if self.lang != Language.ENGLISH.value else [])
