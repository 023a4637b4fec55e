"""What the API says of a published table, made from the table: its rows, and how to ask for them.

A column is written in one place, the `Table` of its package. Nothing here knows any of them.
"""

# A checker takes a class that is made while running for a variable, and no variable for a type.
# pyright: reportInvalidTypeForm=false

from datetime import UTC, date, datetime
from typing import Annotated, Any, Final, Literal

import polars as pl
from ninja import Field, Schema
from pydantic import BeforeValidator, create_model

from sinasec.publications.packages.table import Table
from sinasec.web.api.chosen import IsoDay

TYPES: Final[dict[Any, Any]] = {
    pl.String: str,
    pl.Boolean: bool,
    pl.Int32: int,
    pl.Int64: int,
    pl.Float64: float,
    pl.Date: date,
    pl.Datetime: datetime,
}
LONGEST: Final = 400  # letters of a value


def row(
    title: str,
    table: Table,
    /,
    *,
    only: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    base: type[Schema] = Schema,
    **more: Any,
) -> type[Schema]:
    """A row of `table`: its keys and what it always fills are there, the rest may be null.

    `only`: of its columns, if not of all; `without`: those that the answer says once for all its
    rows, or does not say. `base`: what the answer says before. `more`: what is computed for it, as
    `create_model` takes it.
    """
    columns = {
        column: (_held(table, column), said(table.describes[column]))
        for column in only or table.schema
        if column not in without
    }
    return create_model(title, __base__=base, **columns, **more)


def _held(table: Table, column: str) -> Any:
    held = words_of(table, column) or TYPES[table.schema[column].base_type()]
    return held if column in (*table.keys, *table.filled) else held | None


def words_of(table: Table, column: str) -> Any:
    """A type of all that the column may say; None of one that says anything."""
    return Literal[table.words[column]] if column in table.words else None


def said(description: str) -> Any:
    return Field(description=description)


def instants(frame: pl.DataFrame) -> pl.DataFrame:
    """The same with its instants in UTC said to be so, as JSON needs."""
    return frame.with_columns(pl.col(pl.Datetime).dt.replace_time_zone("UTC"))


def _instant(value: Any) -> Any:
    """As the answers write it; kept without a zone, as the tables have it."""
    try:
        found = datetime.fromisoformat(str(value))
        if found.tzinfo is not None:
            return found.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):  # no instant, or one before the first year in UTC
        pass
    raise ValueError("escriba el instante como lo dan las filas: 2026-11-02T15:00:00Z")


def _whole(bits: int) -> Any:
    return Annotated[int, Field(ge=-(2 ** (bits - 1)), le=2 ** (bits - 1) - 1)]


ASKED: Final[dict[Any, Any]] = {
    pl.String: Annotated[str, Field(max_length=LONGEST)],
    pl.Boolean: bool,
    pl.Int32: _whole(32),
    pl.Int64: _whole(64),
    pl.Float64: Annotated[float, Field(allow_inf_nan=False)],
    pl.Date: IsoDay,
    pl.Datetime: Annotated[datetime, BeforeValidator(_instant)],
}


def filters(table: Table) -> dict[str, Any]:
    """Each key of `table` as a parameter: the exact value of the rows asked for."""
    return {
        column: (
            (words_of(table, column) or ASKED[table.schema[column].base_type()]) | None,
            Field(None, description=f"{table.describes[column]}. Solo las filas que lo dicen así."),
        )
        for column in table.keys
    }
