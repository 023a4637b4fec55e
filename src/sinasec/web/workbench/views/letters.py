"""The registers of letters: to look, to filter and to take away."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse

from sinasec.letters import told
from sinasec.letters.finding import received, sent
from sinasec.letters.kept import copy_of, pdf_now
from sinasec.letters.models import Letter, Received
from sinasec.letters.office import UnsoundOffice
from sinasec.letters.paper.paper import WORD, blocks_in, pdf
from sinasec.letters.receipt import receipt
from sinasec.letters.said import CannotWrite
from sinasec.methods.letters.filling import lines_of
from sinasec.translation import gettext as _
from sinasec.web.parameters import reads
from sinasec.web.published.chosen import BadAsking
from sinasec.web.workbench.views.page import page

SHOWN: Final = 100
CSV: Final = "text/csv; charset=utf-8"
PDF: Final = "application/pdf"


@reads("anio", "serie", "texto", "carta")
def letters(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    out, in_ = _found(asked)
    return page(
        request,
        "letters.html",
        year=asked["anio"],
        series=asked["serie"],
        text=asked["texto"],
        asked=any(asked.values()),
        chosen=_chosen(request.GET.get("carta", "")),
        out=[_row(one) for one in out[:SHOWN]],
        n_out=out.count(),
        received=[_entry(one) for one in in_[:SHOWN]],
        n_in=in_.count(),
        most=SHOWN,
        query=urlencode({name: said for name, said in asked.items() if said}),
    )


@reads("anio", "serie", "texto")
def sent_csv(request: HttpRequest) -> HttpResponse:
    return HttpResponse(told.sent_csv(_found(_asked(request))[0]), content_type=CSV)


@reads("anio", "serie", "texto")
def received_csv(request: HttpRequest) -> HttpResponse:
    return HttpResponse(told.received_csv(_found(_asked(request))[1]), content_type=CSV)


def letter_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """Its copy; of one that is not in force, with that on each page."""
    return _pdf(pdf_now, number)


def registered_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """Its copy, whatever came after."""
    return _pdf(copy_of, number)


def _pdf(of: Callable[[Letter], bytes], number: int) -> HttpResponse:
    try:
        return HttpResponse(of(_letter(number)), content_type=PDF)
    except CannotWrite as error:
        raise Http404(str(error)) from error


def receipt_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """The receipt of an entry."""
    entry = received().filter(pk=number).first()
    if entry is None:
        raise Http404(_("Ese ingreso no está en el registro: elija uno de la lista."))
    try:
        made = pdf(receipt(entry), made_at=entry.registered_at, registered=True)
    except UnsoundOffice as error:
        raise Http404(str(error)) from error
    return HttpResponse(made, content_type=PDF)


def letter_docx(request: HttpRequest, number: int) -> HttpResponse:
    from sinasec.letters.paper.docx import docx

    letter = _letter(number)
    made = docx(told.paper_now(letter), made_at=letter.registered_at)
    return HttpResponse(made, content_type=WORD)


def _asked(request: HttpRequest) -> dict[str, str]:
    asked = {name: request.GET.get(name, "").strip() for name in ("anio", "serie", "texto")}
    year = asked["anio"]
    if year and not (year.isascii() and year.isdecimal() and len(year) == 4):
        raise BadAsking(_("«anio» es un año de cuatro cifras, como 2026."))
    return asked


def _found(asked: dict[str, str]) -> tuple[Any, Any]:
    year = int(asked["anio"]) if asked["anio"] else None
    return (
        sent(year=year, series=asked["serie"], text=asked["texto"]),
        received(year=year, text=asked["texto"]),
    )


def _letter(number: int) -> Letter:
    found = sent().filter(pk=number).first()
    if found is None:
        raise Http404(_("Esa carta no está en el registro: elija una de la lista."))
    return found


def _chosen(asked: str) -> dict[str, Any] | None:
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= 12):
        raise BadAsking(_("Esa carta no está en el registro: elija una de la lista."))
    letter = _letter(int(asked))
    return _row(letter) | {
        "document": told.as_document(letter),
        "not_in_force": told.ended_words(letter),
        "lines": lines_of(blocks_in(letter.blocks)),
    }


def _row(letter: Letter) -> dict[str, Any]:
    state = told.state_of(letter)
    return {
        "letter": letter,
        "state": state.name,
        "plain": state.plain,
        "ended": state.end,
        "to": letter.addressee.split("\n")[0],
    }


def _entry(entry: Received) -> dict[str, Any]:
    state = told.entry_state(entry)
    return {
        "entry": entry,
        "state": state.name,
        "ended": state.end,
        "gone": told.beside(entry, "annulment"),
    }
