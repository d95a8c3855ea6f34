"""The corpus as it stands in the database, in the shape of the sample file."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from babel import Locale
from django.db import connection, transaction

from declarations.models import (
    Actor,
    Declaration,
    Issue,
    Membership,
    Point,
    Position,
    Proposition,
    Signatory,
    Source,
    Topic,
    Wording,
)

from .reading import CorpusError
from .shape import problems_of

NOTE = (
    "All that the database held when this file was written. Load it with load_corpus. "
    "A wording is a paraphrase, not official text, where 'origins' does not say otherwise."
)
FIELDS = {
    "exact": "True: texts are as the database held them, with the spaces at their ends.",
    "actors": "States and organisations; members and signatories name them by code or slug.",
    "number": "Place of the point in the text; unique within a declaration.",
    "label": "What to show the reader; with a question mark where the number is only likely.",
    "number_certain": "False where the label has a question mark.",
    "text": "Wording in English; text_es, text_pt and text_fr are those in other languages.",
    "origins": "Origin of each wording that is no paraphrase, by language.",
    "order": "Place of an item where it is another one than that in its list.",
    "status": "Of a declaration: draft, where it is not published. Of a signatory: abstained or "
    "reserved, where it did not sign without reservation.",
    "signatories": "ISO 3166-1 code of who signed; an object where there is more to say.",
}

Rows = dict[int, list[Any]]
"""Rows by the key of what they belong to."""


def export_corpus(*, published_only: bool = False) -> dict[str, Any]:
    """
    Return the whole corpus as JSON values that ``load_corpus()`` brings back as they are.

    All is read at one moment, in a number of queries that does not depend on
    how much there is. With ``published_only`` drafts stay out, and actors and
    memberships that only drafts speak of. Raise CorpusError where something is
    held that no file can bring back, with its place, before anything is written.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:  # SQLite reads at one moment in any case
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        corpus = _Export(published_only=published_only).corpus()
    if problems := problems_of(corpus):
        raise CorpusError("\n  ".join(["A file could not bring this back:", *problems[:20]]))
    return corpus


class _Export:
    """One export: the tables, read once each, and what becomes of their rows."""

    def __init__(self, *, published_only: bool) -> None:
        declarations = Declaration.objects.order_by("date", "slug")
        actors, memberships = Actor.objects.all(), Membership.objects.all()
        if published_only:
            declarations = declarations.published()
            actors, memberships = actors.public(), memberships.public()
        self.declarations = list(declarations.defer("folded"))
        self.actors = {actor.pk: actor for actor in actors.order_by("slug")}
        self.topics = {topic.pk: topic for topic in Topic.objects.order_by("order", "slug")}
        self.memberships = _grouped(memberships, "group_id")
        self.propositions = {
            proposition.pk: proposition
            for proposition in Proposition.objects.order_by("order", "slug").with_rivals()
        }
        of = {} if not published_only else {"declaration__status": "published"}
        of_points = {f"point__{name}": value for name, value in of.items()}
        self.issues = _grouped(Issue.objects.filter(**of).order_by("order", "pk"), "declaration_id")
        self.sources = _grouped(
            Source.objects.filter(**of).order_by("order", "pk"), "declaration_id"
        )
        self.signatories = _grouped(Signatory.objects.filter(**of), "declaration_id")
        self.points = _grouped(Point.objects.filter(**of).order_by("order"), "declaration_id")
        wordings = Wording.objects.filter(**of_points).order_by("language")
        self.wordings = _grouped(wordings.defer("folded", "stems"), "point_id")
        positions = Position.objects.filter(**of_points).order_by("order", "pk")
        self.positions = _grouped(positions, "point_id")
        self.topics_of: dict[int, list[str]] = defaultdict(list)
        for point, topic in Point.topics.through.objects.values_list("point_id", "topic_id"):
            self.topics_of[point].append(self.topics[topic].slug)
        self.territories = Locale("en").territories.keys() & Locale("es").territories.keys()

    def corpus(self) -> dict[str, Any]:
        """Return all of it."""
        groups = [a for a in self.actors.values() if a.kind == Actor.Kind.GROUP]
        others = [a for a in self.actors.values() if a.kind != Actor.Kind.GROUP]
        return {
            "note": NOTE,
            "fields": dict(FIELDS),
            "exact": True,
            "actors": [self._actor(actor) for actor in others],
            "groups": [self._group(group) for group in groups],
            "topics": [
                {
                    **_columns(topic, "slug", "name", "name_es", "description"),
                    **_said(topic, "description_es"),
                    **_place(topic, index),
                }
                for index, topic in enumerate(self.topics.values())
            ],
            "propositions": [
                self._proposition(index, proposition)
                for index, proposition in enumerate(self.propositions.values())
            ],
            "declarations": [self._declaration(item) for item in self.declarations],
        }

    # --- Who speaks -------------------------------------------------------------

    def _actor(self, actor: Actor) -> dict[str, Any]:
        return {
            **_columns(actor, "slug", "name", "name_es", "kind", "iso3166"),
            **_said(actor, "short_name", "short_name_es"),
            **({"founded": _day(actor.founded)} if actor.founded else {}),
            **_said(actor, "description", "description_es"),
        }

    def _group(self, group: Actor) -> dict[str, Any]:
        memberships = sorted(
            self.memberships[group.pk],
            key=lambda held: (self.actors[held.member_id].slug, _day(held.since) or ""),
        )
        return {
            **_columns(group, "slug", "name", "name_es", "short_name"),
            **_said(group, "short_name_es", "iso3166"),
            "founded": _day(group.founded),
            **_columns(group, "description"),
            **_said(group, "description_es"),
            "members": [self._membership(held) for held in memberships],
        }

    def _membership(self, held: Membership) -> dict[str, Any]:
        member = self.actors[held.member_id]
        named: dict[str, Any] = {"actor": member.slug}
        if self._has_code(member):
            named = {"country": member.name, "iso3166": member.iso3166}
        return {
            **named,
            "since": _day(held.since),
            "until": _day(held.until),
            "note": held.note,
            "source": held.source or None,
            "disputed": held.disputed,
        }

    def _has_code(self, actor: Actor) -> bool:
        """Say whether an actor's code tells it; a group's does not."""
        return actor.kind != Actor.Kind.GROUP and actor.iso3166 in self.territories

    # --- The codebook -----------------------------------------------------------

    def _proposition(self, index: int, proposition: Proposition) -> dict[str, Any]:
        return {
            "slug": proposition.slug,
            "topic": self.topics[proposition.topic_id].slug,
            **_columns(proposition, "text", "text_es", "definition"),
            **_said(proposition, "definition_es"),
            "rivals": sorted(rival.slug for rival in proposition.rivals.all()),
            **_place(proposition, index),
        }

    # --- What was said ----------------------------------------------------------

    def _declaration(self, item: Declaration) -> dict[str, Any]:
        sources, issues = self.sources[item.pk], self.issues[item.pk]
        signatories = [self._signatory(row) for row in self.signatories[item.pk]]
        return {
            "slug": item.slug,
            "issuers": [self._issuer(index, issue) for index, issue in enumerate(issues)],
            **_columns(item, "title", "title_es"),
            "date": _day(item.date),
            **_columns(item, "place", "occasion", "numbering", "numbering_note"),
            "language_of_source": item.language,
            **_columns(item, "complete", "points_in_source"),
            **({} if item.is_published else {"status": item.status}),
            "signatories": sorted(
                signatories, key=lambda one: (0, one) if isinstance(one, str) else (1, one["actor"])
            ),
            "sources": [_source(index, source) for index, source in enumerate(sources)],
            "gaps": item.gaps,
            "points": [self._point(point) for point in self.points[item.pk]],
        }

    def _issuer(self, index: int, issue: Issue) -> Any:
        slug = self.actors[issue.actor_id].slug
        return slug if issue.order == index else {"actor": slug, "order": issue.order}

    def _signatory(self, row: Signatory) -> Any:
        actor = self.actors[row.actor_id]
        signed = row.status == Signatory.Status.SIGNED
        if signed and not row.note and self._has_code(actor):
            return actor.iso3166
        status = {} if signed else {"status": row.status}
        return {"actor": actor.slug, **status, **_said(row, "note")}

    def _point(self, point: Point) -> dict[str, Any]:
        wordings = {wording.language: wording for wording in self.wordings[point.pk]}
        origins = {
            language: wording.origin
            for language, wording in wordings.items()
            if wording.origin != Wording.Origin.PARAPHRASE
        }
        return {
            "number": point.order,
            "label": point.label,
            "number_certain": not point.number_is_likely,
            "kind": point.kind,
            **{
                "text" if language == "en" else f"text_{language}": wording.text
                for language, wording in wordings.items()
            },
            **({"origins": origins} if origins else {}),
            "topics": sorted(self.topics_of[point.pk]),
            "actors": point.mentions,
            "confidence": point.confidence,
            "positions": [
                {
                    "proposition": self.propositions[position.proposition_id].slug,
                    "stance": position.stance,
                    **_said(position, "note"),
                    **_place(position, index),
                }
                for index, position in enumerate(self.positions[point.pk])
            ],
            "force": point.force,
            "operative": point.operative,
        }


def _source(index: int, source: Source) -> dict[str, Any]:
    return {
        **_columns(source, "url", "publisher"),
        "accessed_text": source.extent,
        **({"retrieved": _day(source.retrieved)} if source.retrieved else {}),
        **_place(source, index),
    }


def _grouped(rows: Iterable[Any], name: str) -> Rows:
    """Return rows by the key that they have under a name."""
    grouped: Rows = defaultdict(list)
    for row in rows:
        grouped[getattr(row, name)].append(row)
    return grouped


def _columns(row: Any, *names: str) -> dict[str, Any]:
    """Return the columns of a row that file and model call by the same name."""
    return {name: getattr(row, name) for name in names}


def _said(row: Any, *names: str) -> dict[str, Any]:
    """Return those of some texts of a row that are not blank."""
    return {name: getattr(row, name) for name in names if getattr(row, name)}


def _place(row: Any, index: int) -> dict[str, int]:
    """Return the order of a row, where its place in a list does not tell it."""
    return {} if row.order == index else {"order": row.order}


def _day(value: Any) -> str | None:
    """Return a day as YYYY-MM-DD."""
    return value.isoformat() if value else None
