"""Send a file of data: all its faults at once, or a new edition in the warehouse."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpRequest, HttpResponse

from sinasec.doors import Door, another
from sinasec.intake.bulk.cell_kinds import FIRST_YEAR
from sinasec.intake.bulk.layouts import layouts, names
from sinasec.intake.bulk.load import LoadReport, load
from sinasec.intake.bulk.noted import note_load
from sinasec.intake.bulk.raw_table import NO_HEADING
from sinasec.intake.bulk.telling import told_gone
from sinasec.spreadsheets.numbers import Mark
from sinasec.territories.boundaries import active_borders
from sinasec.web.parameters import reads
from sinasec.web.published.chosen import BadAsking
from sinasec.web.workbench.views.page import page

LAST_YEAR: Final = 2100
KEPT: Final = "La edición anterior sigue guardada y se puede volver a ella."
JOINS: Final = {"conservar": True, "reemplazar": False}
NOTHING_LOST: Final = (
    "Nada se ha guardado: diga abajo qué se hace con eso y vuelva a enviar el archivo."
)
DECIMALS: Final[Mapping[str, Mark]] = {"punto": ".", "coma": ","}


@reads("datos")
def loading(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _answer(request)
    try:
        report = _report(request)
    except BadAsking as refusal:
        return _answer(request, status=422, refusal=str(refusal))
    if meant := _meant(request, report):
        return _answer(request, status=422, meant=meant, sent=report.file)
    if report.asks:
        return _answer(request, status=422, report=report, gone=told_gone(report, NOTHING_LOST))
    leavable = [group for group in report.groups if group.blocks and group.of_rows]
    status = 200 if report.ok else 422
    gone = told_gone(report, KEPT)
    return _answer(request, status=status, report=report, leavable=leavable, gone=gone)


def _report(request: HttpRequest) -> LoadReport:
    said = request.POST
    file = request.FILES.get("archivo")
    if not isinstance(file, TemporaryUploadedFile):
        raise BadAsking("No llegó ningún archivo. Elíjalo y vuelva a enviarlo.")
    cited = said.get("fuente", "").strip()
    if not cited:
        raise BadAsking("Diga de dónde viene el archivo: así se citará en las páginas.")
    layout = said.get("formato", "")
    if layout and layout not in names():
        raise BadAsking("Elija el formato de la lista, o deje que se reconozca.")
    return load(
        Path(file.temporary_file_path()),
        cited=cited,
        by=settings.WORKBENCH_BY,
        at=datetime.now(UTC),
        layout=layout,
        name=file.name or "archivo",
        simulated="simulado" in said,
        year=_year(said.get("anio", "").strip()),
        decimal=DECIMALS.get(said.get("decimal", ""), ""),
        series=said.get("serie", "").strip(),
        leave_out=said.getlist("fuera"),
        join=JOINS.get(said.get("juntar", "")),
        ask=True,
        dry_run="revisar" in said,
        borders=lambda: active_borders("dist"),
        announced=note_load,
    )


def _meant(request: HttpRequest, report: LoadReport) -> Door | None:
    """The page for which a file without any heading of ours seems to be."""
    file = request.FILES.get("archivo")
    if file is None or report.refused is None or report.refused.code != NO_HEADING:
        return None
    file.seek(0)
    return another(file.read(), report.file)


def _year(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or not FIRST_YEAR <= int(text[:6]) <= LAST_YEAR:
        raise BadAsking(f"«{text[:20]}» no es un año: escríbalo con cuatro cifras, como 2023.")
    return int(text)


def _answer(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    titles = {layout.name: layout.title for layout in reversed(layouts())}
    return page(
        request,
        "loading.html",
        status=status,
        layouts=[(name, titles[name]) for name in names()],
        said=request.POST,
        left_out=request.POST.getlist("fuera"),
        **context,
    )
