"""Suggesting codes for points that nobody has coded, from those that people have coded."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from declarations.comparison import (
    CodebookText,
    PointRecord,
    Relation,
    Stance,
    Suggester,
    Suggestion,
    Suggestions,
    take_up,
)
from declarations.comparison.blocks import LANGUAGES
from declarations.models import Declaration, Measurement, Point, Review

from .coding import read_codebook, read_coding
from .resembling import points_like
from .stamps import Stamp, light_stamp_of_coding, stamp_of_coding

MAX_KEPT = 8
"""Suggesters that a process keeps: English and Spanish, for a few texts that are being coded."""

MOST_POSITIONS = 10_000
"""
Coded positions up to which all coded points vote, some 4,000 points: half a second to read.

Of more, those vote that are nearest to what is suggested for.
"""

NEAR_VOTERS = 400
"""Of a larger corpus, the points that vote on a declaration: with the codebook, fewer than 600."""

MAX_ANSWERS = 2_000
"""Suggested-for texts that each of them remembers: a hundred declarations."""


@dataclass(frozen=True)
class Hints:
    """
    What is suggested for uncoded points, by their keys, and what may follow from it.

    ``trusted``: the relations whose suggestions were right often enough here, in
    the language in which a point's were made.
    """

    by_point: Mapping[int, Suggestions] = field(default_factory=dict)
    trusted: Mapping[int, frozenset[Relation]] = field(default_factory=dict)

    def take_up(self, record: PointRecord) -> PointRecord:
        """Return a point with what is suggested for it in place of the codes that it lacks."""
        suggested = self.by_point.get(record.key)
        return take_up(record, suggested, self.trusted.get(record.key, ()))

    def joined(self, other: "Hints") -> "Hints":
        """Return the hints for the points of both."""
        return Hints({**self.by_point, **other.by_point}, {**self.trusted, **other.trusted})


class _Remembering:
    """A suggester that remembers what it said: a page is read more often than coding changes."""

    def __init__(self, suggester: Suggester) -> None:
        self._suggester = suggester
        self._said: dict[str, Suggestions] = {}

    def suggest(self, text: str) -> Suggestions:
        if text not in self._said:
            if len(self._said) >= MAX_ANSWERS:
                self._said.clear()
            self._said[text] = self._suggester.suggest(text)
        return self._said[text]


@dataclass
class _Kept:
    """The suggesters of this process, for the coding as it was at one moment."""

    stamp: Stamp | None = None
    is_large: bool = False
    """Whether there are too many coded points to read them all."""
    coding: dict[str, dict[str, list[PointRecord]]] = field(default_factory=dict)
    codebooks: dict[str, list[CodebookText]] = field(default_factory=dict)
    suggesters: OrderedDict[tuple[str, ...], _Remembering] = field(default_factory=OrderedDict)

    def suggester(
        self, key: tuple[str, ...], read: Callable[[], list[PointRecord]]
    ) -> _Remembering:
        """Return the suggester of a key, the language first; made where it is not kept."""
        if key not in self.suggesters:
            suggester = Suggester(read(), key[0], self.codebooks[key[0]])
            self.suggesters[key] = _Remembering(suggester)
            if len(self.suggesters) > MAX_KEPT:
                self.suggesters.popitem(last=False)
        self.suggesters.move_to_end(key)
        return self.suggesters[key]


_kept = _Kept()


def suggest_codes(
    points_of: Mapping[Declaration, Sequence[Point]],
    *,
    besides: bool = False,
    only_uncoded_declarations: bool = False,
) -> Hints:
    """
    Return what is suggested for the points without topics or without positions.

    With ``besides`` also for points that are coded: what they may hold besides,
    for an editor to consider. With ``only_uncoded_declarations`` not where a
    declaration would need a suggester of its own, since others of its points
    are coded or the corpus is large: for a page of many declarations.

    Points come with their wordings, topics and positions fetched. A point's own
    declaration never votes for it, and what was accepted or refused for a point
    is not suggested again. No query where every point is coded; else three, and
    six more for each language where the coding has changed since.
    """
    uncoded = [
        (declaration, point, language)
        for declaration, points in points_of.items()
        for point in points
        if (besides or not (point.topics.all() and point.positions.all()))
        and (language := _language_of(point)) is not None
    ]
    if not uncoded:
        return Hints()
    _forget_what_is_outdated()
    answered = _answered([point for _, point, _ in uncoded])
    if besides:
        for _, point, _ in uncoded:
            answered[point.pk] |= _held(point)
    texts: dict[tuple[str, Declaration], dict[int, str]] = defaultdict(dict)
    for declaration, point, language in uncoded:
        text = next(w.text for w in point.wordings.all() if w.language == language)
        texts[language, declaration][point.pk] = text
    found: dict[int, Suggestions] = {}
    trusted_in = _trusted_in({language for language, _ in texts})
    trusted: dict[int, frozenset[Relation]] = {}
    for (language, declaration), by_point in texts.items():
        if only_uncoded_declarations and (_kept.is_large or _has_votes(language, declaration)):
            continue
        suggester = _suggester_for(language, declaration, list(by_point.values()))
        for key, text in by_point.items():
            found[key] = _unanswered(suggester.suggest(text), answered[key])
            trusted[key] = trusted_in.get(language, frozenset())
    return Hints(found, trusted)


def suggest_for_text(text: str, language: str) -> Suggestions:
    """Return what is suggested for a text that is no point. One query, seven with a cold start."""
    _forget_what_is_outdated()
    return _suggester_for(language, None, [text]).suggest(text)


def _language_of(point: Point) -> str | None:
    """Return the language to suggest in: the first held of English, Spanish, Portuguese, French."""
    held = {wording.language for wording in point.wordings.all()}
    return next((language for language in LANGUAGES if language in held), None)


def _forget_what_is_outdated() -> None:
    """
    Start anew where the coding has changed.

    Of a large corpus only what was added is noticed at once, since counting it
    for every page would cost more than the page.
    """
    global _kept
    stamp = light_stamp_of_coding() if _kept.is_large else stamp_of_coding()
    if _kept.stamp == stamp:
        return
    counted = stamp_of_coding() if _kept.is_large else stamp
    is_large = counted.get("positions", (0,))[0] > MOST_POSITIONS
    if is_large and not _kept.is_large:
        stamp = light_stamp_of_coding()
    _kept = _Kept(stamp if is_large else counted, is_large)


def _suggester_for(
    language: str, declaration: Declaration | None, texts: Sequence[str]
) -> _Remembering:
    """Return what suggests for texts of a declaration, of whose codes it then knows nothing."""
    if language not in _kept.codebooks:
        _kept.codebooks[language] = read_codebook(language)
    if _kept.is_large:
        return _near_suggester(language, declaration, texts)
    if language not in _kept.coding:
        _kept.coding[language] = read_coding(language)
    corpus = _kept.coding[language]
    # A declaration that has no codes has no vote: all such share a suggester.
    own = declaration.slug if declaration and _has_votes(language, declaration) else ""
    return _kept.suggester(
        (language, own), lambda: [p for slug, held in corpus.items() if slug != own for p in held]
    )


def _has_votes(language: str, declaration: Declaration) -> bool:
    """Say whether a declaration has coded points, in a corpus that is read whole."""
    if language not in _kept.coding:
        _kept.coding[language] = read_coding(language)
    held = _kept.coding[language].get(declaration.slug, ())
    return any(point.topics or point.positions for point in held)


def _near_suggester(
    language: str, declaration: Declaration | None, texts: Sequence[str]
) -> _Remembering:
    """Return the same from the points nearest to the texts: of a corpus too large to read whole."""

    def read() -> list[PointRecord]:
        near = {
            like.point.pk: like
            for text in texts
            for like in points_like(
                {language: text},
                limit=max(20, NEAR_VOTERS // len(texts)),
                without_declaration=declaration.pk if declaration else None,
            )
        }
        return [
            PointRecord(
                key=key,
                label=like.point.label,
                wordings={language: like.wording.text},
                topics=frozenset(topic.slug for topic in like.point.topics.all()),
                positions={
                    held.proposition.slug: Stance(held.stance)
                    for held in like.point.positions.all()
                },
                operative=like.point.operative,
            )
            for key, like in near.items()
        ]

    return _kept.suggester((language, *texts), read)


def _held(point: Point) -> set[tuple[str, str]]:
    """Return the codes that a point has; its positions come with their propositions."""
    positions = {("proposition", held.proposition.slug) for held in point.positions.all()}
    return positions | {("topic", topic.slug) for topic in point.topics.all()}


def _answered(points: Iterable[Point]) -> dict[int, set[tuple[str, str]]]:
    """Return the codes accepted or refused for points: the kind and the slug of each. One query."""
    answered: dict[int, set[tuple[str, str]]] = defaultdict(set)
    rows = Review.objects.of_points(points).order_by()
    for point, topic, proposition in rows.values_list(
        "point_id", "topic__slug", "proposition__slug"
    ):
        answered[point].add(("topic", topic) if topic else ("proposition", proposition))
    return answered


def _unanswered(suggestions: Suggestions, answered: Collection[tuple[str, str]]) -> Suggestions:
    def keep(kind: str, held: tuple[Suggestion, ...]) -> tuple[Suggestion, ...]:
        return tuple(one for one in held if (kind, one.slug) not in answered)

    if not answered:
        return suggestions
    return replace(
        suggestions,
        topics=keep("topic", suggestions.topics),
        positions=keep("proposition", suggestions.positions),
    )


def _trusted_in(languages: Collection[str]) -> dict[str, frozenset[Relation]]:
    """
    Return the relations whose suggestions were right often enough in each language.

    None in a language that was never measured. One query.
    """
    return {
        measurement.language: frozenset(
            relation
            for relation in Relation
            if measurement.figures.get("relations", {}).get(relation, {}).get("trusted")
        )
        for measurement in Measurement.objects.latest_of_each_language()
        if measurement.language in languages
    }
