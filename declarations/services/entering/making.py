"""Making a draft of a split that was reviewed, or bringing the earlier draft up to date."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from declarations.comparison.labels import anchor_of
from declarations.models import Actor, Declaration, Intake, Issue, Language, Source, User
from declarations.services.editing import Refused, suggest_slug

from .doubts import doubts_of
from .pieces import LeftOut, Split
from .points import put_points

REASON = "entered from text"
"""What the history gives as the reason of every row that is made here."""

MAX_SLUGS = 1000
"""Texts that one issuer issued on one day, and more than any did."""

LONGEST_TITLE: int = Declaration._meta.get_field("title").max_length or 300


@dataclass(frozen=True, slots=True)
class Details:
    """
    What is said about a text besides its words; what is blank is taken from it where it can be.

    ``extent`` is one of ``Source.Extent``: how much of the text the source shows.
    """

    issuers: Sequence[Actor] = ()
    date: datetime.date | None = None
    title: str = ""
    title_es: str = ""
    place: str = ""
    occasion: str = ""
    language: str = ""
    slug: str = ""
    source_url: str = ""
    publisher: str = ""
    retrieved: datetime.date | None = None
    extent: str = Source.Extent.FULL.value


def make_draft(
    *, details: Details, split: Split, editor: User | None, intake: Intake | None = None
) -> Declaration:
    """
    Make a draft declaration of a split, with its points, issuers and source: all or nothing.

    Where ``intake`` has become one already, that draft is brought up to date:
    what changed in details or split since is changed there, points keep their
    keys and codes, those that were left out go, and what was edited elsewhere
    meanwhile stays. Raise Refused, with sentences, where something is missing
    or contradicts what is held.
    """
    try:
        with transaction.atomic():
            if intake is not None:
                # Locked until the end, so that two confirmations make one draft.
                held = Intake.objects.select_for_update().without_content().get(pk=intake.pk)
                intake.declaration_id, intake.details = held.declaration_id, held.details
            filled = _filled(details, split)
            lacks = list(_lacks(filled, split))
            if lacks:
                raise Refused(*lacks)
            known = intake.details.get("made", {}) if intake else {}
            if intake is not None and intake.declaration_id:
                declaration = _update(intake.declaration_id, filled, split, editor, known)
            else:
                declaration = _create(filled, split, editor)
                known = {}
            points = put_points(
                declaration=declaration,
                pieces=split.pieces,
                language=filled.language,
                known=known.get("points", {}),
                editor=editor,
                reason=REASON,
            )
            if intake is not None:
                intake.declaration = declaration
                made = {"points": points, "fields": _fields(filled, split)}
                intake.details = {**intake.details, "made": made}
                intake.save(update_fields=["declaration", "details", "changed"])
            return declaration
    except ValidationError as error:
        raise Refused(*error.messages) from error
    except IntegrityError as error:
        raise Refused(
            _("Something else was saved at the same moment, and this would not go with it. Again?")
        ) from error


def _filled(details: Details, split: Split) -> Details:
    """Return the details with what the text says where they say nothing."""
    language = details.language or split.language or Language.ENGLISH.value
    title = " ".join((details.title or split.title.text).split())
    title = Truncator(title).chars(LONGEST_TITLE)
    address = details.source_url.strip()
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # an address that is none, which the check of the row says
        host = ""
    return replace(
        details,
        language=language,
        title=title,
        title_es=details.title_es or (title if language == Language.SPANISH else ""),
        source_url=address,
        publisher=(details.publisher.strip() or host) if address else "",
    )


def _lacks(details: Details, split: Split) -> Any:
    """Yield, as sentences, what a draft cannot be without."""
    if not details.issuers:
        yield _("Name at least one issuer.")
    if details.date is None:
        yield _("Say on which day it was issued.")
    if not details.title:
        yield _("Enter a title: the text has none that could be taken.")
    if not split.pieces:
        yield _("There are no points yet.")
    empty = [piece.label for piece in split.pieces if not piece.text.strip()]
    if empty:
        yield _("No words stand under %(labels)s: drop what is no point, or add its words.") % {
            "labels": ", ".join(empty)
        }
    seen: set[str] = set()
    for piece in split.pieces:
        if anchor_of(piece.label) in seen:
            yield _("The number %(label)s stands twice.") % {"label": piece.label}
        seen.add(anchor_of(piece.label))


def _fields(details: Details, split: Split) -> dict[str, Any]:
    """Return the declaration's own fields as JSON holds them, to know later what was changed."""
    unread = any(piece.left_out == LeftOut.UNREAD for piece in split.left_out)
    # A number that is missing, and that nobody found to be missing in the source as well.
    gap = any(doubt.key.startswith("gap-") for doubt in doubts_of(split))
    whole = details.extent == Source.Extent.FULL and not unread and not gap
    return {
        "title": details.title,
        "title_es": details.title_es,
        "date": details.date.isoformat() if details.date else None,
        "place": details.place.strip(),
        "occasion": details.occasion.strip(),
        "language": details.language,
        "numbering": split.numbering,
        "numbering_note": split.numbering_note,
        "points_in_source": len(split.pieces) if whole else None,
        "complete": whole,
        "issuers": [actor.pk for actor in details.issuers],
        "source": [
            details.source_url,
            details.publisher,
            details.retrieved.isoformat() if details.retrieved else None,
            details.extent,
        ],
    }


def _create(details: Details, split: Split, editor: User | None) -> Declaration:
    values = _fields(details, split)
    issuers, source = values.pop("issuers"), values.pop("source")
    declaration = Declaration(**values, status=Declaration.Status.DRAFT)
    declaration.slug = details.slug or _free_slug(details)
    _save(declaration, editor)
    _put_issuers(declaration, issuers, editor)
    _put_source(declaration, source, None, editor)
    return declaration


def _update(
    key: int, details: Details, split: Split, editor: User | None, known: dict[str, Any]
) -> Declaration:
    """Bring a draft's own fields up to date: those that differ from what was made before."""
    declaration = Declaration.objects.select_for_update().get(pk=key)
    if declaration.is_published:
        raise Refused(
            _("This declaration is published by now: change it on its own page, or take it back.")
        )
    before, values = known.get("fields", {}), _fields(details, split)
    changed = {name for name, value in values.items() if before.get(name) != value}
    if "issuers" in changed:
        _put_issuers(declaration, values["issuers"], editor)
    if "source" in changed:
        _put_source(declaration, values["source"], (before.get("source") or [""])[0], editor)
    for name in changed - {"issuers", "source"}:
        setattr(declaration, name, values[name])
    if details.slug and details.slug != declaration.slug:
        declaration.slug = details.slug
    # Raised whatever was changed: whoever has the page of the declaration open is told.
    declaration.version += 1
    _save(declaration, editor)
    return declaration


def _free_slug(details: Details) -> str:
    """Return the slug of the first issuer and the day, counted on where it is taken."""
    assert details.date is not None
    slug = suggest_slug(issuer=details.issuers[0], day=details.date)
    longest = Declaration._meta.get_field("slug").max_length or 120
    taken = set(
        Declaration.objects.filter(slug__startswith=slug[: longest - 5]).values_list(
            "slug", flat=True
        )
    )
    for number in range(1, MAX_SLUGS):
        ending = "" if number == 1 else f"-{number}"
        free = slug[: longest - len(ending)] + ending
        if free not in taken:
            return free
    raise Refused(_("Give it a slug of its own: too many are made of this issuer and day."))


def _put_issuers(declaration: Declaration, keys: Sequence[int], editor: User | None) -> None:
    held = {issue.actor_id: issue for issue in declaration.issues.all()}
    for actor, issue in held.items():
        if actor not in keys:
            _mark(issue, editor)
            issue.delete()
    for order, actor in enumerate(dict.fromkeys(keys)):
        issue = held.get(actor) or Issue(declaration=declaration, actor_id=actor, order=-1)
        if issue.order != order:
            issue.order = order
            _save(issue, editor)


def _put_source(
    declaration: Declaration, values: Sequence[Any], before: str | None, editor: User | None
) -> None:
    """Put the source that was given, in the place of the one given before."""
    address, publisher, retrieved, extent = values
    held = None
    if before or address:
        held = declaration.sources.filter(url__in=[url for url in (before, address) if url]).first()
    if not address:
        if held is not None:
            _mark(held, editor)
            held.delete()
        return
    source = held or Source(declaration=declaration, order=0)
    source.url, source.publisher, source.extent = address, publisher, extent
    source.retrieved = datetime.date.fromisoformat(retrieved) if retrieved else None
    _save(source, editor)


def _save(row: Model, editor: User | None) -> None:
    """Check and save one row, with who and why in its history."""
    _mark(row, editor)
    row.full_clean()
    row.save()


def _mark(row: Model, editor: User | None) -> None:
    row._change_reason = REASON  # type: ignore[attr-defined]
    if editor is not None:
        row._history_user = editor  # type: ignore[attr-defined]
