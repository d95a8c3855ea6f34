"""The whole field: propositions, each group's statements on them, and how the groups stand."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from declarations.comparison.standing import Together, stand_together
from declarations.comparison.timeline import Statement, Utterance, lanes
from declarations.comparison.types import Relation, Stance
from declarations.models import Actor, Declaration, Position, Proposition, Topic, in_language
from declarations.phrasing import field_words

from .issuers import Group, name_groups


@dataclass(frozen=True)
class Scope:
    """What can be asked for: the groups that issue declarations, and the topics."""

    groups: Sequence[Actor]
    topics: Sequence[Topic]

    def voices(self, language: str) -> list[Group]:
        """Return the groups in the order of their first declaration."""
        return name_groups(self.groups, language)


@dataclass(frozen=True)
class Column:
    """A declaration, and those of the groups shown who issued it, alone or with others."""

    declaration: Declaration
    title: str
    voices: Sequence[Group]
    joint: bool

    @property
    def key(self) -> tuple[date, str]:
        """What columns and statements are ordered by."""
        return self.declaration.date, self.declaration.slug


@dataclass(frozen=True)
class PropositionRow:
    """
    A proposition with what each group says on it.

    ``lanes`` maps the slug of a group to its statements up to the end of the
    period, those before its beginning included: since when a stance has been
    held does not depend on what is looked at. ``differing`` are the slugs of
    declarations whose points differ on it, so that their stance is a merged one.
    """

    proposition: Proposition
    text: str
    lanes: Mapping[str, Sequence[Statement]]
    together: Together
    differing: frozenset[str]

    language: str
    """The language of ``text``: that of reading, or English where it has no translation."""

    @property
    def topic(self) -> Topic:
        """The topic under which the codebook has it."""
        return self.proposition.topic


@dataclass(frozen=True)
class Field:
    """Propositions by declarations. ``columns`` are those of the period, oldest first."""

    shown: Sequence[Group]
    """The groups asked for, or all of them."""
    columns: Sequence[Column]
    spoken: Sequence[PropositionRow]
    """Every proposition that any of the columns speaks to, in the order of the codebook."""
    rows: Sequence[PropositionRow]
    """Those of them that are asked for."""
    unspoken: int
    """Propositions of the codebook, under the topic asked for, that no column speaks to."""
    language: str

    @cached_property
    def counts(self) -> dict[Relation, int]:
        """Propositions spoken to by how the groups stand; those of one group's only in none."""
        relations = [row.together.relation for row in self.spoken]
        states = (Relation.CONVERGENT, Relation.PARTIAL, Relation.DIVERGENT)
        return {relation: relations.count(relation) for relation in states}

    @cached_property
    def verdict(self) -> str:
        """The field in a sentence or two, each count with what it is out of."""
        return field_words.verdict(
            counts=self.counts,
            rows=len(self.spoken),
            columns=len(self.columns),
            groups=len(self.shown),
        )


def read_scope() -> Scope:
    """Return the groups that issued a published declaration, and all topics."""
    return Scope(list(Actor.objects.groups().by_first_word()), list(Topic.objects.all()))


def read_positions(
    scope: Scope,
    *,
    groups: Collection[str] = (),
    topic: str = "",
    since: date | None = None,
    until: date | None = None,
    contested: bool = False,
    language: str = "en",
) -> Field:
    """
    Return who holds what since when, of published declarations.

    ``groups`` are slugs, none for all groups; ``topic`` is a slug; the period
    includes both of its days. Where only ``contested`` rows are asked for,
    those remain on which two groups hold different stances by their latest
    words. Slugs that nobody has lead to no columns or rows.
    """
    shown = [v for v in scope.voices(language) if not groups or v.slug in groups]
    heard = _columns(shown, until, language)
    columns = [column for column in heard if since is None or column.declaration.date >= since]
    propositions = {row.pk: row for row in Proposition.objects.on_topic(topic).by_topic()}
    said, stances = _said({column.declaration.pk: column for column in heard}, propositions, topic)
    visible = {column.declaration.slug for column in columns}
    by_proposition: dict[str, dict[str, Sequence[Statement]]] = defaultdict(dict)
    for (slug, group), lane in lanes(said).items():
        by_proposition[slug][group] = lane
    rows = []
    for proposition in propositions.values():
        spoken = by_proposition.get(proposition.slug, {})
        if not any(s.declaration in visible for lane in spoken.values() for s in lane):
            continue
        differing = (text for text in visible if len(stances.get((proposition.slug, text), ())) > 1)
        rows.append(
            PropositionRow(
                proposition=proposition,
                text=in_language(proposition, "text", language),
                lanes=spoken,
                together=stand_together(spoken),
                differing=frozenset(differing),
                language=language if getattr(proposition, f"text_{language}", "") else "en",
            )
        )
    return Field(
        shown=shown,
        columns=columns,
        spoken=rows,
        rows=[row for row in rows if row.together.is_contested] if contested else rows,
        unspoken=len(propositions) - len(rows),
        language=language,
    )


def _columns(shown: Sequence[Group], until: date | None, language: str) -> list[Column]:
    """Return the published declarations that any of these groups issued, oldest first."""
    columns = []
    for declaration in Declaration.objects.published().up_to(until).as_texts():
        issuers = {actor.slug for actor in declaration.issuing_actors}
        speaking = [voice for voice in shown if voice.slug in issuers]
        if speaking:
            title = in_language(declaration, "title", language)
            columns.append(Column(declaration, title, speaking, joint=len(issuers) > 1))
    return columns


def _said(
    columns: Mapping[int, Column], propositions: Mapping[int, Proposition], topic: str
) -> tuple[list[Utterance], dict[tuple[str, str], set[str]]]:
    """
    Return what is said in some columns, once for each group that says it.

    With it the stances by proposition and declaration, to tell where a text's
    own points differ.
    """
    said: list[Utterance] = []
    stances: dict[tuple[str, str], set[str]] = defaultdict(set)
    of_value = {stance.value: stance for stance in Stance}
    groups = {key: [voice.slug for voice in column.voices] for key, column in columns.items()}
    for proposition, declaration, stance, point, label in (
        Position.objects.published().on_topic(topic).said()
    ):
        if declaration not in columns or proposition not in propositions:
            continue
        column, slug = columns[declaration], propositions[proposition].slug
        day, text = column.key
        stances[slug, text].add(stance)
        for group in groups[declaration]:
            said.append(
                Utterance(group, slug, of_value[stance], day, text, point, label, column.joint)
            )
    return said, stances
