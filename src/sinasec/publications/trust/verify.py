"""Is this publication exactly what was signed? Answered without database, Django or network."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sinasec.os_words import is_exhausted
from sinasec.publications.packages.bundle import BadBundle, Bundle, open_bundle
from sinasec.publications.packages.content_hash import content_hash, publication_id
from sinasec.publications.packages.manifest import (
    MANIFEST,
    OUTSIDE,
    SIGNATURE,
    BadManifest,
    read_manifest,
    sha256,
)
from sinasec.publications.trust.keys import PUBLIC, BadKey, fingerprint, read_public
from sinasec.publications.trust.signature import BadSignature, check_signature

DESCRIPTOR: Final = "datapackage.json"


@dataclass(frozen=True, slots=True)
class Verification:
    """`faults`: (file, sentence). `key`: fingerprint; `trusted`: it was given, not found inside.

    `apart`: what the system that packed a .zip added, which nobody signed and nobody reads.
    `exhausted`: the system had no files or memory left to look, so that nothing is known.
    """

    id: str | None
    faults: tuple[tuple[str, str], ...]
    files: int
    key: str | None
    trusted: bool
    exhausted: bool = False
    apart: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.faults

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "ok": self.ok,
            "files": self.files,
            "key": self.key,
            "key_trusted": self.trusted,
            "not_signed": list(self.apart),
            "faults": [{"file": file, "message": why} for file, why in self.faults],
        }


def verify(path: Path, key: bytes | Sequence[bytes] | None = None) -> Verification:
    """Check hashes, signature and identity of the folder or .zip at `path`.

    `key`: the PEM of the public key one trusts, or several, any of which will do (none of none);
    without it the one inside the package is used, which proves that nothing changed since that
    key signed, not whose key it is.
    """
    keys = (key,) if isinstance(key, bytes) else key
    try:
        with open_bundle(path) as bundle:
            return _verify(bundle, keys)
    except BadBundle as error:
        return _unread(path, error, keys)
    except OSError as error:
        return replace(_unread(path, error, keys), exhausted=is_exhausted(error))


def _unread(path: Path, error: Exception, keys: Sequence[bytes] | None) -> Verification:
    return Verification(None, ((str(path), str(error)),), 0, None, keys is not None)


def _verify(bundle: Bundle, keys: Sequence[bytes] | None) -> Verification:
    names = bundle.names()
    faults: list[tuple[str, str]] = []
    for name in (MANIFEST, SIGNATURE, PUBLIC, DESCRIPTOR):
        if name not in names:
            faults.append((name, "falta este archivo."))
    if faults:
        return Verification(
            None, tuple(faults), len(names), None, keys is not None, apart=bundle.apart
        )
    faults += _wrong_files(bundle, names)
    identity = _identity(bundle, faults)
    shown = _signed_by(bundle, identity, keys, faults)
    return Verification(
        identity, tuple(faults), len(names), shown, keys is not None, apart=bundle.apart
    )


def _wrong_files(bundle: Bundle, names: list[str]) -> list[tuple[str, str]]:
    try:
        hashes = read_manifest(bundle.read(MANIFEST))
    except BadManifest as error:
        return [(MANIFEST, str(error))]
    present = set(names) - OUTSIDE
    missing = [(name, "falta este archivo.") for name in sorted(set(hashes) - present)]
    extra = [(_printable(name), _extra(name)) for name in sorted(present - set(hashes))]
    changed = [
        (name, "su contenido no es el que se firmó.")
        for name in sorted(present & set(hashes))
        if sha256(bundle.read(name)) != hashes[name]
    ]
    return missing + extra + changed


def _extra(name: str) -> str:
    """A name that ends in a bar is a folder with nothing in it."""
    what = "esta carpeta vacía" if name.endswith("/") else "este archivo"
    return f"{what} no es parte de lo firmado."


def _printable(name: str) -> str:
    """A name that is not UTF-8 can be written nowhere as it is."""
    return name.encode("utf-8", "backslashreplace").decode()


def _identity(bundle: Bundle, faults: list[tuple[str, str]]) -> str | None:
    """The id the package gives itself, checked against its content."""
    try:
        descriptor = json.loads(bundle.read(DESCRIPTOR))
        said, digest = descriptor["id"], content_hash(descriptor)
        if descriptor["huella"] != digest or said != publication_id(descriptor, digest):
            faults.append((DESCRIPTOR, "su identificador no corresponde a su contenido."))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        faults.append((DESCRIPTOR, "no se puede leer como la descripción de una publicación."))
        return None
    return said


def _signed_by(
    bundle: Bundle,
    identity: str | None,
    keys: Sequence[bytes] | None,
    faults: list[tuple[str, str]],
) -> str | None:
    try:
        inside = read_public(bundle.read(PUBLIC), PUBLIC)
        trusted = (
            [inside] if keys is None else [read_public(key, "El archivo de --key") for key in keys]
        )
    except BadKey as error:
        faults.append((PUBLIC, str(error)))
        return None
    same = [key for key in trusted if fingerprint(key) == fingerprint(inside)]
    if not same:
        faults.append((PUBLIC, _stranger(inside, trusted)))
    if not trusted:
        return None
    by = (same or trusted)[0]
    try:
        check_signature(bundle.read(SIGNATURE), bundle.read(MANIFEST), identity or "", by)
    except BadSignature as error:
        faults.append((SIGNATURE, str(error)))
    return fingerprint(by)


def _stranger(inside: Ed25519PublicKey, trusted: Sequence[Ed25519PublicKey]) -> str:
    theirs = f"la clave del paquete ({fingerprint(inside)[:16]}…)"
    if not trusted:
        return f"no hay ninguna clave en la que confiar, y {theirs} puede ser de cualquiera."
    ours = ", ".join(f"{fingerprint(key)[:16]}…" for key in trusted)
    if len(trusted) == 1:
        return f"{theirs} no es aquella en la que usted confía ({ours})."
    return f"{theirs} no es ninguna de aquellas en las que usted confía ({ours})."
