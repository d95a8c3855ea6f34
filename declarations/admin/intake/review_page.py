"""What the page of the second step shows of a split: a page of points, and the text beside it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.text import Truncator

from declarations.services.entering import Piece, Split
from declarations.services.entering.cutting import sentences_of
from declarations.services.entering.doubts import Doubt, doubts_of

PER_PAGE = 60
"""Points on a page; nearly every declaration is one page."""

LONGEST_STRETCH = 6_000
"""Characters that are shown of words that are no point of the page; their middle is left out."""

LONGEST_WORDS = 30_000
"""Characters that are shown of one point's words in the text."""

MAX_CUTS = 40
"""Sentences before which a point can be cut without a script."""

MAX_LEFT_OUT = 200
"""Left-out words that are offered to be taken back."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    Some of the text as issued, and what it is: words or number of a point, a section, left out.

    ``first`` where its point begins, which is where an address leads; ``cut`` is
    how many characters are not shown.
    """

    text: str
    what: str = ""
    key: str = ""
    label: str = ""
    first: bool = False
    cut: int = 0


@dataclass(frozen=True, slots=True)
class NumberedDoubt:
    """A doubt with its place among those of the page, from 1, and whether another follows."""

    doubt: Doubt
    number: int
    is_last: bool

    @property
    def next_number(self) -> int:
        """The place of the one that follows."""
        return self.number + 1


@dataclass(frozen=True, slots=True)
class Row:
    """A point with what is doubtful about it, and where it can be cut."""

    piece: Piece
    doubts: Sequence[NumberedDoubt]
    cuts: Sequence[tuple[int, str]]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A page of points, the text they stand in, and what is doubtful in all."""

    rows: Sequence[Row]
    stretches: Sequence[Stretch]
    doubts: Sequence[Doubt]
    of_all: Sequence[NumberedDoubt]
    number: int
    pages: Sequence[int]
    left_out: Sequence[tuple[Piece, str]] = field(default_factory=tuple)
    elsewhere: Sequence[tuple[int, int]] = field(default_factory=tuple)

    @property
    def count_of_doubts(self) -> int:
        """How many things there are to look at, on all pages."""
        return len(self.doubts)


def page_of(split: Split, key: str) -> int:
    """Return the number of the page on which a point stands, from 1; the first without one."""
    place = next((place for place, piece in enumerate(split.pieces) if piece.key == key), 0)
    return place // PER_PAGE + 1


def lay_out(split: Split, issued: str, number: int) -> ReviewPage:
    """Return a page of points with the text beside it; the nearest page there is."""
    pages = max(1, -(-len(split.pieces) // PER_PAGE))
    number = min(max(number, 1), pages)
    shown = split.pieces[(number - 1) * PER_PAGE : number * PER_PAGE]
    doubts = doubts_of(split)
    here = {"", *(piece.key for piece in shown)}
    of_page = [doubt for doubt in doubts if doubt.piece in here]  # in the order of the points
    by_piece: defaultdict[str, list[NumberedDoubt]] = defaultdict(list)
    for place, doubt in enumerate(of_page, start=1):
        by_piece[doubt.piece].append(NumberedDoubt(doubt, place, place == len(of_page)))
    rows = [
        Row(
            piece=piece,
            doubts=by_piece[piece.key],
            cuts=[
                (at, Truncator(words).chars(120))
                for at, words in sentences_of(piece.text)[1:MAX_CUTS]
            ],
            is_first=piece is split.pieces[0],
            is_last=piece is split.pieces[-1],
        )
        for piece in shown
    ]
    places = {piece.key: place // PER_PAGE + 1 for place, piece in enumerate(split.pieces)}
    counts: defaultdict[int, int] = defaultdict(int)
    for doubt in doubts:
        if doubt.piece and places[doubt.piece] != number:
            counts[places[doubt.piece]] += 1
    left_out = sorted(split.left_out, key=lambda piece: piece.opens)[:MAX_LEFT_OUT]
    return ReviewPage(
        rows=rows,
        stretches=list(_stretches(split, issued, shown, number == 1, number == pages)),
        doubts=doubts,
        of_all=by_piece[""],
        number=number,
        pages=range(1, pages + 1),
        left_out=[
            (piece, (piece.text or issued[piece.start : piece.end])[:300]) for piece in left_out
        ],
        elsewhere=sorted(counts.items()),
    )


def _stretches(
    split: Split, issued: str, shown: Sequence[Piece], is_first: bool, is_last: bool
) -> Iterator[Stretch]:
    """Yield the text that a page of points stands in, in order, marked with what is what."""
    low = 0 if is_first else min((piece.opens for piece in shown), default=0)
    high = len(issued) if is_last else max((piece.end for piece in shown), default=0)
    on_page = {piece.key for piece in shown}
    marked: list[tuple[int, int, str, Piece | None]] = []
    for what in ("title", "preamble", "closing"):
        marked += [(start, end, what, None) for start, end in getattr(split, what).spans]
    for piece in split.pieces:
        if piece.has_number:
            marked.append((*piece.label_span, "number", piece))
        marked += [(start, end, piece.kind, piece) for start, end in piece.spans]
    for piece in split.left_out:
        marked += [(start, end, "left-out", piece) for start, end in piece.places]
    begun: set[str] = set()
    at = low
    for start, end, what, piece in sorted(marked, key=lambda one: one[:2]):
        if end <= low or start >= high or start < at:
            continue
        if start > at:
            yield _stretch(issued[at:start])
        if piece is None:
            yield _stretch(issued[start:end], what)
        else:
            own = piece.key in on_page
            shown_as = what if own or what == "left-out" else "other"
            first = piece.key not in begun
            begun.add(piece.key)
            yield _stretch(issued[start:end], shown_as, piece.key, piece.label, first)
        at = end
    if at < high:
        yield _stretch(issued[at:high])


def _stretch(
    text: str, what: str = "", key: str = "", label: str = "", first: bool = False
) -> Stretch:
    """Return a stretch; of a very long one the beginning, and how much more there is."""
    longest = LONGEST_WORDS if what in ("operative", "preambular") else LONGEST_STRETCH
    shown = text[:longest].replace("\f", "\n")
    return Stretch(shown, what, key, label, first, max(0, len(text) - longest))
