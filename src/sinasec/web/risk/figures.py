"""The figures of each page of the index, by the name of their files."""

from collections.abc import Mapping
from typing import Final

from sinasec.web.charts.addresses import Maker
from sinasec.web.risk import curve, drivers, hexes, outlines

NATIONAL: Final[Mapping[str, Maker]] = {hexes.NAME: hexes.national_map}
REGION: Final[Mapping[str, Maker]] = {
    hexes.NAME: hexes.region_map,
    outlines.NAME: outlines.region_outlines,
}
DISTRICT: Final[Mapping[str, Maker]] = {drivers.NAME: drivers.figure}
FRONTIER: Final[Mapping[str, Maker]] = {curve.NAME: curve.curve}
