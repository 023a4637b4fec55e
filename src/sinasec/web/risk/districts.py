"""The districts of a publication with what the pages add: region, text to search, order of names.

Computed once for each publication; no page reads district by district.
"""

import re
from typing import Any, Final

import polars as pl
from django.http import Http404

from sinasec.publications.models import Publication
from sinasec.publications.trust.remembered import remembered
from sinasec.risk.published import reading
from sinasec.territories.reference import place_of, region_of
from sinasec.web.regions import REGION_NAMES
from sinasec.web.risk.classes import Classes, classes
from sinasec.web.risk.words import ZONES, apart
from sinasec.web.words import NARROW_SPACE, sorting

MONTHS: Final = 12
THOUSANDS: Final = re.compile(r"(?<=\d) (?=\d{3})")


@remembered(6)
def districts(publication: Publication) -> pl.DataFrame:
    """DISTRICTS and the columns of `_ADDED`.

    `zone` is never null here: without a score it is `sin_informacion`. `thin`: it has a place and
    reports in less than half of the months looked at, so that silence may be what is missing.
    `apart`: a sentence when its rank falls outside its own interval.
    """
    table = reading.table(publication, "distritos")
    found = classes(table["score"])
    peers = peer_names(publication)
    before = reading.edition(publication).window - 1
    half = (MONTHS * before + publication.as_of.month) / 2
    rows = [_added(row, found, peers, half) for row in table.iter_rows(named=True)]
    more = pl.DataFrame(rows, schema=_ADDED)
    return pl.concat([table.drop("zone"), more], how="horizontal").sort("by_name", "unit")


_ADDED: Final = {
    "zone": pl.Enum(ZONES),
    "region": pl.String,
    "region_name": pl.String,
    "peer_name": pl.String,
    "place": pl.String,
    "step": pl.Int32,
    "text": pl.String,
    "by_name": pl.String,
    "thin": pl.Boolean,
    "apart": pl.String,
}


def _added(
    row: dict[str, Any], found: Classes, peers: dict[str, str], half: float
) -> dict[str, Any]:
    region = region_of(row["unit"])
    region_name = REGION_NAMES.get(region, row["department"])
    words = f"{row['unit']} {row['name']} {row['province']} {row['department']} {region_name}"
    return {
        "zone": row["zone"] if row["state"] == "evaluado" else "sin_informacion",
        "region": region,
        "region_name": region_name,
        "peer_name": peers.get(row["peer"], row["peer"] or ""),
        "place": place_of(row["unit"]),
        "step": found.of(row["score"]),
        "text": sorting(words),
        "by_name": sorting(row["name"]),
        "thin": row["rank"] is not None and row["months_covered"] < half,
        "apart": apart(row),
    }


def as_published(table: pl.DataFrame) -> pl.DataFrame:
    """Rows of `districts` with the zone as the package has it: none without a score."""
    known = pl.col("zone") != "sin_informacion"
    return table.with_columns(zone=pl.when(known).then(pl.col("zone").cast(pl.String)))


@remembered(6)
def steps(publication: Publication) -> Classes:
    """The classes of the score in the map."""
    return classes(reading.table(publication, "distritos")["score"])


def peer_names(publication: Publication) -> dict[str, str]:
    """Code of a kind of municipality -> its name, in the order of the edition.

    The thousands of its numbers stay on one line.
    """
    table = reading.table(publication, "pares")
    named = table.select("peer", "name").iter_rows()
    return {peer: THOUSANDS.sub(NARROW_SPACE, name) for peer, name in named}


def district_or_404(publication: Publication, unit: str) -> dict[str, Any]:
    found = districts(publication).filter(pl.col("unit") == unit)
    if found.is_empty():
        raise Http404(
            "No hay un distrito con ese código en esta publicación del índice. Los códigos son los "
            "del INEI, con seis cifras (150101 es Lima). Búsquelo por su nombre en "
            "/riesgo/distritos/."
        )
    return found.row(0, named=True)
