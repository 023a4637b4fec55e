"""The index composed otherwise, and what moved from one index to the next."""

from typing import Annotated, Any, Literal

import polars as pl
from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Router
from ninja.errors import HttpError
from ninja.params.functions import Path, Query

from sinasec.methods.composite.audits.shift import RankShift
from sinasec.risk.changes import (
    AGGREGATIONS,
    NORMALISATIONS,
    TREATMENTS,
    WEIGHT,
    WEIGHTINGS,
    CannotChange,
)
from sinasec.risk.published.between import CannotCompare, between
from sinasec.risk.published.kind import INDEX
from sinasec.risk.what_if import what_if
from sinasec.web.api.answers import ERRORS, Problem
from sinasec.web.api.chosen import named
from sinasec.web.api.tables import Data, Limit, Start, Which
from sinasec.web.api.throttle import SharedThrottle
from sinasec.web.limits.rates import Rate
from sinasec.web.limits.turns import DEAR
from sinasec.web.published.page_cache import published_answer
from sinasec.web.risk.api.answers import BetweenAnswer, WhatIfAnswer
from sinasec.web.risk.api.index import of, paged, published

# What may be chosen is that of the methods; a checker cannot know a Literal made while running.
# pyright: reportInvalidTypeForm=false

router = Router(tags=["riesgo"])


# To compose the index anew takes up to half a second: a tenth of what else may be asked.
COMPOSING = SharedThrottle(Rate(max(1, settings.API_RATE // 10), 60, "componer"))

Normalisation = Literal[tuple(NORMALISATIONS)]
Aggregation = Literal[tuple(AGGREGATIONS)]
Treatment = Literal[tuple(TREATMENTS)]
Weighting = Literal[tuple(WEIGHTINGS)]
MOST_WEIGHTS = 40
WEIGHED = r"^[A-Za-z0-9_.-]{1,60}:[0-9]{1,6}([.,][0-9]{1,9})?$"  # an element and its weight


@router.get(
    "/que-pasaria-si",
    response={200: WhatIfAnswer, 409: Problem, **ERRORS},
    summary="El índice con otros pesos, escala, tratamiento o agregación",
    throttle=[COMPOSING],
    operation_id="riesgo_que_pasaria_si",
)
@published_answer(DEAR)
def what_would_happen(
    request: HttpRequest,
    publicacion: Which = None,
    datos: Data = None,
    peso: Annotated[
        list[Annotated[str, Field(pattern=WEIGHED)]],
        Query(
            max_length=MOST_WEIGHTS,
            description="CÓDIGO:número, tantas veces como pesos cambien; por ejemplo ROBO:2",
        ),
    ] = [],  # noqa: B006 (it is the declaration of a parameter, never changed)
    normalizacion: Annotated[Normalisation | None, Query(description="Otra escala.")] = None,
    agregacion: Annotated[Aggregation | None, Query(description="Otra forma de juntar.")] = None,
    tratamiento: Annotated[
        Treatment | None, Query(description="Otro tratamiento de los valores extremos.")
    ] = None,
    pesos: Annotated[Weighting | None, Query(description="Otra forma de dar los pesos.")] = None,
    sin: Annotated[
        str | None, Query(max_length=400, description="Elementos que se quitan, con comas.")
    ] = None,
    desde: Start = 0,
    limite: Limit = 100,
) -> WhatIfAnswer:
    found = published(publicacion, datos)
    named = {
        "normalizacion": normalizacion,
        "agregacion": agregacion,
        "tratamiento": tratamiento,
        "pesos": pesos,
        "sin": sin,
    }
    changes = _weights(peso) | {name: text for name, text in named.items() if text is not None}
    try:
        outcome = what_if(found, changes)
    except CannotChange as error:
        raise HttpError(409, f"No se puede componer así este índice. {error}") from error
    moved = _moves(outcome.districts, outcome.shift, outcome.top, desde, limite)
    return WhatIfAnswer(**of(found), **moved, changes=list(outcome.said))


@router.get(
    "/entre/{antes}/{despues}",
    response={200: BetweenAnswer, 409: Problem, **ERRORS},
    summary="Qué cambió de un índice a otro",
    operation_id="riesgo_entre_por_antes_por_despues",
)
@published_answer()
def from_one_to_another(
    request: HttpRequest,
    antes: Annotated[str, Path(description="Índice con el que se compara.")],
    despues: Annotated[str, Path(description="Índice que se compara.")],
    desde: Start = 0,
    limite: Limit = 100,
) -> BetweenAnswer:
    before, after = named(antes, INDEX), named(despues, INDEX)
    try:
        found = between(before, after)
    except CannotCompare as refusal:
        raise HttpError(409, str(refusal)) from refusal
    moved = _moves(found.districts, found.shift, found.top, desde, limite)
    return BetweenAnswer(**of(after), **moved, before=before.pk)


def _weights(asked_for: list[str]) -> dict[str, str]:
    """`ROBO:2` as the change `peso:ROBO` to "2"."""
    parts = [text.partition(":") for text in asked_for]
    return {f"{WEIGHT}{code.strip()}": number for code, _, number in parts}


def _moves(
    districts: pl.DataFrame, shift: RankShift, top: int, start: int, limit: int
) -> dict[str, Any]:
    return {
        "top": top,
        "compared": shift.units,
        "mean_shift": _known(shift.mean),
        "max_shift": shift.max,
        "spearman": _known(shift.spearman),
        "enter": districts.filter("enters")["unit"].to_list(),
        "leave": districts.filter("leaves")["unit"].to_list(),
        **paged(districts, start, limit),
    }


def _known(value: float) -> float | None:
    """null for what cannot be known (a number that is not one is not JSON)."""
    return value if value == value else None
