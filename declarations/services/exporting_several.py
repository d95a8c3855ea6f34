"""Several declarations side by side as plain data, and as a table for a spreadsheet."""

from collections.abc import Iterator, Sequence

from declarations.comparison import Stance
from declarations.models import in_language

from .compared_several import PropositionRow, Several
from .exporting import export_side


def export_several(several: Several, rows: Sequence[PropositionRow]) -> dict[str, object]:
    """Return rows of it with each declaration's stance, and the points that take it."""
    return {
        "declarations": [
            {"name": column.name, **export_side(column.side)} for column in several.columns
        ],
        "rows": [
            {
                "proposition": row.proposition.slug,
                "text": row.text,
                "topic": row.topic.slug,
                "relation": row.relation,
                "contested": row.is_contested,
                "in_tension_with": [tension.rival for tension in row.tensions],
                "said": row.said,
                "stances": {
                    column.declaration.slug: {
                        "stance": cell.stance,
                        "points": cell.labels,
                        # Where its points do not all take one stance, what each of them takes.
                        "of_points": {m.point.label: m.stance for m in cell.mentions}
                        if cell.differs
                        else {},
                    }
                    for column, cell in zip(several.columns, row.cells, strict=True)
                    if cell is not None
                },
            }
            for row in rows
        ],
        "verdict": several.verdict,
        "signed_all": several.signed_all,
        "language": several.language,
    }


def tabulate_several(
    several: Several, rows: Sequence[PropositionRow]
) -> tuple[list[str], Iterator[dict[str, str]]]:
    """
    Return the headings of a table of rows, and its lines by them; two columns a declaration.

    The first holds its stance, empty where it is silent; the second the
    numbers of the points that take it, separated by semicolons.
    """
    heads = ["topic", "proposition", "text", "relation", "affirm", "qualify", "reject", "silent"]
    for column in several.columns:
        heads += [column.declaration.slug, f"{column.declaration.slug} points"]
    return heads, (dict(zip(heads, _values(row, several.language), strict=True)) for row in rows)


def _values(row: PropositionRow, language: str) -> list[str]:
    values = [in_language(row.topic, "name", language), row.proposition.slug, row.text]
    values.append(row.relation.value if row.relation else "")
    values += [str(row.counts.get(stance, 0)) for stance in Stance]
    values.append(str(row.silent))
    for cell in row.cells:
        values.append(cell.stance.value if cell else "")
        values.append("; ".join(cell.labels) if cell else "")
    return values
