"""Answers about a publication never change but for its replies: made once, with their ETag."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from sinasec.publications.models import Publication
from sinasec.publications.standing import verified
from sinasec.web.api.parameters import canonical
from sinasec.web.kept import SHELF, Page, answer, finished, keep
from sinasec.web.turns import PAGES

JSON = "application/json; charset=utf-8"


def kept(
    request: HttpRequest,
    publication: Publication,
    make: Callable[[], Schema],
    replies: int = 0,
) -> HttpResponse:
    """The answer of `make`, kept by what is asked of the publication and how many replies it has.

    A list without rows is not kept: there are as many of those as anyone cares to ask for.
    """
    key = ("api", verified(publication, to_read=False), request.path, canonical(request), replies)
    page = SHELF.get(key)
    if page is None:
        with PAGES.turn():
            page = SHELF.get(key) or _made(key, make())
    return answer(page, request, publication.id)


def _made(key: tuple[object, ...], found: Schema) -> Page:
    page = finished(found.model_dump_json().encode("utf-8"), JSON)
    if getattr(found, "items", None) != []:
        keep(key, page)
    return page
