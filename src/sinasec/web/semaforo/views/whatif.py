"""«¿Qué pasaría si…?»: try a draft of a duty on the published facts. Nothing is kept."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from sinasec.definitions import DefinitionFaults
from sinasec.doors import DRAFT_OF_LAW, another
from sinasec.methods.law import CalendarGap
from sinasec.web.csv_answer import csv_answer
from sinasec.web.parameters import reads
from sinasec.web.published.chosen import BadAsking
from sinasec.web.regions import REGION_NAMES
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES, ChosenDay
from sinasec.web.semaforo.drafts import PREPARED, prepared
from sinasec.web.semaforo.whatif import Outcome, has_code, is_in_force, outcome
from sinasec.web.uploads import allowed, in_turn, named, too_often
from sinasec.web.views.page import page

MAX_TEXT: Final = 60_000
MOST_SHOWN: Final = 200  # lights that change; the CSV has them all
COLUMNS: Final = ("committee", "name", "level", "region", "breach", "before", "after", "day_from")
NOTHING: Final = (
    "No llegó ningún borrador, así que no cambió nada. Elija uno de los preparados, o pegue la "
    "definición de un deber, cambie en ella lo que el proyecto cambiaría y pruébela."
)
NOT_TEXT: Final = (
    "el borrador debe ser un archivo de texto en UTF-8. Parta de la definición de un deber, "
    "guárdela como .yaml y envíela."
)
EMPTY: Final = "el archivo está vacío. Parta de la definición de un deber y envíela cambiada."
SAME: Final = (
    "El borrador dice lo mismo que la definición vigente: no cambió nada. Cambie en él lo que el "
    "proyecto cambiaría y vuelva a probarlo."
)


@reads(*SEMAFORO_PAGES.reads, "borrador")
@in_turn
def whatif(request: HttpRequest) -> HttpResponse:
    chosen = SEMAFORO_PAGES.choose(request.GET)
    if request.method == "POST":
        wait = allowed(request)
        return too_often(request, wait) if wait else _posted(request, chosen)
    code = request.GET.get("borrador", "")
    draft = prepared(code) if code else None
    if code and draft is None:
        raise BadAsking("Ese borrador no existe. Elija uno de la lista.")
    if draft and (wait := allowed(request)):
        return too_often(request, wait)
    return _answer(request, chosen, draft.text() if draft else "", draft)


def _posted(request: HttpRequest, chosen: ChosenDay) -> HttpResponse:
    """The draft pasted, or the one in the file."""
    file = request.FILES.get("archivo")
    if file is None:
        text = request.POST.get("texto", "").replace("\r\n", "\n")
        refusal = "" if text.strip() else NOTHING
        return _answer(request, chosen, text, None, refusal=refusal)
    name, content = file.name or "archivo", file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text, refusal = "", named(name, NOT_TEXT)
    else:
        refusal = "" if text.strip() else named(name, EMPTY)
    if (refusal or not has_code(text)) and (meant := another(content, name, DRAFT_OF_LAW)):
        return _answer(request, chosen, "", None, meant=meant, sent=name)
    return _answer(request, chosen, text, None, refusal=refusal)


def _answer(
    request: HttpRequest, chosen: ChosenDay, text: str, draft: Any, **said: Any
) -> HttpResponse:
    """`said`: why nothing is tried, when it is not."""
    context: dict[str, Any] = {"text": text, "draft": draft, "drafts": PREPARED} | said
    context |= {"most": MOST_SHOWN, "regions": REGION_NAMES}
    if len(text) > MAX_TEXT:
        raise BadAsking("El borrador es demasiado largo: un deber cabe en 60 000 letras.")
    status = 422 if any(said.values()) else 200
    if status == 200 and text.strip():
        context["same"] = SAME if is_in_force(text) else ""
        try:
            context["outcome"] = outcome(chosen.publication, text, chosen.day)
        except DefinitionFaults as error:
            context["faults"], status = error.faults, 422
        except CalendarGap as error:
            context["faults"], status = [str(error)], 422
    if "tabla" in request.POST and "outcome" in context:
        return _table(chosen, context["outcome"])
    return page(request, "whatif.html", chosen, status=status, **context)


def _table(chosen: ChosenDay, found: Outcome) -> HttpResponse:
    """Every light that changes, as a CSV to be saved."""
    rows = ([row[column] for column in COLUMNS] for row in found.rows)
    same = {"deber": found.duty.code, "as_of": found.day}
    answer = csv_answer(COLUMNS, rows, chosen.publication, same)
    answer["Content-Disposition"] = f'attachment; filename="que-pasaria-si-{found.duty.code}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer
