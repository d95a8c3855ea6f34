"""Which pairs a coding round gets: those that match, some that do not, and those chosen by hand."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations, product

from django.utils.translation import gettext as _

from declarations.comparison import anchor_of
from declarations.comparison.matching import match_points
from declarations.models import Declaration, Point, Proposition, RoundPair

from .comparing import point_records, speaks_of
from .editing import Refused
from .suggesting import suggest_codes
from .weights import corpus_weights

MAX_LOOKED_AT = 300_000
"""Pairs, matched or not, between the declarations of a round: a few seconds to look at."""
MAX_TASKS = 2_000
"""Pairs times coders of a round."""


@dataclass(frozen=True)
class HandPair:
    """
    Two points that a lead named, as they were written.

    ``anchors`` are the readings of what was written, the likeliest first: the
    address of a row, ``r-11-bis-5``, can be parted in several places.
    """

    written: str
    left: str
    right: str
    anchors: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Wish:
    """
    What a round shall hold: pairs between declarations, by their slugs, and pairs by hand.

    ``couples`` are the comparisons that count, of which each two slugs stand
    the earlier declaration first; None counts them all.
    ``sample`` unmatched pairs are drawn with ``seed``.
    """

    declarations: Sequence[str] = ()
    couples: Collection[tuple[str, str]] | None = None
    by_hand: Sequence[HandPair] = ()
    sample: int = 0
    seed: int = 0


@dataclass(frozen=True)
class PlannedPair:
    """A pair that a round would hold, left and right as it is read."""

    left: Point
    right: Point
    origin: RoundPair.Origin

    @property
    def keys(self) -> tuple[int, int]:
        """The keys of the two points, the lower one first."""
        return min(self.left.pk, self.right.pk), max(self.left.pk, self.right.pk)


@dataclass(frozen=True)
class Couple:
    """Two declarations of a round: how many pairs match, and how many were drawn of the others."""

    left: Declaration
    right: Declaration
    matched: int
    unmatched: int
    drawn: int
    is_chosen: bool

    @property
    def value(self) -> str:
        """How a form names it."""
        return f"{self.left.slug}:{self.right.slug}"


@dataclass(frozen=True)
class Plan:
    """
    The pairs of a round before it is opened.

    ``drawn_from`` is how many unmatched pairs there are, ``held_elsewhere`` how
    many pairs were left out because another running round holds them.
    """

    pairs: Sequence[PlannedPair]
    couples: Sequence[Couple]
    drawn_from: int
    held_elsewhere: int

    def count(self, origin: str) -> int:
        """Return how many pairs come from somewhere: "matched", "sampled" or "chosen"."""
        return sum(1 for pair in self.pairs if pair.origin == origin)

    @property
    def matched(self) -> int:
        """How many pairs match."""
        return self.count(RoundPair.Origin.MATCHED)

    @property
    def sampled(self) -> int:
        """How many were drawn from those that do not match."""
        return self.count(RoundPair.Origin.SAMPLED)

    @property
    def chosen(self) -> int:
        """How many were named by hand."""
        return self.count(RoundPair.Origin.CHOSEN)


def draw_by(seed: int, *names: object) -> str:
    """
    Return where something comes in an order that a seed decides, as hexadecimal digits.

    The SHA-256 of the seed and the names with colons between them: the same
    on every machine and with every version of Python, so that anybody can draw
    a sample again.

    >>> draw_by(7, "lima-group-2019-05-03 5", "quito-2018-09-04 11")[:8]
    '23ef136c'
    """
    return hashlib.sha256(":".join(map(str, (seed, *names))).encode()).hexdigest()


def reference_of(point: Point) -> str:
    """Return how a point is named in a draw and in a judgement: slug and number."""
    return f"{point.declaration.slug} {point.label}"


def plan_round(wish: Wish) -> Plan:
    """
    Return the pairs that a round gets, in no telling order.

    Of each two declarations the earlier one is read on the left. Matches are
    those of a comparison, whatever coders have judged so far. The sample is
    drawn from all pairs that neither match nor are named by hand: those with
    the least :func:`draw_by` of the seed and both references. What another
    running round holds is left out, since a judgement belongs to one round.
    Only what is published counts. Raise Refused where a pair by hand names what
    is not held, or where there is too much to look at. At most 20 queries.
    """
    held = _fetch(wish)
    named = [held[slug] for slug in dict.fromkeys(wish.declarations) if slug in held]
    named.sort(key=lambda declaration: (declaration.date, declaration.slug))
    couples = list(combinations(named, 2))
    if sum(len(_points(one)) * len(_points(other)) for one, other in couples) > MAX_LOOKED_AT:
        raise Refused(_("These declarations have too many points for one round. Choose fewer."))
    taken = _pairs_of_running_rounds(held.values())
    matches = _matches(couples)
    is_chosen = {
        (one.slug, other.slug): wish.couples is None or (one.slug, other.slug) in wish.couples
        for one, other in couples
    }
    found: dict[tuple[int, int], PlannedPair] = {}
    unmatched: list[PlannedPair] = []
    by_hand = [_find_by_hand(pair, held) for pair in wish.by_hand]
    chosen = {pair.keys for pair in by_hand}
    elsewhere = set()
    counts: dict[tuple[str, str], list[int]] = {}
    for one, other in couples:
        names = (one.slug, other.slug)
        counts[names] = [0, 0]
        for left, right in product(_points(one), _points(other)):
            is_match = (left.pk, right.pk) in matches
            origin = RoundPair.Origin.MATCHED if is_match else RoundPair.Origin.SAMPLED
            pair = PlannedPair(left, right, origin)
            if pair.keys in taken:
                if is_match and is_chosen[names]:
                    elsewhere.add(pair.keys)
                continue
            counts[names][not is_match] += 1
            if is_match and is_chosen[names]:
                found[pair.keys] = pair
            elif is_chosen[names] and pair.keys not in chosen:
                unmatched.append(pair)
    for pair in by_hand:
        if pair.keys in taken:
            elsewhere.add(pair.keys)
        else:
            found.setdefault(pair.keys, pair)
    sample = nsmallest(
        wish.sample,
        unmatched,
        key=lambda pair: draw_by(wish.seed, reference_of(pair.left), reference_of(pair.right)),
    )
    drawn = Counter((pair.left.declaration.slug, pair.right.declaration.slug) for pair in sample)
    pairs = [*found.values(), *sample]
    # So that a pair's key and place in the table tell nothing of where it comes from.
    pairs.sort(key=lambda pair: draw_by(wish.seed, "order", *pair.keys))
    return Plan(
        pairs=pairs,
        couples=[
            Couple(
                left=one,
                right=other,
                matched=counts[one.slug, other.slug][0],
                unmatched=counts[one.slug, other.slug][1],
                drawn=drawn[one.slug, other.slug],
                is_chosen=is_chosen[one.slug, other.slug],
            )
            for one, other in couples
        ],
        drawn_from=len(unmatched),
        held_elsewhere=len(elsewhere),
    )


def _fetch(wish: Wish) -> dict[str, Declaration]:
    """Return the published declarations that a wish speaks of, by their slugs."""
    slugs = {*wish.declarations}
    slugs.update(slug for pair in wish.by_hand for slug in (pair.left, pair.right))
    asked = Declaration.objects.published().filter(slug__in=slugs)
    return {declaration.slug: declaration for declaration in asked.for_comparison()}


def _points(declaration: Declaration) -> list[Point]:
    """Return the points that have words, in reading order."""
    return [point for point in declaration.points.all() if point.wordings.all()]


def _matches(couples: Sequence[tuple[Declaration, Declaration]]) -> set[tuple[int, int]]:
    """Return the keys, left and right, of the points that meet in the comparisons of couples."""
    named = {declaration for couple in couples for declaration in couple}
    hints = suggest_codes({declaration: _points(declaration) for declaration in named})
    slugs = dict(Proposition.objects.values_list("pk", "slug")) if named else {}
    weights = corpus_weights() if named else None
    found = set()
    for one, other in couples:
        assert weights is not None
        left, right = _points(one), _points(other)
        matching = match_points(
            point_records(left, slugs, speaks_of(other), hints),
            point_records(right, slugs, speaks_of(one), hints),
            weights,
        )
        found |= {(left[match.left].pk, right[match.right].pk) for match in matching.matches}
    return found


def _pairs_of_running_rounds(declarations: Iterable[Declaration]) -> set[tuple[int, int]]:
    """Return the pairs, by the keys of their points, that running rounds hold."""
    named = list(declarations)
    rows = RoundPair.objects.of_running().filter(
        first__declaration__in=named, second__declaration__in=named
    )
    return set(rows.values_list("first", "second"))


def _find_by_hand(pair: HandPair, held: Mapping[str, Declaration]) -> PlannedPair:
    """Return the two points that somebody wrote down; raise Refused where one is not held."""
    for slug in (pair.left, pair.right):
        if slug not in held:
            raise Refused(
                _("“%(written)s”: no published declaration is called “%(slug)s”.")
                % {"written": pair.written, "slug": slug}
            )
    if pair.left == pair.right:
        raise Refused(
            _("“%(written)s”: a round compares points of two different declarations.")
            % {"written": pair.written}
        )
    left = {point.anchor.casefold(): point for point in _points(held[pair.left])}
    right = {point.anchor.casefold(): point for point in _points(held[pair.right])}
    for one, other in pair.anchors:
        places = anchor_of(one).casefold(), anchor_of(other).casefold()
        if places[0] in left and places[1] in right:
            return PlannedPair(left[places[0]], right[places[1]], RoundPair.Origin.CHOSEN)
    raise Refused(
        _("“%(written)s”: these declarations have no points of these numbers.")
        % {"written": pair.written}
    )
