"""A file that appears under its name whole, for its owner alone, and over nothing."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from sinasec.cli_failures import writing
from sinasec.private_files import FILE_MODE
from sinasec.whole_file import check_folder


class Taken(ValueError):
    """The file is there, or somebody is writing it; the sentence says what to do."""


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write; at the end of the block it is `path`. Raises Taken, NoFolder, OSError.

    Killed in the block, it leaves a hidden file aside, which the next one of that name reuses.
    """
    check_free(path)
    aside = path.with_name(f".{path.name}.aparte")
    with writing(path):  # and not of the hidden one, of which nobody knows
        handle = os.open(aside, os.O_CREAT | os.O_RDWR, FILE_MODE)
    with open(handle, "r+b") as file:
        _alone(file, path)
        try:
            os.fchmod(file.fileno(), FILE_MODE)
            file.truncate()
            yield file
            file.flush()
            os.fsync(file.fileno())
            _named(aside, path)
        finally:
            aside.unlink(missing_ok=True)
    _flush_folder(path.parent)


def check_free(path: Path) -> None:
    """Raise Taken when there is something under that name; NoFolder, when it cannot be there."""
    check_folder(path)
    if os.path.lexists(path):
        raise Taken(f"«{path}» ya existe y no se reemplaza: elija otro nombre.")


def _alone(file: BinaryIO, path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Taken(f"Otro programa está escribiendo «{path}»: espere o elija otro.") from error


def _named(aside: Path, path: Path) -> None:
    """Give it its name only if nobody took it meanwhile."""
    try:
        os.link(aside, path)
    except FileExistsError:
        check_free(path)
        raise
    except OSError:  # a disk without hard links, as those that are carried in a pocket
        check_free(path)
        aside.rename(path)


def _flush_folder(folder: Path) -> None:
    with suppress(OSError):  # not every file system lets a folder be flushed
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
