"""Take the triggers of append-only tables off for a moment. Only tests do, to start from empty."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lifted(connection) -> Iterator[None]:
    """Inside the block, rows may be removed; after it, every trigger is there again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        back = {name for (name,) in cursor.fetchall()}
        for name, sql in triggers:
            if name not in back:
                cursor.execute(sql)
