"""The keys of an installation in a file of their own, closed with a passphrase.

The private ones, and the public ones that it believes: who restores with this file believes those,
whatever the backup brings.

    SINASEC-CLAVES 1\\n            the form
    {"kdf": "scrypt", …}\\n        its parameters, part of what is authenticated
    AES-256-GCM of {name: base64}

Who holds the backup and not the passphrase can read the data and cannot sign as the installation.
"""

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC: Final = b"SINASEC-CLAVES 1\n"
SHORTEST: Final = 12  # letters of a passphrase
LARGEST: Final = 1024 * 1024  # bytes of the file
MOST_MEMORY: Final = 256 * 1024 * 1024  # bytes that scrypt may be asked for


class BadKeyFile(ValueError):
    """The file cannot be opened, or the passphrase is weak; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Of scrypt (n, r, p) and of AES-GCM. `salt` and `nonce` in base64."""

    salt: str
    nonce: str
    n: int = 2**17
    r: int = 8
    p: int = 1
    kdf: str = "scrypt"
    cipher: str = "aes-256-gcm"


def sealed(keys: Mapping[str, bytes], passphrase: str) -> bytes:
    """`keys` (relative path -> bytes) as the file. Raises BadKeyFile for a short passphrase."""
    check_passphrase(passphrase)
    said = Parameters(_text(os.urandom(16)), _text(os.urandom(12)))
    head = MAGIC + json.dumps(asdict(said), sort_keys=True).encode() + b"\n"
    inside = json.dumps({name: _text(data) for name, data in keys.items()}).encode()
    return head + AESGCM(_key(passphrase, said)).encrypt(_bytes(said.nonce), inside, head)


def opened(data: bytes, passphrase: str) -> dict[str, bytes]:
    """What `sealed` closed. Raises BadKeyFile."""
    said, head = _head(data)
    try:
        inside = AESGCM(_key(passphrase, said)).decrypt(_bytes(said.nonce), data[len(head) :], head)
    except InvalidTag as error:
        raise BadKeyFile(
            "La frase no abre el archivo de claves, o el archivo está dañado: revise la frase."
        ) from error
    return {name: _bytes(text) for name, text in json.loads(inside).items()}


def check_passphrase(passphrase: str) -> None:
    if len(passphrase) < SHORTEST:
        raise BadKeyFile(f"La frase es muy corta: escriba al menos {SHORTEST} letras.")


def _head(data: bytes) -> tuple[Parameters, bytes]:
    """The parameters, bounded before any work is done with them, and the bytes that say them."""
    if not data.startswith(MAGIC) or len(data) > LARGEST:
        raise BadKeyFile("No es un archivo de claves de «sinasec backup --keys».")
    end = data.find(b"\n", len(MAGIC), len(MAGIC) + 1000) + 1
    said = _parameters(data[len(MAGIC) : end])
    if not end or said is None:
        raise BadKeyFile("El archivo de claves está dañado o es de un programa más nuevo.")
    return said, data[:end]


def _parameters(line: bytes) -> Parameters | None:
    try:
        said = Parameters(**json.loads(line))
        return said if _is_bounded(said) else None
    except (TypeError, ValueError, RecursionError):
        return None


def _is_bounded(said: Parameters) -> bool:
    numbers: tuple[Any, ...] = (said.n, said.r, said.p)
    return (
        (said.kdf, said.cipher) == ("scrypt", "aes-256-gcm")
        and all(type(number) is int and number > 0 for number in numbers)
        and said.n >= 2**14
        and said.n & (said.n - 1) == 0
        and 128 * said.n * said.r <= MOST_MEMORY
        and said.p <= 4
        and len(_bytes(said.salt)) == 16
        and len(_bytes(said.nonce)) == 12
    )


def _key(passphrase: str, said: Parameters) -> bytes:
    scrypt = Scrypt(salt=_bytes(said.salt), length=32, n=said.n, r=said.r, p=said.p)
    return scrypt.derive(passphrase.encode())


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
