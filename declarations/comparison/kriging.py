"""
Weights of a vote in which like voters share what they have to say.

*Simple kriging*, known also as kernel ridge regression or Gaussian process
regression: the weights with which known texts together reproduce a new text's
likenesses to them. A plain vote of the nearest counts a sentence that five
declarations repeat five times; here the five share one vote, since each is
explained by the other four, and a text that is near to everything is
outweighed by its neighbours. Weights below 0 correct the others; without them
F1 fell by 0.07 on topics and by 0.10 on positions (docs/suggestions.md).

Sources: N. Cressie, "Statistics for Spatial Data" (1993), 3.2; C. Rasmussen and
C. Williams, "Gaussian Processes for Machine Learning" (2006), 2.2, algorithm 2.1.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import mul

NOISE = 0.3
"""
How far a text's codes may differ from those of its like, against a likeness of 1 with itself.

0.2 to 0.6 give the same F1 within 0.01. Without noise two texts of nearly
the same words and different codes would get huge weights of opposite sign.
"""

Vector = Mapping[str, float]
"""The weight of each term of a text, of length 1 altogether, or empty."""


class Kriging:
    """
    Known texts, as vectors, ready to be weighed for new ones.

    Made once in the third power of their number (600 take half a second),
    then each new text in the second.

    >>> twins_and_another = Kriging([{"a": 1.0}, {"a": 1.0}, {"b": 1.0}])
    >>> [round(weight, 2) for weight in twins_and_another.weigh([1.0, 1.0, 0.0])]
    [0.43, 0.43, 0.0]
    """

    def __init__(self, vectors: Sequence[Vector]) -> None:
        self._rows, self._diagonal = factorize(_likenesses(vectors))
        # Each column from the last row up: what solving from the end needs.
        size = len(self._rows)
        self._columns = [
            [self._rows[row][column] for row in range(size - 1, column, -1)]
            for column in range(size)
        ]

    def weigh(self, likenesses: Sequence[float]) -> list[float]:
        """Return the weight of each known text for a new one, by its likenesses to them, 0 to 1."""
        halfway: list[float] = []
        for likeness, row, diagonal in zip(likenesses, self._rows, self._diagonal, strict=True):
            halfway.append((likeness - sum(map(mul, row, halfway))) / diagonal)
        backwards: list[float] = []
        for place in range(len(halfway) - 1, -1, -1):
            known = sum(map(mul, self._columns[place], backwards))
            backwards.append((halfway[place] - known) / self._diagonal[place])
        return backwards[::-1]


def factorize(rows: Sequence[Sequence[float]]) -> tuple[list[tuple[float, ...]], list[float]]:
    """
    Return the triangle L with L L' = a symmetric matrix: what is below its diagonal, and that.

    ``rows`` is the matrix's own lower triangle. It must be positive definite,
    as likenesses with ``NOISE`` are.

    >>> factorize([[4.0], [2.0, 5.0]])
    ([(), (1.0,)], [2.0, 2.0])
    """
    factor: list[tuple[float, ...]] = []
    diagonal: list[float] = []
    squares: list[float] = []
    for row in rows:
        found: list[float] = []
        square = 0.0
        for value, other, other_square, divisor in zip(
            row, factor, squares, diagonal, strict=False
        ):
            # The product of two vectors by way of their distance: |p - q|² = |p|² + |q|² - 2pq.
            # ``math.dist`` runs in C, three times as fast as a sum (``math.sumprod`` is of 3.12).
            product = (square + other_square - math.dist(found, other) ** 2) / 2
            part = (value - product) / divisor
            found.append(part)
            square += part * part
        factor.append(tuple(found))
        squares.append(square)
        diagonal.append(math.sqrt(row[-1] - square))
    return factor, diagonal


def _likenesses(vectors: Sequence[Vector]) -> list[list[float]]:
    """Return the lower triangle of the texts' cosines with one another, noise on the diagonal."""
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    rows: list[list[float]] = []
    for place, vector in enumerate(vectors):
        row = [0.0] * (place + 1)
        for term, weight in vector.items():
            known = holders[term]
            for other, other_weight in known:
                row[other] += weight * other_weight
            known.append((place, weight))
        row[place] = 1.0 + NOISE
        rows.append(row)
    return rows
