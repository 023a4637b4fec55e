"""Whether an indicator tells units apart at all."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

FLAT: Final = 1e-12  # of the largest value: less is the rounding of a division, not a difference


def is_flat(values: NDArray[np.float64], axis: int) -> NDArray[np.bool_]:
    """True where the known values along `axis` (kept, of length 1) are all the same."""
    highest = np.fmax.reduce(values, axis=axis, keepdims=True)
    lowest = np.fmin.reduce(values, axis=axis, keepdims=True)
    return highest - lowest <= FLAT * np.maximum(np.abs(highest), np.abs(lowest))
