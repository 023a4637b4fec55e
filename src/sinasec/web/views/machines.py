"""What machines ask of a site: whether it works, what a robot may read, its mark."""

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.templatetags.static import static

from sinasec.web.parameters import reads
from sinasec.web.serving.health import health as found_health
from sinasec.web.serving.health import warnings

ROBOTS: Final = """\
User-agent: *
Disallow: /api/
Disallow: /buscar/
Disallow: /incrustar/
Disallow: /*?
Disallow: /*.pdf$
Crawl-delay: 2
"""


@reads()
def health(request: HttpRequest) -> JsonResponse:
    """200 when every check passes; 503 and what is wrong when one does not. Never kept.

    What is shown in place of something withheld is a warning: the site still serves.
    """
    said = found_health()
    wrong = {name: text for name, text in said.items() if text}
    told = warnings()
    state = "mal" if wrong else "con avisos" if told else "bien"
    body = {"estado": state, "comprobado": sorted(said), "fallas": wrong, "avisos": told}
    plain = {"ensure_ascii": False}
    response = JsonResponse(body, status=503 if wrong else 200, json_dumps_params=plain)
    response["Cache-Control"] = "no-store"
    return response


@reads()
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@reads()
def mark(request: HttpRequest) -> HttpResponse:
    """For those that look for it where there is no page to say where it is."""
    return HttpResponsePermanentRedirect(static("web/sello.svg"))
