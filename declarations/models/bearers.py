"""Whose word a declaration is: reads by those who issued and signed it."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber

from .actors import Actor, Membership


class BearerReads(models.QuerySet[Any]):
    """Reads of declarations by actors."""

    def borne_by(self, actor: Actor) -> Self:
        """Keep what an actor issued or signed, with or without a reservation."""
        signed = Q(signatories__actor=actor, signatories__status__in=["signed", "reserved"])
        return self._any_of(Q(issues__actor=actor), signed)

    def naming(self, actor: Actor) -> Self:
        """
        Keep what an actor issued, signed or abstained from.

        Adds ``signed_as``, its status among the signatories, or None where it issued only.
        """
        own = self.model.objects.filter(pk=OuterRef("pk"), signatories__actor=actor)
        status = own.order_by().values("signatories__status")[:1]
        return self._any_of(Q(issues__actor=actor), Q(signatories__actor=actor)).annotate(
            signed_as=Subquery(status)
        )

    def without_signatories(self) -> Self:
        """Keep those of which it is not known who signed."""
        return self.filter(signatories__isnull=True)

    def of_groups_of(self, actor: Actor) -> Self:
        """Keep what groups issued while an actor was, or may have been, a member of one."""
        day = OuterRef("date")
        member = Membership.objects.filter(
            Q(since__isnull=True) | Q(since__lte=day),
            Q(until__isnull=True) | Q(until__gte=day),
            group__issues__declaration=OuterRef("pk"),
            member=actor,
        )
        return self.filter(Exists(member))

    def _any_of(self, *conditions: Q) -> Self:
        """Keep what fits any of some conditions on related rows, each declaration once."""
        fits = Q()
        for condition in conditions:
            fits |= Q(pk__in=self.model.objects.filter(condition).order_by().values("pk"))
        return self.filter(fits)


class IssueQuerySet(models.QuerySet[Any]):
    """Reads of who issued what."""

    def before(self, declaration: models.Model) -> Self:
        """Keep what a declaration's issuers issued on earlier days, of what is published."""
        return self.filter(
            actor__issues__declaration=declaration,
            declaration__status="published",
            declaration__date__lt=declaration.date,  # type: ignore[attr-defined]
        )

    def latest_of_each(self, number: int) -> Self:
        """Keep the latest so many of each issuer, the latest first, with their declarations."""
        place = Window(
            RowNumber(),
            partition_by="actor",
            order_by=[F("declaration__date").desc(), "declaration__slug"],
        )
        return (
            self.alias(place=place)
            .filter(place__lte=number)
            .select_related("declaration")
            .only("actor_id", "declaration__slug", "declaration__date")
            .order_by("-declaration__date", "declaration__slug")
        )
