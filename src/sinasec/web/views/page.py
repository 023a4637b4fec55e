"""How every view answers: a template, with what is shown."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sinasec.publications.trust.standing import Withheld
from sinasec.web.published.chosen import PINS, Chosen
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES, ChosenDay


def page(
    request: HttpRequest, template: str, chosen: Chosen | None, status: int = 200, **context: Any
) -> HttpResponse:
    common = {
        "shown": chosen,
        "retenida": chosen.notice if chosen else nothing_stands(),
        "retirada": chosen.withdrawn if chosen else "",
        "en_su_lugar": chosen.instead if chosen else "",
        "avance": chosen.advance if chosen else None,
    }
    return render(request, f"web/{template}", common | context, status=status)


def shown_or_none(request: HttpRequest) -> ChosenDay | None:
    """For pages that are whole without a publication. Raises Withheld when the address names it."""
    try:
        found = SEMAFORO_PAGES.if_any(request.GET)
        return found and replace(found, only_named=True)
    except Withheld:
        if request.GET.get(PINS):
            raise
        return None


def nothing_stands() -> str:
    """That the semáforo is withheld and there is no other to show; "" otherwise."""
    try:
        SEMAFORO_PAGES.usual()
    except Withheld as withheld:
        return str(withheld)
    return ""
