"""What went wrong, in a sentence for the person who can do something about it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from sinasec.publications.reading import DayOutside, UnknownPublication, UnknownUnit
from sinasec.warehouse import BrokenEdition
from sinasec.web.shown import BadAsking, NothingPublished

SENTENCES: dict[type[Exception], tuple[int, str]] = {
    BadAsking: (400, "No se puede mostrar eso"),
    DayOutside: (400, "Ese día queda fuera de la publicación"),
    UnknownPublication: (404, "No existe esa publicación"),
    UnknownUnit: (404, "No existe ese comité"),
    NothingPublished: (503, "Todavía no hay nada publicado"),
    BrokenEdition: (503, "Unos datos guardados no se pueden usar"),
}


def refused(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """The error as a page, or as JSON where a program asked."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": text}, status=status)
    return render(request, "web/error.html", {"title": title, "text": text}, status=status)


class Sentences:
    """Turns the exceptions that carry a sentence into answers."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        found = SENTENCES.get(type(error))
        return refused(request, *found, str(error)) if found else None


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
    text = said if ours else "Revise la dirección, busque su comité por nombre o vuelva al mapa."
    return refused(request, 404, "No se encontró esa página", text)


def server_error(request: HttpRequest) -> HttpResponse:
    return refused(
        request,
        500,
        "Algo falló de nuestro lado",
        "No es culpa suya y no se perdió nada. Vuelva a intentarlo en unos minutos; si sigue, "
        "avise a la Secretaría Técnica diciendo qué dirección abrió y a qué hora.",
    )
