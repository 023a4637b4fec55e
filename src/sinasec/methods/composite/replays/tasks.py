"""How a design is cut into pieces of work that share what they can.

A task has the replications that start from the same values: without sampling error, those that
agree in what comes out of outlier treatment; with it, those that agree in the steps up to there and
have one of so many different seeds. Inside, those that agree in the normalisation share it too,
those that agree in weights and aggregation climb together, and of two that agree in everything one
is done. (Options are not compared but what comes of them: many change nothing.)
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.build import screened
from sinasec.methods.composite.elements import Tree
from sinasec.methods.composite.recipes.recipe import Recipe
from sinasec.methods.composite.recipes.steps import Screen, Steps
from sinasec.methods.composite.replays import preparing
from sinasec.methods.composite.replays.climbing import index_of
from sinasec.methods.composite.replays.design import Draws
from sinasec.methods.composite.replays.draw_groups import (
    agreeing,
    alike,
    by_level,
    chunks,
    different,
)
from sinasec.methods.composite.replays.draw_steps import CLIMBING, SCALING, TREATING, DrawSteps
from sinasec.methods.composite.replays.draw_values import drawn, taken, treated
from sinasec.methods.composite.replays.noise import InputNoise
from sinasec.methods.composite.replays.sampling import noise_of
from sinasec.methods.composite.table_files.tables import IndexTables

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
SEEDS_AT_ONCE: Final = 64  # of a task
CELLS_AT_ONCE: Final = 320_000  # values of a chunk: what a processor keeps at hand
RANKS_AT_ONCE: Final = 64  # replications of a chunk that share their values
TABLES_HELD: Final = 48  # while looking for equal ones


class Scored(NamedTuple):
    """`rows`: replications; `which`: the row of `scores` (n, units) that each of them has.

    `descending`: place 1 is the highest score.
    """

    rows: Places
    which: Places
    scores: Floats
    descending: bool


@dataclass(frozen=True)
class Design:
    """What all the tasks of a design look at.

    `moved`: the levels in which some weight is multiplied. `drawn`: (R,), a number for each
    different pair of seed and multipliers, in the order of the seeds.
    """

    steps: DrawSteps
    draws: Draws
    tree: Tree
    moved: tuple[bool, ...]
    drawn: Places

    @classmethod
    def of(cls, steps: DrawSteps, draws: Draws, tree: Tree) -> "Design":
        moved = [bool((draws.multipliers[:, places] != 1).any()) for places in by_level(tree)]
        seeds = np.zeros(draws.count) if draws.seeds is None else draws.seeds
        own = np.column_stack([seeds, draws.multipliers])
        return cls(steps, draws, tree, tuple(moved), np.unique(own, axis=0, return_inverse=True)[1])

    def steps_of(self, names: tuple[str, ...], rows: Places) -> Steps:
        """The steps that rows which agree in them have."""
        return self.steps.of(names, self.draws.options[rows[0], self.steps.columns(names)])

    def groups(self, names: tuple[str, ...], rows: Places) -> Iterator[tuple[Steps, Places]]:
        """The rows that agree in those steps, with their steps."""
        chosen = self.draws.options[rows][:, self.steps.columns(names)]
        for some in agreeing(chosen):
            yield self.steps_of(names, rows[some]), rows[some]

    def climbed(self, values: Floats, steps: Steps, rows: Places) -> Floats:
        """(rows, units): the index of each row, from values of their own or shared."""
        multipliers = [
            self.draws.multipliers[np.ix_(rows, place)] if moved else None
            for place, moved in zip(by_level(self.tree), self.moved, strict=True)
        ]
        found = index_of(values, self.tree, steps.weight, steps.aggregate, multipliers)
        return np.broadcast_to(found, (rows.size, found.shape[-1]))


@dataclass(frozen=True)
class Task(ABC):
    """`rows`: the replications, (R,); `tables`: with the units that stay; `units`: their places."""

    design: Design
    tables: IndexTables
    units: Places
    rows: Places

    @abstractmethod
    def scores(self) -> Iterator[Scored]:
        """Every row once, in pieces."""


@dataclass(frozen=True)
class Shared(Task):
    """Without sampling error: rows that have the same values share them.

    `ready`: tables (units, indicators) to be normalised, each with its rows.
    """

    ready: list[tuple[Floats, Places]]

    def scores(self) -> Iterator[Scored]:
        for wave in alike(self._normalised(), TABLES_HELD):
            for values, scaled in wave:
                for steps, rows in self.design.groups(CLIMBING, scaled):
                    yield from self._climbed(values, steps, rows)

    def _normalised(self) -> Iterator[tuple[Floats, Places]]:
        """Scale by scale, so that tables which differ but not in their ranks come together."""
        tables = [(ready, preparing.Ranks()) for ready, _ in self.ready]
        table = np.empty(self.design.draws.count, np.intp)
        for number, (_, rows) in enumerate(self.ready):
            table[rows] = number
        for steps, scaled in self.design.groups(SCALING, self.rows):
            for rows in agreeing(table[scaled][:, None]):
                ready, ranks = tables[table[scaled[rows[0]]]]
                tree = self.tables.tree
                yield preparing.normalised(ready, steps.normalise, tree, ranks), scaled[rows]

    def _climbed(self, values: Floats, steps: Steps, rows: Places) -> Iterator[Scored]:
        for first, mine, which in different(self.design.drawn[rows], RANKS_AT_ONCE):
            scores = self.design.climbed(values, steps, rows[first])
            yield Scored(rows[mine], which, scores, steps.rank.descending)


@dataclass(frozen=True)
class Sampled(Task):
    """`seeds`: the different ones; `own`: which is that of each row."""

    noise: InputNoise
    seeds: NDArray[np.int64]
    own: Places

    def scores(self) -> Iterator[Scored]:
        steps = self.design.steps_of(TREATING, self.rows)
        size = max(1, CELLS_AT_ONCE // self.tables.values.size)
        ready = [
            treated(drawn(self.noise, seeds, self.units), steps, self.tables)
            for seeds in chunks(self.seeds, size)
        ]
        values = np.concatenate([np.swapaxes(each, -1, -2) for each in ready])
        for change, scaled in self.design.groups(SCALING, self.rows):
            yield from self._scaled(values, scaled, change, size)

    def _scaled(self, ready: Floats, rows: Places, steps: Steps, size: int) -> Iterator[Scored]:
        """Those that agree in the normalisation, seed by seed so that each is done once."""
        own = self._seed_of(rows)
        for seeds in chunks(np.unique(own), size):
            values = np.swapaxes(taken(ready, seeds), -1, -2)
            values = preparing.normalised(values, steps.normalise, self.tables.tree)
            mine = rows[np.isin(own, seeds)]
            for last, some in self.design.groups(CLIMBING, mine):
                for first, each, which in different(self.design.drawn[some], size):
                    place = np.searchsorted(seeds, self._seed_of(some[first]))
                    scores = self.design.climbed(taken(values, place), last, some[first])
                    yield Scored(some[each], which, scores, last.rank.descending)

    def _seed_of(self, rows: Places) -> Places:
        """Which of the seeds some of the rows have."""
        return self.own[np.searchsorted(self.rows, rows)]


def tasks_of(tables: IndexTables, recipe: Recipe, draws: Draws) -> Iterator[Task]:
    """The pieces of a design. Raises RecipeFaults or CannotBuild."""
    steps = DrawSteps(recipe)
    steps.check(tables)
    tables = tables.without(recipe.cut)
    design = Design.of(steps, draws, tables.tree)
    noise = noise_of(tables) if draws.seeds is not None else None
    groups = list(design.groups(TREATING, np.arange(draws.count)))
    kept = _screened(tables, [steps.screen for steps, _ in groups])
    if noise is None or draws.seeds is None:
        yield from _shared(design, groups, kept)
        return
    for (_, rows), (those, units) in zip(groups, kept, strict=True):
        for some, seeds, own in _by_seed(rows, draws.seeds):
            yield Sampled(design, those, units, some, noise, seeds, own)


Kept = tuple[IndexTables, Places]


def _shared(design: Design, groups: list[tuple[Steps, Places]], kept: list[Kept]) -> Iterator[Task]:
    by_units: dict[bytes, list[int]] = {}
    for number, (_, units) in enumerate(kept):
        by_units.setdefault(units.tobytes(), []).append(number)
    for numbers in by_units.values():
        tables, units = kept[numbers[0]]
        made = ((treated(tables.values, groups[n][0], tables), groups[n][1]) for n in numbers)
        for ready in alike(made, TABLES_HELD):
            rows = np.concatenate([each for _, each in ready])
            yield Shared(design, tables, units, rows, ready)


def _screened(tables: IndexTables, screens: list[Screen | None]) -> list[Kept]:
    """By screen, the tables of the units that stay, and their places among all."""
    places = {unit: place for place, unit in enumerate(tables.units)}
    found = {screen: screened(tables, screen)[0] for screen in set(screens)}
    made = {
        screen: (kept, np.array([places[unit] for unit in kept.units], np.intp))
        for screen, kept in found.items()
    }
    return [made[screen] for screen in screens]


def _by_seed(
    rows: Places, own: NDArray[np.int64]
) -> Iterator[tuple[Places, NDArray[np.int64], Places]]:
    """Rows in pieces of so many different seeds; the seeds, and which of them each row has."""
    seeds, place = np.unique(own[rows], return_inverse=True)
    for start in range(0, seeds.size, SEEDS_AT_ONCE):
        inside = (place >= start) & (place < start + SEEDS_AT_ONCE)
        yield rows[inside], seeds[start : start + SEEDS_AT_ONCE], place[inside] - start
