"""Whether the file of SQLite in its place is the one that this process opened.

A file that is renamed or deleted answers on to whoever has it open, and what is written in it is
lost when the process ends.
"""

from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created

_first: list[tuple[int, int]] = []  # of this process: device and number of the file


def was_moved() -> bool:
    """Whether another is there now, or none. One look at the disk; never on PostgreSQL."""
    if (file := _file(connection)) is None:
        return False
    return (now := _identity(file)) is None or now != _opened(now)


def _opened(now: tuple[int, int]) -> tuple[int, int]:
    if not _first:
        _first.append(now)
    return _first[0]


def _remember(connection: Any, **more: Any) -> None:
    file = _file(connection)
    if file is not None and (now := _identity(file)):
        _opened(now)


def _file(connection: Any) -> Path | None:
    name = str(connection.settings_dict["NAME"])
    return Path(name) if connection.vendor == "sqlite" and "memory" not in name else None


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


connection_created.connect(_remember)
