"""The tables of a package read again, plainly, row by row, from its CSV."""

import csv
import io
from collections import defaultdict
from pathlib import Path

Row = dict[str, str]


def table(folder: Path, name: str) -> list[Row]:
    return rows_of((folder / f"{name}.csv").read_text(encoding="utf-8"))


def by(column: str, rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def rows_of(text: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def on(day: str, rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["day_from"] <= day <= row["day_to"]]


def as_cell(value: object) -> str:
    """A value of JSON as a package writes it; decimals apart."""
    return "" if value is None else str(value)


def same_number(one: float | None, cell: str) -> bool:
    return cell == "" if one is None else cell != "" and one == float(cell)
