"""One file into one draft, with the file kept as what was seen."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from declarations.comparison import word_warning
from declarations.documents import read_document
from declarations.models import Declaration, Intake, Language
from declarations.services.editing import Refused
from declarations.services.entering import Details, Split, make_draft, split_text

from .said import Said


class AlreadyHeld(Exception):
    """A file of which an entry was made before; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A draft that was made: how many points it has, and what to look at in its split."""

    slug: str
    title: str
    language: str
    points: int
    doubts: tuple[str, ...]


@transaction.atomic
def import_file(content: bytes, *, filename: str, said: Said) -> Imported:
    """
    Make a draft of a file, and keep the file as the entry that it was made of.

    The entry stays unfinished, so that editors find it at the desk to review.
    Raise DocumentError where the file cannot be read, AlreadyHeld where it was
    entered before, and Refused, with sentences, where something is missing or
    contradicts what is held.
    """
    digest = hashlib.sha256(content).hexdigest()
    _check_new(digest)
    details = said.details()
    document = read_document(content, filename=filename)
    split = split_text(document.text, said.language or None)
    _check_said(details, split)
    if said.numbering and said.numbering != split.numbering:
        split = replace(split, numbering=said.numbering, numbering_note="")
    intake = Intake.objects.create(
        text=document.text,
        language=details.language or split.language,
        filename=filename[-255:],
        media_type=document.kind.media_type,
        content=content,
        digest=digest,
        details=_as_typed(said, details),
        split=split.as_json(),
    )
    draft = make_draft(details=details, split=split, editor=None, intake=intake)
    doubts = [*_of_the_day(draft), *(word_warning(warning, _) for warning in split.warnings)]
    return Imported(
        slug=draft.slug,
        title=draft.title,
        language=draft.language,
        points=len(split.pieces),
        doubts=tuple(doubts),
    )


def _check_new(digest: str) -> None:
    """Raise AlreadyHeld where the same bytes were entered before, here or at the desk."""
    held = Intake.objects.without_content().filter(digest=digest).order_by("pk")
    intake = held.select_related("declaration").first()
    if intake is None:
        return
    declaration: Declaration | None = intake.declaration
    if declaration is None:
        raise AlreadyHeld(_("The same file is being entered at the desk already."))
    raise AlreadyHeld(
        _("The same file was entered before, as %(slug)s.") % {"slug": declaration.slug}
    )


def _of_the_day(draft: Declaration) -> Iterator[str]:
    """Yield a sentence for each other declaration of an issuer on that day: it may be the same."""
    others = Declaration.objects.filter(date=draft.date, issuers__in=draft.issuers.all())
    for slug in others.exclude(pk=draft.pk).distinct().values_list("slug", flat=True)[:5]:
        yield _("Another of that issuer and day is held: %(slug)s.") % {"slug": slug}


def _check_said(details: Details, split: Split) -> None:
    """Raise Refused where only the caller could say what is missing, in the words of this tool."""
    lacks = []
    if not details.issuers:
        lacks.append(
            _("Who issued it is not said: give --issuer, name it in the file or the list.")
        )
    if details.date is None:
        lacks.append(_("The day is not said: give --date, name it in the file or the list."))
    if not details.language and split.language not in Language.values:
        lacks.append(_("The language cannot be told from the text: give --language."))
    if not split.pieces:
        lacks.append(_("No points were found: paste the text at the desk and split it there."))
    if lacks:
        raise Refused(*lacks)


def _as_typed(said: Said, details: Details) -> dict[str, Any]:
    """Return what was said as the first step of the desk keeps it."""
    return {
        "title": said.title,
        "issuers": [str(actor.pk) for actor in details.issuers],
        "date": said.date,
        "place": said.place,
        "occasion": said.occasion,
        "source_url": said.source_url,
        "publisher": said.publisher,
        "retrieved": said.retrieved,
        "extent": details.extent,
    }
