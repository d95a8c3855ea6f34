"""What was said: declarations, their points, and the wording of each point."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .actors import Actor
from .fields import LinesField
from .translation import Translated


class Language(models.TextChoices):
    """The languages in which wordings are held."""

    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    PORTUGUESE = "pt", _("Portuguese")
    FRENCH = "fr", _("French")


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    """Reads of declarations."""

    def published(self) -> Self:
        """Keep what readers may see; drafts are the editors' own."""
        return self.filter(status=Declaration.Status.PUBLISHED)

    def issued_by(self, group: str) -> Self:
        """Keep declarations that a group issued, alone or jointly."""
        return self.filter(issuers__slug=group)

    def in_year(self, year: int) -> Self:
        """Keep declarations of a calendar year."""
        return self.filter(date__year=year)

    def on_topic(self, topic: str) -> Self:
        """Keep declarations with at least one point on a topic."""
        return self.filter(models.Exists(Point.objects.of_outer_declaration().on_topic(topic)))

    def containing(self, text: str) -> Self:
        """Keep declarations with the text in their title, place, occasion or a point's wording."""
        wording = Wording.objects.filter(
            point__declaration=models.OuterRef("pk"), text__icontains=text
        )
        return self.filter(
            Q(title__icontains=text)
            | Q(title_es__icontains=text)
            | Q(place__icontains=text)
            | Q(occasion__icontains=text)
            | models.Exists(wording)
        )

    def with_issuers(self) -> Self:
        """Fetch the issuers, in the order in which they are named."""
        return self.prefetch_related(
            models.Prefetch("issues", queryset=Issue.objects.select_related("actor"))
        )

    def with_point_count(self) -> Self:
        """Add ``points_held``, the number of points in the database."""
        return self.annotate(
            points_held=models.Subquery(
                Point.objects.of_outer_declaration()
                .order_by()
                .values("declaration")
                .annotate(held=models.Count("pk"))
                .values("held")
            )
        )

    def with_points(self) -> Self:
        """Fetch the points in reading order, with wordings, topics, and positions."""
        return self.prefetch_related(
            models.Prefetch("points", queryset=Point.objects.with_codes().in_reading_order())
        )

    def for_comparison(self) -> Self:
        """Fetch all that a comparison shows; it fetches the codebook itself, once for both."""
        points = Point.objects.prefetch_related("wordings", "topics", "positions")
        return (
            self.with_issuers()
            .with_provenance()
            .prefetch_related(models.Prefetch("points", queryset=points.in_reading_order()))
        )

    def for_choosing(self) -> Self:
        """Add ``issuer_name``, that of the first issuer; the latest first, without long texts."""
        first = Issue.objects.filter(declaration=models.OuterRef("pk")).order_by("order", "pk")
        return (
            self.annotate(issuer_name=models.Subquery(first.values("actor__name")[:1]))
            .only("slug", "title", "title_es", "date")
            .newest_first()
        )

    def with_provenance(self) -> Self:
        """Fetch the sources and the signatories with their actors."""
        signatories = Signatory.objects.select_related("actor").order_by("actor__name")
        return self.prefetch_related(
            "sources", models.Prefetch("signatories", queryset=signatories)
        )

    def tally(self) -> dict[str, Any]:
        """Count declarations, points and coded positions, with the first and the last date."""
        return self.aggregate(
            declarations_held=models.Count("pk", distinct=True),
            points_held=models.Count("points", distinct=True),
            positions_held=models.Count("points__positions", distinct=True),
            first=models.Min("date"),
            last=models.Max("date"),
        )

    def has_paraphrase(self) -> bool:
        """Say whether any point is held in words of our own."""
        paraphrase = Wording.Origin.PARAPHRASE
        return self.filter(points__wordings__origin=paraphrase).order_by().exists()

    def years(self) -> list[int]:
        """Return the years from which declarations are held, the latest first."""
        return [day.year for day in self.order_by().dates("date", "year", order="DESC")]

    def newest_first(self) -> Self:
        """Order by date, the latest first."""
        return self.order_by("-date", "slug")

    def oldest_first(self) -> Self:
        """Order by date, the earliest first."""
        return self.order_by("date", "slug")


class Declaration(Translated, models.Model):
    """A text that one or several groups issued, divided into points."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    class Numbering(models.TextChoices):
        OFFICIAL = "official", _("official")
        EDITORIAL = "editorial", _("editorial")

    slug = models.SlugField(
        _("slug"),
        max_length=120,
        unique=True,
        help_text=_("Stands in addresses that people cite: lima-group-2019-05-03."),
    )
    title = models.CharField(_("title"), max_length=300)
    title_es = models.CharField(_("title in Spanish"), max_length=300, blank=True)
    date = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    occasion = models.TextField(_("occasion"), blank=True)
    language = models.CharField(
        _("original language"),
        max_length=8,
        choices=Language,
        default=Language.ENGLISH,
        help_text=_("The language in which the text was issued."),
    )
    numbering = models.CharField(
        _("numbering"),
        max_length=20,
        choices=Numbering,
        default=Numbering.OFFICIAL,
        help_text=_("Editorial: the source has no numbers; ours follow the order."),
    )
    numbering_note = models.TextField(_("note on the numbering"), blank=True)
    points_in_source = models.PositiveIntegerField(
        _("points in the source"),
        null=True,
        blank=True,
        help_text=_("Where a source gives the total; may be more than we hold."),
    )
    complete = models.BooleanField(
        _("complete"), default=False, help_text=_("Every point of the text is held here.")
    )
    gaps = LinesField(_("gaps and doubts"), help_text=_("One to a line; readers see them."))
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=Status,
        default=Status.DRAFT,
        help_text=_("Readers see only what is published."),
    )
    issuers = models.ManyToManyField(
        Actor, through="Issue", related_name="declarations_issued", verbose_name=_("issuers")
    )
    version = models.PositiveIntegerField(
        default=1,
        editable=False,
        help_text="Raised at each save, so that of two editors the second is told.",
    )

    history = HistoricalRecords(excluded_fields=["version"])
    objects = DeclarationQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "slug"]
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        indexes = [models.Index(fields=["status", "date"], name="declaration_status_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published"]),
                name="declaration_status_known",
                violation_error_message=_("A declaration is a draft or published."),
            ),
            models.CheckConstraint(
                condition=Q(numbering__in=["official", "editorial"]),
                name="declaration_numbering_known",
                violation_error_message=_("Numbering is official or editorial."),
            ),
            models.CheckConstraint(
                condition=Q(points_in_source__isnull=True) | Q(points_in_source__gte=1),
                name="declaration_points_in_source_positive",
                violation_error_message=_("A declaration has at least one point."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the public page, which shows drafts to nobody."""
        return reverse("declarations:declaration", args=[self.slug])

    @property
    def is_published(self) -> bool:
        """Whether readers may see it."""
        return self.status == self.Status.PUBLISHED

    @property
    def issuing_actors(self) -> list[Actor]:
        """The issuers in the order named; fetch with ``with_issuers()``."""
        return [issue.actor for issue in self.issues.all()]


class Issue(models.Model):
    """That an actor issued a declaration; a joint statement has several, in order."""

    declaration = models.ForeignKey(Declaration, on_delete=models.CASCADE, related_name="issues")
    actor = models.ForeignKey(
        Actor, on_delete=models.PROTECT, related_name="issues", verbose_name=_("issuer")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("issuer")
        verbose_name_plural = _("issuers")
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "actor"],
                name="issue_once_per_actor",
                violation_error_message=_("This actor is named as an issuer already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.actor)


class Signatory(models.Model):
    """That an actor signed a declaration, abstained, or signed with a reservation."""

    class Status(models.TextChoices):
        SIGNED = "signed", _("signed")
        ABSTAINED = "abstained", _("abstained")
        RESERVED = "reserved", _("signed with a reservation")

    declaration = models.ForeignKey(
        Declaration, on_delete=models.CASCADE, related_name="signatories"
    )
    actor = models.ForeignKey(
        Actor, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("actor")
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.SIGNED)
    note = models.CharField(_("note"), max_length=500, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["declaration", "actor__name"]
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "actor"],
                name="signatory_once_per_actor",
                violation_error_message=_("This actor is among the signatories already."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["signed", "abstained", "reserved"]),
                name="signatory_status_known",
                violation_error_message=_("A signatory signed, abstained or made a reservation."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.actor)


class Source(models.Model):
    """Where the text, or a report of it, was seen."""

    class Extent(models.TextChoices):
        FULL = "full", _("whole text seen")
        PARTIAL = "partial", _("part of the text seen")
        REPORT = "report", _("report about the text")

    declaration = models.ForeignKey(Declaration, on_delete=models.CASCADE, related_name="sources")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    url = models.URLField(_("address"), max_length=1000)
    publisher = models.CharField(_("publisher"), max_length=300)
    retrieved = models.DateField(_("retrieved"), null=True, blank=True)
    extent = models.CharField(_("extent seen"), max_length=20, choices=Extent)

    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "url"],
                name="source_once_per_address",
                violation_error_message=_("This address is among the sources already."),
            ),
            models.CheckConstraint(
                condition=Q(extent__in=["full", "partial", "report"]),
                name="source_extent_known",
                violation_error_message=_("Say how much of the text the source shows."),
            ),
        ]

    def __str__(self) -> str:
        return self.publisher


class PointQuerySet(models.QuerySet["Point"]):
    """Reads of points."""

    def of_outer_declaration(self) -> Self:
        """Keep the points of the declaration in the query around this one."""
        return self.filter(declaration=models.OuterRef("pk"))

    def published(self) -> Self:
        """Keep points of published declarations."""
        return self.filter(declaration__status=Declaration.Status.PUBLISHED)

    def on_topic(self, topic: str) -> Self:
        """Keep points on a topic."""
        return self.filter(topics__slug=topic)

    def in_reading_order(self) -> Self:
        """Order as the declaration has them."""
        return self.order_by("declaration", "order")

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

    declaration = models.ForeignKey(Declaration, on_delete=models.CASCADE, related_name="points")
    order = models.PositiveIntegerField(
        _("order"), help_text=_("Place in the text; leave a step where a point is missing.")
    )
    label = models.CharField(
        _("number"),
        max_length=20,
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
            models.UniqueConstraint(
                fields=["declaration", "label"],
                name="point_label_unique",
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
        """Return the point's place on the page of its declaration."""
        return f"{self.declaration.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """The fragment of an address that leads here: the number without its doubt and spaces."""
        return self.label.rstrip("?").replace(" ", "-")

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


class Wording(models.Model):
    """A point's text in one language."""

    class Origin(models.TextChoices):
        OFFICIAL = "official", _("official text")
        TRANSLATION = "translation", _("translation")
        PARAPHRASE = "paraphrase", _("paraphrase")

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=8, choices=Language)
    text = models.TextField(_("text"), help_text=_("As issued, without the number."))
    origin = models.CharField(_("origin"), max_length=20, choices=Origin)
    modified = models.DateTimeField(auto_now=True)

    history = HistoricalRecords(excluded_fields=["modified"])

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
