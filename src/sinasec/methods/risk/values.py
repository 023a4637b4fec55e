"""What goes into the risk index and what comes out, as values."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class RiskInputs:
    """The inputs of `frames.INPUTS`, already validated.

    `sources`: name of each input -> where it comes from, as published ("SIDPOL, datos abiertos,
    edición …"). `neighbours` may be empty: then the nearest by coordinates are used.
    `simulated`: True when any of them is SIMULADO.
    """

    units: pl.DataFrame
    reports: pl.DataFrame
    population: pl.DataFrame
    indicators: pl.DataFrame
    neighbours: pl.DataFrame
    reporting: pl.DataFrame
    sources: Mapping[str, str]
    simulated: bool


@dataclass(frozen=True, slots=True)
class RiskResult:
    """`tables`: the frames of `frames.RESULTS`, by name.

    `steps`: table of every step of the recipe, by its file name without suffix
    ("01-screen", …), one row a unit. `idata`, `imeta`: the two tables of the index, so that
    `sinasec index build` gives the same. `design`: one row a replication. `top`: k.
    """

    tables: Mapping[str, pl.DataFrame]
    steps: Mapping[str, pl.DataFrame]
    idata: pl.DataFrame
    imeta: pl.DataFrame
    recipe: str  # YAML
    design: pl.DataFrame
    top: int
