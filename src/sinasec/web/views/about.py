"""Accessibility and legal notice."""

from django.http import HttpRequest, HttpResponse

from sinasec.web.parameters import SHOWN, reads
from sinasec.web.views.page import page, shown_or_none


@reads(*SHOWN)
def accessibility(request: HttpRequest) -> HttpResponse:
    return page(request, "accessibility.html", shown_or_none(request))
