"""An axis of time for pictures: to scale, but for crowded days and long pauses."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from django.utils.formats import date_format

LEAST_DAYS = 10
"""Days that two neighbouring texts stand apart at least, so that their marks can be told apart."""
MOST_DAYS = 75
"""Days after which a pause is cut short: else a year without a text would squeeze all the rest."""
LEAD_DAYS, TAIL_DAYS = 8, 24
"""Room before the first day and after the last, where the last state is still to be seen."""
MAX_TICKS = 14
LEAST_TICK = 7
"""Per cent of the width that the label of the first day needs."""


@dataclass(frozen=True)
class Tick:
    """A first of a month on the axis; ``minor`` ones are left out where there is little room."""

    x: str
    label: str
    year: str
    minor: bool


@dataclass(frozen=True)
class Pause:
    """A stretch that is cut short: where its sign stands, and the days that it stands for."""

    x: str
    days: int


class TimeAxis:
    """
    Places of days between 0 and 100 % of a picture's width.

    Days are to scale, save that neighbouring ``days`` stand at least
    ``LEAST_DAYS`` apart and at most ``MOST_DAYS``. ``since`` and ``until``
    bound the axis where they are given.
    """

    def __init__(
        self, days: Iterable[date], since: date | None = None, until: date | None = None
    ) -> None:
        bounds = [day for day in (since, until) if day is not None]
        self.days = sorted({*days, *bounds})
        self._places: list[float] = []
        place = float(LEAD_DAYS)
        for number, day in enumerate(self.days):
            if number:
                gap = (day - self.days[number - 1]).days
                place += min(max(gap, LEAST_DAYS), MOST_DAYS)
            self._places.append(place)
        self._length = place + TAIL_DAYS

    def at(self, day: date) -> float:
        """Return where a day stands, 0 to 100; days beyond the ends stand at the ends."""
        if not self.days:
            return 0.0
        following = bisect_right(self.days, day)
        if following == 0:
            return 0.0
        start = self._places[following - 1]
        if following == len(self.days):
            over = min((day - self.days[-1]).days, TAIL_DAYS)
            return 100 * (start + over) / self._length
        span = (self.days[following] - self.days[following - 1]).days
        part = (day - self.days[following - 1]).days / span
        return 100 * (start + part * (self._places[following] - start)) / self._length

    def x(self, day: date) -> str:
        """Return where a day stands as SVG has it: "43.21%", in any language of the page."""
        return as_percent(self.at(day))

    @cached_property
    def pauses(self) -> list[Pause]:
        """The stretches that are cut short."""
        return [
            Pause(as_percent((self.at(start) + self.at(end)) / 2), (end - start).days)
            for start, end in pairwise(self.days)
            if (end - start).days > MOST_DAYS
        ]

    @cached_property
    def ticks(self) -> list[Tick]:
        """The first day, and the firsts of months, quarters or years: about ``MAX_TICKS``."""
        firsts = list(self._firsts_of_months())
        step = next((s for s in (1, 2, 3, 6) if len(firsts) / s <= MAX_TICKS), 12)
        shown = [day for day in firsts if (day.month - 1) % step == 0]
        if step == 12:
            shown = shown[:: max(1, len(shown) // MAX_TICKS)]
        if self.days and (not shown or self.at(shown[0]) - self.at(self.days[0]) > LEAST_TICK):
            shown.insert(0, self.days[0])
        ticks, year = [], None
        for day in shown:
            said = "" if day.year == year else str(day.year)
            minor = step < 3 and (day.month - 1) % 3 != 0 and not said
            year = day.year
            ticks.append(Tick(self.x(day), date_format(day, "M"), said, minor))
        return ticks

    def _firsts_of_months(self) -> Iterator[date]:
        """Yield the first days of months after the first day, where the axis is to scale."""
        for start, end in pairwise(self.days):
            if (end - start).days <= MOST_DAYS:
                for month in range(start.year * 12 + start.month, end.year * 12 + end.month):
                    yield date(month // 12, month % 12 + 1, 1)


def as_percent(place: float) -> str:
    """Return a place as an attribute of SVG, without the comma that some languages use."""
    return f"{place:.2f}".rstrip("0").rstrip(".") + "%"
