"""Two editions of the index, and what changes from one to the other, in words."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sinasec.methods.risk.editions.edition import RiskEdition, as_mapping
from sinasec.methods.risk.editions.elements import Element
from sinasec.methods.risk.editions.words import STEP, flat_arguments, said_argument, said_value

ELEMENT_WORDS: Final = {
    "name": "nombre",
    "parent": "elemento que lo reúne",
    "direction": "sentido",
    "unit": "unidad",
    "criterion": "criterio",
    "norm": "norma",
    "input": "origen",
    "why": "razón del peso",
    "note": "advertencia",
}
FIELD_WORDS: Final = {
    "title": "el título",
    "ejemplo": "si es de ejemplo",
    "approved_by": "la norma que la aprueba",
    "about": "lo que dice de sí",
    "window": "los años que se juntan",
    "missing_months": "la lectura de los meses sin denuncias",
    "minimum_months": "los meses con denuncias que se exigen",
    "rate_per": "las personas de una tasa",
    "smoothing": "el suavizado de las tasas",
    "neighbours": "los vecinos más cercanos",
    "reporting_correction": "la corrección por la tasa de denuncia",
    "top": "los primeros k",
    "top_norm": "la norma de k",
    "top_why": "la razón de k",
    "norms": "las normas citadas",
    "uncertainty": "las réplicas y la frontera",
    "sensitivity": "la sensibilidad",
    "spatial": "lo que se mira en el mapa",
    "audit": "las cotas de la auditoría",
    "variants": "las variantes",
    "peers_why": "la razón de los pares",
    "peers": "los pares",
}


def differences(one: RiskEdition, other: RiskEdition) -> list[str]:
    """Sentences, from `one` to `other`: elements, weights, recipe, the rest. None: they are equal.

    Weights are compared as shares among siblings: 3 and 1 is no change from 0.75 and 0.25.
    """
    return [*_elements(one, other), *_recipe(one, other), *_fields(one, other)]


def _elements(one: RiskEdition, other: RiskEdition) -> Iterator[str]:
    before = {each.code: each for each in one.elements}
    after = {each.code: each for each in other.elements}
    yield from (f"Sale {_named(before[code])}." for code in before if code not in after)
    yield from (f"Entra {_named(after[code])}." for code in after if code not in before)
    shares, new_shares = shares_of(one.elements), shares_of(other.elements)
    for code in before:
        if code in after:
            yield from _weight(after[code], shares[code], new_shares[code])
            yield from _element(before[code], after[code])


def _weight(element: Element, before: float, after: float) -> Iterator[str]:
    if abs(before - after) > 1e-9:
        yield (
            f"El peso de {_named(element)} entre sus hermanos pasa de {_percent(before)} a "
            f"{_percent(after)}."
        )


def _element(before: Element, after: Element) -> Iterator[str]:
    for name, words in ELEMENT_WORDS.items():
        if getattr(before, name) != getattr(after, name):
            yield f"De {_named(after)} cambia: {words}."


def shares_of(elements: tuple[Element, ...]) -> dict[str, float]:
    """Weight of each element among its siblings, adding up to 1."""
    totals: dict[str, float] = {}
    for each in elements:
        totals[each.parent] = totals.get(each.parent, 0.0) + each.weight
    return {each.code: each.weight / totals[each.parent] for each in elements}


def _recipe(one: RiskEdition, other: RiskEdition) -> Iterator[str]:
    before, after = one.recipe.as_mapping(), other.recipe.as_mapping()
    steps, new_steps = _by_name(before), _by_name(after)
    for name in dict.fromkeys([*steps, *new_steps]):
        if name not in new_steps:
            yield f"La receta ya no tiene el paso «{STEP[name]}»."
        elif name not in steps:
            yield f"La receta añade el paso «{STEP[name]}»."
        else:
            yield from _arguments(name, steps[name], new_steps[name])
    shared = [name for name in steps if name in new_steps]
    moved = [name for name in new_steps if name in steps]
    if shared != moved:
        listed = ", ".join(f"«{STEP[name]}»" for name in moved)
        yield f"Los pasos de la receta van en otro orden: {listed}."
    if before.get("factors", []) != after.get("factors", []):
        yield "Cambian los factores de incertidumbre."


def _by_name(recipe: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {step["step"]: flat_arguments(step) for step in recipe["steps"]}


def _arguments(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if old != new:
            change = f"«{said_argument(key)}» pasa de {_said(key, old)} a {_said(key, new)}"
            yield f"En «{STEP[name]}», {change}."


def _fields(one: RiskEdition, other: RiskEdition) -> Iterator[str]:
    before, after = as_mapping(one), as_mapping(other)
    for name, words in FIELD_WORDS.items():
        old, new = before.get(name), after.get(name)
        if old != new:
            short = not isinstance(old, list | dict) and len(f"{old}{new}") <= 120
            change = f": de {_said(name, old)} a {_said(name, new)}" if short else ""
            yield f"Cambia {words}{change}."


def _named(element: Element) -> str:
    return f"{element.name} ({element.code})"


def _said(path: str, value: Any) -> str:
    return "nada" if value is None else f"«{said_value(path, value)}»"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".", ",")
