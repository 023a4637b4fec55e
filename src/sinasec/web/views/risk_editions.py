"""The editions of the index that were published, side by side two by two, and their files."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from sinasec.risk import reading
from sinasec.risk.between import between
from sinasec.web.risk.asked import asked_or_none
from sinasec.web.risk.moved import Moved, moved
from sinasec.web.risk.page import page
from sinasec.web.shown import BadAsking


def editions(request: HttpRequest) -> HttpResponse:
    rows = reading.every()
    pair = _pair(request.GET.get("antes", ""), request.GET.get("despues", ""))
    return page(
        request,
        "ediciones.html",
        asked_or_none(),
        rows=[_row(found) for found in rows],
        pair=pair,
        **({"moved": _moved(*pair), "k": reading.top(pair[1])} if pair else {}),
    )


def _moved(before: Any, after: Any) -> Moved:
    found = between(before, after)
    return moved(found.districts, found.shift)


def _pair(before: str, after: str) -> tuple[Any, Any] | None:
    if not before and not after:
        return None
    if not before or not after or before == after:
        raise BadAsking("Elija dos publicaciones distintas para compararlas.")
    return reading.get(before), reading.get(after)


def _row(found: Any) -> dict[str, Any]:
    edition = reading.edition(found)
    return {"publication": found, "edition": edition, "k": reading.top(found)}
