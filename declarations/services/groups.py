"""Two groups over a period: what each said on every proposition, and how that moved them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from declarations.comparison.drift import drift, relation_changes
from declarations.comparison.timeline import (
    Statement,
    Utterance,
    changes,
    lanes,
    latest,
    stand,
)
from declarations.comparison.types import Stance
from declarations.models import Declaration, Position, Proposition, Topic, in_language

from .grouped import GroupComparison, GroupLane, GroupRow
from .issuers import Group


def compare_groups(
    left: Group,
    right: Group,
    *,
    since: date | None = None,
    until: date | None = None,
    topic: Topic | None = None,
    language: str = "en",
) -> GroupComparison:
    """
    Return what two groups said on each proposition, and how that moved them.

    The period includes both of its days, and is without bounds where none are
    given. What was said before it still counts for where the groups stood when
    it began. With a ``topic`` only the propositions under it count.
    """
    groups = (left, right)
    texts = _texts(groups, until)
    under = topic.slug if topic else ""
    codebook = {held.pk: held for held in Proposition.objects.on_topic(under).by_topic()}
    spoken = lanes(_utterances(groups, texts, codebook, under))
    rows = []
    for proposition in codebook.values():
        both = [spoken.get((proposition.slug, group.slug), ()) for group in groups]
        if any(both):
            rows.append(_row(proposition, groups, both, since, language))
    return GroupComparison(
        left=left,
        right=right,
        since=since,
        until=until,
        topic=in_language(topic, "name", language) if topic else "",
        texts={text.slug: text for text in texts.values()},
        codebook_size=len(codebook),
        rows=rows,
        drift=drift(spoken, left.slug, right.slug, since=since, until=until),
        language=language,
    )


def _texts(groups: Collection[Group], until: date | None) -> dict[int, Declaration]:
    """Return the published declarations of some groups by their keys, earliest first."""
    published = Declaration.objects.published().up_to(until)
    issued = published.issued_by_any([group.slug for group in groups])
    return {text.pk: text for text in issued.as_texts()}


def _utterances(
    groups: Iterable[Group],
    texts: Mapping[int, Declaration],
    codebook: Mapping[int, Proposition],
    topic: str,
) -> Iterable[Utterance]:
    """Yield what these texts say, once for each of the groups that says it, in codebook order."""
    issuers = {
        key: [actor.slug for actor in declaration.issuing_actors]
        for key, declaration in texts.items()
    }
    place = {key: number for number, key in enumerate(codebook)}
    said = [row for row in Position.objects.published().on_topic(topic).said() if row[1] in texts]
    said.sort(key=lambda row: place[row[0]])
    stances = {stance.value: stance for stance in Stance}
    for proposition, text, stance, point, label in said:
        declaration = texts[text]
        for group in groups:
            if group.slug in issuers[text]:
                yield Utterance(
                    group=group.slug,
                    proposition=codebook[proposition].slug,
                    stance=stances[stance],
                    date=declaration.date,
                    declaration=declaration.slug,
                    point=point,
                    label=label,
                    joint=len(issuers[text]) > 1,
                )


def _row(
    proposition: Proposition,
    groups: tuple[Group, Group],
    both: Sequence[Sequence[Statement]],
    since: date | None,
    language: str,
) -> GroupRow:
    left, right = (_lane(group, lane, since) for group, lane in zip(groups, both, strict=True))
    relations = relation_changes(*both)
    if since is not None:
        earlier = [moment for moment in relations if moment[0] < since]
        relations = (*earlier[-1:], *(moment for moment in relations if moment[0] >= since))
    relation = stand(left.standing, right.standing)
    alone = "only-left" if left.standing else "only-right"
    return GroupRow(
        slug=proposition.slug,
        text=in_language(proposition, "text", language),
        language=language if getattr(proposition, f"text_{language}", "") else "en",
        topic=proposition.topic.slug,
        topic_name=in_language(proposition.topic, "name", language),
        left=left,
        right=right,
        relations=relations,
        state=relation.value if relation else alone,
    )


def _lane(group: Group, lane: Sequence[Statement], since: date | None) -> GroupLane:
    earlier = [said for said in lane if since is not None and said.date < since]
    moments = changes(lane)
    return GroupLane(
        group=group,
        statements=tuple(lane[len(earlier) :]),
        before=latest(earlier),
        standing=latest(lane),
        earlier_change=next(iter(reversed(changes(earlier))), None),
        changes=tuple(moment for moment in moments if since is None or moment.date >= since),
    )
