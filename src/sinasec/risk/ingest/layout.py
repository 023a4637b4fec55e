"""A layout is a short declaration: which columns, how they are read, what the rows mean."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl

from sinasec.risk.ingest.checks import Check
from sinasec.risk.ingest.columns import Asked, Column
from sinasec.risk.ingest.headings import bare
from sinasec.risk.ingest.raw_table import ROW, told_row
from sinasec.risk.ingest.sentences import sentence
from sinasec.spreadsheets.faults import Fault


@dataclass(frozen=True, slots=True)
class Found:
    """What a layout says of the rows as a whole: faults of the file, more checks, notes."""

    faults: tuple[Fault, ...] = ()
    checks: tuple[Check, ...] = ()
    notes: tuple[str, ...] = ()
    rows: pl.DataFrame | None = None  # the rows to go on with, when they are not all


def nothing(rows: pl.DataFrame, asked: Asked) -> Found:
    return Found()


def no_notes(rows: pl.DataFrame) -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of file that people send.

    `build`: good rows (values by key) to the rows of `dataset`. `keys`: what a row is about, to
    find those that repeat; `value`: what it says of it. `inspect`: what only shows in the rows as a
    whole. `summary`: what was read, in sentences. `years`: headers that stand for a year each in a
    wide table (a pattern with one group): they are turned into rows of `year` and `value`.
    `any_of`: keys of columns of which the file must have one.
    """

    name: str
    title: str
    dataset: str
    columns: tuple[Column, ...]
    build: Callable[[pl.DataFrame, Asked], pl.DataFrame]
    keys: tuple[str, ...] = ()
    value: tuple[str, ...] = ()
    inspect: Callable[[pl.DataFrame, Asked], Found] = nothing
    summary: Callable[[pl.DataFrame], Sequence[str]] = no_notes
    years: str = ""
    any_of: tuple[str, ...] = ()
    example: tuple[dict[str, str], ...] = field(default=())

    def is_heading(self, cells: Sequence[str]) -> bool:
        """Whether these are the headers of such a file, in any order."""
        given = {bare(cell) for cell in cells if cell}
        if self.years and not any(re.fullmatch(self.years, cell) for cell in given):
            return False
        if self.any_of and not any(given & _names(c) for c in self.columns if c.key in self.any_of):
            return False
        return all(given & _names(column) for column in self.columns if column.required)


def _names(column: Column) -> set[str]:
    return {bare(name) for name in (column.header, column.key, *column.aliases)}


def repeated(layout: Layout, rows: pl.DataFrame) -> list[Check]:
    """Rows about the same thing: repeated when they say the same, contradictory when not."""
    if not layout.keys or not rows.select(layout.keys).is_duplicated().any():
        return []
    read = pl.all_horizontal(pl.col(key).is_not_null() for key in (*layout.keys, *layout.value))
    about = pl.when(read).then(pl.struct(layout.keys))
    again = about.is_duplicated() & read
    what = ", ".join(c.header for c in layout.columns if c.key in layout.keys)
    if not layout.value:
        return [_repeats(again & ~about.is_first_distinct(), what)]
    said = pl.struct(layout.value).filter(read).n_unique().over(layout.keys)
    first = pl.col(ROW).filter(read).min().over(layout.keys)
    differs = said > 1
    return [
        _repeats(again & ~differs & (pl.col(ROW) != first), what),
        Check(
            "fila-contradictoria",
            "",
            again & differs,
            sentence(
                f"Hay otra fila con los mismos datos ({what}) y otro valor; la primera es la {{}}: "
                "deje una sola.",
                told_row(first),
            ),
        ),
    ]


def _repeats(wrong: pl.Expr, what: str) -> Check:
    says = sentence(f"La fila {{}} repite otra anterior ({what}): quítela.", told_row(pl.col(ROW)))
    return Check("fila-repetida", "", wrong, says)
