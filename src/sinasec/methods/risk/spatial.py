"""Where risk gathers: Moran of the map, local Moran and G* of every district."""

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinasec.methods.composite import Built
from sinasec.methods.rates import getis_ord, local_moran, moran, stabilised
from sinasec.methods.risk.assemble import Assembled
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.frames import SPATIAL, SPATIAL_GLOBAL
from sinasec.methods.risk.shaping import over_units

Floats = NDArray[np.float64]

FEWEST: Final = 3  # districts with a rate; with fewer there is no common rate to deviate from


def spatial_tables(
    edition: RiskEdition, assembled: Assembled, built: Built, seed: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """SPATIAL and SPATIAL_GLOBAL of the elements of the edition that are available.

    Both by permutation, and both after false-discovery control.

    A rate is looked at in standard errors from the common rate (Assunção and Reis): a raw rate of
    a small district is noise, and a smoothed one already leans on the others. Everything else,
    by its score.
    """
    locals_, globals_ = [pl.DataFrame(schema=SPATIAL)], [pl.DataFrame(schema=SPATIAL_GLOBAL)]
    for element in edition.spatial.elements:
        if element in built.scores.columns:
            values = _values(element, assembled, built)
            locals_.append(_local(edition, assembled, element, values, seed))
            globals_.append(_global(edition, assembled, element, values, seed))
    return pl.concat(locals_), pl.concat(globals_)


def _values(element: str, assembled: Assembled, built: Built) -> Floats:
    """(U,) over all districts; NaN for those not evaluated."""
    units = assembled.neighbours.units
    rates = assembled.rates.filter(pl.col("element") == element)
    if rates.height >= FEWEST:
        return stabilised(over_units(units, rates, "events"), over_units(units, rates, "exposure"))
    return over_units(units, built.scores, element, "uCode")


def _local(
    edition: RiskEdition, assembled: Assembled, element: str, values: Floats, seed: int
) -> pl.DataFrame:
    times = edition.spatial.permutations
    near = local_moran(values, assembled.neighbours, permutations=times, seed=seed)
    hot = getis_ord(values, assembled.neighbours, permutations=times, seed=seed)
    columns = {
        "unit": list(assembled.neighbours.units),
        "element": [element] * values.size,
        "local_i": near.value,
        "p": near.p,
        "q": near.q,
        "cluster": near.clusters(edition.spatial.alpha).tolist(),
        "g_star": hot.z,
        "g_p": hot.p,
        "g_q": hot.q,
    }
    return pl.DataFrame(columns, schema=SPATIAL).fill_nan(None).drop_nulls("local_i")


def _global(
    edition: RiskEdition, assembled: Assembled, element: str, values: Floats, seed: int
) -> pl.DataFrame:
    found = moran(
        values, assembled.neighbours, permutations=edition.spatial.permutations, seed=seed
    )
    row = {
        "element": element,
        "moran": found.value,
        "expected": found.expected,
        "z": found.z,
        "p": found.p,
        "units": found.units,
        "islands": found.islands,
        "neighbours": assembled.neighbours.source,
    }
    return pl.DataFrame([row], schema=SPATIAL_GLOBAL).fill_nan(None)
