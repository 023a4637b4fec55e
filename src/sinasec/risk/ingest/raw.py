"""Any file as rows of text under its headers, each row with the number that Excel gives it."""

import csv
import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

import polars as pl

from sinasec.risk.ingest.unpacked import MAX_UNPACKED, unpacked
from sinasec.spreadsheets.delimited import decode, delimiter
from sinasec.spreadsheets.faults import UnreadableFile
from sinasec.spreadsheets.opening import Opened, open_safely
from sinasec.spreadsheets.sheets import Raw, read_sheets
from sinasec.spreadsheets.unsafe import UnsafeFile
from sinasec.warehouse import Original

MAX_BYTES: Final = 200 * 2**20
MAX_CELLS: Final = 40_000_000
HEADER_WITHIN: Final = 30
ROW: Final = "row"
_PARQUET: Final = b"PAR1"

# Whether a row of cells is the heading that is looked for.
IsHeading = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True)
class RawTable:
    """`frame`: column `row` (Excel's number) and one column of text per header, named "0", "1", …

    Blank cells are null. `long`: rows with more cells than headers. `cut`: the last row, when the
    file ends in the middle of it.
    """

    sheet: str
    headers: tuple[str, ...]
    frame: pl.DataFrame
    notes: tuple[str, ...] = ()
    long: tuple[int, ...] = ()
    cut: int | None = None


def read_file(source: Path | bytes, name: str, is_heading: IsHeading) -> tuple[RawTable, Original]:
    """The table whose heading is looked for. Raises UnreadableFile, UnsafeFile or OSError."""
    content = source if isinstance(source, bytes) else _bytes(source)
    label = name or (source.name if isinstance(source, Path) else "")
    original = Original(label, hashlib.sha256(content).hexdigest(), len(content))
    if content.startswith(_PARQUET):
        return _from_parquet(content, label), original
    inside, inner = unpacked(content, label)
    opened = open_safely(
        inside,
        name=inner,
        kinds=("xlsx", "xls", "ods", "csv"),
        max_bytes=MAX_UNPACKED,
        max_unzipped=MAX_UNPACKED,
        max_cells=MAX_CELLS,
    )
    table = (
        _from_csv(opened, is_heading) if opened.kind == "csv" else _from_book(opened, is_heading)
    )
    return table, original


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if not path.is_file():
        raise UnsafeFile("no-es-archivo", "Eso no es un archivo: indique el de sus datos.")
    if size > MAX_BYTES:
        raise UnsafeFile(
            "muy-grande",
            f"El archivo pesa {size / 2**20:.0f} MB y el máximo es {MAX_BYTES // 2**20} MB: "
            "comprímalo (.gz) o divídalo por años.",
        )
    return path.read_bytes()


def _from_parquet(content: bytes, name: str) -> RawTable:
    """Raises UnreadableFile. Damage can also make the reader panic, which is no PolarsError."""
    try:
        lazy = pl.scan_parquet(io.BytesIO(content))
        headers = tuple(lazy.collect_schema())
        _check_cells(lazy.select(pl.len()).collect().item() * len(headers))
        # Cast once collected: cast inside the scan, Polars 2.1.0 gives text that later panics.
        text = _clean(lazy.collect().cast(pl.String))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise UnreadableFile(
            "danado", f"{name} no es un Parquet que se pueda leer: genérelo de nuevo."
        ) from error
    return RawTable("", headers, _numbered(_positional(text), first=2))


def _check_cells(cells: int) -> None:
    """What is packed small may be huge: its rows are counted before they are read."""
    if cells > MAX_CELLS:
        raise UnreadableFile(
            "muy-grande",
            f"El archivo tiene {cells} celdas y el máximo es {MAX_CELLS}: divídalo por años.",
        )


def _clean(frame: pl.DataFrame) -> pl.DataFrame:
    """Without blanks around, and null where nothing is left. Most files need none of it."""
    cell = pl.all()
    bare = cell.str.strip_chars()
    to_do = (cell.str.len_bytes() != bare.str.len_bytes()) | (cell.str.len_bytes() == 0)
    if not any(frame.select(to_do.any()).row(0)):
        return frame
    return frame.select(pl.when(bare != "").then(bare))


def _positional(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.rename(dict(zip(frame.columns, map(str, range(frame.width)), strict=True)))


def _numbered(frame: pl.DataFrame, first: int) -> pl.DataFrame:
    """With the number of each row, and without those in which nothing is written."""
    numbered = frame.with_row_index(ROW, offset=first)
    return numbered.filter(~pl.all_horizontal(pl.exclude(ROW).is_null()))


def _from_csv(opened: Opened, is_heading: IsHeading) -> RawTable:
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
    return RawTable("", headers, _numbered(frame, at + 2), tuple(notes), long, cut)


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
    return _clean(frame)


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


def _from_book(opened: Opened, is_heading: IsHeading) -> RawTable:
    for sheet in read_sheets(opened):
        for at, cells in enumerate(sheet.rows[:HEADER_WITHIN]):
            headers = [_text(cell) or "" for cell in cells]
            if is_heading(headers):
                rows = sheet.rows[at + 1 :]
                columns = {
                    str(place): [_text(row[place]) if place < len(row) else None for row in rows]
                    for place in range(len(headers))
                }
                frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
                cleaned = tuple(header.rstrip("* ").strip() for header in headers)
                return RawTable(sheet.name, cleaned, _numbered(_clean(frame), at + 2), opened.notes)
    raise no_heading()


def _text(cell: Raw) -> str | None:
    """A cell as it would be typed: whole numbers without a point, days as ISO."""
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, (datetime, date)):
        return cell.isoformat()
    return str(cell)


def no_heading() -> UnreadableFile:
    """The refusal of a file that is of none of the layouts."""
    return UnreadableFile(
        "columnas-desconocidas",
        "No se encontró la fila de encabezados entre las primeras "
        f"{HEADER_WITHIN}: use la plantilla («sinasec data template») o diga el formato con "
        "--layout.",
    )
