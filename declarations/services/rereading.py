"""Pairs of running rounds that a coder has judged on words that have changed since."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from declarations.models import Judgement, Task, User, Wording

from .judging import is_stale


def to_read_again(
    rounds: Collection[int], coder: User | None = None
) -> set[tuple[int, int, tuple[int, int]]]:
    """
    Return whose latest judgement in some running rounds is stale: round, coder and pair, by keys.

    Only of pairs that are in the coder's queue. One query where no words have
    changed; four where some have.
    """
    history = Wording.history.filter(
        Q(point_id=OuterRef("first")) | Q(point_id=OuterRef("second")),
        history_date__gte=OuterRef("created"),
    )
    given = Judgement.objects.standing().filter(kind=Judgement.Kind.JUDGEMENT)
    later = given.filter(
        Q(created__gt=OuterRef("created")) | Q(created=OuterRef("created"), pk__gt=OuterRef("pk")),
        round=OuterRef("round"),
        coder=OuterRef("coder"),
        first=OuterRef("first"),
        second=OuterRef("second"),
    )
    if coder is not None:
        given = given.filter(coder=coder)
    found = (
        given.filter(round__in=rounds, round__closed__isnull=True, coder__isnull=False)
        .filter(Exists(history), ~Exists(later))
        .select_related("first", "second")
        .prefetch_related("first__wordings", "second__wordings")
    )
    stale = {
        (row.round_id, row.coder_id, (row.first_id, row.second_id))
        for row in found
        if row.first and row.second and is_stale(row, row.first, row.second)
    }
    if not stale:
        return set()
    tasks = Task.objects.readable().filter(
        pair__round__in={round for round, _coder, _pair in stale},
        pair__first__in={pair[0] for _round, _coder, pair in stale},
        pair__second__in={pair[1] for _round, _coder, pair in stale},
    )
    held = tasks.order_by().values_list("pair__round", "coder", "pair__first", "pair__second")
    return stale & {(round, account, (one, other)) for round, account, one, other in held}
