"""A layout is a short declaration: which columns, how they are read, what the rows mean."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from sinasec.intake.bulk.checks import ColumnCheck
from sinasec.intake.bulk.columns import BulkColumn, FileTerms
from sinasec.intake.bulk.raw_table import ROW, told_row
from sinasec.intake.bulk.sentences import sentence
from sinasec.intake.fault_kinds import FaultKind
from sinasec.intake.headings import bare, names_of
from sinasec.intake.nearest_heading import Needs
from sinasec.spreadsheets.faults import Fault


@dataclass(frozen=True, slots=True)
class Heading:
    """Of which layout a row of cells is the heading: plain values, that a child process is told.

    `needed`: of each column that the file must have, its header and its names; `any_of`: those of
    columns of which it must have one; `years`: the pattern of one that stands for a year. Names are
    bare.
    """

    layout: str
    needed: tuple[tuple[str, frozenset[str]], ...]
    any_of: frozenset[str]
    years: str

    @property
    def needs(self) -> Needs:
        """For who sent a file without them."""
        return Needs(self.layout, self.needed)

    def fits(self, cells: Sequence[str]) -> bool:
        given = {bare(cell) for cell in cells if cell}
        if self.years and not any(re.fullmatch(self.years, cell) for cell in given):
            return False
        if self.any_of and not given & self.any_of:
            return False
        return all(given & names for _, names in self.needed)


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a layout says of the rows as a whole: faults of the file, more checks, notes."""

    faults: tuple[Fault, ...] = ()
    checks: tuple[ColumnCheck, ...] = ()
    notes: tuple[str, ...] = ()
    rows: pl.DataFrame | None = None  # the rows to go on with, when they are not all


def nothing(rows: pl.DataFrame, asked: FileTerms) -> Inspected:
    return Inspected()


def no_notes(rows: pl.DataFrame) -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class BulkLayout:
    """A kind of file that people send.

    `build`: good rows (values by key) to the rows of `dataset`. `keys`: what a row is about, to
    find those that repeat; `value`: what it says of it. `inspect`: what only shows in the rows as a
    whole. `summary`: what was read, in sentences. `years`: headers that stand for a year each in a
    wide table (a pattern with one group): they are turned into rows of `year` and `value`.
    `any_of`: keys of columns of which the file must have one. `fault_kinds`: those that its checks
    add to the common ones.
    """

    name: str
    title: str
    dataset: str
    columns: tuple[BulkColumn, ...]
    build: Callable[[pl.DataFrame, FileTerms], pl.DataFrame]
    keys: tuple[str, ...] = ()
    value: tuple[str, ...] = ()
    inspect: Callable[[pl.DataFrame, FileTerms], Inspected] = nothing
    summary: Callable[[pl.DataFrame], Sequence[str]] = no_notes
    years: str = ""
    any_of: tuple[str, ...] = ()
    example: tuple[dict[str, str], ...] = field(default=())
    fault_kinds: Mapping[str, FaultKind] = field(default_factory=dict[str, FaultKind])

    @property
    def heading(self) -> Heading:
        """What its headers must be, in any order."""
        needed = tuple((each.header, names_of(each)) for each in self.columns if each.required)
        any_of = tuple(names_of(column) for column in self.columns if column.key in self.any_of)
        return Heading(self.name, needed, frozenset[str]().union(*any_of), self.years)

    def is_heading(self, cells: Sequence[str]) -> bool:
        """Whether these are the headers of such a file, in any order."""
        return self.heading.fits(cells)


def repeated(layout: BulkLayout, rows: pl.DataFrame) -> list[ColumnCheck]:
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
        ColumnCheck(
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


def _repeats(wrong: pl.Expr, what: str) -> ColumnCheck:
    says = sentence(f"La fila {{}} repite otra anterior ({what}): quítela.", told_row(pl.col(ROW)))
    return ColumnCheck("fila-repetida", "", wrong, says)
