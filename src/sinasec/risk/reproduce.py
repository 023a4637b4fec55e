"""The index computed again from what its package holds, and nothing else."""

from pathlib import Path
from typing import Any

from sinasec.definitions.faults import DefinitionFaults
from sinasec.definitions.index import load_from
from sinasec.methods.composite import CannotBuild, IndexFaults, RecipeFaults
from sinasec.methods.risk.compute import compute
from sinasec.methods.risk.edition import RiskEdition
from sinasec.methods.risk.values import RiskInputs
from sinasec.publications.canonical import UnwritableTable, read_csv
from sinasec.publications.rebuilt import CannotRebuild, Rebuilt
from sinasec.publications.replies import REPLIES_TABLE
from sinasec.publications.reply_period import FILE as TERMS
from sinasec.publications.statement import Statement
from sinasec.publications.table import Table
from sinasec.risk.input_tables import INPUTS
from sinasec.risk.package import KEY, Asked, edition_id, package


def rebuilt(folder: Path, descriptor: dict[str, Any]) -> Rebuilt:
    """Raises `CannotRebuild`, `UnreadableTable`, `OSError`."""
    asked = asked_of(descriptor)
    inputs = read_inputs(folder, descriptor)
    edition = read_edition(folder)
    replies = _read(folder, REPLIES_TABLE)
    terms = (folder / "definiciones" / TERMS).read_bytes().decode("utf-8", "replace")
    try:
        result = compute(
            edition, inputs, year=asked.year, replications=asked.replications, seed=asked.seed
        )
        made = package(
            Statement.from_dict(descriptor), edition, asked, inputs, result, replies, terms
        )
    except (CannotBuild, IndexFaults, RecipeFaults, UnwritableTable) as error:
        raise CannotRebuild(f"Con estos datos y esta edición no resulta un índice: {error}") from (
            error
        )
    return Rebuilt(made, edition_id(edition))


def read_inputs(folder: Path, descriptor: dict[str, Any]) -> RiskInputs:
    """The inputs of the package in `folder`. Raises `UnreadableTable`, `OSError`."""
    frames = {field: _read(folder, table) for field, table in INPUTS.items()}
    return RiskInputs(
        **frames, sources=descriptor[KEY]["fuentes"], simulated=descriptor["simulado"]
    )


def read_edition(folder: Path) -> RiskEdition:
    """The edition of the package in `folder`. Raises `CannotRebuild`."""
    try:
        return load_from(folder / "definiciones")
    except DefinitionFaults as error:
        raise CannotRebuild(str(error)) from error


def asked_of(descriptor: dict[str, Any]) -> Asked:
    """What was asked of the computation. Raises `CannotRebuild` when it is not said."""
    try:
        said = descriptor[KEY]
        return Asked(int(said["anio"]), int(said["replicas"]), int(said["semilla"]))
    except (KeyError, TypeError, ValueError) as error:
        raise CannotRebuild(
            "datapackage.json no dice con qué año, réplicas y semilla se calculó el índice."
        ) from error


def _read(folder: Path, table: Table) -> Any:
    return read_csv(table, (folder / f"{table.path}.csv").read_bytes())
