"""From an opened file to a `MatrixBook`: openpyxl for .xlsx, calamine for .xls and .ods."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import count
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from sinasec.plans.cells import ColourRule, MatrixBook, MatrixCell, MatrixSheet, SheetArea
from sinasec.spreadsheets.faults import UnreadableFile
from sinasec.spreadsheets.opening import Opened
from sinasec.spreadsheets.sheets import Corners, every_sheet, merged_areas
from sinasec.spreadsheets.sheets import Sheet as RawSheet
from sinasec.spreadsheets.unsafe import UnsafeFile
from sinasec.spreadsheets.values import Percent, Raw, Serial, Unworked

_BROKEN: Final = (
    AttributeError,
    IndexError,
    InvalidFileException,
    KeyError,
    OSError,
    OverflowError,
    ParseError,
    RecursionError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
DAMAGED: Final = (
    "El libro está dañado o fue hecho por un programa que no sigue el formato: ábralo en Excel, "
    "guárdelo de nuevo como .xlsx y vuelva a enviarlo."
)


def read_book(opened: Opened) -> MatrixBook:
    """Every cell of every sheet. Raises UnsafeFile when the file cannot be understood."""
    if opened.kind == "xlsx":
        formulas = load(opened.content, values=False)
        values = load(opened.content, values=True)
        lookups = count()
        return MatrixBook(
            tuple(_sheet(each, values, lookups) for each in formulas.worksheets), True
        )
    return _values_only(opened)


def load(content: bytes, *, values: bool, rich_text: bool = False) -> Workbook:
    """openpyxl's workbook, quietly; formulas, or their saved results.

    `rich_text`: keep words in bold inside a cell, for a workbook that will be saved again.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return load_workbook(io.BytesIO(content), data_only=values, rich_text=rich_text)
        except _BROKEN as error:
            raise UnsafeFile("danado", DAMAGED) from error


def _sheet(sheet: Worksheet, values: Workbook, lookups: Iterator[int]) -> MatrixSheet:
    given: Any = sheet
    saved: Any = values[sheet.title]
    cells = {}
    for (row, column), cell in sheet._cells.items():
        if cell.value is None:
            continue
        formula = _formula(cell.value) if cell.data_type == "f" else None
        value: Any = (saved if formula else given)._cells[row, column].value
        cells[row, column] = MatrixCell(row, column, value, formula, cell.number_format)
    return MatrixSheet(
        name=sheet.title,
        cells=cells,
        merges=tuple(_area(each) for each in sheet.merged_cells.ranges),
        colours=_colours(sheet),
        hidden=sheet.sheet_state != "visible",
        lookups=lookups,
    )


def _formula(value: object) -> str:
    return str(value.text if isinstance(value, ArrayFormula) else value)


def _area(bounds: Any) -> SheetArea:
    return SheetArea(bounds.min_row, bounds.min_col, bounds.max_row, bounds.max_col)


def _colours(sheet: Worksheet) -> tuple[ColourRule, ...]:
    return tuple(
        ColourRule(
            areas=tuple(_area(each) for each in block.sqref.ranges),
            kind=rule.type,
            operator=rule.operator or "",
            limits=tuple(str(each) for each in rule.formula),
            colour=_fill(rule),
        )
        for block in sheet.conditional_formatting
        for rule in block.rules
    )


def _fill(rule: Any) -> str:
    fill = rule.dxf.fill if rule.dxf is not None else None
    colour = fill.bgColor.rgb if fill is not None else ""
    return colour if isinstance(colour, str) else ""


def _values_only(opened: Opened) -> MatrixBook:
    try:
        merged = merged_areas(opened)
        return MatrixBook(
            tuple(_plain_sheet(sheet, merged) for sheet in every_sheet(opened)), False
        )
    except (UnreadableFile, ValueError) as error:
        raise UnsafeFile("danado", DAMAGED) from error


def _plain_sheet(sheet: RawSheet, merged: Mapping[str, Sequence[Corners]]) -> MatrixSheet:
    cells = {
        (row, column): _plain_cell(row, column, value)
        for row, values in enumerate(sheet.rows, 1)
        for column, value in enumerate(values, 1)
        if value != ""
    }
    merges = tuple(
        SheetArea(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in merged[sheet.name]
    )
    return MatrixSheet(name=sheet.name, cells=cells, merges=merges, hidden=sheet.hidden)


def _plain_cell(row: int, column: int, value: Raw) -> MatrixCell:
    if isinstance(value, Unworked):
        return MatrixCell(row, column, None, value.formula)
    if isinstance(value, Percent):
        return MatrixCell(row, column, value.value, number_format="0%")
    if isinstance(value, Serial):
        return MatrixCell(row, column, value.number)
    return MatrixCell(row, column, str(value) if isinstance(value, timedelta) else value)
