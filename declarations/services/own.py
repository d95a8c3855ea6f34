"""What a coder has judged, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from declarations.models import Judgement, User

from .counterparts import pair_address
from .judging import is_stale


@dataclass(frozen=True)
class OwnJudgement:
    """
    A judgement of one's own; ``state`` is "standing", "replaced" or "withdrawn".

    ``is_stale`` where words have changed since, or a point is gone;
    ``address`` leads to both side by side, blank where a reader may not go.
    """

    judgement: Judgement
    state: str
    is_stale: bool
    is_gone: bool
    address: str


def own_judgements(coder: User) -> QuerySet[Judgement]:
    """Return a coder's judgements, the latest first, with whether a later one took its place."""
    later = Judgement.objects.standing().filter(
        Q(created__gt=OuterRef("created")) | Q(created=OuterRef("created"), pk__gt=OuterRef("pk")),
        coder=coder,
        kind=OuterRef("kind"),
        first=OuterRef("first"),
        second=OuterRef("second"),
    )
    return (
        Judgement.objects.visible_to(coder)
        .filter(coder=coder)
        .annotate(is_replaced=Exists(later))
        .select_related("withdrawal", "round", "first__declaration", "second__declaration")
        .prefetch_related("first__wordings", "second__wordings")
        .order_by("-created", "-pk")
    )


def own_rows(judgements: Iterable[Judgement]) -> list[OwnJudgement]:
    """Return judgements of :func:`own_judgements` as a page lists them. No queries."""
    return [_row(judgement) for judgement in judgements]


def _row(judgement: Judgement) -> OwnJudgement:
    first, second = judgement.first, judgement.second
    state = "standing"
    if hasattr(judgement, "withdrawal"):
        state = "withdrawn"
    elif judgement.is_replaced:  # type: ignore[attr-defined]
        state = "replaced"
    if first is None or second is None:
        return OwnJudgement(judgement, state, is_stale=True, is_gone=True, address="")
    published = first.declaration.is_published and second.declaration.is_published
    apart = first.declaration_id != second.declaration_id
    return OwnJudgement(
        judgement,
        state,
        is_stale=is_stale(judgement, first, second),
        is_gone=False,
        address=pair_address(first.declaration, first, second, "en") if published and apart else "",
    )
