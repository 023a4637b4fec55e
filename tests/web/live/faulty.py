"""The product's settings, with two addresses that fail: one in a middleware, one also when the
page of the error is made."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from sinasec.web.settings import *  # noqa: F403
from sinasec.web.settings import MIDDLEWARE, TEMPLATES

FAULT, FAULT_OF_THE_PAGE, FAULT_OF_THE_API = "/falla/", "/falla/tambien-su-pagina/", "/api/falla"


def fails(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Any:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path in (FAULT, FAULT_OF_THE_PAGE, FAULT_OF_THE_API):
            raise RuntimeError("falla de prueba")
        return get_response(request)

    return middleware


def fails_too(request: HttpRequest) -> dict[str, Any]:
    if request.path == FAULT_OF_THE_PAGE:
        raise RuntimeError("falla de la página de la falla")
    return {}


MIDDLEWARE = [MIDDLEWARE[0], "tests.web.live.faulty.fails", *MIDDLEWARE[1:]]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("tests.web.live.faulty.fails_too")
