"""What each step did, in a sentence."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.audits.weightless import dropped, zero_weights
from sinasec.methods.composite.built import Built
from sinasec.methods.composite.kernels import weighting
from sinasec.methods.composite.kernels.treating import METHODS, Treated
from sinasec.methods.composite.table_files.tables import IndexTables

Floats = NDArray[np.float64]

SHOWN: Final = 8
WEIGHTS: Final[Mapping[str, str]] = {
    "given": "Los pesos son los dados en iMeta, repartidos entre hermanos hasta sumar 1.",
    "equal": "Cada elemento pesa lo mismo que sus hermanos.",
    "pca": "Cada peso es el cuadrado de la carga en la primera componente principal.",
    "balanced": "Los pesos igualan la correlación de cada elemento con su agregado.",
}
MEANS: Final[Mapping[str, str]] = {
    "arithmetic": "media aritmética",
    "geometric": "media geométrica",
    "harmonic": "media armónica",
    "power": "media de potencia",
    "copeland": "Copeland",
}


def screened(kept: IndexTables, left_out: tuple[str, ...]) -> str:
    if not left_out:
        return f"Todas tienen datos suficientes (unidades: {len(kept.units)})."
    return (
        f"Unidades con datos suficientes: {len(kept.units)}. No entran {len(left_out)}: "
        f"{_some(left_out)}."
    )


def imputed(before: Floats, after: Floats, tables: IndexTables) -> str:
    filled = int(np.isnan(before).sum() - np.isnan(after).sum())
    left = int(np.isnan(after).sum())
    told = f"Valores imputados: {filled} de {before.size}."
    return f"{told} Siguen sin información: {left}." if left else told


def denominated(before: Floats, after: Floats, tables: IndexTables) -> str:
    divided = [each.code for each in tables.tree.indicators if each.denominator]
    if not divided:
        return "Ningún indicador tiene denominador."
    lost = int(np.isnan(after).sum() - np.isnan(before).sum())
    told = f"Divididos por su denominador: {_some(divided)}."
    return f"{told} Valores sin información por falta de denominador: {lost}." if lost else told


def treated(done: Treated, tables: IndexTables) -> str:
    codes = [element.code for element in tables.tree.indicators]
    told: list[str] = []
    for place, name in enumerate(METHODS[1:], start=1):
        own = [code for code, each in zip(codes, done.method, strict=True) if each == place]
        if own:
            told.append(f"{name}: {_some(own)}")
    failed = [code for code, passed in zip(codes, done.passed, strict=True) if not passed]
    text = f"Tratados: {'; '.join(told)}." if told else "Ningún indicador necesitaba tratamiento."
    return f"{text} Siguen fuera de los límites: {_some(failed)}." if failed else text


def normalised(before: Floats, after: Floats, tables: IndexTables) -> str:
    lost = np.isnan(after).all(axis=0) & ~np.isnan(before).all(axis=0)
    flat = [tables.tree.indicators[place].code for place in np.flatnonzero(lost)]
    turned = [each.code for each in tables.tree.indicators if each.direction < 0]
    told = "Los indicadores quedan en una misma escala, con su dirección aplicada."
    if turned:
        told += f" Cambian de sentido: {_some(turned)}."
    if flat:
        told += f" No distinguen a ninguna unidad y quedan sin información: {_some(flat)}."
    return told


def weighed(built: Built) -> str:
    method = built.recipe.steps.weight.method
    told = WEIGHTS[method]
    if zero := zero_weights(built):
        told = f"{told} {dropped(zero)}"
    return f"{told} {_unevenness(built)}" if method == "balanced" else told


def _unevenness(built: Built) -> str:
    """How equal the influence came out: the widest gap of correlations within a family."""
    widest = 0.0
    for level, family in enumerate(built.tables.tree.families):
        for place in range(len(built.tables.tree.levels[level + 1])):
            own = family == place
            if own.sum() > 1:
                siblings = built.climbed.scores[level][:, own]
                found = weighting.influence(siblings, built.climbed.scores[level + 1][:, place])
                used = found[built.climbed.weights[level][own] > 0]
                widest = max(widest, float(used.max() - used.min()))
    return f"Mayor diferencia de correlación entre hermanos: {widest:.2g}."


def aggregated(built: Built) -> str:
    step, levels = built.recipe.steps.aggregate, built.tables.tree.levels
    joins = [f"nivel {level + 1} por {MEANS[step.at(level)]}" for level in range(1, len(levels))]
    return f"Cada agregado se forma de los suyos: {', '.join(joins)}."


def ranked(built: Built) -> str:
    index = built.tables.tree.index.code
    places = built.ranks[index].drop_nulls()
    tied = sum(count for count in Counter(places).values() if count > 1)
    told = f"Unidades con puesto en «{index}»: {len(places)}."
    if tied:
        told += f" Comparten puesto: {tied}."
    missing = len(built.tables.units) - len(places)
    return f"{told} Sin información: {missing}." if missing else told


def _some(codes: Iterable[str]) -> str:
    listed = list(codes)
    more = f" y {len(listed) - SHOWN} más" if len(listed) > SHOWN else ""
    return ", ".join(listed[:SHOWN]) + more
