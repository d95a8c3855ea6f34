"""
The ribbons between two texts, as the server can draw them: on a rail of ports at equal steps.

Where a point stands on the page depends on fonts and on the width of the
window, and only the browser knows. So the server draws a small picture that is
true by itself, and a script moves its curves to where the points are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from declarations.services import Ends, PointInText, Texts

STEP = 28
"""Height of a point, in units of the picture."""
MARGIN = 18
WIDTH = 184
LEFT_PORT, RIGHT_PORT = 44, 140
"""Where curves begin and end; the numbers stand outside of them."""


@dataclass(frozen=True)
class Port:
    """A point on the rail: its number, the point that it leads to, and its height."""

    label: str
    target: str
    y: int


@dataclass(frozen=True)
class Curve:
    """A ribbon, with the numbers of the points that it joins."""

    ends: Ends
    path: str
    left: str
    right: str


@dataclass(frozen=True)
class Rail:
    """Two columns of numbers with curves between them, in a box from the origin."""

    width: int
    height: int
    left: Sequence[Port]
    right: Sequence[Port]
    curves: Sequence[Curve]


def draw_rail(texts: Texts, first: int) -> Rail:
    """
    Return the rail of the texts of a page, whose points begin at the place ``first``.

    Both columns begin at the top, as the texts beside them do.
    """
    tallest = max(len(texts.left), len(texts.right), 1)
    height = 2 * MARGIN + (tallest - 1) * STEP

    def ports(points: Sequence[PointInText]) -> list[Port]:
        return [
            Port(point.point.label, point.key, MARGIN + place * STEP)
            for place, point in enumerate(points)
        ]

    left, right = ports(texts.left), ports(texts.right)
    middle = (LEFT_PORT + RIGHT_PORT) // 2
    curves = []
    for ends in texts.ends:
        start, end = left[ends.left - first], right[ends.right - first]
        path = f"M{LEFT_PORT} {start.y}C{middle} {start.y} {middle} {end.y} {RIGHT_PORT} {end.y}"
        curves.append(Curve(ends, path, start.label, end.label))
    return Rail(WIDTH, height, left, right, curves)
