"""Variants of an edition: the same one with one thing changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

Plain = dict[str, Any]

# What of an edition a variant may change, besides the recipe and its elements.
CHANGEABLE: Final[dict[str, str]] = {
    "window": "años de denuncias que se juntan",
    "missing_months": "lectura de los meses sin denuncias",
    "minimum_months": "meses con denuncias que se exigen",
    "smoothing": "suavizado de las tasas",
    "neighbours": "distritos vecinos que se miran",
    "reporting_correction": "corrección por la tasa de denuncia",
}
WITHOUT: Final = "without"
RECIPE: Final = "recipe."


@dataclass(frozen=True, slots=True)
class Variant:
    """`change`: path -> new value. A path is a name of CHANGEABLE, `recipe.STEP.ARGUMENT` or
    `without` (an element)."""

    code: str
    title: str
    change: Mapping[str, Any]

    def as_mapping(self) -> Plain:
        return {"code": self.code, "title": self.title, "change": dict(self.change)}


class UnknownChange(ValueError):
    """A sentence: what the variant asks to change is not there."""


def changed(spec: Mapping[str, Any], change: Mapping[str, Any]) -> Plain:
    """The mapping of an edition with the changes made. Raises UnknownChange."""
    plain: Plain = dict(spec)
    for path, value in change.items():
        if path in CHANGEABLE:
            plain[path] = value
        elif path == WITHOUT:
            plain = _without(plain, str(value))
        elif path.startswith(RECIPE):
            plain["recipe"] = _with_argument(plain["recipe"], path, value)
        else:
            options = ", ".join([*CHANGEABLE, WITHOUT, "recipe.PASO.ARGUMENTO"])
            raise UnknownChange(f"no se puede cambiar «{path}»: se admiten {options}.")
    return plain


def _with_argument(recipe: Mapping[str, Any], path: str, value: Any) -> Plain:
    step, _, argument = path.removeprefix(RECIPE).partition(".")
    steps: list[Plain] = list(recipe["steps"])
    places = [place for place, held in enumerate(steps) if held["step"] == step]
    if not places or not argument:
        raise UnknownChange(f"la receta no tiene el paso «{step}» de «{path}».")
    held = steps[places[0]] | {argument: value}
    if (step, argument) == ("aggregate", "method"):
        held.pop("by_level", None)  # else the methods of the levels would still rule
    steps[places[0]] = held
    return {**recipe, "steps": steps}


def _without(spec: Plain, code: str) -> Plain:
    """Without an element, what hangs from it, and what is left with nothing to add up."""
    elements: list[Plain] = spec["elements"]
    if code not in {each["code"] for each in elements}:
        raise UnknownChange(f"el elemento «{code}» que se quita no está en la edición.")
    gone = gone_with(elements, code)
    kept = [each for each in elements if each["code"] not in gone]
    looked_at = [each for each in spec["spatial"]["elements"] if each not in gone]
    return {**spec, "elements": kept, "spatial": {**spec["spatial"], "elements": looked_at}}


def gone_with(elements: list[Plain], code: str) -> set[str]:
    """An element, what hangs from it, and the aggregates left with nothing to add up."""
    gone = {code}
    while more := _orphans(elements, gone) | _barren(elements, gone):
        gone |= more
    return gone


def _orphans(elements: list[Plain], gone: set[str]) -> set[str]:
    return {each["code"] for each in elements if each.get("parent") in gone} - gone


def _barren(elements: list[Plain], gone: set[str]) -> set[str]:
    """Aggregates all of whose children are gone."""
    fertile = {each.get("parent") for each in elements if each["code"] not in gone}
    aggregates = {each["code"] for each in elements if "input" not in each}
    return aggregates - fertile - gone
