"""Opening a coding round, and what its lead does while it runs."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from declarations import phrasing
from declarations.models import Declaration, Round, RoundPair, Task, User
from declarations.models.judging import SEE_ALL

from .drawing import MAX_TASKS, Plan, Wish, draw_by, plan_round
from .editing import Refused
from .judging import name_of

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
MAX_NAMED = 12
"""Coders that a refusal names."""


def accounts_that_judge() -> QuerySet[User]:
    """Return the accounts that may judge pairs, by name."""
    found = User.objects.with_perm("declarations.add_judgement", backend=MODEL_BACKEND)
    return cast(
        QuerySet[User], found.order_by("last_name", "first_name", "username", "pk").distinct()
    )


def see_all(coders: Sequence[User]) -> list[User]:
    """Return those of some accounts that may read every judgement at any time."""
    seeing = User.objects.with_perm(SEE_ALL, backend=MODEL_BACKEND)
    return list(seeing.filter(pk__in=[coder.pk for coder in coders]).distinct().order_by("pk"))


def require_blind(coders: Sequence[User]) -> None:
    """Raise Refused, with their names, where coders of a blind round would see everything."""
    seeing = see_all(coders)
    if seeing:
        names = phrasing.join(name_of(coder) for coder in seeing[:MAX_NAMED])
        raise Refused(
            ngettext(
                "%(names)s may read every judgement at any time, and so cannot be a coder of a"
                " blind round. Choose somebody else, or open the round as an open one.",
                "%(names)s may read every judgement at any time, and so cannot be coders of a"
                " blind round. Choose others, or open the round as an open one.",
                len(seeing),
            )
            % {"names": names}
        )


def require_bounded(pairs: int, coders: int) -> None:
    """Raise Refused where a round would give more tasks than people can do."""
    if pairs * coders > MAX_TASKS:
        raise Refused(
            _(
                "%(pairs)s pairs for %(coders)s coders are %(tasks)s tasks; a round has at most"
                " %(most)s. Take fewer comparisons, a smaller sample, or fewer coders."
            )
            % {"pairs": pairs, "coders": coders, "tasks": pairs * coders, "most": MAX_TASKS}
        )


def open_round(
    *,
    lead: User,
    title: str,
    wish: Wish,
    coders: Sequence[User],
    is_blind: bool = True,
    note: str = "",
    deadline: date | None = None,
) -> Round:
    """
    Open a round with the pairs of a wish; each coder gets them in a random order of their own.

    Raise Refused where it holds no pair or too many, where the deadline has
    passed, or where a coder of a blind round may read every judgement.
    """
    if is_blind:
        require_blind(coders)
    with transaction.atomic():
        # Two rounds with a pair in common share its declarations: one waits for the other here,
        # and then finds that pair taken.
        slugs = {*wish.declarations}
        slugs.update(slug for pair in wish.by_hand for slug in (pair.left, pair.right))
        list(Declaration.objects.filter(slug__in=slugs).order_by("pk").select_for_update())
        plan = plan_round(wish)
        require_pairs(plan)
        require_bounded(len(plan.pairs), len(coders))
        _require_to_come(deadline)
        opened = Round(
            title=title,
            note=note,
            is_blind=is_blind,
            deadline=deadline,
            lead=lead,
            seed=wish.seed,
            drawn_from=plan.drawn_from if plan.sampled else 0,
        )
        try:
            opened.full_clean()
        except ValidationError as error:
            raise Refused(*error.messages) from error
        opened.save()
        pairs = RoundPair.objects.bulk_create(
            RoundPair(
                round=opened,
                first_id=pair.keys[0],
                second_id=pair.keys[1],
                left_is_first=pair.left.pk < pair.right.pk,
                origin=pair.origin,
            )
            for pair in plan.pairs
        )
        for coder in coders:
            _give_tasks(opened, pairs, coder)
    return opened


def require_pairs(plan: Plan) -> None:
    """Raise Refused where a round would hold no pair, with the likeliest reason."""
    if plan.pairs:
        return
    if plan.held_elsewhere:
        raise Refused(_("Rounds that are running hold all these pairs already."))
    raise Refused(
        _("This gives no pair to judge. Choose two declarations or more, or name pairs by hand.")
    )


@transaction.atomic
def add_coder(*, round: Round, coder: User) -> int:
    """
    Give a coder every pair of a running round; return how many. Twice is once.

    What they judged in it before they were taken out of it counts again.
    """
    held = _running(round)
    if not accounts_that_judge().filter(pk=coder.pk).exists():
        raise Refused(_("%(name)s may not judge pairs.") % {"name": name_of(coder)})
    if held.is_blind:
        require_blind([coder])
    pairs = list(held.pairs.all())
    tasks = Task.objects.filter(pair__round=held)
    if tasks.filter(coder=coder).exists():
        return 0
    require_bounded(len(pairs), tasks.values("coder").distinct().count() + 1)
    _give_tasks(held, pairs, coder)
    return len(pairs)


@transaction.atomic
def remove_coder(*, round: Round, coder: User) -> int:
    """Take a coder out of a running round; what they have judged stays. Return the tasks gone."""
    held = _running(round)
    return Task.objects.filter(pair__round=held, coder=coder).delete()[0]


@transaction.atomic
def set_deadline(*, round: Round, deadline: date | None) -> Round:
    """Give a running round another deadline, or none; not one that has passed."""
    held = _running(round)
    _require_to_come(deadline)
    held.deadline = deadline
    held.full_clean(exclude={"lead"})  # whose account may be gone
    held.save(update_fields=["deadline"])
    return held


def _running(round: Round) -> Round:
    """Return a round, locked until the end of the transaction; raise Refused if it is closed."""
    held = Round.objects.running().select_for_update().filter(pk=round.pk).first()
    if held is None:
        raise Refused(_("This round is closed, and stays as it is."))
    return held


def _require_to_come(deadline: date | None) -> None:
    if deadline is not None and deadline < timezone.now().date():
        raise Refused(_("This deadline has passed. Choose today or a later day."))


def _give_tasks(round: Round, pairs: Sequence[RoundPair], coder: User) -> None:
    """Give a coder all pairs of a round, in an order that only the seed and the account decide."""
    seed = round.seed or round.pk
    ordered = sorted(pairs, key=lambda pair: draw_by(seed, "queue", coder.pk, pair.pk))
    Task.objects.bulk_create(
        Task(pair=pair, coder=coder, place=place) for place, pair in enumerate(ordered)
    )
