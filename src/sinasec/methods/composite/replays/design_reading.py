"""From a design someone brings to the draws it asks for, noting every fault."""

from collections.abc import Callable
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.composite.audits.factors import Factor, option_text
from sinasec.methods.composite.faults import IndexFaults, TableFault
from sinasec.methods.composite.recipes.recipe import Recipe
from sinasec.methods.composite.replays.design import (
    REPLICATION,
    SEED,
    WEIGHT,
    Draws,
    option_factors,
    tree_of,
)
from sinasec.methods.composite.table_files.tables import IndexTables

TABLE: Final = "diseño"
LISTED: Final = 10  # missing replications said one by one
LARGEST: Final = 2.0**53  # a seed that a spreadsheet still writes exactly
Faults = list[TableFault]


class DesignFaults(IndexFaults):
    """The design cannot be replayed. `faults` lists everything found."""


def read_design(design: pl.DataFrame, recipe: Recipe, tables: IndexTables) -> Draws:
    """The draws of a design, in its order. Raises DesignFaults with every fault found.

    Columns may come as text (a CSV read without guessing types) or as numbers.
    """
    faults: Faults = []
    factors = option_factors(recipe)
    codes = tree_of(tables, recipe).codes
    _check_columns(design, [factor.code for factor in factors], codes, faults)
    _check_replications(design, faults)
    options = [_options(design, factor, faults) for factor in factors]
    weights = [_multipliers(design, WEIGHT + code, faults) for code in codes]
    seeds = _seeds(design, tables, faults)
    if faults:
        raise DesignFaults(faults)
    none = np.empty((design.height, 0), np.intp)
    return Draws(np.column_stack([none, *options]).astype(np.intp), np.column_stack(weights), seeds)


def _check_columns(
    design: pl.DataFrame, factors: list[str], codes: tuple[str, ...], faults: Faults
) -> None:
    known = {REPLICATION, SEED, *factors}
    for column in design.columns:
        if column.startswith(WEIGHT):
            if column.removeprefix(WEIGHT) not in codes:
                words = (
                    "no hay un elemento con ese código en el índice; corrija o quite la columna."
                )
                faults.append(TableFault(TABLE, None, column, words))
        elif column not in known:
            listed = ", ".join([*factors, f"{WEIGHT}CÓDIGO", SEED])
            words = f"no es un factor de la receta; quite la columna o use una de: {listed}."
            faults.append(TableFault(TABLE, None, column, words))


def _check_replications(design: pl.DataFrame, faults: Faults) -> None:
    """They are 1, 2, …, R, each once, in any order."""
    if REPLICATION not in design.columns:
        words = "falta la columna: numere las réplicas 1, 2, 3…"
        faults.append(TableFault(TABLE, None, REPLICATION, words))
        return
    if not design.height:
        faults.append(TableFault(TABLE, None, "", "el diseño no tiene ninguna réplica."))
        return
    words = "debe ser el número de la réplica: un entero desde 1."
    sound = _numbers(design, REPLICATION, _is_count, words, faults)
    numbers = sound[_is_count(sound)].astype(np.int64)
    seen, times = np.unique(numbers, return_counts=True)
    for number in seen[times > 1]:
        row = int(np.flatnonzero(sound == number)[1]) + 2
        faults.append(TableFault(TABLE, row, REPLICATION, f"la réplica {number} se repite."))
    gaps = int(seen.max(initial=0)) - seen.size
    if gaps:
        first = np.setdiff1d(np.arange(1, seen.size + min(gaps, LISTED) + 1), seen)
        listed = ", ".join(str(number) for number in first[:LISTED])
        more = " y otras" if gaps > LISTED else ""
        missing = "falta 1 réplica" if gaps == 1 else f"faltan {gaps} réplicas"
        words = f"{missing}: {listed}{more}."
        faults.append(TableFault(TABLE, None, REPLICATION, words))


def _options(design: pl.DataFrame, factor: Factor, faults: Faults) -> NDArray[np.intp]:
    """(R,): the place of each option; -1 all along when the column is absent."""
    if factor.code not in design.columns:
        return np.full(design.height, -1, np.intp)
    texts = [option_text(option) for option in factor.options]
    column = design[factor.code].cast(pl.String).str.strip_chars()
    places = _places(column, factor)
    for row in places.is_null().arg_true():
        said = column[row]
        start = "está vacío" if said is None else f"dice «{said}»"
        words = f"{start}; las opciones del factor son: {', '.join(texts)}."
        faults.append(TableFault(TABLE, row + 2, factor.code, words))
    return places.fill_null(-1).to_numpy().astype(np.intp)


def _places(column: pl.Series, factor: Factor) -> pl.Series:
    """The place of each option; null for what is none. Numbers are compared as numbers."""
    places = range(len(factor.options))
    if all(isinstance(each, int | float) and not isinstance(each, bool) for each in factor.options):
        numbers = [float(each) for each in factor.options]
        given = column.cast(pl.Float64, strict=False)
        return given.replace_strict(numbers, places, default=None, return_dtype=pl.Int64)
    texts = [option_text(option) for option in factor.options]
    return column.replace_strict(texts, places, default=None, return_dtype=pl.Int64)


def _multipliers(design: pl.DataFrame, column: str, faults: Faults) -> NDArray[np.float64]:
    if column not in design.columns:
        return np.ones(design.height)
    words = "debe ser un número mayor que 0: por cuánto se multiplica el peso."
    return _numbers(design, column, _is_positive, words, faults)


def _seeds(design: pl.DataFrame, tables: IndexTables, faults: Faults) -> NDArray[np.int64] | None:
    if SEED not in design.columns:
        return None
    if not (np.nan_to_num(tables.errors) > 0).any():
        words = "ningún indicador declara su error (columna StdErr de iMeta); quite la columna."
        faults.append(TableFault(TABLE, None, SEED, words))
    words = "debe ser un número entero desde 0: la semilla del error muestral."
    seeds = _numbers(design, SEED, _is_seed, words, faults)
    return np.where(_is_seed(seeds), seeds, 0).astype(np.int64)


def _numbers(
    design: pl.DataFrame,
    column: str,
    sound: Callable[[NDArray[np.float64]], NDArray[np.bool_]],
    words: str,
    faults: Faults,
) -> NDArray[np.float64]:
    """(R,) of a column; NaN, and a fault, for what is not a number or not `sound`."""
    numbers = design[column].cast(pl.Float64, strict=False).fill_null(float("nan")).to_numpy()
    faults += [
        TableFault(TABLE, int(row) + 2, column, words) for row in np.flatnonzero(~sound(numbers))
    ]
    return numbers


def _is_count(numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.isfinite(numbers) & (numbers >= 1) & (numbers == np.floor(numbers))


def _is_seed(numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
    whole = np.isfinite(numbers) & (numbers == np.floor(numbers))
    return whole & (numbers >= 0) & (numbers <= LARGEST)


def _is_positive(numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.isfinite(numbers) & (numbers > 0)
