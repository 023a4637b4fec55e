"""The two tables of the index, iData and iMeta, from what was measured."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.risk.editions.elements import Element, levels
from sinasec.methods.risk.measures import Measured

GROUP: Final = "uGroup_par"  # column of iData with the kind of municipality
ERROR: Final = "ee_"  # prefix of the columns of iData with standard errors


def data_table(
    units: pl.DataFrame,
    kept: list[Element],
    measures: Mapping[str, Measured],
    evaluated: NDArray[np.bool_],
) -> pl.DataFrame:
    columns = units.select(
        uCode=pl.col("unit"), uName=pl.col("name"), **{GROUP: pl.col("peer").fill_null("")}
    )
    found = [measures[each.code] for each in kept if each.input is not None]
    codes = [each.code for each in kept if each.input is not None]
    values = {code: each.value for code, each in zip(codes, found, strict=True)}
    errors = {
        f"{ERROR}{code}": each.se
        for code, each in zip(codes, found, strict=True)
        if np.isfinite(each.se).any()
    }
    table = columns.hstack(pl.DataFrame(values | errors).fill_nan(None))
    return table.filter(evaluated)


def meta_table(kept: list[Element], measures: Mapping[str, Measured]) -> pl.DataFrame:
    height = levels((each.code, each.parent) for each in kept)
    rows = [_meta_row(each, height[each.code], measures.get(each.code)) for each in kept]
    return pl.DataFrame(rows, schema=_IMETA).sort("Level", maintain_order=True)


_IMETA: Final = pl.Schema(
    {
        "iCode": pl.String,
        "iName": pl.String,
        "Level": pl.Int32,
        "Parent": pl.String,
        "Direction": pl.Int32,
        "Weight": pl.Float64,
        "Type": pl.String,
        "Unit": pl.String,
        "StdErr": pl.String,
        "ErrorDist": pl.String,
    }
)


def _meta_row(element: Element, level: int, found: Measured | None) -> dict[str, object]:
    has_error = found is not None and bool(np.isfinite(found.se).any())
    return {
        "iCode": element.code,
        "iName": element.name,
        "Level": level,
        "Parent": element.parent or None,
        "Direction": element.direction,
        "Weight": element.weight,
        "Type": "Indicator" if found is not None else "Aggregate",
        "Unit": element.unit or None,
        "StdErr": f"{ERROR}{element.code}" if has_error else None,
        "ErrorDist": found.distribution if found is not None and has_error else None,
    }
