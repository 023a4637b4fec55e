"""An edition of a dataset: rows as Parquet and a manifest of where they come from, never edited."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import polars as pl

from sinasec.time_zone import LIMA
from sinasec.warehouse.stamp import Entry, stamp

SIMULATED: Final = "SIMULADO"
ROWS: Final = "datos.parquet"
MANIFEST: Final = "manifest.json"
REPORT: Final = "informe.json"
LEFT_OUT: Final = "fuera.parquet"
_CITED: Final = re.compile(r" \(edición ([a-z_]+-[0-9a-f]+), cargada el [\d/]+\)$")


class BrokenEdition(ValueError):
    """The folder of an edition is not as it was kept; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Original:
    """The file that was loaded: its name, hash and size. Its bytes are not kept."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where rows come from. `source`: as it will be cited; `by`: who loaded them, and when."""

    source: str
    by: str
    at: datetime
    layout: str
    simulated: bool
    originals: tuple[Original, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition kept in `folder`. `id`: of its content; `rows_sha256`: of its Parquet."""

    dataset: str
    id: str
    folder: Path
    rows: int
    rows_sha256: str
    provenance: Provenance
    left_out: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def simulated(self) -> bool:
        return self.provenance.simulated

    @property
    def source(self) -> str:
        return self.provenance.source

    @property
    def loaded_at(self) -> datetime:
        return self.provenance.at

    @property
    def loaded_on(self) -> date:
        """The day it was loaded, in Lima."""
        return self.loaded_at.astimezone(LIMA).date()

    def cited(self) -> str:
        """As a page cites it: source, edition and, if so, that it is not real."""
        says_so = self.source.startswith(SIMULATED)
        mark = f"{SIMULATED}. " if self.simulated and not says_so else ""
        return f"{mark}{self.source} (edición {self.id}, cargada el {self.loaded_on:%d/%m/%Y})"

    def report(self) -> dict[str, Any]:
        """What the loader said of the file: faults found, rows left out, notes."""
        return json.loads((self.folder / REPORT).read_bytes())

    def left_out_rows(self) -> pl.DataFrame | None:
        """The rows that were left out by choice, as the file had them; None when none were."""
        path = self.folder / LEFT_OUT
        return pl.read_parquet(path) if path.exists() else None


def cited_in(text: str) -> str | None:
    """The edition that a text made by `Edition.cited` names; None in any other."""
    found = _CITED.search(text)
    return found[1] if found else None


def manifest_of(edition: Edition) -> dict[str, Any]:
    """What is written in `manifest.json`."""
    provenance = asdict(edition.provenance)
    provenance["at"] = edition.provenance.at.isoformat()
    return {
        "version": 1,
        "dataset": edition.dataset,
        "id": edition.id,
        "rows": edition.rows,
        "rows_sha256": edition.rows_sha256,
        "left_out": dict(edition.left_out),
        **provenance,
    }


def read_edition(folder: Path) -> Edition:
    """The edition kept in a folder. Raises BrokenEdition."""
    try:
        said = json.loads((folder / MANIFEST).read_bytes())
        provenance = Provenance(
            source=said["source"],
            by=said["by"],
            at=datetime.fromisoformat(said["at"]),
            layout=said["layout"],
            simulated=bool(said["simulated"]),
            originals=tuple(Original(**each) for each in said["originals"]),
        )
        return Edition(
            said["dataset"],
            said["id"],
            folder,
            int(said["rows"]),
            said["rows_sha256"],
            provenance,
            said["left_out"],
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise BrokenEdition(
            f"La edición «{folder.name}» no se puede leer ({error}): restáurela de una copia o "
            "cargue su archivo de nuevo."
        ) from error


def check_edition(edition: Edition) -> None:
    """Raise BrokenEdition unless the rows are those that were kept.

    They are hashed once, and again when anything in the folder changes.
    """
    looked = stamp(edition.folder)
    hashed = _remembered_sha256 if looked.settled else _rows_sha256
    found = hashed(edition.folder, looked.entries)
    if found != edition.rows_sha256 or edition.folder.name != edition.id:
        raise BrokenEdition(
            f"La edición «{edition.id}» no es la que se guardó: restáurela de una copia o cargue "
            "su archivo de nuevo."
        )


def _rows_sha256(folder: Path, _: tuple[Entry, ...]) -> str:
    """In hexadecimal; "" when the rows cannot be read."""
    try:
        return hashlib.sha256((folder / ROWS).read_bytes()).hexdigest()
    except OSError:
        return ""


_remembered_sha256: Final = lru_cache(maxsize=64)(_rows_sha256)
