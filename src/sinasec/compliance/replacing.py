"""Write a file aside and put it in its place whole, or leave what was there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class UnknownFormat(ValueError):
    """The name of the file does not say a format that can be written."""


def check_format(path: Path) -> str:
    """ ".csv" or ".xlsx", from the name of the file. Raises UnknownFormat."""
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise UnknownFormat(f"«{path.name}» debe terminar en .csv o .xlsx.")
    return suffix


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """The path of a file to write; at the end of the block it becomes `path`, at once."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield aside
        with aside.open("rb+") as written:
            os.fsync(written.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
