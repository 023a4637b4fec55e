"""The nearest places on the sphere."""

from importlib import import_module
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sinasec.methods.rates.estimate import Floats

Places: TypeAlias = NDArray[np.int64]


def nearest(lon: ArrayLike, lat: ArrayLike, k: int) -> tuple[Places, Places]:
    """The k nearest of each place: (E,) from, (E,) to.

    lon, lat: (U,), degrees; a place with NaN is nobody's neighbour. The order of straight
    distances between points of a unit sphere is that of great-circle distances.
    """
    if k < 1:
        raise ValueError("Cada unidad debe tener al menos un vecino: k es 1 o más.")
    points = _on_sphere(np.asarray(lon, np.float64), np.asarray(lat, np.float64))
    known = np.flatnonzero(~np.isnan(points).any(axis=1))
    reach = min(k, known.size - 1)
    if reach < 1:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    found = _closest(points[known], reach + 1)
    own = np.arange(known.size)[:, None]
    other = found != own
    # Where several places coincide, a place may not be among its own nearest: keep the first k.
    kept = other & (np.cumsum(other, axis=1) <= reach)
    return known[np.repeat(own[:, 0], reach)], known[found[kept]]


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


def _closest(points: Floats, how_many: int) -> Places:
    """(n, how_many): places of the nearest points, itself usually first."""
    spatial: Any = import_module("scipy.spatial")
    _, found = spatial.cKDTree(points).query(points, k=how_many)
    return np.asarray(found, dtype=np.int64)
