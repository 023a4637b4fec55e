"""A CSV, large or small, as rows of text."""

import csv
import io

import polars as pl

from sinasec.risk.ingest.raw_table import (
    HEADER_WITHIN,
    IsHeading,
    RawTable,
    clean,
    no_heading,
    numbered,
)
from sinasec.spreadsheets.delimited import decode, delimiter
from sinasec.spreadsheets.faults import UnreadableFile
from sinasec.spreadsheets.opening import Opened


def from_csv(opened: Opened, is_heading: IsHeading) -> RawTable:
    """The table of a CSV. Raises UnreadableFile."""
    text = decode(opened.content)
    mark = delimiter(text[:20_000])
    lines = text.split("\n", HEADER_WITHIN)[:HEADER_WITHIN]
    at = next((i for i, line in enumerate(lines) if is_heading(_cells(line, mark))), None)
    if at is None:
        raise no_heading()
    headers = tuple(cell.lstrip("\ufeff'").strip() for cell in _cells(lines[at], mark))
    body = text[sum(len(line) + 1 for line in lines[: at + 1]) :]
    frame, long = _parsed(body, mark, len(headers), at + 2)
    notes = [*opened.notes, *_encoding_note(opened.content)]
    cut = _cut(body, mark, len(headers), at + 2)
    if body and not body.endswith(("\n", "\r")) and cut is None:
        notes.append("El archivo no termina en un cambio de línea: compruebe que esté entero.")
    return RawTable("", headers, numbered(frame, at + 2), tuple(notes), long, cut)


def _encoding_note(content: bytes) -> list[str]:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ["El archivo no está en UTF-8: se leyó como Latin-1 (Windows-1252)."]
    return []


def _cells(line: str, mark: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n")], delimiter=mark), [])


def _parsed(body: str, mark: str, width: int, first: int) -> tuple[pl.DataFrame, tuple[int, ...]]:
    """Every row as text, and the numbers of those with too many cells."""
    try:
        return _read_csv(body, mark, width, cutting=False), ()
    except pl.exceptions.NoDataError:
        return pl.DataFrame(schema={str(i): pl.String for i in range(width)}), ()
    except pl.exceptions.ComputeError:
        long = _long_rows(body, mark, width, first)
        return _read_csv(body, mark, width, cutting=True), long


def _read_csv(body: str, mark: str, width: int, *, cutting: bool) -> pl.DataFrame:
    frame = pl.read_csv(
        body.encode(),
        has_header=False,
        separator=mark,
        schema={str(i): pl.String for i in range(width)},
        truncate_ragged_lines=cutting,
        missing_columns="insert",
    )
    return clean(frame)


def _long_rows(body: str, mark: str, width: int, first: int) -> tuple[int, ...]:
    """Raises UnreadableFile when the quotes of the file do not close."""
    rows = csv.reader(io.StringIO(body, newline=""), delimiter=mark, strict=True)
    try:
        found = [number for number, row in enumerate(rows, start=first) if len(row) > width]
    except csv.Error as error:
        raise _unclosed() from error
    if not found:
        raise _unclosed()
    return tuple(found)


def _unclosed() -> UnreadableFile:
    return UnreadableFile(
        "comillas",
        'Hay unas comillas que se abren y no se cierran: revise las comillas (") del archivo.',
    )


def _cut(body: str, mark: str, width: int, first: int) -> int | None:
    """The number of the last row when the file ends before its last cell."""
    if not body or body.endswith(("\n", "\r")):
        return None
    last = body[body.rfind("\n") + 1 :]
    return first + body.count("\n") if len(_cells(last, mark)) < width else None
