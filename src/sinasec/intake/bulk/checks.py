"""Checks over whole columns: which rows are wrong, counted all, shown a few."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from sinasec.intake.bulk.raw_table import ROW, SHEET_ROWS, number_within
from sinasec.intake.fault_kinds import FaultKind
from sinasec.spreadsheets.faults import Fault

SHOWN: Final = 20
LETTER: Final = "letter"  # column of a cell that came from a wide table


@dataclass(frozen=True, slots=True)
class ColumnCheck:
    """`wrong`: true where the row is; `says`: the sentence, made of the row's columns.

    `column`: key of the column in which it is shown, "" for the whole row.
    """

    code: str
    column: str
    wrong: pl.Expr
    says: pl.Expr


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """All the faults of one kind: how many, and the first of them (different sentences)."""

    code: str
    kind: FaultKind
    count: int
    shown: tuple[Fault, ...]

    @property
    def blocks(self) -> bool:
        return self.kind.blocks

    @property
    def of_rows(self) -> bool:
        """Whether the rows that have it may be left out."""
        return self.kind.row

    def as_dict(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "title": self.kind.title,
            "blocks": self.blocks,
            "count": self.count,
            "shown": [fault.as_dict() for fault in self.shown],
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """`groups` by code; `out`: row numbers and code of each row with a blocking fault."""

    groups: tuple[FaultGroup, ...]
    out: pl.DataFrame


def run(
    frame: pl.DataFrame,
    checks: Iterable[ColumnCheck],
    sheets: Sequence[str],
    letters: Mapping[str, str],
    kinds: Mapping[str, FaultKind],
) -> Checked:
    """Try every check at once. `sheets`: their names, in the order of the rows.
    `letters`: key of a column -> its letter in the file. `kinds`: of the codes of the checks.
    """
    every = list(checks)
    masks = frame.select(
        check.wrong.fill_null(False).alias(str(i)) for i, check in enumerate(every)
    )
    found: dict[str, list[tuple[int, tuple[Fault, ...]]]] = {}
    out: list[pl.DataFrame] = []
    for check, mask in zip(every, masks.iter_columns(), strict=True):
        count = int(mask.sum())
        if not count:
            continue
        rows = frame.filter(mask)
        found.setdefault(check.code, []).append((count, _shown(rows, check, sheets, letters)))
        if kinds[check.code].blocks:
            out.append(rows.select(ROW, code=pl.lit(check.code)))
    groups = tuple(_group(code, kinds[code], parts) for code, parts in found.items())
    return Checked(groups, _first_reason(out))


def _group(code: str, kind: FaultKind, parts: list[tuple[int, tuple[Fault, ...]]]) -> FaultGroup:
    shown = sorted(
        (fault for _, faults in parts for fault in faults), key=lambda fault: fault.row or 0
    )
    return FaultGroup(code, kind, sum(count for count, _ in parts), tuple(shown[:SHOWN]))


def _first_reason(out: list[pl.DataFrame]) -> pl.DataFrame:
    if not out:
        return pl.DataFrame(schema={ROW: pl.UInt32, "code": pl.String})
    return pl.concat(out).unique(ROW, keep="first", maintain_order=True)


def _shown(
    rows: pl.DataFrame, check: ColumnCheck, sheets: Sequence[str], letters: Mapping[str, str]
) -> tuple[Fault, ...]:
    letter = pl.lit(letters.get(check.column, ""))
    if LETTER in rows.columns and check.column and check.column not in letters:
        letter = pl.col(LETTER)
    said = rows.lazy().select(ROW, letter.alias(LETTER), check.says.alias("says"))
    few = said.unique("says", keep="first", maintain_order=True).head(SHOWN).collect()
    return tuple(
        Fault(sheets[int(row) // SHEET_ROWS], number_within(row), column or "", check.code, says)
        for row, column, says in few.iter_rows()
    )
