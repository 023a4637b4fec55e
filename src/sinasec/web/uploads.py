"""What is common to the pages that read a file: how often, how many at once, and which file."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sinasec.web.limits.rates import Rate
from sinasec.web.limits.turns import UPLOADS
from sinasec.web.published.chosen import BadAsking
from sinasec.web.views.errors import refused

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST_NAME: Final = 120  # letters shown
RATE: Final = Rate(settings.UPLOAD_RATE, 60, "archivos")
View = Callable[..., HttpResponse]

turn = UPLOADS.turn  # `with turn():` around the work on a file; raises turns.Busy


def in_turn(view: View) -> View:
    """A view that works on what is sent to it only when its turn comes. Raises turns.Busy."""

    @wraps(view)
    def waiting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with turn():
            return view(request, *args, **kwargs)

    return waiting


def allowed(request: HttpRequest) -> int:
    """0, or the seconds this address must wait. What the front let in is counted already."""
    return RATE.wait_of(request)


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


def named(file: str, refusal: str) -> str:
    """The refusal, of the file that it is about: people send several."""
    return f"«{file[:LONGEST_NAME]}»: {refusal}"


def attachment(content: bytes, name: str, says: str) -> HttpResponse:
    """An .xlsx to be saved, named after the file it came from."""
    stem = NOT_IN_NAMES.sub("-", name.rsplit(".", 1)[0]).strip("-")[:60] or "libro"
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{stem}-{says}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response
