"""Bulk rows as Parquet, in editions that are kept, compared and swapped in.

    <home>/<dataset>/<edition id>/{datos.parquet, manifest.json, informe.json, fuera.parquet?}
    <home>/<dataset>/vigencias.json, vigencias-simulado.json

No Django. Real and SIMULADO editions never mix: each has its own current one.
"""

from sinasec.warehouse.datasets import Dataset, datasets
from sinasec.warehouse.edition import (
    BrokenEdition,
    Edition,
    Original,
    Provenance,
    check_edition,
)
from sinasec.warehouse.editions import UnknownEdition, current, editions, find, read
from sinasec.warehouse.gone import Gone, gone
from sinasec.warehouse.heal import Healed, heal
from sinasec.warehouse.home import home
from sinasec.warehouse.keep import Kept, RepeatedRows, activate, keep

__all__ = [
    "BrokenEdition",
    "Dataset",
    "Edition",
    "Gone",
    "Healed",
    "Kept",
    "Original",
    "Provenance",
    "RepeatedRows",
    "UnknownEdition",
    "activate",
    "check_edition",
    "current",
    "datasets",
    "editions",
    "find",
    "gone",
    "heal",
    "home",
    "keep",
    "read",
]
