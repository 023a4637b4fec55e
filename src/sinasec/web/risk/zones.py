"""How many districts are inside, on the border, outside and without information."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.utils.safestring import SafeString

from sinasec.web.charts.stacked import Part, small
from sinasec.web.risk.words import ZONES
from sinasec.web.words import sorting


@dataclass(frozen=True, slots=True)
class Tally:
    """Districts in each zone."""

    dentro: int = 0
    frontera: int = 0
    fuera: int = 0
    sin_informacion: int = 0

    @property
    def total(self) -> int:
        return self.dentro + self.frontera + self.fuera + self.sin_informacion

    @property
    def ranked(self) -> int:
        return self.total - self.sin_informacion


def tally(table: pl.DataFrame) -> Tally:
    """Of a table with the column `zone`."""
    return _tally(dict(table.group_by("zone").len().iter_rows()))


def _tally(counts: Mapping[str, int]) -> Tally:
    return Tally(**{zone: counts.get(zone, 0) for zone in ZONES})


def by_region(table: pl.DataFrame) -> list[dict[str, Any]]:
    """One row a region, in alphabetical order: it is not a ranking."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    counts = table.group_by("region", "region_name", "zone").len()
    for region, name, zone, number in counts.iter_rows():
        found.setdefault((region, name), {})[zone] = number
    rows = [
        {"code": region, "name": name, "tally": _tally(zones), "bar": stacked(_tally(zones))}
        for (region, name), zones in found.items()
    ]
    return sorted(rows, key=lambda row: sorting(row["name"]))


def stacked(counted: Tally) -> SafeString:
    """The zones of a group of districts as one bar."""
    return small([Part(f"z-{zone}", "", getattr(counted, zone)) for zone in ZONES])
