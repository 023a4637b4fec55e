"""Editions of the index that users loaded, beside those of the product: kept, never changed.

One folder a version: `<home>/index-editions/CODE/VERSION/` with the edition as text and who loaded
it and when. A version is written aside and moved in whole; another text needs another version.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sinasec.definitions import index
from sinasec.definitions.faults import DefinitionFaults
from sinasec.definitions.index import UnknownEdition
from sinasec.definitions.index.loading import FILE
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.os_words import os_words
from sinasec.warehouse.home import sinasec_home

LOADED: Final = "cargada.json"


class CannotKeep(ValueError):
    """A sentence: why the edition cannot be kept, and what to do."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An edition. `by`, `at`: who loaded it and when; "" in the product's own. `fault`: why it
    cannot be used, "" when it can."""

    code: str
    version: str
    title: str
    ejemplo: bool
    by: str
    at: str
    fault: str = ""


def home() -> Path:
    return sinasec_home() / "index-editions"


def find(code: str, version: str = "") -> RiskEdition:
    """An edition by its code (also "CODE@VERSION"), the last version when none is said.

    Raises UnknownEdition with the editions that there are, or saying why it cannot be used.
    """
    name, _, asked = code.partition("@")
    wanted = version or asked
    versions = _versions(name)
    if wanted in versions or (versions and not wanted):
        return _read(home() / name / (wanted or versions[-1]))
    if name in index.editions():
        own = index.load(name)
        if wanted in ("", own.version):
            return own
    raise UnknownEdition(_unknown(name, wanted))


def kept() -> list[Kept]:
    """Every edition: the product's own first, then those loaded, by code and version."""
    own = [index.load(code) for code in index.editions()]
    loaded = [_kept(folder) for folder in _folders()]
    return [Kept(e.code, e.version, e.title, e.ejemplo, "", "") for e in own] + loaded


def usable() -> list[Kept]:
    """Those of `kept` that can be built with."""
    return [each for each in kept() if not each.fault]


def keep(
    *,
    edition: RiskEdition,
    by: str,
    at: datetime,
    announced: Callable[[RiskEdition, str], None] | None = None,
) -> bool:
    """Keep an edition; False when the same was there already. Raises CannotKeep.

    `announced` is told of it and of its digest before it can be used, and may raise instead.
    """
    if not by.strip():
        raise CannotKeep("Diga quién carga la edición, con --by.")
    if edition.code in index.editions():
        raise CannotKeep(
            f"«{edition.code}» es una edición del producto: póngale otro código a la suya."
        )
    target = home() / edition.code / edition.version
    text = edition.files.get(FILE) or index.edition_text(edition)
    if target.is_dir():
        return _same(target, edition)
    if announced is not None:
        announced(edition, hashlib.sha256(text.encode()).hexdigest())
    _write(target, text, {"by": by.strip(), "at": at.isoformat(timespec="seconds")})
    return True


def _same(target: Path, edition: RiskEdition) -> bool:
    if index.load_from(target) != edition:
        raise CannotKeep(
            f"La versión {edition.version} de «{edition.code}» ya está cargada y dice otra cosa: "
            "cámbiele la versión a la nueva."
        )
    return False


def _write(target: Path, text: str, loaded: dict[str, str]) -> None:
    """Aside first, then moved in whole; of two that write the same version, one wins."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".", dir=target.parent))
    try:
        (aside / FILE).write_text(text, encoding="utf-8")
        digest = {"sha256": hashlib.sha256(text.encode()).hexdigest()}
        told = json.dumps(loaded | digest, ensure_ascii=False, indent=2)
        (aside / LOADED).write_text(told + "\n", encoding="utf-8")
        os.rename(aside, target)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise CannotKeep(
            f"No se pudo guardar la edición en {target.parent}: {os_words(error)}."
        ) from error


def _versions(code: str) -> list[str]:
    """Versions loaded of a code, the last one last. Codes are names, never paths."""
    found = [folder for folder in _folders() if folder.parent.name == code]
    return [folder.name for folder in found]


def _folders() -> Iterator[Path]:
    found = [path.parent for path in home().glob(f"[a-z]*/[0-9]*/{FILE}")]
    return iter(sorted(found, key=lambda folder: (folder.parent.name, _order(folder.name))))


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _kept(folder: Path) -> Kept:
    try:
        edition = _read(folder)
    except UnknownEdition as error:
        return Kept(folder.parent.name, folder.name, "", False, "", "", str(error))
    told = _told(folder)
    return Kept(
        edition.code, edition.version, edition.title, edition.ejemplo, told["by"], told["at"]
    )


def _read(folder: Path) -> RiskEdition:
    """The edition of a folder, as it was loaded. Raises UnknownEdition when it is not that."""
    name = f"{folder.parent.name} {folder.name}"
    try:
        text = (folder / FILE).read_bytes()
        if hashlib.sha256(text).hexdigest() != _told(folder)["sha256"]:
            raise UnknownEdition(
                f"La edición {name} cambió después de cargada: recupérela de una copia o cárguela "
                "con otra versión."
            )
        return index.load_from(folder)
    except (DefinitionFaults, OSError, ValueError, KeyError) as error:
        raise UnknownEdition(
            f"La edición {name} no se puede usar con este sistema ({error}): corrija su libro y "
            "cárguelo con otra versión."
        ) from error


def _told(folder: Path) -> dict[str, str]:
    """Who loaded it, when, and the hash of what was loaded."""
    return json.loads((folder / LOADED).read_text(encoding="utf-8"))


def _unknown(code: str, version: str) -> str:
    known = ", ".join(f"{each.code} ({each.version})" for each in usable())
    asked = f"«{code}» versión {version}" if version else f"«{code}»"
    return f"No hay una edición del índice {asked}. Hay: {known}."
