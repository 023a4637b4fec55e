"""Some provinces of the country, for tests that need a whole index in a moment."""

import numpy as np

from sinasec.methods.risk.reports.truth import Country
from sinasec.territories import reference

PROVINCES = ("0101", "0701", "1301", "1501", "2101")


def some_provinces() -> Country:
    units = tuple(
        unit.code
        for unit in reference.units()
        if unit.kind == "dist" and unit.code[:4] in PROVINCES
    )
    return Country.of(units, np.array([reference.is_capital(unit) for unit in units]))
