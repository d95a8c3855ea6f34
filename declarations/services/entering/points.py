"""Writing the points of a split into a draft: new ones, changed ones, and those that go."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from declarations.comparison.labels import anchor_of
from declarations.models import Declaration, Point, User, Wording
from declarations.services.editing import Refused, park_points

from .pieces import Piece


def put_points(
    *,
    declaration: Declaration,
    pieces: Sequence[Piece],
    language: str,
    known: Mapping[str, Any],
    editor: User | None,
    reason: str,
) -> dict[str, list[Any]]:
    """
    Make a draft's points what the pieces are, and return what ``known`` is next time.

    ``known`` has, for the key of each piece that became a point, its primary
    key and what was written: what stands so still in the split is left as it
    is in the database, whatever an editor made of it there. Points that were
    added by hand stay behind the one they followed. Call it in a transaction.
    Raise Refused where two points would have one number.
    """
    held = {point.pk: point for point in declaration.points.order_by("order")}
    kept = {key: pair for key, pair in known.items() if pair[0] in held}
    made = {pair[0] for pair in kept.values()}
    wanted = {piece.key for piece in pieces}
    for key, (pk, *_written) in kept.items():
        if key not in wanted:
            _mark(held[pk], editor, reason)
            held.pop(pk).delete()

    ordered, new = _in_order(declaration, pieces, kept, held, made)
    _check_numbers(ordered)
    moved = [
        point
        for place, point in enumerate(ordered, start=1)
        if point.pk and _standing(point, place) != point._held  # type: ignore[attr-defined]
    ]
    park_points(moved)
    for place, point in enumerate(ordered, start=1):
        point.order = place
    for point in moved:
        _mark(point, editor, reason)
        point.clean_fields(exclude=["declaration"])
        point.save()
    _create(Point, list(new.values()), editor, reason)

    by_key = {**{key: pair[0] for key, pair in kept.items() if key in wanted}}
    by_key.update({key: point.pk for key, point in new.items()})
    _put_wordings(pieces, language, kept, held, new, editor, reason)
    return {
        piece.key: [by_key[piece.key], piece.label, piece.kind, _digest(piece.text, language)]
        for piece in pieces
    }


def _in_order(
    declaration: Declaration,
    pieces: Sequence[Piece],
    kept: Mapping[str, Any],
    held: dict[int, Point],
    made: set[int],
) -> tuple[list[Point], dict[str, Point]]:
    """Return all points in their order with number and kind put, and the new ones by key."""
    followers: dict[int | None, list[Point]] = {}
    before: int | None = None
    for point in held.values():
        point._held = (point.order, point.label, point.kind)  # type: ignore[attr-defined]
        if point.pk in made:
            before = point.pk
        else:
            followers.setdefault(before, []).append(point)
    ordered, new = list(followers.pop(None, [])), {}
    for piece in pieces:
        pair = kept.get(piece.key)
        if pair is None:
            point = new[piece.key] = Point(
                declaration=declaration, label=piece.label, kind=piece.kind
            )
        else:
            point = held[pair[0]]
            if pair[1] != piece.label:
                point.label = piece.label
            if pair[2] != piece.kind:
                point.kind = piece.kind
        ordered += [point, *followers.pop(point.pk, [])] if point.pk else [point]
    return ordered, new


def _standing(point: Point, place: int) -> tuple[int, str, str]:
    return place, point.label, point.kind


def _check_numbers(points: Sequence[Point]) -> None:
    """Refuse two points with one address: one of them was added to the draft by hand."""
    seen: set[str] = set()
    for point in points:
        if anchor_of(point.label) in seen:
            raise Refused(
                _("The draft has a point %(label)s that was added by hand: number one otherwise.")
                % {"label": point.label}
            )
        seen.add(anchor_of(point.label))


def _put_wordings(
    pieces: Sequence[Piece],
    language: str,
    kept: Mapping[str, Any],
    held: Mapping[int, Point],
    new: Mapping[str, Point],
    editor: User | None,
    reason: str,
) -> None:
    """Write the words that are new or were changed in the split since they were written."""
    origin = Wording.Origin.OFFICIAL
    fresh = [
        Wording(point=new[piece.key], language=language, text=piece.text, origin=origin)
        for piece in pieces
        if piece.key in new
    ]
    changed = {
        kept[piece.key][0]: piece
        for piece in pieces
        if piece.key in kept and kept[piece.key][3] != _digest(piece.text, language)
    }
    of_points = Wording.objects.filter(point__in=changed)
    standing = {(wording.point_id, wording.language): wording for wording in of_points}
    for pk, piece in changed.items():
        before = str(kept[piece.key][3]).partition(":")[0]
        wording = standing.get((pk, language))
        if wording is None and before != language:
            # The language was corrected: the same words are in another one now.
            wording = standing.get((pk, before))
        if wording is None:
            wording = Wording(point=held[pk], origin=origin)
        wording.language, wording.text = language, piece.text
        _mark(wording, editor, reason)
        wording.full_clean()
        wording.save()
    _create(Wording, fresh, editor, reason)


def _create(model: Any, rows: Sequence[Any], editor: User | None, reason: str) -> None:
    """Check and write new rows with their history, in a few queries; see ``_check_numbers``."""
    for row in rows:
        # What a row refers to was made a moment ago, and what is unique was compared already.
        row.clean_fields(exclude=["declaration", "point"])
    model._base_manager.bulk_create(rows)
    model.history.bulk_history_create(rows, default_user=editor, default_change_reason=reason)


def _digest(text: str, language: str) -> str:
    """Return what tells whether words or language were changed in the split."""
    return f"{language}:{hashlib.sha256(text.encode()).hexdigest()}"


def _mark(row: Any, editor: User | None, reason: str) -> None:
    row._change_reason = reason
    if editor is not None:
        row._history_user = editor
