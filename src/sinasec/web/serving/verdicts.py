"""What is said to whoever the front did not let through."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from sinasec.web.front.verdict import ENVIRON, Verdict, Why
from sinasec.web.views.errors import refused

MEGA: Final = 1024 * 1024
Answer = Callable[[HttpRequest], HttpResponseBase]
SAID: Final[dict[Why, tuple[int, str, str]]] = {
    "large": (
        413,
        "El archivo es demasiado grande",
        "Se aceptan archivos de hasta {mega} MB. Quite las hojas e imágenes que no hagan falta, "
        "guárdelo otra vez e inténtelo de nuevo.",
    ),
    "often": (
        429,
        "Espere un momento",
        "Ha pedido demasiado seguido. Espere {wait} segundos y vuelva a intentar.",
    ),
    "shared": (  # an office behind one address is many people
        429,
        "Su red está enviando varios archivos a la vez",
        "Desde su conexión a internet, que quizá comparte con su oficina, ya están llegando tantos "
        "archivos como se reciben a la vez. Espere {wait} segundos y envíe el suyo otra vez: no "
        "hizo nada mal.",
    ),
    "slow": (
        408,
        "El archivo no terminó de llegar",
        "Pasó demasiado tiempo sin que llegara nada, o llegaba demasiado despacio. Revise su "
        "conexión y envíelo otra vez.",
    ),
    "busy": (
        503,
        "Hay muchos envíos a la vez",
        "El sitio está recibiendo muchos archivos. Espere {wait} segundos y envíelo otra vez.",
    ),
}


def verdicts(get_response: Answer) -> Answer:
    """Answer what the front decided; a body that it refused is not here to be read."""

    def middleware(request: HttpRequest) -> HttpResponse | HttpResponseBase:
        verdict = request.META.get(ENVIRON)
        return said(request, verdict) if verdict else get_response(request)

    return middleware


def said(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    status, title, text = SAID[verdict.why]
    words = text.format(mega=settings.UPLOAD_LIMIT // MEGA, wait=verdict.wait)
    response = refused(request, status, title, words, again=True)
    if verdict.wait:
        response["Retry-After"] = str(verdict.wait)
    if verdict.why in ("large", "shared", "slow", "busy"):
        response["Connection"] = "close"
    return response
