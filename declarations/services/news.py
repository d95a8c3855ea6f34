"""What is new in a declaration as its page reads it: lines with words, signs and ways on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from declarations.comparison import Stance
from declarations.comparison.news_phrases import LABELS, STANCES_BEFORE, NewsNames, word_news
from declarations.comparison.novelty import News, NewsKind
from declarations.comparison.voices import Dropped, SpokenPoint
from declarations.models import Point, Proposition, in_language

from .addresses import address_of

MOST_DROPPED = 12
"""Dropped propositions that the page lists of an issuer; the steadiest come first."""


@dataclass(frozen=True)
class Statement:
    """A proposition's text, in the language of reading where that is held."""

    slug: str
    text: str
    language: str


@dataclass(frozen=True)
class PointLink:
    """The way to an earlier point, with its number and its day."""

    label: str
    address: str
    day: str


@dataclass(frozen=True)
class StillHeld:
    """Points of the same declaration that hold a stance of before: "still affirmed in point 14"."""

    stance_label: str
    links: Sequence[PointLink]


@dataclass(frozen=True)
class NewsLine:
    """
    A piece of news as a point shows it.

    ``way``: for a change of force, whether it is "firmer" or "softer" by the
    scale; else empty. ``still``: for a change of stance, what other points of the
    declaration hold on to. Several ``links`` belong to points whose stances differ.
    """

    kind: str
    label: str
    sentence: str
    statements: Sequence[Statement]
    links: Sequence[PointLink]
    way: str
    still: Sequence[StillHeld] = ()


@dataclass(frozen=True)
class NewsTally:
    """The points of which one kind of news is told, for the summary."""

    kind: str
    label: str
    points: Sequence[Point]


@dataclass(frozen=True)
class DroppedLine:
    """
    A proposition that this declaration does not take up, and who held it where last.

    Several ``links`` are all the points that then spoke to it; where ``differs``,
    ``stance`` is what their several stances come to.
    """

    statement: Statement
    differs: bool
    stance: str
    stance_label: str
    times: str
    links: Sequence[PointLink]

    @property
    def day(self) -> str:
        """The day on which it was last held."""
        return self.links[0].day


@dataclass(frozen=True)
class DroppedBy:
    """What the latest declarations of one issuer held and this one does not."""

    issuer: str
    count: int
    window: str
    lines: Sequence[DroppedLine]

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.count - len(self.lines)


@dataclass(frozen=True)
class WhatIsNew:
    """
    What a declaration's page says of what is new in it.

    ``lines`` by the key of a point; ``beside`` says what it was compared with,
    a sentence for each issuer.
    """

    lines: Mapping[int, Sequence[NewsLine]]
    tallies: Sequence[NewsTally]
    beside: Sequence[str]
    dropped: Sequence[DroppedBy]


class Wordsmith:
    """
    Puts news in words, in the language of reading.

    ``issuers`` are the names of the declaration's issuers by slug; ``points``
    the earlier points by key, each with its declaration; ``own`` those of the
    declaration itself.
    """

    def __init__(
        self,
        language: str,
        issuers: Mapping[str, str],
        points: Mapping[int, Point],
        propositions: Mapping[str, Proposition],
        own: Mapping[int, Point],
    ) -> None:
        self.language = language
        self.issuers = issuers
        self._points = points
        self._own = own
        self._propositions = propositions
        self._days = {
            point.declaration.slug: day_of(point.declaration.date) for point in points.values()
        }

    def line(self, news: News) -> NewsLine:
        """Return a piece of news with its words."""
        way = ""
        if news.forces:
            way = "firmer" if news.forces[0] < news.forces[1] else "softer"
        # Of the others the point's own codes, a line further down, say what they are about.
        named = news.kind in (NewsKind.FIRST_WORD, NewsKind.STANCE_CHANGED)
        return NewsLine(
            kind=news.kind.value,
            label=gettext(LABELS[news.kind]),
            sentence=word_news(news, NewsNames(self.issuers, self._days), gettext),
            statements=[self._statement(slug) for slug in news.propositions if named],
            links=[self._link(earlier) for earlier in (news.earlier, *news.also) if earlier],
            way=way,
            still=self._still(news),
        )

    def _still(self, news: News) -> list[StillHeld]:
        """Return what other points of the declaration hold on to, by stance."""
        by_stance: dict[Stance, list[PointLink]] = defaultdict(list)
        for held in news.still:
            point = self._own[held.record.key]
            link = PointLink(point.label, f"#{point.anchor}", "")
            by_stance[held.record.positions[news.propositions[0]]].append(link)
        return [
            StillHeld(gettext(STANCES_BEFORE[stance]), links) for stance, links in by_stance.items()
        ]

    def dropped_by(self, issuer: str, dropped: Sequence[Dropped]) -> DroppedBy:
        """Return what an issuer's latest declarations held, the first ``MOST_DROPPED``."""
        window = max((item.window for item in dropped), default=0)
        return DroppedBy(
            issuer=self.issuers[issuer],
            count=len(dropped),
            window=ngettext(
                "the declaration of %(name)s before it",
                "the %(n)s latest declarations of %(name)s before it",
                window,
            )
            % {"n": window, "name": self.issuers[issuer]},
            lines=[
                DroppedLine(
                    statement=self._statement(item.proposition),
                    differs=item.differs,
                    stance=item.stance.value,
                    stance_label=gettext(STANCES_BEFORE[item.stance]),
                    times=gettext("in %(n)s of %(total)s")
                    % {"n": item.times, "total": item.window},
                    links=[self._link(point) for point in item.last],
                )
                for item in dropped[:MOST_DROPPED]
            ],
        )

    def _statement(self, slug: str) -> Statement:
        proposition = self._propositions[slug]
        translated = getattr(proposition, f"text_{self.language}", "")
        return Statement(
            slug,
            in_language(proposition, "text", self.language),
            self.language if translated else "en",
        )

    def _link(self, spoken: SpokenPoint) -> PointLink:
        point = self._points[spoken.record.key]
        address = address_of(point, self.language)
        return PointLink(point.label, address, self._days[spoken.declaration])


def day_of(day: date) -> str:
    """Return a day as pages write it: 3 May 2019."""
    return date_format(day, "j F Y")
