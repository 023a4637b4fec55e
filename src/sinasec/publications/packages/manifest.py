"""The list of a package's files with their hashes, in the format that `sha256sum -c` reads."""

import hashlib
from collections.abc import Mapping
from typing import Final

MANIFEST: Final = "huellas.sha256"
SIGNATURE: Final = "firma.json"
OUTSIDE: Final = frozenset({MANIFEST, SIGNATURE})


class BadManifest(ValueError):
    """A manifest whose lines are not `hash, two spaces, path`, sorted and without repeats."""


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def manifest_bytes(hashes: Mapping[str, str]) -> bytes:
    """Path -> SHA-256 (hex) as the text that is signed."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)).encode()


def read_manifest(data: bytes) -> dict[str, str]:
    """Path -> SHA-256 (hex). Raises `BadManifest` unless `data` is exactly canonical."""
    hashes: dict[str, str] = {}
    for line in data.decode("utf-8", errors="replace").splitlines():
        digest, _, path = line.partition("  ")
        hashes[path] = digest
    if manifest_bytes(hashes) != data:
        raise BadManifest(f"{MANIFEST} no tiene la forma «huella  archivo», en orden.")
    return hashes
