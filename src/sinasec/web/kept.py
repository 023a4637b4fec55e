"""Pages of a publication never change: each is made once, kept compressed, and has an ETag.

What is kept is bounded (`MAX_BYTES`), shared by the threads of one server process, and keyed by
everything a page depends on, its publication's files among it. Nothing here holds anything of the
reader, so a fixed compression gives nothing away.
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

from sinasec.publications import catalogue
from sinasec.publications.standing import unchanged
from sinasec.territories.outline import active_editions
from sinasec.web.menu import has_real
from sinasec.web.often import check_dear
from sinasec.web.origin import ORIGINS, Origin, written_in
from sinasec.web.risk.bridge import index_shown
from sinasec.web.shown import Shown, shown
from sinasec.web.turns import DEAR, PAGES, Turns

MAX_BYTES: Final = 48 * 1024 * 1024
OVERHEAD: Final = 1024  # bytes that a page costs besides what it says
AGE_SECONDS: Final = 60
Key = tuple[Any, ...]
View = Callable[..., HttpResponse]


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
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._bytes = 0
        self._max = max_bytes
        self._lock = threading.Lock()

    def get(self, key: Key) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Page) -> None:
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
    return len(page.plain) + len(page.gzipped) + OVERHEAD


SHELF: Final = Shelf()


def keep(key: tuple[Any, ...], page: Page) -> None:
    """Put on the shelf what was made of files that are still the ones that were verified."""
    if unchanged():
        SHELF.put(key, page)


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


def published(view: View) -> View:
    """A view `(request, shown, …)` that depends on the address, the publication and the map."""
    return _kept(view, PAGES, dear=False)


def dear(view: View) -> View:
    """The same for a page that costs as much as many others: fewer at once, and fewer a minute."""
    return _kept(view, DEAR, dear=True)


def _kept(view: View, turns: Turns, *, dear: bool) -> View:
    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked: Shown = shown(request)
        key = (
            origin := written_in(view, request),
            request.path,
            asked.key,
            len(catalogue.replies(asked.publication)),
            active_editions(),
            index_shown(),  # a committee leads to the risk of its district
            has_real(),  # what is made up leads to what is real
        )

        def make() -> HttpResponse:
            return view(request, asked, *args, **kwargs)

        return once(request, key, asked.publication.id, make, turns, origin, dear=dear)

    return kept


def once(
    request: HttpRequest,
    key: Key,
    publication_id: str,
    make: Callable[[], HttpResponse],
    turns: Turns,
    origin: Origin | tuple[()],
    *,
    dear: bool = False,
    keeps: bool = True,
) -> HttpResponse:
    """The kept page, or the one that `make` makes when its turn comes. Raises Busy, TooOften.

    `origin`: where it was asked, when the page says it (see `origin`).
    """
    known = ORIGINS.keeps(origin, request.META["SERVER_PORT"])
    keeps = keeps and known and not settings.DEBUG
    page = SHELF.get(key) if keeps else None
    if page is None:
        if dear:
            check_dear(request)
        with turns.turn():
            page = SHELF.get(key) if keeps else None  # whoever was before may have made it
            if page is None:
                response = make()
                if response.status_code != 200:
                    return response
                page = finished(response.content, response["Content-Type"])
                if keeps:
                    keep(key, page)
    return answer(page, request, publication_id)
