"""The sampling error that the tables of an index declare, and the tables of one of its draws."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.elements import Element
from sinasec.methods.composite.faults import CannotBuild
from sinasec.methods.composite.replays.noise import InputNoise, impossible, input_noise
from sinasec.methods.composite.table_files.tables import IndexTables


def noise_of(tables: IndexTables) -> InputNoise:
    """What to draw the indicators from. Raises CannotBuild where a distribution cannot be."""
    indicators = tables.tree.indicators
    kinds = [element.distribution for element in indicators]
    values, errors = tables.values.T, tables.errors.T
    wrong = impossible(values, errors, kinds)
    if wrong.any():
        raise CannotBuild(" ".join(_sentences(wrong, indicators, tables.units)))
    return input_noise(values, errors, kinds)


def sampled(tables: IndexTables, seed: int) -> IndexTables:
    """The same tables with the values of one draw."""
    return replace(tables, values=np.ascontiguousarray(noise_of(tables).drawn(seed).T))


def _sentences(
    wrong: NDArray[np.bool_], indicators: tuple[Element, ...], units: tuple[str, ...]
) -> Iterable[str]:
    for place in np.flatnonzero(wrong.any(axis=1)):
        element, cells = indicators[place], np.flatnonzero(wrong[place])
        yield (
            f"«{element.code}» tiene error de distribución {element.distribution}, que solo admite "
            f"valores mayores que cero, y hay {cells.size} que no lo son (el primero, en "
            f"{units[cells[0]]}): use ErrorDist normal o quite su error en esas unidades."
        )
