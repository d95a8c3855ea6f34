"""What is said about a file besides its words, as typed; and what its name says."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import PurePath
from typing import Self

from django.utils.translation import gettext as _

from declarations.models import Actor, Declaration, Language, Source
from declarations.services.editing import Refused
from declarations.services.entering import Details

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISSUERS_APART = re.compile(r"\s*[;+|]\s*")


@dataclass(frozen=True, slots=True)
class Said:
    """
    What is said about a file; what is blank is not said.

    ``issuers`` are slugs or names, several with ";" or "+" between them; dates
    are as in 2019-05-03.
    """

    issuers: str = ""
    date: str = ""
    language: str = ""
    title: str = ""
    place: str = ""
    occasion: str = ""
    source_url: str = ""
    publisher: str = ""
    retrieved: str = ""
    extent: str = ""
    numbering: str = ""
    slug: str = ""

    def over(self, other: Self) -> Self:
        """Return this, with what the other says where this says nothing."""
        both = {
            one.name: getattr(self, one.name) or getattr(other, one.name) for one in fields(self)
        }
        return type(self)(**both)

    def details(self) -> Details:
        """
        Return it as a draft is made of it.

        Raise Refused, with a sentence for each thing wrong, where a group is not
        held, a date is none, or a word is not one of those that can be chosen.
        """
        wrong: list[str] = []
        issuers = _find_issuers(self.issuers, wrong)
        date = _read_date(self.date, wrong)
        retrieved = _read_date(self.retrieved, wrong)
        _check_choice(self.language, Language.values, wrong)
        _check_choice(self.extent, Source.Extent.values, wrong)
        _check_choice(self.numbering, Declaration.Numbering.values, wrong)
        if wrong:
            raise Refused(*wrong)
        return Details(
            issuers=issuers,
            date=date,
            title=self.title,
            place=self.place,
            occasion=self.occasion,
            language=self.language,
            slug=self.slug,
            source_url=self.source_url,
            publisher=self.publisher,
            retrieved=retrieved,
            extent=self.extent or Source.Extent.FULL.value,
        )


def said_by_name(filename: str) -> Said:
    """
    Return what a file's name says: "2019-05-03_lima-group_es.pdf".

    Its parts are told by their form, in any order: a day, a language, the slug of
    an issuer that is held, or of several with "+" between them. Other parts say nothing.
    """
    date, language, slugs = "", "", []
    for part in re.split(r"[_\s]+", PurePath(filename).stem):
        if _DATE.fullmatch(part):
            date = date or part
        elif part.lower() in Language.values:
            language = part.lower()
        elif part:
            slugs += [slug.lower() for slug in part.split("+")]
    held = set(Actor.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    return Said(
        issuers=";".join(slug for slug in slugs if slug in held), date=date, language=language
    )


def _find_issuers(typed: str, wrong: list[str]) -> Sequence[Actor]:
    """Return the actors named, in that order; by slug, else by a name that only one has."""
    found: list[Actor] = []
    for name in filter(None, _ISSUERS_APART.split(typed.strip())):
        actors = list(Actor.objects.filter(slug=name.lower())) or list(
            Actor.objects.called([name]).distinct()[:2]
        )
        if len(actors) == 1:
            found.append(actors[0])
        elif actors:
            wrong.append(_("More than one is called “%(name)s”: give the slug.") % {"name": name})
        else:
            wrong.append(
                _("No group or state “%(name)s” is held: enter it first, or check its slug.")
                % {"name": name}
            )
    return list(dict.fromkeys(found))


def _read_date(typed: str, wrong: list[str]) -> datetime.date | None:
    if not typed.strip():
        return None
    try:
        if not _DATE.fullmatch(typed.strip()):
            raise ValueError
        return datetime.date.fromisoformat(typed.strip())
    except ValueError:
        wrong.append(
            _("“%(typed)s” is no date: write it as in 2019-05-03.") % {"typed": typed[:40]}
        )
        return None


def _check_choice(typed: str, choices: Sequence[str], wrong: list[str]) -> None:
    if typed and typed not in choices:
        wrong.append(
            _("“%(typed)s” is none of: %(choices)s.")
            % {"typed": typed[:40], "choices": ", ".join(choices)}
        )
