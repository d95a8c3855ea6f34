"""
Keeping what is being entered: from the first paste, through every change, to its end.

Of two editors at one entry the second is told and overwrites nothing: every
change names the version that its editor saw.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from declarations.models import Declaration, Intake, Language, User
from declarations.services.editing import ChangedMeanwhile, Refused
from declarations.services.judging import name_of

from . import undoing
from .pieces import Split
from .splitting import split_text

LONGEST_TEXT = 3_000_000
"""Characters of a text that is kept; the longest declarations have a hundred thousand."""

FIELDS = (
    "title", "title_es", "issuers", "date", "place", "occasion", "source_url", "publisher",
    "retrieved", "extent",
)  # fmt: skip
"""What the first step asks besides text and language, as typed, in ``Intake.details``."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it was uploaded: what it is called, what it is, and its bytes."""

    name: str
    media_type: str
    content: bytes


def clean_text(text: str) -> str:
    """
    Return a pasted text as it is kept: one kind of line end, no NUL, no byte-order mark.

    Raise Refused where it is longer than any declaration.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").removeprefix("\ufeff")
    if len(text) > LONGEST_TEXT:
        raise Refused(
            _("The text is longer than any declaration: paste only the declaration itself.")
        )
    return text


@transaction.atomic
def keep_entry(
    *,
    editor: User,
    text: str | None,
    language: str | None = None,
    fields: dict[str, Any] | None = None,
    file: KeptFile | None = None,
    intake_id: int | None = None,
    seen: int | None = None,
    token: str = "",
) -> Intake:
    """
    Keep what was pasted, uploaded or said about a text; a new entry where there is none yet.

    What is None stays as it was. A text that changed is to be split again, and
    so is one whose language changed before anybody had a hand in its split.
    ``token`` is that of the page: what a page kept a moment ago is no change by
    somebody else, and a form that is sent twice makes one entry.
    Raise ChangedMeanwhile where ``seen`` is not the version that is kept, and
    Refused where the entry is gone or the text too long.
    """
    text = clean_text(text) if text is not None else None
    if intake_id is None and token:
        # Of the last few only: a page is not sent twice after dozens of others.
        recent = Intake.objects.filter(editor=editor).without_content().order_by("-pk")[:20]
        intake_id = next((one.pk for one in recent if one.details.get("token") == token), None)
    new = Intake(editor=editor, version=0)
    intake = new if intake_id is None else claim(intake_id, seen, token=token)
    if text is not None and text != intake.text:
        intake.text = text
        if file is None and intake.content:
            # The words were corrected by hand: the file stays as what was received.
            intake.details = {**intake.details, "text_edited": True}
        intake.split, intake.undo = {}, []
    if file is not None:
        intake.filename = file.name[-255:]
        intake.media_type, intake.content = file.media_type[:100], file.content
        intake.details = {**intake.details, "text_edited": False}
    if language is not None and language in ("", *Language.values):
        if language and language != intake.language and not intake.undo:
            intake.split = {}
        intake.language = language or intake.language
    if fields is not None:
        intake.details = {**intake.details, **fields}
    if token:
        intake.details = {**intake.details, "token": token}
    intake.digest = hashlib.sha256(intake.content or intake.text.encode()).hexdigest()
    return _save(intake, editor)


def claim(intake_id: int, seen: int | None, *, token: str = "") -> Intake:
    """
    Return an entry, locked until the transaction ends, in the version that an editor saw.

    A page that made the last change itself, as its ``token`` says, saw every version.
    Raise Refused where it is gone, or its declaration is published.
    """
    intake = Intake.objects.select_for_update().filter(pk=intake_id).first()
    if intake is None:
        raise Refused(_("This entry is gone: somebody discarded it."))
    if intake.declaration_id and Declaration.objects.published().filter(pk=intake.declaration_id):
        raise Refused(
            _(
                "This text has become a published declaration and stays with it as what was seen. "
                "To go on with it, take the declaration back to draft on its own page."
            )
        )
    if not (token and intake.details.get("token") == token):
        check_version(intake, seen)
    return intake


def check_version(intake: Intake, seen: int | None) -> None:
    """Raise ChangedMeanwhile, with who and when, unless an editor saw the version that stands."""
    if intake.version != seen:
        raise ChangedMeanwhile(
            _(
                "%(who)s changed this on %(when)s UTC, after your page was loaded. Nothing was "
                "overwritten: what you see now is how it stands. Do your change again if it is "
                "still wanted."
            )
            % {
                "who": intake.details.get("by") or _("Somebody"),
                "when": timezone.localtime(intake.changed).strftime("%d.%m.%Y, %H:%M:%S"),
            }
        )


def _save(intake: Intake, editor: User) -> Intake:
    intake.details = {**intake.details, "by": name_of(editor)}
    intake.version += 1
    intake.save()
    return intake


def ensure_split(intake: Intake) -> Split:
    """Return the split of an entry; where it has none yet it is made now and kept."""
    if intake.split:
        return Split.from_json(intake.split)
    split = split_text(intake.text, intake.language or None)
    intake.split = split.as_json()
    if not intake.language and split.language in Language.values:
        intake.language = split.language
    # No version: two who open the page at once find the same.
    Intake.objects.filter(pk=intake.pk, version=intake.version).update(
        split=intake.split, language=intake.language
    )
    return split


@transaction.atomic
def change_split(
    *,
    intake_id: int,
    seen: int | None,
    editor: User,
    what: str,
    operation: Callable[[Split, str], Split],
) -> Intake:
    """
    Change a split and keep the step, so that it can be undone.

    ``operation`` gets the split and the text as issued; what it raises keeps
    everything as it was. Raise ChangedMeanwhile where another was quicker.
    """
    intake = claim(intake_id, seen)
    old = ensure_split(intake)
    new = operation(old, intake.text)
    if new == old:
        return intake
    stored = new.as_json()
    intake.undo = undoing.keep_step(intake.undo, what, intake.split, stored)
    intake.split = stored
    intake.language = new.language if new.language in Language.values else intake.language
    intake.details = {**intake.details, "token": ""}  # the first step is open on no page now
    return _save(intake, editor)


@transaction.atomic
def step(*, intake_id: int, seen: int | None, editor: User, forward: bool = False) -> Intake:
    """Undo the last change of a split, or do again what was undone last."""
    intake = claim(intake_id, seen)
    found = (undoing.redo if forward else undoing.undo)(intake.split, intake.undo)
    if found is None:
        raise Refused(
            _("There is nothing to do again.") if forward else _("There is nothing to undo.")
        )
    intake.split, intake.undo = found
    intake.language = intake.split.get("language") or intake.language
    return _save(intake, editor)


def split_again(split: Split, issued: str, *, language: str) -> Split:
    """
    Return a text split from scratch, as in a language.

    A piece that opens where one did before keeps its key, and so its codes.
    """
    if language not in Language.values:
        raise Refused(_("Choose one of the languages."))
    fresh = replace(split_text(issued, language), language=language)
    before = {piece.opens: piece.key for piece in (*split.pieces, *split.left_out)}
    number = split.last_key

    def keyed(pieces: Iterable[Any]) -> tuple[Any, ...]:
        nonlocal number
        found = []
        for piece in pieces:
            key = before.pop(piece.opens, "")
            if not key:
                number += 1
                key = f"p{number}"
            found.append(replace(piece, key=key))
        return tuple(found)

    pieces, left_out = keyed(fresh.pieces), keyed(fresh.left_out)
    return replace(fresh, pieces=pieces, left_out=left_out, last_key=number)


@transaction.atomic
def discard(*, intake_id: int) -> bool:
    """
    End an entry; return whether its text is gone.

    Of one that became a draft the text stays, as what the draft was made of.
    """
    intake = Intake.objects.select_for_update().filter(pk=intake_id).first()
    if intake is None:
        return False
    if intake.declaration_id:
        intake.finished = timezone.now()
        intake.save(update_fields=["finished", "changed"])
        return False
    intake.delete()
    return True
