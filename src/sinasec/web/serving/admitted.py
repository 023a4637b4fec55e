"""Whether what a form sends will be read, known before a byte of it is."""

from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.utils.module_loading import import_string


def admitted(environ: dict[str, Any]) -> bool:
    """It names this site, and whoever asks may send here (`settings.MAY_SEND`)."""
    # The stubs give it the constructor of a request of no server, which takes nothing.
    request = WSGIRequest(environ)  # pyright: ignore[reportCallIssue]
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return import_string(settings.MAY_SEND)(request)


def anybody(request: WSGIRequest) -> bool:
    """Of the public site: people do not sign in."""
    return True
