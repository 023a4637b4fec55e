"""Sessions, people and tokens for the desk alone: elsewhere nobody is known and nothing is kept."""

from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware

from sinasec.translation import gettext as _
from sinasec.web.desk.addresses import AREA
from sinasec.web.views.errors import refused


def of_desk(request: HttpRequest) -> bool:
    return request.path.startswith(AREA)


class Sessions(SessionMiddleware):
    """Sessions of the desk. No page of anybody's looks at the cookie."""

    def process_request(self, request: HttpRequest) -> None:
        if of_desk(request):
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return super().process_response(request, response) if of_desk(request) else response


class People(AuthenticationMiddleware):
    """Who asks, in the desk; nobody elsewhere."""

    def process_request(self, request: HttpRequest) -> None:
        if of_desk(request):
            super().process_request(request)
        else:
            request.user = AnonymousUser()


class Tokens(CsrfViewMiddleware):
    """CSRF tokens for the forms of the desk; those of the public site keep nothing."""

    def process_request(self, request: HttpRequest) -> None:
        if of_desk(request):
            super().process_request(request)

    def process_view(
        self, request: HttpRequest, callback: Any, callback_args: Any, callback_kwargs: Any
    ) -> HttpResponseForbidden | None:
        if not of_desk(request):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What a form sent without its token is answered."""
    return refused(
        request,
        403,
        _("El formulario venció"),
        _("Vuelva a la página anterior, recárguela y envíe otra vez el formulario."),
        again=True,
    )
