"""How several texts stand on one proposition."""

from collections.abc import Iterable

from .types import Relation, Stance


def stand_together(stances: Iterable[Stance]) -> Relation | None:
    """
    Return how the stances of several texts on one proposition stand; None of fewer than two.

    The same stance throughout is convergent. Where one affirms what another
    rejects it is divergent, whatever the others say; else some qualify, and it
    is partial. Silent texts are not among the stances and count neither way.

    >>> stand_together([Stance.AFFIRMS, Stance.QUALIFIES, Stance.AFFIRMS]).value
    'partial'
    """
    taken = list(stances)
    if len(taken) < 2:
        return None
    if len(set(taken)) == 1:
        return Relation.CONVERGENT
    if {Stance.AFFIRMS, Stance.REJECTS} <= set(taken):
        return Relation.DIVERGENT
    return Relation.PARTIAL
