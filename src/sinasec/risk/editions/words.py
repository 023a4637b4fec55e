"""The words of the workbook of an edition, in Spanish, for what the definitions say in code."""

from collections.abc import Mapping
from typing import Any, Final

from sinasec.methods.risk.editions.words import ARGUMENT, STEP, WORDED, said_argument
from sinasec.spreadsheets.numbers import number_in

OUTPUT: Final = {
    "mean_shift": "cambio medio de puesto",
    "top_stability": "cuántos siguen entre los primeros",
}
DIRECTION: Final = {1: "más es más riesgo", -1: "más es menos riesgo"}
ORIGIN: Final = {"reports": "denuncias", "population": "población", "indicators": "indicadores"}
FORM: Final = {
    "rate": "tasa",
    "value": "valor",
    "log10": "logaritmo",
    "per_population": "por población",
}
FACTOR: Final = {"option": "paso", "weights": "pesos", "sampling": "error de muestreo"}

CHANGE: Final = {
    "window": "ventana",
    "missing_months": "meses sin denuncias",
    "minimum_months": "meses exigidos",
    "smoothing": "suavizado",
    "neighbours": "vecinos",
    "reporting_correction": "corrección por tasa de denuncia",
    "without": "sin",
}
RECIPE: Final = "recipe"
IN_RECIPE: Final = "receta"


def code_of(word: str, words: Mapping[Any, str]) -> Any:
    """The code that a word stands for; the code itself is taken too. KeyError when neither."""
    text = word.strip().casefold()
    for code, said in words.items():
        if text in (said.casefold(), str(code).casefold()):
            return code
    raise KeyError(word)


def said_path(path: str) -> str:
    """`recipe.aggregate.method` as it is written in the workbook: `receta.agregar.método`."""
    if path in CHANGE:
        return CHANGE[path]
    head, *rest = path.split(".")
    if head != RECIPE or not rest:
        return path
    return ".".join([IN_RECIPE, STEP.get(rest[0], rest[0]), said_argument(".".join(rest[1:]))])


def read_path(text: str) -> str:
    """The inverse of `said_path`; what it does not know stays as it is."""
    written = text.strip()
    for code, said in CHANGE.items():
        if written.casefold() == said.casefold():
            return code
    head, *rest = written.split(".")
    if head.casefold() not in (IN_RECIPE, RECIPE) or not rest:
        return written
    return ".".join([RECIPE, _code(rest[0], STEP), read_argument(".".join(rest[1:]))])


def read_argument(text: str) -> str:
    return ".".join(_code(part, ARGUMENT) for part in text.strip().split("."))


def read_value(path: str, cell: Any) -> Any:
    """The inverse of `words.said_value`, for the argument or change that `path` is.

    Raises AmbiguousNumber.
    """
    name = path.rsplit(".", 1)[-1]
    if name in LISTS:
        return [_read_one(name, part) for part in str(cell).split(";") if part.strip()]
    return _read_one(name, cell)


LISTS: Final = ("by_level", "posts")
YES_NO: Final = {"sí": True, "si": True, "no": False, "true": True, "false": False}


def _read_one(name: str, cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    if name in WORDED:
        return _code(text, WORDED[name])
    if name in SWITCHES:
        return YES_NO.get(text.casefold(), text)
    return text if name in TEXTS else read_number(text)


SWITCHES: Final = ("descending", "reporting_correction")
TEXTS: Final = ("group", "without")


def read_number(text: str) -> Any:
    """A number with decimal comma or point; the text itself when it is none.

    Raises AmbiguousNumber.
    """
    number = number_in(text)
    if number is None:
        return text
    return int(number) if number.is_integer() else number


def _code(text: str, words: Mapping[Any, str]) -> Any:
    try:
        return code_of(text, words)
    except KeyError:
        return text
