"""Accessibility and legal notice."""

from django.http import HttpRequest, HttpResponse

from sinasec.web.parameters import reads
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES
from sinasec.web.views.page import page, shown_or_none


@reads(*SEMAFORO_PAGES.reads)
def accessibility(request: HttpRequest) -> HttpResponse:
    return page(request, "accessibility.html", shown_or_none(request))
