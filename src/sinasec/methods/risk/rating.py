"""The rate of one indicator in every district: raw, smoothed, corrected if the edition says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.rates import (
    Estimate,
    Neighbours,
    corrected_for_reporting,
    eb_global,
    eb_spatial,
    rate_interval,
)
from sinasec.methods.risk.edition import RiskEdition
from sinasec.methods.risk.frames import RATES
from sinasec.methods.risk.shaping import shaped

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rated:
    """`value`, `se`: (U,), as they enter the index, per `rate_per` persons a year; NaN, not known.

    `table`: RATES. `treatment`: what was done, in words. `se` leaves out the error of the survey
    of a correction: it is one and the same for all districts and moves no rank.
    """

    value: Floats
    se: Floats
    table: pl.DataFrame
    treatment: str


@dataclass(frozen=True, slots=True)
class Reporting:
    """Share of victims who report, with its 95 % interval (None: the survey gives none)."""

    rate: float
    low: float | None
    high: float | None
    period: str


def rated(
    edition: RiskEdition,
    element: str,
    events: Floats,
    exposure: Floats,
    months: Floats,
    neighbours: Neighbours,
    reporting: Reporting | None,
) -> Rated:
    """events, exposure: (U,), counts and person-years; NaN where not covered. months: (U,), those
    of the window that the exposure counts.

    `reporting`: None when the edition corrects nothing or the survey does not speak of it.
    """
    level = edition.uncertainty.interval
    raw = rate_interval(events, exposure, level)
    smoothed = _smoothed(edition, events, exposure, neighbours, level)
    shown, value, se = smoothed, smoothed.value, smoothed.se
    if reporting is not None:
        told = (reporting.rate, reporting.low, reporting.high)
        shown = corrected_for_reporting(smoothed.value, *told, se=smoothed.se, level=level)
        value, se = smoothed.value / reporting.rate, smoothed.se / reporting.rate
    per = float(edition.rate_per)
    counts = {"events": events, "exposure": exposure, "months": months.astype(np.int32)}
    table = _table(element, neighbours.units, counts, raw.scaled(per), shown.scaled(per))
    return Rated(value * per, se * per, table, _words(edition.smoothing, reporting))


def _smoothed(
    edition: RiskEdition, events: Floats, exposure: Floats, neighbours: Neighbours, level: float
) -> Estimate:
    if edition.smoothing == "eb":
        return eb_global(events, exposure, level=level).estimate
    if edition.smoothing == "eb_spatial":
        return eb_spatial(events, exposure, neighbours, level=level).estimate
    return rate_interval(events, exposure, level)


def _table(
    element: str,
    units: tuple[str, ...],
    counts: Mapping[str, NDArray[Any]],
    raw: Estimate,
    shown: Estimate,
) -> pl.DataFrame:
    columns = {
        "unit": list(units),
        "element": [element] * len(units),
        **counts,
        "raw": raw.value,
        "low": raw.low,
        "high": raw.high,
        "smoothed": shown.value,
        "smoothed_low": shown.low,
        "smoothed_high": shown.high,
    }
    return shaped(pl.DataFrame(columns).fill_nan(None).drop_nulls("exposure"), RATES)


SMOOTHING_WORDS = {
    "eb": "tasa suavizada hacia la del país (bayes empírico)",
    "eb_spatial": "tasa suavizada hacia la de los distritos vecinos (bayes empírico espacial)",
    "none": "tasa sin suavizar",
}


def _words(smoothing: str, reporting: Reporting | None) -> str:
    said = SMOOTHING_WORDS[smoothing]
    if reporting is None:
        return f"{said}; hechos denunciados, sin corregir por lo que no se denuncia"
    share = f"{100 * reporting.rate:.1f}".replace(".", ",")
    return f"{said}; corregida: se denuncia el {share} % ({reporting.period})"
