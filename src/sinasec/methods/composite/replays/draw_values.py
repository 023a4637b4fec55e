"""From the inputs of some replications to what will be normalised."""

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.recipes.steps import Impute, Steps
from sinasec.methods.composite.replays import preparing
from sinasec.methods.composite.replays.noise import InputNoise
from sinasec.methods.composite.table_files.tables import IndexTables

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


def drawn(noise: InputNoise, seeds: NDArray[np.int64], units: Places) -> Floats:
    """(seeds, units, indicators): the inputs of each seed."""
    values = np.stack([noise.drawn(int(seed)) for seed in seeds])
    return np.swapaxes(values if units.size == values.shape[-1] else values[..., units], -1, -2)


def taken(values: Floats, places: Places) -> Floats:
    """values[places]; without a copy where they follow one another."""
    if (np.diff(places) == 1).all():
        return values[places[0] : places[-1] + 1]
    return values[places]


def treated(values: Floats, steps: Steps, tables: IndexTables) -> Floats:
    """From inputs (…, U, I) to what will be normalised."""
    for name in steps.preparing():
        if name == "impute" and steps.impute:
            values = _imputed(values, steps.impute, tables)
        elif name == "denominate" and steps.denominate:
            values = preparing.denominated(values, steps.denominate, tables)
        elif name == "treat" and steps.treat:
            values = preparing.treated_values(values, steps.treat)
    return values


def _imputed(values: Floats, step: Impute, tables: IndexTables) -> Floats:
    if step.method == "iterative" and values.ndim > 2:
        return np.stack([preparing.imputed(one, step, tables) for one in values])
    return preparing.imputed(values, step, tables)
