"""Suggesting codes for points that nobody has coded, from those that people have coded."""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from declarations.comparison import (
    CodebookText,
    PointRecord,
    Relation,
    Suggester,
    Suggestion,
    Suggestions,
)
from declarations.comparison.blocks import LANGUAGES
from declarations.models import Declaration, Measurement, Point, Review

from .coding import read_codebook, read_coding
from .stamps import Stamp, stamp_of_coding

MAX_KEPT = 4
"""Suggesters that a process keeps: English and Spanish, for a text or two being coded."""

MAX_ANSWERS = 2_000
"""Suggested-for texts that each of them remembers: a hundred declarations."""


@dataclass(frozen=True)
class Hints:
    """
    What is suggested for uncoded points, by their keys, and what may follow from it.

    ``trusted``: the relations whose suggestions were right often enough here.
    """

    by_point: Mapping[int, Suggestions] = field(default_factory=dict)
    trusted: frozenset[Relation] = frozenset()


@dataclass
class _Kept:
    """The suggesters of this process, for the coding as it was at one moment."""

    stamp: Stamp | None = None
    coding: dict[str, dict[str, list[PointRecord]]] = field(default_factory=dict)
    codebooks: dict[str, list[CodebookText]] = field(default_factory=dict)
    suggesters: OrderedDict[tuple[str, str], "_Remembering"] = field(default_factory=OrderedDict)


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


_kept = _Kept()


def suggest_codes(points_of: Mapping[Declaration, Sequence[Point]]) -> Hints:
    """
    Return what is suggested for the points without topics or without positions.

    Points come with their wordings, topics and positions fetched. A point's own
    declaration never votes for it, and what was accepted or refused for a point
    is not suggested again. No query where every point is coded; else three, and
    six more for each language where the coding has changed since.
    """
    uncoded = [
        (declaration, point, language)
        for declaration, points in points_of.items()
        for point in points
        if not (point.topics.all() and point.positions.all())
        and (language := _language_of(point)) is not None
    ]
    if not uncoded:
        return Hints()
    _forget_what_is_outdated()
    answered = _answered([point for _, point, _ in uncoded])
    found: dict[int, Suggestions] = {}
    for declaration, point, language in uncoded:
        text = next(w.text for w in point.wordings.all() if w.language == language)
        suggestions = _suggester(language, declaration.slug).suggest(text)
        found[point.pk] = _unanswered(suggestions, answered[point.pk])
    return Hints(found, _trusted({language for _, _, language in uncoded}))


def suggest_for_text(text: str, language: str) -> Suggestions:
    """Return what is suggested for a text that is no point. One query, seven with a cold start."""
    _forget_what_is_outdated()
    return _suggester(language, "").suggest(text)


def _language_of(point: Point) -> str | None:
    """Return the language to suggest in: the first that has a codebook and coded points."""
    held = {wording.language for wording in point.wordings.all()}
    return next((language for language in LANGUAGES if language in held), None)


def _forget_what_is_outdated() -> None:
    global _kept
    stamp = stamp_of_coding()
    if _kept.stamp != stamp:
        _kept = _Kept(stamp)


def _suggester(language: str, declaration: str) -> _Remembering:
    """Return the suggester for a declaration, of which it then knows nothing."""
    if language not in _kept.coding:
        _kept.coding[language] = read_coding(language)
        _kept.codebooks[language] = read_codebook(language)
    corpus = _kept.coding[language]
    # One that has no codes has no vote: all such share a suggester.
    has_votes = any(point.topics or point.positions for point in corpus.get(declaration, ()))
    key = (language, declaration if has_votes else "")
    if key not in _kept.suggesters:
        points = (p for slug, held in corpus.items() if slug != key[1] for p in held)
        suggester = Suggester(points, language, _kept.codebooks[language])
        _kept.suggesters[key] = _Remembering(suggester)
        if len(_kept.suggesters) > MAX_KEPT:
            _kept.suggesters.popitem(last=False)
    _kept.suggesters.move_to_end(key)
    return _kept.suggesters[key]


def _answered(points: Iterable[Point]) -> Mapping[int, set[tuple[str, str]]]:
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


def _trusted(languages: Collection[str]) -> frozenset[Relation]:
    """
    Return the relations whose suggestions were right often enough in all of some languages.

    None in a language that was never measured. One query.
    """
    trusted = {
        measurement.language: {
            relation
            for relation in Relation
            if measurement.figures.get("relations", {}).get(relation, {}).get("trusted")
        }
        for measurement in Measurement.objects.latest_of_each_language()
        if measurement.language in languages
    }
    sets = [trusted.get(language, set()) for language in languages]
    return frozenset(set.intersection(*sets)) if sets else frozenset()
