"""A table inside a publication: its columns, in Spanish, its order and its files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import polars as pl

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the package. `describes`: column -> what it is, in Spanish.

    `keys` is the order of the rows and their identity; `spoken` are the columns written by
    people, whose first character is guarded in CSV so that no spreadsheet takes it for a formula.
    `as_given`: the rows keep the order they come in, which means something. `filled`: columns
    besides the keys that every row fills. `words`: column -> all that it may say; what was
    published before holds the words of then, so that a list only grows.
    """

    name: str
    path: str  # without suffix
    title: str
    schema: pl.Schema
    keys: tuple[str, ...]
    describes: dict[str, str]
    formats: tuple[str, ...] = ("csv",)
    spoken: tuple[str, ...] = ()
    unique: bool = True
    as_given: bool = False
    filled: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


def with_every_column(table: Table, frame: Frame) -> Frame:
    """Rows of a table of any age with the columns it has today: one that came later is null."""
    had = frame.collect_schema()
    came_later = [
        pl.lit(None, kind).alias(name) for name, kind in table.schema.items() if name not in had
    ]
    return frame.with_columns(came_later).select(list(table.schema))
