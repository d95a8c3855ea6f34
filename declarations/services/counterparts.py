"""One point among all others: who else speaks to its matter, when, and how they stand to it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from declarations import phrasing
from declarations.comparison import (
    Codebook,
    JudgementRecord,
    Names,
    PropositionRecord,
    Row,
    collate,
    word_reason,
)
from declarations.models import Declaration, Point, Position, Proposition, Topic, in_language
from declarations.phrasing import judged_words

from .addresses import judging_address
from .comparing import point_records, speaks_of
from .judging import Viewer, judgements_between
from .stamps import PUBLISHED
from .suggesting import Hints, suggest_codes
from .weights import corpus_weights

MAX_CANDIDATES = 200
"""Points looked at because they share a proposition, or a topic: the latest, if there are more."""

MAX_SHOWN = 60
"""Counterparts shown: the strongest, in order of time."""


@dataclass(frozen=True)
class Counterpart:
    """
    A point elsewhere that speaks to the same matter, with how it stands to the one read.

    ``is_own_group`` where an issuer of the one read issued it as well.
    ``likeness`` is 0 to 1, None across languages.
    """

    point: Point
    issuers: str
    is_own_group: bool
    state: str
    basis: str
    coders_differ: bool
    judgements: Sequence[JudgementRecord]
    judged_said: str
    judge_address: str
    """Of all that was judged of the two."""
    reason: str
    likeness: float | None
    address: str
    """Of the row that shows both side by side."""

    @property
    def percent(self) -> int | None:
        """Likeness in wording, 0 to 100."""
        return None if self.likeness is None else round(100 * self.likeness)


@dataclass(frozen=True)
class Counterparts:
    """
    Counterparts in order of time; ``left_out`` is how many weaker ones there are besides.

    ``near`` has those of the points near in wording that are counterparts, by their keys.
    """

    shown: Sequence[Counterpart] = ()
    left_out: int = 0
    near: Mapping[int, Counterpart] = field(default_factory=dict)


def find_counterparts(
    point: Point,
    hints: Hints,
    *,
    near: Sequence[Point] = (),
    without: Collection[int] = (),
    language: str = "en",
    viewer: Viewer = None,
) -> Counterparts:
    """
    Return the points of other published declarations that match one, as a comparison would.

    Whatever else these points meet: a comparison leaves out a weak match of a
    point that has three stronger ones. Candidates are those that share a
    proposition or a topic with it, coded or suggested, and ``near``, those near
    in wording. Codes are suggested for uncoded points of declarations of which
    no point is coded, and for no others. Points ``without``, by their keys, are
    left out: the reader is to judge them. ``point`` comes with its
    codes and its declaration with issuers. At most 21 queries.
    """
    candidates = [held for held in _candidates(point, hints, near) if held.pk not in without]
    if not candidates:
        return Counterparts()
    by_declaration: dict[Declaration, list[Point]] = defaultdict(list)
    for other in candidates:
        by_declaration[other.declaration].append(other)
    hints = hints.joined(suggest_codes(by_declaration, only_uncoded_declarations=True))
    propositions = {
        proposition.pk: proposition
        for proposition in Proposition.objects.filter(_of_any([point, *candidates], hints))
        .distinct()
        .with_rivals()
    }
    slugs = {pk: proposition.slug for pk, proposition in propositions.items()}
    topics = {t.slug: t for held in [point, *candidates] for t in held.topics.all()}
    missing = {s.slug for f in hints.by_point.values() for s in f.topics} - topics.keys()
    if missing:
        topics |= {topic.slug: topic for topic in Topic.objects.filter(slug__in=missing)}
    codebook = Codebook(
        {
            p.slug: PropositionRecord(
                p.slug, p.text, "", frozenset(rival.slug for rival in p.rivals.all())
            )
            for p in propositions.values()
        },
        [t.slug for t in sorted(topics.values(), key=lambda topic: (topic.order, topic.name))],
    )
    weights = corpus_weights()
    judgements = judgements_between([point], candidates, viewer=viewer)
    pairs: list[tuple[Row, Point]] = []
    # Declaration by declaration: who accepts a proposal depends on who made it.
    for declaration, others in by_declaration.items():
        collation = collate(
            point_records([point], slugs, speaks_of(declaration), hints),
            point_records(others, slugs, speaks_of(point.declaration), hints),
            weights=weights,
            codebook=codebook,
            judgements=judgements,
        )
        pairs += [(row, others[row.right]) for row in collation.pairs if row.right is not None]
    pairs.sort(key=lambda pair: -(pair[0].match.score if pair[0].match else 0))
    statements = {p.slug: in_language(p, "text", language) for p in propositions.values()}
    topic_names = {t.slug: in_language(t, "name", language) for t in topics.values()}
    own = {actor.pk for actor in point.declaration.issuing_actors}
    own_name = gettext("Point %(label)s") % {"label": point.label}

    def show(row: Row, other: Point) -> Counterpart:
        issuers = _issuers(other.declaration, language)
        names = Names(own_name, issuers, statements, topic_names)
        finding = row.finding
        reasons = finding.reasons if finding else ()
        return Counterpart(
            point=other,
            issuers=issuers,
            is_own_group=any(actor.pk in own for actor in other.declaration.issuing_actors),
            state=row.state,
            basis=finding.basis.value if finding else "",
            coders_differ=bool(finding and finding.coders_differ),
            judgements=finding.judgements if finding else (),
            judged_said=judged_words.judged(finding.judgements) if finding else "",
            judge_address=judging_address(
                point, other, point.declaration, other.declaration, language
            ),
            reason=word_reason(reasons[0], names, gettext) if reasons else "",
            likeness=row.match.likeness if row.match else None,
            address=pair_address(point.declaration, point, other, language),
        )

    shown = [show(*pair) for pair in pairs[:MAX_SHOWN]]
    shown.sort(key=lambda found: (found.point.declaration.date, found.point.declaration.slug))
    asked = {other.pk for other in near}
    standing = {other.pk: show(row, other) for row, other in pairs if other.pk in asked}
    return Counterparts(shown, len(pairs) - len(shown), standing)


def pair_address(declaration: Declaration, point: Point, other: Point, language: str) -> str:
    """Return the address of the row of two points in the comparison of their declarations."""
    query = {"pair": f"{point.anchor},{other.anchor}"}
    if language != "en":
        query["lang"] = language
    path = reverse("declarations:compare", args=[declaration.slug, other.declaration.slug])
    return f"{path}?{urlencode(query, safe=',')}#r-{point.anchor}-{other.anchor}"


def _candidates(point: Point, hints: Hints, near: Sequence[Point]) -> list[Point]:
    """Return the points to look at, with all that a comparison needs, latest first."""
    found = hints.by_point.get(point.pk)
    on_propositions = Q(proposition__in=[held.proposition_id for held in point.positions.all()])
    on_topics = Q(topic__in=[topic.pk for topic in point.topics.all()])
    if found is not None:
        on_propositions |= Q(proposition__slug__in=[one.slug for one in found.positions])
        on_topics |= Q(topic__slug__in=[one.slug for one in found.topics])
    # Two questions, since an index answers each of them and none answers both.
    keys: list[int] = []
    for rows, asked in (
        (Position.objects.all(), on_propositions),
        (Point.topics.through.objects.all(), on_topics),
    ):
        elsewhere = rows.filter(asked, **PUBLISHED)
        keys += (
            elsewhere.exclude(point__declaration=point.declaration_id)
            .order_by("-point__declaration__date", "-point")
            .values_list("point", flat=True)
            .distinct()[:MAX_CANDIDATES]
        )
    keys += [other.pk for other in near]
    others = Point.objects.published().exclude(declaration=point.declaration_id)
    fetched = others.filter(pk__in=keys).with_declaration()
    return list(
        fetched.prefetch_related("wordings", "topics", "positions").order_by(
            "-declaration__date", "pk"
        )
    )


def _of_any(points: Sequence[Point], hints: Hints) -> Q:
    """Return the propositions that these points hold, or that are suggested for them."""
    keys = {position.proposition_id for held in points for position in held.positions.all()}
    slugs = {s.slug for found in hints.by_point.values() for s in found.positions}
    return Q(pk__in=keys) | Q(slug__in=slugs)


def _issuers(declaration: Declaration, language: str) -> str:
    actors = declaration.issuing_actors
    named = phrasing.join(actor.brief_in(language) for actor in actors)
    return named or in_language(declaration, "title", language)
