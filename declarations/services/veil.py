"""
What a coder may not read while they judge: how the pairs of their running rounds stand.

In a blind round that is so until it is closed, in an open one until the coder
has judged the pair. The veil falls on the coder's own account only: others, and
readers without an account, see the machine's relation as ever. Whoever logs out
can therefore read it too; what other coders judged nobody can, since judgements
of a running round are in no page (``Judgement.objects.visible_to``). The codes of
each point stay readable, since they stand with its words.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from declarations.models import Declaration, Point, Task

from .judging import Viewer


@dataclass(frozen=True)
class Veil:
    """Why declarations are not compared for a coder: the round that asks for their word."""

    round_id: int
    title: str
    is_blind: bool

    @property
    def sentence(self) -> str:
        """What a coder is told, on a page or in place of an export."""
        if self.is_blind:
            return _(
                "You judge pairs of these declarations in the round “%(title)s”. How they"
                " compare is hidden from you until it is closed, so that your word is your own."
            ) % {"title": self.title}
        return _(
            "You judge pairs of these declarations in the round “%(title)s”. How they"
            " compare is hidden from you until you have judged them, so that your word is your own."
        ) % {"title": self.title}


def veiled_among(viewer: Viewer, declarations: Iterable[Declaration]) -> Veil | None:
    """
    Return what hides the comparison of some declarations from somebody; none where nothing does.

    A pair of any two of them is enough. One query for an account, none for a
    reader without one.
    """
    if viewer is None or not viewer.is_authenticated:
        return None
    keys = [declaration.pk for declaration in declarations]
    row = (
        Task.objects.veiling(viewer)
        .filter(pair__first__declaration__in=keys, pair__second__declaration__in=keys)
        .order_by("-pair__round__is_blind", "pair__round")
        .values_list("pair__round", "pair__round__title", "pair__round__is_blind")
        .first()
    )
    return Veil(*row) if row else None


def veiled_from(viewer: Viewer, point: Point) -> frozenset[int]:
    """
    Return the keys of the points whose relation to one is hidden from somebody.

    One query for an account, none for a reader without one.
    """
    if viewer is None or not viewer.is_authenticated:
        return frozenset()
    rows = (
        Task.objects.veiling(viewer)
        .filter(Q(pair__first=point.pk) | Q(pair__second=point.pk))
        .order_by()
        .values_list("pair__first", "pair__second")
    )
    return frozenset(key for pair in rows for key in pair if key != point.pk)
