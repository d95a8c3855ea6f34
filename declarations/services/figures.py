"""The stored figures of suggestions, as the method page shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, ngettext

from declarations.comparison import Relation
from declarations.comparison.presumption import TRUSTED_FROM
from declarations.comparison.relation_trials import ENOUGH_PAIRS
from declarations.models import RELATION_LABELS, Language, Measurement

from .evaluating import ENOUGH_DECLARATIONS, ENOUGH_POINTS, fingerprint
from .judged_figures import JudgedTable, suggested_table


@dataclass(frozen=True)
class Figure:
    """
    A share with what it is out of, and the interval that it has over declarations.

    ``value``, ``low`` and ``high`` are 0 to 1; None where there is nothing to
    count. ``floor`` is what it must reach to be heeded, where it must.
    ``note`` says in words what follows from it.
    """

    name: str
    counts: str
    value: float | None
    low: float | None
    high: float | None
    floor: float | None = None
    note: str = ""
    relation: str = ""

    @property
    def percent(self) -> int | None:
        """The value in per cent."""
        return None if self.value is None else round(100 * self.value)

    @property
    def drawn(self) -> dict[str, str]:
        """Where value, interval and floor stand on a scale of 100, as SVG writes a percentage."""
        shares = {"value": self.value, "low": self.low, "high": self.high, "floor": self.floor}
        return {name: f"{100 * share:.1f}%" for name, share in shares.items() if share is not None}

    @property
    def interval(self) -> str:
        """Both ends in per cent; blank where there are none."""
        if self.low is None or self.high is None:
            return ""
        return gettext("%(low)s to %(high)s %%") % {
            "low": round(100 * self.low),
            "high": round(100 * self.high),
        }


@dataclass(frozen=True)
class FigureGroup:
    """Figures of one kind; ``lacking`` says in a sentence why there are none."""

    title: str
    figures: tuple[Figure, ...]
    lacking: str = ""


@dataclass(frozen=True)
class MeasuredLanguage:
    """What was measured in a language, when, and whether people have coded since."""

    language: str
    language_name: str
    made: datetime
    points: int
    declarations: int
    outdated: bool
    groups: tuple[FigureGroup, ...]
    missed: int | None
    """Of 100 positions that people coded, those not suggested; None where too few are coded."""
    wrong: int | None
    """Of 100 relations of the kinds that pages suggest, those that were wrong; None without any."""

    judged: JudgedTable | None = None
    """Relations suggested against those judged; None where none of the pairs was judged."""

    @property
    def has_figures(self) -> bool:
        """Whether there is anything to draw."""
        return any(group.figures for group in self.groups)

    @property
    def has_floor(self) -> bool:
        """Whether any figure must reach a share to be heeded."""
        return any(figure.floor is not None for group in self.groups for figure in group.figures)


def latest_figures() -> list[MeasuredLanguage]:
    """Return the last figures of each language, English first. Two queries."""
    measurements = list(Measurement.objects.latest_of_each_language())
    now = fingerprint() if measurements else ""
    return [_read(measurement, now) for measurement in measurements]


def _read(measurement: Measurement, now: str) -> MeasuredLanguage:
    figures = measurement.figures
    return MeasuredLanguage(
        language=measurement.language,
        language_name=str(Language(measurement.language).label),
        made=measurement.made,
        points=figures["points"],
        declarations=figures["declarations"],
        outdated=measurement.coding != now,
        groups=(
            _codes(gettext("Topics"), figures["topics"]),
            _codes(gettext("Positions"), figures["positions"]),
            _relations(figures["relations"]),
        ),
        missed=_lacking([figures["positions"]["figures"]["recall"]])
        if figures["positions"]["figures"]
        else None,
        wrong=_lacking([share for share in figures["relations"].values() if share["trusted"]]),
        judged=_judged(measurement),
    )


def _judged(measurement: Measurement) -> JudgedTable | None:
    """Return how suggestions stood against judgements; older measurements have no such figures."""
    stored = measurement.figures.get("judged")
    if not stored:
        return None
    title = gettext("What was suggested in %(language)s, the codes withheld") % {
        "language": Language(measurement.language).label
    }
    return suggested_table(title, stored)


def _lacking(shares: Iterable[Mapping[str, Any]]) -> int | None:
    """Return what shares taken together lack of the whole, in 100; None of nothing."""
    counted = [(share["part"], share["whole"]) for share in shares]
    whole = sum(of for _part, of in counted)
    return round(100 * (1 - sum(part for part, _of in counted) / whole)) if whole else None


def _codes(title: str, measure: Mapping[str, Any]) -> FigureGroup:
    held = measure["figures"]
    if held is None:
        lacking = gettext(
            "Too little is coded to say: %(points)s points of %(declarations)s declarations, where "
            "at least %(enough_points)s of %(enough_declarations)s are needed."
        ) % {
            "points": measure["points"],
            "declarations": measure["declarations"],
            "enough_points": ENOUGH_POINTS,
            "enough_declarations": ENOUGH_DECLARATIONS,
        }
        return FigureGroup(title, (), lacking)
    right_of = gettext("%(part)s of %(whole)s suggested")
    found_of = gettext("%(part)s of %(whole)s coded")
    points = gettext("%(part)s of %(whole)s points")
    return FigureGroup(
        title,
        (
            _figure(gettext("Suggested, and right"), held["precision"], right_of),
            _figure(gettext("Coded, and suggested"), held["recall"], found_of),
            _figure(gettext("First suggestion right"), held["first"], points),
        ),
    )


def _relations(held: Mapping[str, Any]) -> FigureGroup:
    title = gettext("Relations")
    if not held:
        return FigureGroup(title, (), gettext("Not measured: too few positions are coded."))
    pairs = gettext("%(part)s of %(whole)s pairs suggested")
    figures = []
    for relation in Relation:
        if relation in held:
            share = held[relation]
            figure = _figure(
                str(RELATION_LABELS[relation]).capitalize(),
                share,
                pairs,
                floor=TRUSTED_FROM,
                note=_verdict(share),
                relation=relation.value,
                enough=share["enough"],
            )
            figures.append(figure)
    return FigureGroup(title, tuple(figures))


def _verdict(share: Mapping[str, Any]) -> str:
    if share["trusted"]:
        return gettext("suggested on the pages")
    if share["enough"]:
        return gettext("right too seldom: left open on the pages")
    return ngettext(
        "fewer than %(n)s pair: left open on the pages",
        "fewer than %(n)s pairs: left open on the pages",
        ENOUGH_PAIRS,
    ) % {"n": ENOUGH_PAIRS}


def _figure(
    name: str, share: Mapping[str, Any], counts: str, *, enough: bool = True, **more: Any
) -> Figure:
    """Return a stored share; of too few, the counts alone, lest it look like knowledge."""
    return Figure(
        name=name,
        counts=counts % {"part": f"{share['part']:,}", "whole": f"{share['whole']:,}"},
        value=share["value"] if enough else None,
        low=share["low"] if enough else None,
        high=share["high"] if enough else None,
        **more,
    )
