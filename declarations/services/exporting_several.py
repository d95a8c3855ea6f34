"""Several declarations side by side as plain data, and as a table for a spreadsheet."""

import csv
import io

from declarations.comparison import Stance
from declarations.models import in_language

from .compared_several import PropositionRow, Several
from .exporting import export_side

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is computed by a spreadsheet; an apostrophe makes it text."""


def export_several(several: Several) -> dict[str, object]:
    """Return all propositions with each declaration's stance, and the points that take it."""
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
            for row in several.rows
        ],
        "verdict": several.verdict,
        "signed_all": several.signed_all,
        "language": several.language,
    }


def table_several(several: Several) -> str:
    """
    Return the propositions as comma-separated values, two columns for each declaration.

    The first holds its stance, empty where it is silent; the second the
    numbers of the points that take it, separated by semicolons.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    heads = ["topic", "proposition", "text", "relation", "affirm", "qualify", "reject", "silent"]
    for column in several.columns:
        heads += [column.declaration.slug, f"{column.declaration.slug} points"]
    writer.writerow(heads)
    for row in several.rows:
        writer.writerow([_as_text(value) for value in _values(row, several.language)])
    return out.getvalue()


def _values(row: PropositionRow, language: str) -> list[str]:
    values = [in_language(row.topic, "name", language), row.proposition.slug, row.text]
    values.append(row.relation.value if row.relation else "")
    values += [str(row.counts.get(stance, 0)) for stance in Stance]
    values.append(str(row.silent))
    for cell in row.cells:
        values.append(cell.stance.value if cell else "")
        values.append("; ".join(cell.labels) if cell else "")
    return values


def _as_text(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA_SIGNS) else value
