"""Pairs on which coders differ, and what a lead decides between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from declarations import phrasing
from declarations.comparison import (
    JudgementRecord,
    Names,
    PointRecord,
    PropositionRecord,
    Relation,
    Stance,
    relate_by_positions,
    word_reason,
)
from declarations.models import (
    Judgement,
    Language,
    Point,
    Proposition,
    Round,
    RoundPair,
    User,
    Wording,
    digest_of,
    in_language,
)
from declarations.phrasing import judged_words

from .editing import Refused
from .judged import EVERYTHING, Judged, Pair, Scope, read_judged, visible_judgements
from .judging import CoderNames, Viewer, record_judgement, withdraw


@dataclass(frozen=True)
class Said:
    """What somebody said of a pair, with all that they wrote."""

    judgement: Judgement
    name: str

    @property
    def word(self) -> str:
        """The relation, as a word."""
        return judged_words.relation_word(self.judgement.relation)


@dataclass(frozen=True)
class DisputedSide:
    """One of the two points, with the words that the lead reads."""

    point: Point
    wording: Wording | None
    language: str

    @property
    def title(self) -> str:
        """The declaration's title in the language of reading."""
        return in_language(self.point.declaration, "title", self.language)

    @property
    def short_name(self) -> str:
        """The issuers as reasons name them; the title where there is none."""
        actors = self.point.declaration.issuing_actors
        return phrasing.join(actor.brief_in(self.language) for actor in actors) or self.title

    @property
    def language_name(self) -> str:
        """The language of the words, where it is not the one of reading."""
        if self.wording is None or self.wording.language == self.language:
            return ""
        return str(Language(self.wording.language).label)

    @property
    def digest(self) -> str:
        """Of the words shown; empty where none are held."""
        return digest_of(self.wording.text) if self.wording else ""


@dataclass(frozen=True)
class Disagreement:
    """
    A pair on which coders differ, or differed until it was adjudicated.

    ``said`` are the coders' latest judgements of the words as they are. ``round`` is
    the running round that holds the pair: until it is closed nothing is decided.
    """

    left: DisputedSide
    right: DisputedSide
    said: Sequence[Said]
    adjudication: Said | None
    coded: Relation | None
    reasons: Sequence[str]
    round: Round | None

    @property
    def key(self) -> Pair:
        """The keys of both points, the lower first."""
        return self.left.point.pk, self.right.point.pk

    @property
    def anchor(self) -> str:
        """The id of its part of a page."""
        return f"pair-{self.left.point.pk}-{self.right.point.pk}"

    @property
    def can_be_judged(self) -> bool:
        """Whether words are held of both."""
        return bool(self.left.wording and self.right.wording)

    @cached_property
    def words(self) -> str:
        """What was said and decided: "2 coders partial, 1 divergent; adjudicated partial"."""
        held = [*self.said, *([self.adjudication] if self.adjudication else [])]
        return judged_words.judged(
            [
                JudgementRecord(
                    Relation(one.judgement.relation),
                    one.name,
                    adjudicates=one is self.adjudication,
                )
                for one in held
            ]
        )

    @property
    def coded_word(self) -> str:
        """The relation that follows from the codes, as a word; blank without."""
        return judged_words.relation_word(self.coded) if self.coded else ""


@dataclass(frozen=True)
class Disputes:
    """The pairs that wait for a decision and those that have one, by their keys, in order."""

    judged: Judged
    waiting: Sequence[Pair]
    decided: Sequence[Pair]


def find_disputes(viewer: Viewer, scope: Scope = EVERYTHING) -> Disputes:
    """
    Return the pairs of a scope on which coders differ, the longest waiting first.

    Those of running rounds, on which nothing can be decided yet, come after all
    others. Those that were adjudicated come the latest first, whether or not
    coders still differ on them. Four queries.
    """
    judged = read_judged(viewer, scope)
    waiting = [
        pair
        for pair, said in judged.by_pair.items()
        if len({given.relation for given in said.values()}) > 1 and pair not in judged.adjudicated
    ]
    since = {
        pair: max((given.created, given.pk) for given in judged.by_pair[pair].values())
        for pair in waiting
    }
    running = set(RoundPair.objects.of_running().values_list("first", "second"))
    decided = [pair for pair in judged.adjudicated if scope.round is None or pair in judged.by_pair]
    latest = {p: (judged.adjudicated[p].created, judged.adjudicated[p].pk) for p in decided}
    return Disputes(
        judged,
        sorted(waiting, key=lambda pair: (pair in running, since[pair])),
        sorted(decided, key=lambda pair: latest[pair], reverse=True),
    )


def read_disagreements(
    pairs: Sequence[Pair], judged: Judged, *, language: str = "en"
) -> list[Disagreement]:
    """Return some pairs with words, codes and all that was said. Ten queries, however many."""
    if not pairs:
        return []
    keys = {key for pair in pairs for key in pair}
    points = {
        point.pk: point
        for point in Point.objects.with_declaration().with_codes().filter(pk__in=keys)
    }
    propositions = {
        proposition.slug: proposition
        for proposition in Proposition.objects.filter(positions__point__in=keys)
        .distinct()
        .with_rivals()
    }
    given = {pair: list(judged.by_pair.get(pair, {}).values()) for pair in pairs}
    wanted = [one.pk for held in given.values() for one in held]
    wanted += [judged.adjudicated[pair].pk for pair in pairs if pair in judged.adjudicated]
    rows = Judgement.objects.in_bulk(wanted)
    names = CoderNames()
    rounds = _running_rounds(keys)
    found = []
    for pair in pairs:
        left, right = (_side(points[key], language) for key in pair)
        coded, reasons = _codes_say(left, right, propositions)
        decided = judged.adjudicated.get(pair)
        found.append(
            Disagreement(
                left,
                right,
                [
                    Said(rows[one.pk], judged.coders[one.who])
                    for one in sorted(given[pair], key=lambda one: (one.created, one.pk))
                ],
                Said(rows[decided.pk], names.of(rows[decided.pk])) if decided else None,
                coded,
                reasons,
                rounds.get(pair),
            )
        )
    return found


def find_disagreement(viewer: Viewer, pair: Pair, *, language: str = "en") -> Disagreement | None:
    """Return one pair as a viewer may see it; None where nobody has judged it, or it is hidden."""
    judged = read_judged(viewer, Scope(pair=pair))
    if pair not in judged.by_pair and pair not in judged.adjudicated:
        return None
    return read_disagreements([pair], judged, language=language)[0]


def adjudicate_pair(
    *,
    lead: User,
    pair: Disagreement,
    relation: str,
    note: str,
    seen: tuple[str, str],
    token: UUID,
) -> Judgement:
    """
    Record a lead's word on coders who differ; what they said stays beside it.

    Not while a round that holds the pair is running: the decision would be read
    by those who have yet to judge. Raise Refused for that, where the words are
    not those that the lead saw, and where coders do not differ.
    """
    held = Judgement.objects.of_pair(*pair.key).filter(
        token=token, coder=lead, kind=Judgement.Kind.ADJUDICATION
    )
    if (sent := held.select_related("withdrawal").first()) is not None:
        if hasattr(sent, "withdrawal"):
            raise Refused(gettext("What this form said was taken back since. Decide anew."))
        return sent
    left, right = pair.left, pair.right
    if left.wording is None or right.wording is None:
        raise Refused(
            gettext("No words are held of one of the two, so there is nothing to decide.")
        )
    _refuse_unless_open(pair, seen)
    with transaction.atomic():
        if Round.objects.running().with_pair(*pair.key).select_for_update(of=("self",)).exists():
            raise Refused(
                gettext("A round that holds this pair is still running. Decide once it is closed.")
            )
        return record_judgement(
            coder=lead,
            left=left.point,
            right=right.point,
            relation=relation,
            rationale=note,
            seen=(left.wording, right.wording),
            token=token,
            kind=Judgement.Kind.ADJUDICATION,
        )


def _refuse_unless_open(pair: Disagreement, seen: tuple[str, str]) -> None:
    if seen != (pair.left.digest, pair.right.digest):
        raise Refused(
            gettext("The words were changed since you opened the page. Read them as they are now.")
        )
    if pair.adjudication is not None:
        raise Refused(
            gettext("This pair was adjudicated meanwhile: %(relation)s, by %(name)s.")
            % {"relation": pair.adjudication.word, "name": pair.adjudication.name}
        )
    if len({one.judgement.relation for one in pair.said}) < 2:
        raise Refused(gettext("The coders do not differ on this pair any more."))


def take_adjudication_back(*, lead: User, pair: Pair, key: int) -> None:
    """Withdraw a lead's own adjudication of a pair; raise Refused for any other judgement."""
    held = (
        visible_judgements(lead)
        .of_pair(*pair)
        .filter(pk=key, coder=lead, kind=Judgement.Kind.ADJUDICATION)
        .first()
    )
    if held is None:
        raise Refused(gettext("This is no adjudication of yours that stands."))
    withdraw(judgement=held, coder=lead)


def _side(point: Point, language: str) -> DisputedSide:
    return DisputedSide(point, point.wording_in(language, "en"), language)


def _codes_say(
    left: DisputedSide, right: DisputedSide, propositions: Mapping[str, Proposition]
) -> tuple[Relation | None, list[str]]:
    """Return what follows from the codes of two points, and the reasons in words."""
    codebook = {
        slug: PropositionRecord(
            slug, held.text, "", frozenset(rival.slug for rival in held.rivals.all())
        )
        for slug, held in propositions.items()
    }
    finding = relate_by_positions(_record(left.point), _record(right.point), codebook)
    names = Names(
        left.short_name,
        right.short_name,
        {slug: in_language(p, "text", left.language) for slug, p in propositions.items()},
    )
    return finding.relation, [word_reason(reason, names, gettext) for reason in finding.reasons]


def _record(point: Point) -> PointRecord:
    return PointRecord(
        point.pk,
        point.label,
        {},
        positions={held.proposition.slug: Stance(held.stance) for held in point.positions.all()},
    )


def _running_rounds(points: set[int]) -> dict[Pair, Round]:
    """Return the running round of each pair of these points that is in one. One query."""
    pairs = RoundPair.objects.filter(
        round__closed__isnull=True, first__in=points, second__in=points
    ).select_related("round")
    return {(held.first_id, held.second_id): held.round for held in pairs}
