"""Filters of the lists; a value that is not offered is as good as none."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from declarations.models import Actor, Issue, Point, Position, Topic


class OfferedFilter(admin.SimpleListFilter):
    """A filter that passes on only what it offers."""

    def chosen(self) -> str | None:
        """Return the value in the address if it is one of those offered."""
        offered = {str(value) for value, _label in self.lookup_choices}
        return self.value() if self.value() in offered else None


class IssuerFilter(OfferedFilter):
    """By issuer, of those that have issued anything."""

    title = _("issuer")
    parameter_name = "issuer"
    path = "issues__actor__slug"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer the actors with a declaration."""
        issuers = Actor.objects.filter(Exists(Issue.objects.filter(actor=OuterRef("pk"))))
        return list(issuers.values_list("slug", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep what the actor issued, alone or jointly."""
        return queryset.filter(**{self.path: self.chosen()}) if self.chosen() else queryset


class PointIssuerFilter(IssuerFilter):
    """By issuer of the declaration a point belongs to."""

    path = "declaration__issues__actor__slug"


class PositionIssuerFilter(IssuerFilter):
    """By issuer of the declaration whose point takes the position."""

    path = "point__declaration__issues__actor__slug"


class TopicFilter(OfferedFilter):
    """By topic."""

    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer every topic, and having none."""
        return [*Topic.objects.values_list("slug", "name"), ("-none", str(_("no topic")))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep points on the topic."""
        if self.chosen() == "-none":
            return queryset.filter(topics=None)
        return queryset.filter(topics__slug=self.chosen()) if self.chosen() else queryset


class CodedFilter(OfferedFilter):
    """By whether a point has positions."""

    title = _("coding")
    parameter_name = "coded"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer coded and not yet coded."""
        return [("yes", _("with positions")), ("no", _("not coded yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep points with, or without, a position."""
        positions = Exists(Position.objects.filter(point=OuterRef("pk")))
        return {"yes": queryset.filter(positions), "no": queryset.filter(~positions)}.get(
            self.chosen() or "", queryset
        )


class UncodedPointsFilter(OfferedFilter):
    """By whether a declaration has points that nobody has coded."""

    title = _("coding")
    parameter_name = "coded"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer finished and unfinished."""
        return [("no", _("with uncoded points")), ("yes", _("every point coded"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep declarations with, or without, an uncoded point."""
        uncoded = Exists(Point.objects.filter(declaration=OuterRef("pk"), positions=None))
        return {"no": queryset.filter(uncoded), "yes": queryset.filter(~uncoded)}.get(
            self.chosen() or "", queryset
        )
