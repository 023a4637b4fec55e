"""A composite index of 1,890 units × 20 indicators × 3 levels, all the steps, 1,000 replications.

Beside it, the same recipe done plainly, unit by unit, on some of the replications: the answers
must be equal, and its time is extrapolated and said so. Then the sensitivity of twelve factors.

    python -m benchmarks.composite
"""

import json
import sys
import time
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.beside import digest_of, peak_memory, print_beside, run_alone
from benchmarks.index_made_up import INDICATORS, UNITS, idata, imeta, recipe_mapping
from benchmarks.plain_index import Choices, Plain, ranks_of, scores_of
from sinasec.methods.composite import (
    IndexTables,
    Recipe,
    build,
    draw_design,
    one_draw,
    probability_top,
    rank_intervals,
    read_tables,
    replay,
    sensitivities,
)

REPLICATIONS: Final = 1000
SEED: Final = 20231231
BY_HAND: Final = (1, 250, 500, 1000)  # replications that the plain peer does
BASE: Final = 1024
RESAMPLES: Final = 200
REPEATS: Final = {"uncertainty": 3, "sensitivity": 1}
TOP: Final = 100
MODULE: Final = "benchmarks.composite"
TITLES: Final = {
    "uncertainty": "sin error muestral",
    "uncertainty-noise": "con error muestral",
    "sensitivity": "doce elecciones y pesos",
    "sensitivity-noise": "once y el error muestral",
}
MODES: Final = tuple(TITLES)


def main() -> None:
    """Measure, compare, print. Raises SystemExit when any two answers differ."""
    ours = {mode: run_alone(MODULE, [mode]) for mode in MODES}
    peers = {mode: _by_hand(mode.endswith("noise")) for mode in MODES[:2]}
    print(
        f"SIMULADO: {UNITS} unidades x {INDICATORS} indicadores x 3 niveles; todos los pasos; el "
        f"mejor de {REPEATS['uncertainty']} intentos (la sensibilidad, de uno), cada medición en "
        "su propio proceso"
    )
    _print_uncertainty(ours, peers)
    _print_sensitivity(ours)


def beside(other: Path) -> None:
    """The same of this checkout and of another. Raises SystemExit when the answers differ."""
    print_beside(MODULE, {title: [mode] for mode, title in TITLES.items()}, other)


# --- ours ---------------------------------------------------------------------------------


def _alone(mode: str) -> None:
    tables, recipe = _tables(), _recipe(mode)
    work = _replayed if mode.startswith("uncertainty") else _sensitive
    start = time.perf_counter()
    build(tables, recipe)
    built = time.perf_counter() - start
    before = peak_memory()
    times = [_timed(work, tables, recipe) for _ in range(REPEATS[mode.partition("-")[0]])]
    seconds, busy, answer = min(times, key=lambda time: time[0])
    told = {
        "built": built,
        "seconds": seconds,
        "cpu": busy,
        "before": before,
        "peak": peak_memory(),
    }
    print(json.dumps(told | {"digest": digest_of(*answer)}))


def _timed(work: Any, tables: IndexTables, recipe: Recipe) -> tuple[float, float, list[Any]]:
    start, busy = time.perf_counter(), time.process_time()
    answer = work(tables, recipe)
    return time.perf_counter() - start, time.process_time() - busy, answer


def _replayed(tables: IndexTables, recipe: Recipe) -> list[Any]:
    """From the seed to what is published: design, replay, intervals and probabilities."""
    replayed = replay(tables, recipe, draw_design(recipe, REPLICATIONS, SEED, tables))
    told = rank_intervals(replayed), probability_top(replayed, TOP)
    return [replayed.scores, replayed.ranks, *told]


def _sensitive(tables: IndexTables, recipe: Recipe) -> list[Any]:
    found = sensitivities(tables, recipe, BASE, SEED, RESAMPLES, TOP)
    return [found.outputs, *found.tables.values()]


def _tables() -> IndexTables:
    return read_tables(idata(), imeta())


def _recipe(mode: str) -> Recipe:
    sampling, twelve = mode.endswith("noise"), mode.startswith("sensitivity")
    return Recipe.from_mapping(recipe_mapping(sampling=sampling, twelve=twelve))


# --- the peer -----------------------------------------------------------------------------


def _by_hand(sampling: bool) -> dict[str, float]:
    """Seconds a replication, done plainly, and the ranks compared."""
    tables = _tables()
    recipe = _recipe("uncertainty-noise" if sampling else "uncertainty")
    design = draw_design(recipe, REPLICATIONS, SEED, tables)
    ours = replay(tables, recipe, design)
    seconds, compared = 0.0, 0
    for replication in BY_HAND:
        given = _plain(one_draw(tables, recipe, design, replication)[0], tables)
        choices = _choices(design.row(replication - 1, named=True))
        start = time.perf_counter()
        scores = scores_of(given, choices)
        ranks = ranks_of(scores)
        seconds += time.perf_counter() - start
        row = ours.scores[replication - 1]
        _same(replication, row, np.array([np.nan if s is None else s for s in scores]))
        if ours.ranks[replication - 1].tolist() != ranks:
            sys.exit(f"Réplica {replication}: los puestos difieren de los del par.")
        compared += len(ranks)
    return {"seconds": seconds / len(BY_HAND), "compared": compared}


def _same(replication: int, ours: Any, theirs: Any) -> None:
    if not np.allclose(ours, theirs, rtol=1e-9, atol=0, equal_nan=True):
        sys.exit(f"Réplica {replication}: los puntajes difieren de los del par.")


def _plain(drawn: IndexTables, tables: IndexTables) -> Plain:
    """The tables as lists. Values are those of the draw; weights those of the recipe."""
    columns = {
        element.code: [
            None if np.isnan(value) else float(value) for value in drawn.values[:, place]
        ]
        for place, element in enumerate(tables.tree.indicators)
    }
    return Plain(
        units=list(tables.units),
        columns=columns,
        denominators={name: each.tolist() for name, each in tables.denominators.items()},
        denominator_of={e.code: e.denominator for e in tables.tree.indicators if e.denominator},
        groups=list(tables.groups["uGroup_dep"]),
        elements=[(e.code, e.parent, e.level, e.direction, e.weight) for e in tables.tree.elements],
    )


def _choices(row: dict[str, Any]) -> Choices:
    weights = {name.removeprefix("peso:"): row[name] for name in row if name.startswith("peso:")}
    return Choices(
        min_data=float(row["datos"]),
        impute=row["vacios"],
        scale=1000.0,
        max_winsorise=int(row["extremos"]),
        normalise=row["escala"],
        low=1.0,
        high=100.0,
        aggregate=row["agregado"],
        multipliers=weights,
    )


# --- the tables ---------------------------------------------------------------------------


def _print_uncertainty(ours: dict[str, Any], peers: dict[str, Any]) -> None:
    print(f"\n{REPLICATIONS} réplicas: diseño, índice, puestos, intervalos y probabilidades")
    print(f"{'':34}{'segundos':>10}{'procesador':>12}{'pico MB':>9}")
    for mode in MODES[:2]:
        title, mine, peer = TITLES[mode], ours[mode], peers[mode]
        print(f"{title + ', en arreglos':34}{mine['seconds']:10.2f}{mine['cpu']:12.2f}", end="")
        print(f"{mine['peak']:9.0f}")
        extrapolated = peer["seconds"] * REPLICATIONS
        print(f"{title + ', unidad por unidad':34}{extrapolated:10.0f}", end="")
        print(
            f"   extrapolado de {len(BY_HAND)} réplicas; {peer['compared']} puestos iguales; "
            f"{extrapolated / mine['seconds']:.0f} veces más"
        )


def _print_sensitivity(ours: dict[str, Any]) -> None:
    points = BASE * 14
    print(f"\nsensibilidad de 12 factores, base {BASE} ({points} réplicas), {RESAMPLES} remuestras")
    print(f"{'':34}{'segundos':>10}{'procesador':>12}{'pico MB':>9}")
    for mode in MODES[2:]:
        mine = ours[mode]
        print(f"{TITLES[mode]:34}{mine['seconds']:10.2f}{mine['cpu']:12.2f}{mine['peak']:9.0f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--alone"]:
        _alone(sys.argv[2])
    else:
        main()
