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
from sinasec.methods.risk.editions.edition import RiskEdition
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
    *,
    reported: bool,
) -> Rated:
    """events, exposure: (U,), counts and person-years; NaN where not covered. months: (U,), those
    of the window that the exposure counts.

    `reporting`: None when the edition corrects nothing or the survey does not speak of it.
    `reported`: the events are reports to the police, and not what another source counts.
    """
    level = edition.uncertainty.interval
    raw = rate_interval(events, exposure, level)
    smoothed, toward = _smoothed(edition, events, exposure, neighbours, level)
    shown, value, se = smoothed, smoothed.value, smoothed.se
    if reporting is not None:
        told = (reporting.rate, reporting.low, reporting.high)
        shown = corrected_for_reporting(smoothed.value, *told, se=smoothed.se, level=level)
        value, se, toward = (x / reporting.rate for x in (smoothed.value, smoothed.se, toward))
    per = float(edition.rate_per)
    given = {
        "events": events,
        "exposure": exposure,
        "months": months.astype(np.int32),
        "toward": toward * per,
    }
    table = _table(element, neighbours.units, given, raw.scaled(per), shown.scaled(per))
    words = _words(edition.smoothing, reporting, reported=reported)
    return Rated(value * per, se * per, table, words)


def _smoothed(
    edition: RiskEdition, events: Floats, exposure: Floats, neighbours: Neighbours, level: float
) -> tuple[Estimate, Floats]:
    """With what each rate is drawn towards: (U,), NaN when nothing is smoothed."""
    if edition.smoothing == "none":
        return rate_interval(events, exposure, level), np.full(events.size, np.nan)
    if edition.smoothing == "eb":
        found = eb_global(events, exposure, level=level)
    else:
        found = eb_spatial(events, exposure, neighbours, level=level)
    return found.estimate, found.prior_mean


def _table(
    element: str,
    units: tuple[str, ...],
    given: Mapping[str, NDArray[Any]],
    raw: Estimate,
    shown: Estimate,
) -> pl.DataFrame:
    columns = {
        "unit": list(units),
        "element": [element] * len(units),
        **given,
        "raw": raw.value,
        "low": raw.low,
        "high": raw.high,
        "smoothed": shown.value,
        "smoothed_low": shown.low,
        "smoothed_high": shown.high,
    }
    return shaped(pl.DataFrame(columns).fill_nan(None).drop_nulls("exposure"), RATES)


SMOOTHING_WORDS = {
    "eb": "tasa suavizada hacia la media de las tasas de los distritos (bayes empírico)",
    "eb_spatial": "tasa suavizada hacia la de los distritos vecinos (bayes empírico espacial)",
    "none": "tasa sin suavizar",
}


def _words(smoothing: str, reporting: Reporting | None, *, reported: bool) -> str:
    said = SMOOTHING_WORDS[smoothing]
    if not reported:
        return f"{said}; lo que registra la fuente, sin corregir por lo que no registra"
    if reporting is None:
        return f"{said}; hechos denunciados, sin corregir por lo que no se denuncia"
    share = f"{100 * reporting.rate:.1f}".replace(".", ",")
    return f"{said}; corregida: se denuncia el {share} % ({reporting.period})"
