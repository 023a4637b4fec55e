"""From periods to the light of a duty, of a committee and of a region, for every day at once.

A duty shows its current period once that is met; before, the worst of its current period (if it
is demanded yet) and its last closed one. What is not demanded yet, or not at all, is left out.
Legal omissions and weak management never mix: a committee has one light for each.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np
import polars as pl

from sinasec.methods.compliance.decisive import DutyRows, chosen_rows
from sinasec.methods.compliance.frames import COMMITTEE_LIGHTS, DUTY_LIGHTS
from sinasec.methods.compliance.intervals.packed import (
    DAYS,
    NEVER,
    Ints,
    begins,
    dates,
    days_of,
    ends,
    numbered,
)
from sinasec.methods.compliance.lights import Light
from sinasec.methods.compliance.stages import MET_STATES
from sinasec.methods.law import RollUp

ONE_DAY: Final = pl.duration(days=1)
NOT_DEMANDED: Final = ("pendiente", "no_exigible")
ROWS_AT_ONCE: Final = 40_000  # of intervals, to bound what is made on the way
CLASSES: Final = ("verde", "ambar", "rojo", "gris", "no_exigible")


# --- the light of a duty ----------------------------------------------------------------


def duty_lights(intervals: pl.DataFrame, rollup: RollUp) -> pl.DataFrame:
    """The light of each duty of each committee, as rows of days: DUTY_LIGHTS, sorted.

    `version`, `period_from` and `period` name the period that decides the light. Days on which the
    duty does not bind the committee have no row.
    """
    lit = [_lit(block, rollup) for block in _blocks(intervals)]
    return pl.concat([pl.DataFrame(schema=DUTY_LIGHTS), *lit])


def _blocks(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Some rows at a time where those of a committee come together, in order; else, all."""
    place = pl.int_range(pl.len())
    begins = rows.select("committee", place=place).filter(
        pl.col("committee").ne_missing(pl.col("committee").shift()) | (pl.col("place") == 0)
    )
    if begins["committee"].is_duplicated().any() or not begins["committee"].is_sorted():
        yield rows
        return
    starts = begins["place"].to_numpy()
    starts = starts[np.unique(starts // ROWS_AT_ONCE, return_index=True)[1]].tolist()
    for start, end in pairwise([*starts, rows.height]):
        yield rows[start:end]


def _lit(intervals: pl.DataFrame, rollup: RollUp) -> pl.DataFrame:
    chosen = chosen_rows(_duty_rows(intervals, rollup), rollup.late_memory_days)
    said = intervals.select(
        "committee", "duty", "breach", "state", "light", "version", "period_from", "period"
    )
    lit = said[chosen.row].with_columns(day_from=dates(chosen.first), day_to=dates(chosen.last))
    return _touching_joined(lit, DUTY_LIGHTS.names(), pl.Series(chosen.key)).cast(DUTY_LIGHTS)


def _duty_rows(intervals: pl.DataFrame, rollup: RollUp) -> DutyRows:
    key, duties = numbered(intervals, ["committee", "duty"])
    told = intervals.select(
        rank=_rank(rollup),
        met=pl.col("state").is_in(MET_STATES),
        dated=pl.col("rule").is_in(["at_least", "by_date"]),
        standing=pl.col("rule") == "standing",
    )
    bound = days_of(intervals, "binds_to", NEVER)
    return DutyRows(
        key=key,
        committee=duties["committee"].rle_id().to_numpy().astype(np.int64),
        due=days_of(intervals, "due"),
        first=days_of(intervals, "day_from"),
        last=np.minimum(days_of(intervals, "day_to"), bound),
        **{name: told[name].to_numpy() for name in told.columns},
    )


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
    counted = [_counted(_cut(block, horizon_from, horizon_to), rollup) for block in _blocks(duties)]
    return pl.concat([pl.DataFrame(schema=COMMITTEE_LIGHTS), *counted])


def _counted(duties: pl.DataFrame, rollup: RollUp) -> pl.DataFrame:
    keys, key, days, counts = _running_counts(duties)
    chosen = pl.coalesce(
        *(pl.when(pl.col(f"n_{light}") > 0).then(pl.lit(light)) for light in rollup.worst_first),
        pl.lit("gris"),
    )
    lit = keys[key].with_columns(
        day_from=dates(days),
        day_to=dates(np.append(days[1:], 0)[: days.size] - 1),
        **{f"n_{name}": _count_of(counts, number) for number, name in enumerate(CLASSES)},
    )
    held = np.append(key[1:] == key[:-1], False)[: key.size]  # not the day after the last
    lit = lit.filter(held).with_columns(light=chosen)
    joined = _touching_joined(lit, COMMITTEE_LIGHTS.names(), pl.Series(key[held]))
    return joined.cast(COMMITTEE_LIGHTS)


def _cut(rows: pl.DataFrame, first: date | None, last: date | None) -> pl.DataFrame:
    return rows.with_columns(
        day_from=pl.max_horizontal("day_from", pl.lit(first, dtype=pl.Date)),
        day_to=pl.min_horizontal("day_to", pl.lit(last, dtype=pl.Date)),
    ).filter(pl.col("day_from") <= pl.col("day_to"))


FIELD: Final = 12  # bits of each class: a committee has fewer than 4,096 duties


def _running_counts(duties: pl.DataFrame) -> tuple[pl.DataFrame, Ints, Ints, Ints]:
    """Committees and breaches, sorted; and for each day of change of each of them its number, the
    day, and how many duties are in each class from then on, packed in one number.

    A duty adds one to its class on its first day and takes it away after its last, so that the
    running sum is back at zero where a committee ends.
    """
    number, keys = numbered(duties, ["committee", "breach"])
    places = {name: place for place, name in enumerate(CLASSES)}
    kind = pl.when(pl.col("state").is_in(NOT_DEMANDED)).then(pl.lit("no_exigible"))
    place = kind.otherwise("light").replace_strict(places, return_dtype=pl.Int64)
    one = np.left_shift(1, FIELD * duties.select(place).to_series().to_numpy())
    first, after = days_of(duties, "day_from"), days_of(duties, "day_to") + 1
    moments = np.concatenate([number * DAYS + first, number * DAYS + after])
    order = np.argsort(moments, kind="stable")
    totals = np.cumsum(np.concatenate([one, -one])[order])
    moments = moments[order]
    starts = begins(moments)
    key, day = np.divmod(moments[starts], DAYS)
    return keys, key, day, totals[ends(starts, moments.size)]


def _count_of(counts: Ints, place: int) -> pl.Series:
    found = np.right_shift(counts, FIELD * place) & ((1 << FIELD) - 1)
    return pl.Series(found.astype(np.int32))


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
