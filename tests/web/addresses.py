"""Every address of the site, with something in each place of its route."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

from tests.web import sample

OF_THE_INDEX = "^/api/v1/(riesgo|tablas/indice)"  # its addresses in the API
PLACES = {
    "code": sample.PUNO, "duty": "sesion-ordinaria", "unit": "210101", "ubigeo": "210101",
    "id": "x", "path": "a.csv", "day": "2026-10-31", "fecha": "2026-10-31", "codigo": "x",
    "identificador": "x", "antes": "x", "despues": "y", "slug": "leer-una-luz",
}  # fmt: skip


def routes(patterns: list[Any] | None = None, before: str = "") -> Iterator[tuple[str, Callable]]:
    """Each with what answers it."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLPattern):
            yield before + str(one.pattern), one.callback
        else:
            yield from routes(one.url_patterns, before + str(one.pattern))


def filled(route: str, **places: str) -> str:
    """Its address; `places` instead of what is put by itself."""
    known = PLACES | {"drawing": next(iter(figures(route)), "")} | places
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: known[found[1]], route)


def figures(route: str) -> tuple[str, ...]:
    """The names of the figures of which a route gives the files; () of any other route."""
    return next((getattr(view, "figures", ()) for one, view in routes() if one == route), ())
