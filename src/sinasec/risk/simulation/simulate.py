"""Load the made-up country into the warehouse by the path of real files, once."""

from typing import Final

from sinasec.intake.bulk.load import LoadReport, load
from sinasec.methods.risk.reports.truth import Truth, truth
from sinasec.risk.data.datasets import DATASETS
from sinasec.risk.simulation.country import country
from sinasec.risk.simulation.files import MARK, File, files
from sinasec.warehouse import current

YEARS: Final = (2021, 2022, 2023, 2024, 2025)


class RefusedSimulation(ValueError):
    """A made-up file was refused by its loader: it says which and why."""


def made_up(seed: int) -> Truth:
    """The country that a seed makes up, with its truth; nothing is stored."""
    return truth(country(), YEARS, seed)


def is_loaded() -> bool:
    """Whether the warehouse has a simulated edition of every dataset."""
    return all(current(dataset.name, simulated=True) for dataset in DATASETS)


def simulate(seed: int) -> tuple[LoadReport, ...]:
    """Load every file as SIMULADO, unless there are simulated editions of all: then nothing.

    Real editions are not touched. Raises RefusedSimulation.
    """
    if is_loaded():
        return ()
    return tuple(_loaded(file, seed) for file in files(made_up(seed)))


def _loaded(file: File, seed: int) -> LoadReport:
    report = load(
        file.content,
        name=f"{MARK}-{seed}-{file.name}",
        layout=file.layout,
        cited=f"{file.cited} (semilla {seed})",
        by=MARK,
        at=file.known,
        simulated=True,
        year=file.year,
        decimal=".",  # as `files` writes them
    )
    if not report.ok or report.edition is None:
        wrong = [group.as_dict() for group in report.blocking] or report.refused
        raise RefusedSimulation(f"El archivo simulado {file.name} no se pudo cargar: {wrong}")
    return report
