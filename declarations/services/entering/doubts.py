"""What an editor should look at in a split as it stands now, each beside the point it concerns."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from declarations.comparison.labels import anchor_of
from declarations.comparison.split_types import SplitWarning, WarningKind
from declarations.comparison.split_warnings import find_size_warnings, word_warning

from .pieces import Piece, Split

_SIZES = (WarningKind.LONG, WarningKind.SHORT)
_OF_ALL = (WarningKind.NUMBERS_LOST, WarningKind.UNNUMBERED, WarningKind.NO_POINTS)
"""Said of the whole text, not of one point."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """
    Something to look at, in a sentence.

    ``key`` is that of the warning, to settle it; ``piece`` that of the point it
    concerns, blank where it concerns the whole text.
    """

    key: str
    sentence: str
    piece: str = ""


def doubts_of(split: Split) -> list[Doubt]:
    """
    Return what is doubtful now and was not settled yet, in the order of the points.

    What an editor has put right is no longer said: a missing number that was
    given, a repeated one that was changed, a long point that was cut.
    """
    settled = set(split.settled)
    places = {piece.key: place for place, piece in enumerate(split.pieces)}
    found = [doubt for doubt in _all(split) if doubt.key not in settled]
    return sorted(found, key=lambda doubt: places.get(doubt.piece, -1))


def _all(split: Split) -> Iterator[Doubt]:
    opens = sorted((piece.opens, piece.key) for piece in split.pieces)
    anchors = {anchor_of(piece.label) for piece in split.pieces}
    by_key = {piece.key: piece for piece in split.pieces}
    for warning in split.warnings:
        if warning.kind in _SIZES:
            continue
        place = bisect_right(opens, (warning.start, "\uffff")) - 1
        piece = by_key[opens[place][1]] if place >= 0 else None
        if warning.kind in _OF_ALL:
            piece = None
        current = _still(warning, piece, anchors)
        if current is not None:
            sentence = word_warning(current, _)
            if warning.kind is WarningKind.REPEAT and piece is not None:
                sentence += " " + _again(piece)
            yield Doubt(
                f"{warning.kind.value}-{warning.start}", sentence, piece.key if piece else ""
            )
    yield from _sizes(split.pieces)
    if not split.pieces and all(w.kind is not WarningKind.NO_POINTS for w in split.warnings):
        yield Doubt("no-points", word_warning(SplitWarning(WarningKind.NO_POINTS, 0, 0), _))


def _still(warning: SplitWarning, piece: Piece | None, anchors: set[str]) -> SplitWarning | None:
    """Return what of a warning still holds; none where an editor has put it right."""
    if warning.kind is WarningKind.GAP:
        missing = tuple(label for label in warning.missing if anchor_of(label) not in anchors)
        return replace(warning, missing=missing) if missing else None
    if warning.kind is WarningKind.REPEAT:
        # Told apart by us it is still the number of another point; by an editor, no longer.
        again = piece is not None and " (" in piece.label and piece.opens == warning.start
        return warning if again else None
    if warning.kind is WarningKind.PASSED_OVER:
        return None if piece is not None and piece.opens == warning.start else warning
    if warning.kind in (WarningKind.RUN_ON, WarningKind.RESTART, WarningKind.SECOND_LIST):
        return warning if piece is not None and piece.opens == warning.start else None
    if warning.kind is WarningKind.CLOSING_UNSURE:
        return warning if piece is not None and piece.end >= warning.end else None
    return warning


def _again(piece: Piece) -> str:
    return _("It is called %(label)s here, since an address needs a number of its own.") % {
        "label": piece.label
    }


def _sizes(pieces: Sequence[Piece]) -> Iterator[Doubt]:
    """Yield points that are very long or very short as they stand now."""
    by_label = {piece.label: piece for piece in pieces}
    for warning in find_size_warnings(pieces):  # type: ignore[arg-type]
        piece = by_label[warning.labels[0]]
        yield Doubt(f"{warning.kind.value}-{piece.key}", word_warning(warning, _), piece.key)
