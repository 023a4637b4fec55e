"""A composite index of 1,890 units × 20 indicators × 3 levels, all the steps, 1,000 replications.

Beside it, the same recipe done plainly, unit by unit, on some of the replications: the answers
must be equal, and its time is extrapolated and said so. Then the sensitivity of twelve factors.

    python -m benchmarks.composite
"""

import json
import resource
import subprocess
import sys
import time
from typing import Any, Final

import numpy as np

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
MODES: Final = ("uncertainty", "uncertainty-noise", "sensitivity", "sensitivity-noise")


def main() -> None:
    """Measure, compare, print. Raises SystemExit when any two answers differ."""
    ours = {mode: _in_own_process(mode) for mode in MODES}
    peers = {mode: _by_hand(mode.endswith("noise")) for mode in MODES[:2]}
    print(
        f"SIMULADO: {UNITS} unidades x {INDICATORS} indicadores x 3 niveles; todos los pasos; el "
        f"mejor de {REPEATS['uncertainty']} intentos (la sensibilidad, de uno), cada medición en "
        "su propio proceso"
    )
    _print_uncertainty(ours, peers)
    _print_sensitivity(ours)


# --- ours ---------------------------------------------------------------------------------


def _in_own_process(mode: str) -> dict[str, Any]:
    """One measurement alone in a process, so that its peak memory is its own."""
    command = [sys.executable, "-m", "benchmarks.composite", "--alone", mode]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def _alone(mode: str) -> None:
    tables, recipe = _tables(), _recipe(mode)
    work = _replayed if mode.startswith("uncertainty") else _sensitive
    start = time.perf_counter()
    build(tables, recipe)
    built = time.perf_counter() - start
    before = _peak()
    times = [_timed(work, tables, recipe) for _ in range(REPEATS[mode.partition("-")[0]])]
    seconds, busy = min(times)
    told = {"built": built, "seconds": seconds, "cpu": busy, "before": before, "peak": _peak()}
    print(json.dumps(told))


def _timed(work: Any, tables: IndexTables, recipe: Recipe) -> tuple[float, float]:
    start, busy = time.perf_counter(), time.process_time()
    work(tables, recipe)
    return time.perf_counter() - start, time.process_time() - busy


def _replayed(tables: IndexTables, recipe: Recipe) -> None:
    """From the seed to what is published: design, replay, intervals and probabilities."""
    replayed = replay(tables, recipe, draw_design(recipe, REPLICATIONS, SEED, tables))
    rank_intervals(replayed)
    probability_top(replayed, TOP)


def _sensitive(tables: IndexTables, recipe: Recipe) -> None:
    sensitivities(tables, recipe, BASE, SEED, RESAMPLES, TOP)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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
    for mode, title in zip(MODES[:2], ("sin error muestral", "con error muestral"), strict=True):
        mine, peer = ours[mode], peers[mode]
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
    titles = ("doce elecciones y pesos", "once y el error muestral")
    for mode, title in zip(MODES[2:], titles, strict=True):
        mine = ours[mode]
        print(f"{title:34}{mine['seconds']:10.2f}{mine['cpu']:12.2f}{mine['peak']:9.0f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--alone"]:
        _alone(sys.argv[2])
    else:
        main()
