"""Finished pages, plain and compressed, each with its ETag and what was learnt making it.

What is kept is bounded (`MAX_BYTES`) and shared by the threads of one server process. Nothing here
holds anything of the reader, so a fixed compression gives nothing away.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import patch_vary_headers

from sinasec.live import Learnt

MAX_BYTES: Final = 48 * 1024 * 1024
OVERHEAD: Final = 1024  # bytes that a page costs besides what it says
QUESTION: Final = 2048  # and each question asked while it was made, with the rows that it names
AGE_SECONDS: Final = 60
Key = tuple[Any, ...]


# Gzip leaves them as large, and the shelf would hold them twice.
PACKED: Final = ("image/png", "application/pdf", "application/vnd.openxmlformats")


@dataclass(frozen=True, slots=True)
class Page:
    """One finished answer, plain and compressed. `publication`: the id of the one it shows.

    `gzipped`: b"" of what is compressed already.
    """

    etag: str
    content_type: str
    plain: bytes
    gzipped: bytes
    publication: str


class Shelf:
    """Finished pages, the least recently read dropped first when they weigh too much."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._pages: OrderedDict[Key, tuple[Page, Learnt]] = OrderedDict()
        self._bytes = 0
        self._max = max_bytes
        self._lock = threading.Lock()

    def get(self, key: Key) -> Page | None:
        """The page, if what was asked while it was made has the same answer now."""
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
        return found[0] if found and found[1].holds() else None

    def put(self, key: Key, page: Page, learnt: Learnt) -> None:
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += _weight(page, learnt) - (_weight(*old) if old else 0)
            self._pages[key] = page, learnt
            while self._bytes > self._max and len(self._pages) > 1:
                _, dropped = self._pages.popitem(last=False)
                self._bytes -= _weight(*dropped)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0


def _weight(page: Page, learnt: Learnt) -> int:
    said = len(page.plain) + len(page.gzipped)
    return said + OVERHEAD + QUESTION * len(learnt.answers)


SHELF: Final = Shelf()


def finished(body: bytes, content_type: str, publication: str) -> Page:
    digest = hashlib.sha256(body).hexdigest()[:24]
    packed = content_type.startswith(PACKED)
    compressed = b"" if packed else gzip.compress(body, 6, mtime=0)
    return Page(f'W/"{digest}"', content_type, body, compressed, publication)


def answer(page: Page, request: HttpRequest) -> HttpResponse:
    """The page as a response in the encoding the reader takes."""
    takes = re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")) is not None
    compressed = takes and page.gzipped != b""
    response = HttpResponse(
        page.gzipped if compressed else page.plain, content_type=page.content_type
    )
    if compressed:
        response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(response.content))
    response["ETag"] = page.etag
    response["Cache-Control"] = f"public, max-age={AGE_SECONDS}"
    response["X-Publicacion"] = page.publication
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
