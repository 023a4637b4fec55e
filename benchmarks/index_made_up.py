"""SIMULADO: the tables and recipes of the benchmark of composite indices."""

from typing import Any, Final

import numpy as np
import polars as pl

UNITS: Final = 1890
INDICATORS: Final = 20
DIMENSIONS: Final = 4
GROUPS: Final = 25
MISSING: Final = 0.03

STEPS: Final[list[dict[str, Any]]] = [
    {"step": "screen", "min_data": 0.66},
    {"step": "impute", "method": "group_median", "group": "uGroup_dep"},
    {"step": "denominate", "scale": 1000.0},
    {"step": "treat", "max_winsorise": 5, "fallback": "log"},
    {"step": "normalise", "method": "minmax", "low": 1.0, "high": 100.0},
    {"step": "weight", "method": "given"},
    {"step": "aggregate", "method": "arithmetic"},
    {"step": "rank"},
]
CHOICES: Final[list[dict[str, Any]]] = [
    {"code": "datos", "step": "screen", "argument": "min_data", "options": [0.5, 0.66, 0.8]},
    {
        "code": "vacios",
        "step": "impute",
        "argument": "method",
        "options": ["group_median", "group_mean"],
    },
    {"code": "extremos", "step": "treat", "argument": "max_winsorise", "options": [0, 5, 10]},
    {
        "code": "escala",
        "step": "normalise",
        "argument": "method",
        "options": ["minmax", "rank", "percentile"],
    },
    {
        "code": "agregado",
        "step": "aggregate",
        "argument": "method",
        "options": ["arithmetic", "geometric"],
    },
]
WEIGHTS: Final[list[dict[str, Any]]] = [
    {"code": "pesos-1", "weights": [1], "spread": 0.25},
    {"code": "pesos-2", "weights": [2], "spread": 0.25},
]
MORE: Final[list[dict[str, Any]]] = [
    {"code": "asimetria", "step": "treat", "argument": "skew", "options": [1.5, 2.0, 2.5]},
    {"code": "respaldo", "step": "treat", "argument": "fallback", "options": ["log", "none"]},
    {"code": "minimo", "step": "normalise", "argument": "low", "options": [1.0, 5.0, 10.0]},
    {"code": "origen", "step": "weight", "argument": "method", "options": ["given", "equal"]},
]
CURTOSIS: Final = {"code": "curtosis", "step": "treat", "argument": "kurtosis", "options": [3.5, 5]}
SAMPLING: Final = {"code": "muestreo", "sampling_error": True}


def recipe_mapping(*, sampling: bool, twelve: bool) -> dict[str, Any]:
    """All the steps, with the factors of the uncertainty or the twelve of the sensitivity."""
    factors = [*CHOICES, *WEIGHTS]
    factors += MORE if twelve else []
    factors += [SAMPLING] if sampling else [CURTOSIS] if twelve else []
    return {"steps": STEPS, "factors": factors}


def idata(seed: int = 1) -> pl.DataFrame:
    """Units × indicators: a third skewed, a third with gaps, half over the population."""
    random = np.random.default_rng(seed)
    units = [f"{number:06d}" for number in range(UNITS)]
    people = np.round(random.lognormal(9, 1.2, UNITS)) + 200
    risk = random.normal(size=UNITS)
    columns: dict[str, Any] = {
        "uCode": units,
        "uName": [f"SIMULADO {unit}" for unit in units],
        "uGroup_dep": [f"D{number % GROUPS:02d}" for number in range(UNITS)],
        "poblacion": people,
    }
    for number in range(INDICATORS):
        values = np.exp((0.4 if number % 3 else 1.3) * (0.6 * risk + random.normal(size=UNITS)) + 2)
        if number % 2:
            values = values * people / 1000
        error = values * random.uniform(0.03, 0.15, UNITS)
        if number % 3 == 1:
            values = np.where(random.random(UNITS) < MISSING, np.nan, values)
        columns[_code(number)] = values
        columns[f"{_code(number)}_se"] = error
    return pl.DataFrame(columns).fill_nan(None)


def imeta() -> pl.DataFrame:
    random = np.random.default_rng(2)
    rows = [
        {
            "iCode": _code(number),
            "Level": 1,
            "Parent": f"dim{number % DIMENSIONS}",
            "Direction": -1 if number % 5 == 4 else 1,
            "Weight": round(float(random.uniform(0.5, 2)), 3),
            "Type": "Indicator",
            "Denominator": "poblacion" if number % 2 else None,
            "StdErr": f"{_code(number)}_se",
        }
        for number in range(INDICATORS)
    ]
    rows += [_aggregate(f"dim{number}", 2, "indice", 1.0 + number) for number in range(DIMENSIONS)]
    rows += [_aggregate("indice", 3, None, 1.0)]
    rows += [{"iCode": "poblacion", "Type": "Denominator"}]
    return pl.DataFrame(rows, infer_schema_length=None)


def _aggregate(code: str, level: int, parent: str | None, weight: float) -> dict[str, Any]:
    return {
        "iCode": code,
        "Level": level,
        "Parent": parent,
        "Direction": 1,
        "Weight": weight,
        "Type": "Aggregate",
    }


def _code(number: int) -> str:
    return f"i{number:02d}"
