"""Pages of a publication never change: each is made once, kept compressed, and has an ETag.

What is kept is bounded (`MAX_BYTES`), shared by the threads of one server process, and keyed by
everything a page depends on. Nothing here holds anything of the reader, so a fixed compression
gives nothing away.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from sinasec.publications import reading
from sinasec.territories.outline import active_editions
from sinasec.web.risk.bridge import index_shown
from sinasec.web.shown import Shown, shown

MAX_BYTES: Final = 48 * 1024 * 1024
AGE_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Page:
    """One finished answer, plain and compressed."""

    etag: str
    content_type: str
    plain: bytes
    gzipped: bytes


class Shelf:
    """Finished pages, the least recently read dropped first when they weigh too much."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._pages: OrderedDict[tuple[Any, ...], Page] = OrderedDict()
        self._bytes = 0
        self._max = max_bytes
        self._lock = threading.Lock()

    def get(self, key: tuple[Any, ...]) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: tuple[Any, ...], page: Page) -> None:
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += _weight(page) - (_weight(old) if old else 0)
            self._pages[key] = page
            while self._bytes > self._max and len(self._pages) > 1:
                _, dropped = self._pages.popitem(last=False)
                self._bytes -= _weight(dropped)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0


def _weight(page: Page) -> int:
    return len(page.plain) + len(page.gzipped)


SHELF: Final = Shelf()


def finished(body: bytes, content_type: str) -> Page:
    digest = hashlib.sha256(body).hexdigest()[:24]
    return Page(f'W/"{digest}"', content_type, body, gzip.compress(body, 6, mtime=0))


def answer(page: Page, request: HttpRequest, publication_id: str) -> HttpResponse:
    """The kept page as a response in the encoding the reader takes."""
    compressed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        page.gzipped if compressed else page.plain, content_type=page.content_type
    )
    if compressed:
        response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(response.content))
    response["ETag"] = page.etag
    response["Cache-Control"] = f"public, max-age={AGE_SECONDS}"
    response["X-Publicacion"] = publication_id
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def published(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view `(request, shown, …)` that depends on the address, the publication and the map."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked: Shown = shown(request)
        key = (
            request.scheme,  # permalinks are whole addresses
            request.get_host(),
            request.path,
            asked.key,
            len(reading.replies(asked.publication)),
            active_editions(),
            index_shown(),  # a committee leads to the risk of its district
        )
        page = SHELF.get(key)
        if page is None or settings.DEBUG:
            response = view(request, asked, *args, **kwargs)
            if response.status_code != 200:
                return response
            page = finished(response.content, response["Content-Type"])
            SHELF.put(key, page)
        return answer(page, request, asked.publication.id)

    return kept
