"""How this program reads, from the facts, the period that decides a published light.

A publication says its lights itself. Whoever explains it may be a later program, with other rules:
here the acts found, the constancias and the waivers are put through the stages of today, so that
where the outcome is another it can be said instead of shown as if it were the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

import polars as pl

from sinasec.methods.compliance.explanation.trace import Trace, met_on
from sinasec.methods.compliance.lights import LIGHT_WORDS, STATE_WORDS, Light, State
from sinasec.methods.compliance.stages import EXCUSED_AFTER_DUE, states_on
from sinasec.methods.compliance.standing import standing_state
from sinasec.methods.law import RollUp, Version

Row = dict[str, Any]
NO_SUCH_PERIOD = "no encuentra ese periodo en la norma"


@dataclass(frozen=True, slots=True)
class Found:
    """What this program finds of a period.

    `readings`: each wording it must meet, with the trace of its acts. `covered`: the register
    was declared complete. `waived`, `due_waived`: a waiver holds on the day, and on the due day.
    """

    row: Row
    version: Version
    readings: Sequence[tuple[Version, Trace]]
    covered: bool
    waived: bool
    due_waived: bool

    @property
    def met(self) -> tuple[date | None, bool]:
        """The day on which all that is asked was met, if it was; and whether only part of it is."""
        days = [met_on(trace, version, self.row["period"]) for version, trace in self.readings]
        known = [day for day in days if day is not None]
        whole = len(known) == len(days)
        return (max(known) if whole else None), bool(known) and not whole


def states_read(found: Sequence[Found], rollup: RollUp, day: date) -> list[State | None]:
    """The state of each period on a day, as this program reads it; None when it has none."""
    dated = {place: one for place, one in enumerate(found) if one.row["due"] is not None}
    standing = {place: one for place, one in enumerate(found) if one.row["due"] is None}
    read = {**_dated(dated, rollup, day), **_standing(standing)}
    return [_excused(one, cast("State | None", read.get(at))) for at, one in enumerate(found)]


MARKS = pl.Schema(
    {
        "ix": pl.UInt32,
        "start": pl.Date,
        "end": pl.Date,
        "soon_from": pl.Date,
        "due": pl.Date,
        "met_on": pl.Date,
        "memory_to": pl.Date,
        "covered": pl.Boolean,
        "partly": pl.Boolean,
    }
)


def _dated(found: dict[int, Found], rollup: RollUp, day: date) -> dict[int, str]:
    memory = timedelta(days=rollup.late_memory_days - 1)
    rows: list[tuple[Any, ...]] = []
    for place, one in found.items():
        due, (met, partly) = one.row["due"], one.met
        soon = due - timedelta(days=one.version.due_soon_days)
        remembered = met + memory if met else None
        rows.append((place, day, day, soon, due, met, remembered, one.covered, partly))
    return states_on(pl.DataFrame(rows, schema=MARKS, orient="row"), day)


def _standing(found: dict[int, Found]) -> dict[int, str]:
    rows = [(place, one.met[0] is not None, one.covered) for place, one in found.items()]
    schema = {"ix": pl.UInt32, "met": pl.Boolean, "covered": pl.Boolean}
    state = standing_state(pl.col("met"), pl.col("covered")).cast(pl.String)
    return dict(pl.DataFrame(rows, schema=schema, orient="row").select("ix", state).iter_rows())


def _excused(one: Found, state: State | None) -> State | None:
    excused = one.waived or (one.due_waived and state in EXCUSED_AFTER_DUE)
    return "no_exigible" if excused else state


def otherwise(one: Found, state: State | None, counted: int, rollup: RollUp) -> str:
    """How this program reads a row, to follow "el de hoy …"; "" when it reads what the row says.

    counted: acts it finds that count.
    """
    row = one.row
    if state is None:
        return "no le da ningún estado ese día"
    light = rollup.state_light[state]
    if (state, light) != (row["state"], row["light"]):
        said = f"{LIGHT_WORDS[cast('Light', light)]}, {STATE_WORDS[state]}".lower()
        return f"lee «{said}»"
    if min(counted, row["required"]) != row["counted"]:
        return f"cuenta {counted} de {row['required']} y no {row['counted']}"
    return ""
