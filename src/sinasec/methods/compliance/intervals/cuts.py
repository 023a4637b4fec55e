"""Cut rows of days at given days, and join again those that say the same."""

from collections.abc import Sequence

import polars as pl

ONE_DAY = pl.duration(days=1)


def cut(rows: pl.DataFrame, days: pl.DataFrame, by: str) -> pl.DataFrame:
    """Rows split so that no piece spans a cut: a piece starts on each day of its key.

    rows: `by`, day_from, day_to and others, kept. days: `by`, day (first day of a piece).
    Keys without cuts pass unchanged.
    """
    numbered = rows.with_row_index("cut_row")
    inside = (
        numbered.select("cut_row", by, "day_from", "day_to")
        .join(days.select(by, "day").unique(), on=by)
        .filter((pl.col("day") > pl.col("day_from")) & (pl.col("day") <= pl.col("day_to")))
        .select("cut_row", "day")
    )
    if inside.is_empty():
        return rows
    starts = pl.concat([numbered.select("cut_row", day="day_from"), inside]).sort("cut_row", "day")
    following = pl.col("day").shift(-1).over("cut_row")
    pieces = starts.with_columns(piece_to=following - ONE_DAY)
    return (
        pieces.join(numbered, on="cut_row", maintain_order="left")
        .with_columns(day_from="day", day_to=pl.coalesce("piece_to", "day_to"))
        .select(rows.columns)
    )


def coalesced(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Rows of one key that touch and say the same, made one. Keeps columns; sorted by key, day.

    rows: `by`, day_from, day_to and whatever they say.
    """
    said = [name for name in rows.columns if name not in ("day_from", "day_to")]
    ordered = rows.sort(*by, "day_from")
    touches = pl.col("day_from") == pl.col("day_to").shift(1) + ONE_DAY
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift(1)) for name in said)
    return (
        ordered.with_columns(island=(~(touches & same).fill_null(False)).cum_sum())
        .group_by("island", maintain_order=True)
        .agg(
            *(pl.col(name).first() for name in said),
            pl.col("day_from").min(),
            pl.col("day_to").max(),
        )
        .select(rows.columns)
    )
