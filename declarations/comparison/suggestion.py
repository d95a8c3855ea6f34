"""
Topics and positions for a point that nobody has coded, from those that are coded.

Every suggestion is a vote of coded points and of the codebook's own texts, and
names its strongest voters. How votes are weighed stands in :mod:`.kriging`; a
score is the plain sum of the weights of the texts that hold the code.

Likeness says what a text speaks of, not where it stands (:mod:`.polarity`). So
between stances a voter that is negated where the new text is not, or the other
way round, counts less, and where most of the voters are such, no stance is
suggested: only the proposition.

Measured figures, and what else was tried: docs/suggestions.md.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest

from .kriging import Kriging
from .lexicon import OPENING_VERBS
from .normalization import analyse, fold
from .polarity import REJECTING_VERBS, Polarity, read_polarity, stems_of
from .scoring import InverseFrequency
from .types import PointRecord
from .votes import CodebookText, CodedPosition, Suggestion, Suggestions, Tally, Vote

EXACT = 600
"""Texts up to which all vote: solved once, in half a second, and kept."""

NEAREST = 250
"""
Voters on each new text beyond ``EXACT``: the nearest, solved anew for each (0.1 s).

On the sample corpus (383 texts) 250 cost less than 0.01 of F1 against all, 150 cost 0.025.
"""

RUN = 5
"""
Letters in a run, which lets inflections, compounds and neighbouring words meet.

Runs of 4 or 6 cost up to 0.025 of F1; stems alone 0.04 on topics and 0.07 on positions.
"""

READ = 20_000
"""Characters read of a text, forty times the sample's longest point: a paste has an end."""

_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Voter:
    """A coded point or a text of the codebook, with its codes; ``text`` is what is read of it."""

    text: str
    topics: frozenset[str]
    positions: frozenset[CodedPosition]
    key: int | None = None
    codebook: CodebookText | None = None


def suggest(
    text: str, language: str, points: Iterable[PointRecord], codebook: Iterable[CodebookText] = ()
) -> Suggestions:
    """
    Return the topics and positions suggested for one text.

    For several texts build a :class:`Suggester` once and keep it until the
    coding or the codebook changes.

    >>> talks = PointRecord(1, "1", {"en": "Calls for talks."}, frozenset({"dialogue"}))
    >>> found = suggest("Calls for talks at once.", "en", [talks]).topics[0]
    >>> found.slug, [vote.key for vote in found.evidence]
    ('dialogue', [1])
    """
    return Suggester(points, language, codebook).suggest(text)


class Suggester:
    """
    The coded points of a corpus in one language, ready to vote on new texts.

    ``points`` are those whose coding is finished: what they do not hold counts
    as silence. Points without a wording in ``language`` are left out, and so
    are those without any code. ``codebook`` holds its texts in that language.
    To suggest codes for points that are coded already, leave out their own
    declaration, which would vote for itself.
    """

    def __init__(
        self,
        points: Iterable[PointRecord],
        language: str,
        codebook: Iterable[CodebookText] = (),
    ) -> None:
        self.language = language
        coded = [p for p in points if language in p.wordings and (p.topics or p.positions)]
        self._voters = [
            _Voter(
                point.wordings[language][:READ],
                point.topics,
                frozenset(point.positions.items()),
                key=point.key,
            )
            for point in coded
        ] + [
            _Voter(part.text[:READ], frozenset({part.topic}), part.positions, codebook=part)
            for part in codebook
        ]
        self._verbs = _operative_stems(coded, language)
        texts = [voter.text for voter in self._voters]
        self._stems = InverseFrequency.of(analyse(text, language).stems for text in texts)
        self._runs = InverseFrequency.of(map(letter_runs, texts))
        self._vectors = [self._vector(text) for text in texts]
        self._holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, vector in enumerate(self._vectors):
            for term, weight in vector.items():
                self._holders[term].append((place, weight))
        self._all: Kriging | None = None

    def suggest(self, text: str) -> Suggestions:
        """Return the topics and positions suggested for a text, strongest first."""
        return self.rank(text).above_floors()

    def rank(self, text: str) -> Suggestions:
        """Return all that any voter speaks for, strongest first, however weak."""
        text = text[:READ]
        cosines = self._cosines(text)
        polarity = read_polarity(text, self.language, self._verbs)
        topics: dict[str, Tally] = defaultdict(Tally)
        positions: dict[CodedPosition, Tally] = defaultdict(Tally)
        for place, weight in self._weigh(cosines).items():
            voter, cosine = self._voters[place], cosines.get(place, 0.0)
            for topic in voter.topics:
                topics[topic].add(Vote(weight, cosine, voter.key, voter.codebook))
            if voter.positions:
                contrary = self._is_contrary(polarity, voter)
                vote = Vote(weight, cosine, voter.key, voter.codebook, contrary)
                for position in voter.positions:
                    positions[position].add(vote)
        # A point does one thing with a proposition: the stance with the most behind it.
        held: dict[str, CodedPosition] = {}
        for position in sorted(positions, key=lambda one: (-positions[one].backing, one)):
            held.setdefault(position[0], position)
        return Suggestions(
            _by_score(tally.propose(topic) for topic, tally in topics.items()),
            _by_score(positions[position].propose(*position) for position in held.values()),
        )

    def _vector(self, text: str) -> dict[str, float]:
        """Return half stems, half letter runs, by inverse frequency, in a vector of length 1."""
        # Sorted: the order of a set would differ between runs, and with it the last digit.
        stems = _unit_vector(self._stems, sorted(analyse(text, self.language).stems))
        runs = _unit_vector(self._runs, letter_runs(text))
        share = math.sqrt(0.5) if stems and runs else 1.0
        # A stem may be spelt like a run; "=" keeps them apart.
        vector = {f"={term}": weight * share for term, weight in stems.items()}
        vector.update((run, weight * share) for run, weight in runs.items())
        return vector

    def _cosines(self, text: str) -> dict[int, float]:
        """Return the cosine of a text with every voter that shares a term with it."""
        sums: dict[int, float] = defaultdict(float)
        for term, weight in self._vector(text).items():
            for place, other_weight in self._holders.get(term, ()):
                sums[place] += weight * other_weight
        return sums

    def _weigh(self, cosines: Mapping[int, float]) -> dict[int, float]:
        """Return the weight of each voter; most are near 0, some below."""
        places: Sequence[int]
        if len(self._voters) <= EXACT:
            places = range(len(self._voters))
            kriging = self._all = self._all or Kriging(self._vectors)
        else:
            places = sorted(nlargest(NEAREST, cosines, key=lambda place: (cosines[place], -place)))
            kriging = Kriging([self._vectors[place] for place in places])
        weights = kriging.weigh([cosines.get(place, 0.0) for place in places])
        return dict(zip(places, weights, strict=True))

    def _is_contrary(self, own: Polarity, voter: _Voter) -> bool:
        """Return whether what a text and a voter share is, for the most part, negated in one."""
        other = read_polarity(voter.text, self.language, self._verbs)
        if not own.negated and not other.negated:
            return False
        same = differing = 0.0
        for term in sorted(own.stems & other.stems):
            if (term in own.negated) == (term in other.negated):
                same += self._stems.weigh(term)
            else:
                differing += self._stems.weigh(term)
        return differing > same


@lru_cache(maxsize=20_000)
def letter_runs(text: str) -> tuple[str, ...]:
    """
    Return the runs of five letters of a text, spaces between words included, each once.

    >>> letter_runs("No force")
    (' no f', 'no fo', 'o for', ' forc', 'force', 'orce ')
    """
    words = _LETTERS.findall(fold(text))
    letters = f" {' '.join(words)} "
    runs = (letters[start : start + RUN] for start in range(max(1, len(letters) - RUN + 1)))
    return tuple(dict.fromkeys(runs)) if words else ()


def _unit_vector(frequency: InverseFrequency, terms: Iterable[str]) -> dict[str, float]:
    """Return the weight of each term in a vector of length 1; empty without terms."""
    weights = {term: frequency.weigh(term) for term in terms}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()}


def _operative_stems(points: Iterable[PointRecord], language: str) -> frozenset[str]:
    """Return the stems of the verbs with which clauses of coded points open, and of the lexicon."""
    verbs = set(stems_of(OPENING_VERBS, language) | stems_of(REJECTING_VERBS, language))
    if language == "en":
        for point in points:
            for phrase in point.operative.split(";"):
                verbs.update([word.stem for word in analyse(phrase, "en").words if word.stem][:1])
    return frozenset(verbs)


def _by_score(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Return suggestions strongest first; slugs decide between equals."""
    return tuple(sorted(suggestions, key=lambda suggestion: (-suggestion.score, suggestion.slug)))
