"""The drawing of the country: degrees to the units of its viewBox. No database."""

import re
from math import cos, radians
from typing import Final

SCALE: Final = 80.0  # units of the drawing in a degree of latitude
SHRINK: Final = cos(radians(9.5))  # a degree of longitude is that much of one of latitude
WEST, NORTH, EAST, SOUTH = -81.5, 0.1, -68.5, -18.5
VIEWBOX: Final = f"0 0 {round((EAST - WEST) * SHRINK * SCALE)} {round((NORTH - SOUTH) * SCALE)}"
KM: Final = 111.2  # in a degree of latitude
NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")  # in the data of a path


def place(longitude: float, latitude: float) -> tuple[float, float]:
    """A point in the drawing, to a tenth of a unit."""
    x = (longitude - WEST) * SHRINK * SCALE
    return round(x, 1), round((NORTH - latitude) * SCALE, 1)
