"""The steps of a recipe under every option of its factors, each made once."""

from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.recipes.checks import check_recipe
from sinasec.methods.composite.recipes.recipe import Recipe
from sinasec.methods.composite.recipes.steps import Steps
from sinasec.methods.composite.replays.design import option_factors
from sinasec.methods.composite.table_files.tables import IndexTables

Places = tuple[int, ...]  # places among the options of some factors; -1 leaves the recipe's own

TREATING: Final = ("screen", "impute", "denominate", "treat")
SCALING: Final = ("normalise",)
CLIMBING: Final = ("weight", "aggregate", "rank")


class DrawSteps:
    """Steps by the places of the options of the factors that touch them.

    A recipe changed argument by argument is read again each time; here every step is read once
    for each combination of its own options, however many draws share it.
    """

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.factors = option_factors(recipe)
        self._made: dict[tuple[str, Places], Any] = {}

    def columns(self, steps: tuple[str, ...]) -> list[int]:
        """Which factors touch some of those steps."""
        return [place for place, factor in enumerate(self.factors) if factor.step in steps]

    def of(self, steps: tuple[str, ...], places: NDArray[np.intp]) -> Steps:
        """The recipe's steps with those options for `columns(steps)`, and the rest as they are."""
        chosen = dict(zip(self.columns(steps), map(int, places), strict=True))
        made = {step: self._step(step, chosen) for step in steps}
        return replace(self.recipe.steps, **made)

    def _step(self, step: str, chosen: dict[int, int]) -> Any:
        own = self.columns((step,))
        key = step, tuple(chosen[place] for place in own)
        if key not in self._made:
            changed = self.recipe_of(dict(zip(own, key[1], strict=True)))
            self._made[key] = getattr(changed.steps, step)
        return self._made[key]

    def recipe_of(self, chosen: dict[int, int]) -> Recipe:
        """The recipe with the option of each factor, by place; -1 leaves it as it is."""
        recipe = self.recipe
        for factor, option in chosen.items():
            if option >= 0:
                one = self.factors[factor]
                recipe = recipe.changing(one.path, one.options[option])
        return recipe

    def check(self, tables: IndexTables) -> None:
        """Raises RecipeFaults if the recipe, or one option, asks for what the tables lack."""
        check_recipe(tables, self.recipe)
        for place, factor in enumerate(self.factors):
            for option in range(len(factor.options)):
                check_recipe(tables, self.recipe_of({place: option}))
