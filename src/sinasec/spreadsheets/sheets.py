"""The sheets of a workbook or CSV as rows of raw values, counted as Excel counts them."""

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook

from sinasec.spreadsheets.delimited import read_delimited
from sinasec.spreadsheets.error_cells import error_cells
from sinasec.spreadsheets.native import native_reading
from sinasec.spreadsheets.opening import Opened

Raw = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows[0]` is row 1 and `rows[0][0]` is cell A1; an empty cell is ""."""

    name: str
    rows: list[list[Raw]]


def read_sheets(opened: Opened) -> list[Sheet]:
    """Every sheet that holds something. Raises UnreadableFile."""
    return [sheet for sheet in every_sheet(opened) if sheet.rows]


def every_sheet(opened: Opened) -> list[Sheet]:
    """Every sheet, also those in which nothing is written. Raises UnreadableFile."""
    if opened.kind == "csv":
        rows: list[list[Raw]] = [list(row) for row in read_delimited(opened.content)]
        return [Sheet(opened.name, rows)] if rows else []
    with native_reading():
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(opened.content))
        sheets = [
            Sheet(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in workbook.sheet_names
        ]
    if opened.kind == "xlsx":
        _show_errors(sheets, opened.content)
    return sheets


def _show_errors(sheets: list[Sheet], content: bytes) -> None:
    """Put Excel's errors back in their cells, where they were given as empty."""
    errors = error_cells(content)
    for sheet in sheets:
        for row, column, shown in errors.get(sheet.name, []):
            if row < len(sheet.rows) and column < len(sheet.rows[row]):
                sheet.rows[row][column] = shown
