"""The signing key of this installation: made on first use, kept private, its public half shown."""

import hashlib
import os
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sinasec.os_words import os_words
from sinasec.private_files import TooOpen, check_private, private_folder, write_private

PRIVATE: Final = "clave-privada.pem"
PUBLIC: Final = "clave-publica.pem"


class BadKey(ValueError):
    """A key file cannot be used; the sentence says which and what to do."""


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """The private key in `folder`, made there (mode 0600) the first time. Raises `BadKey`.

    One that others can read is not used: whoever read it can sign as this installation.
    """
    kept = folder / PRIVATE
    if not kept.exists():
        _make(folder)
    key = read_private(kept)
    _show(folder, key.public_key())
    return key


def read_private(kept: Path) -> Ed25519PrivateKey:
    """The private key of a file that only its owner can read. Changes nothing. Raises `BadKey`."""
    try:
        check_private(kept)
        key = serialization.load_pem_private_key(kept.read_bytes(), password=None)
    except TooOpen as error:
        raise BadKey(str(error)) from error
    except OSError as error:
        raise BadKey(f"La clave {kept} no se puede abrir ({os_words(error)}).") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadKey(
            f"La clave {kept} no se puede leer. Recupérela de su copia de respaldo; si la borra, "
            "se creará otra y lo firmado antes solo se verificará con la clave anterior."
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(f"La clave {kept} no es Ed25519. Recupere la clave original.")
    return key


def public_pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def read_public(pem: bytes, where: str) -> Ed25519PublicKey:
    """The public key written in `pem`. Raises `BadKey`, naming `where`."""
    try:
        key = serialization.load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKey(f"{where} no contiene una clave pública en formato PEM.") from error
    if not isinstance(key, Ed25519PublicKey):
        raise BadKey(f"{where} contiene una clave que no es Ed25519.")
    return key


def fingerprint(key: Ed25519PublicKey) -> str:
    """SHA-256 of the raw public key, in hexadecimal: what people compare by eye."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()


def _make(folder: Path) -> None:
    """Write a fresh key so that two processes starting together end with the same one."""
    private_folder(folder)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    aside = folder / f".{PRIVATE}.{os.getpid()}"
    aside.unlink(missing_ok=True)
    write_private(aside, pem)
    try:
        os.link(aside, folder / PRIVATE)
    except FileExistsError:
        pass  # another process made it first: its key is the one
    finally:
        aside.unlink()


def _show(folder: Path, key: Ed25519PublicKey) -> None:
    shown = folder / PUBLIC
    pem = public_pem(key)
    if shown.exists() and shown.read_bytes() == pem:
        return
    aside = folder / f".{PUBLIC}.{os.getpid()}"
    aside.write_bytes(pem)
    os.replace(aside, shown)
