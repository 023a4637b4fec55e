"""A table of an index as people have it, CSV or workbook: its cells as text, or told wrong."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Final

import polars as pl

from sinasec.index_files.file_faults import FileFault, UnusableFiles, unreadable
from sinasec.spreadsheets.apart import read_apart
from sinasec.spreadsheets.faults import UnreadableFile, column_letters
from sinasec.spreadsheets.numbers import WHOLE, AmbiguousNumber, number_in
from sinasec.spreadsheets.opening import EVERY_KIND
from sinasec.spreadsheets.sheets import Sheet
from sinasec.spreadsheets.unsafe import UnsafeFile
from sinasec.spreadsheets.values import ERRORS, Raw, Unworked, said_unworked

TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "iData": ("uCode", "uName", "Time", "uGroup_"),
    "iMeta": ("iCode", "iName", "Parent", "Type", "Unit", "Denominator", "StdErr"),
}


MAX_CELLS: Final = 400_000  # two hundred columns for every district of the country
MOST_FAULTS: Final = 200  # of a table; nobody mends more than that by hand before trying again


def read_table(path: Path, name: str) -> pl.DataFrame:
    """One table of text by itself, as a design is. Raises UnusableFiles."""
    faults: list[FileFault] = []
    table = table_of(path, name, faults)
    if table is None:
        raise UnusableFiles(faults)
    return table


def table_of(path: Path, name: str, faults: list[FileFault]) -> pl.DataFrame | None:
    """The table of a CSV or workbook, all of text; None, with its faults noted, otherwise.

    `name`: of its sheet, where a workbook has several.
    """
    try:
        _, found = read_apart(path, kinds=EVERY_KIND, max_cells=MAX_CELLS)
        sheets = [sheet for sheet in found if sheet.rows]
        if not sheets:
            raise UnreadableFile("vacio", "el archivo está vacío.")
        cells = _sheet(sheets, name).rows
        rows = _trimmed(cells)
        every = chain(_strange_faults(cells, path.name), _shape_faults(rows, path.name))
        found = _some(every, path.name)
    except (UnsafeFile, UnreadableFile) as refusal:
        found, rows = [FileFault(path.name, None, "", str(refusal))], []
    except OSError as error:
        found, rows = [unreadable(path, error)], []
    faults += found
    return None if found else _frame(rows, TEXTS.get(name, ()))


def _sheet(sheets: list[Sheet], name: str) -> Sheet:
    """The sheet called `name`; where none is, the first that can be seen."""
    seen = [each for each in sheets if not each.hidden]
    return next((each for each in sheets if each.name.lower() == name.lower()), (seen or sheets)[0])


def _some(every: Iterator[FileFault], file: str) -> list[FileFault]:
    """The first faults of a table, and that there are more, where there are."""
    found = list(islice(every, MOST_FAULTS))
    if next(every, None) is None:
        return found
    words = f"hay más faltas que estas {MOST_FAULTS}: corríjalas y vuelva a probar."
    return [*found, FileFault(file, None, "", words)]


def _trimmed(rows: list[list[Raw]]) -> list[list[str]]:
    """Cells as text, without the empty rows at the end nor the empty cells at the end of each."""
    texts = [[_text(cell) for cell in row] for row in rows]
    for row in texts:
        while row and not row[-1]:
            row.pop()
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: Raw) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return repr(cell) if isinstance(cell, float) else str(cell).strip()


def _strange_faults(rows: list[list[Raw]], file: str) -> Iterator[FileFault]:
    """Formulas without result, and what formulas could not give."""
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            where = f"columna {column_letters(place)}"
            if isinstance(cell, Unworked):
                yield FileFault(file, number, where, said_unworked(cell.formula))
            elif cell in ERRORS:
                yield FileFault(file, number, where, f"la celda muestra {cell}: escriba el dato.")


def _shape_faults(rows: list[list[str]], file: str) -> Iterator[FileFault]:
    """An empty file, a header without a name or repeated, and rows longer than the header."""
    if not rows:
        yield FileFault(file, None, "", "el archivo está vacío.")
        return
    header = rows[0]
    before: set[str] = set()
    for place, column in enumerate(header):
        if not column:
            words = f"la columna {place + 1} no tiene nombre en la primera fila."
            yield FileFault(file, 1, "", words)
        elif column in before:
            yield FileFault(file, 1, f"columna {column}", "el nombre de la columna está repetido.")
        before.add(column)
    for number, row in enumerate(rows[1:], start=2):
        if len(row) > len(header):
            words = f"tiene {len(row)} celdas y la primera fila {len(header)}: revise separadores."
            yield FileFault(file, number, "", words)


def _frame(rows: list[list[str]], texts: tuple[str, ...]) -> pl.DataFrame:
    header, *body = rows
    columns = {
        column: [row[place] if place < len(row) else "" for row in body]
        for place, column in enumerate(header)
    }
    return pl.DataFrame(
        {
            column: cells if column.startswith(texts) else [_number(cell) for cell in cells]
            for column, cells in columns.items()
        },
        schema=dict.fromkeys(header, pl.String),
    )


def _number(cell: str) -> str:
    """A number as Python writes it, however the cell does; a whole one, and the rest, as it is."""
    if re.search(WHOLE, cell):
        return cell  # a seed is no measure: of more digits than a float keeps, or without a point
    try:
        number = number_in(cell)
    except AmbiguousNumber:
        return cell
    return cell if number is None else repr(number)
