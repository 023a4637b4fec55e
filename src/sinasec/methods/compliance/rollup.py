"""From periods to the light of a duty, of a committee and of a region, for every day at once.

A duty shows its current period once that is met; before, the worst of its current period (if it
is demanded yet) and its last closed one. What is not demanded yet, or not at all, is left out.
Legal omissions and weak management never mix: a committee has one light for each.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

import polars as pl

from sinasec.methods.compliance.frames import COMMITTEE_LIGHTS, DUTY_LIGHTS
from sinasec.methods.compliance.lights import Light
from sinasec.methods.compliance.stages import MET_STATES
from sinasec.methods.law import RollUp

ONE_DAY: Final = pl.duration(days=1)
NOT_DEMANDED: Final = ("pendiente", "no_exigible")
CLASSES: Final = ("verde", "ambar", "rojo", "gris", "no_exigible")


# --- the light of a duty ----------------------------------------------------------------
#
# Each row of days is cut to its decisive part; a duty's days of change split those parts into
# spans, and on each span the part that comes first decides. Spans and parts are packed into
# 64-bit keys: (duty of a committee, day) and (span, rank, part).


def duty_lights(intervals: pl.DataFrame, rollup: RollUp) -> pl.DataFrame:
    """The light of each duty of each committee, as rows of days: DUTY_LIGHTS, sorted.

    `version`, `period_from` and `period` name the period that decides the light. Days on which the
    duty does not bind the committee have no row.
    """
    parts = _decisive_parts(_keyed(intervals, rollup), rollup)
    chosen = _first_of_each_span(parts)
    said = intervals.select(
        "committee", "duty", "breach", "state", "light", "version", "period_from", "period"
    )
    lit = pl.concat([said[chosen["row"]], chosen.select("day_from", "day_to")], how="horizontal")
    return _touching_joined(lit, DUTY_LIGHTS.names(), chosen["key"]).cast(DUTY_LIGHTS)


def _keyed(intervals: pl.DataFrame, rollup: RollUp) -> pl.DataFrame:
    """row, key (number of the committee's duty, in order), and what the parts are made of."""
    pair = ["committee", "duty"]
    keys = intervals.select(pair).unique().sort(pair).with_row_index("key")
    return intervals.select(
        *pair,
        "rule",
        "due",
        "day_from",
        day_to=pl.min_horizontal("day_to", "binds_to"),
        met=pl.col("state").is_in(MET_STATES),
        rank=_rank(rollup),
        row=pl.int_range(pl.len(), dtype=pl.UInt32),
    ).join(keys, on=pair, maintain_order="left")


def _rank(rollup: RollUp) -> pl.Expr:
    """Order in which parts decide: worst first; then not demanded yet; then not at all."""
    order = {light: number for number, light in enumerate(rollup.worst_first, start=1)}
    return (
        pl.when(pl.col("state") == "pendiente")
        .then(len(order) + 1)
        .when(pl.col("state") == "no_exigible")
        .then(len(order) + 2)
        .otherwise(pl.col("light").replace_strict(order, return_dtype=pl.Int64))
    )


CURRENT_AND_MET: Final = 0


def _decisive_parts(rows: pl.DataFrame, rollup: RollUp) -> pl.DataFrame:
    """The part of each row in which its period is the current, last closed or remembered one.

    Sorted so that of two parts of one rank the first decides: current, then first due.
    """
    by_period = rows.filter(pl.col("rule").is_in(["at_least", "by_date"]))
    roles = by_period.join(_neighbours(by_period), on=["key", "due"], how="left")
    memory = pl.col("due") + pl.duration(days=rollup.late_memory_days)
    within = rows.filter(pl.col("rule") == "within")
    standing = rows.filter(pl.col("rule") == "standing")
    parts = [
        _part(roles, True, pl.col("previous") + ONE_DAY, pl.col("due")),
        _part(standing, True, pl.col("day_from"), pl.col("day_to")),
        _part(roles, False, pl.col("due") + ONE_DAY, pl.col("following")),
        _part(within, False, pl.col("day_from"), memory),
    ]
    return pl.concat(part.sort("due", "row") for part in parts)


def _part(rows: pl.DataFrame, current: bool, first: pl.Expr, last: pl.Expr) -> pl.DataFrame:
    decides = pl.when(pl.col("met")).then(CURRENT_AND_MET).otherwise("rank")
    return rows.select(
        "row",
        "key",
        "due",
        rank=decides if current else pl.col("rank"),
        day_from=pl.max_horizontal("day_from", first),
        day_to=pl.min_horizontal("day_to", last),
    ).filter(pl.col("day_from") <= pl.col("day_to"))


def _neighbours(rows: pl.DataFrame) -> pl.DataFrame:
    """key, due and the due days before and after it in the same duty.

    A period that a reform took over before its due day closes nothing: it is no neighbour.
    """
    last = rows.group_by("committee").agg(last=pl.col("day_to").max())
    dues = rows.group_by("key", "due").agg(pl.col("committee").first(), pl.col("day_to").max())
    closes = pl.col("day_to") >= pl.min_horizontal("due", "last")
    closing = pl.when(closes).then("due")
    return (
        dues.join(last, on="committee")
        .sort("key", "due")
        .select(
            "key",
            "due",
            previous=closing.shift(1).forward_fill().over("key"),
            following=closing.shift(-1).backward_fill().over("key"),
        )
    )


def _first_of_each_span(parts: pl.DataFrame) -> pl.DataFrame:
    """row, key, day_from, day_to: the row that decides each span, in order."""
    first = _moment(parts, pl.col("day_from"))
    after = _moment(parts, pl.col("day_to") + ONE_DAY)
    moments = pl.concat([first, after]).unique().sort()
    spread = pl.DataFrame(
        {
            "order": parts["rank"].cast(pl.Int64) * MANY
            + pl.int_range(parts.height, eager=True, dtype=pl.Int64),
            "span": pl.DataFrame(
                {"from": moments.search_sorted(first), "to": moments.search_sorted(after)}
            )
            .select(pl.int_ranges("from", "to", dtype=pl.Int64))
            .to_series(),
        }
    ).explode("span")
    packed = spread.select(pl.col("span") * (8 * MANY) + pl.col("order")).to_series().sort()
    span = packed // (8 * MANY)
    decides = packed.filter(span.ne_missing(span.shift(1)))
    span, part = decides // (8 * MANY), decides % MANY
    start, end = moments.gather(span), moments.gather(span + 1)
    return pl.DataFrame(
        {
            "row": parts["row"].gather(part),
            "key": start // DAYS,
            "day_from": (start % DAYS).cast(pl.Int32).cast(pl.Date),
            "day_to": (end % DAYS - 1).cast(pl.Int32).cast(pl.Date),
        }
    )


DAYS: Final = 1 << 16
MANY: Final = 1 << 30


def _moment(parts: pl.DataFrame, day: pl.Expr) -> pl.Series:
    """(duty of a committee, day) as one number."""
    return parts.select(
        pl.col("key").cast(pl.Int64) * DAYS + day.to_physical().cast(pl.Int64)
    ).to_series()


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
    key = lit.select(pl.struct("committee", "breach").rle_id()).to_series()
    return _touching_joined(lit, COMMITTEE_LIGHTS.names(), key).cast(COMMITTEE_LIGHTS)


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


def _touching_joined(rows: pl.DataFrame, names: list[str], key: pl.Series) -> pl.DataFrame:
    """Rows of one key that touch and say the same, made one. `rows` come in order of key and day.

    `key`: one number per row. Columns: `names`.
    """
    said = [name for name in names if name not in ("day_from", "day_to", "committee", "duty")]
    touches = pl.col("day_from") == pl.col("day_to").shift(1) + ONE_DAY
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift(1)) for name in said)
    joined = rows.select(touches & same).to_series().fill_null(False)
    new = ~(joined & key.eq_missing(key.shift(1)))
    last = rows["day_to"].filter(new.shift(-1).fill_null(True))
    return rows.filter(new).with_columns(last.alias("day_to")).select(names)


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
