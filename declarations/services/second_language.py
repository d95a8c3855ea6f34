"""
Another language of a declaration already held: a text, paired with the points, saved as wordings.

What was pasted or uploaded is kept as an ``Intake`` from the first moment; its
``details`` hold the origin of the text and what the editor chose so far.
"""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from declarations.comparison.labels import read_label
from declarations.comparison.languages import detect_language
from declarations.comparison.pairing import Labelled, pair_points
from declarations.comparison.split_types import SplitWarning, WarningKind
from declarations.comparison.types import Doubt
from declarations.documents import DocumentError, read_document, word_problem
from declarations.models import Declaration, Intake, Point, User, Wording

from .editing import Refused, claim_version, note_save, put_wording, require_publishable
from .entering import Piece, Split, split_text

MOST_PARTS = 500
"""Of a text; a page with more could not be read, and no declaration has them."""

OPTIONS_AROUND = 30
"""Parts before and behind that a point can be given; others are far from it."""

Chosen = Mapping[int, str]
"""What each point was given, by its key: keys of pieces joined by "+", blank for none."""


@dataclass(frozen=True, slots=True)
class Option:
    """A part, or two joined, that a point can be given; ``value`` is blank for none."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """
    A point beside its part of the new text, or a part that is no point's.

    ``reading`` is the wording it is compared with, ``standing`` the one that is
    held in the new language, ``same`` where that reads as the part does.
    """

    point: Point | None
    reading: Wording | None
    standing: Wording | None
    value: str
    text: str
    doubts: tuple[Doubt, ...]
    options: tuple[Option, ...] = ()
    label: str = ""
    replacing: bool = False

    @property
    def same(self) -> bool:
        """Whether the wording held is what the part says."""
        return self.standing is not None and self.standing.text == self.text


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text paired with the points of its declaration, as far as an editor has looked at it."""

    rows: tuple[Row, ...]
    split: Split
    reads_like: str
    """The language that the text seems to be in, where that is another one than was said."""

    @property
    def doubtful(self) -> int:
        """How many rows somebody should look at."""
        return sum(bool(row.doubts) for row in self.rows)

    @property
    def paired(self) -> int:
        """How many points have a part."""
        return sum(bool(row.point and row.text) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: wordings added, put in place of others, and left as they were held."""

    added: int
    replaced: int
    left: int


def keep_text(
    *,
    declaration: Declaration,
    text: str,
    language: str,
    origin: str,
    editor: User,
    filename: str = "",
    media_type: str = "",
    content: bytes = b"",
) -> Intake:
    """
    Keep a text of a declaration in another language, before anything is done with it.

    The same text given twice by one editor, as by a double click, is one entry.
    """
    digest = hashlib.sha256(content or text.encode()).hexdigest()
    begun = (
        Intake.objects.unfinished()
        .filter(purpose=Intake.Purpose.LANGUAGE, declaration=declaration, editor=editor)
        .filter(language=language, digest=digest, text=text, details__origin=origin)
        .without_content()
        .first()
    )
    if begun is not None:
        return begun
    return Intake.objects.create(
        purpose=Intake.Purpose.LANGUAGE,
        declaration=declaration,
        text=text,
        language=language,
        filename=filename[:255],
        media_type=media_type[:100],
        content=content,
        digest=digest,
        details={"origin": origin},
        split=_split(declaration, text, language).as_json(),
        editor=editor,
    )


def change_text(*, intake: Intake, text: str) -> None:
    """Take a text that was corrected, and divide it anew; what was chosen is chosen again."""
    intake.text = text
    assert intake.declaration is not None
    intake.split = _split(intake.declaration, text, intake.language).as_json()
    intake.details = {"origin": intake.details.get("origin", "")}
    intake.version += 1
    intake.save()


def propose(intake: Intake) -> Proposal:
    """
    Pair the parts of a text with the points of its declaration, and say what is doubtful.

    What an editor chose stands. Raise Refused where the text has too many
    parts to be reviewed, or none.
    """
    split = Split.from_json(intake.split)
    pieces = split.pieces
    if not pieces:
        raise Refused(_("No points were found in this text: see that it is the whole of it."))
    if len(pieces) > MOST_PARTS:
        raise Refused(
            _("This text has %(count)d parts: paste the declaration alone.")
            % {"count": len(pieces)}
        )
    points = list(
        Point.objects.filter(declaration=intake.declaration_id)
        .in_reading_order()
        .prefetch_related("wordings")
    )
    assert intake.declaration is not None
    readings = [_reading(point, intake) for point in points]
    held = [
        Labelled(point.label, wording.text if wording else "")
        for point, wording in zip(points, readings, strict=True)
    ]
    new = [Labelled(piece.label if piece.has_number else "", piece.text) for piece in pieces]
    place_of = {piece.key: place for place, piece in enumerate(pieces)}
    chosen = _chosen_places(intake, points, place_of)
    pairs = pair_points(held, new, numbered=_is_numbered(split), chosen=chosen)
    replacing = set(intake.details.get("replace", []))
    rows = []
    for pair in pairs:
        parts = [pieces[place] for place in pair.new]
        text = _joined(parts)
        value = "+".join(part.key for part in parts)
        if pair.held is None:
            label = parts[0].label if parts[0].has_number else ""
            rows.append(Row(None, None, None, value, text, pair.doubts, label=label))
            continue
        point = points[pair.held]
        near = pair.new[0] if pair.new else min(pair.held, len(pieces) - 1)
        rows.append(
            Row(
                point,
                readings[pair.held],
                _standing(point, intake.language),
                value,
                text,
                pair.doubts,
                options=_options(pieces, near, value),
                replacing=point.pk in replacing,
            )
        )
    detected = detect_language(intake.text)
    reads_like = detected if detected and detected != intake.language else ""
    return Proposal(tuple(rows), split, reads_like)


def choose(*, intake: Intake, chosen: Chosen, replace: Collection[int]) -> None:
    """Keep what an editor chose so far, so that a closed window loses nothing."""
    intake.details = {
        **intake.details,
        "chosen": {str(key): value for key, value in chosen.items()},
        "replace": sorted(replace),
    }
    intake.version += 1
    intake.save(update_fields=["details", "version", "changed"])


@transaction.atomic
def save_wordings(
    *, intake: Intake, seen: int | None, take_title: bool = False, reason: str = ""
) -> Saved:
    """
    Put the parts chosen as wordings of their points, all or nothing, and finish the entry.

    A wording that is held in this language already is replaced only where the
    editor said so. Raise Refused where the declaration was saved meanwhile
    (see ``claim_version``), where one part was given to two points, where none
    was given to any, and where the entry was finished before.
    """
    assert intake.declaration_id is not None
    claim_version(declaration_id=intake.declaration_id, seen=seen)
    # After the claim, which lets one save at a time pass.
    if Intake.objects.filter(pk=intake.pk, finished__isnull=False).exists():
        raise Refused(_("This text was saved already."))
    proposal = propose(intake)
    given: dict[str, str] = {}
    added = replaced = left = 0
    for row in proposal.rows:
        if row.point is None or not row.value:
            continue
        for part in row.value.split("+"):
            if part in given:
                raise Refused(
                    _("One part is given to two points, %(one)s and %(other)s: change one.")
                    % {"one": given[part], "other": row.point.label}
                )
            given[part] = row.point.label
        if row.same or (row.standing is not None and not row.replacing):
            left += 1
            continue
        added, replaced = added + (row.standing is None), replaced + (row.standing is not None)
        try:
            put_wording(
                point=row.point,
                language=intake.language,
                text=row.text,
                origin=intake.details.get("origin", ""),
                reason=reason or None,
            )
        except ValidationError as error:
            raise Refused(f"{row.point.label}: {' '.join(error.messages)}") from error
    if not given:
        raise Refused(_("No point has a part of the text: choose at least one."))
    if take_title:
        _take_title(intake.declaration_id, proposal.split.title.text)
    note_save(declaration_id=intake.declaration_id, reason=reason)
    require_publishable(intake.declaration_id)
    intake.finished = timezone.now()
    intake.save(update_fields=["finished", "changed"])
    return Saved(added, replaced, left)


def _split(declaration: Declaration, text: str, language: str) -> Split:
    """
    Divide a text, also at numbers that the text alone left in doubt and the points held confirm.

    A number that stands out of order at the beginning of a line is taken for
    words of the point before. Where a point has that number and no part, it
    begins a part of its own.
    """
    split = split_text(text, language)
    held = {label for point in declaration.points.all() for label in read_label(point.label)}
    taken = {label for piece in split.pieces for label in read_label(piece.label)}
    pieces = list(split.pieces)
    for warning in split.warnings:
        readings = {label for printed in warning.labels for label in read_label(printed)}
        if warning.kind != WarningKind.PASSED_OVER or not readings & held - taken:
            continue
        for place, piece in enumerate(pieces):
            if piece.start <= warning.start < piece.end:
                pieces[place : place + 1] = _cut(piece, text, warning)
                taken |= readings
                break
    return replace(split, pieces=tuple(pieces))


def _cut(piece: Piece, text: str, warning: SplitWarning) -> list[Piece]:
    """Return a piece cut before a number within it; as it is, where its words do not have it."""
    number = re.escape(text[warning.start : warning.end].strip())
    found = re.search(rf"(?<=\S)\s+{number}\s*(?=\S)", piece.text)
    if found is None:
        return [piece]
    before = tuple((s, min(e, warning.start)) for s, e in piece.spans if s < warning.start)
    behind = tuple((max(s, warning.end), e) for s, e in piece.spans if e > warning.end)
    return [
        replace(piece, text=piece.text[: found.start()], spans=before),
        replace(
            piece,
            key=f"{piece.key}-{warning.start}",
            label=warning.labels[0],
            text=piece.text[found.end() :],
            spans=behind,
            label_span=(warning.start, warning.end),
        ),
    ]


def title_offered(proposal: Proposal, declaration: Declaration, language: str) -> str:
    """Return the title that the text has, where the declaration has none in Spanish; or blank."""
    if language != "es" or declaration.title_es:
        return ""
    return _short_title(proposal.split.title.text)


def _take_title(declaration_id: int, title: str) -> None:
    declaration = Declaration.objects.get(pk=declaration_id)
    declaration.title_es = _short_title(title)
    declaration.skip_history_when_saving = True  # the note of the save writes that line
    declaration.save(update_fields=["title_es"])


def _short_title(title: str) -> str:
    longest = Declaration._meta.get_field("title_es").max_length or 300
    return Truncator(" ".join(title.split())).chars(longest)


def _is_numbered(split: Split) -> bool:
    """Say whether the numbers are the text's own; a note says where they are our count."""
    return split.numbering == Declaration.Numbering.OFFICIAL and not split.numbering_note


def _reading(point: Point, intake: Intake) -> Wording | None:
    """Return the wording to read beside the new one: in the original language, where that is."""
    assert intake.declaration is not None
    others = [one for one in point.wordings.all() if one.language != intake.language]
    held = {wording.language: wording for wording in others}
    for language in (intake.declaration.language, "en"):
        if language in held:
            return held[language]
    return others[0] if others else None


def _standing(point: Point, language: str) -> Wording | None:
    return next((one for one in point.wordings.all() if one.language == language), None)


def _chosen_places(
    intake: Intake, points: list[Point], place_of: Mapping[str, int]
) -> dict[int, tuple[int, ...]] | None:
    """Return the places of what was chosen, of parts that there are; None where nothing was."""
    chosen = intake.details.get("chosen")
    if chosen is None:
        return None
    return {
        index: tuple(
            place_of[key] for key in chosen.get(str(point.pk), "").split("+") if key in place_of
        )
        for index, point in enumerate(points)
    }


def _options(pieces: tuple[Piece, ...], near: int, value: str) -> tuple[Option, ...]:
    """Return what a point can be given: none, parts near its own, and two that are joined."""
    around = pieces[max(0, near - OPTIONS_AROUND) : near + OPTIONS_AROUND + 1]
    options = [Option("", _("– leave out –"))]
    for place, piece in enumerate(around):
        options.append(Option(piece.key, _name(piece)))
        joined = f"{piece.key}+{around[place + 1].key}" if place + 1 < len(around) else ""
        if joined and (joined == value or piece.key in value.split("+")):
            options.append(Option(joined, _("%(part)s – with the next") % {"part": _name(piece)}))
    return tuple(options)


def _name(piece: Piece) -> str:
    words = Truncator(piece.text).chars(48)
    return f"{piece.label} · {words}" if piece.has_number else words


def _joined(parts: list[Piece]) -> str:
    return "\n\n".join(part.text for part in parts)


def read_file(*, content: bytes, filename: str, media_type: str) -> tuple[str, str]:
    """Return the text of a file and what kind it is; raise Refused with one sentence if none."""
    try:
        document = read_document(content, filename=filename, media_type=media_type)
    except DocumentError as error:
        raise Refused(word_problem(error, _)) from error
    return document.text, document.kind.media_type
