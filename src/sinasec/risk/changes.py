"""What someone asks to change of a published index, in words, read into tables and a recipe.

peso:robo=2  normalizacion=puestos  agregacion=geometrica  tratamiento=ninguno  sin=pobreza
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sinasec.methods.composite import IndexTables, Recipe, RecipeFaults, Tree
from sinasec.methods.composite.recipes.recipe import in_order
from sinasec.spreadsheets.numbers import number_in

WEIGHT: Final = "peso:"
HEAVIEST: Final = 1_000_000.0
NORMALISATIONS: Final = {
    "minimo-maximo": "minmax",
    "puntajes-z": "zscore",
    "puestos": "rank",
    "percentiles": "percentile",
    "borda": "borda",
    "distancia-al-maximo": "distance_to_max",
    "fraccion-del-maximo": "fraction_of_max",
}
AGGREGATIONS: Final = {
    "aritmetica": "arithmetic",
    "geometrica": "geometric",
    "armonica": "harmonic",
    "copeland": "copeland",
}
TREATMENTS: Final = {
    "ninguno": None,
    "recortar": {"max_winsorise": 20, "fallback": "none"},
    "logaritmo": {"max_winsorise": 0, "fallback": "log"},
    "recortar-o-logaritmo": {"max_winsorise": 5, "fallback": "log"},
    "recortar-o-box-cox": {"max_winsorise": 5, "fallback": "box_cox"},
}
WEIGHTINGS: Final = {
    "dados": "given",
    "iguales": "equal",
    "componentes-principales": "pca",
    "igual-influencia": "balanced",
}
POSITIVE: Final = ("geometric", "harmonic")  # means that admit no zero
LOW: Final = 1.0  # where the scale then begins


class CannotChange(ValueError):
    """`faults`: what was asked -> a sentence that says what to do, for each that cannot be."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        super().__init__(" ".join(f"«{name}»: {why}" for name, why in self.faults.items()))


@dataclass(frozen=True, slots=True)
class Changed:
    """The tables and the recipe with the changes made. `said`: each change, in words."""

    tables: IndexTables
    recipe: Recipe
    said: tuple[str, ...]


def changed(tables: IndexTables, recipe: Recipe, asked: Mapping[str, str]) -> Changed:
    """Raises `CannotChange` with every fault found."""
    names = {one.code: one.name or one.code for one in tables.tree.elements}
    faults: dict[str, str] = {}
    weights: dict[str, float] = {}
    steps = recipe.as_mapping()
    said: list[str] = []
    for name, text in asked.items():
        try:
            if name.startswith(WEIGHT):
                code = _element(name.removeprefix(WEIGHT), names)
                weights[code] = _weight(text)
                said.append(f"{names[code]}: peso {text.strip()}")
            else:
                said.append(_step(name)(steps, text.strip(), names))
        except ValueError as error:
            faults[name[:60]] = str(error)
    if faults:
        raise CannotChange(faults)
    _above_zero(steps)
    tree = _weighted(tables.tree, weights)
    try:
        recipe = Recipe.from_mapping(steps)
    except RecipeFaults as refused:
        raise CannotChange(_not_together(refused, asked)) from refused
    return Changed(replace(tables, tree=tree), recipe, tuple(said))


# -- one change each: they alter the mapping of the recipe and say what they did

Change = Callable[[dict[str, Any], str, Mapping[str, str]], str]


def _normalise(steps: dict[str, Any], text: str, names: Mapping[str, str]) -> str:
    method = _one_of(NORMALISATIONS, text)
    _put(steps, "normalise", {"method": method})
    return f"Normalización: {text}"


def _aggregate(steps: dict[str, Any], text: str, names: Mapping[str, str]) -> str:
    _put(steps, "aggregate", {"method": _one_of(AGGREGATIONS, text)})
    return f"Agregación: {text}"


def _treat(steps: dict[str, Any], text: str, names: Mapping[str, str]) -> str:
    _put(steps, "treat", _one_of(TREATMENTS, text))
    return f"Valores extremos: {text}"


def _weigh(steps: dict[str, Any], text: str, names: Mapping[str, str]) -> str:
    _put(steps, "weight", {"method": _one_of(WEIGHTINGS, text)})
    return f"Pesos: {text}"


def _leave_out(steps: dict[str, Any], text: str, names: Mapping[str, str]) -> str:
    codes = [_element(code.strip(), names) for code in text.split(",")]
    steps["without"] = [*steps.get("without", []), *codes]
    return f"Sin {', '.join(names[code] for code in codes)}"


CHANGES: Final[dict[str, Change]] = {
    "normalizacion": _normalise,
    "agregacion": _aggregate,
    "tratamiento": _treat,
    "pesos": _weigh,
    "sin": _leave_out,
}


def _step(name: str) -> Change:
    if name not in CHANGES:
        raise ValueError(f"no se puede cambiar: pruebe con {', '.join(CHANGES)} o {WEIGHT}CÓDIGO.")
    return CHANGES[name]


def _one_of(options: Mapping[str, Any], text: str) -> Any:
    if text not in options:
        raise ValueError(f"«{text[:40]}» no se conoce: escriba {', '.join(options)}.")
    return options[text]


def _element(code: str, names: Mapping[str, str]) -> str:
    if code not in names:
        raise ValueError(f"el índice no tiene «{code[:40]}»: sus elementos son {', '.join(names)}.")
    return code


def _weight(text: str) -> float:
    value = number_in(text)
    if value is None or not 0 <= value <= HEAVIEST:
        raise ValueError(f"«{text[:40]}» no es un peso: escriba un número desde cero, como 1,5.")
    return value


def _not_together(refused: RecipeFaults, asked: Mapping[str, str]) -> dict[str, str]:
    """Each change alone can be read: what is refused is two steps that do not go together."""
    name = next((each for each in ("normalizacion", "tratamiento") if each in asked), "cambios")
    if "«treat»" not in str(refused):
        return {name: f"así no resulta un índice. {refused}"}
    why = (
        "un valor extremo que pasa a logaritmo o Box-Cox pierde su cero y su unidad, y esa "
        "normalización mide desde ellos: pida a la vez tratamiento «recortar» o «ninguno», u otra "
        "normalización."
    )
    return {name: why}


def _put(recipe: dict[str, Any], step: str, arguments: Mapping[str, Any] | None) -> None:
    """Replace one step, or take it away."""
    own = [] if arguments is None else [{"step": step, **arguments}]
    listed = recipe["steps"]
    if any(each["step"] == step for each in listed):
        kept = [new for each in listed for new in (own if each["step"] == step else [each])]
    else:
        kept = in_order([*listed, *own])
    recipe["steps"] = kept


def _above_zero(recipe: dict[str, Any]) -> None:
    """Where a mean admits no zero, the scale begins above it."""
    steps = {each["step"]: each for each in recipe["steps"]}
    aggregate = steps.get("aggregate", {})
    used = {aggregate.get("method"), *aggregate.get("by_level", ())}
    normalise = steps.get("normalise")
    if normalise is None or used.isdisjoint(POSITIVE):
        return
    normalise["low"] = max(float(normalise.get("low", 0.0)), LOW)


def _weighted(tree: Tree, weights: Mapping[str, float]) -> Tree:
    """The tree with those weights. Raises `CannotChange` when a family is left without any."""
    levels = tuple(
        tuple(replace(one, weight=weights.get(one.code, one.weight)) for one in level)
        for level in tree.levels
    )
    totals: dict[str, float] = {}
    for level in levels[:-1]:
        for one in level:
            totals[one.parent] = totals.get(one.parent, 0.0) + one.weight
    bare = [code for code, total in totals.items() if total <= 0]
    if bare:
        why = "todos sus elementos quedan con peso cero: deje alguno, o quítelo con «sin»."
        raise CannotChange({f"{WEIGHT}{code}": why for code in bare})
    return Tree(levels)
