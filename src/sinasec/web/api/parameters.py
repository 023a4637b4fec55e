"""What each address of the API reads, as its own document tells, and the one way to write it."""

import re
from functools import cache
from typing import Any, Final

from django.http import HttpRequest

from sinasec.web.parameters import Known

PLACE: Final = re.compile(r"<(?:\w+:)?(\w+)>")  # of Django; {name} in the document
PREFIX: Final = "/"


def of_route(route: str) -> Known | None:
    """What the address of that route reads; None when it is not of the API."""
    found = _documented().get(PREFIX + PLACE.sub(r"{\1}", route))
    if found is None:
        return None
    many = tuple(name for name, schema in found.items() if schema.get("type") == "array")
    return Known(once=tuple(name for name in found if name not in many), many=many)


def canonical(request: HttpRequest) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is asked, the same however it is written: in order, and without what is the default."""
    match = request.resolver_match
    schemas = _documented().get(PREFIX + PLACE.sub(r"{\1}", match.route), {}) if match else {}
    said = []
    for name, schema in sorted(schemas.items()):
        values = tuple(_plain(value, schema) for value in request.GET.getlist(name))
        default = schema.get("default")
        if values and (default is None or values != (str(default),)):
            said.append((name, values))
    return tuple(said)


def _plain(value: str, schema: dict[str, Any]) -> str:
    return str(int(value)) if schema.get("type") == "integer" and value.isdecimal() else value


def operations() -> list[tuple[str, str, tuple[str, ...]]]:
    """Of each address: its path, what it answers, and the names of what may be asked of it."""
    asked = _documented()
    return [(path, item["get"]["summary"], tuple(asked[path])) for path, item in _paths().items()]


@cache
def _documented() -> dict[str, dict[str, dict[str, Any]]]:
    """Path -> parameter -> its schema, of what is asked in the query."""
    return {
        path: {
            said["name"]: said["schema"]
            for said in item["get"].get("parameters", [])
            if said["in"] == "query"
        }
        for path, item in _paths().items()
    }


def _paths() -> dict[str, Any]:
    from sinasec.web.api.v1 import api

    return api.get_openapi_schema()["paths"]
