"""One table, one sequence of bytes: the fixed dialects in which a publication is written.

CSV: UTF-8, comma, LF, header, ISO dates, UTC instants ending in Z, null as an empty cell, empty
text as "". A number with decimals is rounded to ten significant digits and written in the
shortest way, so that the last bits of an addition, which depend on the machine, do not show;
one that is not known (NaN) is null. Text written by people that begins like a formula is preceded
by an apostrophe, and so is text that begins with one, so that reading undoes exactly what writing
did. Parquet: zstd, fixed row groups, no timestamps; its bytes also depend on the library's
version, which the package records.
"""

import io
from collections.abc import Collection
from pathlib import Path
from typing import Final

import polars as pl

from sinasec.publications.packages.table import Table

INSTANT: Final = "%Y-%m-%dT%H:%M:%S%.6fZ"
DIGITS: Final = 10  # significant digits of a number with decimals
PARQUET_ROWS: Final = 32_768
PARQUET_LIBRARY: Final = f"polars {pl.__version__}"
_FORMULA_STARTS: Final = r"^[=+\-@\t\r\n'|%]"


class UnreadableTable(ValueError):
    """A table of a package does not have the columns or values that its schema says."""


class UnwritableTable(ValueError):
    """A table holds what none may (a number without end), or what its `Table` rules out."""


def in_order(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with the table's columns and types, its rows in the one order there is.

    A table `as_given` keeps the order of its rows.
    Raises `UnwritableTable` for an infinite number.
    """
    rest = [name for name in table.schema if name not in table.keys]
    columns = frame.select(pl.col(name).cast(kind) for name, kind in table.schema.items())
    decimals = [name for name, kind in table.schema.items() if kind == pl.Float64]
    rounded = columns.with_columns(_rounded(table, columns[name]) for name in decimals)
    if table.as_given:
        return rounded.rechunk()
    return rounded.sort(*table.keys, *rest, nulls_last=False).rechunk()


def rounded(value: float) -> float:
    """The nearest number with ten significant digits; zero has no sign."""
    return float(f"{value:.{DIGITS - 1}e}") + 0.0


def check_declared(table: Table, frame: pl.DataFrame) -> None:
    """Raises `UnwritableTable` where a column lacks what it always says, or says another word."""
    for name in table.filled:
        if frame[name].has_nulls():
            raise UnwritableTable(f"{table.path}: la columna «{name}» tiene una celda vacía.")
    for name, words in table.words.items():
        strange = set(frame[name].drop_nulls().unique()) - set(words)
        if strange:
            raise UnwritableTable(
                f"{table.path}: la columna «{name}» dice «{min(strange)}», que no es una de sus "
                f"palabras: {', '.join(word for word in words if word)}."
            )


def csv_bytes(table: Table, frame: pl.DataFrame) -> bytes:
    """`frame` (already in order) as canonical CSV."""
    spoken = pl.col(list(table.spoken)) if table.spoken else None
    guarded = frame if spoken is None else frame.with_columns(_guarded(spoken))
    return guarded.write_csv(datetime_format=INSTANT).encode()


def read_csv(table: Table, data: bytes) -> pl.DataFrame:
    """The frame that `csv_bytes` wrote. Raises `UnreadableTable` with a sentence."""
    header = data.split(b"\n", 1)[0].decode(errors="replace").split(",")
    if header != list(table.schema):
        raise UnreadableTable(
            f"{table.path}.csv: las columnas son «{', '.join(header)}» y deben ser "
            f"«{', '.join(table.schema)}»."
        )
    try:
        raw = pl.read_csv(io.BytesIO(data), schema=dict.fromkeys(table.schema, pl.String))
        return raw.select(_parsed(table, name, kind) for name, kind in table.schema.items())
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        raise UnreadableTable(f"{table.path}.csv no se puede leer: {error}") from error


def scan_csv(table: Table, had: Collection[str], path: Path) -> pl.LazyFrame:
    """What `csv_bytes` wrote, read as its rows are asked for; `had`: the columns of that file.

    Those of `table` among them, in its order. What cannot be read is an error of Polars then.
    """
    raw = pl.scan_csv(path, schema=dict.fromkeys(had, pl.String))
    known = ((name, kind) for name, kind in table.schema.items() if name in had)
    return raw.select(_parsed(table, name, kind) for name, kind in known)


def parquet_bytes(frame: pl.DataFrame) -> bytes:
    """`frame` (already in order) as Parquet."""
    buffer = io.BytesIO()
    frame.write_parquet(
        buffer,
        compression="zstd",
        compression_level=3,
        statistics=True,
        row_group_size=PARQUET_ROWS,
    )
    return buffer.getvalue()


def _rounded(table: Table, column: pl.Series) -> pl.Series:
    known = column.fill_nan(None).to_list()
    values = [None if value is None else rounded(value) for value in known]
    written = pl.Series(column.name, values, pl.Float64)
    if written.is_infinite().any():
        raise UnwritableTable(
            f"{table.path}: la columna «{column.name}» tiene un número infinito, que no se puede "
            "publicar. Revise los datos de entrada y la receta."
        )
    return written


def _guarded(spoken: pl.Expr) -> pl.Expr:
    return (
        pl.when(spoken.str.contains(_FORMULA_STARTS)).then(pl.lit("'") + spoken).otherwise(spoken)
    ).name.keep()


def _parsed(table: Table, name: str, kind: pl.DataType) -> pl.Expr:
    text = pl.col(name)
    if name in table.spoken:
        return text.str.strip_prefix("'")
    if kind == pl.Date:
        return text.str.to_date("%Y-%m-%d")
    if kind == pl.Datetime("us"):
        return text.str.to_datetime(INSTANT, time_unit="us")
    if kind == pl.Boolean:
        return text.replace_strict({"true": True, "false": False}, return_dtype=pl.Boolean)
    return text.cast(kind)
