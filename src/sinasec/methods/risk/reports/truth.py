"""A country made up from a seed: how dangerous each district is, and what the police hear of it.

Everything here is SIMULADO. The truth (rates, poverty, …) is kept beside what is observed of it, so
that a method can be judged by whether it finds it. Arrays: U districts, Y years, M = 12 months,
K kinds. Rates are reports per person-year. No figure comes from a source: targets are round.
"""

from dataclasses import dataclass
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.risk.reports import silences

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

MONTHS: Final = 12
GROWTH: Final = 1.01  # of the population, a year
METROPOLIS: Final = {"1501", "0701"}  # provinces of big cities
# Logarithm of the population: mean and standard deviation in (metropolis, capital, other). With
# them the whole country has some 33 million.
SIZE: Final = ((12.13, 0.8), (10.23, 1.0), (8.13, 1.15))
SMALLEST: Final = 120


@dataclass(frozen=True, slots=True)
class Kind:
    """`target`: national reports per 100,000 a year, at first; `trend`: factor a year.

    `danger`, `urban`: log-slopes on the district's danger and urbanity; `shape`: of the gamma
    that makes each district its own (the smaller, the heavier the tail); `peak`: its month.
    """

    name: str
    target: float
    trend: float
    danger: float
    urban: float
    shape: float
    peak: int


KINDS: Final = (
    Kind("Estafa", 70, 1.20, 0.35, 0.30, 4.0, 12),
    Kind("Extorsión", 45, 1.35, 0.80, 0.20, 2.5, 6),
    Kind("Hurto", 500, 1.12, 0.55, 0.35, 4.0, 12),
    Kind("Otros", 900, 1.08, 0.40, 0.10, 3.0, 3),
    Kind("Robo", 300, 1.12, 0.85, 0.40, 3.5, 12),
    Kind("Secuestro", 4, 1.05, 0.50, 0.05, 3.0, 8),
    Kind("Violencia contra la mujer e integrantes", 760, 1.00, 0.30, 0.05, 4.0, 1),
)
HOMICIDE: Final = Kind("Homicidio", 9, 1.06, 0.75, 0.05, 3.0, 1)
SEASON: Final = 0.07  # half the swing of the year
MONTHLY_SHAPE: Final = 30.0  # gamma of each month: more spread than Poisson's


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    """Who is where. `province`, `department`: position of the group of each district, (U,)."""

    units: tuple[str, ...]
    province: Ints
    department: Ints
    capital: Bools
    metropolis: Bools

    @classmethod
    def of(cls, units: tuple[str, ...], capital: Bools) -> "Country":
        """From INEI codes of six digits and whether each is the capital of its province."""
        return cls(
            units,
            _groups([unit[:4] for unit in units]),
            _groups([unit[:2] for unit in units]),
            capital,
            np.array([unit[:4] in METROPOLIS for unit in units], bool),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """The truth of a country and what is seen of it, as arrays over `units`.

    `danger`, `urban`: (U,), the causes, without unit. `rates`: (U, Y, K), before seasons, silences
    and breaks. `counts`: (U, Y, M, K) registered in the last edition, 0 where `silent`, (U, Y, M);
    `first_counts`: the same as known at the first edition. `silences`: who never reports, and
    whose series breaks. `homicides`: (U, Y) with their true `homicide_rates`.
    `poverty`: % of persons, (U,), the truth; `poverty_seen` with its standard error.
    `development`: 0 to 1. `area`: km². `stations`, `guards` (people on patrol), `spending`
    (soles a person and year in citizen security): NaN where the municipality does not say.
    """

    units: tuple[str, ...]
    years: tuple[int, ...]
    urban: Floats
    danger: Floats
    population: Ints
    rates: Floats
    counts: Ints
    first_counts: Ints
    silent: Bools
    silences: silences.Silences
    homicide_rates: Floats
    homicides: Ints
    poverty: Floats
    poverty_seen: Floats
    poverty_error: Floats
    development: Floats
    area: Floats
    stations: Ints
    guards: Floats
    spending: Floats


def truth(country: Country, years: tuple[int, ...], seed: int) -> Truth:
    """The whole country, the same for the same arguments. Needs at least one district and year."""
    population = _population(country, len(years), seed)
    urban = _urban(population, seed)
    danger = 0.7 * urban + _places(country, "peligro", 0.5, 0.4, seed)
    danger += 0.5 * _chance(seed, "peligro propio").standard_normal(urban.size)
    rates = np.stack([_rates(kind, population, danger, urban, seed) for kind in KINDS], axis=2)
    quiet = silences.silences(population[:, 0], len(years), seed)
    counts = _counts(rates, population, quiet, seed)
    killed = _rates(HOMICIDE, population, danger, urban, seed)
    return Truth(
        units=country.units,
        years=years,
        urban=urban,
        danger=danger,
        population=population,
        rates=rates,
        counts=counts,
        first_counts=silences.as_first_known(counts, seed),
        silent=quiet.silent,
        silences=quiet,
        homicide_rates=killed,
        homicides=_chance(seed, "homicidios").poisson(killed * population),
        **_conditions(country, population[:, 0], urban, seed),
    )


def _population(country: Country, years: int, seed: int) -> Ints:
    chance = _chance(seed, "población")
    where = np.where(country.metropolis, 0, np.where(country.capital, 1, 2))
    mean, spread = np.array(SIZE)[where].T
    size = np.exp(mean + spread * chance.standard_normal(where.size))
    first = np.maximum(size, SMALLEST)
    growth = GROWTH * np.exp(0.01 * chance.standard_normal(where.size))
    return np.rint(first[:, None] * growth[:, None] ** np.arange(years)).astype(np.int64)


def _urban(population: Ints, seed: int) -> Floats:
    """Standardised: the larger, the more urban, and some chance."""
    size = np.log(population[:, 0])
    standard = (size - size.mean()) / max(float(size.std()), 1e-9)
    return 0.8 * standard + 0.6 * _chance(seed, "urbano").standard_normal(size.size)


def _rates(kind: Kind, population: Ints, danger: Floats, urban: Floats, seed: int) -> Floats:
    """(U, Y): a gamma about what danger and urbanity say, scaled to the national target."""
    own = _chance(seed, kind.name).gamma(kind.shape, 1 / kind.shape, danger.size)
    risk = np.exp(kind.danger * danger + kind.urban * urban) * own
    people: Ints = population[:, 0]
    level = kind.target / 1e5 * float(people.sum()) / float((risk * people).sum())
    trend: Floats = kind.trend ** np.arange(population.shape[1], dtype=np.float64)
    return level * risk[:, None] * trend


def _counts(rates: Floats, population: Ints, quiet: silences.Silences, seed: int) -> Ints:
    """(U, Y, M, K): Poisson of the rate, the season, the month and how much is heard."""
    chance = _chance(seed, "denuncias")
    year = rates * population[:, :, None] / MONTHS
    expected = year[:, :, None, :] * _season() * quiet.heard[:, :, :, None]
    expected *= chance.gamma(MONTHLY_SHAPE, 1 / MONTHLY_SHAPE, expected.shape)
    return chance.poisson(expected)


def _season() -> Floats:
    """(M, K), of mean 1."""
    months = np.arange(1, MONTHS + 1)[:, None]
    peaks = np.array([kind.peak for kind in KINDS])
    phase: Floats = 2 * np.pi * (months - peaks) / MONTHS
    return 1 + SEASON * np.cos(phase)


def _conditions(country: Country, people: Ints, urban: Floats, seed: int) -> dict[str, Any]:
    """Poverty with its error, human development, area, stations and municipal capacity, (U,)."""
    chance = _chance(seed, "condiciones")
    size = people.size
    own = _places(country, "pobreza", 0.4, 0.3, seed) + 0.3 * chance.standard_normal(size)
    poverty = 100 / (1 + np.exp(0.6 + 0.7 * urban - own))
    error = np.clip(1.0 + 120 / np.sqrt(people), 1.0, 6.0)
    guards = chance.poisson(people / 1200 * np.exp(0.4 * urban - 0.3)).astype(np.float64)
    spending = np.exp(2.3 + 0.35 * urban + 0.5 * chance.standard_normal(size))
    answers = chance.random(size) > 0.06
    return {
        "poverty": poverty,
        "poverty_seen": np.clip(poverty + error * chance.standard_normal(size), 0.5, 99.5),
        "poverty_error": error,
        "development": np.clip(0.8 - 0.006 * poverty + 0.04 * chance.standard_normal(size), 0.1, 1),
        "area": np.exp(6.0 - 0.5 * urban + 0.9 * chance.standard_normal(size)),
        "stations": chance.poisson(0.3 + people / 40_000) + country.capital,
        "guards": np.where(answers, guards, np.nan),
        "spending": np.where(answers, spending, np.nan),
    }


def _places(country: Country, name: str, department: float, province: float, seed: int) -> Floats:
    """(U,): what a district shares with its department and with its province."""
    chance = _chance(seed, f"lugares, {name}")
    of_department = department * chance.standard_normal(int(country.department.max()) + 1)
    of_province = province * chance.standard_normal(int(country.province.max()) + 1)
    return of_department[country.department] + of_province[country.province]


def _groups(names: list[str]) -> Ints:
    numbers = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.array([numbers[name] for name in names], np.int64)


def _chance(seed: int, name: str) -> np.random.Generator:
    """A stream of its own for each name, so that no draw moves another's."""
    return np.random.default_rng([seed, crc32(name.encode())])
