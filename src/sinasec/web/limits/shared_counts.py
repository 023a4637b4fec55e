"""A table of counts in a file mapped into the memory of every process that serves a folder.

Slots of a fixed size, each with the hash of a name, the start of its window and its count. A name
belongs to one bucket of `WAYS` slots; when all are in use, the oldest is given away. The bytes of
a bucket are locked while they are read and written: the system lets go of the lock when a process
ends, however it ends, and a half-written slot is only a wrong count for one window.
"""

import fcntl
import hashlib
import mmap
import os
import struct
import threading
from pathlib import Path
from typing import Final

SLOT: Final = struct.Struct("=8sdQ")  # hash of the name, start of the window, count
WAYS: Final = 8
BUCKETS: Final = 4096
BUCKET_BYTES: Final = SLOT.size * WAYS
SIZE: Final = BUCKETS * BUCKET_BYTES  # 768 KB
NOBODY: Final = bytes(8)


class SharedCounts:
    """`key`: of the installation. What stands in the file for who asked is a pseudonym.

    Nobody reads an address in it, but whoever has both the file and the key can try addresses until
    one fits: it is kept as the key is. It stays until another name takes its slot or
    the file is removed, which loses nothing but the counts of the moment.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if os.fstat(self._file).st_size < SIZE:
            os.ftruncate(self._file, SIZE)
        self._bytes = mmap.mmap(self._file, SIZE)
        self._key = hashlib.sha256(key).digest()
        self._lock = threading.Lock()  # locks of a file do not tell threads apart

    def count(self, name: str, most: int, seconds: float, now: float) -> float:
        """0 and one more counted, or the seconds left of a window that holds `most` already."""
        digest = hashlib.blake2b(name.encode(), digest_size=16, key=self._key).digest()
        bucket = int.from_bytes(digest[8:], "big") % BUCKETS * BUCKET_BYTES
        with self._lock:
            fcntl.lockf(self._file, fcntl.LOCK_EX, BUCKET_BYTES, bucket)
            try:
                return self._count(digest[:8], bucket, most, seconds, now)
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, BUCKET_BYTES, bucket)

    def _count(self, who: bytes, bucket: int, most: int, seconds: float, now: float) -> float:
        place = self._place(who, bucket)
        found, start, used = SLOT.unpack_from(self._bytes, place)
        if found != who or not start <= now < start + seconds:  # new, over, or of another boot
            start, used = now, 0
        if used >= most:
            return start + seconds - now
        SLOT.pack_into(self._bytes, place, who, start, used + 1)
        return 0.0

    def _place(self, who: bytes, bucket: int) -> int:
        """Where its slot is; else the first that nobody has, else the oldest."""
        places = range(bucket, bucket + BUCKET_BYTES, SLOT.size)
        slots = [(SLOT.unpack_from(self._bytes, place), place) for place in places]
        for (found, _, _), place in slots:
            if found == who:
                return place
        return min(slots, key=lambda slot: (slot[0][0] != NOBODY, slot[0][1]))[1]
