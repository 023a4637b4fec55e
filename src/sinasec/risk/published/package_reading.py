"""What a package of the index holds, read back: inputs and edition."""

from pathlib import Path
from typing import Any

import polars as pl

from sinasec.definitions.faults import DefinitionFaults
from sinasec.definitions.index import load_from
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.values import RiskInputs
from sinasec.publications.packages.canonical import read_csv
from sinasec.publications.packages.rebuilt import CannotRebuild
from sinasec.publications.packages.table import Table
from sinasec.risk.published.input_tables import INPUTS
from sinasec.risk.published.package import KEY


def read_inputs(folder: Path, descriptor: dict[str, Any]) -> RiskInputs:
    """The inputs of the package in `folder`. Raises `UnreadableTable`, `OSError`."""
    frames = {field: read_table(folder, table) for field, table in INPUTS.items()}
    return RiskInputs(
        **frames, sources=descriptor[KEY]["fuentes"], simulated=descriptor["simulado"]
    )


def read_edition(folder: Path) -> RiskEdition:
    """The edition of the package in `folder`. Raises `CannotRebuild`."""
    try:
        return load_from(folder / "definiciones")
    except DefinitionFaults as error:
        raise CannotRebuild(str(error)) from error


def read_table(folder: Path, table: Table) -> pl.DataFrame:
    """Raises `UnreadableTable`, `OSError`."""
    return read_csv(table, (folder / f"{table.path}.csv").read_bytes())
