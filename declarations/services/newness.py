"""What is new in a declaration, for each of its issuers, beside what they issued before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from declarations.comparison import CorpusWeights, PointRecord, Stance
from declarations.comparison.news_phrases import LABELS
from declarations.comparison.normalization import fold
from declarations.comparison.novelty import Newness, NewsKind, find_news
from declarations.comparison.voices import SpokenPoint
from declarations.models import Actor, Declaration, Issue, Point, Position, Proposition, Wording

from .news import NewsTally, WhatIsNew, Wordsmith, day_of
from .weights import corpus_weights

EARLIER = 40
"""
Earlier declarations of an issuer that a new one is read beside: the latest of them.

Forty of fifteen points each, which is more than the sample's 16 of the Lima
Group, add some 60 ms to the page. Where more are held, the page says so.
"""


@dataclass(frozen=True)
class Said:
    """Earlier points: with their codes by declaration, and as rows by key."""

    spoken: Mapping[int, Sequence[SpokenPoint]]
    points: Mapping[int, Point]


def what_is_new(declaration: Declaration, points: Sequence[Point], language: str) -> WhatIsNew:
    """
    Return what is new in a published declaration for each of its issuers.

    Compared with the ``EARLIER`` latest published declarations of earlier days
    that an issuer issued, alone or with others; those of the same day are
    neither before nor after. The points come with their codes, the declaration
    with its issuers. Six queries at most, and those of the weights.
    """
    actors = declaration.issuing_actors
    names = {actor.slug: actor.brief_in(language) for actor in actors}
    issued = _issued_before(declaration)
    read = {actor.slug: issued.get(actor.pk, [])[:EARLIER] for actor in actors}
    said = _points_of({held.pk: held for rows in read.values() for held in rows})
    found = find_news(
        [_speak(point, declaration) for point in points],
        {
            slug: [spoken for held in rows for spoken in said.spoken[held.pk]]
            for slug, rows in read.items()
        },
        corpus_weights() if said.points else CorpusWeights(),
        _spellings(points) if said.points else {},
    )
    own = {point.pk: point for point in points}
    smith = Wordsmith(language, names, said.points, _propositions(points, found), own)
    return WhatIsNew(
        lines={
            point.pk: [smith.line(news) for news in told]
            for point, told in zip(points, found.news, strict=True)
        },
        tallies=_count(points, found),
        beside=[
            _say_beside(names[actor.slug], issued.get(actor.pk, []), actor.slug, found)
            for actor in actors
        ],
        dropped=[smith.dropped_by(slug, lost) for slug, lost in found.dropped.items() if lost],
    )


def _issued_before(declaration: Declaration) -> dict[int, list[Declaration]]:
    """Return by issuer what it issued on earlier days, the latest first, one more than is read."""
    rows: dict[int, list[Declaration]] = defaultdict(list)
    for issue in Issue.objects.before(declaration).latest_of_each(EARLIER + 1):
        rows[issue.actor_id].append(issue.declaration)
    return rows


def _points_of(declarations: Mapping[int, Declaration]) -> Said:
    """Return the points of declarations, with their words and positions; three queries."""
    spoken: dict[int, list[SpokenPoint]] = defaultdict(list)
    if not declarations:
        return Said(spoken, {})
    wordings: dict[int, dict[str, str]] = defaultdict(dict)
    of_these = {"point__declaration__in": list(declarations)}
    for point, language, text in Wording.objects.filter(**of_these).values_list(
        "point_id", "language", "text"
    ):
        wordings[point][language] = text
    positions: dict[int, dict[str, Stance]] = defaultdict(dict)
    for point, slug, stance in Position.objects.filter(**of_these).values_list(
        "point_id", "proposition__slug", "stance"
    ):
        positions[point][slug] = Stance(stance)
    rows = Point.objects.filter(declaration__in=list(declarations)).in_reading_order()
    points = {}
    for point in rows.only("declaration_id", "order", "label", "force", "mentions"):
        point.declaration = declarations[point.declaration_id]
        points[point.pk] = point
        record = PointRecord(
            point.pk, point.label, wordings[point.pk], positions=positions[point.pk]
        )
        spoken[point.declaration_id].append(_place(record, point, point.declaration))
    return Said(spoken, points)


def _speak(point: Point, declaration: Declaration) -> SpokenPoint:
    """Return a point of the declaration itself, whose codes were fetched with it."""
    record = PointRecord(
        point.pk,
        point.label,
        {wording.language: wording.text for wording in point.wordings.all()},
        positions={
            position.proposition.slug: Stance(position.stance) for position in point.positions.all()
        },
    )
    return _place(record, point, declaration)


def _place(record: PointRecord, point: Point, declaration: Declaration) -> SpokenPoint:
    """Return a record with when and where it was said."""
    return SpokenPoint(
        record, declaration.slug, declaration.date, point.force, tuple(point.mentions)
    )


def _spellings(points: Iterable[Point]) -> dict[str, tuple[str, ...]]:
    """Return by folded name what else the actors are called of whom points speak; one query."""
    mentions = {name for point in points for name in point.mentions}
    spellings: dict[str, tuple[str, ...]] = {}
    called = Actor.objects.called(mentions) if mentions else Actor.objects.none()
    for names in called.values_list("name", "name_es", "short_name", "short_name_es"):
        # "Lima" alone is a city: one word of a longer name does not stand for it.
        longer = {part for name in names if " " in name for part in name.split()}
        spelt = tuple(name for name in names if name and name not in longer)
        spellings |= {fold(name): spelt for name in names if name}
    return spellings


def _propositions(points: Iterable[Point], found: Newness) -> dict[str, Proposition]:
    """Return the propositions to be named: those of the points are fetched already."""
    held = {
        position.proposition.slug: position.proposition
        for point in points
        for position in point.positions.all()
    }
    dropped = {item.proposition for lost in found.dropped.values() for item in lost}
    more = Proposition.objects.filter(slug__in=dropped) if dropped else []
    return held | {proposition.slug: proposition for proposition in more}


def _count(points: Sequence[Point], found: Newness) -> list[NewsTally]:
    """Return for each kind of news the points of which it is told, without kinds of none."""
    tallies = []
    for kind in NewsKind:
        told = [
            point
            for point, items in zip(points, found.news, strict=True)
            if any(item.kind is kind for item in items)
        ]
        if told:
            tallies.append(NewsTally(kind.value, gettext(LABELS[kind]), told))
    return tallies


def _say_beside(name: str, issued: Sequence[Declaration], slug: str, found: Newness) -> str:
    """Return what the declaration was read beside, of one issuer."""
    if not issued:
        return gettext(
            "This is the first declaration of %(name)s that is held: "
            "there is nothing earlier to read it beside."
        ) % {"name": name}
    read = issued[:EARLIER]
    values = {
        "n": len(read),
        "name": name,
        "first": day_of(read[-1].date),
        "last": day_of(read[0].date),
    }
    if slug in found.without_earlier:
        return gettext("No point of an earlier declaration of %(name)s is held.") % values
    if len(issued) > len(read):
        sentence = gettext(
            "Read beside the %(n)s latest of the earlier declarations of %(name)s that are held, "
            "%(first)s to %(last)s."
        )
    else:
        sentence = ngettext(
            "Read beside the one earlier declaration of %(name)s that is held, of %(last)s.",
            "Read beside the %(n)s earlier declarations of %(name)s that are held, "
            "%(first)s to %(last)s.",
            len(read),
        )
    return sentence % values
