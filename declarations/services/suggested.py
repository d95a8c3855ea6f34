"""Suggestions as a page shows them: names in the language of reading, and evidence as links."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from declarations import phrasing
from declarations.comparison import Stance, Suggestion, Suggestions, Vote
from declarations.models import STANCE_LABELS, Point, Proposition, Topic, in_language

MAX_QUOTED = 120
"""Characters of a text of the codebook that evidence repeats."""


@dataclass(frozen=True)
class Evidence:
    """A text that a suggestion comes from: a coded point, or a text of the codebook."""

    label: str
    address: str
    coded: str
    """What people coded it as; blank for a text of the codebook."""
    percent: int
    """Likeness of its words and letters to the text suggested for, 0 to 100."""


@dataclass(frozen=True)
class ShownSuggestion:
    """
    A topic or a position that is suggested, as a reader sees it.

    ``score`` is 0 to 1 and no probability; votes that add up to more are shown
    as 1. ``stance`` is blank for a topic, and where the evidence does not say
    which.
    """

    kind: str
    slug: str
    name: str
    stance: str
    stance_label: Any
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class ShownSuggestions:
    """What is suggested for one text, strongest first."""

    topics: tuple[ShownSuggestion, ...] = ()
    positions: tuple[ShownSuggestion, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.topics or self.positions)

    def for_what_lacks(self, point: Point) -> "ShownSuggestions":
        """Return what stands in for codes that a point lacks: topics, positions, or both."""
        return ShownSuggestions(
            () if point.topics.all() else self.topics,
            () if point.positions.all() else self.positions,
        )


def show_suggestions(
    by_point: Mapping[int, Suggestions], language: str
) -> dict[int, ShownSuggestions]:
    """
    Return suggestions with names and evidence, by the same keys.

    At most five queries, however many there are: topics, propositions, and the
    points that vote, with their declarations and issuers.
    """
    every = [s for found in by_point.values() for s in (*found.topics, *found.positions)]
    if not every:
        return {}
    voters = _voters({vote.key for s in every for vote in s.evidence if vote.key is not None})
    topics = {s.slug for found in by_point.values() for s in found.topics}
    propositions = {s.slug for found in by_point.values() for s in found.positions}
    names = {
        t.slug: in_language(t, "name", language) for t in Topic.objects.filter(slug__in=topics)
    }
    statements = {
        p.slug: in_language(p, "text", language)
        for p in Proposition.objects.filter(slug__in=propositions)
    }

    def show(kind: str, known: Mapping[str, str]) -> Callable[[Suggestion], ShownSuggestion]:
        return lambda one: ShownSuggestion(
            kind=kind,
            slug=one.slug,
            name=known[one.slug],
            stance=one.stance.value if one.stance else "",
            stance_label=STANCE_LABELS[one.stance] if one.stance else "",
            score=min(1.0, one.score),
            evidence=tuple(
                evidence
                for vote in one.evidence
                if (evidence := _evidence(vote, kind, one.stance, voters, language))
            ),
        )

    return {
        key: ShownSuggestions(
            # What was deleted since a process learned of it is passed over.
            tuple(map(show("topic", names), (s for s in found.topics if s.slug in names))),
            tuple(
                map(
                    show("proposition", statements),
                    (s for s in found.positions if s.slug in statements),
                )
            ),
        )
        for key, found in by_point.items()
    }


def name_point(point: Point, language: str) -> str:
    """Return a point as another page cites it: "Point 4, Lima Group, 15 Apr 2019"."""
    actors = point.declaration.issuing_actors
    issuers = phrasing.join(actor.brief_in(language) for actor in actors)
    return gettext("Point %(label)s, %(declaration)s") % {
        "label": point.label,
        "declaration": phrasing.dated(
            issuers or in_language(point.declaration, "title", language), point.declaration.date
        ),
    }


def _voters(keys: set[int]) -> dict[int, Point]:
    if not keys:
        return {}
    points = Point.objects.published().with_declaration().filter(pk__in=keys)
    return {point.pk: point for point in points}


def _evidence(
    vote: Vote, kind: str, stance: Stance | None, voters: Mapping[int, Point], language: str
) -> Evidence | None:
    percent = round(100 * min(1.0, vote.cosine))
    if vote.codebook is not None:
        text = vote.codebook.text
        quoted = text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED].rsplit(' ', 1)[0]} …"
        label = gettext("the codebook, “%(text)s”") % {"text": quoted}
        address = _codebook_address(vote.codebook.proposition or f"topic-{vote.codebook.topic}")
        return Evidence(label, address, "", percent)
    point = voters.get(vote.key or 0)
    if point is None:
        return None
    if kind == "topic":
        coded = gettext("coded with this topic")
    elif stance is None:
        coded = gettext("coded on this proposition")
    else:
        coded = gettext("coded “%(stance)s”") % {"stance": STANCE_LABELS[stance]}
    return Evidence(name_point(point, language), point.get_absolute_url(), coded, percent)


def _codebook_address(anchor: str) -> str:
    return f"{reverse('declarations:codebook')}#{anchor}"
