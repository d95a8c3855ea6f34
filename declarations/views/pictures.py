"""Pictures drawn on the server: where the shapes stand; templates draw them as SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from declarations.comparison.types import Basis
from declarations.services import Comparison

STEP = 30
"""Height of a point in the picture, in its own units."""
MARGIN = 22
LEFT_EDGE, RIGHT_EDGE, WIDTH = 64, 336, 400


@dataclass(frozen=True)
class Knot:
    """A point in the picture: its number and where it stands."""

    label: str
    anchor: str
    x: int
    y: int
    alone: bool


@dataclass(frozen=True)
class Ribbon:
    """A curve between two points that meet."""

    path: str
    state: str
    basis: str
    anchor: str
    title: str


@dataclass(frozen=True)
class RibbonPicture:
    """Both declarations as columns of numbers, with a ribbon wherever two points meet."""

    width: int
    height: int
    left: Sequence[Knot]
    right: Sequence[Knot]
    ribbons: Sequence[Ribbon]

    @property
    def has_suggested(self) -> bool:
        """Whether any ribbon is drawn as only suggested, and so needs a key."""
        return any(ribbon.basis == Basis.SUGGESTED for ribbon in self.ribbons)


def draw_ribbons(comparison: Comparison) -> RibbonPicture:
    """Return the picture of a comparison; the shorter column is spread over the longer's height."""
    tallest = max(comparison.left.held, comparison.right.held, 1)
    height = 2 * MARGIN + (tallest - 1) * STEP

    def heights(count: int) -> list[int]:
        gap = (height - 2 * MARGIN) / (count - 1) if count > 1 else 0
        start = MARGIN if count > 1 else height / 2
        return [round(start + place * gap) for place in range(count)]

    left_y, right_y = heights(comparison.left.held), heights(comparison.right.held)
    middle = (LEFT_EDGE + RIGHT_EDGE) // 2
    ribbons = []
    first_row: dict[tuple[str, int], str] = {}
    met: set[tuple[str, int]] = set()
    for row in comparison.collation.rows:
        anchor = comparison.anchor(row)
        if row.left is not None:
            first_row.setdefault(("left", row.left), anchor)
        if row.right is not None:
            first_row.setdefault(("right", row.right), anchor)
        if row.left is None or row.right is None:
            continue
        met |= {("left", row.left), ("right", row.right)}
        start, end = left_y[row.left], right_y[row.right]
        path = f"M{LEFT_EDGE + 20} {start}C{middle} {start} {middle} {end} {RIGHT_EDGE - 20} {end}"
        labels = comparison.left.points[row.left].label, comparison.right.points[row.right].label
        basis = row.finding.basis.value if row.finding else ""
        ribbons.append(Ribbon(path, row.state, basis, anchor, " – ".join(labels)))

    def knots(side: str, x: int, ys: Sequence[int], labels: Sequence[str]) -> list[Knot]:
        return [
            Knot(label, first_row[side, place], x, y, (side, place) not in met)
            for place, (y, label) in enumerate(zip(ys, labels, strict=True))
        ]

    return RibbonPicture(
        WIDTH,
        height,
        knots("left", LEFT_EDGE, left_y, [p.label for p in comparison.left.points]),
        knots("right", RIGHT_EDGE, right_y, [p.label for p in comparison.right.points]),
        ribbons,
    )


@dataclass(frozen=True)
class BarPart:
    """A part of a bar that is 1,000 units long; the basis is blank unless it is suggested."""

    state: str
    basis: str
    count: int
    x: float
    width: float


def draw_bar(
    counts: Mapping[str, int], suggested: Mapping[str, int] | None = None
) -> list[BarPart]:
    """
    Return the rows of a comparison as one bar, in the order of the states; none without rows.

    ``suggested`` is how many of each are only suggested; they stand after the
    rest of their state, as a part of their own.
    """
    lengths: list[tuple[str, str, int]] = []
    for state, count in counts.items():
        proposed = suggested.get(state, 0) if suggested else 0
        lengths += [(state, "", count - proposed), (state, Basis.SUGGESTED.value, proposed)]
    total = sum(counts.values())
    parts: list[BarPart] = []
    start = 0.0
    for state, basis, count in lengths:
        if count:
            length = 1000 * count / total
            width = round(max(length - 2, 1), 1)
            parts.append(BarPart(state, basis, count, round(start, 1), width))
            start += length
    return parts
