"""A file on its way out, hashed as it goes: what is not what was signed never arrives whole."""

import hashlib
from typing import BinaryIO


class Altered(OSError):
    """The file changed after it was verified, while it was being sent."""


class SignedFile:
    """Reads like `file`, which it owns. The last part is given only when all of it has `digest`.

    `digest`: SHA-256 in hexadecimal. Raises `Altered` instead, so that the answer is cut before
    its end and nobody takes it for complete.
    """

    def __init__(self, file: BinaryIO, digest: str) -> None:
        self._file = file
        self._digest = digest
        self._hash = hashlib.sha256()
        self._next: bytes | None = None

    def read(self, size: int = 65_536) -> bytes:
        if self._next is None:
            self._next = self._taken(size)
        now, self._next = self._next, self._taken(size)
        if not self._next and self._hash.hexdigest() != self._digest:
            raise Altered("Un archivo publicado cambió mientras se descargaba.")
        return now

    def _taken(self, size: int) -> bytes:
        taken = self._file.read(size)
        self._hash.update(taken)
        return taken

    def close(self) -> None:
        self._file.close()
