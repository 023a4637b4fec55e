"""The acts that may count, by kind, and what they say: each distinct text is read once.

What an act says is JSON, slow to read, and the acts of a country say few different things.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from sinasec.methods.law import Level

EMPTY = pl.Schema({"act_id": pl.String, "date": pl.Date, "c": pl.UInt32, "said": pl.UInt32})


@dataclass(frozen=True, slots=True)
class Counted:
    """`by_kind`: kind -> act_id, date, c, said, in the order in which they came.

    `levels`: that of each committee, by c. `texts`: attributes, each distinct one once, where
    `said` is its place.
    """

    by_kind: Mapping[str, pl.DataFrame]
    levels: pl.Series
    texts: pl.DataFrame

    def of(self, kinds: Iterable[str], levels: Iterable[Level] | None = None) -> pl.DataFrame:
        """act_id, date, c, said of some kinds, of the committees of some levels; None, of all."""
        found = [self.by_kind[kind] for kind in dict.fromkeys(kinds) if kind in self.by_kind]
        acts = pl.concat([pl.DataFrame(schema=EMPTY), *found])
        return acts if levels is None else self.at(acts, levels)

    def at(self, acts: pl.DataFrame, levels: Iterable[Level]) -> pl.DataFrame:
        """Those of the committees of some levels. acts: c."""
        mine = self.levels.is_in(list(levels))
        return acts if mine.all() else acts.filter(mine.gather(acts["c"]))

    def read(self, acts: pl.DataFrame, what: pl.Expr) -> pl.Series:
        """What each act says: `what` of the column `attributes`. acts: said."""
        places = acts["said"].unique()
        values = self.texts[places].with_columns(value=what)["value"]
        return values.gather(_places_in(places, self.texts.height).gather(acts["said"]))


def _places_in(places: pl.Series, size: int) -> pl.Series:
    """Where each number below `size` is in `places`, 0 when it is not."""
    order = pl.int_range(len(places), dtype=pl.UInt32, eager=True)
    return pl.zeros(size, dtype=pl.UInt32, eager=True).scatter(places, order)


def _place_in(distinct: pl.Series, texts: pl.Series) -> pl.Series:
    """The place of each text in a column of distinct ones; null when it is not there."""
    return texts.cast(pl.Enum(distinct), strict=False).to_physical().cast(pl.UInt32)


def counted_by_kind(acts: pl.DataFrame, units: pl.DataFrame) -> Counted:
    """acts: act_id, committee, kind, date, attributes. units: COMMITTEES with c, in its order.

    Acts of committees that are not asked about fall out.
    """
    texts = acts["attributes"].unique()
    numbered = acts.select(
        "kind",
        "act_id",
        "date",
        c=_place_in(units["committee"], acts["committee"]),
        said=_place_in(texts, acts["attributes"]),
    ).drop_nulls("c")
    parts = numbered.partition_by("kind", as_dict=True, include_key=False)
    by_kind = {str(kind): part for (kind,), part in parts.items()}
    return Counted(by_kind, units["level"], texts.to_frame())
