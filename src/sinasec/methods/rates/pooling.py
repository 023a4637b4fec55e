"""Several years taken together: a window."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sinasec.methods.rates.estimate import Floats, counts


@dataclass(frozen=True, slots=True)
class Pooled:
    """events, exposure (person-years): (U,), NaN where no year is known. years: how many count."""

    events: Floats
    exposure: Floats
    years: Floats


def pooled(events_by_year: ArrayLike, population_by_year: ArrayLike) -> Pooled:
    """Sum of the years in which both are known: a year without information adds no exposure.

    events_by_year, population_by_year: (U, Y), one column a year.
    """
    seen, lived, known = counts(events_by_year, population_by_year)
    if seen.ndim != 2:
        raise ValueError("Los hechos por año deben venir en una tabla: unidades × años.")
    years = known.sum(axis=1).astype(np.float64)
    some = years > 0
    return Pooled(
        events=np.where(some, np.where(known, seen, 0).sum(axis=1), np.nan),
        exposure=np.where(some, np.where(known, lived, 0).sum(axis=1), np.nan),
        years=years,
    )
