"""The database itself refuses to change, remove or replace a list of priority districts.

Written in migration 0002 and again after every `migrate`, because SQLite loses the triggers of a
table that a migration rebuilds. A list is simulated when, and only when, its publication is; one
that is not rests on a final publication.
"""

from typing import Any, Final

FINAL: Final = "definitiva"  # as in publications.models, which this is read before

TABLES: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    # table -> the columns, alone or together, that no two rows may share
    "risk_priorityact": (("id",), ("sha256",), ("replaces_id",)),
    "risk_prioritydistrict": (("id",), ("act_id", "unit")),
}
REFUSAL: Final = "Una lista aprobada no se modifica ni se borra: registre el acto que la cambia."
MIXED: Final = "Una lista es SIMULADO si su publicación lo es, y solo entonces."
TOO_SOON: Final = "Una lista real sale de una publicación definitiva: esta es preliminar."

_SQLITE_MIXED: Final = f"""
CREATE TRIGGER IF NOT EXISTS risk_priorityact_not_mixed BEFORE INSERT ON risk_priorityact
WHEN NOT EXISTS (SELECT 1 FROM publications_publication
  WHERE id = NEW.publication_id AND simulated = NEW.simulated)
BEGIN SELECT RAISE(ABORT, '{MIXED}'); END
"""
_SQLITE_TOO_SOON: Final = f"""
CREATE TRIGGER IF NOT EXISTS risk_priorityact_not_too_soon BEFORE INSERT ON risk_priorityact
WHEN EXISTS (SELECT 1 FROM publications_publication
  WHERE id = NEW.publication_id AND NOT simulated AND stage <> '{FINAL}')
BEGIN SELECT RAISE(ABORT, '{TOO_SOON}'); END
"""
_POSTGRES_FUNCTIONS: Final = f"""
CREATE OR REPLACE FUNCTION risk_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE OR REPLACE FUNCTION risk_check_not_mixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM publications_publication
    WHERE id = NEW.publication_id AND simulated = NEW.simulated)
  THEN RAISE EXCEPTION '{MIXED}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION risk_check_not_too_soon() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM publications_publication
    WHERE id = NEW.publication_id AND NOT simulated AND stage <> '{FINAL}')
  THEN RAISE EXCEPTION '{TOO_SOON}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER risk_priorityact_not_mixed BEFORE INSERT ON risk_priorityact
FOR EACH ROW EXECUTE FUNCTION risk_check_not_mixed();
CREATE OR REPLACE TRIGGER risk_priorityact_not_too_soon BEFORE INSERT ON risk_priorityact
FOR EACH ROW EXECUTE FUNCTION risk_check_not_too_soon()
"""
_POSTGRES_TABLE: Final = """
CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION risk_refuse_change();
CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION risk_refuse_change()
"""


def install(connection: Any) -> None:
    """Write the triggers; harmless when they are there."""
    statements = {"sqlite": _for_sqlite, "postgresql": _for_postgres}[connection.vendor]()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _for_sqlite() -> list[str]:
    statements = [_SQLITE_MIXED, _SQLITE_TOO_SOON]
    for table, unique in TABLES.items():
        statements += _sqlite_table(table, unique)
    return statements


def _sqlite_table(table: str, unique: tuple[tuple[str, ...], ...]) -> list[str]:
    same = [" AND ".join(f"{one} = NEW.{one}" for one in columns) for columns in unique]
    found = " OR ".join(f"({each})" for each in ("rowid = NEW.rowid", *same))
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return [
        *(
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{event.lower()} BEFORE {event} ON {table} "
            f"{refuse}"
            for event in ("UPDATE", "DELETE")
        ),
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {found}) {refuse}",
    ]


def _for_postgres() -> list[str]:
    return [_POSTGRES_FUNCTIONS, *(_POSTGRES_TABLE.format(table=table) for table in TABLES)]
