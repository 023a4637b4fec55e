"""Headers every answer carries, and what is refused before it is read."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from sinasec.web.published.shelf import PACKED
from sinasec.web.views.errors import API, refused

PERMISSIONS: Final = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), payment=(), usb=()"
)
EXPOSED: Final = "ETag, X-Publicacion, X-Publicacion-Retenida, X-Request-Id, Retry-After"
READ: Final = frozenset({"GET", "HEAD"})
ASKS: Final = "OPTIONS"  # what may be asked of an address
MOST_DIGITS: Final = 18
Answer = Callable[[HttpRequest], HttpResponseBase]


def protect(get_response: Answer) -> Answer:
    """Permissions-Policy everywhere; any site may read the API; nobody may store an error."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response["Permissions-Policy"] = PERMISSIONS
        if request.path.startswith(API):
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = EXPOSED
            if request.method == ASKS:
                response["Access-Control-Allow-Methods"] = ", ".join(sorted(READ))
                response["Access-Control-Allow-Headers"] = "If-None-Match"
        if response.status_code >= 400:
            response["Cache-Control"] = "no-store"
        return response

    return middleware


class Gzip(GZipMiddleware):
    """Pages are compressed; what is compressed already, and files sent from the disk without a
    thread, travel as they are."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.streaming or response.headers.get("Content-Type", "").startswith(PACKED):
            return response
        return super().process_response(request, response)


def limit_methods(get_response: Answer) -> Answer:
    """Pages and API are read; only those that take a file or a draft are written to."""

    def middleware(request: HttpRequest) -> HttpResponse | HttpResponseBase:
        taken = READ | {"POST"} if request.path in settings.WRITTEN else READ
        if request.method in taken:
            return get_response(request)
        response = HttpResponse(status=204) if request.method == ASKS else _only_read(request)
        response["Allow"] = ", ".join(sorted({*taken, ASKS}))
        return response

    return middleware


def _only_read(request: HttpRequest) -> HttpResponse:
    do = "Pida la dirección con GET" if request.path.startswith(API) else "Ábrala en el navegador"
    return refused(request, 405, "Esta dirección solo se lee", f"{do}, sin enviar nada.")


def limit_size(get_response: Answer) -> Answer:
    """Refuse a body larger than `UPLOAD_LIMIT` by its declared length, before reading it."""

    def middleware(request: HttpRequest) -> HttpResponse | HttpResponseBase:
        declared = request.META.get("CONTENT_LENGTH") or "0"
        digits = declared.isascii() and declared.isdigit() and len(declared) <= MOST_DIGITS
        if not digits or int(declared) > settings.UPLOAD_LIMIT:
            mega = settings.UPLOAD_LIMIT // (1024 * 1024)
            return refused(
                request,
                413,
                "El archivo es demasiado grande",
                f"Se aceptan archivos de hasta {mega} MB. Quite las hojas e imágenes que no hagan "
                "falta, guárdelo otra vez e inténtelo de nuevo.",
            )
        return get_response(request)

    return middleware
