"""How much of a score each element gives: shares that add up to it exactly.

For a mean f⁻¹(Σ w f(x)) with score s, and b the lowest value that any sibling takes in any unit,

    c = w (b + (f(x) - f(b)) (s - b)/(f(s) - f(b))),   Σ c = s

since Σ w f(x) = f(s). It is w x when the mean is arithmetic. In the others the curve f is read
along its chord between the floor b and the score: each element gives its weighted part of the
floor and, above it, points in proportion to how far it takes the unit from the floor. For the
geometric mean this is the logarithmic-mean (LMDI) decomposition from the floor (Ang, Energy
Policy 32, 2004).
"""

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.kernels.aggregating import forward

Floats = NDArray[np.float64]


def known_shares(values: Floats, weights: Floats) -> Floats:
    """(U, n): weights (n,) of siblings (U, n) shared among those known of each unit."""
    known = ~np.isnan(values)
    total = (known * weights).sum(axis=-1, keepdims=True)
    return np.where(known, weights / np.where(total > 0, total, np.nan), np.nan)


def parts(values: Floats, shares: Floats, scores: Floats, p: float) -> Floats:
    """(U, n): what each sibling gives to the scores (U,) of a mean of exponent `p`."""
    if p == 1.0:
        return shares * values
    floor = np.fmin.reduce(values, axis=None)
    with np.errstate(divide="ignore"):
        curved, base, reached = (forward(np.asarray(x), p) for x in (values, floor, scores))
    rise = reached - base
    slope = np.where(rise == 0, 0.0, (scores - floor) / np.where(rise == 0, 1.0, rise))
    return shares * (floor + (curved - base) * slope[:, None])
