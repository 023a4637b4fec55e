"""The recipe of an index: its steps, what is left open, and variants by changing one argument."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from sinasec.methods.composite.audits.factor_reading import read_factors
from sinasec.methods.composite.audits.factors import Factor
from sinasec.methods.composite.faults import RecipeFault, RecipeFaults
from sinasec.methods.composite.recipes.items import step_places
from sinasec.methods.composite.recipes.pairs import pair_faults
from sinasec.methods.composite.recipes.reading import read_steps, read_without
from sinasec.methods.composite.recipes.steps import LAST, PREPARING, Steps, work_order
from sinasec.methods.composite.recipes.writing import written_steps


@dataclass(frozen=True)
class Recipe:
    """Steps with all their arguments; `cut`: elements left out; `factors`: what may vary."""

    steps: Steps = field(default_factory=Steps)
    cut: tuple[str, ...] = ()
    factors: tuple[Factor, ...] = ()

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> "Recipe":
        """From `{"steps": [{"step": …, …}], "without": […], "factors": […]}`, all optional.

        Raises RecipeFaults with every fault found.
        """
        recipe = cls.from_published(mapping)
        places = step_places(mapping.get("steps"))
        if faults := [*pair_faults(recipe.steps, recipe.factors, places)]:
            raise RecipeFaults(faults)
        return recipe

    @classmethod
    def from_published(cls, mapping: Mapping[str, Any]) -> "Recipe":
        """One that may have been accepted before two of its steps were refused together.

        What was published is still read and shown; it is not built again. Raises RecipeFaults.
        """
        faults = [
            RecipeFault(str(key), "no es parte de una receta, que lleva steps, without y factors.")
            for key in mapping
            if key not in ("steps", "without", "factors")
        ]
        steps = read_steps(mapping.get("steps"), faults)
        cut = read_without(mapping.get("without"), faults)
        factors = read_factors(mapping.get("factors"), faults)
        if faults:
            raise RecipeFaults(faults)
        return cls(steps, cut, factors)

    def as_mapping(self) -> dict[str, Any]:
        """The mapping that gives this same recipe back, with every step that is done."""
        mapping: dict[str, Any] = {"steps": written_steps(self.steps)}
        if self.cut:
            mapping["without"] = list(self.cut)
        if self.factors:
            mapping["factors"] = [factor.as_mapping() for factor in self.factors]
        return mapping

    def changing(self, path: str, value: Any) -> "Recipe":
        """The same recipe with one argument changed: `changing("normalise.method", "zscore")`.

        Deeper places are reached as they are written ("normalise.by.robo.method"). A step that
        was not done is added. Raises RecipeFaults.
        """
        mapping = self.as_mapping()
        step, *inner = path.split(".")
        if not inner:
            raise RecipeFaults([RecipeFault(path, "diga qué argumento cambia («paso.argumento»).")])
        steps: list[dict[str, Any]] = deepcopy(mapping["steps"])
        chosen = next((each for each in steps if each["step"] == step), None)
        if chosen is None:
            chosen = {"step": step}
            steps.append(chosen)
        _put(chosen, inner, value)
        if path == "aggregate.method":
            chosen.pop("by_level", None)
        return Recipe.from_mapping({**mapping, "steps": in_order(steps)})

    def without(self, element: str) -> "Recipe":
        """The same recipe without an element and all that hangs from it."""
        return replace(self, cut=(*self.cut, element))


def in_order(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps in the order of work, each where it was written or, if added last, where it goes.

    Unknown ones last.
    """
    written = [each["step"] for each in steps]
    known = [name for name in written[: _added(written)] if name in PREPARING]
    order = [*work_order(known), *LAST]
    return sorted(
        steps, key=lambda each: order.index(each["step"]) if each["step"] in order else len(order)
    )


def _added(written: list[str]) -> int:
    """From where on the steps were added to a list that was in order."""
    last = [place for place, name in enumerate(written) if name in LAST]
    return last[0] if last else len(written)


def _put(place: dict[str, Any], path: list[str], value: Any) -> None:
    *outer, last = path
    for step in outer:
        place = place.setdefault(step, {})
    place[last] = value
