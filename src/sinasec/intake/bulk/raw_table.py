"""Rows of text under their headers, each with the number that Excel gives it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from sinasec.intake.headings import WITHIN
from sinasec.intake.nearest_heading import HeadingRow, Needs, nearest_told
from sinasec.spreadsheets.faults import UnreadableFile
from sinasec.spreadsheets.numbers import TWO_WAYS

NO_HEADING: Final = "columnas-desconocidas"  # code of the refusal
ROW: Final = "row"
SHEET_ROWS: Final = 2**21  # numbers of rows set aside for each sheet of a workbook

# Whether a row of cells is the heading that is looked for.
IsHeading = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True)
class RawTable:
    """`frame`: column `row` (Excel's number) and one column of text per header, named "0", "1", …

    Blank cells are null. `long`: rows with more cells than headers. `cut`: the last row, when the
    file ends in the middle of it. `sheets`: those read, one under the other; the rows of the second
    are numbered from SHEET_ROWS on, of the third from twice that. `typed`: its numbers came as
    numbers, written here with a decimal point, so that nobody has to say which mark they bear.
    """

    sheets: tuple[str, ...]
    headers: tuple[str, ...]
    frame: pl.DataFrame
    notes: tuple[str, ...] = ()
    long: tuple[int, ...] = ()
    cut: int | None = None
    typed: bool = False

    @property
    def sheet(self) -> str:
        """The first sheet, "" of a file that has none."""
        return self.sheets[0]


def clean(frame: pl.DataFrame) -> pl.DataFrame:
    """Without blanks around, and null where nothing is left. Most files need none of it."""
    cell = pl.all()
    bare = cell.str.strip_chars()
    to_do = (cell.str.len_bytes() != bare.str.len_bytes()) | (cell.str.len_bytes() == 0)
    if not any(frame.select(to_do.any()).row(0)):
        return frame
    return frame.select(pl.when(bare != "").then(bare))


def positional(frame: pl.DataFrame) -> pl.DataFrame:
    """Its columns named by their place: "0", "1", …"""
    return frame.rename(dict(zip(frame.columns, map(str, range(frame.width)), strict=True)))


def numbered(frame: pl.DataFrame, first: int) -> pl.DataFrame:
    """With the number of each row, and without those in which nothing is written."""
    numbered = frame.with_row_index(ROW, offset=first)
    return numbered.filter(~pl.all_horizontal(pl.exclude(ROW).is_null()))


def number_within(row: int) -> int:
    """The number that Excel gives to a row, in its own sheet."""
    return row % SHEET_ROWS


def told_row(row: pl.Expr) -> pl.Expr:
    """How a row is named in a sentence; one of another sheet than the first says which."""
    number = (row % SHEET_ROWS).cast(pl.String)
    place = (row // SHEET_ROWS + 1).cast(pl.String)
    other = pl.concat_str(number, pl.lit(" de la hoja leída n.º "), place)
    return pl.when(row < SHEET_ROWS).then(number).otherwise(other)


def typed_number(number: float) -> str:
    """A number that came as such, so written that it can be read in one way only."""
    if number.is_integer():
        return str(int(number))
    text = repr(number)
    return f"{text}0" if re.search(TWO_WAYS, text) else text


def no_heading(rows: Iterable[HeadingRow], wanted: Sequence[Needs]) -> UnreadableFile:
    """The refusal of a file that is of none of the layouts `wanted`. `rows`: its first ones."""
    nearest = nearest_told(rows, wanted)
    return UnreadableFile(
        NO_HEADING,
        f"No se encontró la fila de encabezados entre las primeras {WITHIN}. "
        f"{nearest}{' ' if nearest else ''}Corríjalos, use la plantilla («sinasec data template») "
        "o diga el formato con --layout, o en «Formato» si usa la mesa de trabajo.",
    )
