"""What was issued: declarations, who issued and signed them, and where they were seen."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from declarations.comparison.normalization import fold

from .actors import Actor
from .bearers import BearerReads, IssueQuerySet
from .fields import FoldedField, KeptUp, LinesField
from .history import HistoricalRecords
from .points import Language, Point, Wording
from .translation import Translated

MAX_WORDS = 10
"""Words of a search that count: each is looked for in every wording."""


class DeclarationQuerySet(BearerReads):
    """Reads of declarations."""

    def published(self) -> Self:
        """Keep what readers may see; drafts are the editors' own."""
        return self.filter(status=Declaration.Status.PUBLISHED)

    def issued_by(self, group: str) -> Self:
        """Keep declarations that a group issued, alone or jointly."""
        return self.filter(issuers__slug=group)

    def issued_by_any(self, groups: Iterable[str]) -> Self:
        """Keep declarations that at least one of some groups issued, alone or jointly."""
        issued = Issue.objects.filter(declaration=models.OuterRef("pk"), actor__slug__in=groups)
        return self.filter(models.Exists(issued))

    def issued_jointly_by(self, actors: Iterable[Actor]) -> Self:
        """Keep declarations that two or more of these actors issued together."""
        issues = Issue.objects.filter(actor__in=list(actors)).order_by().values("declaration")
        return self.filter(
            pk__in=issues.annotate(issuing=models.Count("pk"))
            .filter(issuing__gte=2)
            .values("declaration")
        )

    def in_year(self, year: int) -> Self:
        """Keep declarations of a calendar year."""
        return self.filter(date__year=year)

    def on_topic(self, topic: str) -> Self:
        """Keep declarations with at least one point on a topic."""
        return self.filter(models.Exists(Point.objects.of_outer_declaration().on_topic(topic)))

    def containing(self, text: str) -> Self:
        """
        Keep declarations with every word in their titles, place, occasion or points.

        The first ``MAX_WORDS`` words count. Case and accents make no
        difference, on either database; every other character stands for itself.
        """
        found = self
        for word in fold(text).split()[:MAX_WORDS]:
            wording = Wording.objects.filter(
                point__declaration=models.OuterRef("pk"), folded__contains=word
            )
            found = found.filter(Q(folded__contains=word) | models.Exists(wording))
        return found

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

    def up_to(self, last_day: date | None) -> Self:
        """Keep those issued by the end of a day; all of them where none is given."""
        return self if last_day is None else self.filter(date__lte=last_day)

    def as_texts(self) -> Self:
        """Fetch what a line of time shows of each: title, date, issuers, whether it is whole."""
        fields = ("slug", "title", "title_es", "date", "complete")
        return self.only(*fields).with_issuers().order_by("date", "slug")

    def newest_first(self) -> Self:
        """Order by date, the latest first."""
        return self.order_by("-date", "slug")


class Declaration(Translated, KeptUp):
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
    folded = FoldedField(of=["title", "title_es", "place", "occasion"])

    history = HistoricalRecords(excluded_fields=["version", "folded"])
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
    objects = IssueQuerySet.as_manager()

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
