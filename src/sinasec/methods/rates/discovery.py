"""Many tests at once: how many of those called significant may be false."""

from importlib import import_module
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from sinasec.methods.rates.estimate import Floats


def false_discovery(p: ArrayLike, method: Literal["bh", "by"] = "bh") -> Floats:
    """Adjusted p-values, same shape: calling significant those up to q keeps the expected share of
    false ones under q.

    "bh": Benjamini and Hochberg (1995), for tests that are independent or positively dependent;
    "by": Benjamini and Yekutieli (2001), for any dependence. NaN is no test: it stays NaN and does
    not count among the tests.
    """
    given = np.asarray(p, dtype=np.float64)
    known = ~np.isnan(given)
    if ((given < 0) | (given > 1)).any():
        raise ValueError("Los valores p deben estar entre 0 y 1.")
    adjusted = np.full(given.shape, np.nan)
    if known.any():
        stats: Any = import_module("scipy.stats")
        adjusted[known] = stats.false_discovery_control(given[known], method=method)
    return adjusted
