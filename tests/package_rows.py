"""The tables of a package read again, plainly, row by row, from its CSV."""

import csv
import io
from collections import defaultdict
from datetime import date, timedelta
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


def shown_by(row: Row) -> str:
    """What a reader sees of a light of a duty or of a committee: gris is two."""
    if row["light"] != "gris":
        return row["light"]
    unknown = row["state"] == "sin_informacion" if "state" in row else row["n_gris"] != "0"
    return "sin_informacion" if unknown else "no_exigible"


def slow_since(rows: list[Row], day: date) -> date:
    """First day of what a light shows on a day on which it has a row, without a break."""
    return _end(rows, day, -timedelta(days=1))


def slow_until(rows: list[Row], day: date) -> date:
    """Last day of the same."""
    return _end(rows, day, timedelta(days=1))


def _end(rows: list[Row], day: date, step: timedelta) -> date:
    """Of the rows of one light, a day at a time while a reader sees the same."""

    def seen(asked: date) -> list[str]:
        return [shown_by(row) for row in on(asked.isoformat(), rows)]

    shown = seen(day)
    while shown and seen(day + step) == shown:
        day += step
    return day


def as_cell(value: object) -> str:
    """A value of JSON as a package writes it; decimals apart."""
    return "" if value is None else str(value)


def same_number(one: float | None, cell: str) -> bool:
    return cell == "" if one is None else cell != "" and one == float(cell)
