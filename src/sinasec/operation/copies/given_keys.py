"""The keys that the owner gives apart, opened: the private ones, and the public ones to believe.

What the owner sealed says whom to believe; a backup that a stranger made again does not.
"""

from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sinasec.operation.copies import folders
from sinasec.operation.copies.sealed_keys import LARGEST, BadKeyFile, opened
from sinasec.private_files import write_private
from sinasec.publications.trust.keys import PRIVATE, PUBLIC, BadKey, public_pem, read_public


@dataclass(frozen=True, slots=True)
class GivenKeys:
    """Relative path -> bytes. `public` has at least the public half of the one that signs."""

    private: dict[str, bytes]
    public: dict[str, bytes]


def given_keys(file: Path, passphrase: str) -> GivenKeys:
    """The keys in a sealed file, every one of them looked at. Raises BadKeyFile, OSError.

    A file sealed before public keys went in it believes only the one that signs.
    """
    with open(file, "rb") as read:
        found = opened(read.read(LARGEST + 1), passphrase)
    if PRIVATE not in found:
        raise BadKeyFile("El archivo de claves no tiene la que firma las publicaciones.")
    public = {name: data for name, data in found.items() if folders.is_public(name)}
    private = {name: data for name, data in found.items() if name not in public}
    for name in found:
        path = Path(name)
        if path.name.startswith(".") or (name in private and path.name != name):
            raise BadKeyFile(f"El archivo de claves tiene un nombre que no sirve: «{name[:40]}».")
    for name, pem in public.items():
        _check_public(name, pem)
    return GivenKeys(private, public | {PUBLIC: _public_half(found[PRIVATE])})


def put_keys(keys: GivenKeys, folder: Path) -> None:
    """Write them in a folder that has none. Raises FileExistsError, OSError."""
    for name, data in keys.private.items():
        write_private(folder / name, data)
    for name, pem in keys.public.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(pem)


def _check_public(name: str, pem: bytes) -> None:
    try:
        read_public(pem, f"«{name}»")
    except BadKey as error:
        raise BadKeyFile(f"En el archivo de claves, {error}") from error


def _public_half(pem: bytes) -> bytes:
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _no_key() from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key()
    return public_pem(key.public_key())


def _no_key() -> BadKeyFile:
    return BadKeyFile(
        "En el archivo de claves, la que firma las publicaciones no se puede leer: use otro."
    )
