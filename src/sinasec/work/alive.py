"""Which workers of this folder are alive: each holds a lock, and so do the children that it has.

So the lock of a dead worker is free only once nothing of what it began is left. Of one of another
machine nothing is known here: what it had is taken back when its lease runs out.
"""

import fcntl
import os
import secrets
import socket
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sinasec.private_files import private_folder


@dataclass(frozen=True, slots=True)
class Alive:
    """`lock`: the file descriptor that its children are to hold too."""

    name: str
    lock: int


@contextmanager
def alive(folder: Path) -> Iterator[Alive]:
    """A worker with a name of its own, until the block ends. Raises OSError."""
    private_folder(folder)
    name = f"{socket.gethostname()[:60]}-{os.getpid()}-{secrets.token_hex(4)}"
    with open(folder / name, "x") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield Alive(name, file.fileno())
        finally:
            (folder / name).unlink(missing_ok=True)


def dead(folder: Path, names: Iterable[str]) -> list[str]:
    """Those of this folder that ended and left nothing that works on. Only looks; raises OSError.

    Their files stay until what they had is somebody else's (see `bury`): whoever looks may die too.
    """
    return [name for name in names if _is_dead(folder / name)]


def bury(folder: Path, names: Iterable[str]) -> None:
    """Remove what the dead left, once nothing is theirs. Raises OSError."""
    for name in names:
        (folder / name).unlink(missing_ok=True)


def unburied(folder: Path, but: Collection[str]) -> list[str]:
    """The dead of this folder, except those names. Raises OSError."""
    return dead(folder, [path.name for path in folder.iterdir() if path.name not in but])


def _is_dead(path: Path) -> bool:
    try:
        with open(path) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (FileNotFoundError, BlockingIOError):
        return False
    return True
