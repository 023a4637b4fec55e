"""Send a quarterly matrix (ITCA): its scores, its defects, and the workbook put right.

Nothing is kept: the file is read in memory, answered and forgotten. The corrected workbook is
made from the file sent again with the second button.
"""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from sinasec.definitions.itca import itca_edition
from sinasec.doors import MATRIX, another
from sinasec.plans.apart import JudgedMatrix, judge_apart
from sinasec.plans.cells import PAGE_CELLS
from sinasec.plans.template import LEVELS, matrix_template
from sinasec.sandbox import PAGES
from sinasec.spreadsheets.unsafe import UnsafeFile
from sinasec.web.limits.often import dear_each_time
from sinasec.web.parameters import reads
from sinasec.web.published.chosen import BadAsking
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES
from sinasec.web.uploads import allowed, attachment, in_turn, named, sent_file, too_often
from sinasec.web.views.page import page, shown_or_none

MOST_SHOWN: Final = 300  # defects, or activities of a quarter: a real matrix has some 100
NOT_ONE: Final = "sin-matriz"
BLANK: Final = (
    "la matriz está en blanco, y sin cifras no hay nada que puntuar. Escriba cada actividad con lo "
    "programado y lo ejecutado en su trimestre, el comité y el año, y vuelva a enviarla."
)
NO_MATRIX: Final = (
    "no se encontró ninguna matriz en el libro. Debe tener una hoja con las columnas de "
    "«ACTIVIDAD», «PROGRAMADA» y «EJECUTADA», y las filas debajo."
)


@reads(*SEMAFORO_PAGES.reads)
@in_turn
def matrix(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _answer(request)
    if wait := allowed(request):
        return too_often(request, wait)
    try:
        name, content = sent_file(request)
    except BadAsking as refusal:
        return _answer(request, status=422, refusal=str(refusal))
    try:
        judged = _judged(content, name, "corregido" in request.POST)
    except UnsafeFile as refusal:
        return _unread(request, name, content, str(refusal), refusal.code)
    if judged.report["blank"]:
        return _answer(request, status=422, refusal=named(name, BLANK))
    if not judged.report["quarters"]:
        return _unread(request, name, content, NO_MATRIX)
    if judged.corrected is not None:
        return attachment(judged.corrected, judged.name, "corregido")
    return _answer(request, report=judged.report, most=MOST_SHOWN)


def _unread(
    request: HttpRequest, name: str, content: bytes, refusal: str, code: str = NOT_ONE
) -> HttpResponse:
    """What is no matrix, or the page that it is for."""
    if code in (NOT_ONE, "formato") and (meant := another(content, name, MATRIX)):
        return _answer(request, status=422, meant=meant, sent=name)
    return _answer(request, status=422, refusal=named(name, refusal))


@reads("nivel")
@dear_each_time
def template(request: HttpRequest) -> HttpResponse:
    """The blank matrix of one level, to fill in. Raises BadAsking."""
    level = request.GET.get("nivel", "CODISEC")
    if level not in LEVELS:
        raise BadAsking("El nivel puede ser CORESEC, COPROSEC o CODISEC. Elija uno de los tres.")
    edition = itca_edition()
    content = matrix_template(edition, edition.settings, level)
    return attachment(content, f"matriz-{level}", "plantilla")


def _judged(content: bytes, name: str, corrected: bool) -> JudgedMatrix:
    return judge_apart(
        content,
        itca_edition().settings,
        name=name,
        corrected=corrected,
        max_cells=PAGE_CELLS,
        limits=PAGES,
    )


def _answer(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    settings = itca_edition().settings
    return page(
        request,
        "matrix.html",
        shown_or_none(request),
        status=status,
        settings=settings,
        levels=LEVELS,
        **context,
    )
