"""Facts under a law, as of a day and with what was known by an instant: what is published."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import polars as pl

from sinasec.compliance.semaforo.inputs import Inputs
from sinasec.methods.compliance.explanation.constancias import constancias
from sinasec.methods.compliance.facts import known
from sinasec.methods.compliance.rollup import committee_lights_of, duty_lights
from sinasec.methods.compliance.since import OF_COMMITTEE, OF_DUTY, with_light_from
from sinasec.methods.compliance.timelines import timelines_with_windows
from sinasec.methods.law import Edition


@dataclass(frozen=True, slots=True)
class Result:
    """INTERVALS, DUTY_LIGHTS, COMMITTEE_LIGHTS and CONSTANCIAS over one horizon.

    Both lights have `light_from` besides (see `methods/since.py`).
    """

    intervals: pl.DataFrame
    duties: pl.DataFrame
    lights: pl.DataFrame
    constancias: pl.DataFrame


def known_by(inputs: Inputs, instant: datetime) -> Inputs:
    """Only the facts registered by `instant` (UTC without zone)."""
    acts = known(inputs.acts, instant)
    return replace(
        inputs,
        acts=acts,
        reviews=known(inputs.reviews, instant),
        waivers=known(inputs.waivers, instant),
        completeness=known(inputs.completeness, instant),
        evidence=inputs.evidence.join(acts, on="act_id", how="semi"),
    )


def judge(
    edition: Edition, inputs: Inputs, *, known_at: datetime, horizon_from: date, horizon_to: date
) -> Result:
    """Judge every duty of every committee on every day of the horizon."""
    rows = timelines_with_windows(
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
    declared = known(inputs.completeness, known_at)
    duties = duty_lights(rows, edition.rollup)
    return Result(
        rows.drop("opens"),
        with_light_from(duties, OF_DUTY),
        with_light_from(committee_lights_of(duties, edition.rollup), OF_COMMITTEE),
        constancias(edition, rows, inputs.committees, declared),
    )
