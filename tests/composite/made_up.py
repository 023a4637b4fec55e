"""SIMULADO: small tables for the tests of uncertainty, with gaps, outliers and sampling error."""

import numpy as np
import polars as pl

UNITS = 60
WEIGHTS = {"a": 1.0, "b": 2.0, "c": 1.5, "d": 0.5, "e": 1.0, "f": 3.0}
STEPS = [
    {"step": "screen", "min_data": 0.5},
    {"step": "impute", "method": "group_median", "group": "uGroup_g"},
    {"step": "denominate", "scale": 1000.0},
    {"step": "treat", "max_winsorise": 4, "fallback": "log"},
    {"step": "normalise", "method": "minmax", "low": 1.0, "high": 100.0},
    {"step": "weight", "method": "given"},
    {"step": "aggregate", "method": "arithmetic"},
    {"step": "rank"},
]
CHOICES = [
    {"code": "datos", "step": "screen", "argument": "min_data", "options": [0.5, 0.8]},
    {
        "code": "vacios",
        "step": "impute",
        "argument": "method",
        "options": ["none", "group_mean", "median"],
    },
    {"code": "extremos", "step": "treat", "argument": "max_winsorise", "options": [0, 1, 4]},
    {"code": "respaldo", "step": "treat", "argument": "fallback", "options": ["log", "box_cox"]},
    {
        "code": "escala",
        "step": "normalise",
        "argument": "method",
        "options": ["minmax", "zscore", "percentile"],
    },
    {"code": "origen", "step": "weight", "argument": "method", "options": ["given", "equal"]},
    {
        "code": "agregado",
        "step": "aggregate",
        "argument": "method",
        "options": ["arithmetic", "copeland"],
    },
    {"code": "orden", "step": "rank", "argument": "descending", "options": [True, False]},
]
PESOS = {"code": "pesos", "weights": [1, 2], "spread": 0.4}
MUESTREO = {"code": "muestreo", "sampling_error": True}


def idata(seed=3):
    random = np.random.default_rng(seed)
    columns = {
        "uCode": [f"u{number:02d}" for number in range(UNITS)],
        "uName": [f"SIMULADO {number}" for number in range(UNITS)],
        "uGroup_g": [f"g{number % 4}" for number in range(UNITS)],
        "people": random.integers(300, 9000, UNITS).astype(float),
    }
    risk = random.normal(size=UNITS)
    for place, code in enumerate(WEIGHTS):
        values = np.exp((1.4 if place % 2 else 0.3) * (risk + random.normal(size=UNITS)))
        if code != "f":
            columns[f"{code}_se"] = 0.1 * values
        columns[code] = np.where(random.random(UNITS) < 0.12, np.nan, values)
    return pl.DataFrame(columns).fill_nan(None)


def imeta():
    kinds = ["normal", "gamma", "lognormal"]
    rows = [
        {
            "iCode": code,
            "Level": 1,
            "Parent": "A" if place < 3 else "B",
            "Direction": -1 if place == 2 else 1,
            "Weight": weight,
            "Type": "Indicator",
            "Denominator": "people" if place == 3 else None,
            "StdErr": f"{code}_se" if place != 5 else None,
            "ErrorDist": kinds[place % 3] if place != 5 else None,
        }
        for place, (code, weight) in enumerate(WEIGHTS.items())
    ]
    for code, level, parent, weight in (("A", 2, "I", 1.0), ("B", 2, "I", 2.0), ("I", 3, None, 1)):
        kind = {"Direction": 1, "Weight": weight, "Type": "Aggregate"}
        rows.append({"iCode": code, "Level": level, "Parent": parent, **kind})
    rows.append({"iCode": "people", "Type": "Denominator"})
    return pl.DataFrame(rows, infer_schema_length=None)
