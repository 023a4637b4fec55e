"""Which units have enough data."""

import numpy as np
from numpy.typing import NDArray


def data_share(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of (…, U, I), the share of indicators known for each unit, (…, U), 0 to 1."""
    return np.mean(~np.isnan(values), axis=-1)


def enough(values: NDArray[np.float64], min_data: float) -> NDArray[np.bool_]:
    """(…, U): True where the share known is at least `min_data` and something is known."""
    share = data_share(values)
    return (share >= min_data - 1e-12) & (share > 0)
