"""Where a process writes: calls of the system and of the database, counted one by one.

A kill at the n-th of them falls between two steps of writing, always the same two for the same
n, however slow the machine is that day. A kill inside a step is left to the clock.
"""

import builtins
import fcntl
import io
import os
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


def _database() -> list[tuple[type, str]]:
    """Imported here: the settings are the job's."""
    from django.db.backends.sqlite3.base import DatabaseWrapper, SQLiteCursorWrapper

    statements = [(SQLiteCursorWrapper, name) for name in ("execute", "executemany")]
    return [*statements, (DatabaseWrapper, "_commit"), (DatabaseWrapper, "_rollback")]
