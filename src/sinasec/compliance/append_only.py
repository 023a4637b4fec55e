"""The database itself refuses to change, remove or replace a fact.

`install` writes the triggers; it runs in the migration and again after every `migrate`, because
SQLite loses the triggers of a table that a migration rebuilds. Replacing (`INSERT OR REPLACE`)
deletes silently on SQLite unless a pragma of the client says otherwise, so an insert that would
replace is refused before it does, whatever the client's pragmas.

A correction supersedes an act that is already there, of the same committee and family (the first
word of its kind), and rows never change: so no chain of corrections can close on itself.
"""

from typing import Any, Final

TABLES: Final[dict[str, tuple[str, ...]]] = {
    # table -> the columns that no two rows may share
    "compliance_batch": ("id", "sha256"),
    "compliance_act": ("id", "supersedes_id"),
    "compliance_review": ("id",),
    "compliance_waiver": ("id",),
    "compliance_completeness": ("id",),
}

REFUSAL: Final = "Los hechos no se cambian ni se borran: registre una corrección."
REPEATED: Final = "Ya hay un hecho con ese código: los hechos no se reemplazan."
STRAY: Final = (
    "Una corrección debe ser del mismo comité y de la misma familia que un acto ya registrado."
)

_SQLITE_CHANGE: Final = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{name} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
_SQLITE_REPLACE: Final = """
CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid){others}
BEGIN SELECT RAISE(ABORT, '{repeated}'); END
"""
_SQLITE_CORRECTION: Final = """
CREATE TRIGGER IF NOT EXISTS compliance_act_correction BEFORE INSERT ON compliance_act
WHEN NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM compliance_act
  WHERE id = NEW.supersedes_id AND committee_id = NEW.committee_id AND simulated = NEW.simulated
  AND substr(kind || '-', 1, instr(kind || '-', '-'))
    = substr(NEW.kind || '-', 1, instr(NEW.kind || '-', '-')))
BEGIN SELECT RAISE(ABORT, '{stray}'); END
"""

_POSTGRES_FUNCTIONS: Final = """
CREATE OR REPLACE FUNCTION compliance_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE OR REPLACE FUNCTION compliance_check_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM compliance_act WHERE id = NEW.supersedes_id
    AND committee_id = NEW.committee_id AND simulated = NEW.simulated
    AND split_part(kind, '-', 1) = split_part(NEW.kind, '-', 1))
  THEN RAISE EXCEPTION '{stray}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER compliance_act_correction BEFORE INSERT ON compliance_act
FOR EACH ROW EXECUTE FUNCTION compliance_check_correction()
"""
_POSTGRES_TABLE: Final = """
CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION compliance_refuse_change();
CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION compliance_refuse_change()
"""


def install(connection: Any) -> None:
    """Write the triggers of every table of facts; harmless when they are there."""
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)


def statements(vendor: str) -> list[str]:
    """What `install` runs on an engine."""
    return {"sqlite": _for_sqlite, "postgresql": _for_postgres}[vendor]()


def _for_sqlite() -> list[str]:
    statements = [_SQLITE_CORRECTION.format(stray=STRAY)]
    for table, unique in TABLES.items():
        statements += [
            _SQLITE_CHANGE.format(table=table, name=event.lower(), event=event, refusal=REFUSAL)
            for event in ("UPDATE", "DELETE")
        ]
        others = "".join(
            f"\n  OR EXISTS (SELECT 1 FROM {table} WHERE {column} = NEW.{column})"
            for column in unique
        )
        statements.append(_SQLITE_REPLACE.format(table=table, others=others, repeated=REPEATED))
    return statements


def _for_postgres() -> list[str]:
    functions = _POSTGRES_FUNCTIONS.format(refusal=REFUSAL, stray=STRAY)
    return [functions, *(_POSTGRES_TABLE.format(table=table) for table in TABLES)]
