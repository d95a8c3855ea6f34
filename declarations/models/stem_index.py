"""
The database's own index of the stems of wordings: which wordings hold a stem.

Kept in step by triggers on either database, so that whatever changes a wording
(a save, a change of many, a deletion that cascades, plain SQL) changes the
index in the same transaction. Both hold exactly the stems of
:class:`~.fields.StemsField`, since neither parses: every character but a space
belongs to a stem.

On SQLite it is a table of FTS5, and an index with all that choosing among
tens of thousands of wordings needs besides. On PostgreSQL it is a table of
tsvectors with a GIN index: rows of the wordings themselves hold their texts as
well, and lie too far apart to be read by the thousand.
"""

from typing import Any

from django.db.migrations.operations.base import Operation

WORDINGS = "declarations_wording"
INDEX = "declarations_wording_stem_index"
MEASURES = "declarations_wording_measures"

Statements = dict[str, tuple[str, ...]]

_CREATE: Statements = {
    "sqlite": (
        f"""CREATE VIRTUAL TABLE {INDEX} USING fts5(
            stems,
            content='{WORDINGS}', content_rowid='id', tokenize='ascii', detail=none, columnsize=0
        )""",
        f"CREATE INDEX {MEASURES} ON {WORDINGS} (id, language, stem_count)",
        f"""CREATE TRIGGER {INDEX}_insert AFTER INSERT ON {WORDINGS} BEGIN
            INSERT INTO {INDEX} (rowid, stems) VALUES (new.id, new.stems);
        END""",
        f"""CREATE TRIGGER {INDEX}_delete AFTER DELETE ON {WORDINGS} BEGIN
            INSERT INTO {INDEX} ({INDEX}, rowid, stems) VALUES ('delete', old.id, old.stems);
        END""",
        f"""CREATE TRIGGER {INDEX}_update AFTER UPDATE OF id, stems ON {WORDINGS}
        WHEN old.id IS NOT new.id OR old.stems IS NOT new.stems BEGIN
            INSERT INTO {INDEX} ({INDEX}, rowid, stems) VALUES ('delete', old.id, old.stems);
            INSERT INTO {INDEX} (rowid, stems) VALUES (new.id, new.stems);
        END""",
    ),
    "postgresql": (
        f"""CREATE TABLE {INDEX} (
            wording_id bigint PRIMARY KEY,
            point_id bigint NOT NULL,
            language varchar(8) NOT NULL,
            stem_count integer NOT NULL,
            stems tsvector NOT NULL
        )""",
        # Without a list of entries to be sorted in later, which every search would read until then.
        f"CREATE INDEX {INDEX}_stems ON {INDEX} USING gin (stems) WITH (fastupdate = off)",
        # No reference to the wordings: it would keep them from being truncated by themselves.
        f"""CREATE FUNCTION {INDEX}_keep() RETURNS trigger LANGUAGE plpgsql
        SET search_path FROM CURRENT AS $$
        BEGIN
            IF TG_OP = 'TRUNCATE' THEN
                TRUNCATE {INDEX};
                RETURN NULL;
            END IF;
            IF TG_OP = 'UPDATE' THEN
                IF (old.id, old.point_id, old.language, old.stem_count, old.stems)
                    = (new.id, new.point_id, new.language, new.stem_count, new.stems)
                THEN
                    RETURN NULL;
                END IF;
            END IF;
            IF TG_OP <> 'INSERT' THEN
                DELETE FROM {INDEX} WHERE wording_id = old.id;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                INSERT INTO {INDEX} VALUES (
                    new.id, new.point_id, new.language, new.stem_count,
                    array_to_tsvector(string_to_array(new.stems, ' '))
                );
            END IF;
            RETURN NULL;
        END $$""",
        f"""CREATE TRIGGER {INDEX}_rows AFTER INSERT OR UPDATE OR DELETE ON {WORDINGS}
        FOR EACH ROW EXECUTE FUNCTION {INDEX}_keep()""",
        f"""CREATE TRIGGER {INDEX}_all AFTER TRUNCATE ON {WORDINGS}
        FOR EACH STATEMENT EXECUTE FUNCTION {INDEX}_keep()""",
    ),
}
_FILL: Statements = {
    "sqlite": (f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')",),
    "postgresql": (
        f"DELETE FROM {INDEX}",
        f"""INSERT INTO {INDEX}
        SELECT id, point_id, language, stem_count, array_to_tsvector(string_to_array(stems, ' '))
        FROM {WORDINGS}""",
    ),
}
_DROP: Statements = {
    "sqlite": (
        *(f"DROP TRIGGER IF EXISTS {INDEX}_{event}" for event in ("insert", "delete", "update")),
        f"DROP INDEX IF EXISTS {MEASURES}",
        f"DROP TABLE IF EXISTS {INDEX}",
    ),
    "postgresql": (
        *(f"DROP TRIGGER IF EXISTS {INDEX}_{event} ON {WORDINGS}" for event in ("rows", "all")),
        f"DROP FUNCTION IF EXISTS {INDEX}_keep",
        f"DROP TABLE IF EXISTS {INDEX}",
    ),
}


class IndexStems(Operation):
    """
    Make the index of stems, anew where there is one.

    Django changes a table on SQLite by making another in its place, and the
    triggers go with the old one. A migration that adds or alters a field of
    ``Wording`` therefore ends with this operation; a test finds one that does not.
    """

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change nothing that Django knows of."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Make the index from the rows that there are."""
        for statements in (_DROP, _CREATE, _FILL):
            for statement in statements[schema_editor.connection.vendor]:
                schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Take the index away; the stems stay."""
        for statement in _DROP[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    def describe(self) -> str:
        """Return what ``migrate --plan`` says."""
        return "Index the stems of wordings"


def fill_index(connection: Any) -> None:
    """Fill the index anew from the stems that are stored, in the transaction that is open."""
    with connection.cursor() as cursor:
        for statement in _FILL[connection.vendor]:
            cursor.execute(statement)
