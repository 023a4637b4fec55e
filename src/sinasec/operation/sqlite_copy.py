"""The database of SQLite as one file, taken while others read and write it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sinasec.database_state import DAMAGED, refusal

UNREADABLE: Final = "hay partes que no se pueden leer"
NO_DISK: Final = "el disco falla o no tiene espacio"
LONGEST_VALUE: Final = 64 * 1024 * 1024  # bytes: no text of ours is near it
Query = Callable[[str], list[Any]]


class DamagedDatabase(ValueError):
    """The database does not hold together; the sentence says what to do."""


def take(connection: Any, target: Path) -> None:
    """Copy what is committed now into the file `target`, in one step and without a journal."""
    connection.ensure_connection()
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    target.chmod(0o600)


@contextmanager
def asking(file: Path) -> Iterator[Query]:
    """Ask a file of SQLite that nobody else uses, without Django. Raises DamagedDatabase."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            opened.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
            yield lambda sql: opened.execute(sql).fetchall()
    except sqlite3.DatabaseError as error:
        raise damaged(_why(error)) from error


def _why(error: sqlite3.DatabaseError) -> str:
    return UNREADABLE if refusal(error).code == DAMAGED else NO_DISK


def faults(query: Query) -> list[str]:
    """What SQLite itself finds wrong; none when the file is sound."""
    try:
        found = [text for (text,) in query("PRAGMA integrity_check(20)") if text != "ok"]
        strays = query("PRAGMA foreign_key_check")
    except sqlite3.DatabaseError as error:
        return [_why(error)]
    return found + [f"{table}: fila {row} sin su {parent}" for table, row, parent, _ in strays[:20]]


def check(query: Query) -> None:
    """Raise DamagedDatabase unless SQLite finds nothing wrong."""
    if found := faults(query):
        raise damaged(found[0])


def damaged(why: str) -> DamagedDatabase:
    return DamagedDatabase(
        f"La base de datos está dañada ({why}): ejecute «sinasec doctor» y use otro respaldo."
    )
