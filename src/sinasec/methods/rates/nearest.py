"""The nearest places on the sphere."""

from importlib import import_module
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sinasec.methods.rates.estimate import Floats

Places: TypeAlias = NDArray[np.int64]


TIED: Final = 1e-9  # of a distance, less than a centimetre in ten thousand kilometres
NOTHING: Final = 1e-15  # of the radius of the sphere: what coincides but for rounding


def nearest(lon: ArrayLike, lat: ArrayLike, k: int, turns: ArrayLike) -> tuple[Places, Places]:
    """The k nearest of each place: (E,) from, (E,) to, in the order of the places.

    lon, lat: (U,), degrees; a place with NaN is nobody's neighbour. The order of straight
    distances between points of a unit sphere is that of great-circle distances.
    turns: (U,), numbers all different: of places equally far, to `TIED`, the one with the lowest is
    taken first. Coordinates of few decimals make such places, and the last bit of a distance, which
    is of the machine, must not choose among them.
    """
    if k < 1:
        raise ValueError("Cada unidad debe tener al menos un vecino: k es 1 o más.")
    points = _on_sphere(np.asarray(lon, np.float64), np.asarray(lat, np.float64))
    known = np.flatnonzero(~np.isnan(points).any(axis=1))
    reach = min(k, known.size - 1)
    if reach < 1:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    found = _closest(points[known], reach, np.asarray(turns)[known])
    return known[np.repeat(np.arange(known.size), reach)], known[found.ravel()]


def _on_sphere(lon: Floats, lat: Floats) -> Floats:
    """Longitude and latitude to points of a sphere of radius one: (U, 3)."""
    if lon.shape != lat.shape or lon.ndim != 1:
        raise ValueError("Longitud y latitud deben tener un valor por unidad.")
    if (np.abs(lat) > 90).any() or (np.abs(lon) > 180).any():
        raise ValueError("Hay coordenadas fuera de rango: revise longitud y latitud, en grados.")
    east, north = np.radians(lon), np.radians(lat)
    return np.column_stack(
        [np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)]
    )


def _closest(points: Floats, how_many: int, turns: Places) -> Places:
    """(n, how_many): places of the nearest points but itself, in order."""
    spatial: Any = import_module("scipy.spatial")
    tree = spatial.cKDTree(points)
    # Itself is among them, or as many others that coincide with it: the last is far enough.
    furthest: Floats = tree.query(points, k=how_many + 1)[0][:, -1]
    reach = furthest * (1 + TIED) + NOTHING
    found = np.empty((len(points), how_many), np.int64)
    for own, point in enumerate(points):  # one by one: where many coincide, each has them all near
        near = tree.query_ball_point(point, reach[own])
        others = np.array([place for place in near if place != own], np.int64)
        apart = np.sqrt(((points[others] - points[own]) ** 2).sum(axis=1))
        tied = apart >= furthest[own] * (1 - TIED) - NOTHING
        found[own] = np.sort(others[np.lexsort((turns[others], tied))[:how_many]])
    return found
