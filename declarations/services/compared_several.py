"""Several declarations side by side, as a page reads them: columns, and a row per proposition."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from declarations import phrasing
from declarations.comparison import (
    Relation,
    Segment,
    Stance,
    operative_spans,
    split_segments,
)
from declarations.models import (
    Declaration,
    Language,
    Point,
    Proposition,
    Topic,
    in_language,
)

from .compared import Side


@dataclass(frozen=True)
class Column:
    """A declaration as a column; ``name`` tells it from the others and fits a narrow head."""

    side: Side
    name: str

    @property
    def declaration(self) -> Declaration:
        """The declaration itself."""
        return self.side.declaration

    @property
    def is_joint(self) -> bool:
        """Whether several groups issued it together."""
        return len(self.declaration.issuing_actors) > 1


@dataclass(frozen=True)
class Mention:
    """
    A point that takes a stance on the proposition of a row, with the passage to read first.

    ``shortened`` says that the point has more words than the passage.
    """

    point: Point
    stance: Stance
    passage: str
    shortened: bool
    language: str


@dataclass(frozen=True)
class WholePoint:
    """A point with all its words, to be opened beside a passage of it."""

    place: int
    column: Column
    point: Point
    segments: Sequence[Segment]
    language: str


@dataclass(frozen=True)
class StanceCell:
    """
    What one declaration says on a proposition: the merged stance of its points.

    ``differs`` says that they do not all take it; each then shows its own, with
    its words. Else ``also`` are the points whose words add least, without them.
    """

    stance: Stance
    mentions: Sequence[Mention]
    also: Sequence[Point]
    differs: bool

    @property
    def labels(self) -> list[str]:
        """The numbers of all its points that speak, in reading order."""
        points = [*(mention.point for mention in self.mentions), *self.also]
        return [point.label for point in sorted(points, key=lambda point: point.order)]


@dataclass(frozen=True)
class Tension:
    """That one column affirms what is in tension with a proposition that another affirms."""

    rival: str
    text: str
    names: Sequence[str]


@dataclass(frozen=True)
class PropositionRow:
    """A proposition, what each column says on it (None where it is silent), and how they stand."""

    proposition: Proposition
    text: str
    topic: Topic
    cells: Sequence[StanceCell | None]
    relation: Relation | None
    tensions: Sequence[Tension]

    @property
    def counts(self) -> Mapping[Stance, int]:
        """Columns by stance."""
        return Counter(cell.stance for cell in self.cells if cell)

    @property
    def speaking(self) -> int:
        """How many columns speak."""
        return sum(cell is not None for cell in self.cells)

    @property
    def silent(self) -> int:
        """How many columns are silent."""
        return len(self.cells) - self.speaking

    @property
    def is_contested(self) -> bool:
        """Whether columns take different stances, or affirm propositions in tension."""
        return self.relation in {Relation.PARTIAL, Relation.DIVERGENT} or bool(self.tensions)

    @property
    def said(self) -> str:
        """How they stand, in words: "2 affirm, 1 rejects; 1 silent"."""
        return phrasing.stances_taken(self.counts, self.silent)


SHOWN: Mapping[str, Callable[[PropositionRow], bool]] = {
    "": lambda row: True,
    "shared": lambda row: row.speaking > 1,
    "contested": lambda row: row.is_contested,
}
"""Which rows a reader may ask for; the keys stand in addresses."""


@dataclass(frozen=True)
class Several:
    """Several declarations side by side, in the language of reading."""

    columns: Sequence[Column]
    rows: Sequence[PropositionRow]
    language: str

    def select(self, shown: str = "", topic: str = "") -> list[PropositionRow]:
        """Return the rows that a filter leaves; all of them where none is given."""
        return [
            row for row in self.rows if SHOWN[shown](row) and (not topic or row.topic.slug == topic)
        ]

    def whole_points(self, rows: Iterable[PropositionRow]) -> list[WholePoint]:
        """Return the points, each once, of which these rows show a passage only."""
        wanted = {
            (place, mention.point.pk)
            for row in rows
            for place, cell in enumerate(row.cells)
            for mention in (cell.mentions if cell else ())
            if mention.shortened
        }
        return [
            self._whole(place, column, point)
            for place, column in enumerate(self.columns)
            for point in column.side.points
            if (place, point.pk) in wanted
        ]

    def _whole(self, place: int, column: Column, point: Point) -> WholePoint:
        wording = point.wording_in(self.language, "en")
        text, language = (wording.text, wording.language) if wording else ("", self.language)
        segments = split_segments(text, operative=operative_spans(text, point.operative, language))
        return WholePoint(place, column, point, segments, language)

    @cached_property
    def topics(self) -> list[tuple[str, str]]:
        """The topics of the rows, slug and name, in the order of the codebook."""
        names = {row.topic.slug: in_language(row.topic, "name", self.language) for row in self.rows}
        return list(names.items())

    @cached_property
    def relations(self) -> Mapping[Relation | None, int]:
        """Rows by how the columns stand; None where only one speaks."""
        return Counter(row.relation for row in self.rows)

    @cached_property
    def verdict(self) -> str:
        """The whole in a sentence or two."""
        return phrasing.verdict_of_several(
            columns=len(self.columns),
            propositions=len(self.rows),
            relations={relation.value: self.relations[relation] for relation in Relation},
            signed_all=self.signed_all,
        )

    @cached_property
    def signed_all(self) -> list[str]:
        """The names of the actors that signed every one of the texts, with or without reserve."""
        signed = [
            {
                signatory.actor_id: in_language(signatory.actor, "name", self.language)
                for signatory in column.declaration.signatories.all()
                if signatory.status != signatory.Status.ABSTAINED
            }
            for column in self.columns
        ]
        return sorted(
            name for key, name in signed[0].items() if all(key in others for others in signed)
        )

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The languages in which any of them holds words."""
        held = {
            wording.language
            for column in self.columns
            for point in column.side.points
            for wording in point.wordings.all()
        }
        return [choice for choice in Language.choices if choice[0] in held or choice[0] == "en"]
