"""Put a finished folder in its place: whole or not at all, and read-only from then on.

Files are written aside in a hidden folder, flushed to disk, and the folder renamed. A process
killed before the rename leaves only a hidden folder, removed by the next command. Editions of the
warehouse and publications are both kept so.
"""

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

ASIDE: Final = ".aparte-"


def place(files: Mapping[str, bytes], home: Path, name: str) -> Path:
    """Write `files` as the folder `home/name`. The caller holds the lock of `home`."""
    target = home / name
    aside = home / f"{ASIDE}{name}"
    remove(aside)
    for path, data in files.items():
        write_file(aside / path, [data])
    settle(aside, target)
    return target


def settle(aside: Path, target: Path) -> None:
    """Give a folder written aside its name beside it, where there is none. Raises OSError."""
    folders = [*(path for path in aside.rglob("*") if path.is_dir()), aside]
    for folder in sorted(folders, reverse=True):
        flush_folder(folder)
    for folder in folders:
        folder.chmod(0o555)
    os.rename(aside, target)
    flush_folder(target.parent)


def remove(folder: Path) -> None:
    """Delete a folder even if it was already made read-only."""
    if not folder.exists():
        return
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(folder)


def write_file(path: Path, chunks: Iterable[bytes]) -> None:
    """A file that nobody will change, flushed to disk. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o444)


def flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
