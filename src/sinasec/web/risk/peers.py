"""The municipalities a district is compared with: those of its kind, nearest in population."""

from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from sinasec.publications.models import Publication
from sinasec.risk.published import reading
from sinasec.web.charts.scale import Scale, ranks
from sinasec.web.risk.districts import districts
from sinasec.web.risk.rows import rank_line

NEAREST: Final = 6


@dataclass(frozen=True, slots=True)
class Peers:
    """`place`: of the district among the ranked of its kind, 1 the highest score; None without.

    `first`, `last`: the places its interval of rank spans among the published ranks of the others.
    """

    name: str
    units: int
    ranked: int
    place: int | None
    first: int | None
    last: int | None
    rows: tuple[dict[str, Any], ...]
    scale: Scale


def peers(publication: Publication, row: dict[str, Any]) -> Peers:
    """The districts of the same kind nearest in population, the district among them."""
    same = districts(publication).filter(pl.col("peer") == row["peer"])
    ranked = same.filter(pl.col("rank").is_not_null())
    people = row["population"] or 0
    away = (pl.col("population").fill_null(0) - people).abs()
    others = ranked.filter(pl.col("unit") != row["unit"]).sort(away, "unit").head(NEAREST)
    rows = [*others.to_dicts(), *([row] if row["rank"] is not None else [])]
    k = reading.top(publication)
    scale = ranks((one[end] for one in rows for end in ("rank_high", "rank")), 2 * k)
    drawn = [one | {"line": rank_line(one, scale, k)} for one in rows]
    place, first, last = (_place(ranked, row, end) for end in ("rank", "rank_low", "rank_high"))
    ordered = tuple(sorted(drawn, key=lambda one: (one["rank"], one["unit"])))
    return Peers(row["peer_name"], same.height, ranked.height, place, first, last, ordered, scale)


def _place(ranked: pl.DataFrame, row: dict[str, Any], end: str) -> int | None:
    """Among its kind, as if its rank were that one; None without a rank."""
    if row["rank"] is None:
        return None
    others = ranked.filter(pl.col("unit") != row["unit"])
    return others.filter(pl.col("rank") < row[end]).height + 1
