"""What went wrong, in a sentence for the person who can do something about it."""

import logging
from typing import Any, Final
from urllib.parse import urlencode

from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import escape_leading_slashes

from sinasec.accounts.policies import Forbidden
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.compliance.semaforo.reading import DayOutside
from sinasec.database_state import INCOMPLETE, refusal
from sinasec.preparing import Preparing
from sinasec.publications import catalogue
from sinasec.publications.afterwards.reading import not_in_force
from sinasec.publications.catalogue import NotInIt, UnknownPublication, Withheld
from sinasec.publications.models import Publication
from sinasec.sandbox import Busy as ReadersBusy
from sinasec.warehouse import BrokenEdition
from sinasec.web.canonical import Elsewhere, led
from sinasec.web.limits.often import TooOften
from sinasec.web.limits.turns import ENVIRON as BUSY
from sinasec.web.limits.turns import Busy
from sinasec.web.logs.number import CURRENT
from sinasec.web.prepared import being_prepared, in_words
from sinasec.web.published.chosen import AllWithdrawn, BadAsking, NothingPublished, newest
from sinasec.web.semaforo.chosen import NothingReal
from sinasec.web.way_back import AGAIN, onward, way_back

LOGGER: Final = logging.getLogger(__name__)
SENTENCES: dict[type[Exception], tuple[int, str]] = {
    BadAsking: (400, "No se puede mostrar eso"),
    DayOutside: (400, "Ese día queda fuera de la publicación"),
    UnknownPublication: (404, "No existe esa publicación"),
    NotInIt: (404, "No existe ese comité"),
    TooOften: (429, "Espere un momento"),
    Forbidden: (403, "Eso no le corresponde"),
    Withheld: (503, "Esa publicación está retenida"),
    NothingReal: (404, "Nada de actos reales se ha publicado"),
    AllWithdrawn: (503, "Lo que se había publicado fue retirado"),
    NothingPublished: (503, "Todavía no hay nada publicado"),
    BrokenEdition: (503, "Unos datos guardados no se pueden usar"),
    Busy: (503, "El sitio está muy ocupado"),
    ReadersBusy: (503, "El sitio está muy ocupado"),
}
DATABASE: Final = (OperationalError, InterfaceError)
KEPT: Final = ("luz", "datos")  # of an address whose publication and day are left out
WAIT_DATABASE: Final = 30  # seconds
WAIT_PREPARED: Final = 5
PREPARED: Final = "Esta sección se está preparando"
STOPPED: Final = "Esta sección quedó a medio preparar"
API: Final = "/api/"
NOT_A_PAGE: Final = "Revise la dirección, busque su comité por nombre o vuelva al mapa."
NOT_OF_THE_API: Final = (
    "Esa dirección no es de la API. Las que hay están en /datos/api/ y en /api/v1/openapi.json, y "
    "se escriben sin «/» al final."
)


def refused(
    request: HttpRequest, status: int, title: str, text: str, **context: Any
) -> HttpResponse:
    """The error as a page, or as JSON where a program asked.

    `again`: it may go well if it is tried again; then the page leads back to what was asked.
    """
    if request.path.startswith(API):
        plain = {"ensure_ascii": False}
        return JsonResponse({"detail": text}, status=status, json_dumps_params=plain)
    again = context.pop("again", status in AGAIN)
    back = way_back(request) if again else onward(request, status)
    if back and back[0] == context.get("clean"):
        back = None  # one link to one place
    said = {"title": title, "text": text, "back": back} | context
    # The desk is where there is a session: nowhere else is one looked at.
    template = "web/cuenta/error.html" if hasattr(request, "session") else "web/error.html"
    return render(request, template, said, status=status)


class Sentences:
    """Turns the exceptions that carry a sentence into answers."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Elsewhere) and request.resolver_match:
            return led(request, request.resolver_match, error)
        if isinstance(error, DATABASE) or _lacks_a_table(error):
            return no_database(request, error)
        found = SENTENCES.get(type(error))
        if found is None:
            return None
        if isinstance(error, Busy):
            request.META[BUSY] = error.turns
        more: dict[str, Any] = {}
        if isinstance(error, Withheld):
            more = _instead(request, error.publication)
        elif isinstance(error, NothingReal):
            more = _with_what_there_is(request)
        elif isinstance(error, AllWithdrawn):
            more = {"lists": True}
        elif isinstance(error, Busy | ReadersBusy):
            more = {"again": True}
        elif isinstance(error, NothingPublished) and (preparing := being_prepared()):
            return _not_prepared(request, preparing)
        response = refused(request, *found, str(error), **more)
        if wait := getattr(error, "retry_after", 0):
            response["Retry-After"] = str(wait)
        return response


def _not_prepared(request: HttpRequest, preparing: Preparing) -> HttpResponse:
    """What is being prepared is asked for again by itself; what stopped waits for somebody."""
    said = in_words(preparing)
    if not preparing.goes_on:
        return refused(request, 503, STOPPED, said)
    said = f"{said} La página se vuelve a pedir sola."
    response = refused(request, 503, PREPARED, said, again=True, refresh=WAIT_PREPARED)
    response["Retry-After"] = str(WAIT_PREPARED)
    return response


def _lacks_a_table(error: Exception) -> bool:
    """PostgreSQL tells it as a fault of what was asked."""
    return isinstance(error, ProgrammingError) and refusal(error).code == INCOMPLETE


def no_database(request: HttpRequest, error: Exception) -> HttpResponse:
    """The database does not answer: it is nobody's mistake and it passes; the log has the rest."""
    LOGGER.error(
        "la base de datos no responde como se espera (vea «sinasec doctor»): %s: %s",
        request.path,
        refusal(error),
        exc_info=error,
    )
    response = refused(
        request,
        503,
        "La base de datos no responde",
        "El sitio no puede leer sus datos en este momento. Vuelva a intentarlo en medio minuto; si "
        f"sigue, avise a la Secretaría Técnica. {_note()}",
        again=True,
    )
    response["Retry-After"] = str(WAIT_DATABASE)
    return response


def _instead(request: HttpRequest, withheld: Publication) -> dict[str, Any]:
    """What the reader can see while a publication is withheld."""
    place = "home" if withheld.kind == SEMAFORO else "risk"
    return {
        "earlier": catalogue.before(withheld),
        "earlier_place": place,
        "lists": True,
        "in_force": _in_force(request, withheld),
    }


def _with_what_there_is(request: HttpRequest) -> dict[str, Any]:
    """The same page of what is published, when anything is, and the list of it all."""
    kept = [(name, value) for name, value in request.GET.items() if name != "datos"]
    query = f"?{urlencode(kept)}" if kept else ""
    there = Publication.objects.filter(kind=SEMAFORO).exclude(pk__in=not_in_force()).exists()
    address = escape_leading_slashes(request.path) + query
    return {"demonstration": address if there else "", "lists": True}


def _in_force(request: HttpRequest, withheld: Publication) -> tuple[str, Publication] | None:
    """The page that was asked in a fixed publication, as it is in the one in force."""
    if request.GET.get("publicacion") != withheld.pk:
        return None
    try:
        found = _usual(withheld)
    except Withheld:
        found = None
    if found is None:
        return None
    kept = {name: request.GET[name] for name in KEPT if name in request.GET}
    if withheld.kind == SEMAFORO and not withheld.simulated:
        kept["datos"] = "reales"
    query = f"?{urlencode(kept)}" if kept else ""
    return escape_leading_slashes(request.path) + query, found


def _usual(like: Publication) -> Publication | None:
    """What its pages show when the address fixes none."""
    origins = (like.simulated,) if like.kind == SEMAFORO else (False, True)
    found = newest(like.kind, *origins)
    return found.publication if found else None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refused(
        request, 400, "La petición no se entiende", "Revise la dirección o vuelva a la portada."
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refused(
        request,
        403,
        "Esto no está permitido",
        "Abra la página desde este mismo sitio y vuelva a intentarlo.",
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = str(exception.args[0]) if isinstance(exception, Http404) and exception.args else ""
    ours = said and not said.startswith("{")  # Django's own 404 carries a dictionary
    nowhere = NOT_OF_THE_API if request.path.startswith(API) else NOT_A_PAGE
    text = said if ours else nowhere
    return refused(request, 404, "No se encontró esa página", text)


def server_error(request: HttpRequest) -> HttpResponse:
    return refused(
        request,
        500,
        "Algo falló de nuestro lado",
        "No es culpa suya y no se perdió nada. Vuelva a intentarlo en unos minutos; si sigue, "
        f"avise a la Secretaría Técnica. {_note()}",
    )


def _note() -> str:
    """The number under which the log tells what happened."""
    return f"Anote este número: {CURRENT.get()}."
