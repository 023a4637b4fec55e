"""A table inside a publication: its columns, in Spanish, its order and its files."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the package. `describes`: column -> what it is, in Spanish.

    `keys` is the order of the rows and their identity; `spoken` are the columns written by
    people, whose first character is guarded in CSV so that no spreadsheet takes it for a formula.
    `as_given`: the rows keep the order they come in, which means something.
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
