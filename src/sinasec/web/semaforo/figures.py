"""The figures of each page of the semáforo, by the name of their files."""

from collections.abc import Mapping
from typing import Final

from sinasec.web.charts.addresses import Maker
from sinasec.web.semaforo import hexes, levels, outlines, trend, year_figure

HOME: Final[Mapping[str, Maker]] = {
    trend.NAME: trend.national,
    hexes.NAME: hexes.national_map,
    levels.NAME: levels.levels,
}
REGION: Final[Mapping[str, Maker]] = {
    trend.NAME: trend.regional,
    hexes.NAME: hexes.region_map,
    outlines.NAME: outlines.region_outlines,
}
COMMITTEE: Final[Mapping[str, Maker]] = {year_figure.NAME: year_figure.year}
