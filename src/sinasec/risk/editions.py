"""Editions of the index that users loaded, beside those of the product: kept, never changed.

One folder a version: `<home>/index-editions/CODE/VERSION/` with the edition as text and who loaded
it and when. A version is written aside and moved in whole; another text needs another version.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sinasec.definitions import index
from sinasec.definitions.index import UnknownEdition
from sinasec.definitions.index.loading import FILE
from sinasec.methods.risk.edition import RiskEdition
from sinasec.os_words import os_words
from sinasec.warehouse.home import sinasec_home

LOADED: Final = "cargada.json"


class CannotKeep(ValueError):
    """A sentence: why the edition cannot be kept, and what to do."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An edition that can be used. `by`, `at`: who loaded it and when; "" in the product's own."""

    code: str
    version: str
    title: str
    ejemplo: bool
    by: str
    at: str


def home() -> Path:
    return sinasec_home() / "index-editions"


def find(code: str, version: str = "") -> RiskEdition:
    """An edition by its code (also "CODE@VERSION"), the last version when none is said.

    Raises UnknownEdition with the editions that there are.
    """
    name, _, asked = code.partition("@")
    wanted = version or asked
    versions = _versions(name)
    if wanted in versions or (versions and not wanted):
        return index.load_from(home() / name / (wanted or versions[-1]))
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


def keep(*, edition: RiskEdition, by: str, at: datetime) -> bool:
    """Keep an edition; False when the same was there already. Raises CannotKeep."""
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
    edition = index.load_from(folder)
    told = json.loads((folder / LOADED).read_text(encoding="utf-8"))
    return Kept(
        edition.code, edition.version, edition.title, edition.ejemplo, told["by"], told["at"]
    )


def _unknown(code: str, version: str) -> str:
    known = ", ".join(f"{each.code} ({each.version})" for each in kept())
    asked = f"«{code}» versión {version}" if version else f"«{code}»"
    return f"No hay una edición del índice {asked}. Hay: {known}."
