"""One writer of a folder at a time on this machine: what is left half-made has no owner."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def one_writer(home: Path) -> Iterator[None]:
    """Wait for the lock of `home`, made if absent; released even if the process is killed."""
    home.mkdir(parents=True, exist_ok=True)
    with open(home / ".turno", "a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
