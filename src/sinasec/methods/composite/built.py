"""An index already built: the table of every step, scores and ranks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from sinasec.methods.composite.recipes.recipe import Recipe
from sinasec.methods.composite.replays.climbing import Climbed
from sinasec.methods.composite.table_files.tables import IndexTables


@dataclass(frozen=True, slots=True)
class StepResult:
    """`table`: what came out, one row a unit (uCode first); for the weights, one an element.

    `what`: a sentence in Spanish on what the step did.
    """

    name: str
    arguments: Mapping[str, Any]
    table: pl.DataFrame
    what: str


@dataclass(frozen=True, slots=True)
class Built:
    """What `build` gives back.

    `tables`: those of the units and elements that stayed; `left_out`: the units that did not.
    `normalised`, `scores`, `ranks`: uCode and a column per indicator, or per element of every
    level; a rank is null where there is no score. `weights`: iCode, Level, Parent, Weight (among
    siblings, adding up to 1). `treatments`: what outlier treatment did to each indicator; no rows
    without that step. `climbed`: the same scores and weights as arrays, level by level.
    """

    recipe: Recipe
    tables: IndexTables
    left_out: tuple[str, ...]
    steps: tuple[StepResult, ...]
    normalised: pl.DataFrame
    weights: pl.DataFrame
    scores: pl.DataFrame
    ranks: pl.DataFrame
    treatments: pl.DataFrame
    climbed: Climbed

    def log(self) -> list[dict[str, Any]]:
        """Each step with its arguments and what it did, in order."""
        return [
            {"step": step.name, "arguments": dict(step.arguments), "what": step.what}
            for step in self.steps
        ]

    def step(self, name: str) -> StepResult:
        """The result of one step. Raises KeyError where the recipe does not have it."""
        return {step.name: step for step in self.steps}[name]
