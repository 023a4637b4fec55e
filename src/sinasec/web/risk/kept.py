"""Pages of the index are kept like those of the semáforo, by what each reads of the query.

A page with a free text in its address is made each time: nobody can fill the shelf by typing.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from sinasec.publications import catalogue
from sinasec.risk.models import PriorityAct
from sinasec.territories.outline import active_editions
from sinasec.web.kept import once
from sinasec.web.origin import written_in
from sinasec.web.risk.asked import Asked, asked
from sinasec.web.risk.bridge import semaforo_shown
from sinasec.web.turns import PAGES

FREE: Final = "q"
View = Callable[..., HttpResponse]


def published(*names: str) -> Callable[[View], View]:
    """For a view `(request, asked, …)` that reads the parameters `names`, and the free text."""

    def decorate(view: View) -> View:
        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            found = asked(request)
            origin = written_in(view, request)
            return once(
                request,
                (origin, *_key(request, found, names)),
                found.publication.id,
                lambda: view(request, found, *args, **kwargs),
                PAGES,
                origin,
                keeps=not request.GET.get(FREE),
            )

        return kept

    return decorate


def _key(request: HttpRequest, found: Asked, names: tuple[str, ...]) -> tuple[Any, ...]:
    return (
        request.path,
        found.key,
        tuple(tuple(filter(None, request.GET.getlist(name))) for name in names),
        len(catalogue.replies(found.publication)),
        PriorityAct.objects.count(),  # a district says in which lists it is
        semaforo_shown(),  # and which committee answers for it
        active_editions(),
    )
