"""
A synthetic corpus of any size, to see how the site fares with far more than is held.

Texts are clauses of the sample's points, put together anew, with made-up words
in the place of some of theirs. How often each of these occurs follows Zipf's
law, so that most words of the corpus are rare and a few are in every third
point, as in real ones. Nothing in it says anything.
"""

import datetime
import itertools
import random
import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from declarations.models import (
    Actor,
    Declaration,
    Issue,
    Point,
    Position,
    Proposition,
    Topic,
    Wording,
)

from .corpus import SAMPLE, read_corpus

PREFIX = "synthetic-"
"""With this the slugs of synthetic groups and declarations begin, and no others."""

POINTS_A_DECLARATION = 20
GROUPS = 12
BATCH = 100
"""Declarations written at a time."""

MADE_UP = 60_000
"""Words made up, the first the most frequent: about as many as 100,000 real points hold."""
MADE_UP_SHARE = 0.3
"""Of the words of a text."""
EXPONENT, OFFSET = 1.1, 8
"""Of the law of Zipf and Mandelbrot: the n-th word is drawn like 1 / (n + OFFSET) ** EXPONENT."""

_CLAUSES = re.compile(r"(?<=[;,:])\s+")
_FIRST_DAY = datetime.date(1990, 1, 1)


class NotEmptyError(Exception):
    """The database holds declarations that are neither the sample's nor synthetic."""


class AlreadyGrownError(Exception):
    """The database holds a synthetic corpus already."""


@dataclass(frozen=True)
class Grown:
    """How much was added."""

    declarations: int
    points: int
    wordings: int


class _Language:
    """The sample's clauses and the made-up words of one language."""

    def __init__(self, texts: Sequence[str], chance: random.Random) -> None:
        self.clauses = [clause.strip(" ,;:.") for text in texts for clause in _CLAUSES.split(text)]
        self.words = _make_up(sorted({w for text in texts for w in text.split()}), chance)
        self.shares = list(
            itertools.accumulate((n + OFFSET) ** -EXPONENT for n in range(len(self.words)))
        )

    def write(self, opening: str, chance: random.Random) -> str:
        """Return a text of some 20 to 60 words that begins as a point of the sample does."""
        parts, length = [opening.rstrip(".")], chance.randint(15, 55)
        words = len(opening.split())
        while words < length:
            parts.append(chance.choice(self.clauses))
            words += len(parts[-1].split())
        written = [
            self._draw(chance) if chance.random() < MADE_UP_SHARE else word
            for word in ", ".join(parts).split()
        ]
        return " ".join(written) + "."

    def _draw(self, chance: random.Random) -> str:
        return self.words[bisect(self.shares, chance.random() * self.shares[-1])]


def _make_up(words: Sequence[str], chance: random.Random) -> list[str]:
    """Return words that do not exist, of the syllables of those that do."""
    syllables = sorted(
        {
            syllable
            for word in words
            for syllable in re.findall(r"[^\W\d_aeiouáéíóú]+[aeiouáéíóú]", word.lower())
            if len(syllable) <= 3
        }
    )
    made: dict[str, None] = {}
    while len(made) < MADE_UP:
        made["".join(chance.choices(syllables, k=chance.randint(3, 5)))] = None
    return list(made)


def grow_corpus(
    *,
    points: int,
    seed: int = 1,
    beside_others: bool = False,
    report: Callable[[int, int], None] | None = None,
) -> Grown:
    """
    Add a synthetic corpus of ``points`` points: all of it, or nothing.

    Of ten points nine are held in English, two of these in Spanish as well, and
    one in Spanish alone. Codes are those of the sample's point that a text begins
    with, as far as the codebook is there. The same ``points`` and ``seed`` give the
    same texts. ``report`` is called now and then with the points written
    and those to be written.

    Raise AlreadyGrownError where there is a synthetic corpus, and NotEmptyError
    where there are declarations of other kinds, unless ``beside_others``.
    """
    sample = read_corpus(SAMPLE)
    _check(sample, beside_others)
    grown = [0, 0, 0]
    with transaction.atomic():
        for batch in _batches(_Corpus(sample, seed), points):
            for place, count in enumerate(batch):
                grown[place] += count
            if report:
                report(grown[1], points)
    return Grown(*grown)


def _check(sample: dict[str, Any], beside_others: bool) -> None:
    synthetic = Declaration.objects.filter(slug__startswith=PREFIX)
    if synthetic.exists():
        raise AlreadyGrownError
    known = [declaration["slug"] for declaration in sample["declarations"]]
    if not beside_others and Declaration.objects.exclude(slug__in=known).exists():
        raise NotEmptyError


class _Corpus:
    """Rows of a synthetic corpus, one declaration after another."""

    def __init__(self, sample: dict[str, Any], seed: int) -> None:
        self.chance = random.Random(seed)
        self.held = [point for held in sample["declarations"] for point in held["points"]]
        self.english = _Language([point["text"] for point in self.held], self.chance)
        spanish = [point["text_es"] for point in self.held if "text_es" in point]
        self.spanish, self.spanish_texts = _Language(spanish, self.chance), spanish
        self.topics = dict(Topic.objects.values_list("slug", "pk"))
        self.propositions = dict(Proposition.objects.values_list("slug", "pk"))
        self.groups = [
            Actor.objects.get_or_create(
                slug=f"{PREFIX}group-{number}",
                defaults={"name": f"Synthetic Group {number}", "kind": Actor.Kind.GROUP},
            )[0]
            for number in range(1, GROUPS + 1)
        ]

    def declaration(self, number: int) -> Declaration:
        """Return a declaration, not saved."""
        return Declaration(
            slug=f"{PREFIX}{number:06}",
            title=f"Synthetic Declaration {number}",
            date=_FIRST_DAY + datetime.timedelta(days=self.chance.randrange(12_000)),
            place="Nowhere",
            occasion="Put together from clauses of the sample by manage.py grow_corpus.",
            status=Declaration.Status.PUBLISHED,
            complete=True,
        )

    def point(self, declaration: Declaration, order: int) -> tuple[Point, list[Wording], Any]:
        """Return a point and its wordings, not saved, and the point of the sample behind it."""
        chance, source = self.chance, self.chance.choice(self.held)
        point = Point(
            declaration=declaration,
            order=order,
            label=str(order),
            kind=source["kind"],
            force=source["force"],
            confidence=source["confidence"],
        )
        lot = chance.random()
        wordings = []
        if lot >= 0.1:
            wordings.append(("en", self.english.write(source["text"], chance)))
        if lot < 0.28:
            opening = source.get("text_es") or chance.choice(self.spanish_texts)
            wordings.append(("es", self.spanish.write(opening, chance)))
        return point, [self._wording(point, *wording) for wording in wordings], source

    def _wording(self, point: Point, language: str, text: str) -> Wording:
        return Wording(point=point, language=language, text=text, origin=Wording.Origin.PARAPHRASE)


def _batches(corpus: _Corpus, points: int) -> Iterator[tuple[int, int, int]]:
    """Write the corpus, and yield how many declarations, points and wordings each batch held."""
    numbers = range(1, -(-points // POINTS_A_DECLARATION) + 1)
    left = points
    for start in range(0, len(numbers), BATCH):
        declarations = [corpus.declaration(number) for number in numbers[start : start + BATCH]]
        Declaration.objects.bulk_create(declarations)
        Issue.objects.bulk_create(
            Issue(declaration=declaration, actor=corpus.chance.choice(corpus.groups))
            for declaration in declarations
        )
        made = []
        for declaration in declarations:
            for order in range(1, min(left, POINTS_A_DECLARATION) + 1):
                made.append(corpus.point(declaration, order))
            left -= min(left, POINTS_A_DECLARATION)
        Point.objects.bulk_create([point for point, _, _ in made])
        wordings = Wording.objects.bulk_create(
            itertools.chain.from_iterable(held for _, held, _ in made), batch_size=1000
        )
        _code(corpus, [(point, source) for point, _, source in made])
        yield len(declarations), len(made), len(wordings)


def _code(corpus: _Corpus, made: Sequence[tuple[Point, Any]]) -> None:
    """Give points the topics and positions of the sample's points behind them."""
    through = Point.topics.through
    through.objects.bulk_create(
        [
            through(point=point, topic_id=corpus.topics[topic])
            for point, source in made
            for topic in source["topics"]
            if topic in corpus.topics
        ],
        batch_size=5000,
    )
    Position.objects.bulk_create(
        [
            Position(
                point=point,
                proposition_id=corpus.propositions[position["proposition"]],
                stance=position["stance"],
                order=order,
            )
            for point, source in made
            for order, position in enumerate(source["positions"])
            if position["proposition"] in corpus.propositions
        ],
        batch_size=5000,
    )
