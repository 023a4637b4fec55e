"""A workbook or CSV from a stranger, opened and read in a child process: its sheets come back."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final

from sinasec.sandbox import FILES, Job, Limits
from sinasec.spreadsheets.delimited import read_text
from sinasec.spreadsheets.faults import UnreadableFile
from sinasec.spreadsheets.opening import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_UNZIPPED,
    WORKBOOKS,
    Kind,
    Opened,
    bytes_of,
    open_safely,
)
from sinasec.spreadsheets.sheets import CELLS, Sheet, every_sheet
from sinasec.spreadsheets.unsafe import UnsafeFile

_READ: Final = Job(
    "sinasec.spreadsheets.apart:opened_and_read",
    returns=(Opened, Sheet, *CELLS),
    raises=(UnsafeFile, UnreadableFile),
    refuse=UnsafeFile,
)


def read_apart(
    source: Path | str | bytes | BinaryIO,
    *,
    name: str = "",
    kinds: Collection[Kind] = WORKBOOKS,
    max_bytes: int = MAX_BYTES,
    max_unzipped: int = MAX_UNZIPPED,
    max_cells: int = MAX_CELLS,
    limits: Limits = FILES,
) -> tuple[Opened, list[Sheet]]:
    """What `open_safely` and `every_sheet` give, without their danger to this process.

    Raises UnsafeFile, UnreadableFile, `sandbox.Busy`, or OSError when a path cannot be read.
    """
    content, known_as = bytes_of(source, max_bytes)
    opened, sheets = _READ.run(
        content,
        limits,
        name=name or known_as,
        kinds=tuple(kinds),
        max_bytes=max_bytes,
        max_unzipped=max_unzipped,
        max_cells=max_cells,
    )
    return replace(opened, content=content), sheets


def opened_and_read(content: bytes, **asked: Any) -> tuple[Opened, list[Sheet]]:
    """The work of the child. The bytes do not travel back: who sent them has them."""
    opened = open_safely(content, **asked)
    sheets = every_sheet(opened)
    note = read_text(content).note if opened.kind == "csv" else ""
    notes = (*opened.notes, note) if note else opened.notes
    return replace(opened, content=b"", notes=notes), sheets
