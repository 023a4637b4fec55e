"""How far two rankings of the same units are apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RankShift:
    """From one ranking to another. `mean`, `max`: absolute change in places, units ranked in both.

    `spearman`: correlation of the ranks (NaN with fewer than two units or without variation).
    `enter`, `leave`: units that come into and go out of the first k.
    `units`: ranked in both.
    """

    units: int
    mean: float
    max: int
    spearman: float
    enter: int
    leave: int


def rank_shift(a: ArrayLike, b: ArrayLike, top: int) -> RankShift:
    """From ranks `a` to ranks `b`, (U,) each, 1 the first; NaN or 0 where a unit has no rank."""
    one, other = _ranks(a), _ranks(b)
    in_one, in_other = one <= top, other <= top
    both = ~np.isnan(one) & ~np.isnan(other)
    change = np.abs(one[both] - other[both])
    return RankShift(
        units=int(both.sum()),
        mean=float(change.mean()) if change.size else float("nan"),
        max=int(change.max(initial=0)),
        spearman=_pearson(_midranks(one[both]), _midranks(other[both])),
        enter=int((in_other & ~in_one).sum()),
        leave=int((in_one & ~in_other).sum()),
    )


def mean_shifts(nominal: ArrayLike, ranks: NDArray[np.int32]) -> Floats:
    """(R,): mean absolute change of place of every row of ranks (R, U); 0 is not ranked."""
    reference = np.nan_to_num(np.asarray(nominal, dtype=np.float64)).astype(np.int32)
    change = np.abs(ranks - reference)
    change[(ranks == 0) | (reference == 0)] = 0
    both = ((ranks != 0) & (reference != 0)).sum(axis=1)
    return change.sum(axis=1, dtype=np.float64) / np.maximum(both, 1)


def top_stability(nominal: ArrayLike, ranks: NDArray[np.int32], top: int) -> Floats:
    """(R,): share of the first k of the nominal ranks that are among the first k of each row.

    0 in all of them where nobody is ranked: there is nobody to stay, and it does not vary.
    """
    reference = _ranks(nominal)
    first = ranks[:, reference <= top]
    stay = ((first >= 1) & (first <= top)).sum(axis=1, dtype=np.float64)
    return stay / max(first.shape[1], 1)


def _ranks(given: ArrayLike) -> Floats:
    ranks = np.array(given, dtype=np.float64)
    ranks[ranks == 0] = np.nan
    return ranks


def _midranks(values: Floats) -> Floats:
    _, position, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return (last - (count - 1) / 2)[position]


def _pearson(one: Floats, other: Floats) -> float:
    one, other = one - one.mean() if one.size else one, other - other.mean() if one.size else other
    scale = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return float((one * other).sum()) / scale if scale > 0 else float("nan")
