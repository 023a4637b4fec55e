"""Open data: what there is, what each column means, how to check it; and the API's page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sinasec.compliance.semaforo import reading
from sinasec.web.api.parameters import operations
from sinasec.web.parameters import SHOWN, reads
from sinasec.web.views.page import page, shown_or_none


@reads(*SHOWN)
def data(request: HttpRequest) -> HttpResponse:
    asked = shown_or_none(request)
    package = reading.snapshot(asked.publication).descriptor if asked else None
    return page(request, "data.html", asked, tables=_tables(package) if package else [])


def _tables(package: dict[str, Any]) -> list[dict[str, Any]]:
    """One dict a table of the package: its title, its files and its columns."""
    tables: dict[str, dict[str, Any]] = {}
    for resource in package["resources"]:
        fields = resource.get("schema", {}).get("fields", [])
        if not fields:
            continue
        stem = resource["path"].rsplit(".", 1)[0]
        table = tables.setdefault(
            stem,
            {"name": stem, "title": resource.get("title", stem), "files": [], "fields": fields},
        )
        table["files"].append((resource["path"], resource["path"].rsplit(".", 1)[1]))
    return list(tables.values())


@reads()
def api_start(request: HttpRequest) -> HttpResponse:
    """Whoever tries the address of the whole API, or of its manual, is led to the page of both."""
    return redirect("api-docs")


@reads(*SHOWN)
def api_docs(request: HttpRequest) -> HttpResponse:
    root = request.build_absolute_uri("/")
    return page(request, "api.html", shown_or_none(request), root=root, addresses=operations())
