"""What the points were coded as, and what coders judged of pairs."""

import hashlib
from collections.abc import Iterable
from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from declarations.comparison.types import Relation, Stance

from .fields import KeptUp, RevisionField
from .history import HistoricalRecords
from .points import Language, Point
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


NEVER_EDITED = "A judgement is never edited: a change of mind is a new one."
NEVER_TAKEN_BACK = "A judgement is never taken back: a change of mind is a new one."


class JudgementQuerySet(models.QuerySet["Judgement"]):
    """Judgements, which are added only. Points and accounts that go still let go of them."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError(NEVER_EDITED)

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError(NEVER_TAKEN_BACK)

    update.alters_data = True  # type: ignore[attr-defined]
    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class Judgement(models.Model):
    """
    A coder's word on how two points stand; added, never edited or taken back.

    The pair has no left and right: ``first`` is the point with the lower key.
    What the coder read is remembered by the language and the digest of both
    wordings, so that a judgement on words that changed since can be shown as
    stale, and a translation that is added makes none so; the references keep
    it readable when a point is gone.
    """

    first = models.ForeignKey(
        Point, on_delete=models.SET_NULL, null=True, related_name="judgements_as_first"
    )
    second = models.ForeignKey(
        Point, on_delete=models.SET_NULL, null=True, related_name="judgements_as_second"
    )
    first_reference = models.CharField(_("first point"), max_length=160)
    second_reference = models.CharField(_("second point"), max_length=160)
    first_language = models.CharField(
        _("language of the first wording"), max_length=8, choices=Language
    )
    second_language = models.CharField(
        _("language of the second wording"), max_length=8, choices=Language
    )
    first_digest = models.CharField(max_length=64)
    second_digest = models.CharField(max_length=64)
    relation = models.CharField(_("relation"), max_length=20, choices=RELATION_CHOICES)
    rationale = models.TextField(_("rationale"), blank=True)
    coder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="judgements",
        verbose_name=_("coder's account"),
    )
    coder_name = models.CharField(_("coder"), max_length=150)
    codebook_version = models.CharField(_("version of the codebook"), max_length=64, blank=True)
    # Not auto_now_add: a judgement that is imported keeps its day.
    created = models.DateTimeField(_("given"), default=timezone.now, editable=False)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ["created", "pk"]
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        constraints = [
            # A point that is gone is null, and then there is nothing to compare.
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="judgement_lower_key_first",
                violation_error_message=_(
                    "A judgement is about two different points, the one with the lower key first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(relation__in=[relation.value for relation in Relation]),
                name="judgement_relation_known",
                violation_error_message=_(
                    "A judgement is convergent, partial, divergent or unrelated."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(coder_name=""),
                name="judgement_has_a_coder",
                violation_error_message=_("A judgement needs the name of its coder."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_reference} – {self.second_reference}: {self.relation}"

    def save(self, **kwargs: Any) -> None:
        """Save a new judgement; refuse to change one that was given, also by way of its key."""
        if not self._state.adding:
            raise TypeError(NEVER_EDITED)
        super().save(**kwargs | {"force_insert": True})

    def delete(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError(NEVER_TAKEN_BACK)


def digest_of(text: str) -> str:
    """Return the SHA-256 of a wording's text, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
