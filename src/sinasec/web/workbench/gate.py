"""Who may use the workbench: whoever opened the address that the command printed.

Cookies do not know of ports: what a browser keeps for 127.0.0.1 it sends to every server of the
machine, of whoever it is. So each run has a host name of its own, that nobody can guess, and only
that name is answered. The key travels once, in the address, and opens once; what the browser keeps
is a signed note that ends with disuse. A page of another site can neither read the cookie nor send
forms here (SameSite and CSRF token), and is never told the name (Referrer-Policy).
"""

import time
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseForbidden,
    HttpResponseRedirect,
)
from django.middleware.csrf import CsrfViewMiddleware

from sinasec.acting import DESK, acting
from sinasec.web.limits.rates import Rate
from sinasec.web.views.errors import refused
from sinasec.web.workbench.key import is_key, spend
from sinasec.web.workbench.session import WHOLE, Session, read, written

AREA: Final = "/mesa/"
COOKIE: Final = "mesa"
PARAMETER: Final = "clave"
ATTEMPTS: Final = Rate(10, 60)  # keys a minute, from wherever they come
REQUESTS: Final = Rate(600, 60)
EVERYBODY: Final = "mesa"  # what is counted is the run, not an address: all are of this machine
AGAIN: Final = (
    "Cierre «sinasec workbench» con Ctrl+C, iníciela otra vez y abra la dirección nueva que "
    "muestra. Lo que guardó sigue ahí."
)
Answer = Callable[[HttpRequest], HttpResponseBase]


def by_name(get_response: Answer) -> Answer:
    """Answer nothing, not even a picture, to whoever does not know the name of this run."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.get_host()  # raises DisallowedHost, which is answered with 400
        return get_response(request)

    return middleware


def gate(get_response: Answer) -> Answer:
    """Let in the browser that has the key; nobody keeps what it is shown."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(AREA):
            return get_response(request)
        if wait := REQUESTS.wait(EVERYBODY):
            return _too_often(request, wait)
        now = int(time.time())
        session = _session(request)
        if session is not None and session.is_alive(now):
            return _inside(request, get_response, session, now)
        if PARAMETER in request.GET:
            return _enter(request, now)
        return _closed(request) if session is None else _ended(request)

    return middleware


def may_send(request: HttpRequest) -> bool:
    """Whether a body sent to the workbench is worth reading: the gate would let it in."""
    session = _session(request)
    inside = session is not None and session.is_alive(int(time.time()))
    return inside or not request.path.startswith(AREA)


def _session(request: HttpRequest) -> Session | None:
    return read(request.COOKIES.get(COOKIE, ""), _salt())


class Tokens(CsrfViewMiddleware):
    """CSRF tokens for the forms that write; those of the public site keep nothing."""

    def process_view(
        self, request: HttpRequest, callback: Any, callback_args: Any, callback_kwargs: Any
    ) -> HttpResponseForbidden | None:
        if not request.path.startswith(AREA):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What a form sent without its token is answered."""
    return refused(
        request,
        403,
        "El formulario venció",
        "Vuelva a la página de la mesa de trabajo, recárguela y envíe otra vez el formulario.",
    )


def _inside(
    request: HttpRequest, get_response: Answer, session: Session, now: int
) -> HttpResponseBase:
    if PARAMETER in request.GET:  # the printed address, opened again by who is inside
        return HttpResponseRedirect(request.path)
    with acting(settings.WORKBENCH_BY, origin=DESK, where=request.path):
        response = get_response(request)
    response["Cache-Control"] = "no-store"
    used = session.used(now)
    if used is not session:
        _keep(response, used)
    return response


def _enter(request: HttpRequest, now: int) -> HttpResponse:
    if wait := ATTEMPTS.wait(EVERYBODY):
        return _too_often(request, wait)
    if not is_key(request.GET[PARAMETER], settings.WORKBENCH_KEY):
        return _closed(request)
    if not spend(settings.WORKBENCH_KEY, settings.WORKBENCH_ENTRIES):
        return refused(
            request, 403, "Esa dirección ya se usó", f"La clave abre una sola vez. {AGAIN}"
        )
    response = HttpResponseRedirect(request.path)  # the key does not stay in the address bar
    _keep(response, Session(now, now))
    return response


def _keep(response: HttpResponseBase, session: Session) -> None:
    """Without a domain: the browser gives it back to this very name and to no other."""
    response.set_cookie(
        COOKIE,
        written(session, _salt()),
        max_age=2 * WHOLE,  # longer than any session: that one ended is told by what it says
        httponly=True,
        samesite="Strict",
    )


def _salt() -> str:
    """What a run signs, no other run reads."""
    return f"{settings.WORKBENCH_NAME} {settings.WORKBENCH_KEY}"


def _closed(request: HttpRequest) -> HttpResponse:
    return refused(
        request,
        403,
        "La mesa de trabajo pide su clave",
        "Abra la dirección completa que mostró «sinasec workbench» al empezar. Cada vez que se "
        "inicia, la dirección es otra.",
    )


def _ended(request: HttpRequest) -> HttpResponse:
    return refused(
        request,
        403,
        "La sesión terminó",
        f"Termina tras una hora sin uso y, con uso o sin él, a las ocho horas. {AGAIN}",
    )


def _too_often(request: HttpRequest, wait: int) -> HttpResponse:
    response = refused(
        request, 429, "Demasiadas peticiones", f"Espere {wait} segundos y vuelva a intentarlo."
    )
    response["Retry-After"] = str(wait)
    return response
