"""A comparison as a page reads it: two sides, and rows with their words marked and reasons said."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext

from declarations import phrasing
from declarations.comparison import (
    LIKENESS_FLOOR,
    Collation,
    Names,
    PointRecord,
    Reason,
    ReasonKind,
    Row,
    operative_spans,
    shared_runs,
    split_segments,
    telling_words,
    word_reason,
)
from declarations.models import Actor, Declaration, Language, Point, Wording, in_language
from declarations.phrasing import judged_words

from .addresses import judging_address
from .compared_rows import ComparedRow, PointInRow, RowLink, bases_of
from .suggested import ShownSuggestions, show_suggestions
from .suggesting import Hints


@dataclass(frozen=True)
class Side:
    """One of the two declarations, as the page names it."""

    declaration: Declaration
    points: Sequence[Point]
    language: str

    @property
    def title(self) -> str:
        """The title in the language of reading."""
        return in_language(self.declaration, "title", self.language)

    @cached_property
    def issuers(self) -> str:
        """The issuers by their full names."""
        return phrasing.join(
            in_language(actor, "name", self.language) for actor in self.declaration.issuing_actors
        )

    @cached_property
    def short_name(self) -> str:
        """The issuers as narrow columns and reasons name them; the title where there is none."""
        actors = self.declaration.issuing_actors
        return phrasing.join(actor.brief_in(self.language) for actor in actors) or self.title

    @property
    def held(self) -> int:
        """The number of points held."""
        return len(self.points)

    @cached_property
    def has_likely_numbers(self) -> bool:
        """Whether the number of any point is only likely."""
        return any(point.number_is_likely for point in self.points)

    @cached_property
    def origins(self) -> set[str]:
        """What the wordings read here are: official text, translation, paraphrase."""
        read = (point.wording_in(self.language, "en") for point in self.points)
        return {wording.origin for wording in read if wording is not None}

    @property
    def is_paraphrase(self) -> bool:
        """Whether any wording read here is our own, not official text."""
        return Wording.Origin.PARAPHRASE in self.origins

    @cached_property
    def lacking(self) -> int:
        """How many points have no wording in the language of reading."""
        held = (point.wording_in(self.language) for point in self.points)
        return sum(1 for wording in held if wording is None or wording.language != self.language)


@dataclass(frozen=True)
class Comparison:
    """Two declarations side by side. Rows are dressed for reading only when asked for."""

    left: Side
    right: Side
    collation: Collation
    names: Names
    language: str
    signers: Sequence[Actor]
    hints: Hints

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides, for what is said of each in turn."""
        return self.left, self.right

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Rows by state."""
        return self.collation.counts()

    @property
    def pair_count(self) -> int:
        """How many pairs of points speak to the same matter."""
        return len(self.collation.pairs)

    def total_of(self, state: str) -> int:
        """Return what a state's count is out of: the pairs, or the points of one side."""
        alone = {"only-left": self.left.held, "only-right": self.right.held}
        return alone.get(state, self.pair_count)

    @property
    def both_signed(self) -> list[str]:
        """The names of those who signed both, with or without a reservation."""
        return [in_language(actor, "name", self.language) for actor in self.signers]

    @cached_property
    def verdict(self) -> str:
        """The whole comparison in a sentence or two."""
        return self._say(self.both_signed)

    @cached_property
    def verdict_on_points(self) -> str:
        """The same without who signed both, whose names a page may link."""
        return self._say(())

    def _say(self, both_signed: Sequence[str]) -> str:
        return phrasing.verdict(
            counts=self.counts,
            left=(self.left.short_name, self.left.held),
            right=(self.right.short_name, self.right.held),
            both_signed=both_signed,
            suggested=sum(self.collation.suggested.values()),
        )

    @cached_property
    def suggestions(self) -> Mapping[int, ShownSuggestions]:
        """What is suggested for points of either side, by their keys, with the evidence."""
        return show_suggestions(self.hints.by_point, self.language)

    @cached_property
    def topics(self) -> list[tuple[str, str]]:
        """The topics of both declarations, slug and name, in the order of the codebook."""
        return list(self.names.topics.items())

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The languages in which either side holds words."""
        held = {
            wording.language
            for side in (self.left, self.right)
            for point in side.points
            for wording in point.wordings.all()
        }
        return [choice for choice in Language.choices if choice[0] in held or choice[0] == "en"]

    @cached_property
    def basis_counts(self) -> Counter[str]:
        """Pairs by what their relation rests on; those adjudicated or disputed also as such."""
        return Counter(name for row in self.collation.pairs for name in bases_of(row))

    def select(
        self, states: Collection[str] = (), topic: str = "", bases: Collection[str] = ()
    ) -> list[Row]:
        """Return the rows in some states, on a topic and on some basis; none given is any."""
        return [
            row
            for row in self.collation.rows
            if (not states or row.state in states)
            and (not topic or topic in self._topics_of(row))
            and (not bases or not bases_of(row).isdisjoint(bases))
        ]

    def row_between(self, left: int, right: int) -> Row | None:
        """Return the row of two points by their places, also one judged unrelated; or None."""
        rows = (*self.collation.pairs, *self.collation.unrelated)
        return next((row for row in rows if (row.left, row.right) == (left, right)), None)

    def judge_address(self, row: Row) -> str:
        """Return the address of what was judged of a pair, in the language of reading."""
        if row.left is None or row.right is None:
            return ""
        return judging_address(
            self.left.points[row.left],
            self.right.points[row.right],
            self.left.declaration,
            self.right.declaration,
            self.language,
        )

    def _topics_of(self, row: Row) -> frozenset[str]:
        left, right = self._records(row)
        return (left.topics if left else frozenset()) | (right.topics if right else frozenset())

    def _records(self, row: Row) -> tuple[PointRecord | None, PointRecord | None]:
        return (
            None if row.left is None else self.collation.left[row.left],
            None if row.right is None else self.collation.right[row.right],
        )

    @cached_property
    def _meetings(self) -> tuple[dict[int, list[Row]], dict[int, list[Row]]]:
        """The pairs that each point is in, by its place on the left and on the right."""
        left: dict[int, list[Row]] = defaultdict(list)
        right: dict[int, list[Row]] = defaultdict(list)
        for row in self.collation.pairs:
            if row.left is not None and row.right is not None:
                left[row.left].append(row)
                right[row.right].append(row)
        return left, right

    def anchor(self, row: Row) -> str:
        """Return the fragment of the address that leads to a row: ``r-5-10``, ``left-11``."""
        left = None if row.left is None else self.left.points[row.left].anchor
        right = None if row.right is None else self.right.points[row.right].anchor
        if left is not None and right is not None:
            return f"r-{left}-{right}"
        return f"left-{left}" if left is not None else f"right-{right}"

    def anchors(self, rows: Iterable[Row]) -> list[tuple[tuple[int | None, int | None], str]]:
        """Return rows by the places of their points, each with its anchor."""
        return [((row.left, row.right), self.anchor(row)) for row in rows]

    def dress(self, rows: Iterable[Row]) -> list[ComparedRow]:
        """Return rows with their words marked and their reasons in sentences."""
        return [self._dress(row) for row in rows]

    def _dress(self, row: Row) -> ComparedRow:
        left = None if row.left is None else self.left.points[row.left]
        right = None if row.right is None else self.right.points[row.right]
        left_words = left.wording_in(self.language, "en") if left else None
        right_words = right.wording_in(self.language, "en") if right else None
        spans: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]] = ((), ())
        if (
            left_words
            and right_words
            and left_words.language == right_words.language
            and row.match
            and (row.match.likeness or 0) >= LIKENESS_FLOOR
        ):
            spans = shared_runs(left_words.text, right_words.text, left_words.language)
        nearest = self._nearest(row)
        return ComparedRow(
            anchor=self.anchor(row),
            state=row.state,
            basis=row.finding.basis.value if row.finding else "",
            coders_differ=row.finding is not None and row.finding.coders_differ,
            judgements=row.finding.judgements if row.finding else (),
            judged_said=judged_words.judged(row.finding.judgements) if row.finding else "",
            judge_address=self.judge_address(row),
            left=self._point(left, left_words, spans[0], row, on_left=True),
            right=self._point(right, right_words, spans[1], row, on_left=False),
            reasons=self.reasons(row),
            score=row.match.score if row.match else None,
            likeness=row.match.likeness if row.match else None,
            across_languages=row.match is not None and row.match.language is None,
            nearest_label=nearest.label if nearest else "",
            nearest_anchor=nearest.anchor if nearest else "",
            nearest_likeness=row.nearest.likeness if row.nearest else None,
            topic=self.names.topics.get(row.topic or "", ""),
        )

    def _point(
        self,
        point: Point | None,
        wording: Wording | None,
        shared: Sequence[tuple[int, int]],
        row: Row,
        *,
        on_left: bool,
    ) -> PointInRow | None:
        if point is None:
            return None
        text, language = (wording.text, wording.language) if wording else ("", self.language)
        operative = operative_spans(text, point.operative, language)
        place = row.left if on_left else row.right
        others = self._meetings[0 if on_left else 1].get(-1 if place is None else place, ())
        return PointInRow(
            point=point,
            segments=split_segments(text, shared, operative),
            language=language,
            language_name=str(Language(language).label),
            topics=[in_language(topic, "name", self.language) for topic in point.topics.all()],
            also=[
                RowLink(self.anchor(other), self._counterpart_label(other, on_left))
                for other in others
                if other is not row and (other.left, other.right) != (row.left, row.right)
            ],
            suggested=self.suggestions_used(point),
        )

    def suggestions_used(self, point: Point) -> ShownSuggestions | None:
        """Return the suggestions that stand in for codes which a point lacks."""
        shown = self.suggestions.get(point.pk)
        if not shown:
            return None
        return shown.for_what_lacks(point) or None

    def _counterpart_label(self, row: Row, on_left: bool) -> str:
        if on_left:
            return "" if row.right is None else self.right.points[row.right].label
        return "" if row.left is None else self.left.points[row.left].label

    def _nearest(self, row: Row) -> Point | None:
        """Return the point of the other side that comes nearest to one that stands alone."""
        if row.nearest is None:
            return None
        if row.right is None:
            return self.right.points[row.nearest.right]
        return self.left.points[row.nearest.left]

    def reasons(self, row: Row) -> list[str]:
        """Return why a pair stands as it does, in sentences."""
        if row.finding is None:
            return []
        return [
            word_reason(self._as_read(reason, row), self.names, gettext)
            for reason in row.finding.reasons
        ]

    def _as_read(self, reason: Reason, row: Row) -> Reason:
        """Return a reason with the shared words in the language of reading, where both have it."""
        if reason.kind is not ReasonKind.WORDING or row.left is None or row.right is None:
            return reason
        left = self.left.points[row.left].wording_in(self.language, "en")
        right = self.right.points[row.right].wording_in(self.language, "en")
        if not left or not right or left.language != right.language:
            return reason
        words = telling_words(left.text, right.text, left.language)
        return replace(reason, words=words) if words else reason
