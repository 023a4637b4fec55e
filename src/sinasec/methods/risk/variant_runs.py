"""Run the variants of an edition: the same index with one thing changed, and who moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.composite import (
    Built,
    CannotBuild,
    IndexTables,
    RecipeFaults,
    among_both,
    build,
    dropped,
    rank_shift,
    read_tables,
    zero_weights,
)
from sinasec.methods.risk.assemble import Assembled, NothingToMeasure, assemble
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.editions.sentences import change_words
from sinasec.methods.risk.editions.variants import RECIPE, WITHOUT, Variant
from sinasec.methods.risk.frames import VARIANT_RANKS, VARIANTS
from sinasec.methods.risk.shaping import shaped
from sinasec.methods.risk.values import RiskInputs
from sinasec.methods.risk.windows import MONTHS

Places: TypeAlias = NDArray[np.float64]

REFUSALS: Final = (CannotBuild, NothingToMeasure, RecipeFaults)


@dataclass(frozen=True, slots=True)
class Base:
    """What variants are compared with. `units`: all districts, in order."""

    edition: RiskEdition
    inputs: RiskInputs
    year: int
    assembled: Assembled
    index: IndexTables
    built: Built

    @property
    def units(self) -> list[str]:
        return self.assembled.units["unit"].to_list()


def run_variants(base: Base) -> tuple[pl.DataFrame, pl.DataFrame]:
    """VARIANTS and VARIANT_RANKS, in the order of the edition.

    What cannot be tried with the data loaded has its row too, without figures and saying why.
    """
    rows: list[Mapping[str, object]] = []
    tables = [pl.DataFrame(schema=VARIANT_RANKS)]
    for variant in base.edition.variants:
        tried = _tried(base, variant)
        if isinstance(tried, str):
            rows.append(_told(base, variant, f"No se pudo probar: {tried}."))
            continue
        places = _places(base, tried)
        rows.append(_told(base, variant, _dropped(base, tried)) | _moved(base, places))
        tables.append(_ranks(variant, places))
    return pl.DataFrame(rows, schema=VARIANTS), pl.concat(tables)


def _tried(base: Base, variant: Variant) -> Built | str:
    """The index of the variant, or why it cannot be tried."""
    if missing := _missing(base, variant):
        return missing
    try:
        return _rebuilt(base, variant)
    except REFUSALS as refused:
        said = str(refused)
        return said[0].lower() + said[1:].rstrip(".")


def _missing(base: Base, variant: Variant) -> str:
    """Why the variant cannot be tried; "" when it can."""
    change = variant.change
    years = range(base.year - change.get("window", 1) + 1, base.year + 1)
    for what, loaded in (
        ("denuncias", base.inputs.reports),
        ("población", base.inputs.population),
    ):
        if absent := sorted(set(years) - set(loaded["year"].unique())):
            return f"no hay {what} de {', '.join(map(str, absent))} entre los datos usados"
    if change.get("reporting_correction") and base.inputs.reporting.is_empty():
        return "no hay tasas de denuncia de una encuesta cargadas"
    if change.get("smoothing") == "eb_spatial" and not base.assembled.neighbours.rows.size:
        return "no hay límites ni coordenadas de los distritos"
    without = change.get("without")
    known = {*base.built.scores.columns}
    if without is not None and without not in known:
        return f"el elemento {without} ya no está en el índice, por falta de datos"
    return ""


def _rebuilt(base: Base, variant: Variant) -> Built:
    """Only what the change touches is done again."""
    if set(variant.change) == {WITHOUT}:
        return build(base.index, base.edition.recipe.without(str(variant.change[WITHOUT])))
    edition = base.edition.changing(variant.change)
    if all(path.startswith(RECIPE) for path in variant.change):
        return build(base.index, edition.recipe)
    assembled = assemble(edition, base.inputs, base.year)
    return build(read_tables(assembled.idata, assembled.imeta), edition.recipe)


def _told(base: Base, variant: Variant, more: str) -> dict[str, object]:
    words = change_words(base.edition, variant.change) + _of_the_loaded(base, variant)
    return {
        "variant": variant.code,
        "title": variant.title,
        "changes": f"{words} {more}" if more else words,
    }


def _of_the_loaded(base: Base, variant: Variant) -> str:
    """How many months are asked of a window that is not whole; "" of one that is."""
    window, asked = base.assembled.window, variant.change.get("minimum_months")
    if asked is None or window.loaded == MONTHS * len(window.years):
        return ""
    least = ceil(asked * window.loaded / MONTHS)
    return f" De cada doce: en los {window.loaded} que llegaron, {least}."


def _dropped(base: Base, built: Built) -> str:
    """Which elements lose all their weight by what the variant changes; "" when none does."""
    names = {each.code: each.name for each in base.edition.elements}
    before = zero_weights(base.built)
    return dropped(names[code] for code in zero_weights(built) if code not in before)


def _moved(base: Base, places: pl.DataFrame) -> dict[str, object]:
    """How far ranks move among the districts ranked in both, and who enters the first k of all."""
    top = base.edition.top
    order = rank_shift(_floats(places, "before"), _floats(places, "after"), top)
    first = rank_shift(_floats(places, "rank"), _floats(places, "new_rank"), top)
    return {
        "units": order.units,
        "spearman": None if np.isnan(order.spearman) else order.spearman,
        "mean_shift": None if np.isnan(order.mean) else order.mean,
        "max_shift": order.max,
        "enter": first.enter,
        "leave": first.leave,
    }


def _places(base: Base, built: Built) -> pl.DataFrame:
    """unit, score, rank, new_rank, and what `among_both` says of the two."""
    root = base.edition.root.code
    before = base.built.ranks.select(unit="uCode", rank=root)
    after = built.ranks.select(unit="uCode", new_rank=root, score=built.scores[root])
    every = before.join(after, on="unit", how="full", coalesce=True).sort("unit")
    return among_both(every, "rank", "new_rank")


def _floats(places: pl.DataFrame, name: str) -> Places:
    return places[name].cast(pl.Float64).fill_null(np.nan).to_numpy()


def _ranks(variant: Variant, places: pl.DataFrame) -> pl.DataFrame:
    ranked = places.filter(pl.col("new_rank").is_not_null())
    told = ranked.with_columns(variant=pl.lit(variant.code), rank="new_rank")
    return shaped(told, VARIANT_RANKS)
