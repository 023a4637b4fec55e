"""A backup made again by a stranger who holds it: every hash of its list fits what it brings."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sinasec.operation.copies.archive import LIST, SQLITE
from sinasec.publications.packages.manifest import (
    MANIFEST,
    SIGNATURE,
    manifest_bytes,
    read_manifest,
    sha256,
)
from sinasec.publications.trust.keys import PUBLIC, public_pem
from sinasec.publications.trust.signature import signature_bytes
from tests.operation.installation import past_triggers

Change = Callable[[dict[str, bytes], dict[str, Any]], None]


def made_again(source: str, target: Path, change: Change) -> str:
    """The backup with its files (path -> bytes) and its list changed, and the list to match."""
    with zipfile.ZipFile(source) as before:
        said = json.loads(before.read(LIST))
        files = {each: before.read(each) for each in before.namelist() if each != LIST}
    change(files, said)
    said["members"] = [
        {"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for path, data in files.items()
    ]
    with zipfile.ZipFile(target, "w") as after:
        for path, data in files.items():
            after.writestr(path, data)
        after.writestr(LIST, json.dumps(said))
    return str(target)


def base_changed(folder: Path, *statements: str) -> Change:
    """The file of SQLite changed behind its triggers, which are there again afterwards."""

    def change(files: dict[str, bytes], said: dict[str, Any]) -> None:
        file = folder / "base.sqlite3"
        file.write_bytes(files[SQLITE])
        past_triggers(file, *statements)
        files[SQLITE] = file.read_bytes()

    return change


def sign_again(files: dict[str, bytes], publication: str, key: Ed25519PrivateKey) -> None:
    """As if whoever holds `key` had published it."""
    folder = f"publications/{publication}"
    pem = public_pem(key.public_key())
    hashes = read_manifest(files[f"{folder}/{MANIFEST}"])
    manifest = manifest_bytes(hashes | {PUBLIC: sha256(pem)})
    files[f"{folder}/{PUBLIC}"], files[f"{folder}/{MANIFEST}"] = pem, manifest
    files[f"{folder}/{SIGNATURE}"] = signature_bytes(manifest, publication, key)
