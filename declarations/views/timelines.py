"""Times drawn on the server as bars on one axis: where they stand; templates draw them as SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from declarations.models import Declaration, Membership

MOST_TICKS = 8
"""Years named on the axis: more would run into each other on a phone."""
OPEN = 5.0
"""Per cent of the width over which an end that is not known is drawn as open."""
THINNEST = 0.6
"""Per cent of the width that a single day still gets."""


@dataclass(frozen=True)
class Bar:
    """
    A time on the axis, in per cent of its width.

    An end that is not known runs to the edge: ``fades_in`` and ``fades_out``
    are the widths over which it is drawn as open, 0 where the day is known.
    """

    x: float
    width: float
    fades_in: float
    fades_out: float
    disputed: bool

    @property
    def solid_x(self) -> float:
        """Where the part begins that is drawn as known."""
        return round(self.x + self.fades_in, 2)

    @property
    def solid_width(self) -> float:
        """How wide that part is."""
        return round(self.width - self.fades_in - self.fades_out, 2)

    @property
    def end(self) -> float:
        """Where the bar ends."""
        return round(self.x + self.width, 2)

    @property
    def solid_end(self) -> float:
        """Where the part ends that is drawn as known."""
        return round(self.solid_x + self.solid_width, 2)


@dataclass(frozen=True)
class Dot:
    """A text on the axis, and whether it was signed."""

    x: float
    status: str


@dataclass(frozen=True)
class Tick:
    """A year on the axis; some have no name, to leave room."""

    x: float
    label: str


class Axis:
    """Whole years from the first to the last of some days; ``ticks`` are the years."""

    def __init__(self, days: Iterable[date]) -> None:
        years = sorted({day.year for day in days})
        self.first, self.last = date(years[0], 1, 1), date(years[-1], 12, 31)
        count = years[-1] - years[0] + 1
        step = -(-count // MOST_TICKS)
        self.ticks = [
            Tick(self.at(date(year, 1, 1)), str(year) if (year - years[0]) % step == 0 else "")
            for year in range(years[0], years[-1] + 1)
        ]

    def at(self, day: date) -> float:
        """Return where a day stands, 0 to 100."""
        return round(100 * (day - self.first).days / ((self.last - self.first).days + 1), 2)

    def draw(self, membership: Membership) -> Bar:
        """Return a membership as a bar."""
        start = self.at(membership.since) if membership.since else 0.0
        end = self.at(membership.until) if membership.until else 100.0
        width = round(max(end - start, THINNEST), 2)
        start = min(start, 100 - width)
        opening = min(OPEN, width / 3)
        return Bar(
            x=start,
            width=width,
            fades_in=0 if membership.since else opening,
            fades_out=0 if membership.until else opening,
            disputed=membership.disputed,
        )


@dataclass(frozen=True)
class Span:
    """A membership as a row of the table: its bar, and the texts that fell to it."""

    membership: Membership
    bar: Bar | None
    dots: Sequence[Dot]


@dataclass(frozen=True)
class SpanTable:
    """Memberships over time; no axis where no day is known at all."""

    axis: Axis | None
    rows: Sequence[Span]

    @property
    def has_dots(self) -> bool:
        """Whether any text is drawn."""
        return any(row.dots for row in self.rows)

    @property
    def has_disputed(self) -> bool:
        """Whether sources differ on any of the memberships."""
        return any(row.membership.disputed for row in self.rows)


def draw_memberships(
    memberships: Sequence[Membership], texts: Iterable[Declaration] = ()
) -> SpanTable:
    """
    Return memberships as bars on one axis.

    ``texts`` with ``signed_as`` (see ``naming()``) are drawn as dots in the
    rows of the groups that issued them.
    """
    texts = list(texts)
    days = {day for m in memberships for day in (m.since, m.until) if day}
    days |= {text.date for text in texts}
    axis = Axis(days) if days else None

    def dots(membership: Membership) -> list[Dot]:
        if axis is None:
            return []
        return [
            Dot(axis.at(text.date), text.signed_as or "issued")
            for text in texts
            if membership.group_id in {actor.pk for actor in text.issuing_actors}
            and (membership.since is None or membership.since <= text.date)
            and (membership.until is None or text.date <= membership.until)
        ]

    return SpanTable(axis, [Span(m, axis.draw(m) if axis else None, dots(m)) for m in memberships])
