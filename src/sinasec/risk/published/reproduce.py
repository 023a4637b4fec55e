"""The index computed again from what its package holds, and nothing else."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from sinasec.methods.risk.values import RiskInputs
from sinasec.publications.packages.canonical import UnwritableTable
from sinasec.publications.packages.readme import SINCE
from sinasec.publications.packages.rebuilt import CannotRebuild, Rebuilt
from sinasec.publications.packages.statement import Statement
from sinasec.publications.replies import REPLIES_TABLE
from sinasec.publications.reply_period import FILE as TERMS
from sinasec.risk.data.changed_data import BEFORE
from sinasec.risk.published.computed import CannotCompute, computed
from sinasec.risk.published.former_words import tables_of, with_words_of
from sinasec.risk.published.package import KEY, Asked, edition_id, package
from sinasec.risk.published.package_reading import read_edition, read_inputs, read_table
from sinasec.risk.published.package_readme import LACKS


def rebuilt(folder: Path, descriptor: dict[str, Any]) -> Rebuilt:
    """Raises `CannotRebuild`, `UnreadableTable`, `OSError`."""
    asked = asked_of(descriptor)
    inputs = read_inputs(folder, descriptor)
    edition = read_edition(folder)
    replies = read_table(folder, REPLIES_TABLE)
    terms = (folder / "definiciones" / TERMS).read_bytes().decode("utf-8", "replace")
    try:
        result = computed(edition, inputs, asked)
        said = replace(result, tables=with_words_of(folder, result.tables))
        made = package(
            Statement.from_dict(descriptor),
            edition,
            asked,
            inputs,
            said,
            replies,
            terms,
            _sources_before(descriptor, inputs),
            tells_lacks=LACKS in descriptor[KEY],
            shape=tables_of(descriptor),
        )
    except (CannotCompute, UnwritableTable) as error:
        raise CannotRebuild(str(error)) from error
    return Rebuilt(made, edition_id(edition))


def _sources_before(descriptor: dict[str, Any], inputs: RiskInputs) -> dict[str, str] | None:
    """Those of its preliminary: what it says that changed, and for the rest its own."""
    said = descriptor.get(SINCE)
    if said is None:
        return None
    try:
        return {**inputs.sources, **said[BEFORE]}
    except (KeyError, TypeError) as error:
        raise CannotRebuild("datapackage.json no dice qué datos tenía su preliminar.") from error


def asked_of(descriptor: dict[str, Any]) -> Asked:
    """What was asked of the computation. Raises `CannotRebuild` when it is not said."""
    try:
        said = descriptor[KEY]
        return Asked(int(said["anio"]), int(said["replicas"]), int(said["semilla"]))
    except (KeyError, TypeError, ValueError) as error:
        raise CannotRebuild(
            "datapackage.json no dice con qué año, réplicas y semilla se calculó el índice."
        ) from error
