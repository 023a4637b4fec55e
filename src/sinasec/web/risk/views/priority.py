"""The yearly list of priority districts: what was approved, from which index, and why each."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from sinasec.definitions.index.priority_rule import priority_rule
from sinasec.risk.priority import reading as priority_reading
from sinasec.web.parameters import reads
from sinasec.web.published.chosen import BadAsking, Chosen
from sinasec.web.risk.chosen import INDEX_PAGES
from sinasec.web.risk.page import page


@reads("publicacion", "anio")
def priority(request: HttpRequest) -> HttpResponse:
    chosen = INDEX_PAGES.usual()
    simulated = bool(chosen and chosen.publication.simulated)
    years = priority_reading.years(simulated=simulated)
    year = _year(request.GET.get("anio", ""), years)
    found = priority_reading.priority_of(year, simulated=simulated) if year else None
    return page(
        request,
        "priorizados.html",
        Chosen(found.act.publication, pinned=True) if found else chosen,
        rule=priority_rule(),
        years=years,
        year=year,
        found=found,
        acts=priority_reading.acts(year, simulated=simulated) if year else [],
        set_apart=_set_apart(found),
    )


def _year(text: str, years: list[int]) -> int | None:
    """The year asked for, else the last with a list."""
    if not text:
        return years[0] if years else None
    if text not in {str(year) for year in years}:
        raise BadAsking("No hay una relación de ese año. Quite «anio» de la dirección.")
    return int(text)


def _set_apart(found: Any) -> list[Any]:
    """Those not listed whose absence somebody will ask about: of the border, or by a decision."""
    others = found.others if found else ()
    return [one for one in others if one.reason or one.zone in ("dentro", "frontera")]
