"""The words of an edition in Spanish: its steps, their arguments and the values they take."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

SMOOTHING: Final = {
    "eb": "bayes empírico hacia el país",
    "eb_spatial": "bayes empírico hacia los vecinos",
    "none": "ninguno",
}
MISSING_MONTHS: Final = {
    "zero": "cero hechos",
    "uncovered": "sin cobertura",
    "likely": "lo más verosímil",
}

STEP: Final = {
    "screen": "cribar",
    "impute": "imputar",
    "denominate": "dividir",
    "treat": "tratar extremos",
    "normalise": "normalizar",
    "weight": "pesar",
    "aggregate": "agregar",
    "rank": "ordenar",
}
ARGUMENT: Final = {
    "min_data": "datos mínimos",
    "method": "método",
    "group": "grupo",
    "seed": "semilla",
    "scale": "escala",
    "max_winsorise": "puntos que se recortan",
    "skew": "asimetría",
    "kurtosis": "curtosis",
    "fallback": "si no basta",
    "low": "desde",
    "high": "hasta",
    "mean": "media",
    "sd": "desviación",
    "posts": "postes",
    "by": "para",
    "by_level": "método por nivel",
    "p": "exponente",
    "descending": "descendente",
}
METHOD: Final = {
    "none": "ninguno",
    "group_mean": "media del grupo",
    "group_median": "mediana del grupo",
    "mean": "media",
    "median": "mediana",
    "iterative": "iterativo",
    "log": "logaritmo",
    "box_cox": "box-cox",
    "minmax": "mínimo y máximo",
    "zscore": "puntaje z",
    "rank": "puesto",
    "percentile": "percentil",
    "borda": "borda",
    "distance_to_max": "distancia al máximo",
    "fraction_of_max": "fracción del máximo",
    "goalposts": "postes",
    "given": "dados",
    "equal": "iguales",
    "pca": "componente principal",
    "balanced": "igual influencia",
    "arithmetic": "aritmética",
    "geometric": "geométrica",
    "harmonic": "armónica",
    "power": "potencia",
    "copeland": "copeland",
}
WORDED: Final[Mapping[str, Mapping[Any, str]]] = {
    # last word of a path -> the words of its values
    "method": METHOD,
    "fallback": METHOD,
    "by_level": METHOD,
    "smoothing": SMOOTHING,
    "missing_months": MISSING_MONTHS,
}


def said_argument(path: str) -> str:
    """`by.ROBO.method` as `para.ROBO.método`: codes of indicators stay as they are."""
    return ".".join(ARGUMENT.get(part, part) for part in path.split("."))


def said_value(path: str, value: Any) -> Any:
    """A value of `path` as people write it: number, text, sí or no, or a list joined by «; »."""
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, list | tuple):
        items = cast("Sequence[Any]", value)
        return "; ".join(str(said_value(path, each)) for each in items)
    words = WORDED.get(path.rsplit(".", 1)[-1], {})
    return words.get(value, value)


def flat_arguments(step: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a step of a recipe that have a value, each by its path."""
    return dict(_flat({name: held for name, held in step.items() if name != "step"}))


def _flat(arguments: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in arguments.items():
        if isinstance(value, Mapping):
            yield from _flat(cast("Mapping[str, Any]", value), f"{above}{key}.")
        elif value is not None:
            yield f"{above}{key}", value
