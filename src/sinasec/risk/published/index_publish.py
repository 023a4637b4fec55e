"""The body of `sinasec index publish`: edition, year and data found, and the index published."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import polars as pl

from sinasec.cli.steps import step
from sinasec.definitions.faults import DefinitionFaults
from sinasec.definitions.index import UnknownEdition
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.values import RiskInputs
from sinasec.publications.told import as_document
from sinasec.risk.data.inputs import MissingInputs, others_said, risk_inputs
from sinasec.risk.editions import store as editions
from sinasec.risk.editions.reading import BOOKS, TEXTS, WorkbookFaults, edition_from_file
from sinasec.risk.published import reading
from sinasec.risk.published.package import KEY
from sinasec.risk.published.package_readme import LACKS
from sinasec.risk.published.publish import CannotPublish, Published, publish_index
from sinasec.warehouse import BrokenEdition, current, read

REFUSALS: Final = (
    BrokenEdition,
    CannotPublish,
    DefinitionFaults,
    MissingInputs,
    UnknownEdition,
    WorkbookFaults,
)
MONTHS: Final = 12


def publish_edition(
    which: str,
    *,
    year: int | None,
    simulated: bool,
    final: bool,
    replications: int | None,
    seed: int | None,
    now: datetime,
    accepted: Collection[str] = (),
    partial: bool = False,
) -> Published:
    """Publish the index of `which`: a code, "CODE@VERSION", or the file of an edition.

    Without `year`: the last of which all the months are loaded. `accepted` and `partial`: see
    `publish_index`. Raises one of REFUSALS.
    """
    edition = edition_of(which)
    chosen = year or last_whole_year(simulated)
    with step(f"Reuniendo los datos de {chosen}"):
        inputs = inputs_of(edition, chosen, simulated)
    with step("Calculando y publicando el índice"):
        return publish_index(
            edition=edition,
            inputs=inputs,
            year=chosen,
            now=now,
            final=final,
            replications=replications,
            seed=seed,
            accepted=accepted,
            partial=partial,
        )


def edition_of(which: str) -> RiskEdition:
    """Raises UnknownEdition, DefinitionFaults or WorkbookFaults."""
    file = Path(which)
    named = file.suffix.lower() in (*TEXTS, *BOOKS)
    if not named and not (file.is_dir() and any(file.iterdir())):
        return editions.find(which)
    if not file.exists():
        raise UnknownEdition(f"No existe {which}: indique el libro de una edición o su código.")
    try:
        return edition_from_file(file)
    except OSError as error:
        raise UnknownEdition(f"No se puede leer {which}: revise sus permisos.") from error


def last_whole_year(simulated: bool) -> int:
    """The last year with reports of every month. Raises MissingInputs or CannotPublish."""
    edition = current("denuncias", simulated=simulated)
    if edition is None:
        raise MissingInputs(
            f"No hay denuncias {'SIMULADAS' if simulated else 'reales'} cargadas: cárguelas con "
            f"«sinasec data load ARCHIVO».{others_said('denuncias', simulated)}"
        )
    months = read(edition).group_by("year").agg(pl.col("month").n_unique())
    whole = months.filter(pl.col("month") == MONTHS).select(pl.col("year").max()).collect().item()
    if whole is None:
        raise CannotPublish("Ningún año tiene denuncias de sus doce meses: elija uno con --year.")
    return whole


def inputs_of(edition: RiskEdition, year: int, simulated: bool) -> RiskInputs:
    """Of every year that the edition and its variants look at, or of those that are loaded.

    A variant that pools more years than there are is told as not tried (`run_variants`); the index
    itself does not do with fewer. Raises MissingInputs.
    """
    for window in range(edition.reach, edition.window, -1):
        try:
            return risk_inputs(year, window, simulated)
        except MissingInputs:
            continue
    return risk_inputs(year, edition.window, simulated)


def told(done: Published) -> dict[str, Any]:
    """What the command answers."""
    said = reading.descriptor(done.publication)[KEY]
    return {
        "year": done.publication.as_of.year,
        **as_document(done),
        "lacking": [lack["codigo"] for lack in said.get(LACKS, ())],
    }
