"""
What is suggested, and the votes behind it: plain data, and how votes become a suggestion.

The codebook's own texts vote beside the coded points; :func:`read_proposition`
takes them from its entries. How votes come about stands in :mod:`.suggestion`.
"""

import re
from dataclasses import dataclass, field
from heapq import nlargest

from .types import PropositionRecord, Stance

TOPIC_FLOOR = 0.25
"""
Score from which a topic is suggested: near the best F1, each declaration left out in turn.

Of topics scored 0.25 to 0.3 two in five were right, from 0.5 on 19 in 20.
"""

POSITION_FLOOR = 0.22
"""
Score from which a position is suggested: near the best F1 with three in four right.

Of positions scored 0.2 to 0.3 half were right, from 0.4 on nine in ten.
"""

MAX_TOPICS = 3
"""Topics of a point: 185 of the sample's 187 have at most three."""

MAX_POSITIONS = 5
"""Positions of a point, as the codebook has it."""

MAX_EVIDENCE = 3
"""Voters named with a suggestion: what an editor reads before deciding."""

CONTRARY_WEIGHT = 0.5
"""
What a voter of the other polarity counts in the choice between stances.

Not nothing, since "condemns violations" and "demands that rights be respected"
are one position; not all, since "recognises" and "does not recognise" are two.
"""

CodedPosition = tuple[str, Stance]
"""The slug of a proposition, and what is done with it."""

_HEADINGS = {
    "Affirmed": Stance.AFFIRMS,
    "Qualified": Stance.QUALIFIES,
    "Rejected": Stance.REJECTS,
    "Afirmada": Stance.AFFIRMS,
    "Matizada": Stance.QUALIFIES,
    "Rechazada": Stance.REJECTS,
}
_PART = re.compile(rf"\b({'|'.join(_HEADINGS)}|Boundary|Límite):\s*")


@dataclass(frozen=True, slots=True)
class CodebookText:
    """
    A text of the codebook and the codes that it stands for.

    It votes like a coded point, so that a proposition that no point holds yet
    can be suggested. ``topic`` alone is the description of a topic.
    """

    text: str
    topic: str
    proposition: str | None = None
    stance: Stance = Stance.AFFIRMS

    @property
    def positions(self) -> frozenset[CodedPosition]:
        """What a point with these words would be coded as."""
        return frozenset({(self.proposition, self.stance)} if self.proposition else ())


def read_proposition(proposition: PropositionRecord, definition: str = "") -> list[CodebookText]:
    """
    Return a proposition's text and the parts of its definition, each with its stance.

    "Boundary:" is left out, as it says mostly what is *not* meant. Spanish
    parts are headed "Afirmada:", "Matizada:", "Rechazada:", "Límite:".

    >>> proposition = PropositionRecord("office", "She holds the office.", "recognition")
    >>> definition = "Affirmed: backs her. Rejected: denies it. Boundary: a mere label is none."
    >>> [(part.text, part.stance.value) for part in read_proposition(proposition, definition)]
    [('She holds the office.', 'affirms'), ('backs her.', 'affirms'), ('denies it.', 'rejects')]
    """
    parts = _PART.split(definition)
    stated = [(proposition.text, Stance.AFFIRMS)] + [
        (text, _HEADINGS[heading])
        for heading, text in zip(parts[1::2], parts[2::2], strict=True)
        if heading in _HEADINGS
    ]
    return [
        CodebookText(text.strip(), proposition.topic, proposition.slug, stance)
        for text, stance in stated
        if text.strip()
    ]


@dataclass(frozen=True, slots=True)
class Vote:
    """
    What one text says for a suggestion: a coded point, by its ``key``, or ``codebook``.

    ``weight`` is its part of the score. ``cosine``, 0 to 1, is how near it is to
    the new text by itself, in stems and letter runs. ``contrary``: negated
    where the new text is not, or the reverse; always False for a topic.
    """

    weight: float
    cosine: float
    key: int | None = None
    codebook: CodebookText | None = None
    contrary: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """
    A topic or a position that a coder may take up.

    ``score`` is mostly 0 to 1, and a little more where a text repeats its
    voters; 0.5 is strong, no coin's toss. ``slug`` is a topic's or a
    proposition's. ``stance`` is None for a topic, and for a proposition whose
    evidence speaks mostly with the other polarity: what the point does with it
    is then for the coder to say. ``evidence`` comes strongest first, at most
    three, all with a weight above 0.
    """

    slug: str
    score: float
    stance: Stance | None = None
    evidence: tuple[Vote, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is suggested for one text, strongest first."""

    topics: tuple[Suggestion, ...] = ()
    positions: tuple[Suggestion, ...] = ()

    def above_floors(self) -> "Suggestions":
        """Keep what is likely enough to be shown, and no more than a point may hold."""
        return Suggestions(
            tuple(s for s in self.topics if s.score >= TOPIC_FLOOR)[:MAX_TOPICS],
            tuple(s for s in self.positions if s.score >= POSITION_FLOOR)[:MAX_POSITIONS],
        )


@dataclass(slots=True)
class Tally:
    """The votes for one code, while they are counted."""

    score: float = 0.0
    agreeing: float = 0.0
    contrary: float = 0.0
    """What was said for the code with the same polarity, and with the other."""
    votes: list[Vote] = field(default_factory=list)

    def add(self, vote: Vote) -> None:
        """Count a vote."""
        self.score += vote.weight
        # A vote against (a weight below 0) only corrects the others, and names nothing.
        if vote.weight > 0:
            self.votes.append(vote)
            if vote.contrary:
                self.contrary += vote.weight
            else:
                self.agreeing += vote.weight

    @property
    def backing(self) -> float:
        """The score after discount: what counts between the stances on one proposition."""
        return self.score - (1 - CONTRARY_WEIGHT) * self.contrary

    def propose(self, slug: str, stance: Stance | None = None) -> Suggestion:
        """Return the code as a suggestion; without its stance where most votes are contrary."""
        known = stance if self.agreeing >= self.contrary else None
        strongest = nlargest(MAX_EVIDENCE, self.votes, key=lambda vote: vote.weight)
        return Suggestion(slug, self.score, known, tuple(strongest))
