"""What is common to the pages that read a file: how often, and which file."""

import re
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sinasec.web.rates import Rate, address
from sinasec.web.shown import BadAsking
from sinasec.web.views.errors import refused

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9._-]+")
RATE: Final = Rate(settings.UPLOAD_RATE, 60)


def allowed(request: HttpRequest) -> int:
    """0, or the seconds this address must wait."""
    return RATE.wait(address(request, settings.NINJA_NUM_PROXIES))


def too_often(request: HttpRequest, wait: int) -> HttpResponse:
    text = f"Ha pedido demasiado seguido. Espere {wait} segundos y vuelva a intentar."
    response = refused(request, 429, "Espere un momento", text)
    response["Retry-After"] = str(wait)
    return response


def sent_file(request: HttpRequest) -> tuple[str, bytes]:
    """Name and bytes of the file in the form. Raises BadAsking when there is none."""
    file = request.FILES.get("archivo")
    if file is None:
        raise BadAsking("No llegó ningún archivo. Elíjalo y vuelva a enviarlo.")
    return file.name or "archivo", file.read()


def attachment(content: bytes, name: str, says: str) -> HttpResponse:
    """An .xlsx to be saved, named after the file it came from."""
    stem = NOT_IN_NAMES.sub("-", name.rsplit(".", 1)[0]).strip("-")[:60] or "libro"
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{stem}-{says}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response
