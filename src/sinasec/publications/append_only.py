"""SQLite refuses to replace what was published, as it refuses to change or delete it.

`INSERT OR REPLACE` deletes without firing the triggers of migration 0002 unless a pragma of the
client says otherwise, so an insert that would replace is refused before it does. Written after
every `migrate`, with the others, because SQLite loses the triggers of a table it rebuilds.
PostgreSQL has no such insert: its `ON CONFLICT DO UPDATE` is a change, and is refused; there the
triggers of migration 0002 are written again, lest one that was dropped stay so.
"""

from typing import Any, Final

TABLES: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    # table -> the columns, alone or together, that no two rows may share
    "publications_publication": (("id",), ("sha256",), ("folder",), ("replaces_id",)),
    "publications_reply": (("id",), ("publication_id", "committee", "sha256")),
}
REFUSAL: Final = "Lo publicado no se modifica ni se borra: publique de nuevo."

_POSTGRES_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION publications_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{refusal}'; END $$
"""
_POSTGRES_TABLE: Final = """
CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION publications_append_only();
CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION publications_append_only()
"""


def install(connection: Any) -> None:
    """Write the triggers; harmless when they are there."""
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)


def statements(vendor: str) -> list[str]:
    """What `install` runs on an engine."""
    if vendor == "postgresql":
        tables = [_POSTGRES_TABLE.format(table=table) for table in TABLES]
        return [_POSTGRES_FUNCTION.format(refusal=REFUSAL), *tables]
    return [each for table, unique in TABLES.items() for each in _for_sqlite(table, unique)]


def _for_sqlite(table: str, unique: tuple[tuple[str, ...], ...]) -> list[str]:
    same = [" AND ".join(f"{one} = NEW.{one}" for one in columns) for columns in unique]
    found = " OR ".join(f"({each})" for each in ("rowid = NEW.rowid", *same))
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{event.lower()} BEFORE {event} ON {table} "
        f"{refuse}"
        for event in ("UPDATE", "DELETE")
    ] + [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {found}) {refuse}"
    ]
