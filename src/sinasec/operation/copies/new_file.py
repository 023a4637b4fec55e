"""A file that appears under its name whole, for its owner alone, and over nothing."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from sinasec.cli.failures import NO_ROOM, named, writing
from sinasec.private_files import FILE_MODE
from sinasec.whole_file import check_folder

ASIDE: Final = ".aparte"
BESIDE: Final = "-base"


class Taken(ValueError):
    """The file is there, or somebody is writing it; the sentence says what to do."""


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write; at the end of the block it is `path`. Raises Taken, NoFolder, OSError.

    Killed in the block, it leaves a hidden file aside, which the next one of that name reuses and
    `remove_left` removes.
    """
    check_free(path)
    aside = aside_of(path)
    with writing(path):  # and not of the hidden one, of which nobody knows
        file = _opened(aside, path)
    with _no_room_named(path), file:  # closing it writes too
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


def aside_of(path: Path) -> Path:
    """Where it is written meanwhile; whoever writes it holds the lock of that file."""
    return path.with_name(f".{path.name}{ASIDE}")


def folder_beside(path: Path) -> Path:
    """Of what else has to be written meanwhile, within the block of `new_file`: see
    `remove_left`."""
    return path.with_name(f".{path.name}{ASIDE}{BESIDE}")


def remove_left(folder: Path) -> None:
    """Remove what was being written in a folder by whoever died; the lock of a dead one is free.

    What cannot be removed, as somebody else's, stays.
    """
    left = {*folder.glob(f".*{ASIDE}"), *folder.glob(f".*{ASIDE}{BESIDE}")}
    for name in sorted({path.name.removesuffix(BESIDE) for path in left}):
        with suppress(OSError, Taken):
            aside = folder / name
            with _opened(aside, aside):
                shutil.rmtree(folder / f"{name}{BESIDE}", ignore_errors=True)
                aside.unlink(missing_ok=True)


def _opened(aside: Path, path: Path) -> BinaryIO:
    """The file aside, ours alone. Raises Taken, OSError."""
    while True:
        handle = os.open(aside, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, FILE_MODE)
        file = open(handle, "r+b")  # noqa: SIM115 - closed by whoever asked
        try:
            _alone(file, path)
            if _is_still(aside, file):
                return file
        except BaseException:
            file.close()
            raise
        file.close()  # whoever had it removed it meanwhile


def _is_still(aside: Path, file: BinaryIO) -> bool:
    try:
        return os.path.samestat(os.lstat(aside), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


@contextmanager
def _no_room_named(path: Path) -> Iterator[None]:
    """What has no room is this file, also where the system does not say which."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM and error.filename is None:
            raise named(error, path) from error
        raise


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
