"""Read the sheets of the recipe, of its factors and of the variants: one row, one thing changed."""

from collections.abc import Mapping
from typing import Any

from sinasec.methods.risk.editions.words import STEP
from sinasec.risk.editions import sheets, words
from sinasec.risk.editions.draft import Draft, Grid, Path, is_empty, rows_of, said, whole
from sinasec.spreadsheets.numbers import AmbiguousNumber


def read_recipe(draft: Draft, grid: Grid) -> None:
    steps: list[dict[str, Any]] = []
    cut: list[str] = []
    for number, row in rows_of(grid):
        step, argument, value = (*row[:3], "", "", "")[:3]
        place = (sheets.RECIPE, number, "Paso")
        if str(step).strip().casefold() == "sin":
            cut.append(str(argument).strip())
            continue
        try:
            code = words.code_of(str(step), STEP)
        except KeyError:
            draft.note(place, f"«{step}» no es un paso: {', '.join(STEP.values())}.")
            continue
        if not steps or steps[-1]["step"] != code:
            steps.append({"step": code})
            draft.places[("recipe", "steps", len(steps) - 1)] = place
        if not is_empty(argument):
            _put_argument(draft, steps, str(argument), value, number)
    draft.spec["recipe"] = {"steps": steps} | ({"without": cut} if cut else {})
    draft.places[("recipe",)] = (sheets.RECIPE, 0, "")


def _put_argument(
    draft: Draft, steps: list[dict[str, Any]], argument: str, cell: Any, number: int
) -> None:
    path = words.read_argument(argument)
    *outer, last = path.split(".")
    target = steps[-1]
    for key in outer:
        target = target.setdefault(key, {})
    place = (sheets.RECIPE, number, "Valor")
    try:
        target[last] = words.read_value(path, whole(cell))
    except AmbiguousNumber as refused:
        draft.note(place, str(refused))
    where: Path = ("recipe", "steps", len(steps) - 1, *path.split("."))
    draft.places[where] = place


def read_factors(draft: Draft, grid: Grid) -> None:
    factors: list[dict[str, Any]] = []
    for number, row in rows_of(grid):
        draft.places[("recipe", "factors", len(factors))] = (sheets.FACTORS, number, "")
        cells: dict[str, Any] = dict(zip(sheets.FACTOR_HEADINGS, (*row, *[""] * 8), strict=False))
        try:
            factors.append(_factor(cells))
        except KeyError as refused:
            column = "Clase" if refused.args[0] == cells["Clase"] else "Paso"
            message = f"«{refused.args[0]}» no está en la lista."
            draft.note((sheets.FACTORS, number, column), message)
        except AmbiguousNumber as refused:
            draft.note((sheets.FACTORS, number, ""), str(refused))
    if factors:
        draft.spec["recipe"]["factors"] = factors


def _factor(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Raises KeyError with the word that is not of a list, or AmbiguousNumber."""
    head = {"code": said(cells["Código"]), "title": said(cells["Título"])}
    kind = words.code_of(said(cells["Clase"]), words.FACTOR)
    if kind == "sampling":
        return {**head, "sampling_error": True}
    if kind == "weights":
        levels = [words.read_number(part.strip()) for part in said(cells["Niveles"]).split(";")]
        spread = words.read_value("spread", whole(cells["Variación"]))
        return {**head, "weights": levels, "spread": spread}
    argument = words.read_argument(said(cells["Argumento"]))
    parts = [part.strip() for part in said(cells["Opciones"]).split(";") if part.strip()]
    return {
        **head,
        "step": words.code_of(said(cells["Paso"]), STEP),
        "argument": argument,
        "options": [words.read_value(argument, part) for part in parts],
    }


def read_variants(draft: Draft, grid: Grid) -> None:
    """Rows with the same code are one variant."""
    variants: dict[str, dict[str, Any]] = {}
    for number, row in rows_of(grid):
        code, title, path, value = (*row[:4], "", "", "", "")[:4]
        place = (sheets.VARIANTS, number, "Qué cambia")
        variant = variants.setdefault(
            said(code), {"code": said(code), "title": said(title), "change": {}}
        )
        where: Path = ("variants", list(variants).index(said(code)))
        draft.places.setdefault(where, (sheets.VARIANTS, number, ""))
        draft.places.setdefault((*where, "change"), place)
        read = words.read_path(said(path))
        try:
            variant["change"][read] = words.read_value(read, whole(value))
        except AmbiguousNumber as refused:
            draft.note((sheets.VARIANTS, number, "Valor nuevo"), str(refused))
    draft.spec["variants"] = list(variants.values())
