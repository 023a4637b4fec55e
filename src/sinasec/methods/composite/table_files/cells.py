"""The cells of a column as codes or numbers; those that are not, as faults."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.composite.faults import TableFault

MISSING: Final = ("", "NA", "NaN", "nan", "N/A", "null")  # R writes NA
SHOWN: Final = 20  # faults of one column; the rest are counted
LARGEST: Final = 1e100  # more is an error of the file, and its powers have no number
FIRST_ROW: Final = 2  # of a spreadsheet, below the header


def texts(frame: pl.DataFrame, column: str) -> list[str]:
    """The cells of a column without blanks around; "" where missing or without such a column."""
    if column not in frame.columns:
        return [""] * frame.height
    cells = frame[column].cast(pl.String).fill_null("").str.strip_chars()
    return ["" if cell in MISSING else cell for cell in cells.to_list()]


def numbers(
    frame: pl.DataFrame, table: str, column: str, faults: list[TableFault]
) -> NDArray[np.float64]:
    """The cells of a column as float64, NaN where missing; what is not a number, a fault."""
    series = frame[column]
    if series.dtype.is_numeric():
        values = series.cast(pl.Float64).fill_null(float("nan")).to_numpy()
        wrong = np.abs(values) > LARGEST
    else:
        cells = series.cast(pl.String).fill_null("").str.strip_chars()
        empty = cells.is_in(list(MISSING)).to_numpy()
        values = cells.cast(pl.Float64, strict=False).fill_null(float("nan")).to_numpy()
        wrong = ~empty & ~(np.abs(values) <= LARGEST)
    faults += _told(series, table, column, wrong)
    return np.where(wrong, np.nan, values)


def _told(
    series: pl.Series, table: str, column: str, wrong: NDArray[np.bool_]
) -> Iterator[TableFault]:
    places = np.flatnonzero(wrong)
    for place in places[:SHOWN]:
        cell = series[int(place)]
        words = (
            f"«{cell}» no es un número que se pueda usar: escríbalo con punto decimal y sin "
            "separador de miles, o deje la celda vacía si no se sabe."
        )
        yield TableFault(table, int(place) + FIRST_ROW, column, words)
    if len(places) > SHOWN:
        more = len(places) - SHOWN
        yield TableFault(table, None, column, f"otras {more} celdas tampoco son números.")


def repeated(cells: list[str], table: str, column: str, what: str) -> Iterator[TableFault]:
    """A fault for each empty or repeated code of a column."""
    first: dict[str, int] = {}
    for row, cell in enumerate(cells, start=FIRST_ROW):
        if not cell:
            yield TableFault(table, row, column, f"falta el código {what}.")
        elif cell in first:
            words = f"el código «{cell}» ya está en la fila {first[cell]}."
            yield TableFault(table, row, column, words)
        else:
            first[cell] = row
