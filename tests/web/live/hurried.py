"""The product's settings with little patience for who does not read, and a large file."""

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase

from sinasec.web.settings import *  # noqa: F403
from sinasec.web.settings import HOME, MIDDLEWARE

LARGE, NAME = "/grande/", "grande.bin"


def gives(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Any:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path == LARGE:
            return FileResponse((HOME / NAME).open("rb"))
        return get_response(request)

    return middleware


MIDDLEWARE = [MIDDLEWARE[0], "tests.web.live.hurried.gives", *MIDDLEWARE[1:]]
READER_GRACE, READER_KEPT, READERS_LOOKED_AT = 5.0, 5.0, 0.2
CONNECTIONS_OF_ONE = 8
