"""Two tables of points: their words, and their codes. A row is known by declaration and number."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.exceptions import ImportError as ImportRefused

from declarations.comparison.types import Stance
from declarations.models import (
    Declaration,
    Language,
    Point,
    Position,
    Proposition,
    Topic,
    Wording,
    anchor_of,
)
from declarations.services import editing

from .base import DeskResource
from .columns import (
    WANTED,
    Column,
    choice_column,
    lines_column,
    lines_of,
    number_column,
    one_of,
    slugs_of,
    text_column,
)


class OfPoints(DeskResource):
    """What both tables have in common."""

    keys = ("declaration", "point")

    class Meta(DeskResource.Meta):
        model = Point

    def for_export(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Fetch words and codes, in the order of date and text."""
        return (
            queryset.select_related("declaration")
            .prefetch_related("wordings", "topics", "positions__proposition")
            .order_by("declaration__date", "declaration__slug", "order")
        )

    def prepare(self, rows: list[dict[str, str]]) -> None:
        """Fetch the points of the declarations that the rows name."""
        slugs = {row["declaration"].strip() for row in rows}
        # Held until the end, so that no editor's save falls between reading and writing.
        found = Declaration.objects.filter(slug__in=slugs).select_for_update(no_key=True)
        self.declarations = {declaration.slug: declaration for declaration in found}
        points = self.for_export(Point.objects.filter(declaration__slug__in=slugs))
        self.held = {(point.declaration.slug, point.anchor): point for point in points}

    def look_up(self, keys: tuple[str, ...]) -> Any:
        """Find a point by what its number leads to: "6" and "6?" are one."""
        return self.held.get((keys[0], anchor_of(keys[1])))

    def declaration_of(self, instance: Any) -> int | None:
        """Return the declaration of the point."""
        return instance.declaration_id

    def _declaration(self, slug: str) -> Declaration:
        if slug not in self.declarations:
            raise ValidationError(
                _("No declaration has the slug “%(slug)s”.") % {"slug": slug[:120]}
            )
        return self.declarations[slug]

    def _words(self, point: Point, language: str) -> Wording | None:
        if not point.pk:
            return None
        held = (one for one in point.wordings.all() if one.language == language)
        return next(held, None)


class PointResource(OfPoints):
    """Points with their wordings in each language."""

    title = gettext_lazy("Points, with their wordings")
    writes = (Point, Wording)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.moved: dict[int, list[tuple[Point, int]]] = defaultdict(list)

    def columns(self) -> list[Column]:
        """Return the columns in their order."""
        columns = [
            Column("declaration", read=lambda p: p.declaration.slug, own=False, fixed=True),
            Column("point", read=lambda point: point.label, own=False, fixed=True),
            number_column("order", own=False),
            choice_column("kind", Point.Kind),
            number_column("force"),
            text_column("operative"),
            lines_column("mentions"),
            choice_column("confidence", Point.Confidence),
        ]
        for language in Language.values:
            columns += [
                Column(f"text_{language}", own=False, read=partial(self._text, language)),
                Column(
                    f"origin_{language}",
                    own=False,
                    read=partial(self._origin, language),
                    parse=lambda cell: cell and one_of(cell, Wording.Origin.values),
                ),
            ]
        return columns

    def _text(self, language: str, point: Point) -> str:
        wording = self._words(point, language)
        return wording.text if wording else ""

    def _origin(self, language: str, point: Point) -> str:
        wording = self._words(point, language)
        return wording.origin if wording else ""

    def start(self, keys: tuple[str, ...]) -> Any:
        """Start a point at the end of its declaration; its order follows from the file."""
        declaration = self._declaration(keys[0])
        last = Point.objects.filter(declaration=declaration).aggregate(last=Max("order"))["last"]
        order = min((last or 0) + 1, editing.PARKED_FROM)
        return Point(declaration=declaration, label=keys[1], order=order)

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Take a row; an origin goes where its text goes, and stays where its cell is blank."""
        super().import_instance(instance, row, **kwargs)
        wanted = instance.__dict__.get(WANTED, {})
        for language in Language.values:
            column, held = f"origin_{language}", self._origin(language, instance)
            if not wanted.get(f"text_{language}", self._text(language, instance)):
                wanted.pop(column, None)
                wanted |= {column: ""} if held else {}
            elif not wanted.get(column):
                wanted.pop(column, None)
        if not wanted:
            instance.__dict__.pop(WANTED, None)

    def save_parts(self, instance: Any, wanted: Mapping[str, Any]) -> None:
        """Put the wordings; keep the places until all rows are read, for points may change them."""
        if wanted.get("order") not in (None, instance.order):
            self.moved[instance.declaration_id].append((instance, wanted["order"]))
        for language in Language.values:
            text = wanted.get(f"text_{language}", self._text(language, instance))
            origin = wanted.get(f"origin_{language}") or self._origin(language, instance)
            if {f"text_{language}", f"origin_{language}"}.isdisjoint(wanted):
                continue
            if text and not origin:
                raise ValidationError(
                    _("Say in origin_%(language)s whether the text is official, translation or "
                      "paraphrase.") % {"language": language}
                )  # fmt: skip
            editing.put_wording(
                point=instance, language=language, text=text, origin=origin, reason=self.reason
            )

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Give the points their places, all at once, then as everywhere."""
        if not (result.has_errors() or result.has_validation_errors()):
            for declaration, moved in self.moved.items():
                self._move(declaration, moved)
        super().after_import(dataset, result, **kwargs)

    def _move(self, declaration: int, moved: list[tuple[Point, int]]) -> None:
        going = {point.pk for point, _order in moved}
        staying = Point.objects.filter(declaration=declaration).exclude(pk__in=going)
        taken = set(staying.values_list("order", flat=True))
        editing.park_points([point for point, _order in moved])
        for point, order in moved:
            if order in taken:
                raise ImportRefused(
                    _("Two points of %(slug)s would stand at place %(order)d.")
                    % {"slug": point.declaration.slug, "order": order}
                )
            taken.add(order)
            point.order, point._change_reason = order, self.reason
            point.save()


class CodesResource(OfPoints):
    """The topics and positions of points."""

    title = gettext_lazy("Codes: topics and positions of points")
    writes = (Point, Position)

    def columns(self) -> list[Column]:
        """Return the columns in their order; the words are there to be read."""
        return [
            Column("declaration", read=lambda p: p.declaration.slug, own=False, fixed=True),
            Column("point", read=lambda point: point.label, own=False, fixed=True),
            Column(
                "topics",
                own=False,
                read=lambda point: sorted(topic.slug for topic in point.topics.all()),
                show="; ".join,
                parse=self._parse_topics,
            ),
            Column(
                "positions",
                own=False,
                read=lambda point: [
                    (position.stance, position.proposition.slug, _one_line(position.note))
                    for position in point.positions.all()
                ],
                show=_show_positions,
                parse=self._parse_positions,
            ),
            Column("text", own=False, fixed=True, read=_any_words),
        ]

    def prepare(self, rows: list[dict[str, str]]) -> None:
        """Fetch the codebook, too."""
        super().prepare(rows)
        self.topics = {topic.slug: topic for topic in Topic.objects.all()}
        self.propositions = {one.slug: one for one in Proposition.objects.all()}

    def start(self, keys: tuple[str, ...]) -> Any:
        """Refuse: a point is entered with its words first."""
        self._declaration(keys[0])
        raise ValidationError(_("There is no point %(label)s.") % {"label": keys[1][:20]})

    def _parse_topics(self, cell: str) -> list[str]:
        slugs = slugs_of(cell)
        _require_known(slugs, self.topics, _("No topic has the slug %(slugs)s."))
        return sorted(slugs)

    def _parse_positions(self, cell: str) -> list[tuple[str, str, str]]:
        found = []
        for line in lines_of(cell):
            parts = re.fullmatch(r"(\w+)\s+([-\w]+)\s*(?::\s*(.*))?", line)
            if parts is None:
                raise ValueError(
                    _("A position is written as: affirms truce, or: qualifies truce: note. "
                      "Not: %(line)s") % {"line": line[:80]}
                )  # fmt: skip
            stance, slug, note = parts.groups(default="")
            found.append((one_of(stance, [one.value for one in Stance]), slug, note))
        slugs = [slug for _stance, slug, _note in found]
        _require_known(slugs, self.propositions, _("No proposition has the slug %(slugs)s."))
        if len(set(slugs)) < len(slugs):
            raise ValueError(_("A proposition stands twice among the positions."))
        if len(found) > Position.MAX_PER_POINT:
            raise ValueError(
                _("A point has %(most)d positions at most.") % {"most": Position.MAX_PER_POINT}
            )
        return found

    def save_parts(self, instance: Any, wanted: Mapping[str, Any]) -> None:
        """Bring topics and positions in line."""
        if "topics" in wanted:
            instance.topics.set([self.topics[slug] for slug in wanted["topics"]])
        if "positions" not in wanted:
            return
        held = {position.proposition.slug: position for position in instance.positions.all()}
        for slug in held.keys() - {slug for _stance, slug, _note in wanted["positions"]}:
            held[slug]._change_reason = self.reason
            held[slug].delete()
        for order, (stance, slug, note) in enumerate(wanted["positions"]):
            position = held.get(slug) or Position(
                point=instance, proposition=self.propositions[slug]
            )
            note = position.note if _one_line(position.note) == note else note
            if position.pk and (position.stance, position.note, position.order) == (
                stance,
                note,
                order,
            ):
                continue
            position.stance, position.note, position.order = stance, note, order
            position._change_reason = self.reason
            position.full_clean()
            position.save()


def _require_known(slugs: list[str], known: Mapping[str, Any], sentence: str) -> None:
    if missing := [slug for slug in slugs if slug not in known]:
        raise ValueError(sentence % {"slugs": ", ".join(missing)[:200]})


def _show_positions(value: list[tuple[str, str, str]]) -> str:
    return "\n".join(
        f"{stance} {slug}: {note}" if note else f"{stance} {slug}" for stance, slug, note in value
    )


def _one_line(note: str) -> str:
    return " ".join(note.split())


def _any_words(point: Point) -> str:
    wording = point.wording_in("en")
    return wording.text if wording else ""
