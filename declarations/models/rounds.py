"""Coding rounds: which pairs are judged by whom, and who may see what before the end."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .points import Point


class RoundQuerySet(models.QuerySet["Round"]):
    """Reads of rounds."""

    def running(self) -> Self:
        """Keep those that are not closed."""
        return self.filter(closed__isnull=True)

    def with_pair(self, one: int, other: int) -> Self:
        """Keep those that hold a pair of points, by their keys in either order."""
        return self.filter(pairs__first=min(one, other), pairs__second=max(one, other))


class Round(models.Model):
    """Pairs that several coders judge, each without knowing what the others say."""

    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(
        _("note"), blank=True, help_text=_("What coders should know; they read it.")
    )
    is_blind = models.BooleanField(
        _("blind"),
        default=True,
        help_text=_(
            "Coders see neither the machine's relation nor each other's judgements until the"
            " round is closed. In an open round they see both once they have judged a pair."
        ),
    )
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    opened = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    closed = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="rounds_led",
        verbose_name=_("opened by"),
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opened", "-pk"]
        verbose_name = _("coding round")
        verbose_name_plural = _("coding rounds")

    def __str__(self) -> str:
        return self.title


class RoundPair(models.Model):
    """
    A pair of points in a round, the one with the lower key first.

    It goes with its points: a pair of which a point was deleted can no longer
    be judged. What was judged of it stays.
    """

    class Origin(models.TextChoices):
        MATCHED = "matched", _("matched")
        SAMPLED = "sampled", _("sampled from the pairs that do not match")
        CHOSEN = "chosen", _("chosen by hand")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="pairs")
    first = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="round_pairs_as_first")
    second = models.ForeignKey(
        Point, on_delete=models.CASCADE, related_name="round_pairs_as_second"
    )
    left_is_first = models.BooleanField(
        default=True, help_text="On which side the pair's first point is read."
    )
    origin = models.CharField(_("origin"), max_length=20, choices=Origin)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("pair of a round")
        verbose_name_plural = _("pairs of a round")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "first", "second"],
                name="round_pair_once",
                violation_error_message=_("This pair is in the round already."),
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="round_pair_lower_key_first",
                violation_error_message=_("A pair is two different points."),
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["matched", "sampled", "chosen"]),
                name="round_pair_origin_known",
                violation_error_message=_("A pair is matched, sampled or chosen by hand."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} – {self.second_id}"


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
