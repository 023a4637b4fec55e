"""The facts inside a publication, believed by its signature. Its other files are not read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sinasec.compliance.frames import FactFrames
from sinasec.compliance.semaforo import resources
from sinasec.publications.packages.canonical import read_csv
from sinasec.publications.packages.manifest import (
    MANIFEST,
    SIGNATURE,
    BadManifest,
    read_manifest,
    sha256,
)
from sinasec.publications.packages.statement import Statement
from sinasec.publications.trust.keys import BadKey, read_public
from sinasec.publications.trust.signature import BadSignature, check_signature
from sinasec.publications.trust.verify import DESCRIPTOR

FACTS: Final = (resources.ACTS, resources.REVIEWS, resources.WAIVERS, resources.COMPLETENESS)


@dataclass(frozen=True, slots=True)
class SignedFacts:
    """The facts of a semáforo, and what it says of itself."""

    statement: Statement
    facts: FactFrames


def signed_facts(folder: Path, keys: Sequence[bytes]) -> SignedFacts | None:
    """Those of the semáforo in `folder`; None when they are not what one of the keys signed.

    `keys`: public ones, PEM. Raises `UnreadableTable` for one that another program wrote.
    """
    try:
        hashes = _signed_hashes(folder, keys)
        said = json.loads(_whole(folder, DESCRIPTOR, hashes))
        written = [_whole(folder, f"{table.path}.csv", hashes) for table in FACTS]
        statement = Statement.from_dict(said)
    except (OSError, BadManifest, BadSignature, ValueError, KeyError, TypeError):
        return None
    frames = (read_csv(table, data) for table, data in zip(FACTS, written, strict=True))
    return SignedFacts(statement, FactFrames(*frames))


def _signed_hashes(folder: Path, keys: Sequence[bytes]) -> dict[str, str]:
    """Path -> SHA-256 (hex). Raises `BadSignature`, `BadManifest`, `OSError`."""
    manifest, signature = (folder / MANIFEST).read_bytes(), (folder / SIGNATURE).read_bytes()
    for pem in keys:
        try:
            check_signature(signature, manifest, folder.name, read_public(pem, "clave"))
        except (BadSignature, BadKey):
            continue
        return read_manifest(manifest)
    raise BadSignature(f"{folder.name} no está firmada con ninguna de las claves.")


def _whole(folder: Path, path: str, hashes: dict[str, str]) -> bytes:
    """A file as it was signed. Raises `ValueError`, `KeyError`, `OSError`."""
    data = (folder / path).read_bytes()
    if sha256(data) != hashes[path]:
        raise ValueError(path)
    return data
