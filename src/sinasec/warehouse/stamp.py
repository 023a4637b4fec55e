"""What the disk says of a folder without reading it: enough to notice that anything changed."""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR
from typing import Final

# Kernels count time in ticks of at most 10 ms: two writes in one tick leave the same times.
SETTLING_NS: Final = 100_000_000


Entry = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """`entries`: path, mode, size, times, inode and device of the folder and all it holds.

    `settled`: the last change was not so recent that another could have the same times.
    """

    entries: tuple[Entry, ...]
    settled: bool


def stamp(folder: Path) -> Stamp:
    """Of files and folders, links as links. What cannot be looked at is part of the stamp."""
    now = time.time_ns()
    found: list[Entry] = []
    try:
        found.append(_told(".", os.stat(folder)))
        waiting = [("", str(folder))]
        while waiting:
            waiting += _listed(*waiting.pop(), found)
    except OSError as error:
        found.append((str(error.filename), error.errno or 0))
    newest = max((int(said[4]) for said in found if len(said) > 2), default=0)
    return Stamp(tuple(sorted(found)), abs(now - newest) > SETTLING_NS)


def _listed(above: str, place: str, found: list[Entry]) -> list[tuple[str, str]]:
    """Add what is in one folder to `found`; the folders that are in it."""
    folders: list[tuple[str, str]] = []
    with os.scandir(place) as inside:
        for one in inside:
            said = one.stat(follow_symlinks=False)
            found.append(_told(above + one.name, said))
            if S_ISDIR(said.st_mode):
                folders.append((f"{above}{one.name}/", one.path))
    return folders


def _told(name: str, said: os.stat_result) -> Entry:
    return (
        name,
        said.st_mode,
        said.st_size,
        said.st_mtime_ns,
        said.st_ctime_ns,
        said.st_ino,
        said.st_dev,
    )
