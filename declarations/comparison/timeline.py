"""
Who holds what since when: the stances of groups on propositions, in order of time.

A stance is held from the day on which a group says so until the day on which
it says otherwise. Between two texts nothing is known; that a stance is still
held is the reading of every page that says "since", and it is said there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .types import Relation, Stance


@dataclass(frozen=True, slots=True)
class Utterance:
    """
    One point's stance on a proposition, as one group's word.

    A point of a joint statement is an utterance of each of its issuers, and
    ``joint`` for all of them. ``proposition``, ``group`` and ``declaration``
    are slugs; ``point`` is the key of the point, ``label`` its number as printed.
    """

    group: str
    proposition: str
    stance: Stance
    date: date
    declaration: str
    point: int
    label: str
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """
    What one declaration of a group says on a proposition.

    ``stance`` is the merged one of its points (:func:`merge_stances`);
    ``points`` and ``labels`` go together, in the order in which they were given.
    ``differs`` says that the points take different stances, so that the merged
    one is that of the text as a whole and of no single sentence in it.
    """

    group: str
    proposition: str
    stance: Stance
    date: date
    declaration: str
    points: tuple[int, ...]
    labels: tuple[str, ...]
    joint: bool
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """
    A moment at which a stance becomes another; ``before`` is None for the first word.

    ``statement`` is the one that takes the new stance, ``previous`` the last
    one that held the old.
    """

    date: date
    before: Stance | None
    after: Stance
    statement: Statement
    previous: Statement | None = None

    @property
    def differs(self) -> bool:
        """Whether it rests on a text whose own points differ, before it or after."""
        return self.statement.differs or (self.previous is not None and self.previous.differs)


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Where a group stands on a proposition at some date.

    ``since`` is the date since which the stance has been held without change;
    ``statement`` is the last one that said so, maybe much later than ``since``.
    """

    stance: Stance
    since: date
    statement: Statement


def merge_stances(stances: Iterable[Stance]) -> Stance:
    """
    Return the one stance of several points of one text; raise ValueError without any.

    All the same, it is that one. Where they differ the text **qualifies**: it
    says the thing in one place and limits or denies it in another, so neither
    half alone is what the text says, and to count points would let the length
    of a text decide.

    >>> merge_stances([Stance.AFFIRMS, Stance.AFFIRMS]).value
    'affirms'
    >>> merge_stances([Stance.AFFIRMS, Stance.REJECTS]).value
    'qualifies'
    """
    found = set(stances)
    if not found:
        raise ValueError("No stance to merge: silence is no stance.")
    return found.pop() if len(found) == 1 else Stance.QUALIFIES


def lanes(utterances: Iterable[Utterance]) -> dict[tuple[str, str], tuple[Statement, ...]]:
    """
    Return the statements on each proposition by each group, earliest first.

    Keys are (proposition, group), in the order in which they first occur. Two
    texts of one group on one day stand in the order of their slugs: which came
    first is not held, and the same data must always read the same. The later
    slug then counts as the group's word from that day on.
    """
    grouped: dict[tuple[str, str], dict[tuple[date, str], list[Utterance]]] = {}
    for utterance in utterances:
        texts = grouped.setdefault((utterance.proposition, utterance.group), {})
        texts.setdefault((utterance.date, utterance.declaration), []).append(utterance)
    return {
        key: tuple(_statement(texts[text]) for text in sorted(texts))
        for key, texts in grouped.items()
    }


def _statement(spoken: Sequence[Utterance]) -> Statement:
    """Return what several utterances of one group, in one text, on one proposition come to."""
    first = spoken[0]
    stances = {utterance.stance for utterance in spoken}
    return Statement(
        group=first.group,
        proposition=first.proposition,
        stance=merge_stances(stances),
        date=first.date,
        declaration=first.declaration,
        points=tuple(utterance.point for utterance in spoken),
        labels=tuple(utterance.label for utterance in spoken),
        joint=any(utterance.joint for utterance in spoken),
        differs=len(stances) > 1,
    )


def changes(lane: Sequence[Statement]) -> tuple[Change, ...]:
    """Return the moments at which the stance of a lane becomes another, its first word included."""
    found: list[Change] = []
    previous: Statement | None = None
    for statement in lane:
        before = previous.stance if previous else None
        if statement.stance is not before:
            found.append(Change(statement.date, before, statement.stance, statement, previous))
        previous = statement
    return tuple(found)


def follow(held: Standing | None, said: Statement) -> Standing:
    """Return where a group stands once it has spoken again; None is silence until then."""
    if held is not None and held.stance is said.stance:
        return Standing(said.stance, held.since, said)
    return Standing(said.stance, said.date, said)


def latest(lane: Iterable[Statement], at: date | None = None) -> Standing | None:
    """Return where the group of a lane stands at the end of a day, or now; None while silent."""
    held: Standing | None = None
    for said in lane:
        if at is None or said.date <= at:
            held = follow(held, said)
    return held


def stand(one: Standing | None, other: Standing | None) -> Relation | None:
    """
    Return how two standings on one proposition stand to each other; None if either is silent.

    The same stance is convergent, affirming against rejecting divergent, and
    qualifying against either of them partial, as for two points in :mod:`.relation`.
    """
    if one is None or other is None:
        return None
    if one.stance is other.stance:
        return Relation.CONVERGENT
    if Stance.QUALIFIES in (one.stance, other.stance):
        return Relation.PARTIAL
    return Relation.DIVERGENT
