"""The places of two rankings among the units that both of them rank."""

import polars as pl


def among_both(places: pl.DataFrame, one: str, other: str) -> pl.DataFrame:
    """`places` with `before`, `after` and `shift`, null where a unit has only one rank.

    one, other: columns of ranks, 1 the first. `before`, `after`: the place each gives among the
    units ranked in both, so that one more unit in the list moves nobody by itself. `shift`: places
    gained towards the first, negative when it falls.
    """
    both = pl.col(one).is_not_null() & pl.col(other).is_not_null()
    among = places.with_columns(
        before=pl.when(both).then(one).rank("min").cast(pl.Int32),
        after=pl.when(both).then(other).rank("min").cast(pl.Int32),
    )
    return among.with_columns(shift=pl.col("before") - pl.col("after"))
