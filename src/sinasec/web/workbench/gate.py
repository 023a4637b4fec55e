"""Who may use the workbench: whoever opened the address that the command printed.

The key travels once, in that address; what this browser keeps is a signed word that says so and is
worth nothing to another server of this machine. A page of another site can neither read the cookie
nor send forms here (SameSite and CSRF token).
"""

import hmac
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware

from sinasec.web.views.errors import refused

AREA: Final = "/mesa/"
COOKIE: Final = "mesa"
PARAMETER: Final = "clave"
INSIDE: Final = "dentro"
Answer = Callable[[HttpRequest], HttpResponseBase]


def gate(get_response: Answer) -> Answer:
    """Let in the browser that has the key; nobody keeps what it is shown."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(AREA):
            return get_response(request)
        if PARAMETER in request.GET:
            return _enter(request)
        if not _has_key(request):
            return _closed(request)
        response = get_response(request)
        response["Cache-Control"] = "no-store"
        return response

    return middleware


class Tokens(CsrfViewMiddleware):
    """CSRF tokens for the forms that write; those of the public site keep nothing."""

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        return super().process_view(request, *view) if request.path.startswith(AREA) else None


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What a form sent without its token is answered."""
    return refused(
        request,
        403,
        "El formulario venció",
        "Vuelva a la página de la mesa de trabajo, recárguela y envíe otra vez el formulario.",
    )


def _enter(request: HttpRequest) -> HttpResponse:
    if not _is_key(request.GET[PARAMETER]):
        return _closed(request)
    response = HttpResponseRedirect(request.path)  # the key does not stay in the address bar
    response.set_signed_cookie(
        COOKIE, INSIDE, salt=settings.WORKBENCH_KEY, httponly=True, samesite="Strict"
    )
    return response


def _has_key(request: HttpRequest) -> bool:
    try:
        return request.get_signed_cookie(COOKIE, default="", salt=settings.WORKBENCH_KEY) == INSIDE
    except BadSignature:
        return False


def _is_key(text: str) -> bool:
    return hmac.compare_digest(text.encode(), settings.WORKBENCH_KEY.encode())


def _closed(request: HttpRequest) -> HttpResponse:
    return refused(
        request,
        403,
        "La mesa de trabajo pide su clave",
        "Abra la dirección completa que mostró «sinasec workbench» al empezar. Cada vez que se "
        "inicia, la clave es otra.",
    )
