"""The stages a judged period goes through, as rows of days: a table, not a chain of ifs."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from sinasec.methods.compliance.lights import State

ONE_DAY: Final = pl.duration(days=1)

# The marks of a period (columns of the frame judged)
START = pl.col("start")  # first day with a row
SOON = pl.col("soon_from")  # first day of "por vencer"
DUE = pl.col("due")
MET = pl.col("met_on")  # day on which it was met, null if never
PAST = pl.col("memory_to")  # last day on which a late act still shows as late
END = pl.col("end")  # last day with a row

IN_TIME: Final = (MET <= DUE).fill_null(False)
LATE: Final = (MET > DUE).fill_null(False)
BEFORE_MET: Final = pl.min_horizontal(DUE, MET - ONE_DAY)
UNTIL_MET: Final = pl.min_horizontal(END, MET - ONE_DAY)
UNMET: Final = IN_TIME.not_() & pl.col("partly").not_()


@dataclass(frozen=True, slots=True)
class Stage:
    """A state, the periods that can be in it, and its first and last day."""

    state: State
    when: pl.Expr
    day_from: pl.Expr
    day_to: pl.Expr


STAGES: Final[tuple[Stage, ...]] = (
    Stage("pendiente", pl.lit(True), START, pl.min_horizontal(BEFORE_MET, SOON - ONE_DAY)),
    Stage("por_vencer", pl.lit(True), pl.max_horizontal(START, SOON), BEFORE_MET),
    Stage("cumplido", IN_TIME, MET, END),
    Stage("vencido", UNMET & pl.col("covered"), DUE + ONE_DAY, UNTIL_MET),
    Stage("sin_informacion", UNMET & pl.col("covered").not_(), DUE + ONE_DAY, UNTIL_MET),
    Stage("en_transicion", IN_TIME.not_() & pl.col("partly"), DUE + ONE_DAY, END),
    Stage("tardio", LATE, MET, pl.min_horizontal(END, PAST)),
    Stage("subsanado", LATE, PAST + ONE_DAY, END),
)

MET_STATES: Final[tuple[State, ...]] = ("cumplido", "tardio", "subsanado")
EXCUSED_AFTER_DUE: Final[frozenset[State]] = frozenset(
    {"vencido", "sin_informacion", "en_transicion", "tardio", "subsanado"}
)

STATE_TYPE: Final = pl.Enum([stage.state for stage in STAGES] + ["no_exigible"])


def stage_rows(judged: pl.DataFrame) -> pl.DataFrame:
    """ix, state, day_from, day_to for each judged period, clipped to [start, end].

    judged: ix, start, soon_from, due, met_on, memory_to, end (Date), covered, partly (Boolean).
    """
    last = pl.min_horizontal("day_to", "end")
    first = pl.max_horizontal("day_from", "start")
    return pl.concat(
        judged.lazy()
        .filter(stage.when)
        .select(
            "ix",
            "start",
            "end",
            pl.lit(stage.state, dtype=STATE_TYPE).alias("state"),
            stage.day_from.alias("day_from"),
            stage.day_to.alias("day_to"),
        )
        .select("ix", "state", day_from=first, day_to=last)
        .filter(pl.col("day_from") <= pl.col("day_to"))
        for stage in STAGES
    ).collect()


def states_on(judged: pl.DataFrame, day: date) -> dict[int, str]:
    """ix -> state on a day of a few judged periods, all at once: `stage_rows` without its rows.

    judged: as there. A period with no state that day has no entry.
    """
    today = pl.lit(day)
    held = judged.select(
        "ix",
        *(
            (
                stage.when
                & (pl.max_horizontal(stage.day_from, START) <= today)
                & (today <= pl.min_horizontal(stage.day_to, END))
            ).alias(stage.state)
            for stage in STAGES
        ),
    )
    names = held.columns
    return {
        row[0]: state
        for row in held.iter_rows()
        for state, holds in zip(names[1:], row[1:], strict=True)
        if holds
    }
