"""How every page of the index answers: a template, and what all of them say."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sinasec.methods.words import MONTHS
from sinasec.publications.models import Publication
from sinasec.risk.data.covered import months_of
from sinasec.risk.published import reading
from sinasec.web.published.chosen import Chosen
from sinasec.web.risk.words import MEASURED

MENU: Final = (
    ("risk", "Mapa"),
    ("risk-districts", "Distritos"),
    ("risk-frontier", "La frontera"),
    ("risk-compare", "Comparar"),
    ("risk-whatif", "¿Y si…?"),
    ("risk-audit", "Auditoría"),
    ("risk-priority", "Priorizados"),
    ("risk-editions", "Ediciones"),
    ("risk-method", "Qué es y qué no"),
)


def page(
    request: HttpRequest, template: str, chosen: Chosen | None, status: int = 200, **context: Any
) -> HttpResponse:
    """`asked` is None on the pages that are whole before anything is published."""
    common = {
        "shown": None,
        "risk": chosen,
        "risk_menu": MENU,
        "retenida": chosen.notice if chosen else "",
        "retirada": chosen.withdrawn if chosen else "",
        "en_su_lugar": chosen.instead if chosen else "",
    }
    said = described(chosen.publication) if chosen else {}
    return render(request, f"web/riesgo/{template}", common | said | context, status=status)


def described(publication: Publication) -> dict[str, Any]:
    """Edition, k, window, source, what is measured, what lacks: they go with every figure."""
    edition = reading.edition(publication)
    return {
        "edition": edition,
        "k": reading.top(publication),
        "ventana": window_words(publication.as_of, edition.window),
        "fuente": sources(publication).get("denuncias", "sin fuente declarada"),
        "nivel": round(100 * edition.uncertainty.interval),
        "que_mide": MEASURED[edition.reporting_correction],
        "cuantas": reading.design(publication).height,
        "por": edition.rate_per,
        "sin_datos": reading.lacking_words(publication),
    }


def sources(publication: Publication) -> Mapping[str, str]:
    """Each input of the index and where it comes from."""
    return reading.descriptor(publication)["indice"]["fuentes"]


def window_words(last: date, window: int) -> str:
    """'denuncias de 2021 a 2023'; of a year that is not whole, until which month."""
    year, months = last.year, months_of(last.month)
    if window == 1:
        return f"denuncias de {months} de {year}" if months else f"denuncias de {year}"
    until = f"{MONTHS[last.month - 1]} de {year}" if months else str(year)
    return f"denuncias de {year - window + 1} a {until}"
