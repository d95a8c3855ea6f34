"""Who speaks: groups, states and organisations, and who belonged to which group when."""

from collections.abc import Collection
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .history import HistoricalRecords
from .translation import Translated, in_language


class ActorQuerySet(models.QuerySet["Actor"]):
    """Reads of actors."""

    def groups(self) -> Self:
        """Keep groups: those who issue declarations."""
        return self.filter(kind=Actor.Kind.GROUP)

    def public(self) -> Self:
        """
        Keep those whom readers may know of.

        That is, who issued or signed something published, or belongs to a group
        that did. A group that stands behind drafts only would give them away.
        """
        issued = Actor.objects.filter(issues__declaration__status="published")
        signed = Actor.objects.filter(signatures__declaration__status="published")
        members = Membership.objects.public()
        return self.filter(
            Q(pk__in=issued.order_by().values("pk"))
            | Q(pk__in=signed.order_by().values("pk"))
            | Q(pk__in=members.order_by().values("member"))
        )

    def with_groups(self) -> Self:
        """Add ``held_in``, the memberships of each in groups that readers may know of."""
        held = Membership.objects.public().select_related("group").order_by("group__name", "pk")
        return self.prefetch_related(
            models.Prefetch("memberships_held", queryset=held, to_attr="held_in")
        )

    def with_counts(self) -> Self:
        """Add ``texts_issued`` and ``texts_signed``, published ones, and ``members_held``."""

        def published(rows: str) -> models.Count:
            condition = Q(**{f"{rows}__declaration__status": "published"})
            return models.Count(rows, filter=condition, distinct=True)

        return self.annotate(
            texts_issued=published("issues"),
            texts_signed=published("signatures"),
            members_held=models.Count("memberships__member", distinct=True),
        )

    def by_first_word(self) -> Self:
        """
        Keep those who issued a published declaration; add ``first_issued``, and order by it.

        A group whose first declaration is a later one comes after the others: what
        is told by this order, such as a colour, stays as it was for them.
        """
        published = Q(declarations_issued__status="published")
        return (
            self.annotate(first_issued=models.Min("declarations_issued__date", filter=published))
            .filter(first_issued__isnull=False)
            .order_by("first_issued", "slug")
        )

    def called(self, names: Collection[str]) -> Self:
        """Keep those who have one of the names, in whatever language, short or in full."""
        return self.filter(
            Q(name__in=names)
            | Q(name_es__in=names)
            | Q(short_name__in=names)
            | Q(short_name_es__in=names)
        )

    def issuing(self) -> Self:
        """Keep those who issued a published declaration."""
        return self.filter(declarations_issued__status="published").distinct()


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads of memberships."""

    def public(self) -> Self:
        """Keep those in groups that issued something published."""
        issued = Actor.objects.filter(issues__declaration__status="published")
        return self.filter(group__in=issued.order_by().values("pk"))

    def of_groups(self, *groups: "Actor") -> Self:
        """Keep those in some groups, with their members, in the order of time."""
        return self.filter(group__in=groups).select_related("member").in_order_of_time()

    def in_order_of_time(self) -> Self:
        """Order by the first day, those whose first day is not known before all others."""
        # Said in full: databases differ on where nothing stands.
        first_day = F("since").asc(nulls_first=True)
        return self.order_by(first_day, "group__name", "member__name", "pk")


class Actor(Translated, models.Model):
    """A group, state or organisation that issues or signs declarations."""

    LONGEST_BRIEF = 20
    """Characters of a full name that a narrow column bears."""

    class Kind(models.TextChoices):
        GROUP = "group", _("group")
        STATE = "state", _("state")
        ORGANISATION = "organisation", _("organisation")

    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, help_text=_("Stands in addresses: lima-group.")
    )
    name = models.CharField(_("name"), max_length=200)
    name_es = models.CharField(_("name in Spanish"), max_length=200, blank=True)
    short_name = models.CharField(
        _("short name"),
        max_length=60,
        blank=True,
        help_text=_("For narrow columns: Contact Group. The full name where blank."),
    )
    short_name_es = models.CharField(_("short name in Spanish"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    iso3166 = models.CharField(
        _("ISO 3166-1 code"),
        max_length=2,
        blank=True,
        help_text=_("Two capital letters, for a state; EU is reserved for the European Union."),
    )
    founded = models.DateField(_("founded"), null=True, blank=True)
    description = models.TextField(_("description"), blank=True)
    description_es = models.TextField(_("description in Spanish"), blank=True)

    history = HistoricalRecords()
    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        constraints = [
            models.UniqueConstraint(
                fields=["iso3166"],
                condition=~Q(iso3166=""),
                name="actor_iso3166_unique",
                violation_error_message=_("Another actor already has this ISO 3166 code."),
            ),
            models.CheckConstraint(
                condition=Q(iso3166="") | Q(iso3166__regex=r"^[A-Z]{2}$"),
                name="actor_iso3166_two_capitals",
                violation_error_message=_("An ISO 3166 code is two capital letters, such as CR."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["group", "state", "organisation"]),
                name="actor_kind_known",
                violation_error_message=_("An actor is a group, a state or an organisation."),
            ),
            models.UniqueConstraint(
                Lower("name"),
                name="actor_name_unique",
                violation_error_message=_("Another actor already has this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def brief_in(self, language: str) -> str:
        """Return the name as narrow columns have it: the short one where the full one is long."""
        name = in_language(self, "name", language)
        if len(name) <= self.LONGEST_BRIEF:
            return name
        short = self.short_name if language == "en" else getattr(self, f"short_name_{language}", "")
        return short or name


class Membership(models.Model):
    """That an actor belonged to a group, from when until when; dates may be unknown."""

    group = models.ForeignKey(
        Actor,
        on_delete=models.CASCADE,
        related_name="memberships",
        limit_choices_to={"kind": Actor.Kind.GROUP},
        verbose_name=_("group"),
    )
    member = models.ForeignKey(
        Actor, on_delete=models.PROTECT, related_name="memberships_held", verbose_name=_("member")
    )
    since = models.DateField(_("since"), null=True, blank=True, help_text=_("Blank: not known."))
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("Blank: no end known; the note says why.")
    )
    source = models.URLField(
        _("source"), max_length=1000, blank=True, help_text=_("A page that bears out the dates.")
    )
    note = models.TextField(_("note"), blank=True)
    disputed = models.BooleanField(
        _("disputed"),
        default=False,
        help_text=_("Sources differ on whether, or until when, this was a member."),
    )

    history = HistoricalRecords()
    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["group", "since", "member"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member", "since"],
                name="membership_once_per_start",
                violation_error_message=_("This membership, with this first day, is held already."),
            ),
            # Two unknown first days count as different in the constraint above.
            models.UniqueConstraint(
                fields=["group", "member"],
                condition=Q(since__isnull=True),
                name="membership_once_without_start",
                violation_error_message=_("This membership, without a first day, is held already."),
            ),
            models.CheckConstraint(
                condition=~Q(group=F("member")),
                name="membership_not_of_itself",
                violation_error_message=_("A group cannot be a member of itself."),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_ends_after_start",
                violation_error_message=_("A membership cannot end before it began."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.group}"

    def clean(self) -> None:
        """Refuse members in anything but a group: the database cannot see the kind."""
        if self.group_id and self.group.kind != Actor.Kind.GROUP:
            raise ValidationError({"group": _("Only a group has members.")})
