"""How several texts stand on one proposition."""

from collections.abc import Iterable

from .standing import widest_gap
from .types import Relation, Stance


def stand_of_texts(stances: Iterable[Stance]) -> Relation | None:
    """
    Return how the stances of several texts on one proposition stand; None of fewer than two.

    The same stance throughout is convergent. Where one affirms what another
    rejects it is divergent, whatever the others say; else some qualify, and it
    is partial. Silent texts are not among the stances and count neither way.

    >>> stand_of_texts([Stance.AFFIRMS, Stance.QUALIFIES, Stance.AFFIRMS]).value
    'partial'
    """
    taken = list(stances)
    return widest_gap(taken) if len(taken) > 1 else None
