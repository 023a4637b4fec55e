"""Editions of the index: the workbook to fill in, and the one that comes back."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sinasec.definitions.index import UnknownEdition
from sinasec.definitions.index.loading import EXAMPLE
from sinasec.methods.risk.editions.comparison import differences
from sinasec.risk.editions import store
from sinasec.risk.editions.noted import note_edition
from sinasec.risk.editions.reading import WorkbookFaults, edition_from_workbook
from sinasec.risk.editions.workbook import edition_to_workbook
from sinasec.web.parameters import reads
from sinasec.web.published.chosen import BadAsking
from sinasec.web.uploads import attachment, sent_file
from sinasec.web.workbench.views.page import page


@reads("datos")
def editions(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _answer(request)
    try:
        name, content = sent_file(request)
        edition = edition_from_workbook(content)
        by = settings.WORKBENCH_BY
        noted = note_edition(by)
        new = store.keep(edition=edition, by=by, at=datetime.now(UTC), announced=noted)
    except WorkbookFaults as refused:
        return _answer(request, status=422, faults=refused.faults)
    except (BadAsking, store.CannotKeep) as refused:
        return _answer(request, status=422, refusal=str(refused))
    changes = differences(store.find(EXAMPLE), edition)
    return _answer(request, loaded=edition, new=new, file=name, changes=changes)


@reads("edicion")
def workbook(request: HttpRequest) -> HttpResponse:
    """The workbook of an edition, to be changed and sent back."""
    code = request.GET.get("edicion", EXAMPLE)[:80]
    try:
        edition = store.find(code)
    except UnknownEdition as unknown:
        raise BadAsking(str(unknown)) from unknown
    return attachment(edition_to_workbook(edition), f"{edition.code}.xlsx", edition.version)


def _answer(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    return page(request, "editions.html", status=status, kept=store.kept(), **context)
