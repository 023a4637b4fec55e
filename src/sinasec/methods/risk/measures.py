"""What one indicator is worth in every district, from its input."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.rates import Neighbours, pooled
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.editions.elements import Element, Input
from sinasec.methods.risk.frames import RATES
from sinasec.methods.risk.rating import Reporting, rated
from sinasec.methods.risk.shaping import over_units
from sinasec.methods.risk.values import RiskInputs
from sinasec.methods.risk.windows import MONTHS, Window

Floats: TypeAlias = NDArray[np.float64]

NORMAL_95: Final = 1.959963984540054  # half-width of a 95 % interval, in standard errors
SOURCES: Final = {"reports": "denuncias", "population": "poblacion", "indicators": "indicadores"}


@dataclass(frozen=True, slots=True)
class Measured:
    """`value`, `se`: (U,), in the unit of the element; NaN, not known (`se`: no error is known).

    `distribution`: of the sampling error (normal | gamma). `rates`: RATES, without rows unless
    the indicator is a rate. `why`: "" when available, else why there is no value at all.
    """

    value: Floats
    se: Floats
    distribution: str
    rates: pl.DataFrame
    source: str
    period: str
    treatment: str
    why: str


@dataclass(frozen=True, slots=True)
class Around:
    """What every measure looks at: the edition, its inputs, the districts in their order.

    `events`: unit, year, kind, count of the window. `counted`: (U, Y), its months that count as
    lived; `lived`: (U, Y), their person-years, NaN where not covered. `population`: (U,), of the
    year of the index. `evaluated`: (U,).
    """

    edition: RiskEdition
    inputs: RiskInputs
    year: int
    window: Window
    events: pl.DataFrame
    counted: Floats
    lived: Floats
    neighbours: Neighbours
    population: Floats
    evaluated: NDArray[np.bool_]

    @property
    def units(self) -> tuple[str, ...]:
        return self.neighbours.units


def measured(element: Element, held: Input, around: Around) -> Measured:
    """The element's values. What has no data at all says why, with every value NaN."""
    if held.origin == "reports":
        return _reports(element, held, around)
    if held.origin == "population":
        return _population(held, around)
    return _indicator(element, held, around)


def _reports(element: Element, held: Input, around: Around) -> Measured:
    mine = around.events.filter(pl.col("kind").is_in(held.kinds))
    if not mine.height:
        kinds = ", ".join(held.kinds)
        return _absent(around, held, f"las denuncias cargadas no tienen la clase {kinds}.")
    told = mine.group_by("unit", "year").agg(pl.col("count").sum())
    events = by_year(told, around.units, around.window, "count")
    covered = ~np.isnan(around.lived)
    events = np.where(np.isnan(events) & covered, 0.0, events)  # covered, and none of the kind
    return _rate(element, held, around, events, around.lived, around.counted)


def _rate(
    element: Element,
    held: Input,
    around: Around,
    events: Floats,
    lived: Floats,
    counted: Floats,
) -> Measured:
    """events, lived and the months counted: (U, Y)."""
    together = pooled(np.where(np.isnan(lived), np.nan, events), lived)
    found = rated(
        around.edition,
        element.code,
        together.events,
        together.exposure,
        np.where(np.isnan(lived), 0, counted).sum(axis=1),
        around.neighbours,
        _reporting(held, around),
        reported=held.origin == "reports",
    )
    source = around.inputs.sources.get(SOURCES[held.origin], "")
    window = around.window
    return Measured(
        value=found.value,
        se=found.se,
        distribution="gamma",
        rates=found.table,
        source=source,
        period=window.told if held.origin == "reports" else window.period,
        treatment=found.treatment,
        why="",
    )


def lived_in(
    counted: Floats, population: pl.DataFrame, units: Sequence[str], window: Window
) -> Floats:
    """(U, Y): person-years of each year of the window in each district; NaN, not covered.

    `counted`: (U, Y), months that count as lived; NaN where the year has no reports.
    """
    people = by_year(population, units, window, "population")
    return np.where(people > 0, counted / MONTHS * people, np.nan)


def _population(held: Input, around: Around) -> Measured:
    if not np.isfinite(around.population).any():
        return _absent(around, held, f"no hay población cargada de {around.year}.")
    value, words = _shaped(around.population, held, around)
    source = around.inputs.sources.get(SOURCES["population"], "")
    return _plain(value, np.full(value.size, np.nan), source, str(around.year), words)


def _indicator(element: Element, held: Input, around: Around) -> Measured:
    mine = around.inputs.indicators.filter(
        (pl.col("indicator") == held.indicator) & pl.col("value").is_not_null()
    )
    if not mine.height:
        message = f"no se cargó ninguna tabla con el indicador «{held.indicator}»."
        return _absent(around, held, message)
    if held.is_rate:
        return _counted(element, held, around, mine)
    known = mine.filter(pl.col("year") <= around.year)
    if not known.height:
        first = mine["year"].min()
        message = f"el indicador «{held.indicator}» se conoce desde {first}, después de este año."
        return _absent(around, held, message)
    return _latest(held, around, known.sort("year").group_by("unit", maintain_order=True).last())


def _counted(element: Element, held: Input, around: Around, mine: pl.DataFrame) -> Measured:
    """Events told by a table of indicators: a district without a row is not known, not zero."""
    events = by_year(mine, around.units, around.window, "value")
    people = by_year(around.inputs.population, around.units, around.window, "population")
    known = ~np.isnan(events) & (people > 0) & around.evaluated[:, None]
    lived = np.where(known, people, np.nan)
    if not np.isfinite(lived).any():
        period = around.window.period
        message = f"el indicador «{held.indicator}» no tiene valores de {period}."
        return _absent(around, held, message)
    whole = np.full(lived.shape, float(MONTHS))
    return replace(_rate(element, held, around, events, lived, whole), source=_sources(mine))


def _latest(held: Input, around: Around, known: pl.DataFrame) -> Measured:
    """The last value of each district up to the year, with its error when the source tells it."""
    value = over_units(around.units, known, "value")
    width = over_units(around.units, known, "high") - over_units(around.units, known, "low")
    shaped, words = _shaped(value, held, around)
    se = width / (2 * NORMAL_95) if held.form == "value" else np.full(value.size, np.nan)
    first, last = known["year"].min(), known["year"].max()
    period = f"{last}" if first == last else f"{first}-{last}"
    return _plain(shaped, np.where(se > 0, se, np.nan), _sources(known), period, words)


def _shaped(value: Floats, held: Input, around: Around) -> tuple[Floats, str]:
    if held.form == "log10":
        return np.log10(np.where(value > 0, value, np.nan)), "logaritmo decimal del valor"
    if held.form == "per_population":
        people = np.where(around.population > 0, around.population, np.nan)
        return value / people * around.edition.rate_per, "valor por población, sin suavizar"
    return value, "valor como lo da la fuente"


def _plain(value: Floats, se: Floats, source: str, period: str, words: str) -> Measured:
    return Measured(value, se, "normal", pl.DataFrame(schema=RATES), source, period, words, "")


def _absent(around: Around, held: Input, why: str) -> Measured:
    nothing = np.full(len(around.units), np.nan)
    source = around.inputs.sources.get(SOURCES[held.origin], "")
    return Measured(nothing, nothing, "normal", pl.DataFrame(schema=RATES), source, "", "", why)


def _reporting(held: Input, around: Around) -> Reporting | None:
    """The survey's rate for the kind, else its rate for all ("*")."""
    if not around.edition.reporting_correction or held.origin != "reports":
        return None
    told = around.inputs.reporting
    wanted = [*held.kinds, "*"] if len(held.kinds) == 1 else ["*"]
    for kind in wanted:
        rows = told.filter(pl.col("kind") == kind)
        if rows.height:
            last = rows.sort("period").row(-1, named=True)
            return Reporting(last["rate"], last["low"], last["high"], last["period"])
    return None


def _sources(rows: pl.DataFrame) -> str:
    return "; ".join(sorted({str(source) for source in rows["source"].drop_nulls() if source}))


def by_year(rows: pl.DataFrame, units: Sequence[str], window: Window, name: str) -> Floats:
    """(U, Y): the column in the order of the units and of the years of the window."""
    parts = rows.partition_by("year", as_dict=True, include_key=False)
    empty = rows.clear()
    columns = [over_units(units, parts.get((year,), empty), name) for year in window.years]
    return np.stack(columns, axis=1)
