"""What a committee has to do next: the periods that run on a day, and the last day of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from sinasec.methods.law import Edition
from sinasec.methods.words import period_words
from sinasec.publications import reading

RUNNING: Final = ("pendiente", "por_vencer")


@dataclass(frozen=True, slots=True)
class Due:
    """A period that runs and is not met. `last`: its last day in time."""

    duty: str
    name: str
    breach: str
    period: str  # in words
    last: date
    counted: int
    required: int


def due_next(publication: Any, code: str, day: date) -> list[Due]:
    """Of a committee on a day, the soonest first, as the published INTERVALS say.

    Of a duty that ends before the last day of its period nothing is promised.
    """
    rows = reading.duty_intervals(publication, code).filter(
        pl.col("state").is_in(RUNNING),
        pl.col("day_from") <= day,
        pl.col("day_to") >= day,
        pl.col("due") >= day,
        pl.col("binds_to").is_null() | (pl.col("binds_to") >= pl.col("due")),
    )
    edition = reading.edition(publication)
    found = [_due(edition, row) for row in rows.iter_rows(named=True)]
    order = {duty.code: duty.order for duty in edition.duties}
    return sorted(found, key=lambda one: (one.last, order[one.duty]))


def _due(edition: Edition, row: Mapping[str, Any]) -> Due:
    duty = edition.duty(row["duty"])
    per = next(one.per for one in duty.versions if one.id == row["version"])
    words = period_words(duty.rule, per, row["period_from"], row["period_to"], row["period"])
    return Due(
        duty=duty.code,
        name=duty.name,
        breach=row["breach"],
        period=words,
        last=row["due"],
        counted=row["counted"],
        required=row["required"],
    )
