"""What an issuer has said before: its earlier points, and its last word on each proposition."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .naming import Texts
from .normalization import fold
from .timeline import merge_stances
from .types import PointRecord, Stance

DROPPED_WINDOW = 3
"""
How many of an issuer's latest declarations what is dropped is looked for in.

Statements of two or four points on one event stand between the long ones, so
that the last alone often holds next to nothing.
"""


@dataclass(frozen=True, slots=True)
class SpokenPoint:
    """
    A point with when and where it was said.

    ``declaration`` is a slug; ``force`` that of the strongest operative verb, 1
    to 5, or None; ``mentions`` are the people, states and bodies it speaks of.
    """

    record: PointRecord
    declaration: str
    spoken: date
    force: int | None = None
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """
    A proposition that an issuer spoke to in its latest declarations, and not in this one.

    ``times`` says in how many of ``window`` declarations; ``last`` are the
    points on it in the latest of these, and ``stance`` is what they come to
    (:func:`.timeline.merge_stances`), as wherever the stance of a text is told.
    """

    proposition: str
    stance: Stance
    times: int
    window: int
    last: tuple[SpokenPoint, ...]

    @property
    def differs(self) -> bool:
        """Whether the points that last spoke to it took several stances."""
        return len({point.record.positions[self.proposition] for point in self.last}) > 1


class Voice:
    """What an issuer has said before, in the order of time."""

    def __init__(self, issuer: str, points: Iterable[SpokenPoint]) -> None:
        self.issuer = issuer
        # Stable: points of one declaration keep their reading order.
        self.points = sorted(points, key=lambda point: (point.spoken, point.declaration))
        self.mentions = {fold(name) for point in self.points for name in point.mentions}
        self.declarations = list(dict.fromkeys(point.declaration for point in self.points))
        self._last: dict[str, list[SpokenPoint]] = defaultdict(list)
        for point in self.points:
            for slug in point.record.positions:
                held = self._last[slug]
                if held and held[0].declaration != point.declaration:
                    held.clear()
                held.append(point)

    @cached_property
    def texts(self) -> Texts:
        """What the issuer said, in every language held, for finding names in it."""
        return Texts(text for point in self.points for text in point.record.wordings.values())

    def has_named(self, spellings: Iterable[str]) -> bool:
        """
        Say whether the issuer spoke of someone, by any of the spellings of the name.

        What was recorded with the points counts, and so do their words: not
        everybody whom a point names is recorded with it.
        """
        return any(fold(name) in self.mentions or self.texts.name(name) for name in spellings)

    def last_on(self, proposition: str) -> Sequence[SpokenPoint]:
        """Return the points on a proposition in the latest declaration that speaks to it."""
        return self._last.get(proposition, ())

    def stances_on(self, proposition: str) -> set[Stance]:
        """Return the stances that the issuer took when it last spoke to a proposition."""
        return {point.record.positions[proposition] for point in self.last_on(proposition)}

    def dropped_from(self, points: Iterable[SpokenPoint]) -> tuple[Dropped, ...]:
        """Return what the latest declarations held and these points do not, the steadiest first."""
        kept = {slug for point in points for slug in point.record.positions}
        window = self.declarations[-DROPPED_WINDOW:]
        times: Counter[str] = Counter()
        for declaration in window:
            spoken = [point for point in self.points if point.declaration == declaration]
            times.update({slug for point in spoken for slug in point.record.positions} - kept)
        dropped = [
            Dropped(
                slug,
                merge_stances(point.record.positions[slug] for point in self.last_on(slug)),
                count,
                len(window),
                tuple(self.last_on(slug)),
            )
            for slug, count in times.items()
        ]
        order = {point.record.key: place for place, point in enumerate(self.points)}
        latest = {name: place for place, name in enumerate(self.declarations)}
        dropped.sort(
            key=lambda item: (
                -item.times,
                -latest[item.last[0].declaration],
                order[item.last[0].record.key],
                item.proposition,
            )
        )
        return tuple(dropped)
