"""From periods to the light of a duty, of a committee and of a region, for every day at once.

A duty shows its current period once that is met; before, the worst of its current period (if it
is demanded yet) and its last closed one. What is not demanded yet, or not at all, is left out.
Legal omissions and weak management never mix: a committee has one light for each.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

import polars as pl

from sinasec.methods.frames import COMMITTEE_LIGHTS, DUTY_LIGHTS
from sinasec.methods.law import RollUp
from sinasec.methods.lights import Light
from sinasec.methods.stages import MET_STATES

ONE_DAY: Final = pl.duration(days=1)
NOT_DEMANDED: Final = ("pendiente", "no_exigible")
CLASSES: Final = ("verde", "ambar", "rojo", "gris", "no_exigible")


# --- the light of a duty ----------------------------------------------------------------


def duty_lights(intervals: pl.DataFrame, rollup: RollUp) -> pl.DataFrame:
    """The light of each duty of each committee, as rows of days: DUTY_LIGHTS, sorted.

    `period` is the one that decides the light. Days on which the duty does not bind the
    committee have no row.
    """
    parts = _decisive_parts(intervals, rollup).with_row_index("part")
    days = _days_of_change(parts)
    chosen = _first_of_each_day(parts, days, rollup)
    return _touching_joined(chosen, DUTY_LIGHTS.names()).cast(DUTY_LIGHTS)


def _decisive_parts(intervals: pl.DataFrame, rollup: RollUp) -> pl.DataFrame:
    """The part of each row in which its period is the current, last closed or remembered one."""
    bound = intervals.with_columns(day_to=pl.min_horizontal("day_to", "binds_to")).with_row_index(
        "row"
    )
    by_period = bound.filter(pl.col("rule").is_in(["at_least", "by_date"]))
    roles = by_period.join(_neighbours(by_period), on=["committee", "duty", "due"], how="left")
    memory = pl.col("due") + pl.duration(days=rollup.late_memory_days)
    within = bound.filter(pl.col("rule") == "within")
    parts = [
        _part(roles, True, pl.col("previous") + ONE_DAY, pl.col("due")),
        _part(roles, False, pl.col("due") + ONE_DAY, pl.col("following")),
        _part(within, False, pl.col("day_from"), memory),
        _part(bound.filter(pl.col("rule") == "standing"), True, pl.col("day_from"), DAY_TO),
    ]
    order = ["current", "due", "row"]  # of two that say the same: the current, then the first due
    return pl.concat(parts).sort(order, descending=[True, False, False]).drop("row", "due")


DAY_TO: Final = pl.col("day_to")


def _neighbours(rows: pl.DataFrame) -> pl.DataFrame:
    """committee, duty, due and the due days before and after it in the same duty.

    A period that a reform took over before its due day closes nothing: it is no neighbour.
    """
    over = ["committee", "duty"]
    last = rows.group_by("committee").agg(last=pl.col("day_to").max())
    dues = rows.group_by(*over, "due").agg(pl.col("day_to").max()).join(last, on="committee")
    closes = pl.col("day_to") >= pl.min_horizontal("due", "last")
    closing = pl.when(closes).then("due")
    return (
        dues.sort(*over, "due")
        .with_columns(
            previous=closing.shift(1).forward_fill().over(over),
            following=closing.shift(-1).backward_fill().over(over),
        )
        .select(*over, "due", "previous", "following")
    )


def _part(rows: pl.DataFrame, current: bool, first: pl.Expr, last: pl.Expr) -> pl.DataFrame:
    return rows.select(
        "row",
        "due",
        "committee",
        "duty",
        "breach",
        "state",
        "light",
        "period",
        day_from=pl.max_horizontal("day_from", first),
        day_to=pl.min_horizontal("day_to", last),
        current=pl.lit(current),
    ).filter(pl.col("day_from") <= pl.col("day_to"))


def _days_of_change(parts: pl.DataFrame) -> pl.DataFrame:
    """committee, duty, day (numbered `place`) on which some part begins or has ended."""
    key = ["committee", "duty"]
    return (
        pl.concat(
            [
                parts.select(*key, day="day_from"),
                parts.select(*key, day=pl.col("day_to") + ONE_DAY),
            ]
        )
        .unique()
        .sort(*key, "day")
        .with_row_index("place")
    )


def _first_of_each_day(parts: pl.DataFrame, days: pl.DataFrame, rollup: RollUp) -> pl.DataFrame:
    """Between two days of change, the part that decides."""
    key = ["committee", "duty"]
    spread = (
        parts.select("part", *key, "day_from", "day_to", rank=_rank(rollup))
        .with_columns(after=pl.col("day_to") + ONE_DAY)
        .join(days, left_on=[*key, "day_from"], right_on=[*key, "day"])
        .join(days.rename({"place": "end"}), left_on=[*key, "after"], right_on=[*key, "day"])
        .select("part", "rank", place=pl.int_ranges("place", "end"))
        .explode("place")
    )
    first = spread.sort("place", "rank", "part").unique("place", keep="first", maintain_order=True)
    following = days.select("place", "day", next_day=pl.col("day").shift(-1))
    return (
        first.with_columns(pl.col("place").cast(pl.UInt32))
        .join(following, on="place", maintain_order="left")
        .join(parts.drop("day_from", "day_to"), on="part", maintain_order="left")
        .with_columns(day_from="day", day_to=pl.col("next_day") - ONE_DAY)
    )


def _rank(rollup: RollUp) -> pl.Expr:
    """Order in which parts decide: current and met; then worst first; then not demanded."""
    order = {light: number for number, light in enumerate(rollup.worst_first, start=1)}
    return (
        pl.when(pl.col("current") & pl.col("state").is_in(MET_STATES))
        .then(0)
        .when(pl.col("state") == "pendiente")
        .then(len(order) + 1)
        .when(pl.col("state") == "no_exigible")
        .then(len(order) + 2)
        .otherwise(pl.col("light").replace_strict(order, return_dtype=pl.Int64))
    )


# --- the light of a committee -----------------------------------------------------------


def committee_lights(
    intervals: pl.DataFrame,
    rollup: RollUp,
    horizon_from: date | None = None,
    horizon_to: date | None = None,
) -> pl.DataFrame:
    """The light of each committee for each kind of breach, as rows of days: COMMITTEE_LIGHTS.

    n_gris counts duties without information; n_no_exigible those not demanded (yet). A light
    that is gris with n_gris = 0 reads "no exigible". A horizon, if given, cuts the rows.
    """
    return committee_lights_of(duty_lights(intervals, rollup), rollup, horizon_from, horizon_to)


def committee_lights_of(
    duties: pl.DataFrame,
    rollup: RollUp,
    horizon_from: date | None = None,
    horizon_to: date | None = None,
) -> pl.DataFrame:
    """The same from DUTY_LIGHTS already made."""
    totals = _running_counts(_cut(duties, horizon_from, horizon_to))
    chosen = pl.coalesce(
        *(pl.when(pl.col(f"n_{light}") > 0).then(pl.lit(light)) for light in rollup.worst_first),
        pl.lit("gris"),
    )
    lit = totals.with_columns(light=chosen)
    return _touching_joined(lit, COMMITTEE_LIGHTS.names(), ["committee", "breach"]).cast(
        COMMITTEE_LIGHTS
    )


def _cut(rows: pl.DataFrame, first: date | None, last: date | None) -> pl.DataFrame:
    return rows.with_columns(
        day_from=pl.max_horizontal("day_from", pl.lit(first, dtype=pl.Date)),
        day_to=pl.min_horizontal("day_to", pl.lit(last, dtype=pl.Date)),
    ).filter(pl.col("day_from") <= pl.col("day_to"))


def _running_counts(duties: pl.DataFrame) -> pl.DataFrame:
    """committee, breach, day_from, day_to and how many duties are in each class."""
    key = ["committee", "breach"]
    kind = pl.when(pl.col("state").is_in(NOT_DEMANDED)).then(pl.lit("no_exigible"))
    marked = duties.select(*key, "day_from", "day_to", kind=kind.otherwise("light"))
    one = pl.lit(1, dtype=pl.Int32)
    events = pl.concat(
        [
            marked.select(*key, "kind", day="day_from", step=one),
            marked.select(*key, "kind", day=pl.col("day_to") + ONE_DAY, step=-one),
        ]
    )
    names = [f"n_{name}" for name in CLASSES]
    step = pl.col("step")
    totals = (
        events.group_by(*key, "day")
        .agg(*(step.filter(pl.col("kind") == name).sum().alias(f"n_{name}") for name in CLASSES))
        .sort(*key, "day")
        .with_columns(pl.col(names).cum_sum().over(key), next_day=pl.col("day").shift(-1).over(key))
    )
    return totals.drop_nulls("next_day").with_columns(
        day_from="day", day_to=pl.col("next_day") - ONE_DAY
    )


def _touching_joined(
    rows: pl.DataFrame, names: list[str], key: list[str] | None = None
) -> pl.DataFrame:
    """Rows in order, those that touch and say the same made one. Columns: `names`."""
    key = key or ["committee", "duty"]
    said = [name for name in names if name not in ("day_from", "day_to")]
    ordered = rows.select(names).sort(*key, "day_from")
    touches = pl.col("day_from") == pl.col("day_to").shift(1) + ONE_DAY
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift(1)) for name in said)
    starts = ordered.with_columns(new=~(touches & same).fill_null(False))
    last = pl.col("day_to").filter(pl.col("new").shift(-1).fill_null(True))
    return starts.filter("new").with_columns(starts.select(last).to_series()).select(names)


# --- the light of a region --------------------------------------------------------------


def region_light(counts: Mapping[str, int], rollup: RollUp) -> Light:
    """The light of a region (or country) from its committees' lights.

    counts: light -> committees, gris being those without information; committees of which
    nothing is demanded are not counted. Green share of the informed, in 0-100, against
    `region_bands`; gris when fewer than `region_min_informed` per cent are informed.
    """
    informed = sum(counts.get(light, 0) for light in ("verde", "ambar", "rojo"))
    known = informed + counts.get("gris", 0)
    if informed == 0 or 100 * informed < rollup.region_min_informed * known:
        return "gris"
    green = 100 * counts.get("verde", 0) / informed
    bar_green, bar_amber = rollup.region_bands
    if green >= bar_green:
        return "verde"
    return "ambar" if green >= bar_amber else "rojo"
