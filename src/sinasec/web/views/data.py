"""Open data: what there is, what each column means, how to check it; and the API's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sinasec.publications.rows import held
from sinasec.web.api.parameters import operations
from sinasec.web.api.tables import ADDRESS
from sinasec.web.parameters import reads
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES
from sinasec.web.views.page import page, shown_or_none


@reads(*SEMAFORO_PAGES.reads)
def data(request: HttpRequest) -> HttpResponse:
    chosen = shown_or_none(request)
    tables = held(chosen.publication).values() if chosen else ()
    return page(request, "data.html", chosen, tables=tables)


@reads()
def api_start(request: HttpRequest) -> HttpResponse:
    """Whoever tries the address of the whole API, or of its manual, is led to the page of both."""
    return redirect("api-docs")


@reads(*SEMAFORO_PAGES.reads)
def api_docs(request: HttpRequest) -> HttpResponse:
    root = request.build_absolute_uri("/")
    every = operations()
    tables = [one for one in every if one[0].startswith(ADDRESS)]
    others = [one for one in every if one not in tables]
    lists = (("Direcciones", others), ("Tablas publicadas", tables))
    return page(request, "api.html", shown_or_none(request), root=root, lists=lists)
