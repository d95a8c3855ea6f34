"""The points of a draft as the page of codes shows them: words, codes, what is suggested."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from declarations.comparison.blocks import LANGUAGES
from declarations.comparison.operative import Operative, read_operative
from declarations.models import STANCE_LABELS, Declaration, Point, Review, Wording, in_language
from declarations.services.suggested import ShownSuggestions, show_suggestions
from declarations.services.suggesting import suggest_codes


@dataclass(frozen=True)
class HeldCode:
    """A topic or a position that a point has; ``stance`` is blank for a topic."""

    kind: str
    slug: str
    name: str
    stance: str = ""
    stance_label: Any = ""


@dataclass(frozen=True)
class DraftPoint:
    """
    A point with its codes, and what is offered besides.

    ``words`` is the wording that suggestions are made from, the first held of
    English, Spanish, Portuguese, French; ``others`` has the point's wordings in
    other languages. ``offered`` is what its verbs say of its force.
    """

    point: Point
    words: Wording | None
    others: tuple[Wording, ...]
    held: tuple[HeldCode, ...]
    suggested: ShownSuggestions
    refused: tuple[Review, ...]
    offered: Operative

    @property
    def is_coded(self) -> bool:
        """Whether it has a position: what "coded" means in the lists of the desk."""
        return any(code.kind == "proposition" for code in self.held)

    @property
    def open_count(self) -> int:
        """How many suggestions nobody has answered."""
        return len(self.suggested.topics) + len(self.suggested.positions)

    @property
    def offers_force(self) -> bool:
        """Whether a force is offered that the point does not have yet."""
        return self.point.force is None and self.offered.force is not None


def read_points_of_draft(
    declaration: Declaration, keys: Collection[int] | None = None, language: str = "en"
) -> list[DraftPoint]:
    """
    Return the points of a declaration in their order, each with its codes and suggestions.

    All of them, or those whose keys are given: a page, since suggestions for
    thousands take half a minute. ``language`` is that of the names of codes;
    suggestions follow the language of each wording. Some fifteen queries,
    however many points there are.
    """
    chosen = declaration.points.with_codes().order_by("order")
    points = list(chosen if keys is None else chosen.filter(pk__in=keys))
    for point in points:
        point.declaration = declaration
    hints = suggest_codes({declaration: points}, besides=True)
    shown = show_suggestions(hints.by_point, language)
    refused: dict[int, list[Review]] = defaultdict(list)
    for review in Review.objects.of_points([point.pk for point in points]).refused():
        refused[review.point_id].append(review)
    return [
        _read(point, shown.get(point.pk, ShownSuggestions()), refused[point.pk], language)
        for point in points
    ]


def read_point_of_draft(declaration: Declaration, key: int, language: str = "en") -> DraftPoint:
    """Return one of them; ``Point.DoesNotExist`` where it is not the declaration's."""
    found = read_points_of_draft(declaration, [key], language)
    if not found:
        raise Point.DoesNotExist
    return found[0]


def _read(
    point: Point, suggested: ShownSuggestions, refused: Sequence[Review], language: str
) -> DraftPoint:
    wordings = {wording.language: wording for wording in point.wordings.all()}
    first = next((code for code in LANGUAGES if code in wordings), next(iter(wordings), None))
    words = wordings.pop(first) if first else None
    topics = [
        HeldCode("topic", topic.slug, in_language(topic, "name", language))
        for topic in point.topics.all()
    ]
    positions = [
        HeldCode(
            "proposition",
            held.proposition.slug,
            in_language(held.proposition, "text", language),
            held.stance,
            STANCE_LABELS[held.stance],
        )
        for held in point.positions.all()
    ]
    return DraftPoint(
        point=point,
        words=words,
        others=tuple(wordings.values()),
        held=(*topics, *positions),
        suggested=suggested,
        refused=tuple(refused),
        offered=offer_force(words),
    )


def offer_force(words: Wording | None) -> Operative:
    """Return the force that a wording's verbs speak for; verbs only in English, as coded."""
    if words is None:
        return Operative()
    read = read_operative(words.text, words.language)
    return read if words.language == "en" else Operative((), read.force)
