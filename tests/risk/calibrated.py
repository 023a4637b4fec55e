"""How often does the true rank lie in its 90 % interval? Simulated truths, the method, the count.

`python -m tests.risk.calibrated` prints the tables of docs/metodos/calibracion.md.

A trial makes up the true rates of every district, draws Poisson events from them, smooths the
events as the index does, and lets the library draw ranks from what it then believes. The true rank
is that of the same recipe on the true rates: it is the sampling error alone that is judged.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Final

import click
import numpy as np
import polars as pl

from sinasec.methods.composite import (
    IndexTables,
    Recipe,
    build,
    draw_design,
    probability_top,
    rank_intervals,
    read_tables,
    replay,
)
from sinasec.methods.rates import eb_global
from sinasec.methods.risk.reports.truth import HOMICIDE, KINDS, Country, truth
from sinasec.territories import reference

Floats = np.ndarray

LEVEL: Final = 0.90
TOP: Final = 200
YEAR: Final = (2025,)
# Weights of the rates among themselves: those of the example edition, without what has no error.
WEIGHTS: Final = {
    "Estafa": 0.06,
    "Extorsión": 0.09,
    "Hurto": 0.09,
    "Robo": 0.15,
    "Secuestro": 0.04,
    "Violencia contra la mujer e integrantes": 0.15,
    HOMICIDE.name: 0.12,
}
RECIPE: Final = Recipe.from_mapping(
    {
        "steps": [
            {"step": "treat", "max_winsorise": 5, "skew": 2.0, "kurtosis": 3.5, "fallback": "log"},
            {"step": "normalise", "method": "minmax"},
            {"step": "aggregate", "method": "arithmetic"},
            {"step": "rank"},
        ],
        "factors": [{"code": "muestreo", "title": "Muestreo", "sampling_error": True}],
    }
)
SIZES: Final = (0, 1_000, 5_000, 20_000, 100_000)  # persons: where each band begins
CAPITAL_BANDS: Final = (20_000, 100_000)
OTHER_BANDS: Final = (5_000, 20_000, 100_000)


@dataclass(frozen=True)
class Events:
    """`rates`: true, (U, K) per person-year; `events`, `people`: what is seen, (U, K) and (U,).

    `groups`: the kind of municipality of each district, (U,). `mean`, `shape`: of the gamma that
    made the rates, (U, K) and (K,), where a gamma did.
    """

    rates: Floats
    events: Floats
    people: Floats
    groups: Floats
    mean: Floats | None = None
    shape: Floats | None = None


@dataclass(frozen=True)
class Covered:
    """What a trial found. `inside`: (U,), the true rank is in the interval; `p_top`, `is_top`."""

    inside: Floats
    width: Floats
    people: Floats
    p_top: Floats
    is_top: Floats


Rates = Callable[[int], Events]
Beliefs = Callable[[Events], tuple[Floats, Floats]]  # value and standard error, (U, K)


@cache
def country() -> Country:
    units = tuple(unit.code for unit in reference.units() if unit.kind == "dist")
    return Country.of(units, np.array([reference.is_capital(unit) for unit in units]))


# -- truths


def as_assumed(seed: int) -> Events:
    """Each kind of municipality has its gamma for each kind of event, drawn independently."""
    made = truth(country(), YEAR, seed)
    people = made.population[:, 0]
    groups = peers(people)
    chance = np.random.default_rng([seed, 10])
    kinds = [*(kind for kind in KINDS if kind.name in WEIGHTS), HOMICIDE]
    mean = np.array([kind.target for kind in kinds]) / 1e5
    level = np.exp(0.5 * chance.standard_normal((groups.max() + 1, len(kinds))))[groups]
    shape = np.array([kind.shape for kind in kinds])
    rates = mean * level * chance.gamma(shape, 1 / shape, level.shape)
    return replace(_seen(rates, people, groups, chance), mean=mean * level, shape=shape)


def as_the_country(seed: int) -> Events:
    """The simulated country: the larger the more dangerous, and all kinds of event together."""
    made = truth(country(), YEAR, seed)
    people = made.population[:, 0]
    wanted = [place for place, kind in enumerate(KINDS) if kind.name in WEIGHTS]
    rates = np.column_stack([made.rates[:, 0, wanted], made.homicide_rates[:, 0]])
    return _seen(rates, people, peers(people), np.random.default_rng([seed, 11]))


def _seen(rates: Floats, people: Floats, groups: Floats, chance: np.random.Generator) -> Events:
    return Events(rates, chance.poisson(rates * people[:, None]).astype(float), people, groups)


def peers(people: Floats) -> Floats:
    """Kinds of municipality of the example edition: capital of a province or not, and size."""
    capital = np.digitize(people, CAPITAL_BANDS)
    return np.where(country().capital, capital, 3 + np.digitize(people, OTHER_BANDS))


# -- what is believed of the rates after seeing the events


def smoothed_together(seen: Events) -> tuple[Floats, Floats]:
    return _smoothed(seen, np.zeros(seen.people.size, int))


def smoothed_by_peers(seen: Events) -> tuple[Floats, Floats]:
    return _smoothed(seen, seen.groups)


def noise_about_raw_rates(seen: Events) -> tuple[Floats, Floats]:
    """What not to do: the raw rate with Poisson's error about it (half an event where none)."""
    events = np.maximum(seen.events, 0.5)
    return events / seen.people[:, None], np.sqrt(events) / seen.people[:, None]


def _smoothed(seen: Events, groups: Floats) -> tuple[Floats, Floats]:
    value, error = np.empty_like(seen.rates), np.empty_like(seen.rates)
    for group in np.unique(groups):
        mine = groups == group
        for kind in range(seen.rates.shape[1]):
            found = eb_global(seen.events[mine, kind], seen.people[mine])
            value[mine, kind], error[mine, kind] = found.value, found.se
    return value, error


# -- a trial


def trial(rates: Rates, beliefs: Beliefs, seed: int, replications: int) -> Covered:
    seen = rates(seed)
    value, error = beliefs(seen)
    tables = _tables(value, error)
    design = draw_design(RECIPE, replications, seed, tables)
    replayed = replay(tables, RECIPE, design)
    found = rank_intervals(replayed, LEVEL)
    rank = build(_tables(seen.rates, None), RECIPE).ranks["IRS"].to_numpy()
    low, high = found["rank_low"].to_numpy(), found["rank_high"].to_numpy()
    return Covered(
        inside=(low <= rank) & (rank <= high),
        width=high - low,
        people=seen.people,
        p_top=probability_top(replayed, TOP)["p_top"].to_numpy(),
        is_top=rank <= TOP,
    )


def together(found: Sequence[Covered]) -> Covered:
    names = [field.name for field in fields(Covered)]
    return Covered(*(np.concatenate([getattr(one, name) for one in found]) for name in names))


def _tables(value: Floats, error: Floats | None) -> IndexTables:
    codes = [f"T{place}" for place in range(value.shape[1])]
    idata = {"uCode": list(country().units)}
    idata |= {code: value[:, place] * 1e5 for place, code in enumerate(codes)}
    if error is not None:
        idata |= {f"ee_{code}": error[:, place] * 1e5 for place, code in enumerate(codes)}
    return read_tables(pl.DataFrame(idata), _meta(codes, with_errors=error is not None))


def _meta(codes: list[str], *, with_errors: bool) -> pl.DataFrame:
    rows = [
        {
            "iCode": code,
            "Level": 1,
            "Parent": "IRS",
            "Direction": 1,
            "Weight": weight,
            "Type": "Indicator",
            "StdErr": f"ee_{code}" if with_errors else None,
            "ErrorDist": "gamma" if with_errors else None,
        }
        for code, weight in zip(codes, WEIGHTS.values(), strict=True)
    ]
    top = {"iCode": "IRS", "Level": 2, "Direction": 1, "Weight": 1.0, "Type": "Aggregate"}
    return pl.DataFrame([*rows, top])


# -- what is told of them


def by_size(found: Covered) -> list[float]:
    """Coverage in each band of SIZES."""
    band = np.digitize(found.people, SIZES) - 1
    return [float(found.inside[band == place].mean()) for place in range(len(SIZES))]


def reliability(found: Covered, low: float, high: float) -> tuple[float, float, int]:
    """Of those with p_top between: its mean, the share really in the top, and how many."""
    some = (found.p_top >= low) & (found.p_top <= high)
    return float(found.p_top[some].mean()), float(found.is_top[some].mean()), int(some.sum())


TRUTHS: Final = {"como supone el método": as_assumed, "como el país simulado": as_the_country}
METHODS: Final = {
    "ruido sobre la tasa cruda": noise_about_raw_rates,
    "suavizado hacia el país": smoothed_together,
    "suavizado hacia su clase": smoothed_by_peers,
}


def main() -> None:
    from tests.risk.calibrated_index import index_trial

    seeds, replications = range(1, 6), 1000
    for truth_name, rates in TRUTHS.items():
        for method, beliefs in METHODS.items():
            found = together([trial(rates, beliefs, seed, replications) for seed in seeds])
            click.echo(f"| {truth_name} | {method} | {_row(found)}")
    for name, sampling_only in (("solo muestreo", True), ("todos los factores", False)):
        found = together(
            [index_trial(seed, replications, sampling_only=sampling_only) for seed in seeds]
        )
        click.echo(f"| índice de ejemplo | {name} | {_row(found)}")


def _row(found: Covered) -> str:
    bands = " | ".join(f"{100 * share:.1f}" for share in by_size(found))
    mean, share, many = reliability(found, 0.4, 0.6)
    told = f"{100 * mean:.0f} → {100 * share:.0f} ({many})"
    return f"{100 * found.inside.mean():.1f} | {bands} | {found.width.mean():.0f} | {told} |"


if __name__ == "__main__":
    main()
