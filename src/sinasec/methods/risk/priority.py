"""The yearly list of priority districts that a rule proposes from a published index."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from sinasec.methods.risk.written_reasons import reason_faults

PROPOSAL: Final = pl.Schema(
    {
        "unit": pl.String,
        "name": pl.String,
        "province": pl.String,
        "department": pl.String,
        "rank": pl.Int32,  # null when sin_informacion, and so is the next one
        "p_top": pl.Float64,
        "zone": pl.String,  # dentro | frontera | fuera | sin_informacion, by the rule
        "listed": pl.Boolean,
        "reason": pl.String,  # written by a person; "" when the rule alone decides
        "why": pl.String,  # a sentence: why it is or is not in the list
    }
)


@dataclass(frozen=True, slots=True)
class PriorityRule:
    """`enter_from`, `border_from`: probabilities of being among the first k; above the first a
    district enters; from the second up to it, it is in the border, as in the index. `start`: first
    day on which the norm asks for the list. `bonus_points`: what the norm gives to those listed.
    `reason_letters`: the least of a written reason. `index_years`: years that the index may be
    older than the list."""

    code: str
    title: str
    ejemplo: bool
    norm: str
    norm_url: str
    start: date
    duty: str
    says: str
    choice: str
    enter_from: float
    border_from: float
    border_needs_reason: bool
    exclude_needs_reason: bool
    reason_letters: int
    reasons: str
    index_years: int
    index_age: str
    without_information: str
    bonus_points: int


class CannotList(ValueError):
    """The list cannot be made as asked. `faults`: every sentence."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(faults))


def priority_list(
    rule: PriorityRule,
    districts: pl.DataFrame,
    include: Mapping[str, str] | None = None,
    exclude: Mapping[str, str] | None = None,
) -> pl.DataFrame:
    """The proposal (PROPOSAL), every district of `districts` (frames.DISTRICTS) in rank order.

    `include`, `exclude`: district -> written reason. Raises CannotList with every fault at once.
    """
    added, removed = dict(include or {}), dict(exclude or {})
    proposal = districts.with_columns(zone=_zone(rule)).with_columns(
        reason=pl.col("unit").replace_strict(added | removed, default="").cast(pl.String)
    )
    if faults := _faults(rule, proposal, added, removed):
        raise CannotList(faults)
    by_rule = (pl.col("zone") == "dentro") | _border_enters(rule)
    listed = (by_rule | pl.col("unit").is_in(list(added))) & ~pl.col("unit").is_in(list(removed))
    said = proposal.with_columns(listed=listed).with_columns(why=_why(rule))
    return said.select(list(PROPOSAL)).sort("rank", "unit", nulls_last=True)


def _zone(rule: PriorityRule) -> pl.Expr:
    return (
        pl.when(pl.col("state") != "evaluado")
        .then(pl.lit("sin_informacion"))
        .when(pl.col("p_top") > rule.enter_from)
        .then(pl.lit("dentro"))
        .when(pl.col("p_top") >= rule.border_from)
        .then(pl.lit("frontera"))
        .otherwise(pl.lit("fuera"))
    )


def _border_enters(rule: PriorityRule) -> pl.Expr:
    return (pl.col("zone") == "frontera") & pl.lit(not rule.border_needs_reason)


def _why(rule: PriorityRule) -> pl.Expr:
    share = (pl.col("p_top") * 100).round(1)
    almost = (share == 100) & (pl.col("p_top") < 1)
    chance = (
        pl.when(almost)
        .then(pl.lit("más del 99,9"))
        .otherwise(share.cast(pl.String).str.replace(".", ",", literal=True))
    )
    among = pl.concat_str(
        pl.lit("está entre los primeros en "), chance, pl.lit(" % de los cálculos")
    )
    written = pl.concat_str(pl.lit(": "), pl.col("reason"))
    by_hand = pl.col("reason") != ""
    unknown = pl.col("zone") == "sin_informacion"
    return (
        pl.when(pl.col("listed") & by_hand)
        .then(pl.concat_str(pl.lit("Entra por decisión escrita"), written))
        .when(by_hand)
        .then(pl.concat_str(pl.lit("No entra por decisión escrita"), written))
        .when(unknown)
        .then(pl.lit("No se propone: sin información."))
        .when(pl.col("listed"))
        .then(pl.concat_str(pl.lit("Entra: "), among, pl.lit(".")))
        .when(pl.col("zone") == "frontera")
        .then(pl.concat_str(pl.lit("No entra sin una razón escrita: "), among, pl.lit(".")))
        .otherwise(pl.concat_str(pl.lit("No entra: "), among, pl.lit(".")))
    )


def _faults(
    rule: PriorityRule,
    proposal: pl.DataFrame,
    added: Mapping[str, str],
    removed: Mapping[str, str],
) -> list[str]:
    zones = dict(proposal.select("unit", "zone").iter_rows())
    faults = [
        f"El distrito {unit} no está en la publicación: revise el código."
        for unit in [*added, *removed]
        if unit not in zones
    ]
    faults += [
        f"El distrito {unit} no puede incluirse y excluirse a la vez."
        for unit in added
        if unit in removed
    ]
    for unit, reason in added.items():
        if not reason.strip():
            faults.append(f"Para incluir al distrito {unit} escriba la razón.")
        elif zones.get(unit) == "dentro":
            faults.append(f"El distrito {unit} ya entra por la regla: no hace falta incluirlo.")
    for unit, reason in removed.items():
        if rule.exclude_needs_reason and not reason.strip():
            faults.append(f"Para excluir al distrito {unit} escriba la razón.")
        elif zones.get(unit, "dentro") not in ("dentro", *_of_border(rule)):
            faults.append(f"El distrito {unit} no entra por la regla: no hace falta excluirlo.")
    written = {unit: text for unit, text in (*added.items(), *removed.items()) if text.strip()}
    names = dict(proposal.select("unit", "name").iter_rows())
    return faults + reason_faults(written, names, rule.reason_letters)


def _of_border(rule: PriorityRule) -> tuple[str, ...]:
    return () if rule.border_needs_reason else ("frontera",)
