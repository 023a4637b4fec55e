"""From inputs to the two tables of the index: who is evaluated, with what values and errors."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.rates import Neighbours, best_neighbours
from sinasec.methods.risk.edition import RiskEdition
from sinasec.methods.risk.elements import Element, levels
from sinasec.methods.risk.frames import RATES
from sinasec.methods.risk.measures import Around, Measured, lived_in, measured
from sinasec.methods.risk.peers import peer_of
from sinasec.methods.risk.values import RiskInputs
from sinasec.methods.risk.windows import MONTHS, Window, coverage, months_of, window_of

Floats: TypeAlias = NDArray[np.float64]

GROUP: Final = "uGroup_par"  # column of iData with the kind of municipality
FEWEST: Final = 3  # districts that can be put in order
ERROR: Final = "ee_"  # prefix of the columns of iData with standard errors

UNITS: Final = pl.Schema(
    {
        "unit": pl.String,
        "name": pl.String,
        "province": pl.String,
        "department": pl.String,
        "peer": pl.String,
        "population": pl.Int64,
        "state": pl.String,
        "why": pl.String,
        "months_covered": pl.Int32,
    }
)


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
    units = _units(edition, inputs, year, window, covered)
    evaluated = (units["state"] == "evaluado").to_numpy()
    around = Around(
        edition=edition,
        inputs=inputs,
        year=year,
        window=window,
        events=_events(inputs.reports, window),
        lived=_lived(covered, inputs, units, window, evaluated),
        neighbours=_neighbours(edition, inputs, units),
        population=units["population"].cast(pl.Float64).fill_null(np.nan).to_numpy(),
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
        idata=_idata(units, kept, measures, evaluated),
        imeta=_imeta(kept, measures),
        units=units,
        rates=_rates(measures, units.filter(evaluated)["unit"]),
        measures=measures,
        neighbours=around.neighbours,
        window=window,
    )


def _lived(
    covered: pl.DataFrame,
    inputs: RiskInputs,
    units: pl.DataFrame,
    window: Window,
    evaluated: NDArray[np.bool_],
) -> Floats:
    """(U, Y): person-years; NaN where not covered, and where reports are too few to be trusted:
    they would draw the smoothing of the others to them."""
    years = lived_in(covered, inputs.population, units["unit"].to_list(), window)
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


def _units(
    edition: RiskEdition, inputs: RiskInputs, year: int, window: Window, covered: pl.DataFrame
) -> pl.DataFrame:
    """UNITS, sorted by code."""
    people = inputs.population.filter(pl.col("year") == year).select("unit", "population")
    ever = pl.col("unit").is_in(covered["unit"].unique().to_list())
    joined = (
        inputs.units.sort("unit")
        .join(people, on="unit", how="left", maintain_order="left")
        .join(months_of(covered, window), on="unit", how="left", maintain_order="left")
        .with_columns(pl.col("months_covered").fill_null(0), ever=ever)
        .with_columns(pl.col("capital").fill_null(False))
    )
    judged = joined.with_columns(peer=peer_of(edition.peers), why=_why(edition))
    state = (
        pl.when(pl.col("why") == "").then(pl.lit("evaluado")).otherwise(pl.lit("sin_informacion"))
    )
    return judged.with_columns(state=state).select(list(UNITS)).cast(UNITS)


def _why(edition: RiskEdition) -> pl.Expr:
    """Why a district is not evaluated, "" when it is. Never having reported comes first."""
    months = pl.col("months_covered")
    little = (months == 0) | (months * MONTHS < edition.minimum_months * pl.col("loaded"))
    return (
        pl.when(~pl.col("ever"))
        .then(pl.lit("nunca_reporto"))
        .when(pl.col("population").fill_null(0) <= 0)
        .then(pl.lit("sin_poblacion"))
        .when(little)
        .then(pl.lit("cobertura"))
        .otherwise(pl.lit(""))
    )


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


def _idata(
    units: pl.DataFrame,
    kept: list[Element],
    measures: Mapping[str, Measured],
    evaluated: NDArray[np.bool_],
) -> pl.DataFrame:
    columns = units.select(
        uCode=pl.col("unit"), uName=pl.col("name"), **{GROUP: pl.col("peer").fill_null("")}
    )
    found = [measures[each.code] for each in kept if each.input is not None]
    codes = [each.code for each in kept if each.input is not None]
    values = {code: each.value for code, each in zip(codes, found, strict=True)}
    errors = {
        f"{ERROR}{code}": each.se
        for code, each in zip(codes, found, strict=True)
        if np.isfinite(each.se).any()
    }
    table = columns.hstack(pl.DataFrame(values | errors).fill_nan(None))
    return table.filter(evaluated)


def _imeta(kept: list[Element], measures: Mapping[str, Measured]) -> pl.DataFrame:
    height = levels((each.code, each.parent) for each in kept)
    rows = [_meta_row(each, height[each.code], measures.get(each.code)) for each in kept]
    return pl.DataFrame(rows, schema=_IMETA).sort("Level", maintain_order=True)


_IMETA: Final = pl.Schema(
    {
        "iCode": pl.String,
        "iName": pl.String,
        "Level": pl.Int32,
        "Parent": pl.String,
        "Direction": pl.Int32,
        "Weight": pl.Float64,
        "Type": pl.String,
        "Unit": pl.String,
        "StdErr": pl.String,
        "ErrorDist": pl.String,
    }
)


def _meta_row(element: Element, level: int, found: Measured | None) -> dict[str, object]:
    has_error = found is not None and bool(np.isfinite(found.se).any())
    return {
        "iCode": element.code,
        "iName": element.name,
        "Level": level,
        "Parent": element.parent or None,
        "Direction": element.direction,
        "Weight": element.weight,
        "Type": "Indicator" if found is not None else "Aggregate",
        "Unit": element.unit or None,
        "StdErr": f"{ERROR}{element.code}" if has_error else None,
        "ErrorDist": found.distribution if found is not None and has_error else None,
    }


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
