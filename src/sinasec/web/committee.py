"""What a committee's page, its API answer and its PDF share, read from one publication."""

from datetime import date
from typing import Any

import polars as pl

from sinasec.committees.registry import answering_for
from sinasec.publications import reading
from sinasec.publications.models import Publication
from sinasec.territories import reference
from sinasec.territories.reference import UnitRow
from sinasec.web import yearline


def unit(publication: Publication, code: str) -> dict[str, Any] | None:
    """The row of COMMITTEES, or None when the publication has no such committee."""
    found = reading.units(publication).filter(pl.col("committee") == code)
    return found.row(0, named=True) if found.height else None


def exists(row: dict[str, Any], day: date) -> bool:
    return row["valid_from"] <= day and (row["valid_to"] is None or day <= row["valid_to"])


def capital(row: dict[str, Any], day: date) -> UnitRow | None:
    """The capital of the province, where that day its committee acts too; None for no province."""
    if row["level"] != "COPROSEC":
        return None
    province = row["committee"].removeprefix("COPROSEC-")
    found = reference.by_code()[reference.capital_of(province)]
    return found if answering_for(found.code, day) == row["committee"] else None


def year_rows(publication: Publication, code: str, day: date) -> list[yearline.Row]:
    """The bars of the calendar year of `day`, in the order of the law."""
    edition = reading.edition(publication)
    stretches = reading.duty_intervals(publication, code)
    duties = sorted(edition.duties, key=lambda duty: duty.order)
    return yearline.rows(
        reading.duty_lights(publication, code),
        stretches,
        {duty.code: duty.name for duty in duties},
        day.year,
        day,
    )
