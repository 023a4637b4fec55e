"""How a migration writes the triggers of append-only tables, from text that it keeps itself.

What a migration runs must not change after it was released: it keeps the statements of its day
(`python -m tools.guards` writes it), and a test holds the last one to what is declared today.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.migrations import RunPython

from sinasec.records.append_only import POSTGRES, SQLITE

_INSTALLED: Final = {
    SQLITE: "SELECT name, tbl_name FROM sqlite_master "
    "WHERE type = 'trigger' AND tbl_name IN ({names})",
    POSTGRES: "SELECT tgname, relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid "
    "WHERE NOT tgisinternal AND relname IN ({names}) AND pg_table_is_visible(c.oid)",
}


def hold_to(
    tables: Sequence[str],
    statements: Mapping[str, Sequence[str]],
    *,
    functions: Sequence[str] = (),
) -> RunPython:
    """The operation that takes away the triggers of those tables and writes these.

    `functions`: of PostgreSQL, which no trigger calls any longer.
    """

    def rewrite(apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        lift(schema_editor.connection, tables)
        with schema_editor.connection.cursor() as cursor:
            for name in functions if vendor == POSTGRES else ():
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")
            for statement in statements[vendor]:
                cursor.execute(statement)

    return RunPython(rewrite, RunPython.noop)


def lift(connection: Any, tables: Sequence[str]) -> None:
    """Drop the triggers of those tables, inside a migration that writes them again at its end."""
    names = ", ".join(f"'{table}'" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(_INSTALLED[connection.vendor].format(names=names))
        for name, table in cursor.fetchall():
            where = f" ON {table}" if connection.vendor == POSTGRES else ""
            cursor.execute(f"DROP TRIGGER {name}{where}")
