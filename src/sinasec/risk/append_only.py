"""The database itself refuses to change, remove or replace a list of priority districts.

Written in migration 0002 and again after every `migrate`, because SQLite loses the triggers of a
table that a migration rebuilds. A list is simulated when, and only when, its publication is; one
that is not rests on a final publication. An act takes as many districts as
its `size` says, those it was registered with, and no more.

The rule of the size reads one table from the other, and SQLite does not rename a table that a
trigger elsewhere reads: a migration that rebuilds either calls `lift` first and `install` last.
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
CLOSED: Final = (
    "Una lista aprobada no se modifica: solo lleva los distritos con que se registró. "
    "Registre el acto que la cambia."
)

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
_ROOM: Final = """
EXISTS (SELECT 1 FROM risk_priorityact WHERE id = NEW.act_id
  AND size > (SELECT COUNT(*) FROM risk_prioritydistrict WHERE act_id = NEW.act_id))
"""
_SQLITE_CLOSED: Final = f"""
CREATE TRIGGER IF NOT EXISTS risk_prioritydistrict_closed BEFORE INSERT ON risk_prioritydistrict
WHEN NOT {_ROOM}
BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END
"""
_POSTGRES_CLOSED: Final = f"""
CREATE OR REPLACE FUNCTION risk_check_not_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT {_ROOM}
  THEN RAISE EXCEPTION '{CLOSED}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER risk_prioritydistrict_closed BEFORE INSERT ON risk_prioritydistrict
FOR EACH ROW EXECUTE FUNCTION risk_check_not_closed()
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
_NAMES: Final = ", ".join(f"'{table}'" for table in TABLES)
_INSTALLED: Final = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master "
    f"WHERE type = 'trigger' AND tbl_name IN ({_NAMES})",
    "postgresql": "SELECT tgname, relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid "
    f"WHERE NOT tgisinternal AND relname IN ({_NAMES}) AND pg_table_is_visible(c.oid)",
}


def install(connection: Any) -> None:
    """Write the triggers; harmless when they are there."""
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor, closed=_acts_have_size(cursor)):
            cursor.execute(statement)


def statements(vendor: str, *, closed: bool = True) -> list[str]:
    """What `install` runs on an engine; `closed`: acts say how many districts they take."""
    every = {"sqlite": _for_sqlite, "postgresql": _for_postgres}[vendor]()
    closing = {"sqlite": _SQLITE_CLOSED, "postgresql": _POSTGRES_CLOSED}[vendor]
    return [*every, closing] if closed else every


def lift(connection: Any) -> None:
    """Drop the triggers of both tables, inside a migration that writes them again at its end."""
    with connection.cursor() as cursor:
        cursor.execute(_INSTALLED[connection.vendor])
        for name, table in cursor.fetchall():
            where = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{where}")


def _acts_have_size(cursor: Any) -> bool:
    """Whether migration 0004 has run: `install` is also called by 0002, before the column is."""
    cursor.execute("SELECT * FROM risk_priorityact LIMIT 0")
    return "size" in {column[0] for column in cursor.description}


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
