"""An answer is of one moment: made of files that were verified, and that stayed so meanwhile."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseBase

from sinasec.publications.trust.standing import one_look, unchanged, withheld_in_look
from sinasec.web.views.errors import refused

WITHHELD: Final = "X-Publicacion-Retenida"
READ: Final = frozenset({"GET", "HEAD"})
TRIES: Final = 2
Answer = Callable[[HttpRequest], HttpResponseBase]


def one_moment(get_response: Answer) -> Answer:
    """Throw away what was made while a publication changed; name those that are withheld."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        only_reads = request.method in READ
        for _ in range(TRIES if only_reads else 1):
            with one_look(only_reads=only_reads):
                response = get_response(request)
                if unchanged():
                    return _marked(response, withheld_in_look())
            response.close()
        return refused(
            request,
            503,
            "Una publicación está cambiando",
            "Sus archivos cambiaron mientras se preparaba esta página, y no se muestra nada que no "
            "se haya comprobado. Vuelva a intentarlo en un momento.",
            again=True,
        )

    return middleware


def _marked(response: HttpResponseBase, withheld: list[str]) -> HttpResponseBase:
    if withheld:
        response[WITHHELD] = ", ".join(withheld)
    return response
