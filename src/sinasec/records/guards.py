"""How a migration writes the triggers of append-only tables, from text that it keeps itself.

What a migration runs must not change after it was released: it keeps the statements of its day
(`python -m tools.guards` writes it), and a test holds the last one to what is declared today.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.migrations import RunPython
from django.db.migrations.operations.base import Operation

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


def triggers_apart(table: str, operations: Sequence[Operation]) -> list[Operation]:
    """Those operations, which make a table anew, with the triggers that name it put aside.

    SQLite changes a column by another table that takes the name of the first: those of the first go
    with it, and while there is none of that name, one of another table that reads it is an error.
    They come back as they were, in the same transaction.
    """
    aside: list[str] = []

    def take(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor != SQLITE:
            return
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            named = re.compile(rf"\b{table}\b")
            for name, sql in cursor.fetchall():
                if named.search(sql):
                    aside.append(sql)
                    cursor.execute(f"DROP TRIGGER {name}")

    def put_back(apps: Any, schema_editor: Any) -> None:
        with schema_editor.connection.cursor() as cursor:
            while aside:
                cursor.execute(aside.pop(0))

    return [RunPython(take, put_back), *operations, RunPython(put_back, take)]
