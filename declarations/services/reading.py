"""One point as its page shows it: its words in each language, its codes with their rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from declarations.comparison import Segment, operative_spans, split_segments
from declarations.comparison.labels import find_label
from declarations.models import Declaration, Point, Position, Topic, Wording, in_language


@dataclass(frozen=True)
class ReadWording:
    """A wording with its operative verbs marked."""

    wording: Wording
    segments: Sequence[Segment]


@dataclass(frozen=True)
class ReadPosition:
    """A position with its proposition and coding rule in the language of reading."""

    position: Position
    statement: str
    rule: str


@dataclass(frozen=True)
class ReadPoint:
    """A point with all that people have said of it."""

    point: Point
    wordings: Sequence[ReadWording]
    topics: Sequence[tuple[Topic, str]]
    positions: Sequence[ReadPosition]

    @property
    def is_paraphrase(self) -> bool:
        """Whether any of the words are our own, not official text."""
        return any(held.wording.origin == Wording.Origin.PARAPHRASE for held in self.wordings)

    @property
    def text(self) -> str:
        """The words in the language of reading, or the first held; blank where none are."""
        return self.wordings[0].wording.text if self.wordings else ""


def find_point(declaration: Declaration, asked: str) -> tuple[Sequence[Point], list[Point]]:
    """
    Return a declaration's points in reading order, and those whose number somebody means.

    One where it is clear; several where the number may be read in several
    ways; none where no point has it. One query.
    """
    points = list(declaration.points.order_by("order").only("label", "order", "declaration"))
    meant = find_label(asked, [point.label for point in points])
    by_label = {point.label: point for point in points}
    return points, [by_label[label] for label in meant]


def read_point(point: Point, language: str) -> ReadPoint:
    """Return a point, fetched ``with_codes()``, in a language; that wording comes first."""
    wordings = sorted(point.wordings.all(), key=lambda held: held.language != language)
    return ReadPoint(
        point=point,
        wordings=[
            ReadWording(
                held,
                split_segments(
                    held.text, operative=operative_spans(held.text, point.operative, held.language)
                ),
            )
            for held in wordings
        ],
        topics=[(topic, in_language(topic, "name", language)) for topic in point.topics.all()],
        positions=[
            ReadPosition(
                held,
                in_language(held.proposition, "text", language),
                in_language(held.proposition, "definition", language),
            )
            for held in point.positions.all()
        ],
    )
