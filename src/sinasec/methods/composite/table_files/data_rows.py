"""The rows of iData: a unit each, with the values that iMeta describes."""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.composite.faults import TableFault
from sinasec.methods.composite.table_files.cells import FIRST_ROW, numbers, repeated, texts
from sinasec.methods.composite.table_files.meta_rows import MetaRow

Floats = NDArray[np.float64]

TABLE: Final = "iData"
OWN: Final = ("uCode", "uName", "Time")
GROUPS: Final = "uGroup_"


def unit_faults(idata: pl.DataFrame, rows: list[MetaRow]) -> Iterable[TableFault]:
    """Faults of the units and of the columns, none of their numbers."""
    if "uCode" not in idata.columns:
        yield TableFault(TABLE, None, "uCode", "falta esta columna en la primera fila.")
    elif not idata.height:
        yield TableFault(TABLE, None, "", "la tabla está vacía: hace falta una fila por unidad.")
    else:
        yield from repeated(texts(idata, "uCode"), TABLE, "uCode", "de la unidad")
    periods = sorted(set(texts(idata, "Time")) - {""})
    if len(periods) > 1:
        words = f"hay varios períodos ({', '.join(periods[:5])}): deje las filas de uno."
        yield TableFault(TABLE, None, "Time", words)
    yield from _column_faults(idata, rows)


def _column_faults(idata: pl.DataFrame, rows: list[MetaRow]) -> Iterable[TableFault]:
    if not rows:
        return
    have = set(idata.columns)
    described = {row.code for row in rows} | {row.error for row in rows}
    for column in idata.columns:
        if column not in described and column not in OWN and not column.startswith(GROUPS):
            words = (
                f"iMeta no describe «{column}»: descríbala (Type: Other si no se usa) o quítela."
            )
            yield TableFault(TABLE, None, column, words)
    kinds = {row.code: row.kind for row in rows}
    for row in rows:
        if row.kind in ("Indicator", "Denominator", "Group") and row.code not in have:
            yield row.fault("iCode", f"iData no tiene la columna «{row.code}».")
        if row.kind == "Aggregate" and row.code in have:
            yield row.fault("iCode", f"«{row.code}» es un agregado y se calcula: quite su columna.")
        if row.denominator and kinds.get(row.denominator) != "Denominator":
            words = f"«{row.denominator}» no es un iCode de Type Denominator."
            yield row.fault("Denominator", words)
        if row.error and row.error not in have:
            yield row.fault("StdErr", f"iData no tiene la columna «{row.error}».")


def read_values(
    idata: pl.DataFrame, columns: Iterable[str], faults: list[TableFault]
) -> Mapping[str, Floats]:
    """The columns of numbers that iData has, by name."""
    return {
        column: numbers(idata, TABLE, column, faults)
        for column in dict.fromkeys(columns)
        if column in idata.columns
    }


def negative_faults(values: Mapping[str, Floats], columns: Iterable[str]) -> Iterable[TableFault]:
    """Standard errors below zero."""
    for column in dict.fromkeys(columns):
        for place in np.flatnonzero(values.get(column, np.zeros(0)) < 0):
            words = "un error estándar no es negativo."
            yield TableFault(TABLE, int(place) + FIRST_ROW, column, words)


def read_groups(idata: pl.DataFrame, rows: list[MetaRow]) -> dict[str, tuple[str, ...]]:
    """The columns of groups: those of Type Group and those named uGroup_…."""
    described = [row.code for row in rows if row.kind == "Group"]
    named = [column for column in idata.columns if column.startswith(GROUPS)]
    return {
        column: tuple(texts(idata, column))
        for column in dict.fromkeys([*described, *named])
        if column in idata.columns
    }
