"""What an edition and its variants say, in sentences."""

from collections.abc import Mapping
from typing import Any, Final

from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.editions.variants import CHANGEABLE, RECIPE, WITHOUT, gone_with
from sinasec.methods.risk.editions.words import flat_arguments, said_argument, said_value
from sinasec.methods.risk.rating import SMOOTHING_WORDS
from sinasec.methods.words import listed

MISSING_WORDS: Final = {
    "zero": "cuenta como cero hechos",
    "uncovered": "cuenta como sin cobertura",
    "likely": "cuenta como lo más verosímil",
}
STEP_WORDS: Final = {
    "screen": "la criba de distritos",
    "impute": "la imputación",
    "denominate": "la división",
    "treat": "el trato de valores extremos",
    "normalise": "la normalización",
    "weight": "los pesos",
    "aggregate": "la agregación",
    "rank": "el orden",
}


def change_words(edition: RiskEdition, change: Mapping[str, Any]) -> str:
    """What a variant changes, from what the edition has: one sentence a change."""
    return " ".join(_one(edition, path, value) for path, value in change.items())


def _one(edition: RiskEdition, path: str, value: Any) -> str:
    if path == WITHOUT:
        return _removed(edition, str(value))
    if path.startswith(RECIPE):
        return _in_recipe(edition, path, value)
    before = getattr(edition, path)
    what = CHANGEABLE[path]
    return f"{what[0].upper()}{what[1:]}: de {_said(path, before)} a {_said(path, value)}."


def _removed(edition: RiskEdition, code: str) -> str:
    """An element taken out, what falls with it, and whose weight is shared among whom."""
    known = {each.code: each for each in edition.elements}
    if code not in known:
        return f"Se quita {code}."  # that it cannot be is said apart
    gone = gone_with([each.as_mapping() for each in edition.elements], code)
    above: list[str] = []
    while (parent := known[above[-1] if above else code].parent) in gone:
        above.append(parent)
    names = [known[each].name for each in above]
    below = [each.name for each in edition.elements if each.code in gone - {code, *above}]
    parts = [f"Se quita {known[code].name}"]
    if below:
        parts.append(f"con lo que cuelga de ahí ({listed(below)})")
    if names:
        fall = "que se queda" if len(names) == 1 else "que se quedan"
        parts.append(f"y con eso {listed(names)}, {fall} sin nada que sumar")
    whose = f"el peso de {names[-1]}" if names else "su peso"
    return f"{', '.join(parts)}; {whose} se reparte entre sus hermanos."


def _in_recipe(edition: RiskEdition, path: str, value: Any) -> str:
    _, step, argument = path.split(".", 2)
    steps = {each["step"]: each for each in edition.recipe.as_mapping()["steps"]}
    before = flat_arguments(steps.get(step, {})).get(argument)
    what = STEP_WORDS.get(step, step)
    old = said_value(argument, before) if before is not None else "lo usual"
    new = said_value(argument, value)
    return f"Cambia {what} ({said_argument(argument)}): de {old} a {new}."


def _said(path: str, value: Any) -> str:
    words = {"smoothing": SMOOTHING_WORDS, "missing_months": MISSING_WORDS}.get(path, {})
    return words.get(value) or str(said_value(path, value))
