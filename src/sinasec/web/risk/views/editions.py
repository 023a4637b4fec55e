"""The editions of the index that were published, side by side two by two, and their files."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from sinasec.publications.models import Publication
from sinasec.publications.succession import successors
from sinasec.publications.trust.standing import standing, standings
from sinasec.risk.published import reading
from sinasec.risk.published.between import CannotCompare, between
from sinasec.web.parameters import reads
from sinasec.web.published.chosen import BadAsking
from sinasec.web.risk.chosen import INDEX_PAGES
from sinasec.web.risk.moved import Moved, moved
from sinasec.web.risk.page import page


@reads("publicacion", "antes", "despues")
def editions(request: HttpRequest) -> HttpResponse:
    rows = reading.every()
    stand = [found for found in rows if standing(found).stands]
    pair = _pair(request.GET.get("antes", ""), request.GET.get("despues", ""))
    return page(
        request,
        "ediciones.html",
        INDEX_PAGES.standing(),
        rows=[_row(found) for found in rows],
        standings=standings(rows),
        later=successors(rows),
        proposed=pair or _proposed(stand),
        simulated=bool(pair and pair[0].simulated),
        **({"moved": _moved(*pair), "k": reading.top(pair[1])} if pair else {}),
    )


def _moved(before: Any, after: Any) -> Moved:
    try:
        found = between(before, after)
    except CannotCompare as refusal:
        raise BadAsking(str(refusal)) from None
    return moved(found.districts, found.shift)


def _pair(before: str, after: str) -> tuple[Any, Any] | None:
    if not before and not after:
        return None
    if not before or not after or before == after:
        raise BadAsking("Elija dos publicaciones distintas para compararlas.")
    return reading.get(before), reading.get(after)


def _proposed(rows: Sequence[Publication]) -> tuple[Publication, Publication] | None:
    """The oldest and the newest that may be compared, the real ones first."""
    for simulated in (False, True):
        same = [found for found in rows if found.simulated is simulated]
        if len(same) > 1:
            return same[-1], same[0]
    return None


def _row(found: Any) -> dict[str, Any]:
    """Nothing is said of what is inside one that is withheld."""
    if not standing(found).stands:
        return {"publication": found, "edition": None}
    edition = reading.edition(found)
    return {"publication": found, "edition": edition, "k": reading.top(found)}
