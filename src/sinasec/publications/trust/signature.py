"""Ed25519 over the manifest: who answers for these bytes.

The signature is over `huellas.sha256` as it is, so that `openssl` can check it too.
"""

import base64
import binascii
import json
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sinasec.publications.packages.canonical_json import json_bytes
from sinasec.publications.packages.manifest import MANIFEST, SIGNATURE
from sinasec.publications.trust.keys import fingerprint

ALGORITHM: Final = "Ed25519"


class BadSignature(ValueError):
    """The signature file is not one, or does not match the manifest and the key."""


def signature_bytes(manifest: bytes, publication_id: str, key: Ed25519PrivateKey) -> bytes:
    """The content of `firma.json`. Ed25519 is deterministic: the same inputs, the same bytes."""
    return _bytes(publication_id, key.public_key(), key.sign(manifest))


def check_signature(
    signature: bytes, manifest: bytes, publication_id: str, key: Ed25519PublicKey
) -> None:
    """Raises `BadSignature` unless `signature` is exactly what the holder of `key` signs."""
    try:
        written = json.loads(signature)
        made = base64.b64decode(written["firma"], validate=True)
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error) as error:
        raise BadSignature(f"{SIGNATURE} no se puede leer como una firma.") from error
    if written.get("clave") != fingerprint(key):
        raise BadSignature(
            f"{SIGNATURE} dice que firmó la clave {written.get('clave')}, y la clave con la que "
            f"se verifica es {fingerprint(key)}."
        )
    try:
        key.verify(made, manifest)
    except InvalidSignature as error:
        raise BadSignature(f"La firma no corresponde a {MANIFEST}: algo cambió.") from error
    if signature != _bytes(publication_id, key, made):
        raise BadSignature(f"{SIGNATURE} no es el archivo que se firmó: tiene algo cambiado.")


def signer(folder: Path) -> str:
    """The fingerprint of the key that signed the publication of a verified `folder`."""
    return json.loads((folder / SIGNATURE).read_bytes())["clave"]


def _bytes(publication_id: str, key: Ed25519PublicKey, signed: bytes) -> bytes:
    return json_bytes(
        {
            "algoritmo": ALGORITHM,
            "clave": fingerprint(key),
            "firma": base64.b64encode(signed).decode(),
            "firmado": MANIFEST,
            "id": publication_id,
        }
    )
