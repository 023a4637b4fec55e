"""A design replayed: the index of every replication, all of them as work on arrays.

Replications that choose the same in the steps before weighting share the normalised values, which
are then made once; without sampling error that leaves one matrix product a replication. Chunks
bound the memory whatever the design, and two threads share them (NumPy lets go of the lock).
The result does not depend on the chunks: scores keep ten significant digits, as `build` ranks.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.composite.kernels.ranking import ascending_rounded, rounded
from sinasec.methods.composite.recipes.recipe import Recipe
from sinasec.methods.composite.replays.design import Draws
from sinasec.methods.composite.replays.design_reading import read_design
from sinasec.methods.composite.replays.tasks import Task, tasks_of
from sinasec.methods.composite.table_files.tables import IndexTables

Floats = NDArray[np.float64]
Ranks = NDArray[np.int32]
Places = NDArray[np.intp]
THREADS: Final = 2
# The C allocator of Linux learns from the largest block it is given back (up to 32 MiB) what to
# keep instead of returning to the system. Without it every intermediate array is fresh pages,
# which is a quarter of the time of a replay with sampling error.
KEPT_BY_ALLOCATOR: Final = 32_000_000


@dataclass(frozen=True, slots=True)
class Replayed:
    """`scores`: (R, U) of the index, NaN where there is none. `ranks`: (R, U), 1 the first, 0
    where there is no score. Rows in the order of the design, columns in that of `units`.
    """

    units: tuple[str, ...]
    scores: Floats
    ranks: Ranks


class Ranked(NamedTuple):
    """A piece of a replay. `rows`: replications; `which`: the row of the arrays that each has.

    `units`: places of those that were not screened out; `scores`, `ranks`: (n, units).
    """

    rows: Places
    which: Places
    units: Places
    scores: Floats
    ranks: Ranks


def replay(tables: IndexTables, recipe: Recipe, design: pl.DataFrame) -> Replayed:
    """Scores and ranks of every replication of a design.

    Raises DesignFaults, RecipeFaults or CannotBuild, all with sentences.
    """
    draws = read_design(design, recipe, tables)
    scores = np.full((draws.count, len(tables.units)), np.nan)
    ranks = np.zeros(scores.shape, np.int32)

    def keep(done: Ranked) -> None:
        scores[done.rows[:, None], done.units] = done.scores[done.which]
        ranks[done.rows[:, None], done.units] = done.ranks[done.which]

    replay_draws(tables, recipe, draws, keep)
    return Replayed(tables.units, scores, ranks)


def replay_draws(
    tables: IndexTables, recipe: Recipe, draws: Draws, keep: Callable[[Ranked], None]
) -> None:
    """Replay, and hand every chunk to `keep`: from several threads, never twice for a row."""
    np.empty(KEPT_BY_ALLOCATOR, np.uint8)
    threads = 1 if draws.seeds is None else THREADS
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(_run, task, keep) for task in tasks_of(tables, recipe, draws)]:
            done.result()


def _run(task: Task, keep: Callable[[Ranked], None]) -> None:
    for rows, which, scores, descending in task.scores():
        exact = rounded(scores)
        places = ascending_rounded(-exact if descending else exact)
        keep(Ranked(rows, which, task.units, exact, places))
