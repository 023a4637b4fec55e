"""Where a process writes: calls of the system and of the database, counted one by one.

A kill at the n-th of them falls between two steps of writing, always the same two for the same
n, however slow the machine is that day. A kill inside a step is left to the clock.
"""

import builtins
import fcntl
import io
import os
import random
import signal
from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from typing import Any, Final
from unittest import mock

SYSTEM: Final = (
    *((os, name) for name in ("chmod", "fsync", "link", "mkdir", "open", "remove", "rename")),
    *((os, name) for name in ("replace", "rmdir", "truncate", "unlink", "write")),
    (builtins, "open"),
    (fcntl, "flock"),
    (io, "open"),
)
SURE: Final = 0.97  # of the steps of a whole run, those that every run takes


class Steps:
    """Counts the steps of a process, and kills it at the one numbered `last`.

    The moment before a call and the one after it are two, so that both are tried.
    """

    def __init__(self, last: int | None = None) -> None:
        self.taken = 0
        self.last = last
        self._counting = ExitStack()

    def __enter__(self) -> "Steps":
        for owner, name in (*SYSTEM, *_database()):
            counted = self._counted(getattr(owner, name))
            self._counting.enter_context(mock.patch.object(owner, name, counted))
        return self

    def __exit__(self, *_: object) -> None:
        self._counting.close()

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(call)
        def step(*arguments: Any, **named: Any) -> Any:
            self._one_more()
            done = call(*arguments, **named)
            self._one_more()
            return done

        return step

    def _one_more(self) -> None:
        self.taken += 1
        if self.taken == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def drawn(run: int, times: int, steps: int, chance: random.Random) -> int:
    """The step at which a run is ended: each of the `times` in the next part of a whole run."""
    return 1 + int((run + chance.random()) / times * SURE * steps)


def _database() -> list[tuple[type, str]]:
    """Imported here: the settings are the job's."""
    from django.db import connections

    connection = connections["default"]
    cursor, statements = _statements(connection.vendor)
    ends = [(type(connection), "_commit"), (type(connection), "_rollback")]
    return [*((cursor, name) for name in statements), *ends]


def _statements(vendor: str) -> tuple[type, tuple[str, ...]]:
    """What reaches the database: the class of its cursors, and their calls."""
    if vendor == "postgresql":
        from django.db.backends.postgresql.base import Cursor

        return Cursor, ("execute", "executemany", "copy")
    from django.db.backends.sqlite3.base import SQLiteCursorWrapper

    return SQLiteCursorWrapper, ("execute", "executemany")
