"""What the points were coded as."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from declarations.comparison.types import Relation, Stance

from .fields import KeptUp, RevisionField
from .history import HistoricalRecords
from .points import Point
from .position_reads import PositionQuerySet
from .translation import Translated

RELATION_LABELS: dict[Relation, Any] = {
    Relation.CONVERGENT: _("convergent"),
    Relation.PARTIAL: _("partial"),
    Relation.DIVERGENT: _("divergent"),
    Relation.UNRELATED: _("unrelated"),
}
STANCE_LABELS: dict[Stance, Any] = {
    Stance.AFFIRMS: _("affirms"),
    Stance.QUALIFIES: _("qualifies"),
    Stance.REJECTS: _("rejects"),
}
# Plain strings, so that migrations hold no class of the engine.
RELATION_CHOICES = [(relation.value, label) for relation, label in RELATION_LABELS.items()]
STANCE_CHOICES = [(stance.value, label) for stance, label in STANCE_LABELS.items()]


class TopicQuerySet(models.QuerySet["Topic"]):
    """Reads of topics."""

    def with_points_held(self) -> Self:
        """Add ``points_held``, the number of points of published declarations on each topic."""
        published = Q(points__declaration__status="published")
        return self.annotate(
            points_held=models.Count("points", filter=published, distinct=True)
        ).order_by("order", "name")  # a query that groups forgets the order of the model


class Topic(Translated, models.Model):
    """A matter that points are about."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200, unique=True)
    name_es = models.CharField(_("name in Spanish"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    description_es = models.TextField(_("description in Spanish"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = HistoricalRecords()
    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name


class PropositionQuerySet(models.QuerySet["Proposition"]):
    """Reads of the codebook."""

    def with_rivals(self) -> Self:
        """Fetch the propositions in tension with each."""
        return self.prefetch_related("rivals")

    def on_topic(self, topic: str) -> Self:
        """Keep propositions under a topic; all of them where none is given."""
        return self.filter(topic__slug=topic) if topic else self

    def by_topic(self) -> Self:
        """Fetch the topic of each, and order by topic as the codebook does; without the rules."""
        return (
            self.select_related("topic")
            .defer("definition", "definition_es", "topic__description", "topic__description_es")
            .order_by("topic__order", "topic__name", "order", "slug")
        )

    def with_use(self) -> Self:
        """Add ``affirmed``, ``qualified``, ``rejected``: positions in published declarations."""
        published = Q(positions__point__declaration__status="published")

        def taking(stance: Stance) -> models.Count:
            return models.Count("positions", filter=published & Q(positions__stance=stance.value))

        return self.annotate(
            affirmed=taking(Stance.AFFIRMS),
            qualified=taking(Stance.QUALIFIES),
            rejected=taking(Stance.REJECTS),
        ).order_by("order", "slug")  # a query that groups forgets the order of the model


class Proposition(Translated, KeptUp):
    """A statement that a state or group could affirm or reject, with its coding rule."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="propositions", verbose_name=_("topic")
    )
    text = models.CharField(_("statement"), max_length=500)
    text_es = models.CharField(_("statement in Spanish"), max_length=500, blank=True)
    definition = models.TextField(
        _("coding rule"), help_text=_("When a point affirms, qualifies or rejects it; its borders.")
    )
    definition_es = models.TextField(_("coding rule in Spanish"), blank=True)
    rivals = models.ManyToManyField(
        "self",
        blank=True,
        symmetrical=True,
        verbose_name=_("rivals"),
        help_text=_("Affirming one against affirming the other is partial, never convergent."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    revision = RevisionField()

    history = HistoricalRecords(m2m_fields=[rivals], excluded_fields=["revision"])
    objects = PropositionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("proposition")
        verbose_name_plural = _("propositions")

    def __str__(self) -> str:
        return self.text


@receiver(m2m_changed, sender=Proposition.rivals.through)
def write_history_of_rivals(
    instance: Proposition, action: str, pk_set: Iterable[int] | None, **_: Any
) -> None:
    """
    Write the history of the other side, too, when rivals are found or parted.

    simple_history writes that of the side that was edited. Left at that, the
    next save of the other one would be shown as if it had changed the rivals.
    """
    if hasattr(instance, "skip_history_when_saving"):
        return
    if action == "pre_clear":
        instance._rivals_cleared = list(instance.rivals.values_list("pk", flat=True))  # type: ignore[attr-defined]
        return
    if action not in {"post_add", "post_remove", "post_clear"}:
        return
    keys = instance.__dict__.pop("_rivals_cleared", []) if pk_set is None else list(pk_set)
    if action == "post_add":
        # Django adds the way back after this signal; the history is of both ways.
        through = Proposition.rivals.through
        through.objects.bulk_create(
            [through(from_proposition_id=key, to_proposition_id=instance.pk) for key in keys],
            ignore_conflicts=True,
        )
    for other in Proposition.objects.filter(pk__in=keys):
        for told in {"_history_user", "_change_reason"} & vars(instance).keys():
            setattr(other, told, getattr(instance, told))
        other.save(update_fields=["revision"])


class Position(KeptUp):
    """The stance that a point takes on a proposition; not listed is silence."""

    MAX_PER_POINT = 5
    """Codebook: what the words say or directly imply, at most five to a point."""

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="positions")
    proposition = models.ForeignKey(
        Proposition,
        on_delete=models.PROTECT,
        related_name="positions",
        verbose_name=_("proposition"),
    )
    stance = models.CharField(
        _("stance"),
        max_length=20,
        choices=STANCE_CHOICES,
        help_text=_("Qualifies: only in part, under a condition, or markedly weaker."),
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    revision = RevisionField()

    history = HistoricalRecords(excluded_fields=["revision"])
    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [
            models.UniqueConstraint(
                fields=["point", "proposition"],
                name="position_once_per_proposition",
                violation_error_message=_("This point is coded on this proposition already."),
            ),
            models.CheckConstraint(
                condition=Q(stance__in=[stance.value for stance in Stance]),
                name="position_stance_known",
                violation_error_message=_("A stance affirms, qualifies or rejects."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.proposition}"
