"""The sheets of a workbook that have the heading, one under the other, as rows of text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from sinasec.intake.bulk.raw_table import (
    SHEET_ROWS,
    RawTable,
    clean,
    no_heading,
    numbered,
    typed_number,
)
from sinasec.intake.headings import WITHIN, bare
from sinasec.intake.nearest_heading import Needs, first_rows
from sinasec.spreadsheets.faults import UnreadableFile
from sinasec.spreadsheets.opening import Opened
from sinasec.spreadsheets.sheets import Raw, Sheet, read_sheets
from sinasec.spreadsheets.values import Serial
from sinasec.spreadsheets.visibility import only_hidden, told_hidden, told_hidden_parts

# The layouts for which a row of cells is the heading.
Fitting = Callable[[Sequence[str]], frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Part:
    """A sheet with its heading: on which row it stands (from 0) and for which layouts."""

    sheet: Sheet
    at: int
    headers: tuple[str, ...]
    fits: frozenset[str]


def from_book(opened: Opened, fitting: Fitting, needs: Sequence[Needs] = ()) -> RawTable:
    """All the sheets of one layout that can be seen. `needs`: for `no_heading`.

    Raises UnreadableFile.
    """
    sheets = read_sheets(opened)
    parts = [part for sheet in sheets if (part := _part(sheet, fitting))]
    seen = [part for part in parts if not part.sheet.hidden]
    if not seen:
        hidden = [part.sheet for part in parts]
        raise only_hidden(hidden) if parts else no_heading(first_rows(sheets), needs)
    first = seen[0]
    alike = [part for part in seen if part.fits & first.fits]
    _check_alike(alike)
    frame = pl.concat(_rows(part, place) for place, part in enumerate(alike))
    notes = [
        *opened.notes,
        *_unread(sheets, alike),
        *told_hidden(part.sheet for part in parts if part.sheet.hidden),
        *(note for part in alike for note in told_hidden_parts(part.sheet, part.at + 1)),
    ]
    names = tuple(part.sheet.name for part in alike)
    return RawTable(names, first.headers, frame, tuple(notes), typed=True)


def _part(sheet: Sheet, fitting: Fitting) -> _Part | None:
    for at, cells in enumerate(sheet.rows[:WITHIN]):
        headers = [_text(cell) or "" for cell in cells]
        if fits := fitting(headers):
            while headers and not headers[-1].strip():
                headers.pop()
            cleaned = tuple(header.rstrip("* ").strip() for header in headers)
            return _Part(sheet, at, cleaned, fits)
    return None


def _check_alike(parts: Sequence[_Part]) -> None:
    """Sheets are read one under the other only when their columns are the same."""
    first = parts[0]
    for other in parts[1:]:
        if [bare(each) for each in other.headers] != [bare(each) for each in first.headers]:
            raise UnreadableFile(
                "hojas-distintas",
                f"Las hojas «{first.sheet.name}» y «{other.sheet.name}» traen los mismos datos en "
                "columnas distintas o en otro orden: iguale sus encabezados, o envíe un archivo "
                "por hoja.",
            )


def _rows(part: _Part, place: int) -> pl.DataFrame:
    rows = part.sheet.rows[part.at + 1 :]
    columns = {
        str(at): [_text(row[at]) if at < len(row) else None for row in rows]
        for at in range(len(part.headers))
    }
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return numbered(clean(frame), place * SHEET_ROWS + part.at + 2)


def _unread(sheets: Sequence[Sheet], read: Sequence[_Part]) -> list[str]:
    """Notes on which sheets were read, when several were, and on those that can be seen and not."""
    taken = [part.sheet.name for part in read]
    notes = [f"Se leyeron {len(taken)} hojas: {_listed(taken)}."] if len(taken) > 1 else []
    left = [sheet.name for sheet in sheets if not sheet.hidden and sheet.name not in taken]
    if left:
        notes.append(f"Sin leer, por no tener esos encabezados: {_listed(left)}.")
    return notes


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)


def _text(cell: Raw) -> str | None:
    """A cell as it would be typed: whole numbers without a point, days as ISO."""
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Serial):
        return typed_number(cell.number)
    if isinstance(cell, float):
        return typed_number(cell)
    if isinstance(cell, (datetime, date)):
        return cell.isoformat()
    return str(cell)
