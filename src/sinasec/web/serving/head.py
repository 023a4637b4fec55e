"""HEAD is a GET whose answer is sent without its body, so both say the same (RFC 9110, 9.3.2)."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase

ASKED: Final = "sinasec.head"
Answer = Callable[[HttpRequest], HttpResponseBase]


def head_as_get(get_response: Answer) -> Answer:
    """Whatever takes GET takes HEAD too, the API among them."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return get_response(request)
        request.method = "GET"
        request.META[ASKED] = True
        return _without_body(get_response(request))

    return middleware


def only_head(request: HttpRequest) -> bool:
    """Whether nobody will read the body, so that it need not be made."""
    return request.META.get(ASKED, False)


def _without_body(response: HttpResponseBase) -> HttpResponse:
    bare = HttpResponse(status=response.status_code, reason=response.reason_phrase)
    bare.headers = response.headers
    bare.cookies = response.cookies
    response.close()
    return bare
