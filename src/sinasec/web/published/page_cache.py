"""Pages of publications, each made once and shown again while what it read says the same.

A page is found by its address: the path, the parameters that it declares and, of a page, what its
section chooses by them. What else it depends on nobody lists: it is learnt while the page is made
(`sinasec.live`), and asked again before the page is shown.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Schema

from sinasec.live import learning
from sinasec.publications.trust.standing import unchanged
from sinasec.web.api.parameters import canonical
from sinasec.web.limits.often import check_dear
from sinasec.web.limits.turns import DEAR, PAGES, Turns
from sinasec.web.origin import ORIGINS, written_in
from sinasec.web.parameters import reads
from sinasec.web.published.chosen import Section
from sinasec.web.published.shelf import SHELF, Key, Page, answer, finished

FREE: Final = "q"  # a page with a free text is made each time: nobody fills the shelf by typing
JSON: Final = "application/json; charset=utf-8"
View = Callable[..., HttpResponse]


def published(
    section: Section, *names: str, many: Iterable[str] = (), dear: bool = False
) -> Callable[[View], View]:
    """For a view `(request, chosen, …)` of the publication that `section` chooses.

    `names`, `many`: what else it reads of the address (see `parameters.Known`). `dear`: it costs as
    much as many others: fewer are made at once, and fewer a minute.
    """
    read = *names, *many

    def decorate(view: View) -> View:
        @wraps(view)
        def cached(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            chosen = section.choose(request.GET)
            origin = written_in(cached, request)
            values = (tuple(filter(None, request.GET.getlist(name))) for name in read)

            def make() -> Page | HttpResponse:
                response = view(request, chosen, *args, **kwargs)
                if response.status_code != 200:
                    return response
                return finished(response.content, response["Content-Type"], chosen.publication.id)

            return once(
                request,
                (origin, request.path, chosen.key, *values),
                make,
                DEAR if dear else PAGES,
                dear=dear,
                keeps=ORIGINS.keeps(origin, request.META["SERVER_PORT"])
                and not request.GET.get(FREE),
            )

        return reads(*section.reads, *names, many=many)(cached)

    return decorate


def published_answer(turns: Turns = PAGES) -> Callable[[Callable[..., Schema]], View]:
    """For an operation of the API that answers of the publication that it names.

    A list without rows is not kept: there are as many of those as anyone cares to ask for.
    """

    def decorate(operation: Callable[..., Schema]) -> View:
        @wraps(operation)
        def cached(request: HttpRequest, **given: Any) -> HttpResponse:
            def make() -> Page | HttpResponse:
                found: Any = operation(request, **given)
                body = found.model_dump_json().encode("utf-8")
                page = finished(body, JSON, found.publication)
                empty = getattr(found, "items", None) == []
                return answer(page, request) if empty else page

            return once(request, (request.path, canonical(request)), make, turns)

        return cached

    return decorate


def once(
    request: HttpRequest,
    key: Key,
    make: Callable[[], Page | HttpResponse],
    turns: Turns,
    *,
    dear: bool = False,
    keeps: bool = True,
) -> HttpResponse:
    """The page of that key, or what `make` makes when its turn comes. Raises Busy, TooOften.

    What is made of files that changed meanwhile is not kept; nor is what is no page.
    """
    keeps = keeps and not settings.DEBUG
    page = SHELF.get(key) if keeps else None
    if page is None:
        if dear:
            check_dear(request)
        with turns.turn():
            page = SHELF.get(key) if keeps else None  # whoever was before may have made it
            if page is None:
                with learning() as learnt:
                    page = make()
                if isinstance(page, HttpResponse):
                    return page
                if keeps and unchanged():
                    SHELF.put(key, page, learnt)
    return answer(page, request)
