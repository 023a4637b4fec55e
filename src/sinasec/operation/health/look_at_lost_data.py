"""Editions of data that publications say they were made with, and that are no longer kept."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from sinasec.counted import counted
from sinasec.operation.copies.folders import editions, named
from sinasec.publications.finding import FAULT, HealthFinding
from sinasec.publications.models import Publication
from sinasec.publications.trust.verify import DESCRIPTOR
from sinasec.risk.published.kind import INDEX
from sinasec.warehouse.edition import cited_in

ABOUT: Final = "datos-perdidos"
SHOWN: Final = 5
RESTORE: Final = (
    "Restaure todo de un respaldo, en otra carpeta; o cargue otra vez el mismo archivo con "
    "«sinasec data load», que da la misma edición."
)
INDICES: Final = ("publicación del índice", "publicaciones del índice")


def look(
    warehouse: Path, published: Path, rows: Mapping[str, Publication] | None
) -> Iterator[HealthFinding]:
    """`rows`: publications by folder, as the database has them; None when it cannot be asked."""
    made_with = _made_with(published)
    indices = set(made_with) | {name for name, row in (rows or {}).items() if row.kind == INDEX}
    there = {path.name for path in editions(warehouse)}
    if indices and not there:
        yield _everything(warehouse, sorted(indices), made_with)
        return
    lost: dict[str, str] = {}
    for publication, names in sorted(made_with.items()):
        lost |= dict.fromkeys(names - there, publication)
    for edition, publication in sorted(lost.items()):
        yield HealthFinding(
            ABOUT,
            FAULT,
            f"Falta la edición de datos {edition}, con la que se hizo {publication}.",
            RESTORE,
        )


def _everything(
    warehouse: Path, indices: list[str], made_with: dict[str, set[str]]
) -> HealthFinding:
    what = "no tiene ninguna edición" if warehouse.is_dir() else "no está"
    every = sorted(set().union(*made_with.values()))
    more = f" y {len(every) - SHOWN} más" if len(every) > SHOWN else ""
    which = f" Ediciones que faltan: {', '.join(every[:SHOWN])}{more}." if every else ""
    return HealthFinding(
        ABOUT,
        FAULT,
        f"La carpeta de datos {warehouse} {what}, y hay "
        f"{counted(len(indices), *INDICES)} ({indices[-1]}).{which}",
        RESTORE,
    )


def _made_with(published: Path) -> dict[str, set[str]]:
    """Folder of each publication of the index -> the editions that it says it was made with."""
    found: dict[str, set[str]] = {}
    for folder in named(published):
        said = _descriptor(folder)
        if said.get("tipo") == INDEX:
            found[folder.name] = set(filter(None, map(cited_in, _sources(said))))
    return found


def _sources(said: Mapping[str, Any]) -> list[str]:
    """What is not as this program writes it is told when its signature is looked at."""
    try:
        return [str(text) for text in said["indice"]["fuentes"].values()]
    except (AttributeError, KeyError, TypeError):
        return []


def _descriptor(folder: Path) -> dict[str, Any]:
    try:
        said = json.loads((folder / DESCRIPTOR).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
