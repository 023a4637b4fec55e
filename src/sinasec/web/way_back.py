"""Where an error page leads whoever was in the middle of something."""

from typing import Final

from django.http import HttpRequest
from django.utils.http import escape_leading_slashes

FORMS: Final = {
    "/matriz/": "Volver a revisar una matriz",
    "/actos/": "Volver a la revisión de actos",
    "/que-pasaria-si/": "Volver a «¿Qué pasaría si…?»",
    "/riesgo/que-pasaria-si/": "Volver a «¿Y si…?»",
}
AGAIN: Final = frozenset({408, 413, 429})  # the same thing may be tried, changed or later


def way_back(request: HttpRequest) -> tuple[str, str]:
    """Address and words of a link to where this was asked: the form, or the very page."""
    if request.method == "POST":
        address = escape_leading_slashes(request.path)
        return address, FORMS.get(request.path, "Volver al formulario")
    return request.get_full_path(), FORMS.get(request.path, "Intentarlo otra vez")
