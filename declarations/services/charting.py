"""The field laid out: a cell for each declaration, in a lane for each group, topic by topic."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from declarations.comparison.timeline import Standing, Statement
from declarations.comparison.types import Relation
from declarations.models import Topic, in_language
from declarations.phrasing import field_words

from .addresses import point_address, read_in, statement_address
from .issuers import Group
from .positions import Column, Field, PropositionRow

LANES_ALWAYS = 3
"""Up to so many groups each has its lane on every proposition; of more, those that have spoken."""


@dataclass(frozen=True, slots=True)
class Mark:
    """
    What one declaration says on one proposition, as one group's word.

    ``shape`` is the stance, or "mixed" where the text's points differ;
    ``number`` is how many points there are where there are several, else 0.
    ``address`` is the page of its one point, or that of all of them together.
    """

    shape: str
    number: int
    joint: bool
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Lane:
    """
    A group's cells on one proposition, and where it stands now.

    Each cell has a mark, or None and what silence looks like there: "own" where the
    group issued the text, "on" where it lies between the group's first and last word.
    """

    voice: Group
    cells: Sequence[tuple[Mark | None, str]]
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class ChartedRow:
    """
    A proposition as the page shows it: lanes, and how their latest stances stand.

    ``only`` is the group that alone has spoken; ``silent`` are those whose
    lanes are left out.
    """

    slug: str
    text: str
    language: str
    lanes: Sequence[Lane]
    relation: Relation | None
    since: date | None
    only: Group | None
    silent: Sequence[Group]


@dataclass(frozen=True)
class Section:
    """A topic, or the ``part``-th of ``parts`` of a long one, counted from 1; not yet laid out."""

    topic: Topic
    name: str
    part: int
    parts: int
    rows: Sequence[PropositionRow]
    weight: int

    @property
    def key(self) -> str:
        """What stands for it in addresses of a page: "elections-1"."""
        return f"{self.topic.slug}-{self.part}"

    @property
    def contested(self) -> int:
        """On how many of its propositions two groups hold different stances."""
        return sum(1 for row in self.rows if row.together.is_contested)


class Chart:
    """Some columns of a field, whose rows are laid out when asked for."""

    def __init__(self, field: Field, columns: Sequence[Column]) -> None:
        self.field = field
        self.columns = columns
        self._keys = [column.key for column in columns]
        self._issued = {
            voice.slug: [voice in column.voices for column in columns] for voice in field.shown
        }
        self._days = {
            column.declaration.slug: date_format(column.declaration.date, "j M Y")
            for column in columns
        }

    @property
    def years(self) -> list[tuple[int, int]]:
        """The years of the columns, each with how many of them it has."""
        found: dict[int, int] = {}
        for column in self.columns:
            year = column.declaration.date.year
            found[year] = found.get(year, 0) + 1
        return list(found.items())

    def sections(self, at_most: int) -> list[Section]:
        """Return the rows by topic; a topic heavier than ``at_most`` bytes in several parts."""
        sections: list[Section] = []
        for topic, rows in _by_topic(self.field.rows):
            parts: list[list[PropositionRow]] = [[]]
            weights = [0]
            for row in rows:
                weight = self._weight(row)
                if parts[-1] and weights[-1] + weight > at_most:
                    parts.append([])
                    weights.append(0)
                parts[-1].append(row)
                weights[-1] += weight
            name = in_language(topic, "name", self.field.language)
            sections += [
                Section(topic, name, number, len(parts), part, weight)
                for number, (part, weight) in enumerate(zip(parts, weights, strict=True), 1)
            ]
        return sections

    def _weight(self, row: PropositionRow) -> int:
        """Return about how many bytes of HTML a row is: empty cells, marks, and the rest."""
        reading = len(read_in(self.field.language))
        lanes = self._voices_of(row)
        marks = [s for lane in row.lanes.values() for s in lane if s.declaration in self._days]
        named = len(row.text.encode()) + len(row.proposition.slug) + 2 * reading
        silent = sum(14 + len(voice.brief) for voice in self.field.shown if voice not in lanes)
        return (
            260
            + named
            + silent
            + sum(self._weight_of_silence(voice, row) + len(voice.brief) for voice in lanes)
            + sum(self._weight_of_mark(mark, row) + reading for mark in marks)
        )

    def _weight_of_silence(self, voice: Group, row: PropositionRow) -> int:
        """Return about how many bytes a lane is with all its cells, had they no marks."""
        lane = row.lanes.get(voice.slug, ())
        between = 0
        if lane:
            first, last = [(said.date, said.declaration) for said in (lane[0], lane[-1])]
            between = max(0, bisect_left(self._keys, last) - bisect_right(self._keys, first))
        own = sum(self._issued[voice.slug])
        return 180 + 9 * len(self.columns) + 12 * own + 9 * between

    def _weight_of_mark(self, mark: Statement, row: PropositionRow) -> int:
        """Return about how many bytes a mark is more than an empty cell."""
        several = 2 + len(row.proposition.slug) if len(mark.points) > 1 else 0
        labels = sum(len(label) + 2 for label in mark.labels)
        return 94 + len(mark.declaration) + several + labels + (31 if mark.joint else 0)

    def lay_out(self, rows: Iterable[PropositionRow]) -> list[ChartedRow]:
        """Return rows with a cell for each column in each lane."""
        return [self._lay_out(row) for row in rows]

    def _voices_of(self, row: PropositionRow) -> list[Group]:
        every = self.field.shown
        if len(every) <= LANES_ALWAYS:
            return list(every)
        return [voice for voice in every if voice.slug in row.lanes]

    def _lay_out(self, row: PropositionRow) -> ChartedRow:
        together = row.together
        voices = self._voices_of(row)
        spoken = [voice for voice in voices if voice.slug in together.standings]
        return ChartedRow(
            slug=row.proposition.slug,
            text=row.text,
            language=row.language,
            lanes=[
                Lane(
                    voice,
                    self._cells(voice, row.lanes.get(voice.slug, ()), row),
                    together.standings.get(voice.slug),
                )
                for voice in voices
            ],
            relation=together.relation,
            since=together.since,
            only=spoken[0] if len(spoken) == 1 else None,
            silent=[voice for voice in self.field.shown if voice not in voices],
        )

    def _cells(
        self, voice: Group, lane: Sequence[Statement], row: PropositionRow
    ) -> list[tuple[Mark | None, str]]:
        said: Mapping[str, Statement] = {statement.declaration: statement for statement in lane}
        first = (lane[0].date, lane[0].declaration) if lane else None
        last = (lane[-1].date, lane[-1].declaration) if lane else None
        cells: list[tuple[Mark | None, str]] = []
        for key, issued in zip(self._keys, self._issued[voice.slug], strict=True):
            statement = said.get(key[1]) if issued else None
            if statement is not None:
                cells.append((self._mark(statement, row), ""))
                continue
            between = first is not None and last is not None and first < key < last
            cells.append((None, " ".join(_silence(own=issued, between=between))))
        return cells

    def _mark(self, statement: Statement, row: PropositionRow) -> Mark:
        text = statement.declaration
        differ = text in row.differing
        number = len(statement.points)
        return Mark(
            shape="mixed" if differ else statement.stance.value,
            number=number if number > 1 else 0,
            joint=statement.joint,
            label=field_words.mark(
                statement.stance,
                self._days[text],
                statement.labels,
                differ=differ,
                joint=statement.joint,
            ),
            address=point_address(text, statement.labels[0], self.field.language)
            if number == 1
            else statement_address(row.proposition.slug, text, self.field.language),
        )


def _silence(*, own: bool, between: bool) -> list[str]:
    return [name for name, holds in (("own", own), ("on", between)) if holds]


def _by_topic(rows: Iterable[PropositionRow]) -> list[tuple[Topic, list[PropositionRow]]]:
    """Return rows under their topics, which stand together already."""
    found: list[tuple[Topic, list[PropositionRow]]] = []
    for row in rows:
        if not found or found[-1][0].pk != row.topic.pk:
            found.append((row.topic, []))
        found[-1][1].append(row)
    return found
