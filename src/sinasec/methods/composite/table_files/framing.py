"""Arrays of units as frames with their codes."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.composite.elements import Tree
from sinasec.methods.composite.kernels.treating import METHODS, Treated
from sinasec.methods.composite.replays.climbing import Climbed

TREATMENTS: Final = pl.Schema(
    {
        "element": pl.String,
        "skew_before": pl.Float64,
        "kurtosis_before": pl.Float64,
        "method": pl.String,
        "points": pl.Int32,
        "lambda": pl.Float64,
        "skew_after": pl.Float64,
        "kurtosis_after": pl.Float64,
        "pass": pl.Boolean,
    }
)


def by_unit(
    units: Sequence[str], codes: Sequence[str], values: NDArray[np.float64]
) -> pl.DataFrame:
    """(U, n) as uCode and a column per code; NaN becomes null."""
    columns = {
        code: pl.Series(code, np.ascontiguousarray(values[:, place])).fill_nan(None)
        for place, code in enumerate(codes)
    }
    return pl.DataFrame({"uCode": pl.Series(list(units), dtype=pl.String), **columns})


def ranks_by_unit(
    units: Sequence[str], codes: Sequence[str], ranks: NDArray[np.int32]
) -> pl.DataFrame:
    """(U, n) of places as uCode and a column per code; 0 becomes null."""
    columns = {
        code: pl.Series(code, np.ascontiguousarray(ranks[:, place])).replace(0, None)
        for place, code in enumerate(codes)
    }
    return pl.DataFrame({"uCode": pl.Series(list(units), dtype=pl.String), **columns})


def weight_table(tree: Tree, climbed: Climbed) -> pl.DataFrame:
    """iCode, Level, Parent, Weight: a row per element; the index weighs 1."""
    shares = [float(each) for level in climbed.weights for each in level] + [1.0]
    return pl.DataFrame(
        {
            "iCode": list(tree.codes),
            "Level": pl.Series([each.level for each in tree.elements], dtype=pl.Int32),
            "Parent": [each.parent for each in tree.elements],
            "Weight": pl.Series(shares, dtype=pl.Float64).fill_nan(None),
        }
    )


def treatment_table(tree: Tree, done: Treated | None) -> pl.DataFrame:
    """A row per indicator with what outlier treatment found and did; none without treatment."""
    if done is None:
        return pl.DataFrame(schema=TREATMENTS)
    columns = {
        "element": [element.code for element in tree.indicators],
        "skew_before": done.skew_before,
        "kurtosis_before": done.kurtosis_before,
        "method": np.array(METHODS)[done.method],
        "points": done.points,
        "lambda": done.lambdas,
        "skew_after": done.skew_after,
        "kurtosis_after": done.kurtosis_after,
        "pass": done.passed,
    }
    frame = pl.DataFrame(columns, schema=TREATMENTS)
    return frame.with_columns(pl.col(pl.Float64).fill_nan(None))
