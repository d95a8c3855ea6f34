"""Who judges which pair of a round, and what of it is done."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .judging import Judgement
from .people import User
from .points import Wording
from .rounds import Round, RoundPair


class TaskQuerySet(models.QuerySet["Task"]):
    """Reads of tasks."""

    def of_running(self) -> Self:
        """Keep those of rounds that are not closed."""
        return self.filter(pair__round__closed__isnull=True)

    def in_queue(self, round: Round, coder: User) -> Self:
        """Keep a coder's in a round, of the pairs that can be read, in the coder's own order."""
        return self.filter(pair__round=round, coder=coder).readable().order_by("place", "pk")

    def readable(self) -> Self:
        """Keep those whose points are published and have words."""
        worded = {
            side: Exists(Wording.objects.filter(point=OuterRef(f"pair__{side}")))
            for side in ("first", "second")
        }
        return self.filter(
            worded["first"],
            worded["second"],
            pair__first__declaration__status="published",
            pair__second__declaration__status="published",
        )

    def with_done(self) -> Self:
        """Add ``is_done``: whether the coder's own judgement, given in the round, stands."""
        given = Judgement.objects.standing().filter(
            kind=Judgement.Kind.JUDGEMENT,
            coder=OuterRef("coder"),
            round=OuterRef("pair__round"),
            first=OuterRef("pair__first"),
            second=OuterRef("pair__second"),
        )
        return self.annotate(is_done=Exists(given))

    def veiling(self, coder: User) -> Self:
        """
        Keep a coder's of which nothing may be read yet.

        In a blind round that is every pair until the round is closed, in an
        open one each until the coder has judged it.
        """
        return (
            self.of_running()
            .filter(coder=coder)
            .with_done()
            .filter(Q(pair__round__is_blind=True) | Q(is_done=False))
        )

    def tally(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Return how many there are and how many are done, by the keys of round and coder."""
        rows = (
            self.readable()
            .with_done()
            .order_by()
            .values("pair__round", "coder")
            .annotate(total=Count("pk"), done=Count("pk", filter=Q(is_done=True)))
            .values_list("pair__round", "coder", "total", "done")
        )
        return {(round, coder): (total, done) for round, coder, total, done in rows}


class Task(models.Model):
    """
    That a coder is to judge a pair of a round, at a place in their own random order.

    A task is done once the coder's judgement on the pair, given in the round,
    stands; nothing is stored here that could disagree with that.
    """

    pair = models.ForeignKey(RoundPair, on_delete=models.CASCADE, related_name="tasks")
    coder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="tasks",
        verbose_name=_("coder"),
    )
    place = models.PositiveIntegerField(_("place in the queue"))

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["pair__round", "coder", "place"]
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "coder"],
                name="task_once_per_coder",
                violation_error_message=_("This coder has the pair already."),
            ),
        ]
        indexes = [models.Index(fields=["coder", "place"], name="task_queue")]

    def __str__(self) -> str:
        return f"{self.coder}: {self.pair}"
