"""What two groups said over a period as a plain table, for people who work on with it."""

from collections.abc import Callable, Iterable, Iterator

from declarations.comparison.timeline import Statement, stand

from .grouped import GroupComparison, GroupLane, GroupRow

COLUMNS = (
    "topic",
    "proposition",
    "text",
    "group",
    "group_name",
    "date",
    "stance",
    "change",
    "declaration",
    "title",
    "points",
    "points_differ",
    "joint",
    "relation_that_day",
    "relation_at_end",
    "relation_since",
    "address",
)
"""
One line a text and proposition for each group that speaks on it.

``change`` is "first", "changed" or "repeated"; "earlier" is the last word
before the period. Where ``points_differ``, the stance is that of the text as
a whole. The relations are convergent, partial or divergent, and
blank where the other group was silent.
"""


def export_groups(
    comparison: GroupComparison,
    rows: Iterable[GroupRow],
    address: Callable[[str, str], str],
) -> Iterator[dict[str, str]]:
    """
    Yield the lines of some rows, by proposition, group and date.

    ``address`` gives that of a point: it takes the slug of its declaration and its number.
    """
    for row in rows:
        for lane, other in (row.lanes, row.lanes[::-1]):
            for change, said in _spoken(lane):
                relation = stand(lane.standing_at(said.date), other.standing_at(said.date))
                if change == "earlier":
                    relation = stand(lane.before, other.before)
                yield {
                    "topic": row.topic,
                    "proposition": row.slug,
                    "text": row.text,
                    "group": lane.group.slug,
                    "group_name": lane.group.name,
                    "date": said.date.isoformat(),
                    "stance": said.stance.value,
                    "change": change,
                    "declaration": said.declaration,
                    "title": comparison.title_of(said.declaration),
                    "points": ", ".join(said.labels),
                    "points_differ": "yes" if said.differs else "no",
                    "joint": "yes" if said.joint else "no",
                    "relation_that_day": relation.value if relation else "",
                    "relation_at_end": row.state if row.is_both else "",
                    "relation_since": row.since.isoformat() if row.since else "",
                    "address": address(said.declaration, said.labels[0]),
                }


def _spoken(lane: GroupLane) -> Iterator[tuple[str, Statement]]:
    """Yield what a group said with what it changed, the last word before the period first."""
    if lane.before:
        yield "earlier", lane.before.statement
    turns = {id(change.statement): change for change in lane.changes}
    for said in lane.statements:
        change = turns.get(id(said))
        if change is None:
            yield "repeated", said
        else:
            yield "first" if change.before is None else "changed", said
