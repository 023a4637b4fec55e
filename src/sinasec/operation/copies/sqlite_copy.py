"""The database of SQLite as one file, taken while others read and write it."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sinasec.database_state import DAMAGED, refusal
from sinasec.private_files import write_private

UNREADABLE: Final = "hay partes que no se pueden leer"
NO_DISK: Final = "el disco falla o no tiene espacio"
LONGEST_VALUE: Final = 64 * 1024 * 1024  # bytes: no text of ours is near it
ONE_MORE: Final = 1024 * 1024  # bytes
_NOT_WRITTEN: Final = (  # the one that is copied is only read
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
)
Query = Callable[[str], list[Any]]


class DamagedDatabase(ValueError):
    """The database does not hold together; the sentence says what to do."""


def take(connection: Any, target: Path) -> None:
    """Copy what is committed now into a new file, in one step and without a journal.

    Raises OSError when `target` cannot be written.
    """
    connection.ensure_connection()
    write_private(target, b"")
    try:
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        if (code := getattr(error, "sqlite_errorcode", 0)) & 0xFF == sqlite3.SQLITE_FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target)) from error
        if code in _NOT_WRITTEN:
            raise _why_not_written(target) from error
        raise


def _why_not_written(path: Path) -> OSError:
    """What the system says to writing a little more of that file: SQLite does not repeat it."""
    try:
        with open(path, "ab") as file:
            file.write(bytes(ONE_MORE))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return OSError(error.errno, error.strerror, str(path))
    return OSError(errno.EIO, os.strerror(errno.EIO), str(path))


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
