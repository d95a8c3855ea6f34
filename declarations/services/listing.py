"""One declaration as its page lists it: every point, and a gap where the numbering takes a step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from declarations.comparison import Segment, operative_spans, split_segments
from declarations.models import Declaration, Point, Position, Wording, in_language

from .news import NewsLine


@dataclass(frozen=True)
class ListedPoint:
    """A point with its words marked, its codes in the language of reading, and what is new."""

    point: Point
    wording: Wording | None
    segments: Sequence[Segment]
    topics: Sequence[str]
    positions: Sequence[tuple[Position, str]]
    news: Sequence[NewsLine] = ()


@dataclass(frozen=True)
class MissingPoints:
    """A gap: the number, or first and last number, of points that are not held."""

    missing: str


def list_points(
    declaration: Declaration,
    points: Sequence[Point],
    language: str,
    news: Mapping[int, Sequence[NewsLine]] | None = None,
) -> list[ListedPoint | MissingPoints]:
    """
    Return the points of a declaration in order, with a gap wherever one is missing.

    A point is missing where the order takes a step, and after the last one up
    to the number of points in the source, where that is known. ``news`` is what
    is new in each, by the key of the point.
    """
    entries: list[ListedPoint | MissingPoints] = []
    expected = 1
    for point in points:
        if point.order > expected:
            entries.append(MissingPoints(_span(expected, point.order - 1)))
        expected = max(expected, point.order + 1)
        entries.append(_listed(point, language, (news or {}).get(point.pk, ())))
    if points and declaration.points_in_source and declaration.points_in_source >= expected:
        entries.append(MissingPoints(_span(expected, declaration.points_in_source)))
    return entries


def _listed(point: Point, language: str, news: Sequence[NewsLine]) -> ListedPoint:
    wording = point.wording_in(language, "en")
    text = wording.text if wording else ""
    operative = operative_spans(text, point.operative, wording.language if wording else language)
    return ListedPoint(
        point=point,
        wording=wording,
        segments=split_segments(text, operative=operative),
        topics=[in_language(topic, "name", language) for topic in point.topics.all()],
        positions=[
            (position, in_language(position.proposition, "text", language))
            for position in point.positions.all()
        ],
        news=news,
    )


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
