"""Rates made comparable before asking whether they cluster."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from sinasec.methods.rates.estimate import Floats, counts

NOTHING: Final = 1e-12  # of what chance alone gives; what is left is rounding


def stabilised(events: ArrayLike, exposure: ArrayLike) -> Floats:
    """Deviations from the common rate in standard errors (Assunção and Reis, 1999): (U,).

    Small units swing, and Moran's I of raw rates takes their swings for pattern or hides it. The
    variance of each unit is that of Marshall's moments; where it is not positive beyond rounding,
    as in a unit of mean size when all the rates are equal, Poisson's alone.
    """
    seen, lived, known = counts(events, exposure)
    values = np.full(seen.shape, np.nan)
    if not known.any():
        return values
    seen, lived = seen[known], lived[known]
    mean = float(seen.sum() / lived.sum())
    rate, by_chance = seen / lived, mean / lived
    spread = float((lived * (rate - mean) ** 2).sum() / lived.sum() - mean / lived.mean())
    variance = spread + by_chance
    variance = np.where(variance <= NOTHING * by_chance, by_chance, variance)
    if mean > 0:
        values[known] = (rate - mean) / np.sqrt(variance)
    return values
