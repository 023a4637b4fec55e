"""How the cells of a column are read, all at once, and what can be wrong with them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from sinasec.intake.bulk.checks import ColumnCheck
from sinasec.intake.bulk.sentences import sentence
from sinasec.intake.columns import Column
from sinasec.spreadsheets.numbers import Mark
from sinasec.spreadsheets.values import ERRORS, SAYS_UNWORKED, UNWORKED
from sinasec.territories.locating import Borders

FindBorders = Callable[[], Borders | None]  # asked for only by the layouts that need them


def no_borders() -> Borders | None:
    return None


@dataclass(frozen=True, slots=True)
class FileTerms:
    """What whoever loads the file says of it, and the day on which it is loaded."""

    today: date
    year: int | None = None  # of data that do not say theirs
    decimal: Mark = ""  # the decimal mark of a file of text, when it is known
    series: str = ""  # which of the sources of a file that holds several
    borders: FindBorders = no_borders  # of the districts, for points that do not say theirs


@dataclass(frozen=True, slots=True)
class CellKind:
    """`value`: from the text to the value, null where it cannot be read. `checks`: what is wrong.

    Both take expressions of the text (blank is null) and what is said of the file; checks also
    the value.
    """

    value: Callable[[pl.Expr, FileTerms], pl.Expr]
    checks: Callable[["BulkColumn", FileTerms], list[ColumnCheck]]


BulkColumn = Column[CellKind]  # its cells' text is in the frame as `raw(key)`, their value as `key`


def raw(key: str) -> pl.Expr:
    return pl.col(raw_name(key))


def raw_name(key: str) -> str:
    return f"raw:{key}"


def checks_of(column: BulkColumn, asked: FileTerms) -> list[ColumnCheck]:
    """Everything that can be wrong with the cells of a column."""
    text = raw(column.key)
    error = ColumnCheck(
        "celda-con-error",
        column.key,
        text.str.contains("^(#|Err:)") & text.is_in(sorted(ERRORS)),
        sentence(
            "{}: la celda muestra {}; escriba el dato en lugar de la fórmula.",
            pl.lit(column.header),
            text,
        ),
    )
    blank = ColumnCheck(
        "dato-obligatorio",
        column.key,
        text.is_null(),
        pl.lit(f"{column.header}: falta; escríbalo."),
    )
    unworked = ColumnCheck(
        UNWORKED,
        column.key,
        _is_formula(text),
        sentence(f"{column.header}: {SAYS_UNWORKED}", text.str.head(_LONGEST)),
    )
    own = [] if column.blank else [blank]
    return [error, unworked, *own, *column.reads.checks(column, asked)]


_LONGEST: Final = 40


def _is_formula(text: pl.Expr) -> pl.Expr:
    """A formula that came as such: from a workbook that has no result for it, or in a CSV."""
    return text.str.contains("^(of:|oooc:|msoxl:)?=")


def unread(column: BulkColumn, code: str, says: str) -> ColumnCheck:
    """A cell that says something which is not a value; `says` has `{}` for its text."""
    text = raw(column.key)
    told = text.is_in(sorted(ERRORS)) | _is_formula(text)
    wrong = text.is_not_null() & pl.col(column.key).is_null() & ~told
    return ColumnCheck(code, column.key, wrong, sentence(f"{column.header}: {says}", text))
