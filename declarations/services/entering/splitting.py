"""Splitting a text for review: the engine's segmentation, with numbers that a page can have."""

from collections.abc import Container

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from declarations.comparison.labels import anchor_of
from declarations.comparison.segmentation import segment
from declarations.comparison.split_types import Numbering, Passage, Segmentation
from declarations.models import Declaration, Point
from declarations.models.fields import validate_label

from .pieces import Piece, Section, Split

LONGEST_LABEL: int = Point._meta.get_field("label").max_length or 20
"""Characters of the longest number that a point can have."""

_NO_ADDRESS = str.maketrans(dict.fromkeys("/\\#%&", "-"))


def split_text(text: str, language: str | None = None) -> Split:
    """
    Return a text split for review, each point with a number of its own.

    ``language`` is a code such as "es"; without one it is detected. A number
    that comes again is told apart: the second "1" becomes "1 (2)". Any string
    is split, in time linear in its length.
    """
    return split_of(segment(text, language or None))


def split_of(found: Segmentation) -> Split:
    """Return the same of what the engine has found."""
    numbering, note = _numbering(found.numbering)
    taken: set[str] = set()
    pieces: list[Piece] = []
    for place, point in enumerate(found.points, start=1):
        label = free_label(point.label or str(place), taken)
        taken.add(anchor_of(label))
        pieces.append(
            Piece(
                key=f"p{place}",
                label=label,
                kind=point.kind.value,
                text=point.text,
                spans=point.spans,
                label_span=point.label_span,
            )
        )
    left_out = [
        Piece(
            key=f"p{place}",
            label="",
            kind=Point.Kind.OPERATIVE.value,
            text="",
            spans=((rest.start, rest.end),),
            left_out=rest.kind.value,
        )
        for place, rest in enumerate(found.rest, start=len(pieces) + 1)
    ]
    return Split(
        language=found.language,
        numbering=numbering,
        numbering_note=note,
        title=_section(found.title),
        preamble=_section(found.preamble),
        pieces=tuple(pieces),
        closing=_section(found.closing),
        left_out=tuple(left_out),
        warnings=found.warnings,
        last_key=len(pieces) + len(left_out),
    )


def free_label(label: str, taken: Container[str]) -> str:
    """
    Return a number that can stand in an address and that no other point has.

    ``taken`` are the anchors of the others: "5" and "5?" have the same one. Of
    numbers that come again the second is "1 (2)", the third "1 (3)".

    >>> free_label("1", {"1"}), free_label("1?", {"1", "1-(2)"}), free_label("2", {"1"})
    ('1 (2)', '1 (3)?', '2')
    """
    sure = label.rstrip("?").translate(_NO_ADDRESS)
    doubt = "?" if label.endswith("?") else ""
    sure = " ".join(sure.replace("?", "").split())[: LONGEST_LABEL - len(doubt)].strip()
    try:
        validate_label(sure)
    except ValidationError:
        sure = "1"
    number, free = 2, sure
    while anchor_of(free) in taken:
        again = f" ({number})"
        free = sure[: LONGEST_LABEL - len(again) - len(doubt)].strip() + again
        number += 1
    return free + doubt


def _numbering(found: Numbering) -> tuple[str, str]:
    """Return where a declaration's numbers come from, and what its readers should know of it."""
    if found is Numbering.PRINTED:
        return Declaration.Numbering.OFFICIAL.value, ""
    if found is Numbering.COUNTED:
        return Declaration.Numbering.OFFICIAL.value, _(
            "The copy that was read has lost its numbers; those given here count its points."
        )
    return Declaration.Numbering.EDITORIAL.value, _(
        "The source has unnumbered paragraphs; numbers follow their order."
    )


def _section(passage: Passage) -> Section:
    return Section(passage.text, passage.spans)
