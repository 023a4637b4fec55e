"""Rates of small places: smoothing, standardisation, intervals and spatial patterns.

Arrays are float64 (U,), one place a unit; NaN is *sin información*, in and out. Rates are per
person-year: `.scaled(100_000)` of an estimate is per 100,000 a year. Methods, formulas and
conventions in docs/metodos/tasas.md.
"""

from sinasec.methods.rates.discovery import false_discovery
from sinasec.methods.rates.estimate import Estimate
from sinasec.methods.rates.exact import rate_interval
from sinasec.methods.rates.hot_spots import HotSpots, getis_ord
from sinasec.methods.rates.local_moran import LocalMoran, local_moran
from sinasec.methods.rates.moran import Moran, moran
from sinasec.methods.rates.neighbours import Neighbours, best_neighbours
from sinasec.methods.rates.pooling import Pooled, pooled
from sinasec.methods.rates.reporting import corrected_for_reporting, reporting_draws
from sinasec.methods.rates.smoothing import Smoothed, eb_global
from sinasec.methods.rates.spatial_smoothing import eb_spatial
from sinasec.methods.rates.stabilised import stabilised
from sinasec.methods.rates.standardised import direct_standardised, indirect_standardised

__all__ = [
    "Estimate",
    "HotSpots",
    "LocalMoran",
    "Moran",
    "Neighbours",
    "Pooled",
    "Smoothed",
    "best_neighbours",
    "corrected_for_reporting",
    "direct_standardised",
    "eb_global",
    "eb_spatial",
    "false_discovery",
    "getis_ord",
    "indirect_standardised",
    "local_moran",
    "moran",
    "pooled",
    "rate_interval",
    "reporting_draws",
    "stabilised",
]
