"""What became of suggestions: people's answers to them, and how often they were right."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .coding import STANCE_CHOICES, Proposition, Topic
from .history import HistoricalRecords
from .points import Language, Point


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reads of answers to suggestions."""

    def of_points(self, points: Any) -> Self:
        """Keep the answers given on some points."""
        return self.filter(point__in=points)

    def refused(self) -> Self:
        """Keep what was turned down, with what it was about; the latest first."""
        refused = self.filter(answer=Review.Answer.REFUSED)
        return refused.select_related("topic", "proposition").order_by("-answered", "-pk")


class Review(models.Model):
    """
    A person's answer to a topic or proposition that was suggested for a point.

    Once answered, it is not suggested for this point again, whatever becomes of
    the code: an editor who takes an accepted one out later meant to. A refusal
    may be taken back, which its history keeps.
    """

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="reviews")
    topic = models.ForeignKey(
        Topic, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("topic")
    )
    proposition = models.ForeignKey(
        Proposition, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("proposition")
    )
    stance = models.CharField(
        _("stance suggested"), max_length=20, choices=STANCE_CHOICES, blank=True
    )
    score = models.FloatField(_("score at the time"))
    answer = models.CharField(_("answer"), max_length=20, choices=Answer)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name=_("reviewer's account"),
    )
    reviewer_name = models.CharField(_("reviewer"), max_length=150)
    answered = models.DateTimeField(_("answered"), default=timezone.now, editable=False)

    history = HistoricalRecords()
    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["answered", "pk"]
        verbose_name = _("answer to a suggestion")
        verbose_name_plural = _("answers to suggestions")
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=True, proposition__isnull=False)
                | Q(topic__isnull=False, proposition__isnull=True, stance=""),
                name="review_of_one_code",
                violation_error_message=_(
                    "An answer is about a topic, or about a proposition with its stance."
                ),
            ),
            models.UniqueConstraint(
                fields=["point", "topic"],
                name="review_once_per_topic",
                violation_error_message=_("This topic was accepted or refused here already."),
            ),
            models.UniqueConstraint(
                fields=["point", "proposition"],
                name="review_once_per_proposition",
                violation_error_message=_("This proposition was accepted or refused here already."),
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["accepted", "refused"]),
                name="review_answer_known",
                violation_error_message=_("A suggestion is accepted or refused."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point}: {self.topic or self.proposition} {self.answer}"


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    """Reads of measurements."""

    def latest_of_each_language(self) -> Self:
        """Keep the last one made in each language, by language."""
        last = (
            Measurement.objects.filter(language=models.OuterRef("language"))
            .order_by("-made", "-pk")
            .values("pk")[:1]
        )
        return self.filter(pk=models.Subquery(last)).order_by("language")


class Measurement(models.Model):
    """
    How often suggestions in a language were right when they were measured, as ``evaluate`` prints.

    ``coding`` is a fingerprint of what was coded then: another one tells that
    people have coded since.
    """

    language = models.CharField(_("language"), max_length=8, choices=Language)
    made = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    coding = models.CharField(_("state of the coding"), max_length=64)
    figures = models.JSONField(_("figures"))

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        ordering = ["-made", "-pk"]
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        indexes = [models.Index(fields=["language", "-made"], name="measurement_latest")]

    def __str__(self) -> str:
        return f"{self.get_language_display()}, {self.made:%Y-%m-%d}"
