"""«¿Qué pasaría si…?»: try a draft of a duty on the published facts. Nothing is kept."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from sinasec.definitions import DefinitionFaults
from sinasec.methods.law import CalendarGap
from sinasec.web.drafts import PREPARED, prepared
from sinasec.web.parameters import SHOWN, reads
from sinasec.web.shown import BadAsking, Shown, shown
from sinasec.web.uploads import allowed, in_turn, named, too_often
from sinasec.web.views.page import page
from sinasec.web.whatif import outcome

MAX_TEXT: Final = 60_000


@reads(*SHOWN, "borrador")
@in_turn
def whatif(request: HttpRequest) -> HttpResponse:
    asked = shown(request)
    if request.method == "POST":
        wait = allowed(request)
        return too_often(request, wait) if wait else _answer(request, asked, _sent(request), None)
    code = request.GET.get("borrador", "")
    draft = prepared(code) if code else None
    if code and draft is None:
        raise BadAsking("Ese borrador no existe. Elija uno de la lista.")
    if draft and (wait := allowed(request)):
        return too_often(request, wait)
    return _answer(request, asked, draft.text() if draft else "", draft)


def _sent(request: HttpRequest) -> str:
    """The draft pasted, or the one in the file."""
    file = request.FILES.get("archivo")
    if file is None:
        return request.POST.get("texto", "").replace("\r\n", "\n")
    try:
        return file.read(MAX_TEXT + 1).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadAsking(
            named(file.name or "archivo", "el borrador debe ser un archivo de texto en UTF-8.")
        ) from None


def _answer(request: HttpRequest, asked: Shown, text: str, draft: Any) -> HttpResponse:
    context: dict[str, Any] = {"text": text, "draft": draft, "drafts": PREPARED}
    if len(text) > MAX_TEXT:
        raise BadAsking("El borrador es demasiado largo: un deber cabe en 60 000 letras.")
    status = 200
    if text.strip():
        try:
            context["outcome"] = outcome(asked.publication, text, asked.day)
        except DefinitionFaults as error:
            context["faults"], status = error.faults, 422
        except CalendarGap as error:
            context["faults"], status = [str(error)], 422
    return page(request, "whatif.html", asked, status=status, **context)
