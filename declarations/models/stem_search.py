"""Reads of the index of stems, in the SQL of either database."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db import connection

from .stem_index import INDEX, MEASURES, WORDINGS


class Candidate(NamedTuple):
    """A wording that shares stems with a query; ``stems`` are its own, spaced."""

    wording: int
    point: int
    stems: str


# Weights are whole numbers, so that sums and order are the same on both databases. A long text
# shares stems with everything: as in a cosine, its number of stems counts against it.
_NEAREST = {
    "sqlite": """
        WITH query (stem, weight) AS (VALUES {places}),
        sharing (id, weight) AS (
            SELECT held.rowid, SUM(query.weight)
            FROM query CROSS JOIN {INDEX} AS held
            WHERE held.{INDEX} MATCH query.stem
            GROUP BY held.rowid
        ),
        near (id, nearness) AS (
            SELECT
                sharing.id,
                1.0 * sharing.weight * sharing.weight / measured.stem_count AS nearness
            FROM sharing CROSS JOIN {WORDINGS} AS measured INDEXED BY {MEASURES}
                ON measured.id = sharing.id
            WHERE measured.language = %s
            ORDER BY nearness DESC, sharing.id
            LIMIT %s
        )
        SELECT near.id, wording.point_id, wording.stems
        FROM near JOIN {WORDINGS} AS wording ON wording.id = near.id
    """,
    "postgresql": """
        WITH query (stem, weight) AS (VALUES {places}),
        sharing (id, weight, stem_count) AS (
            SELECT held.wording_id, SUM(query.weight), held.stem_count
            -- OFFSET 0: stem by stem, by the index; a join of all at once may read the whole table.
            FROM query CROSS JOIN LATERAL (
                SELECT wording_id, language, stem_count FROM {INDEX}
                WHERE stems @@ query.stem::tsquery
                OFFSET 0
            ) AS held
            WHERE held.language = %s
            GROUP BY held.wording_id, held.stem_count
        ),
        near (id, nearness) AS (
            SELECT id, 1.0::float8 * weight * weight / stem_count AS nearness
            FROM sharing
            ORDER BY nearness DESC, id
            LIMIT %s
        )
        SELECT near.id, wording.point_id, array_to_string(tsvector_to_array(wording.stems), ' ')
        FROM near JOIN {INDEX} AS wording ON wording.wording_id = near.id
    """,
}
_ELIGIBLE = """
    JOIN declarations_point AS point ON point.id = wording.point_id
    JOIN declarations_declaration AS declaration ON declaration.id = point.declaration_id
    WHERE {conditions}
    ORDER BY near.nearness DESC, near.id
"""
_QUOTES = {"sqlite": '"', "postgresql": "'"}


def nearest_wordings(
    weights: Mapping[str, int],
    language: str,
    *,
    at_most: int,
    without_point: int | None = None,
    without_declaration: int | None = None,
    without_languages: Collection[str] = (),
) -> list[Candidate]:
    """
    Return the published wordings in a language that share most with a query, in one statement.

    ``weights`` gives what each stem of the query counts, a whole number above
    0; all wordings with any of them are read, so leave out what is everywhere.
    Of ``at_most`` wordings drafts are taken off, and points and declarations
    that are to be left out, and those held in one of ``without_languages``.
    """
    if not weights:
        return []
    quote = _QUOTES[connection.vendor]
    parameters: list[str | int] = []
    for stem, weight in weights.items():
        parameters += [f"{quote}{stem}{quote}", weight]
    parameters += [language, at_most]
    conditions = ["declaration.status = 'published'"]
    for column, key in (("point.id", without_point), ("declaration.id", without_declaration)):
        if key is not None:
            conditions.append(f"{column} <> %s")
            parameters.append(key)
    if without_languages:
        conditions.append(
            f"""NOT EXISTS (
                SELECT 1 FROM {WORDINGS} AS other
                WHERE other.point_id = point.id
                AND other.language IN ({", ".join(["%s"] * len(without_languages))})
            )"""
        )
        parameters += without_languages
    statement = (_NEAREST[connection.vendor] + _ELIGIBLE).format(
        conditions=" AND ".join(conditions),
        places=", ".join(["(%s, %s)"] * len(weights)),
        INDEX=INDEX,
        WORDINGS=WORDINGS,
        MEASURES=MEASURES,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [Candidate(*row) for row in cursor.fetchall()]
