"""Answers about a publication never change but for its replies: made once, with their ETag."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from sinasec.publications.models import Publication
from sinasec.web.kept import SHELF, answer, finished


def kept(
    request: HttpRequest,
    publication: Publication,
    make: Callable[[], Schema],
    replies: int = 0,
) -> HttpResponse:
    """The answer of `make`, kept by address and publication, and by how many replies it tells."""
    key = ("api", publication.id, request.get_full_path(), replies)
    page = SHELF.get(key)
    if page is None:
        body = make().model_dump_json().encode("utf-8")
        page = finished(body, "application/json; charset=utf-8")
        SHELF.put(key, page)
    return answer(page, request, publication.id)
