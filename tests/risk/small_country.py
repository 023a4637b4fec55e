"""Thirty districts made by hand, small enough to be counted with a loop. All SIMULADO."""

from dataclasses import replace
from typing import Final

import numpy as np
import polars as pl

from sinasec.definitions.index import load
from sinasec.methods.risk import frames
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.editions.variants import Variant
from sinasec.methods.risk.values import RiskInputs

YEARS: Final = (2021, 2022, 2023)
KINDS: Final = {
    "Robo": 300.0,
    "Hurto": 500.0,
    "Estafa": 60.0,
    "Extorsión": 80.0,
    "Secuestro": 10.0,
    "Violencia contra la mujer e integrantes": 700.0,
    "Otros": 900.0,
}
UNITS: Final = tuple(f"99{place // 10 + 1:02d}{place % 10 + 1:02d}" for place in range(30))
NEVER, SPARSE, UNPEOPLED, POOR_IN_DATA = UNITS[9], UNITS[19], UNITS[28], UNITS[27]
TOP: Final = 6


def edition(**change: object) -> RiskEdition:
    """The example edition for a small country: fewer draws, the first six, six months asked for."""
    small = {"recipe.treat.max_winsorise": 1, "minimum_months": 6, **change}
    return _sized(load().changing(small))


def _sized(held: RiskEdition) -> RiskEdition:
    one_month = Variant("un-mes", "Basta un mes con denuncias", {"minimum_months": 1})
    return replace(
        held,
        top=TOP,
        variants=(*held.variants, one_month),
        uncertainty=replace(held.uncertainty, replications=100),
        sensitivity=replace(held.sensitivity, base=8, resamples=20),
        spatial=replace(held.spatial, permutations=99),
    )


def inputs(*, homicides: bool = False, survey: bool = False) -> RiskInputs:
    chance = np.random.default_rng(7)
    people = np.round(np.exp(chance.normal(9.5, 1.0, len(UNITS)))).astype(int)
    danger = np.exp(chance.normal(0, 0.7, len(UNITS)))
    rows = [
        (unit, year, month, kind, int(count))
        for place, unit in enumerate(UNITS)
        for year in YEARS
        for month in range(1, 13)
        for kind, target in KINDS.items()
        if (count := _reports(unit, year, month, target * danger[place] * people[place], chance))
    ]
    return RiskInputs(
        units=_units(),
        reports=pl.DataFrame(rows, schema=frames.REPORTS, orient="row"),
        population=_population(people),
        indicators=_indicators(chance, homicides=homicides),
        neighbours=_neighbours(),
        reporting=_survey() if survey else pl.DataFrame(schema=frames.REPORTING),
        sources={"denuncias": "SIMULADO, a mano", "poblacion": "SIMULADO, a mano"},
        simulated=True,
    )


def _reports(unit: str, year: int, month: int, expected: float, chance) -> int:
    drawn = chance.poisson(expected / 100_000 / 12)
    if unit == NEVER or (unit == SPARSE and (year == 2023 and month > 4)):
        return 0
    return drawn


def _units() -> pl.DataFrame:
    rows = [
        (unit, f"Distrito {unit}", f"Provincia {unit[:4]}", "Departamento", unit.endswith("01"),
         -77.0 + (place % 10) / 10, -12.0 + (place // 10) / 10)
        for place, unit in enumerate(UNITS)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=frames.UNITS, orient="row")


def _population(people: np.ndarray) -> pl.DataFrame:
    rows = [
        (unit, year, int(count))
        for unit, count in zip(UNITS, people, strict=True)
        for year in YEARS
        if unit != UNPEOPLED
    ]
    return pl.DataFrame(rows, schema=frames.POPULATION, orient="row")


def _indicators(chance, *, homicides: bool) -> pl.DataFrame:
    rows = []
    for unit in UNITS:
        if unit == POOR_IN_DATA:
            continue
        poverty = float(chance.uniform(5, 60))
        rows.append((unit, "pobreza", 2018, poverty, poverty - 3, poverty + 3, "Mapa SIMULADO"))
        rows.append((unit, "idh", 2019, float(chance.uniform(0.2, 0.8)), None, None, "SIMULADO"))
        if homicides:
            count = float(chance.poisson(2))
            rows.append((unit, "homicidios", 2023, count, None, None, "SIMULADO"))
    return pl.DataFrame(rows, schema=frames.INDICATORS, orient="row")


def _neighbours() -> pl.DataFrame:
    """Districts in a row of ten, three rows: left and right, up and down."""
    pairs = []
    for place, unit in enumerate(UNITS):
        for step in (-1, 1, -10, 10):
            other = place + step
            same_row = abs(step) == 10 or other // 10 == place // 10
            if 0 <= other < len(UNITS) and same_row:
                pairs.append((unit, UNITS[other]))
    return pl.DataFrame(pairs, schema=frames.NEIGHBOURS, orient="row")


def _survey() -> pl.DataFrame:
    row = [("*", 0.2, 0.15, 0.25, "2023", "Encuesta SIMULADA")]
    return pl.DataFrame(row, schema=frames.REPORTING, orient="row")
