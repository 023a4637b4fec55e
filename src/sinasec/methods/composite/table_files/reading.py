"""From the two frames as they come to validated tables, or every fault at once."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.composite.elements import Tree
from sinasec.methods.composite.faults import IndexFaults, TableFault
from sinasec.methods.composite.table_files.cells import texts
from sinasec.methods.composite.table_files.data_rows import (
    negative_faults,
    read_groups,
    read_values,
    unit_faults,
)
from sinasec.methods.composite.table_files.meta_rows import read_meta
from sinasec.methods.composite.table_files.meta_tree import tree_faults
from sinasec.methods.composite.table_files.tables import IndexTables


def read_tables(idata: pl.DataFrame, imeta: pl.DataFrame) -> IndexTables:
    """The tables of an index from COINr's iData and iMeta, of text or numbers.

    iData: uCode, optional uName, Time and uGroup_…, and a column for each indicator,
    denominator, group or standard error. iMeta: iCode, Level, Parent, Direction, Weight, Type;
    optional iName, Unit, Denominator, StdErr, ErrorDist (normal, gamma, lognormal),
    goalpost_lower, goalpost_upper. Empty cells and R's NA are sin información. Raises IndexFaults
    with all the faults of both tables.
    """
    faults: list[TableFault] = []
    rows = read_meta(imeta, faults)
    if rows:
        faults += tree_faults(rows)
    faults += unit_faults(idata, rows)
    indicators = [row for row in rows if row.kind == "Indicator"]
    errors = [row.error for row in indicators if row.error]
    divisors = [row.code for row in rows if row.kind == "Denominator"]
    values = read_values(idata, [row.code for row in indicators] + errors + divisors, faults)
    faults += negative_faults(values, errors)
    if faults:
        raise IndexFaults(faults)
    units = tuple(texts(idata, "uCode"))
    names = texts(idata, "uName")
    unknown = np.full(len(units), np.nan)
    return IndexTables(
        units=units,
        names=tuple(name or unit for name, unit in zip(names, units, strict=True)),
        tree=Tree.of(row.element() for row in rows if row.is_element),
        values=_side_by_side([values[row.code] for row in indicators]),
        errors=_side_by_side([values.get(row.error, unknown) for row in indicators]),
        denominators={code: values[code] for code in divisors},
        groups=read_groups(idata, rows),
    )


def _side_by_side(columns: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    return np.stack(columns, axis=1)
