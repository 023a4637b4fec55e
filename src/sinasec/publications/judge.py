"""Facts under a law, as of a day and with what was known by an instant: two tables."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import polars as pl

from sinasec.methods.law import Edition
from sinasec.methods.rollup import committee_lights
from sinasec.methods.timelines import timelines
from sinasec.publications.inputs import Inputs


@dataclass(frozen=True, slots=True)
class Result:
    """INTERVALS and COMMITTEE_LIGHTS over one horizon."""

    intervals: pl.DataFrame
    lights: pl.DataFrame


def known_by(inputs: Inputs, instant: datetime) -> Inputs:
    """Only the facts registered by `instant` (UTC without zone)."""
    known = pl.col("registered_at") <= instant
    return replace(
        inputs,
        acts=inputs.acts.filter(known),
        reviews=inputs.reviews.filter(known),
        waivers=inputs.waivers.filter(known),
        completeness=inputs.completeness.filter(known),
    )


def judge(
    edition: Edition, inputs: Inputs, *, known_at: datetime, horizon_from: date, horizon_to: date
) -> Result:
    """Judge every duty of every committee on every day of the horizon."""
    intervals = timelines(
        edition,
        inputs.committees,
        inputs.acts,
        inputs.reviews,
        inputs.waivers,
        inputs.completeness,
        known_at=known_at,
        horizon_from=horizon_from,
        horizon_to=horizon_to,
    )
    return Result(intervals, committee_lights(intervals, edition.rollup))
