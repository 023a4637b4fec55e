"""Rates made comparable before asking whether they cluster."""

import numpy as np
from numpy.typing import ArrayLike

from sinasec.methods.rates.estimate import Floats, counts


def stabilised(events: ArrayLike, exposure: ArrayLike) -> Floats:
    """Deviations from the common rate in standard errors (Assunção and Reis, 1999): (U,).

    Small units swing, and Moran's I of raw rates takes their swings for pattern or hides it. The
    variance of each unit is that of Marshall's moments; where it is negative, Poisson's alone.
    """
    seen, lived, known = counts(events, exposure)
    values = np.full(seen.shape, np.nan)
    if not known.any():
        return values
    seen, lived = seen[known], lived[known]
    mean = float(seen.sum() / lived.sum())
    rate, by_chance = seen / lived, mean / lived
    spread = float((lived * (rate - mean) ** 2).sum() / lived.sum() - mean / lived.mean())
    variance = np.where(spread + by_chance < 0, by_chance, spread + by_chance)
    if mean > 0:
        values[known] = (rate - mean) / np.sqrt(variance)
    return values
