"""
A split under review: title, preamble, points and what is left out, as it is stored.

Spans are characters of the text as issued, half-open; whatever an editor does
to a split, they cut that text. A piece has a key that stays its own through
every change, by which the point made of it is found again.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any, Self

from declarations.comparison.split_types import SplitWarning, WarningKind

Span = tuple[int, int]
"""Characters of the text as issued, half-open."""


class LeftOut(StrEnum):
    """Why words of the text stand in no part of the split."""

    DROPPED = "dropped"
    """An editor left a point out."""
    PAGE_NUMBER = "page number"
    RUNNING_HEAD = "running head"
    LINK = "link"
    HEADING = "heading"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A point in the making, or words that are left out of the declaration.

    ``text`` has the words as one reads them, ``spans`` where they stand, in the
    order of reading; ``label_span`` is the printed number, empty where there is
    none. ``edited`` where an editor corrected the words, so that ``text`` is no
    longer what the spans cut. ``left_out`` says why it is no point, if it is
    none; a piece that an editor dropped keeps its label and kind.
    """

    key: str
    label: str
    kind: str
    text: str
    spans: tuple[Span, ...] = ()
    label_span: Span = (0, 0)
    edited: bool = False
    left_out: str = ""

    @property
    def start(self) -> int:
        """Where its words begin; where its number ends if it has none."""
        return min((span[0] for span in self.spans), default=self.label_span[1])

    @property
    def end(self) -> int:
        """Where its words end."""
        return max((span[1] for span in self.spans), default=self.label_span[1])

    @property
    def opens(self) -> int:
        """Where it begins in the text, number included."""
        return min(self.label_span[0], self.start) if self.has_number else self.start

    @property
    def has_number(self) -> bool:
        """Whether its number is printed in the text."""
        return self.label_span[0] < self.label_span[1]

    @property
    def places(self) -> tuple[Span, ...]:
        """Every span that it takes up, the number first."""
        return (self.label_span, *self.spans) if self.has_number else self.spans


@dataclass(frozen=True, slots=True)
class Section:
    """Title, preamble or closing lines: words as one reads them, and where they stand."""

    text: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """
    A text split into its parts, as far as an editor has reviewed it.

    ``numbering`` is that of ``Declaration``: official or editorial;
    ``numbering_note`` says in words what a reader has to know of it.
    ``settled`` are the keys of warnings that an editor has looked at, and
    ``last_key`` the number in the last key given, so that no key comes twice.
    """

    language: str = ""
    numbering: str = "official"
    numbering_note: str = ""
    title: Section = field(default_factory=Section)
    preamble: Section = field(default_factory=Section)
    pieces: tuple[Piece, ...] = ()
    closing: Section = field(default_factory=Section)
    left_out: tuple[Piece, ...] = ()
    warnings: tuple[SplitWarning, ...] = ()
    settled: tuple[str, ...] = ()
    last_key: int = 0

    def spans(self) -> list[Span]:
        """Return the spans of all parts in order of the text; they are the whole of it."""
        sections = (self.title, self.preamble, self.closing)
        found = [span for section in sections for span in section.spans]
        found += [span for piece in (*self.pieces, *self.left_out) for span in piece.places]
        return sorted(found)

    def as_json(self) -> dict[str, Any]:
        """Return it as ``Intake.split`` holds it, in lists, so that it equals what comes back."""
        stored: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Return what ``as_json`` stored; of an entry that was not split yet the empty split."""
        read: dict[str, Any] = {
            one.name: stored[one.name] for one in fields(cls) if one.name in stored
        }
        for name in ("title", "preamble", "closing"):
            if name in read:
                section = read[name]
                read[name] = Section(section["text"], read_spans(section["spans"]))
        for name in ("pieces", "left_out"):
            if name in read:
                read[name] = tuple(read_piece(piece) for piece in read[name])
        if "warnings" in read:
            read["warnings"] = tuple(read_warning(warning) for warning in read["warnings"])
        if "settled" in read:
            read["settled"] = tuple(read["settled"])
        return cls(**read)


def read_spans(stored: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    """Return spans from JSON, which knows lists only."""
    return tuple((start, end) for start, end in stored)


def read_piece(stored: Mapping[str, Any]) -> Piece:
    """Return a piece from JSON."""
    start, end = stored["label_span"]
    spans = read_spans(stored["spans"])
    return Piece(**{**stored, "spans": spans, "label_span": (start, end)})


def read_warning(stored: Mapping[str, Any]) -> SplitWarning:
    """Return a warning from JSON."""
    return SplitWarning(
        WarningKind(stored["kind"]),
        stored["start"],
        stored["end"],
        tuple(stored["labels"]),
        tuple(stored["missing"]),
        stored["words"],
    )
