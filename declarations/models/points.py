"""What a declaration says: its points, and the wording of each in one language or several."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Replace
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from declarations.comparison.labels import anchor_of

from . import lookups  # noqa: F401 - registers stems__holds
from .fields import (
    FoldedField,
    KeptUp,
    LinesField,
    OneSpacedField,
    RevisionField,
    StemCountField,
    StemsField,
    validate_label,
)
from .history import HistoricalRecords


class Language(models.TextChoices):
    """The languages in which wordings are held."""

    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    PORTUGUESE = "pt", _("Portuguese")
    FRENCH = "fr", _("French")


class PointQuerySet(models.QuerySet["Point"]):
    """Reads of points."""

    def of_outer_declaration(self) -> Self:
        """Keep the points of the declaration in the query around this one."""
        return self.filter(declaration=models.OuterRef("pk"))

    def published(self) -> Self:
        """Keep points of published declarations."""
        return self.filter(declaration__status="published")

    def on_topic(self, topic: str) -> Self:
        """Keep points on a topic."""
        return self.filter(topics__slug=topic)

    def in_reading_order(self) -> Self:
        """Order as the declaration has them."""
        return self.order_by("declaration", "order")

    def with_declaration(self) -> Self:
        """Fetch the declaration of each, with its issuers in the order named."""
        return self.select_related("declaration").prefetch_related("declaration__issues__actor")

    def with_codes(self) -> Self:
        """Fetch wordings, topics, and positions with their propositions."""
        return self.prefetch_related("wordings", "topics", "positions__proposition")


class Point(models.Model):
    """A numbered point, or an unnumbered paragraph that was given a number."""

    class Kind(models.TextChoices):
        PREAMBULAR = "preambular", _("preambular")
        OPERATIVE = "operative", _("operative")

    class Force(models.IntegerChoices):
        NOTES = 1, _("1 notes")
        SUPPORTS = 2, _("2 supports")
        CALLS = 3, _("3 calls")
        DEMANDS = 4, _("4 demands")
        COMMITS = 5, _("5 commits")

    class Confidence(models.TextChoices):
        SOURCE = "source", _("seen in a copy of the declaration")
        REPORT = "report", _("known only through the press")

    declaration = models.ForeignKey("Declaration", on_delete=models.CASCADE, related_name="points")
    order = models.PositiveIntegerField(
        _("order"), help_text=_("Place in the text; leave a step where a point is missing.")
    )
    label = OneSpacedField(
        _("number"),
        max_length=20,
        validators=[validate_label],
        help_text=_("As printed: 5, XI, 11 bis. With a question mark where it is only likely: 6?"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OPERATIVE)
    force = models.PositiveSmallIntegerField(
        _("force"),
        choices=Force,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("Of the strongest operative verb: notes, supports, calls, demands, commits."),
    )
    operative = models.CharField(
        _("operative verbs"),
        max_length=300,
        blank=True,
        help_text=_("As in the English wording, the opening one first: Proposes; invites"),
    )
    mentions = LinesField(
        _("actors spoken of"), help_text=_("People, states, bodies; one to a line.")
    )
    confidence = models.CharField(
        _("known from"), max_length=20, choices=Confidence, default=Confidence.SOURCE
    )
    topics = models.ManyToManyField(
        "Topic", related_name="points", blank=True, verbose_name=_("topics")
    )

    history = HistoricalRecords(m2m_fields=[topics])
    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ["declaration", "order"]
        verbose_name = _("point")
        verbose_name_plural = _("points")
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "order"],
                name="point_order_unique",
                violation_error_message=_("Another point stands at this place in the order."),
            ),
            # Of the address, see ``anchor``: "5" and "5?" would have the same one.
            models.UniqueConstraint(
                "declaration",
                Replace(Replace(F("label"), Value("?"), Value("")), Value(" "), Value("-")),
                name="point_address_unique",
                violation_error_message=_("Another point of this declaration has this number."),
            ),
            models.CheckConstraint(
                condition=~Q(label=""),
                name="point_label_not_blank",
                violation_error_message=_("A point needs a number to be cited by."),
            ),
            models.CheckConstraint(
                condition=Q(force__isnull=True) | Q(force__range=(1, 5)),
                name="point_force_one_to_five",
                violation_error_message=_("Force runs from 1 (notes) to 5 (commits)."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["preambular", "operative"]),
                name="point_kind_known",
                violation_error_message=_("A point is preambular or operative."),
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=["source", "report"]),
                name="point_confidence_known",
                violation_error_message=_("Say whether the point was seen or only reported."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}"

    def get_absolute_url(self) -> str:
        """Return the address of the point's own page."""
        return reverse("declarations:point", args=[self.declaration.slug, self.anchor])

    @property
    def anchor(self) -> str:
        """
        The fragment of an address that leads here: the number without its doubt and spaces.

        ``point_address_unique`` says the same in SQL, of labels as they are saved.
        """
        return anchor_of(self.label)

    @property
    def number_is_likely(self) -> bool:
        """Whether the number is inferred: the content is sourced, its number only likely."""
        return self.label.endswith("?")

    def wording_in(self, *languages: str) -> "Wording | None":
        """Return the wording in the first of these languages that is held, else any; or none."""
        held = {wording.language: wording for wording in self.wordings.all()}
        for language in languages:
            if language in held:
                return held[language]
        return next(iter(held.values()), None)


class Wording(KeptUp):
    """A point's text in one language."""

    class Origin(models.TextChoices):
        OFFICIAL = "official", _("official text")
        TRANSLATION = "translation", _("translation")
        PARAPHRASE = "paraphrase", _("paraphrase")

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=8, choices=Language)
    text = models.TextField(_("text"), help_text=_("As issued, without the number."))
    origin = models.CharField(_("origin"), max_length=20, choices=Origin)
    folded = FoldedField(of=["text"])
    stems = StemsField()
    stem_count = StemCountField()
    revision = RevisionField()

    history = HistoricalRecords(excluded_fields=["folded", "stems", "stem_count", "revision"])

    class Meta:
        ordering = ["point", "language"]
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        constraints = [
            models.UniqueConstraint(
                fields=["point", "language"],
                name="wording_once_per_language",
                violation_error_message=_("This point has a wording in this language already."),
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["official", "translation", "paraphrase"]),
                name="wording_origin_known",
                violation_error_message=_("Say whether the wording is official or our own."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="wording_not_blank",
                violation_error_message=_("A wording needs its words."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point} ({self.language})"
