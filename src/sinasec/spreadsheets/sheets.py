"""The sheets of a workbook or CSV as rows of raw values, counted as Excel counts them."""

import io
from dataclasses import dataclass
from typing import cast

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from sinasec.spreadsheets.cells.marks import BookMarks, put
from sinasec.spreadsheets.cells.ods import ods_marks
from sinasec.spreadsheets.cells.xls import xls_marks
from sinasec.spreadsheets.cells.xlsx import xlsx_marks
from sinasec.spreadsheets.delimited import read_delimited
from sinasec.spreadsheets.native import native_reading
from sinasec.spreadsheets.opening import Opened
from sinasec.spreadsheets.values import Percent, Raw, Serial, Unworked

__all__ = ["CELLS", "Corners", "Raw", "Sheet", "every_sheet", "merged_areas", "read_sheets"]

# First and last (row, column) of a rectangle, from 0.
Corners = tuple[tuple[int, int], tuple[int, int]]
CELLS = (Percent, Unworked, Serial)  # what rows may hold beside plain values


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows[0]` is row 1 and `rows[0][0]` is cell A1; an empty cell is "".

    `hidden`: who opens the workbook does not see the sheet. `hidden_rows` (from 1, as Excel
    counts) and `hidden_columns` (from 0) are those of a filter, or hidden by hand.
    """

    name: str
    rows: list[list[Raw]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


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
        held = [
            (each.name, each.visible == SheetVisibleEnum.Visible, _rows(workbook, each.name))
            for each in workbook.sheets_metadata
        ]
    return _marked(held, _marks(opened, [name for name, _, _ in held]))


def merged_areas(opened: Opened) -> dict[str, list[Corners]]:
    """Of a workbook: name of each sheet -> its merged cells. Raises UnreadableFile."""
    with native_reading():
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(opened.content))
        return {
            name: list(workbook.get_sheet_by_name(name).merged_cell_ranges or ())
            for name in workbook.sheet_names
        }


def _rows(workbook: CalamineWorkbook, name: str) -> list[list[Raw]]:
    return cast(list[list[Raw]], workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))


def _marks(opened: Opened, names: list[str]) -> BookMarks:
    if opened.kind == "xlsx":
        return xlsx_marks(opened.content, names)
    return ods_marks(opened.content) if opened.kind == "ods" else xls_marks(opened.content)


def _marked(held: list[tuple[str, bool, list[list[Raw]]]], book: BookMarks) -> list[Sheet]:
    """The sheets with their marks put where their cells are."""
    sheets: list[Sheet] = []
    for place, (name, visible, rows) in enumerate(held):
        if place >= len(book.sheets):
            sheets.append(Sheet(name, rows, not visible))
            continue
        marks = book.sheets[place]
        put(rows, marks.cells)
        hidden = frozenset(each + 1 for each in marks.hidden_rows.before(len(rows)))
        columns = marks.hidden_columns.before(max(map(len, rows), default=0))
        sheets.append(Sheet(name, rows, not visible, hidden, columns))
    if book.since_1904:
        for sheet in sheets:
            _since_1904(sheet.rows)
    return sheets


def _since_1904(rows: list[list[Raw]]) -> None:
    """A bare number of such a book may be a day, and then it is not the day it would be today."""
    for row in rows:
        for place, held in enumerate(row):
            if isinstance(held, (int, float)) and not isinstance(held, bool):
                row[place] = Serial(float(held))
