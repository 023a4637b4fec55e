"""How far to bring in the ends of each indicator.

Only the k + 1 values at each end can change, so only they are looked at step by step: the powers
of the rest are added once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.kernels.moments import corrected, is_outside
from sinasec.methods.composite.kernels.span import FLAT

Floats = NDArray[np.float64]


def winsor_limits(rows: Floats, most: int, skew: float, kurtosis: float) -> tuple[Floats, Floats]:
    """Lowest and highest value (K,) that each row (K, U) out of bounds is left with.

    While out of bounds, the highest value (the lowest when the skew is negative) takes the value
    of the next one, ties together, unless more than `most` values would then have moved or no
    difference would be left. NaN are not counted.
    """
    ends = _Ends.of(rows, most)
    active = np.arange(len(rows))
    for _ in range(most):
        some = ends.of_rows(active)
        trial = some.one_step()
        allowed = trial.allowed(most)
        active, trial = active[allowed], trial.of_rows(np.flatnonzero(allowed))
        ends.values[active] = trial.values
        active = active[is_outside(*trial.shape(), skew, kurtosis)]
        if not active.size:
            break
    return np.fmin.reduce(ends.values, axis=-1), np.fmax.reduce(ends.values, axis=-1)


@dataclass(frozen=True, slots=True)
class _Ends:
    """`values` (K, 2k + 2) as they stand and `first` as they came: both ends of each row, sorted.

    NaN for places that a short row does not have. `inner` (K, 4): sums of the powers 1 to 4 of
    the other values, about `centre` and over `scale` (K,); `n` (K,): values known.
    """

    values: Floats
    first: Floats
    inner: Floats
    centre: Floats
    scale: Floats
    n: Floats

    @classmethod
    def of(cls, rows: Floats, most: int) -> "_Ends":
        ordered = np.sort(rows, axis=-1)
        n = (~np.isnan(rows)).sum(axis=-1)
        units = rows.shape[-1]
        places = np.arange(units, dtype=np.intp)
        count = min(most + 1, units)
        low = np.minimum(count, n)[:, None]  # places below it are the low end
        high = np.maximum(n[:, None] - count, low)  # from it on, the high end
        from_low = np.where(places[:count] < low, ordered[:, :count], np.nan)
        from_high = n[:, None] - count + np.arange(count)
        taken = np.take_along_axis(ordered, np.clip(from_high, 0, units - 1), axis=-1)
        values = np.concatenate([from_low, np.where(from_high >= high, taken, np.nan)], axis=-1)
        centre = np.take_along_axis(ordered, (n // 2)[:, None], axis=-1)
        scale = np.fmax.reduce(values, axis=-1) - np.fmin.reduce(values, axis=-1)
        apart = ordered  # what is left of the sorted rows, in the same memory
        apart -= centre
        apart /= scale[:, None]
        apart[:, :count] = 0.0  # of a row with fewer known all are ends
        apart[places >= high] = 0.0
        return cls(values, values.copy(), _powers(apart), centre[:, 0], scale, n * 1.0)

    def of_rows(self, rows: NDArray[np.intp]) -> "_Ends":
        return _Ends(
            self.values[rows],
            self.first[rows],
            self.inner[rows],
            self.centre[rows],
            self.scale[rows],
            self.n[rows],
        )

    def shape(self) -> tuple[Floats, Floats]:
        """Skewness and kurtosis of the whole rows."""
        apart = (self.values - self.centre[:, None]) / self.scale[:, None]
        sums = self.inner + _powers(np.where(np.isnan(apart), 0.0, apart))
        return corrected(self.n, *_about_the_mean(self.n, sums))

    def one_step(self) -> "_Ends":
        """The highest (or lowest) value of each row replaced by the next one."""
        signs = np.where(self.shape()[0] < 0, -1.0, 1.0)[:, None]
        turned = self.values * signs
        top = np.fmax.reduce(turned, axis=-1)[:, None]
        below = np.fmax.reduce(np.where(turned < top, turned, -np.inf), axis=-1)[:, None]
        brought = np.where(turned == top, below, turned) * signs
        return _Ends(brought, self.first, self.inner, self.centre, self.scale, self.n)

    def allowed(self, most: int) -> NDArray[np.bool_]:
        """True where no more than `most` values have moved and some difference is left."""
        moved = ((self.values != self.first) & ~np.isnan(self.first)).sum(axis=-1)
        highest, lowest = (each.reduce(self.values, axis=-1) for each in (np.fmax, np.fmin))
        largest = np.maximum(np.abs(highest), np.abs(lowest))
        return (moved <= most) & (highest - lowest > FLAT * largest)


def _powers(apart: Floats) -> Floats:
    """(K, n) to (K, 4): sums of the powers 1 to 4."""
    squares = apart * apart
    return np.stack(
        [
            apart.sum(axis=-1),
            squares.sum(axis=-1),
            np.einsum("ku,ku->k", squares, apart),
            np.einsum("ku,ku->k", squares, squares),
        ],
        axis=-1,
    )


def _about_the_mean(n: Floats, sums: Floats) -> tuple[Floats, Floats, Floats]:
    """Sums of the powers 2 to 4 about the mean, from those about another centre."""
    first, second, third, fourth = np.moveaxis(sums, -1, 0)
    mean = first / n
    return (
        second - n * mean**2,
        third - 3 * mean * second + 2 * n * mean**3,
        fourth - 4 * mean * third + 6 * mean**2 * second - 3 * n * mean**4,
    )
