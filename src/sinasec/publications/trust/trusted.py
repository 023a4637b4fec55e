"""Whose signature this installation believes: its own, and those it signed with before."""

import logging
import os
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sinasec.os_words import is_exhausted
from sinasec.publications.trust.keys import (
    PRIVATE,
    PUBLIC,
    BadKey,
    fingerprint,
    public_pem,
    read_public,
)

EARLIER: Final = "publicas-anteriores"
logger = logging.getLogger("sinasec.publications")


def trusted_keys(folder: Path) -> tuple[bytes, ...]:
    """Public keys (PEM) of the keys' `folder`: the one in use, then the earlier ones by name.

    Nothing is made here. The private key is looked at only when its public half is not there. A
    file among the earlier ones that is no key is left out, and the log says so. Raises OSError when
    the system has no files or memory left to look.
    """
    own = own_key(folder)
    earlier = [_readable(path) for path in sorted((folder / EARLIER).glob("*.pem"))]
    return tuple(dict.fromkeys(pem for pem in (own, *earlier) if pem))


def own_key(folder: Path) -> bytes | None:
    """The public key (PEM) that goes with the one in use; None while there is none. Raises OSError
    as `trusted_keys`."""
    return _readable(folder / PUBLIC) or _derived(folder / PRIVATE)


def trusted_fingerprints(folder: Path) -> tuple[str, ...]:
    """The fingerprints of `trusted_keys`, in its order: with them is compared what `verify` says
    elsewhere. Raises OSError as it."""
    return tuple(fingerprint(read_public(pem, PUBLIC)) for pem in trusted_keys(folder))


def trust_stamp(folder: Path) -> tuple[tuple[object, ...], ...]:
    """Changes whenever what `trusted_keys` reads does."""
    earlier = folder / EARLIER
    paths = [folder / PUBLIC, folder / PRIVATE, earlier, *sorted(earlier.glob("*.pem"))]
    return tuple(_told(path) for path in paths)


def _told(path: Path) -> tuple[object, ...]:
    try:
        found = os.stat(path)
    except OSError as error:
        return (str(path), error.errno)
    return (str(path), found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _readable(path: Path) -> bytes | None:
    """The PEM in a file; None when there is no public key to be read there."""
    try:
        pem = path.read_bytes()
        read_public(pem, path.name)
    except FileNotFoundError:
        return None
    except OSError as error:
        if is_exhausted(error):  # nothing is known of the key: it is not as if there were none
            raise
        logger.warning("No se usa la clave pública %s: %s", path.name, error)
        return None
    except BadKey as error:
        logger.warning("No se usa la clave pública %s: %s", path.name, error)
        return None
    return pem


def _derived(path: Path) -> bytes | None:
    """The public half of the private key, for an installation that lost the file of the public."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        if is_exhausted(error):
            raise
        return None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    return public_pem(key.public_key()) if isinstance(key, Ed25519PrivateKey) else None
