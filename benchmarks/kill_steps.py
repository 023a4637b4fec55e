"""Where a process writes: calls of the system or of the database, counted one by one.

A kill at the n-th of them falls between two steps of writing, always the same two for the same
n, however slow the machine is that day. A kill inside a step is left to the clock.
"""

import io
import os
import signal
import sqlite3
import sys
from types import FrameType
from typing import Any, Final

SYSTEM: Final = frozenset(
    {"chmod", "flock", "fsync", "link", "mkdir", "open", "remove", "rename", "replace", "rmdir"}
    | {"truncate", "unlink", "write"}
)
DATABASE: Final = frozenset({"commit", "execute", "executemany", "rollback"})
MODULES: Final = frozenset({"posix", "fcntl", "_io"})
FILES: Final = (io.FileIO, io.BufferedWriter, io.TextIOWrapper)


class Steps:
    """Counts the steps of this thread, and kills its process after the one numbered `last`.

    The moment before a step and the one after it are two, so that both are tried.
    """

    def __init__(self, last: int | None = None) -> None:
        self.taken = 0
        self.last = last

    def __enter__(self) -> "Steps":
        sys.setprofile(self._seen)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _seen(self, _frame: FrameType, event: str, called: Any) -> None:
        if event in ("c_call", "c_return") and _writes(called):
            self.taken += 1
            if self.taken == self.last:
                os.kill(os.getpid(), signal.SIGKILL)


def _writes(called: Any) -> bool:
    """Whether a function of C is of the system, of an open file or of the database's driver."""
    name, owner = called.__name__, getattr(called, "__self__", None)
    if name in DATABASE:
        return isinstance(owner, sqlite3.Cursor | sqlite3.Connection)
    return name in SYSTEM and (called.__module__ in MODULES or isinstance(owner, FILES))
