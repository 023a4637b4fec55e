"""Every request has a number, given by the front or here; its answer carries it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from sinasec.web.logs.number import CURRENT, ENVIRON, HEADER, new_number

Answer = Callable[[HttpRequest], HttpResponseBase]


def numbered(get_response: Answer) -> Answer:
    """The outermost of all, so that whatever fails inside is told with its number."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        number = request.META.setdefault(ENVIRON, new_number())
        CURRENT.set(number)  # stays until the next one: Django still writes lines after this
        response = get_response(request)
        response[HEADER] = number
        return response

    return middleware
