"""What a committee has to do next: the periods that run on a day, and the last day of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

import polars as pl

from sinasec.compliance.semaforo import reading
from sinasec.methods.compliance.explanation.windows import Windows
from sinasec.methods.law import Level
from sinasec.methods.words import period_words
from sinasec.publications.models import Publication

RUNNING: Final = ("pendiente", "por_vencer")


@dataclass(frozen=True, slots=True)
class Due:
    """A period that runs and is not met. `last`: its last day in time. `confidence`: of `Norm`."""

    duty: str
    name: str
    breach: str
    period: str  # in words
    last: date
    counted: int
    required: int
    confidence: str


def due_next(publication: Publication, code: str, day: date) -> list[Due]:
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
    windows = reading.windows(publication)
    found = [_due(windows, code, row) for row in rows.iter_rows(named=True)]
    order = {duty.code: duty.order for duty in windows.edition.duties}
    return sorted(found, key=lambda one: (one.last, order[one.duty]))


def _due(windows: Windows, code: str, row: Mapping[str, Any]) -> Due:
    duty, level = windows.edition.duty(row["duty"]), cast("Level", code.partition("-")[0])
    version = next(
        one for one in duty.versions if one.id == row["version"] and level in one.bearers
    )
    steps = windows.asking(duty, version, level, row, code, row["due"]).due_steps
    words = period_words(
        duty.rule, version.per, row["period_from"], row["period_to"], row["period"]
    )
    return Due(
        duty=duty.code,
        name=duty.name,
        breach=row["breach"],
        period=words,
        last=row["due"],
        counted=row["counted"],
        required=row["required"],
        confidence=windows.confidence(code, version, windows.doubts(steps)),
    )
