"""The field as a table for other programs: a row for each thing that a group says."""

from collections.abc import Callable, Iterator

from declarations.comparison.timeline import Statement
from declarations.models import in_language

from .addresses import point_address
from .issuers import Group
from .positions import Column, Field, PropositionRow

HEADINGS = (
    "topic",
    "proposition",
    "statement",
    "group",
    "group_name",
    "date",
    "declaration",
    "title",
    "joint",
    "stance",
    "points",
    "points_differ",
    "address",
    "group_holds_now",
    "group_holds_since",
    "groups_stand",
    "groups_stand_since",
)


def tabulate_positions(field: Field, absolute: Callable[[str], str]) -> Iterator[dict[str, str]]:
    """
    Yield a row, by ``HEADINGS``, for each declaration, group and proposition spoken to.

    ``absolute`` makes an address of this site one that works elsewhere. Dates
    are ISO 8601. What groups hold now, and how they stand, is as of the end of
    the period, and repeats with every row of a proposition.
    """
    columns = {column.declaration.slug: column for column in field.columns}
    for row in field.rows:
        for voice in field.shown:
            for statement in row.lanes.get(voice.slug, ()):
                column = columns.get(statement.declaration)
                if column is None:
                    continue  # before the period: it counts for what is held, and is not listed
                address = point_address(statement.declaration, statement.labels[0], field.language)
                values = _values(field, row, voice, statement, column, absolute(address))
                yield dict(zip(HEADINGS, values, strict=True))


def _values(
    field: Field,
    row: PropositionRow,
    voice: Group,
    statement: Statement,
    column: Column,
    address: str,
) -> tuple[str, ...]:
    together = row.together
    standing = together.standings[voice.slug]
    return (
        in_language(row.topic, "name", field.language),
        row.proposition.slug,
        row.text,
        voice.slug,
        voice.name,
        statement.date.isoformat(),
        statement.declaration,
        column.title,
        "yes" if statement.joint else "no",
        statement.stance.value,
        "; ".join(statement.labels),
        "yes" if statement.declaration in row.differing else "no",
        address,
        standing.stance.value,
        standing.since.isoformat(),
        together.relation.value if together.relation else "",
        together.since.isoformat() if together.since else "",
    )
