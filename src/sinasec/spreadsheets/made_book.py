"""A workbook of ours, made in memory and then written whole."""

import io
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from sinasec.whole_file import write_whole


@contextmanager
def made_book(path: Path, **options: Any) -> Iterator[Workbook]:
    """The book to fill in; at the end of the block it stands in `path`. Raises OSError.

    A book that writes to the disk itself leaves half a file when there is no room, and says so in
    a traceback when Python throws it away.
    """
    content = io.BytesIO()
    try:
        with Workbook(content, {"in_memory": True, **options}) as book:
            yield book
    except FileCreateError as error:  # of the parts that a book in constant memory puts aside
        refusal = error.args[0]
        for each in (error, refusal):
            traceback.clear_frames(each.__traceback__)  # its half-made zip ends while it can
        raise refusal from None
    write_whole(path, content.getvalue())


def saved(book: openpyxl.Workbook) -> bytes:
    """The .xlsx of a book of openpyxl, which puts its sheets aside on the disk. Raises OSError."""
    content = io.BytesIO()
    try:
        book.save(content)
    except OSError as error:
        traceback.clear_frames(error.__traceback__)  # as above
        raise
    return content.getvalue()
