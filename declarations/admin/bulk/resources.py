"""The tables: memberships and declarations. Points and their codes are in ``points``."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from declarations.models import Actor, Declaration, Issue, Language, Membership, Signatory, Source

from .base import DeskResource
from .columns import (
    Column,
    choice_column,
    day_column,
    lines_column,
    lines_of,
    number_column,
    one_of,
    parse_day,
    show_day,
    slugs_of,
    text_column,
    yes_no_column,
)
from .points import CodesResource, PointResource

__all__ = ["CodesResource", "DeclarationResource", "MembershipResource", "PointResource"]


def actors_called(slugs: Any) -> dict[str, Actor]:
    """Return the actors of some slugs; raise ValueError with those that there are none of."""
    found = {actor.slug: actor for actor in Actor.objects.filter(slug__in=list(slugs))}
    if missing := [slug for slug in slugs if slug not in found]:
        raise ValueError(
            _("No actor has the slug %(slugs)s.") % {"slugs": ", ".join(missing)[:200]}
        )
    return found


class MembershipResource(DeskResource):
    """Who belonged to which group when; a row is known by group, member and first day."""

    title = gettext_lazy("Memberships")
    keys = ("group", "member", "since")
    writes = (Membership,)

    class Meta(DeskResource.Meta):
        model = Membership

    def columns(self) -> list[Column]:
        """Return the columns in their order."""
        return [
            Column("group", read=lambda row: row.group.slug, own=False, fixed=True),
            Column("member", read=lambda row: row.member.slug, own=False, fixed=True),
            day_column("since", fixed=True),
            day_column("until"),
            yes_no_column("disputed"),
            text_column("source"),
            text_column("note"),
        ]

    def for_export(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Order by group, then member."""
        return queryset.select_related("group", "member").order_by(
            "group__slug", "member__slug", "since", "pk"
        )

    def prepare(self, rows: list[dict[str, str]]) -> None:
        """Fetch the actors that the rows name, and the memberships of the groups."""
        named = {row[name].strip() for row in rows for name in ("group", "member")}
        self.actors = {actor.slug: actor for actor in Actor.objects.filter(slug__in=named)}
        groups = {row["group"].strip() for row in rows}
        held = Membership.objects.filter(group__slug__in=groups).select_related("group", "member")
        self.held = {(row.group.slug, row.member.slug, show_day(row.since)): row for row in held}

    def look_up(self, keys: tuple[str, ...]) -> Any:
        """Find the membership that began on a day."""
        return self.held.get(keys)

    def start(self, keys: tuple[str, ...]) -> Any:
        """Start a membership of actors that there are."""
        for slug in keys[:2]:
            if slug not in self.actors:
                raise ValidationError(_("No actor has the slug “%(slug)s”.") % {"slug": slug[:80]})
        try:
            since = parse_day(keys[2])
        except ValueError as error:
            raise ValidationError(str(error)) from error
        group, member = (self.actors[slug] for slug in keys[:2])
        return Membership(group=group, member=member, since=since)


class DeclarationResource(DeskResource):
    """Declarations with issuers, signatories and sources; a row is known by its slug."""

    title = gettext_lazy("Declarations, with issuers, signatories and sources")
    keys = ("slug",)
    writes = (Declaration, Issue, Signatory, Source)

    class Meta(DeskResource.Meta):
        model = Declaration

    def columns(self) -> list[Column]:
        """Return the columns in their order."""
        return [
            Column("slug", fixed=True),
            text_column("title"),
            text_column("title_es"),
            day_column("date"),
            text_column("place"),
            Column(
                "issuers",
                own=False,
                read=lambda row: [issue.actor.slug for issue in _held(row, "issues")],
                show="; ".join,
                parse=self._parse_issuers,
            ),
            choice_column("language", Language),
            choice_column("status", Declaration.Status),
            choice_column("numbering", Declaration.Numbering),
            text_column("numbering_note"),
            number_column("points_in_source"),
            yes_no_column("complete"),
            text_column("occasion"),
            lines_column("gaps"),
            Column(
                "signatories",
                own=False,
                read=lambda row: sorted(
                    (signatory.actor.slug, signatory.status)
                    for signatory in _held(row, "signatories")
                ),
                show=_show_signatories,
                parse=_parse_signatories,
            ),
            Column(
                "sources",
                own=False,
                read=lambda row: [
                    (source.extent, source.retrieved, source.url, source.publisher)
                    for source in _held(row, "sources")
                ],
                show=_show_sources,
                parse=_parse_sources,
            ),
        ]

    def for_export(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Fetch issuers, signatories and sources; the earliest first."""
        signatories = Signatory.objects.select_related("actor")
        return (
            queryset.with_issuers()
            .prefetch_related("sources", Prefetch("signatories", queryset=signatories))
            .order_by("date", "slug")
        )

    def prepare(self, rows: list[dict[str, str]]) -> None:
        """Fetch the declarations that stand."""
        slugs = [row["slug"].strip() for row in rows]
        # Held until the end, so that no editor's save falls between reading and writing.
        found = Declaration.objects.filter(slug__in=slugs).select_for_update(no_key=True)
        found = self.for_export(found)
        self.held = {declaration.slug: declaration for declaration in found}

    def look_up(self, keys: tuple[str, ...]) -> Any:
        """Find the declaration."""
        return self.held.get(keys[0])

    def start(self, keys: tuple[str, ...]) -> Any:
        """Start a draft."""
        return Declaration(slug=keys[0])

    def declaration_of(self, instance: Any) -> int | None:
        """Return its own key."""
        return instance.pk

    def _parse_issuers(self, cell: str) -> list[str]:
        slugs = slugs_of(cell)
        actors_called(slugs)
        return slugs

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Save a declaration of which anything changed: its history tells who changed it last."""
        instance._change_reason = self.reason
        instance.save(force_insert=is_create)

    def save_parts(self, instance: Any, wanted: Mapping[str, Any]) -> None:
        """Bring issuers, signatories and sources in line, where the file has others."""
        if not instance._read_before:
            self.made.add(instance.pk)
        if "issuers" in wanted:
            actors = actors_called(wanted["issuers"])
            columns = {actors[slug].pk: {"order": o} for o, slug in enumerate(wanted["issuers"])}
            self._sync(Issue, instance, "actor_id", columns)
        if "signatories" in wanted:
            actors = actors_called([slug for slug, _status in wanted["signatories"]])
            columns = {
                actors[slug].pk: {"status": status} for slug, status in wanted["signatories"]
            }
            self._sync(Signatory, instance, "actor_id", columns)
        if "sources" in wanted:
            columns = {
                url: {"order": o, "extent": extent, "retrieved": day, "publisher": publisher}
                for o, (extent, day, url, publisher) in enumerate(wanted["sources"])
            }
            self._sync(Source, instance, "url", columns)

    def _sync(
        self,
        model: Any,
        declaration: Declaration,
        key: str,
        columns: Mapping[Any, Mapping[str, Any]],
    ) -> None:
        """Add, change and delete rows of a declaration until they are as wanted."""
        held = {getattr(row, key): row for row in model.objects.filter(declaration=declaration)}
        for value, row in held.items():
            if value not in columns:
                row._change_reason = self.reason
                row.delete()
        for value, wanted in columns.items():
            row = held.get(value) or model(**{"declaration": declaration, key: value})
            if row.pk and all(getattr(row, name) == one for name, one in wanted.items()):
                continue
            for name, one in wanted.items():
                setattr(row, name, one)
            row._change_reason = self.reason
            row.full_clean()
            row.save()


def _held(row: Any, name: str) -> Any:
    """Return related rows; a new declaration has none yet."""
    return getattr(row, name).all() if row.pk else []


def _show_signatories(value: list[tuple[str, str]]) -> str:
    plain = Signatory.Status.SIGNED
    return "; ".join(slug if status == plain else f"{slug} ({status})" for slug, status in value)


def _parse_signatories(cell: str) -> list[tuple[str, str]]:
    found = []
    for name in slugs_of(cell):
        slug, _space, status = name.partition(" (")
        status = status.rstrip(") ") or Signatory.Status.SIGNED.value
        found.append((slug.strip(), one_of(status, Signatory.Status.values)))
    actors_called([slug for slug, _status in found])
    return sorted(set(found))


def _show_sources(value: list[Any]) -> str:
    return "\n".join(
        f"{extent} | {show_day(day) or '–'} | {url} | {' '.join(publisher.split())}"
        for extent, day, url, publisher in value
    )


def _parse_sources(cell: str) -> list[Any]:
    found = []
    for line in lines_of(cell):
        parts = [part.strip() for part in line.split("|", 3)]
        if len(parts) != 4 or not re.match(r"https?://|ftps?://", parts[2]):
            raise ValueError(
                _(
                    "A source is written as: full | 2019-05-03 | https://… | publisher. "
                    "Not: %(line)s"
                )
                % {"line": line[:80]}
            )
        extent, day, url, publisher = parts
        day = "" if day in {"–", "-", ""} else day
        found.append((one_of(extent, Source.Extent.values), parse_day(day), url, publisher))
    return found
