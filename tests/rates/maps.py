"""Small maps made by hand and larger ones made at random."""

import numpy as np

from sinasec.methods.rates import Neighbours

# Six units in a row of three over another:  A B C
#                                            D E F
GRID = ("A", "B", "C", "D", "E", "F")
GRID_PAIRS = [("A", "B"), ("B", "C"), ("D", "E"), ("E", "F"), ("A", "D"), ("B", "E"), ("C", "F")]


def grid() -> Neighbours:
    return Neighbours.from_pairs(GRID, GRID_PAIRS)


def scattered(units: int, seed: int, k: int = 5) -> Neighbours:
    """Units at random places between the coast and the Amazon, with their k nearest."""
    random = np.random.default_rng(seed)
    lon, lat = random.uniform(-81, -69, units), random.uniform(-18, 0, units)
    return Neighbours.from_coordinates([f"{unit:04d}" for unit in range(units)], lon, lat, k)


def neighbour_lists(neighbours: Neighbours) -> list[list[int]]:
    lists: list[list[int]] = [[] for _ in neighbours.units]
    for unit, other in zip(neighbours.rows.tolist(), neighbours.others.tolist(), strict=True):
        lists[unit].append(other)
    return lists


def made_counts(units: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Events and exposure, SIMULADO: towns of very different size, gamma rates."""
    random = np.random.default_rng(seed)
    exposure = np.round(np.exp(random.normal(9, 1.4, units)))
    return random.poisson(exposure * random.gamma(1.5, 0.002, units)).astype(float), exposure
