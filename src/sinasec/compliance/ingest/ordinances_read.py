"""What was read in the text of an ordinance, where the list of them does not say it.

`ordenanzas_leidas.csv` says of each, by its official address, in which copy and on which day it
was read. The list has only days of publication, and a blank where its program found no period.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

TABLE: Final = files("sinasec.compliance.ingest") / "ordenanzas_leidas.csv"


@dataclass(frozen=True, slots=True)
class OrdinanceRead:
    """`approved_on`: the day of the council's vote. `validated_on`: that on which the committee had
    validated the proposal. `replaces`: what the ordinance leaves without effect; "" for nothing.
    `rules_from`: the first day on which it rules, where its text gives it. `earlier_effect`: the
    day to which it says that its effect goes back."""

    source_url: str
    approved_on: date
    plan: str
    validated_on: date | None
    replaces: str
    rules_from: date | None
    earlier_effect: date | None
    read_in: str
    read_on: date


@cache
def ordinances_read() -> Mapping[str, OrdinanceRead]:
    """The readings by the official address of the ordinance."""
    rows = csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())
    return {row["source_url"]: _read(row) for row in rows}


def _read(row: Mapping[str, str]) -> OrdinanceRead:
    return OrdinanceRead(
        source_url=row["source_url"],
        approved_on=date.fromisoformat(row["approved_on"]),
        plan=row["plan"],
        validated_on=_day(row["validated_on"]),
        replaces=row["replaces"],
        rules_from=_day(row["rules_from"]),
        earlier_effect=_day(row["earlier_effect"]),
        read_in=row["read_in"],
        read_on=date.fromisoformat(row["read_on"]),
    )


def _day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None
