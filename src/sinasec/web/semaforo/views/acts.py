"""The acts workbook: its template, and a trial reading that stores nothing."""

import tempfile
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse

from sinasec.committees.naming import AmbiguousCommittee, UnknownCommittee, resolve
from sinasec.compliance.ingest.loading import Report, load_file
from sinasec.compliance.template import write_template
from sinasec.doors import ACTS, another
from sinasec.methods.compliance.facts import DATE_OF_CORRECTED
from sinasec.sandbox import PAGES
from sinasec.web.limits.often import dear_each_time
from sinasec.web.parameters import reads
from sinasec.web.published.chosen import BadAsking
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES
from sinasec.web.uploads import allowed, attachment, in_turn, sent_file, too_often
from sinasec.web.views.page import page, shown_or_none

MAX_FAULTS = 200  # a person mends these and sends the file again; a page of 100 kB
ENOUGH_FAULTS = 2_000  # after so many the rest of the file is not looked at
MAX_CELLS = 500_000  # some 30,000 rows; more are loaded with «sinasec load»


@reads(*SEMAFORO_PAGES.reads)
@in_turn
def acts(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _answer(request)
    if wait := allowed(request):
        return too_often(request, wait)
    try:
        name, content = sent_file(request)
    except BadAsking as refusal:
        return _answer(request, status=422, refusal=str(refusal))
    report = load_file(
        content,
        by="revisión sin guardar",
        name=name,
        dry_run=True,
        max_cells=MAX_CELLS,
        limits=PAGES,
        most_faults=ENOUGH_FAULTS,
    )
    if _is_no_table(report) and (meant := another(content, name, ACTS)):
        return _answer(request, status=422, meant=meant, sent=name)
    status = 422 if report.faults else 200
    return _answer(request, status=status, report=report, most=MAX_FAULTS)


def _is_no_table(report: Report) -> bool:
    return any(fault.code == "columnas-desconocidas" for fault in report.faults)


@reads("comite")
@dear_each_time
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in, for every committee or only for the one asked."""
    asked = request.GET.get("comite", "").strip()[:120]
    try:
        committee = resolve(asked) if asked else None
    except (UnknownCommittee, AmbiguousCommittee) as error:
        raise BadAsking(str(error)) from error
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "actos.xlsx"
        write_template(path, committee=committee)
        return attachment(path.read_bytes(), f"actos{'-' + asked if asked else ''}", "plantilla")


def _answer(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"which_date": DATE_OF_CORRECTED}
    return page(request, "acts.html", shown_or_none(request), status=status, **context)
