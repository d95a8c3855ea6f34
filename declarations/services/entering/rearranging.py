"""
What an editor does to a split: merge, cut, number, drop, move, mark, correct.

Each function takes a split and returns another one; none loses a word of the
text as issued: what leaves the points stands among what is left out. Raise
Refused where it cannot be done. Where numbers only follow the order, because
the source has none, they are counted again.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from declarations.comparison.labels import anchor_of, read_label
from declarations.comparison.openings import Numeral, read_openings
from declarations.comparison.split_warnings import write_number
from declarations.models import Declaration, Point
from declarations.models.fields import validate_label
from declarations.services.editing import Refused

from .cutting import cut_piece, read_words, trim_front
from .doubts import doubts_of
from .pieces import LeftOut, Piece, Section, Split
from .splitting import LONGEST_LABEL, free_label

LONGEST_WORDS = 50_000
"""Characters of a point's words as the desk takes them, elsewhere as well."""

SECTIONS = ("title", "preamble", "closing")


def merge_with_above(split: Split, issued: str, key: str) -> Split:
    """
    Join a point to the one above it; the first to the preamble.

    A number that stands between the two in the text is words again: it was
    taken for a point's.
    """
    place = _find(split, key)
    piece = split.pieces[place]
    rest = split.pieces[place + 1 :]
    number = issued[slice(*piece.label_span)].strip() if piece.has_number else ""
    words = f"{number} {piece.text}".strip()
    if place == 0:
        text = f"{split.preamble.text}\n\n{words}".strip()
        preamble = Section(text, _joined(issued, (*split.preamble.spans, *piece.places)))
        return _counted(replace(split, preamble=preamble, pieces=rest))
    above = split.pieces[place - 1]
    merged = replace(
        above,
        text=above.text + _between(issued, above, piece) + words if above.text else words,
        spans=_joined(issued, (*above.spans, *piece.places)),
        edited=above.edited or piece.edited,
    )
    return _counted(replace(split, pieces=(*split.pieces[: place - 1], merged, *rest)))


def cut_in_two(split: Split, issued: str, key: str, at: int) -> Split:
    """
    Cut a point in two at an offset into its words; what is behind it is a point of its own.

    A number with which that begins, and which comes next, is its number.
    """
    place = _find(split, key)
    piece = split.pieces[place]
    halves = cut_piece(issued, piece, at) if 0 < at < len(piece.text) else None
    if halves is None:
        raise Refused(_("Choose a place with words before and behind it."))
    first, second = halves
    taken = _anchors(split.pieces)
    split, new_key = _next_key(split)
    second = replace(second, key=new_key)
    following = _number_behind(first.label)
    for opening in read_openings(second.text):
        numbered = opening.numeral is not Numeral.BULLET and opening.start == 0
        if numbered and opening.value == following and anchor_of(opening.label) not in taken:
            found = trim_front(issued, second, opening.end)
            if found is not None:
                second = replace(found, label=opening.label)
                break
    if not second.label:
        second = replace(second, label=_next_label(first.label, taken))
    pieces = (*split.pieces[:place], first, second, *split.pieces[place + 1 :])
    return _counted(replace(split, pieces=pieces))


def relabel(split: Split, key: str, label: str) -> Split:
    """Give a point another number, which no other point may have."""
    place = _find(split, key)
    label = " ".join(label.split())
    try:
        validate_label(label)
    except ValidationError as error:
        raise Refused(*error.messages) from error
    sure = label.rstrip("?")
    if len(label) > LONGEST_LABEL or not sure.isprintable() or set(sure) & set("/\\#%&?"):
        raise Refused(
            _("A number has at most 20 characters, none of / \\ # % &, and ? only at its end.")
        )
    others = (*split.pieces[:place], *split.pieces[place + 1 :])
    if anchor_of(label) in _anchors(others):
        raise Refused(_("Another point has the number %(label)s.") % {"label": label})
    return _with(split, place, replace(split.pieces[place], label=label))


def set_kind(split: Split, key: str, kind: str) -> Split:
    """Mark a point as preambular or operative."""
    if kind not in Point.Kind.values:
        raise Refused(_("A point is preambular or operative."))
    place = _find(split, key)
    return _counted(_with(split, place, replace(split.pieces[place], kind=kind)))


def drop(split: Split, key: str) -> Split:
    """Leave a point out; its words stay in sight, and it can be taken back."""
    place = _find(split, key)
    piece = replace(split.pieces[place], left_out=LeftOut.DROPPED.value)
    pieces = (*split.pieces[:place], *split.pieces[place + 1 :])
    return _counted(replace(split, pieces=pieces, left_out=(*split.left_out, piece)))


def restore(split: Split, issued: str, key: str) -> Split:
    """Make a point of words that are left out, where they stand in the text."""
    piece = next((piece for piece in split.left_out if piece.key == key), None)
    if piece is None:
        raise Refused(_gone())
    left_out = tuple(other for other in split.left_out if other.key != key)
    words = piece.text or read_words(issued, piece.spans)
    piece = replace(piece, text=words, left_out="")
    return _insert(replace(split, left_out=left_out), piece)


def make_point_of(split: Split, section: str) -> Split:
    """Make a point of the title, the preamble or the closing lines."""
    if section not in SECTIONS or not getattr(split, section).text:
        raise Refused(_gone())
    words: Section = getattr(split, section)
    split, key = _next_key(replace(split, **{section: Section()}))
    kind = Point.Kind.PREAMBULAR if section == "preamble" else Point.Kind.OPERATIVE
    start = words.spans[0][0] if words.spans else 0
    return _insert(
        split,
        Piece(key, "", kind.value, words.text, words.spans, (start, start)),
        last=section == "closing",
    )


def move(split: Split, key: str, steps: int) -> Split:
    """Move a point up or down among the others; its number goes with it."""
    place = _find(split, key)
    to = place + steps
    if not 0 <= to < len(split.pieces):
        raise Refused(_("It stands at the end already: there is nothing to move it past."))
    pieces = list(split.pieces)
    pieces.insert(to, pieces.pop(place))
    return _counted(replace(split, pieces=tuple(pieces)))


def correct(split: Split, key: str, text: str) -> Split:
    """Put the words of a point as an editor corrected them; they still point into the source."""
    place = _find(split, key)
    words = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not words or "\0" in words:
        raise Refused(_("A point needs words. To leave it out, drop it."))
    if len(words) > LONGEST_WORDS:
        raise Refused(_("A point has at most 50,000 characters."))
    piece = split.pieces[place]
    edited = piece.edited or words != piece.text
    return _with(split, place, replace(piece, text=words, edited=edited))


def set_head(
    split: Split, *, title: str, preamble: str, numbering: str, numbering_note: str
) -> Split:
    """Put title, preamble, and where the numbers come from."""
    if "\0" in title + preamble + numbering_note or max(len(preamble), len(title)) > 100_000:
        raise Refused(_("That is no title or preamble that can be kept."))
    if numbering not in Declaration.Numbering.values:
        raise Refused(_("Numbering is official or editorial."))
    return replace(
        split,
        title=replace(split.title, text=" ".join(title.split())),
        preamble=replace(split.preamble, text=preamble.replace("\r\n", "\n").strip()),
        numbering=numbering,
        numbering_note=numbering_note.strip()[:2000],
    )


def settle(split: Split, warning: str) -> Split:
    """Note that an editor has looked at a warning that stands."""
    if warning not in {doubt.key for doubt in doubts_of(split)}:
        raise Refused(_gone())
    return replace(split, settled=(*split.settled, warning))


def number_again(split: Split, *, doubt: str = "") -> Split:
    """
    Number the points anew in their order, 1 to the last; preambular ones PP1 onwards.

    ``doubt`` is what stands behind a number that is only likely, a question mark.
    """
    counts = {Point.Kind.OPERATIVE.value: 0, Point.Kind.PREAMBULAR.value: 0}
    mixed = any(piece.kind == Point.Kind.OPERATIVE for piece in split.pieces)
    pieces = []
    for piece in split.pieces:
        preambular = mixed and piece.kind == Point.Kind.PREAMBULAR
        kind = Point.Kind.PREAMBULAR.value if preambular else Point.Kind.OPERATIVE.value
        counts[kind] += 1
        label = f"PP{counts[kind]}" if preambular else f"{counts[kind]}{doubt}"
        pieces.append(replace(piece, label=label))
    return replace(split, pieces=tuple(pieces))


# --- What they have in common ---------------------------------------------------------


def _find(split: Split, key: str) -> int:
    place = next((place for place, piece in enumerate(split.pieces) if piece.key == key), None)
    if place is None:
        raise Refused(_gone())
    return place


def _gone() -> str:
    return _("That is not there any more. Look again: the page shows what stands now.")


def _with(split: Split, place: int, piece: Piece) -> Split:
    return replace(split, pieces=(*split.pieces[:place], piece, *split.pieces[place + 1 :]))


def _next_key(split: Split) -> tuple[Split, str]:
    number = split.last_key + 1
    return replace(split, last_key=number), f"p{number}"


def _anchors(pieces: Iterable[Piece]) -> set[str]:
    return {anchor_of(piece.label) for piece in pieces}


def _number_behind(label: str) -> int | None:
    """Return the number that comes after a label; none where it is no plain number."""
    read = read_label(label)
    return read[0].number + 1 if read and read[0].number and len(read[0].steps) == 1 else None


def _next_label(label: str, taken: set[str]) -> str:
    """Return a number for what stands behind a point: the next one, or one made of its own."""
    following = _number_behind(label)
    if following is not None:
        roman = label.rstrip("?").isalpha()
        style = Numeral.ROMAN_CAPITAL if label[:1].isupper() else Numeral.ROMAN_SMALL
        number = write_number(style, following) if roman else str(following)
        doubt = "?" if label.endswith("?") else ""
        if (not roman or read_label(label)) and anchor_of(number) not in taken:
            return number + doubt
    return free_label(label, taken)


def _insert(split: Split, piece: Piece, *, last: bool = False) -> Split:
    """Put a piece among the points where it stands in the text, with a number of its own."""
    if len(piece.text) > LONGEST_WORDS:
        raise Refused(_("That is too long for one point: enter it as a text of its own."))
    place = next(
        (place for place, other in enumerate(split.pieces) if other.opens > piece.opens),
        len(split.pieces),
    )
    place = len(split.pieces) if last else place
    taken = _anchors(split.pieces)
    if piece.label:
        label = free_label(piece.label, taken)
    elif piece.kind == Point.Kind.PREAMBULAR:
        label = free_label(_next_label("PP0", taken) if not taken else "PP1", taken)
    elif place:
        label = _next_label(split.pieces[place - 1].label, taken)
    else:
        label = free_label("1", taken)
    pieces = (*split.pieces[:place], replace(piece, label=label), *split.pieces[place:])
    return _counted(replace(split, pieces=pieces))


def _counted(split: Split) -> Split:
    """Number the points again where their numbers only follow the order."""
    if split.numbering == Declaration.Numbering.EDITORIAL:
        return number_again(split)
    counted = [piece for piece in split.pieces if piece.kind == Point.Kind.OPERATIVE]
    if counted and all(piece.label.endswith("?") for piece in counted):
        # The copy has lost its numbers: these were counted, and are only likely.
        return number_again(split, doubt="?")
    return split


_ENDS_SENTENCE = re.compile(r"[.;:!?…][\"”’»')\]]{0,3}$")


def _between(issued: str, above: Piece, piece: Piece) -> str:
    """Return what separates two points when they become one: as the text separates them."""
    gap = issued[above.end : piece.opens] if above.end <= piece.opens else "\n\n"
    if re.search(r"\n\s*\n", gap):
        return "\n\n"
    return "\n" if "\n" in gap and _ENDS_SENTENCE.search(above.text[-5:]) else " "


def _joined(issued: str, spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return spans with those in one that only blanks divide."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if start == end:
            continue
        if found and found[-1][1] <= start and not issued[found[-1][1] : start].strip():
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return tuple(found)
