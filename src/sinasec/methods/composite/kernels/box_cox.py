"""The Box–Cox family, with the likeliest of a grid of lambdas."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PARTS: Final = 10  # lambdas go by tenths
STEPS: Final = 20  # from -2 to 2


def box_cox(logs: Floats, lambdas: Floats) -> Floats:
    """(y^lambda - 1)/lambda of values given by their logarithm; the logarithm where lambda is 0."""
    safe = np.where(lambdas == 0, 1.0, lambdas)
    return np.where(lambdas == 0, logs, np.expm1(lambdas * logs) / safe)


def likeliest(logs: Floats) -> Floats:
    """(K,): for rows of logarithms (K, U), the lambda of greatest profile likelihood.

    As if the values were normal after the change: (lambda - 1) Σ log y - n/2 log variance. The
    first of those that tie.
    """
    unknown = np.isnan(logs)
    n = (~unknown).sum(axis=-1)
    known = np.where(unknown, 0.0, logs)
    total = known.sum(axis=-1)
    grid = np.arange(-STEPS, STEPS + 1) / PARTS
    found = np.empty((len(grid), len(logs)))
    for place, each in enumerate(grid):
        found[place] = (each - 1) * total - n / 2 * np.log(_variance(known, unknown, n, each))
    best = np.argmax(found, axis=0) - STEPS
    return best.astype(np.float64) / PARTS


def _variance(
    known: Floats, unknown: NDArray[np.bool_], n: NDArray[np.intp], each: float
) -> Floats:
    changed = known if each == 0 else np.expm1(each * known) / each
    average = changed.sum(axis=-1) / n  # log 1 is 0 and gives 0: the unknown add nothing
    apart = changed - average[:, None]
    apart[unknown] = 0.0
    return np.einsum("ku,ku->k", apart, apart) / n
