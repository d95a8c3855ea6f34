"""Coding rounds, and the pairs that are judged in them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .people import User
from .points import Point


class RoundQuerySet(models.QuerySet["Round"]):
    """Reads of rounds."""

    def running(self) -> Self:
        """Keep those that are not closed."""
        return self.filter(closed__isnull=True)

    def with_tasks_of(self, coder: User) -> Self:
        """Keep those in which a coder has pairs to judge."""
        return self.filter(pk__in=RoundPair.objects.filter(tasks__coder=coder).values("round"))

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
        blank=True,
        related_name="rounds_led",
        verbose_name=_("opened by"),
    )

    seed = models.PositiveBigIntegerField(
        _("seed"),
        null=True,
        editable=False,
        help_text=_("With it the sample of unmatched pairs can be drawn again."),
    )
    drawn_from = models.PositiveIntegerField(
        _("unmatched pairs that the sample was drawn from"), default=0, editable=False
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opened", "-pk"]
        verbose_name = _("coding round")
        verbose_name_plural = _("coding rounds")

    def __str__(self) -> str:
        return self.title

    @property
    def is_running(self) -> bool:
        """Whether it is not closed yet; it may be past its deadline."""
        return self.closed is None

    @property
    def is_overdue(self) -> bool:
        """Whether the deadline has passed: the day itself, in UTC, still counts."""
        return self.deadline is not None and self.deadline < timezone.now().date()


class RoundPairQuerySet(models.QuerySet["RoundPair"]):
    """Reads of the pairs of rounds."""

    def of_running(self) -> Self:
        """Keep those of rounds that are not closed."""
        return self.filter(round__closed__isnull=True)

    def with_points(self) -> Self:
        """Fetch both points with their declarations."""
        return self.select_related("first__declaration", "second__declaration")

    def tally(self) -> dict[str, int]:
        """Return how many there are from each origin: "matched", "sampled", "chosen"."""
        rows = self.order_by().values("origin").annotate(n=models.Count("pk"))
        return {row["origin"]: row["n"] for row in rows}


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

    objects = RoundPairQuerySet.as_manager()

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

    @property
    def sides(self) -> tuple[Point, Point]:
        """The two points, left and right as they are read."""
        return (self.first, self.second) if self.left_is_first else (self.second, self.first)
