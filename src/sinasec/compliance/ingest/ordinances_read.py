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
    validated the proposal. `replaces`: what the ordinance leaves without effect; "" for nothing."""

    source_url: str
    approved_on: date
    plan: str
    validated_on: date | None
    replaces: str
    read_in: str
    read_on: date


@cache
def ordinances_read() -> Mapping[str, OrdinanceRead]:
    """The readings by the official address of the ordinance."""
    rows = csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())
    return {row["source_url"]: _read(row) for row in rows}


def _read(row: Mapping[str, str]) -> OrdinanceRead:
    validated = row["validated_on"]
    return OrdinanceRead(
        source_url=row["source_url"],
        approved_on=date.fromisoformat(row["approved_on"]),
        plan=row["plan"],
        validated_on=date.fromisoformat(validated) if validated else None,
        replaces=row["replaces"],
        read_in=row["read_in"],
        read_on=date.fromisoformat(row["read_on"]),
    )
