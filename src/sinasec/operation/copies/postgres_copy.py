"""The tables of PostgreSQL as text, all of one instant, and back again with their triggers.

`COPY` of the server itself: no program of PostgreSQL is needed beside this one, and what comes out
goes into an older server or a newer one.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

# An act goes after the act that it corrects: the triggers look for it.
_ORDER: Final = {
    "compliance_act": """
WITH RECURSIVE chain AS (
  SELECT id, 0 AS depth FROM compliance_act WHERE supersedes_id IS NULL
  UNION ALL
  SELECT a.id, chain.depth + 1 FROM compliance_act a JOIN chain ON a.supersedes_id = chain.id
) SELECT {columns} FROM compliance_act t JOIN chain USING (id) ORDER BY chain.depth, id
"""
}
_SEQUENCES: Final = """
SELECT setval(pg_get_serial_sequence(%s, %s), greatest(max({column}), 1)) FROM {table}
"""


class Snapshot:
    """The tables as they were when it was taken, whatever is written meanwhile."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def query(self, sql: str) -> list[Any]:
        return self._connection.connection.execute(sql).fetchall()

    def rows(self, table: str, columns: list[str]) -> Iterator[bytes]:
        """Those columns of a table as CSV without headings, in chunks."""
        quoted = [self._connection.ops.quote_name(name) for name in columns]
        names = ", ".join(f"t.{name}" if name != '"id"' else name for name in quoted)
        plain = f"SELECT {', '.join(quoted)} FROM {table} ORDER BY 1"
        select = _ORDER[table].format(columns=names) if table in _ORDER else plain
        with (
            self._connection.connection.cursor() as cursor,
            cursor.copy(f"COPY ({select}) TO STDOUT (FORMAT csv)") as out,
        ):
            for chunk in out:
                yield bytes(chunk)


@contextmanager
def snapshot(connection: Any) -> Iterator[Snapshot]:
    """What is committed now, read over a connection of its own that writes nothing."""
    own = connection.copy()
    own.connect()
    try:
        own.connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield Snapshot(own)
    finally:
        own.close()


def load(connection: Any, table: str, names: list[str], chunks: Iterable[bytes]) -> None:
    """Add the rows of a table in the caller's transaction; every trigger looks at each.

    Raises what `django.db` calls each error of the server.
    """
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    with (
        connection.wrap_database_errors,
        connection.connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({quoted}) FROM STDIN (FORMAT csv)") as into,
    ):
        for chunk in chunks:
            into.write(chunk)


def follow(connection: Any, table: str) -> None:
    """Let the next number of a table come after those that were loaded."""
    with connection.cursor() as cursor:
        for each in connection.introspection.get_sequences(cursor, table):
            name = connection.ops.quote_name(each["column"])
            sql = _SEQUENCES.format(column=name, table=table)
            cursor.execute(sql, [table, each["column"]])
