"""A rate for every unit with its interval, and how such arrays are read.

Arrays are float64 (U,), one place a unit. NaN is *sin información*: it goes in as NaN and comes
out as NaN, and never counts as zero.
"""

from dataclasses import dataclass
from typing import Self, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Estimate:
    """value, low, high, se: (U,). `se`, standard error in the unit of the value."""

    value: Floats
    low: Floats
    high: Floats
    se: Floats

    def scaled(self, factor: float | Floats) -> Self:
        """The same in another unit: `.scaled(100_000)` is per 100,000 persons a year."""
        return type(self)(
            self.value * factor, self.low * factor, self.high * factor, self.se * factor
        )


def floats(values: ArrayLike, name: str, shape: tuple[int, ...] | None = None) -> Floats:
    """A float64 copy. ValueError, a sentence, if negative, infinite or of another shape."""
    array = np.array(values, dtype=np.float64)
    if shape is not None and array.shape != shape:
        raise ValueError(f"«{name}» debe tener forma {shape} y tiene {array.shape}.")
    if np.isinf(array).any() or (array < 0).any():
        raise ValueError(f"«{name}» debe tener números finitos, de cero en adelante.")
    return array


def counts(events: ArrayLike, exposure: ArrayLike) -> tuple[Floats, Floats, Mask]:
    """Events, exposure and which units have both: events known and exposure above zero.

    ValueError if they differ in shape, or a unit without exposure has events.
    """
    seen = floats(events, "events")
    lived = floats(exposure, "exposure", seen.shape)
    if ((lived == 0) & (seen > 0)).any():
        raise ValueError("Hay unidades con hechos y población cero: corrija una de las dos.")
    return seen, lived, ~np.isnan(seen) & (lived > 0)


def tails(level: float) -> tuple[float, float]:
    """Probabilities at the ends of a central interval. ValueError unless 0 < level < 1."""
    if not 0 < level < 1:
        raise ValueError(f"El nivel de confianza debe estar entre 0 y 1, sin llegar: {level}.")
    return (1 - level) / 2, (1 + level) / 2
