"""The published tables of districts, elements, contributions and steps, from what was computed."""

import json
from collections.abc import Sequence

import polars as pl

from sinasec.methods.composite import Built, Recipe, contributions
from sinasec.methods.risk.assemble import Assembled
from sinasec.methods.risk.editions.comparison import shares_of
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.editions.elements import Element, levels
from sinasec.methods.risk.frames import CONTRIBUTIONS, DISTRICTS, ELEMENTS, STEPS, TREATMENTS
from sinasec.methods.risk.index_tables import GROUP
from sinasec.methods.risk.shaping import shaped

INSIDE, BORDER, OUTSIDE = "dentro", "frontera", "fuera"
LABELS = ("uCode", "uName", GROUP)  # of a wide table, what is no element


def districts_table(
    edition: RiskEdition, assembled: Assembled, built: Built, chances: pl.DataFrame
) -> pl.DataFrame:
    """DISTRICTS, by rank. `chances`: uCode, rank_low, rank_median, rank_high, p_top."""
    root = edition.root.code
    scores = built.scores.select("uCode", score=pl.col(root))
    ranks = built.ranks.select("uCode", rank=pl.col(root))
    screened = pl.col("unit").is_in(built.left_out)
    table = (
        assembled.units.with_columns(
            state=pl.when(screened).then(pl.lit("sin_informacion")).otherwise(pl.col("state")),
            why=pl.when(screened).then(pl.lit("pocos_datos")).otherwise(pl.col("why")),
        )
        .join(scores, left_on="unit", right_on="uCode", how="left")
        .join(ranks, left_on="unit", right_on="uCode", how="left")
        .join(chances, left_on="unit", right_on="uCode", how="left")
        .with_columns(zone=_zone(*edition.uncertainty.contested))
    )
    return shaped(table, DISTRICTS).sort("rank", "unit", nulls_last=True)


def _zone(low: float, high: float) -> pl.Expr:
    """Inside above the second probability, outside below the first; null when not evaluated."""
    return (
        pl.when(pl.col("p_top").is_null())
        .then(None)
        .when(pl.col("p_top") > high)
        .then(pl.lit(INSIDE))
        .when(pl.col("p_top") < low)
        .then(pl.lit(OUTSIDE))
        .otherwise(pl.lit(BORDER))
    )


def elements_table(edition: RiskEdition, assembled: Assembled, built: Built) -> pl.DataFrame:
    """ELEMENTS: those of the edition, the index first; what is not available weighs nothing."""
    weights: dict[str, float] = dict(built.weights.select("iCode", "Weight").iter_rows())
    height = levels((each.code, each.parent) for each in edition.elements)
    declared = shares_of(edition.elements)
    rows = [
        _element(each, height[each.code], assembled, weights, declared[each.code])
        for each in edition.elements
    ]
    return pl.DataFrame(rows, schema=ELEMENTS)


def _element(
    element: Element,
    level: int,
    assembled: Assembled,
    weights: dict[str, float],
    declared: float,
) -> dict[str, object]:
    found = assembled.measures.get(element.code)
    available = element.code in weights
    return {
        "element": element.code,
        "name": element.name,
        "parent": element.parent,
        "level": level,
        "weight": weights.get(element.code, 0.0),
        "direction": element.direction,
        "unit_of_measure": element.unit,
        "criterion": element.criterion,
        "norm": element.cited,
        "source": found.source if found else "",
        "period": found.period if found else "",
        "treatment": found.treatment if found else "",
        "available": available,
        "why": "" if available else _why(found.why if found else "", declared),
        "reason": element.why,
        "note": element.note,
    }


def _why(why: str, declared: float) -> str:
    """Why the element is not there, and where its weight went: nothing is filled in for it."""
    share = f"{100 * declared:.0f} %"
    reason = why[0].upper() + why[1:] if why else "Ninguna de sus partes tiene datos."
    return (
        f"{reason} No se imputa: su peso ({share} entre sus hermanos) se reparte entre los demás."
    )


def contributions_table(assembled: Assembled, built: Built) -> pl.DataFrame:
    """CONTRIBUTIONS: a row a district and element, the index first within each district."""
    keys = ["unit", "element"]
    table = (
        contributions(built)
        .rename({"uCode": "unit"})
        .join(_long(_entered(built), "value"), on=keys, how="left", maintain_order="left")
        .join(_long(assembled.idata, "given"), on=keys, how="left", maintain_order="left")
        .join(_long(built.scores, "normalised"), on=keys, how="left", maintain_order="left")
        .join(_long(built.ranks, "position"), on=keys, how="left", maintain_order="left")
        .with_columns(imputed=pl.col("value").is_not_null() & pl.col("given").is_null())
    )
    order = ["unit", "level", "element"]
    return shaped(table, CONTRIBUTIONS).sort(order, descending=[False, True, False])


def _entered(built: Built) -> pl.DataFrame:
    """The indicators as they entered the index: imputed where they were, not yet treated."""
    names = [step.name for step in built.steps]
    for name in ("denominate", "impute", "screen"):
        if name in names:
            return built.step(name).table
    codes = [each.code for each in built.tables.tree.indicators]
    frame = pl.DataFrame({"uCode": list(built.tables.units)})
    return frame.hstack(pl.DataFrame(built.tables.values, schema=codes).fill_nan(None))


def _long(wide: pl.DataFrame, name: str) -> pl.DataFrame:
    """unit, element and one number, from uCode and a column an element."""
    numbers = [column for column in wide.columns if column not in LABELS]
    return wide.select("uCode", *numbers).unpivot(
        index="uCode", variable_name="element", value_name=name
    ).rename({"uCode": "unit"})  # fmt: skip


def steps_table(built: Built) -> pl.DataFrame:
    rows = [
        (order, each["step"], canonical(each["arguments"]), each["what"])
        for order, each in enumerate(built.log(), start=1)
    ]
    return pl.DataFrame(rows, schema=STEPS, orient="row")


def step_tables(built: Built) -> dict[str, pl.DataFrame]:
    """ "01-screen" -> its table, in the order of the recipe."""
    return {
        f"{order:02d}-{step.name}": step.table for order, step in enumerate(built.steps, start=1)
    }


def treatments_table(built: Built) -> pl.DataFrame:
    return shaped(built.treatments, TREATMENTS)


def recipe_text(recipe: Recipe) -> str:
    """The recipe as YAML, one step or factor a line."""
    lines: list[str] = []
    for key, items in recipe.as_mapping().items():
        lines += [f"{key}:", *(f"  - {canonical(item)}" for item in _plain(items))]
    return "\n".join(lines) + "\n"


def _plain(items: Sequence[object]) -> list[object]:
    return list(items)


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=list)
