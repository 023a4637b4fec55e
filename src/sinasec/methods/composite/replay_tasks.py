"""How a design is cut into pieces of work that share what they can.

A task has the replications that agree in the steps up to outlier treatment, and at most so many
different seeds of sampling error. Inside, those that agree in the normalisation share it too, and
those that agree in weights and aggregation climb together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite import preparing
from sinasec.methods.composite.build import screened
from sinasec.methods.composite.climbing import climb
from sinasec.methods.composite.design import Draws
from sinasec.methods.composite.draw_groups import agreeing, by_level, chunks
from sinasec.methods.composite.draw_steps import CLIMBING, SCALING, TREATING, DrawSteps
from sinasec.methods.composite.draw_values import drawn, taken, treated
from sinasec.methods.composite.noise import InputNoise
from sinasec.methods.composite.recipe import Recipe
from sinasec.methods.composite.recipe_steps import Screen, Steps
from sinasec.methods.composite.sampling import noise_of
from sinasec.methods.composite.tables import IndexTables

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
SEEDS_AT_ONCE: Final = 64  # of a task
CELLS_AT_ONCE: Final = 320_000  # values of a chunk: what a processor keeps at hand
RANKS_AT_ONCE: Final = 64  # replications of a chunk that share their values


@dataclass(frozen=True)
class Task:
    """`rows`: the replications, (R,); `units`: places of those that stay; `tables`: their tables.

    `seeds`: the different ones, none without sampling error; `own`: which is that of each row.
    `moved`: the levels in which some weight is multiplied.
    """

    steps: DrawSteps
    draws: Draws
    tables: IndexTables
    units: Places
    rows: Places
    noise: InputNoise | None
    seeds: NDArray[np.int64]
    own: Places
    moved: tuple[bool, ...]

    def scores(self) -> Iterator[tuple[Places, Floats, bool]]:
        """Chunks of rows, their scores (rows, units) and whether place 1 is the highest."""
        if self.noise is None:
            yield from self._shared()
        else:
            yield from self._sampled(self.noise)

    def _shared(self) -> Iterator[tuple[Places, Floats, bool]]:
        """Without sampling error all rows share the values."""
        ready = treated(self.tables.values, self._steps(TREATING, self.rows), self.tables)
        for scaled, steps in self._groups(SCALING, self.rows):
            values = preparing.normalised(ready, steps.normalise, self.tables.tree)
            for rows, last in self._groups(CLIMBING, scaled):
                for chunk in chunks(rows, RANKS_AT_ONCE):
                    yield chunk, self._climbed(values, last, chunk), last.rank.descending

    def _sampled(self, noise: InputNoise) -> Iterator[tuple[Places, Floats, bool]]:
        steps = self._steps(TREATING, self.rows)
        size = max(1, CELLS_AT_ONCE // self.tables.values.size)
        ready = [
            treated(drawn(noise, seeds, self.units), steps, self.tables)
            for seeds in chunks(self.seeds, size)
        ]
        values = np.concatenate([np.swapaxes(each, -1, -2) for each in ready])
        for scaled, change in self._groups(SCALING, self.rows):
            yield from self._scaled(values, scaled, change, size)

    def _scaled(
        self, ready: Floats, rows: Places, steps: Steps, size: int
    ) -> Iterator[tuple[Places, Floats, bool]]:
        """Those that agree in the normalisation, seed by seed so that each is done once."""
        by_seed = rows[np.argsort(self._seed_of(rows), kind="stable")]
        used = np.unique(self._seed_of(rows))
        for seeds in chunks(used, size):
            values = np.swapaxes(taken(ready, seeds), -1, -2)
            values = preparing.normalised(values, steps.normalise, self.tables.tree)
            mine = by_seed[np.isin(self._seed_of(by_seed), seeds)]
            for some, last in self._groups(CLIMBING, mine):
                for chunk in chunks(some, size):
                    place = np.searchsorted(seeds, self._seed_of(chunk))
                    own = taken(values, place)
                    yield chunk, self._climbed(own, last, chunk), last.rank.descending

    def _seed_of(self, rows: Places) -> Places:
        """Which of the seeds some of the rows have."""
        return self.own[np.searchsorted(self.rows, rows)]

    def _climbed(self, values: Floats, steps: Steps, rows: Places) -> Floats:
        """(rows, units): the index of each row, from values of their own or shared."""
        multipliers = [
            self.draws.multipliers[np.ix_(rows, place)] if moved else None
            for place, moved in zip(by_level(self.tables.tree), self.moved, strict=True)
        ]
        tree = self.tables.tree
        found = climb(values, tree, steps.weight, steps.aggregate, multipliers).index
        return np.broadcast_to(found, (rows.size, self.units.size))

    def _steps(self, names: tuple[str, ...], rows: Places) -> Steps:
        """The steps that rows which agree in them have."""
        return self.steps.of(names, self.draws.options[rows[0], self.steps.columns(names)])

    def _groups(self, names: tuple[str, ...], rows: Places) -> Iterator[tuple[Places, Steps]]:
        """The rows that agree in those steps, with their steps."""
        chosen = self.draws.options[rows][:, self.steps.columns(names)]
        for some in agreeing(chosen):
            yield rows[some], self._steps(names, rows[some])


def tasks_of(tables: IndexTables, recipe: Recipe, draws: Draws) -> Iterator[Task]:
    """The pieces of a design. Raises RecipeFaults or CannotBuild."""
    steps = DrawSteps(recipe)
    steps.check(tables)
    tables = tables.without(recipe.cut)
    noise = noise_of(tables) if draws.seeds is not None else None
    moved = tuple(
        bool((draws.multipliers[:, places] != 1).any()) for places in by_level(tables.tree)
    )
    kept: dict[Screen | None, tuple[IndexTables, Places]] = {}
    for rows in agreeing(draws.options[:, steps.columns(TREATING)]):
        screen = steps.of(TREATING, draws.options[rows[0], steps.columns(TREATING)]).screen
        if screen not in kept:
            kept[screen] = _screened(tables, screen)
        for some, seeds, own in _by_seed(rows, draws):
            yield Task(steps, draws, *kept[screen], some, noise, seeds, own, moved)


def _screened(tables: IndexTables, screen: Screen | None) -> tuple[IndexTables, Places]:
    """The tables of the units that stay, and their places among all."""
    kept, _ = screened(tables, screen)
    places = {unit: place for place, unit in enumerate(tables.units)}
    return kept, np.array([places[unit] for unit in kept.units], np.intp)


def _by_seed(rows: Places, draws: Draws) -> Iterator[tuple[Places, NDArray[np.int64], Places]]:
    """Rows in pieces of so many different seeds; the seeds, and which of them each row has."""
    if draws.seeds is None:
        yield rows, np.empty(0, np.int64), np.zeros(rows.size, np.intp)
        return
    seeds, place = np.unique(draws.seeds[rows], return_inverse=True)
    for start in range(0, seeds.size, SEEDS_AT_ONCE):
        inside = (place >= start) & (place < start + SEEDS_AT_ONCE)
        yield rows[inside], seeds[start : start + SEEDS_AT_ONCE], place[inside] - start
