"""A whole set of definitions with few duties: what a check says of a set, without all its cases."""

import shutil
from collections.abc import Collection
from pathlib import Path

from sinasec.definitions.index.checking import INDEX
from sinasec.definitions.loading import HERE, load

FEW = ("sesion-ordinaria", "instalacion")
VERSION = "2026.99"
OUT_OF_SCOPE = "fuera_de_alcance"


def small_set(folder: Path, *duties: str, version: str = VERSION) -> Path:
    """In `folder`, those of the product but for the other duties and the index, by which no duty is
    judged, under a version that is told."""
    whole = copied(folder, duties or FEW)
    if version != load().version:
        rewritten(whole / "edition.yaml", load().version, version)
        log = "# Cambios de nuestra lectura\n"
        rewritten(whole / "CHANGELOG.md", log, f"{log}\n## {version}\n\n- Prueba.\n")
    return whole


def copied(folder: Path, duties: Collection[str]) -> Path:
    whole = folder / "definiciones"
    left_out = shutil.ignore_patterns("*.py", "__pycache__", INDEX)
    shutil.copytree(HERE, whole, ignore=left_out)
    for file in (whole / "obligations").glob("*.yaml"):
        if file.stem not in (*duties, OUT_OF_SCOPE):
            file.unlink()
    return whole


def rewritten(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
