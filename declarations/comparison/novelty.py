"""
What is new in a declaration: its points beside what its issuers said before.

Each issuer is a voice of its own, and a joint statement is the word of each of
those who issued it. "First" is meant of what is held: the caller says which
earlier points those are, and the reader how many declarations they come from.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from .matching import find_alike
from .naming import Texts
from .normalization import fold
from .scoring import CorpusWeights
from .timeline import merge_stances
from .types import PointRecord, Stance
from .voices import Dropped, SpokenPoint, Voice

REPEATED_FROM = 0.45
"""
The likeness from which a point repeats an earlier one, where their codes do not speak against it.

Of the sample's points one reader read the pairs with the earlier point that is
most alike: from 0.45 on 35 of 41 say the same again, between 0.40 and 0.45 11
of 22 (``python -m tests.benchmarks.repeated``).
"""
FORCE_SHARE = 0.5
"""
The share of what two points hold that they must share for their forces to be compared.

Force is that of a whole point, so a verb that goes with another matter must not
count. With a quarter, from which points count as convergent, 69 points of the
sample have changed force, many on account of another matter; with a half 37.
"""


class NewsKind(StrEnum):
    """How a point stands to what its issuer said before; :mod:`.news_phrases` has the words."""

    FIRST_WORD = "first-word"
    FIRST_MENTION = "first-mention"
    STANCE_CHANGED = "stance-changed"
    FORCE_CHANGED = "force-changed"
    REPEATED = "repeated"
    HELD_BEFORE = "held-before"


@dataclass(frozen=True, slots=True)
class News:
    """
    One thing that can be said of a point, as data; which fields are filled depends on its kind.

    ``issuers`` are those of whom it holds, in the order in which they are
    named. ``propositions`` are slugs, ``earlier`` is the point compared with.
    ``stances`` and ``forces`` are the earlier and the present one; ``likeness``
    is lexical, 0 to 1. Of a change of stance, ``still`` are the points of the
    same declaration that hold a stance of before, and ``also`` the points other
    than ``earlier`` that spoke to the proposition then, where their stances
    differ: the earlier of ``stances`` is what they come to together.
    """

    kind: NewsKind
    issuers: tuple[str, ...]
    propositions: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    earlier: SpokenPoint | None = None
    stances: tuple[Stance, ...] = ()
    forces: tuple[int, ...] = ()
    likeness: float | None = None
    still: tuple[SpokenPoint, ...] = ()
    also: tuple[SpokenPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Newness:
    """
    What is new in a declaration: a tuple for each of its points, and what it drops by issuer.

    ``without_earlier`` are the issuers of whom nothing earlier is held; nothing
    is said of them, since everything would be new.
    """

    news: tuple[tuple[News, ...], ...]
    dropped: Mapping[str, tuple[Dropped, ...]]
    without_earlier: tuple[str, ...] = ()


def find_news(
    points: Sequence[SpokenPoint],
    earlier: Mapping[str, Iterable[SpokenPoint]],
    weights: CorpusWeights,
    spellings: Mapping[str, Sequence[str]] | None = None,
) -> Newness:
    """
    Return what is new in the points of a declaration, in reading order, for each issuer.

    ``earlier`` maps every issuer to the points that it issued before, alone or
    with others. Only they are looked at, so a first is a first among them.
    ``spellings`` maps a folded name to the other names of the same actor, as in
    another language.
    """
    voices = [Voice(issuer, said) for issuer, said in earlier.items()]
    silent = tuple(voice.issuer for voice in voices if not voice.points)
    voices = [voice for voice in voices if voice.points]
    repeated = _find_repeated(points, voices, weights)
    mentions = _first_mentions(points, voices, spellings or {})
    news = []
    for place, point in enumerate(points):
        found = [*_first_words(point, voices), *mentions.get(place, ())]
        found += _merge(change for voice in voices for change in _changes(point, voice, points))
        changed = {
            issuer
            for item in found
            if item.kind is NewsKind.STANCE_CHANGED
            for issuer in item.issuers
        }
        # Who has just changed its stance returns to older words; that is no mere repetition.
        found += [item for item in repeated.get(place, ()) if not changed.issuperset(item.issuers)]
        news.append(tuple(found or _held_before(point, voices)))
    return Newness(
        tuple(news), {voice.issuer: voice.dropped_from(points) for voice in voices}, silent
    )


def _first_words(point: SpokenPoint, voices: Sequence[Voice]) -> list[News]:
    """Return the propositions that issuers had not spoken to, by the issuers of whom it holds."""
    firsts: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for slug in point.record.positions:
        issuers = tuple(voice.issuer for voice in voices if not voice.last_on(slug))
        firsts[issuers].append(slug)
    return [
        News(NewsKind.FIRST_WORD, issuers, propositions=tuple(slugs))
        for issuers, slugs in firsts.items()
        if issuers
    ]


def _first_mentions(
    points: Sequence[SpokenPoint],
    voices: Sequence[Voice],
    spellings: Mapping[str, Sequence[str]],
) -> dict[int, list[News]]:
    """
    Return whom issuers had not spoken of, by the place of the first point that names them.

    Who is recorded with one point and named before in the words of another is
    told of the other.
    """
    names: dict[str, str] = {}
    for point in points:
        for name in point.mentions:
            names.setdefault(fold(name), name)
    texts = [Texts(point.record.wordings.values()) for point in points] if names else []
    firsts: dict[int, dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for folded, name in names.items():
        spelt = (name, *spellings.get(folded, ()))
        issuers = tuple(voice.issuer for voice in voices if not voice.has_named(spelt))
        if issuers:
            place = next(
                place
                for place, point in enumerate(points)
                if folded in map(fold, point.mentions)
                or any(texts[place].name(other) for other in spelt)
            )
            firsts[place][issuers].append(name)
    return {
        place: [
            News(NewsKind.FIRST_MENTION, issuers, mentions=tuple(told))
            for issuers, told in found.items()
        ]
        for place, found in firsts.items()
    }


def _changes(point: SpokenPoint, voice: Voice, points: Iterable[SpokenPoint]) -> list[News]:
    """
    Return where a point differs from the issuer's last word: stances, then the force.

    ``points`` are those of its declaration: one of them may hold what was held
    before, and then the text as a whole has not changed as its point has.
    """
    changes = []
    for slug, stance in point.record.positions.items():
        before = voice.last_on(slug)
        if before and stance not in voice.stances_on(slug):
            old = voice.stances_on(slug)
            still = [other for other in points if other.record.positions.get(slug) in old]
            stances = (merge_stances(old), stance)
            changes.append(
                News(
                    NewsKind.STANCE_CHANGED,
                    (voice.issuer,),
                    propositions=(slug,),
                    earlier=before[0],
                    stances=stances,
                    still=tuple(still),
                    also=tuple(before[1:]) if len(old) > 1 else (),
                )
            )
    force = _force_change(point, voice)
    return [*changes, force] if force else changes


def _force_change(point: SpokenPoint, voice: Voice) -> News | None:
    """
    Return that a point is firmer or softer than the issuer's last word on the same, or None.

    It is compared with a point that takes the same stance on all they share,
    and shares ``FORCE_SHARE`` of what either holds: of the latest declaration
    with such a point, the one that shares the most.
    """
    candidates = {
        before.record.key: before
        for slug in point.record.positions
        for before in voice.last_on(slug)
        if before.force and _share_held(point, before) >= FORCE_SHARE
    }
    if not (point.force and candidates):
        return None

    def rank(before: SpokenPoint) -> tuple[date, str, float, bool]:
        same = before.force == point.force
        return before.spoken, before.declaration, _share_held(point, before), same

    best = max(candidates.values(), key=rank)
    if best.force is None or best.force == point.force:
        return None
    return News(
        NewsKind.FORCE_CHANGED,
        (voice.issuer,),
        propositions=tuple(_shared(point.record, best.record)),
        earlier=best,
        forces=(best.force, point.force),
    )


def _share_held(point: SpokenPoint, before: SpokenPoint) -> float:
    """Return how much of what two points hold they share, 0 to 1; 0 where a stance differs."""
    one, other = point.record.positions, before.record.positions
    shared = _shared(point.record, before.record)
    if any(one[slug] != other[slug] for slug in shared):
        return 0
    return len(shared) / len(one.keys() | other.keys())


def _shared(point: PointRecord, earlier: PointRecord) -> list[str]:
    """Return the propositions to which both points speak, in the order of the first."""
    return [slug for slug in point.positions if slug in earlier.positions]


def _find_repeated(
    points: Sequence[SpokenPoint], voices: Sequence[Voice], weights: CorpusWeights
) -> dict[int, tuple[News, ...]]:
    """Return for each point that repeats an earlier one that it does, and which; by its place."""
    said = {point.record.key: point for voice in voices for point in voice.points}
    # In the order of time: of two equally alike the later one is named.
    others = sorted(said.values(), key=lambda point: (point.spoken, point.declaration))
    repeated: dict[int, tuple[News, ...]] = {}
    alike = find_alike(
        [point.record for point in points],
        [point.record for point in others],
        weights,
        REPEATED_FROM,
    )
    for match in alike:
        earlier = others[match.right]
        if match.left in repeated or not _may_repeat(points[match.left].record, earlier.record):
            continue
        issuers = tuple(
            voice.issuer for voice in voices if earlier.declaration in voice.declarations
        )
        repeated[match.left] = (
            News(NewsKind.REPEATED, issuers, earlier=earlier, likeness=match.likeness),
        )
    return repeated


def _may_repeat(point: PointRecord, earlier: PointRecord) -> bool:
    """
    Say whether the codes let a point be called a repetition of one that is alike.

    Words cannot tell "supports" from "does not support". So where both are
    coded they share a position, and differ in none; where one is not coded,
    nothing but the words is there to go by.
    """
    if not (point.positions and earlier.positions):
        return True
    shared = _shared(point, earlier)
    return bool(shared) and all(point.positions[s] == earlier.positions[s] for s in shared)


def _held_before(point: SpokenPoint, voices: Sequence[Voice]) -> list[News]:
    """
    Return that every position of a point was its issuers' last word already; or nothing.

    ``earlier`` is the point among their last words that shares the most with it.
    """
    held = point.record.positions
    if not (held and voices):
        return []
    last = [before for voice in voices for slug in held for before in voice.last_on(slug)]
    nearest = max(
        last, key=lambda p: (len(_shared(point.record, p.record)), p.spoken, p.declaration)
    )
    issuers = tuple(voice.issuer for voice in voices)
    return [News(NewsKind.HELD_BEFORE, issuers, propositions=tuple(held), earlier=nearest)]


def _merge(news: Iterable[News]) -> list[News]:
    """Return what holds of several issuers once, with all of them."""
    merged: list[News] = []
    for item in news:
        for place, other in enumerate(merged):
            if replace(other, issuers=item.issuers) == item:
                merged[place] = replace(other, issuers=other.issuers + item.issuers)
                break
        else:
            merged.append(item)
    return merged
