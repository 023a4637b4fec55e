"""Where an error page leads whoever was in the middle of something."""

from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import escape_leading_slashes

from sinasec.committees.registry import by_code
from sinasec.translation import gettext as _
from sinasec.web.regions import REGION_NAMES

FORMS: Final = {
    "/matriz/": "Volver a revisar una matriz",
    "/actos/": "Volver a la revisión de actos",
    "/que-pasaria-si/": "Volver a «¿Qué pasaría si…?»",
    "/riesgo/que-pasaria-si/": "Volver a «¿Y si…?»",
}
AGAIN: Final = frozenset({408, 413, 429})  # the same thing may be tried, changed or later
COMMITTEE: Final = "committee"
REGION: Final = "region"
# From what hangs of a page to that page, and the words of the link.
ABOVE: Final = {
    "finding": (COMMITTEE, "Ver la página del comité"),
    "committee-pdf": (COMMITTEE, "Ver la página del comité"),
    "committee-csv": (COMMITTEE, "Ver la página del comité"),
    "committee-json": (COMMITTEE, "Ver la página del comité"),
    "region-pdf": (REGION, _("Ver la página de la región")),
    "region-docx": (REGION, _("Ver la página de la región")),
    "published-on": ("publications", "Volver a las publicaciones"),
    "publication": ("publications", "Volver a las publicaciones"),
    "publication-file": ("publications", "Volver a las publicaciones"),
    "acts-template": ("acts", "Volver a la plantilla de actos"),
    "matrix-template": ("matrix", "Volver a revisar una matriz"),
    "rule": ("rules", "Volver a las normas"),
    "risk-region": ("risk", "Volver al mapa del índice"),
    "risk-district": ("risk-districts", "Volver a los distritos"),
    "risk-district-csv": ("risk-districts", "Volver a los distritos"),
    "risk-district-json": ("risk-districts", "Volver a los distritos"),
    "risk-districts-csv": ("risk-districts", "Volver a los distritos"),
    "risk-edition-workbook": ("risk-editions", "Volver a las ediciones"),
    "bench-letter-pdf": ("bench-letters", _("Volver a las cartas")),
    "bench-letter-docx": ("bench-letters", _("Volver a las cartas")),
    "bench-letter-registered-pdf": ("bench-letters", _("Volver a las cartas")),
    "bench-receipt-pdf": ("bench-letters", _("Volver a las cartas")),
    "bench-workbook": ("bench-editions", "Volver a las ediciones"),
}


def way_back(request: HttpRequest) -> tuple[str, str]:
    """Address and words of a link to where this was asked: the form, or the very page."""
    if request.method == "POST":
        return escape_leading_slashes(request.path), FORMS.get(request.path, "Volver al formulario")
    return request.get_full_path(), FORMS.get(request.path, "Intentarlo otra vez")


def onward(request: HttpRequest, status: int) -> tuple[str, str] | None:
    """The same of one to go on by, where asking again is of no use; None for none but the map."""
    match = request.resolver_match
    if match is None:
        return None
    if above := ABOVE.get(match.url_name or ""):
        return _above(*above, match.kwargs.get("code", ""))
    if request.method == "POST" and status in (400, 422):
        return way_back(request)
    if status == 400 and request.GET:
        return escape_leading_slashes(request.path), "Abrir la página sin lo que va tras «?»"
    return None


def _above(name: str, words: str, code: str) -> tuple[str, str] | None:
    if name not in (COMMITTEE, REGION):
        return reverse(name), words
    known = code in (by_code() if name == COMMITTEE else REGION_NAMES)
    return (reverse(name, args=[code]), words) if known else None
