"""The districts next to one, and what they say of its score."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from sinasec.publications.models import Publication
from sinasec.risk.published import reading
from sinasec.web.risk.districts import districts
from sinasec.web.risk.elements import index_of
from sinasec.web.risk.words import CLUSTERS


@dataclass(frozen=True, slots=True)
class Around:
    """`cluster`: in words, '' without a statistic. `rows`: the districts next to it."""

    cluster: str
    significant: bool
    q: float | None
    rows: tuple[dict[str, Any], ...]


def around(publication: Publication, unit: str) -> Around:
    """What the neighbours say of the score of the district."""
    index = index_of(publication)["element"]
    found = [
        row for row in reading.rows_of(publication, "espacial", unit) if row["element"] == index
    ]
    cluster = found[0]["cluster"] if found else ""
    return Around(
        CLUSTERS.get(cluster, ""),
        cluster not in ("", "no_significativo"),
        found[0]["q"] if found else None,
        tuple(_neighbours(publication, unit)),
    )


def _neighbours(publication: Publication, unit: str) -> Sequence[dict[str, Any]]:
    pairs = reading.inputs(publication).neighbours
    codes = pairs.filter(pl.col("unit") == unit)["neighbour"]
    return (
        districts(publication)
        .filter(pl.col("unit").is_in(codes.to_list()))
        .sort("rank", "unit", nulls_last=True)
        .to_dicts()
    )
