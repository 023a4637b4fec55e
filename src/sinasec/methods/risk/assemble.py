"""From inputs to the two tables of the index: who is evaluated, with what values and errors."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.rates import Neighbours, best_neighbours
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.editions.elements import Element
from sinasec.methods.risk.frames import RATES
from sinasec.methods.risk.index_tables import data_table, meta_table
from sinasec.methods.risk.judged_units import judged_units
from sinasec.methods.risk.measures import Around, Measured, by_year, lived_in, measured
from sinasec.methods.risk.values import RiskInputs
from sinasec.methods.risk.windows import Window, coverage, window_of

Floats: TypeAlias = NDArray[np.float64]

FEWEST: Final = 3  # districts that can be put in order


class NothingToMeasure(ValueError):
    """No district or no indicator is left; the sentence says what to load."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """`idata`, `imeta`: the two tables, with the evaluated districts and available indicators.

    `units`: UNITS, every district in the order of its code. `rates`: RATES.
    `measures`: element -> what was measured, those not available too.
    """

    idata: pl.DataFrame
    imeta: pl.DataFrame
    units: pl.DataFrame
    rates: pl.DataFrame
    measures: Mapping[str, Measured]
    neighbours: Neighbours
    window: Window


def assemble(edition: RiskEdition, inputs: RiskInputs, year: int) -> Assembled:
    """Raises NotLoaded (no reports of that year) or NothingToMeasure."""
    window = window_of(inputs.reports, year, edition.window)
    covered = coverage(inputs.reports, edition.missing_months)
    units = judged_units(edition, inputs, year, window, covered)
    evaluated = (units["state"] == "evaluado").to_numpy()
    counted = by_year(covered, units["unit"].to_list(), window, "counted")
    around = Around(
        edition=edition,
        inputs=inputs,
        year=year,
        window=window,
        events=_events(inputs.reports, window),
        counted=counted,
        lived=_lived(counted, inputs, units, window, evaluated),
        neighbours=_neighbours(edition, inputs, units),
        population=units["population"].cast(pl.Float64).fill_null(np.nan).to_numpy(),
        evaluated=evaluated,
    )
    measures = {
        each.code: measured(each, each.input, around)
        for each in edition.indicators
        if each.input is not None
    }
    kept = available(edition, measures)
    if not kept:
        raise NothingToMeasure("Ningún indicador de la edición tiene datos: cargue al menos uno.")
    if evaluated.sum() < FEWEST:
        raise NothingToMeasure(_too_few(year, int(evaluated.sum())))
    return Assembled(
        idata=data_table(units, kept, measures, evaluated),
        imeta=meta_table(kept, measures),
        units=units,
        rates=_rates(measures, units.filter(evaluated)["unit"]),
        measures=measures,
        neighbours=around.neighbours,
        window=window,
    )


def _lived(
    counted: Floats,
    inputs: RiskInputs,
    units: pl.DataFrame,
    window: Window,
    evaluated: NDArray[np.bool_],
) -> Floats:
    """(U, Y): person-years; NaN where not covered, and where reports are too few to be trusted:
    they would draw the smoothing of the others to them."""
    years = lived_in(counted, inputs.population, units["unit"].to_list(), window)
    return np.where(evaluated[:, None], years, np.nan)


def _events(reports: pl.DataFrame, window: Window) -> pl.DataFrame:
    inside = reports.filter(pl.col("year").is_in(window.years))
    return inside.group_by("unit", "year", "kind").agg(pl.col("count").sum())


def available(edition: RiskEdition, measures: Mapping[str, Measured]) -> list[Element]:
    """The indicators that have data and the aggregates above them, in the order of the edition."""
    parents = {each.code: each.parent for each in edition.elements}
    kept = {code for code, found in measures.items() if not found.why}
    while more := {parents[code] for code in kept if parents[code]} - kept:
        kept |= more
    return [each for each in edition.elements if each.code in kept]


def _neighbours(edition: RiskEdition, inputs: RiskInputs, units: pl.DataFrame) -> Neighbours:
    places = inputs.units.sort("unit").select(
        pl.col("longitude", "latitude").cast(pl.Float64).fill_null(np.nan)
    )
    return best_neighbours(
        units["unit"].to_list(),
        inputs.neighbours.select("unit", "neighbour").iter_rows(),
        places["longitude"].to_numpy(),
        places["latitude"].to_numpy(),
        edition.neighbours,
    )


def _rates(measures: Mapping[str, Measured], evaluated: pl.Series) -> pl.DataFrame:
    tables = [found.rates for found in measures.values()]
    together = pl.concat(tables) if tables else pl.DataFrame(schema=RATES)
    return together.filter(pl.col("unit").is_in(evaluated.to_list()))


def _too_few(year: int, count: int) -> str:
    how_many = {0: "Ningún distrito tiene", 1: "Un solo distrito tiene"}.get(
        count, f"Solo {count} distritos tienen"
    )
    return (
        f"{how_many} denuncias y población suficientes en {year}, y un índice compara al menos "
        f"{FEWEST}: revise la población cargada y los meses que la edición exige."
    )
