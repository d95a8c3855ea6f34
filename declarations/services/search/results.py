"""Points that hold the words of a query: counted, sorted into facets, and dressed for a page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain

from django.db.models import Case, Count, F, IntegerField, Min, Q, QuerySet, Value, When
from django.db.models.functions import ExtractYear

from declarations.comparison import Segment
from declarations.models import Point, Wording, in_language

from .naming import Naming
from .passages import closest_span, mark_passage
from .query import Query

ORDERS = ("best", "newest", "oldest")
READ_CLOSELY = 200
"""Points, the best first, of which the texts are read to see how close the words stand."""
MOST_NAMINGS = 12
"""Different sets of words that name declarations, those of most declarations first."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What points are narrowed down to, by slugs, year and force; None where anything goes."""

    group: str | None = None
    year: int | None = None
    topic: str | None = None
    force: int | None = None

    @property
    def is_any(self) -> bool:
        """Whether anything goes."""
        return self == Narrowing()

    def apply(self, wordings: QuerySet[Wording]) -> QuerySet[Wording]:
        """Keep the wordings of such points."""
        for facet in fields(self):
            value = getattr(self, facet.name)
            if value is not None:
                wordings = wordings.filter(**{_LOOKUPS[facet.name]: value})
        return wordings


_LOOKUPS = {
    "group": "point__declaration__issuers__slug",
    "year": "point__declaration__date__year",
    "topic": "point__topics__slug",
    "force": "point__force",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A point that was found, in the wording that holds the words, marked."""

    point: Point
    wording: Wording
    segments: Sequence[Segment]
    topics: Sequence[str]


class Found:
    """
    The published points that hold every word of a query, in any language held.

    A word counts as held, too, where it names the declaration: "lima sanctions"
    finds what the Lima Group says of sanctions. One word at least has to
    stand in the point itself.
    """

    def __init__(self, query: Query, naming: Naming, narrowing: Narrowing) -> None:
        self.query = query
        self.narrowing = narrowing
        self._whole = Q()
        """That a wording holds all words itself."""
        self._condition = Q()
        for language in query.languages:
            if stems := query.stems(language):
                whole = Q(language=language, stems__holds=stems)
                self._whole |= whole
                self._condition |= whole
        for named, declarations in _by_words(naming):
            rest = [
                word
                for place, word in enumerate(query.words)
                if place not in named and not word.is_filler
            ]
            for language in query.languages:
                if stems := query.stems(language, rest):
                    self._condition |= Q(
                        language=language,
                        stems__holds=stems,
                        point__declaration__in=declarations,
                    )

    def points(self, order: str = "best") -> list[int]:
        """
        Return the keys of the points in order, each once; two queries at most.

        Best first: those with the query as it was typed, then those with all its
        words, then those whose declaration is named by some; of each those in
        which the words stand closest together, and the shortest. Of equals, and
        of one day, the latest declaration, in reading order.
        """
        if not self._condition:
            return []
        rank = Case(
            When(Q(folded__contains=self.query.phrase), then=Value(0)),
            When(self._whole, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        date = "point__declaration__date"
        orders = {
            "best": ("rank", "length", f"-{date}"),
            "newest": (f"-{date}",),
            "oldest": (date,),
        }
        found = list(
            self._wordings(self.narrowing)
            .order_by()
            .values("point")
            .annotate(rank=Min(rank), length=Min("stem_count"))
            .order_by(*orders[order], "point__declaration__slug", "point__order")
            .values_list("point", "rank")
        )
        if order == "best" and len(self.query.words) > 1:
            found[:READ_CLOSELY] = self._by_closeness(found[:READ_CLOSELY])
        return [point for point, _ in found]

    def _by_closeness(self, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return points with their rank, those first in which the words stand close together."""
        ranks = dict(found)
        spans: dict[int, int] = {}
        texts = Wording.objects.filter(point__in=ranks, language__in=self.query.languages)
        for point, language, text in texts.values_list("point", "language", "text"):
            span = closest_span(text, self.query.stems(language), language)
            if span is not None:
                spans[point] = min(span, spans.get(point, span))
        far = max(spans.values(), default=0) + 1
        return sorted(found, key=lambda one: (one[1], spans.get(one[0], far)))

    def count_by(self, facet: str) -> dict[str | int, int]:
        """
        Return how many points there would be with each value of a facet, one query.

        All else that they are narrowed down to holds, the facet itself does not:
        the counts say what choosing another value would give.
        """
        wordings = self._wordings(replace(self.narrowing, **{facet: None})).order_by()
        lookup = _LOOKUPS[facet]
        rows = (
            wordings.annotate(value=ExtractYear(lookup[:-6]) if facet == "year" else F(lookup))
            .exclude(value=None)
            .values("value")
            .annotate(points=Count("point", distinct=True))
        )
        return dict(rows.values_list("value", "points"))

    def dress(self, keys: Sequence[int], language: str) -> list[Hit]:
        """
        Return points by their keys, in this order, with the words of the query marked.

        In the language of reading where its wording holds the words, else in
        the first that does. Six queries.
        """
        points = (
            Point.objects.with_declaration()
            .prefetch_related("wordings", "topics")
            .in_bulk(list(keys))
        )
        return [self._dress(points[key], language) for key in keys if key in points]

    def _dress(self, point: Point, language: str) -> Hit:
        wording = max(point.wordings.all(), key=lambda held: self._fitness(held, language))
        return Hit(
            point=point,
            wording=wording,
            segments=mark_passage(wording.text, self._marked(wording.language), wording.language),
            topics=[in_language(topic, "name", language) for topic in point.topics.all()],
        )

    def _marked(self, language: str) -> set[str]:
        """Return the stems that are marked in a wording."""
        if language not in self.query.languages:
            return set()
        return set(chain.from_iterable(self.query.stems(language)))

    def _fitness(self, wording: Wording, language: str) -> tuple[int, bool, int]:
        """Order wordings: the more words of the query the better, then the language of reading."""
        if wording.language not in self.query.languages:
            return 0, False, 0
        held = set(wording.stems.split())
        wanted = self.query.stems(wording.language)
        missing = sum(1 for stems in wanted if held.isdisjoint(stems))
        preference = self.query.languages.index(wording.language)
        return len(wanted) and -missing, wording.language == language, -preference

    def _wordings(self, narrowing: Narrowing) -> QuerySet[Wording]:
        if not self._condition:
            return Wording.objects.none()
        published = Wording.objects.filter(point__declaration__status="published")
        return narrowing.apply(published.filter(self._condition))


def _by_words(naming: Naming) -> list[tuple[frozenset[int], list[int]]]:
    """Return the declarations that are named by the same words, the largest lots first."""
    lots: dict[frozenset[int], list[int]] = defaultdict(list)
    for declaration, places in naming.items():
        lots[places].append(declaration)
    return sorted(lots.items(), key=lambda lot: (-len(lot[1]), sorted(lot[0])))[:MOST_NAMINGS]
