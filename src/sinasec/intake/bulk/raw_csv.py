"""A CSV, large or small, as rows of text."""

import csv
import io
from collections.abc import Sequence
from typing import Final

import polars as pl

from sinasec.intake.bulk.raw_table import (
    IsHeading,
    RawTable,
    clean,
    no_heading,
    numbered,
)
from sinasec.intake.headings import WITHIN
from sinasec.intake.nearest_heading import HeadingRow, Needs
from sinasec.spreadsheets.delimited import MAX_CELL, delimiter, read_text
from sinasec.spreadsheets.faults import UnreadableFile
from sinasec.spreadsheets.opening import Opened

MAX_COLUMNS: Final = 2_000
MAX_MARKS: Final = 20_000  # in one line, those within quotes too


def from_csv(opened: Opened, is_heading: IsHeading, needs: Sequence[Needs] = ()) -> RawTable:
    """The table of a CSV. `needs`: for `no_heading`. Raises UnreadableFile."""
    read = read_text(opened.content)
    text = _one_line_end(read.text)
    mark = delimiter(text[:20_000])
    lines = text.split("\n", WITHIN)[:WITHIN]
    _check_marks(lines, mark)
    at = next((i for i, line in enumerate(lines) if is_heading(_cells(line, mark))), None)
    if at is None:
        rows = enumerate((_cells(line, mark) for line in lines), start=1)
        raise no_heading((HeadingRow("", number, cells) for number, cells in rows), needs)
    headers = tuple(cell.lstrip("\ufeff'").strip() for cell in _cells(lines[at], mark))
    _check_width(headers)
    body = text[sum(len(line) + 1 for line in lines[: at + 1]) :]
    frame, long = _parsed(body, mark, len(headers), at + 2)
    notes = [*opened.notes, *([read.note] if read.note else [])]
    cut = _cut(body, mark, len(headers), at + 2)
    if body and not body.endswith("\n") and cut is None:
        notes.append("El archivo no termina en un cambio de línea: compruebe que esté entero.")
    return RawTable(("",), headers, numbered(frame, at + 2), tuple(notes), long, cut)


def _cells(line: str, mark: str) -> list[str]:
    """The cells of one line; none of a line that no table has."""
    if line.count(mark) > MAX_MARKS:
        return []
    try:
        return next(csv.reader([line], delimiter=mark), [])
    except csv.Error:
        return []


def _one_line_end(text: str) -> str:
    """Lines that end as in Windows or in an old Mac, ended as the others."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _parsed(body: str, mark: str, width: int, first: int) -> tuple[pl.DataFrame, tuple[int, ...]]:
    """Every row as text, and the numbers of those with too many cells.

    What the fast reader does not understand is read row by row.
    """
    schema = {str(place): pl.String for place in range(width)}
    try:
        frame = pl.read_csv(
            body.encode(),
            has_header=False,
            separator=mark,
            schema=schema,
            missing_columns="insert",
        )
    except pl.exceptions.NoDataError:
        return pl.DataFrame(schema=schema), ()
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
        return _read_slowly(body, mark, width, first)
    _check_cells(frame)
    return clean(frame), ()


def _check_marks(lines: list[str], mark: str) -> None:
    """A line as wide as no table is refused as such, before it is taken apart."""
    widest = max(line.count(mark) for line in lines)
    if widest > MAX_MARKS:
        raise _too_wide(widest + 1)


def _check_width(headers: tuple[str, ...]) -> None:
    if len(headers) > MAX_COLUMNS:
        raise _too_wide(len(headers))


def _too_wide(columns: int) -> UnreadableFile:
    return UnreadableFile(
        "muy-ancho",
        f"El archivo tiene {columns} columnas y el máximo es {MAX_COLUMNS}: quite las que "
        "no hagan falta.",
    )


def _check_cells(frame: pl.DataFrame) -> None:
    """The row reader refuses such a cell by itself, most often one whose quotes do not close."""
    longest = frame.select(pl.all().str.len_bytes().max()).row(0)
    if max((each or 0 for each in longest), default=0) > MAX_CELL:
        raise UnreadableFile(
            "celda-enorme",
            f"Una celda pasa de {MAX_CELL} letras: revise las comillas y los separadores del "
            "archivo.",
        )


def _read_slowly(
    body: str, mark: str, width: int, first: int
) -> tuple[pl.DataFrame, tuple[int, ...]]:
    """Raises UnreadableFile when the quotes of the file do not close."""
    csv.field_size_limit(MAX_CELL)
    lines = io.StringIO(body, newline="")
    try:
        rows = list(csv.reader(lines, delimiter=mark, strict=True))
    except csv.Error as error:
        raise _unclosed() from error
    long = tuple(number for number, row in enumerate(rows, start=first) if len(row) > width)
    columns = {
        str(place): [row[place] if place < len(row) else None for row in rows]
        for place in range(width)
    }
    return clean(pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))), long


def _unclosed() -> UnreadableFile:
    return UnreadableFile(
        "comillas",
        'Hay unas comillas que se abren y no se cierran: revise las comillas (") del archivo.',
    )


def _cut(body: str, mark: str, width: int, first: int) -> int | None:
    """The number of the last row when the file ends before its last cell."""
    if not body or body.endswith("\n"):
        return None
    last = body[body.rfind("\n") + 1 :]
    return first + body.count("\n") if len(_cells(last, mark)) < width else None
