"""How every view answers: a template, with what is shown."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sinasec.publications.standing import Withheld
from sinasec.web.shown import NothingPublished, Shown, choose, shown


def page(
    request: HttpRequest, template: str, asked: Shown | None, status: int = 200, **context: Any
) -> HttpResponse:
    common = {"shown": asked, "retenida": asked.notice if asked else nothing_stands()}
    return render(request, f"web/{template}", common | context, status=status)


def shown_or_none(request: HttpRequest) -> Shown | None:
    """For pages that are whole without a publication. Raises Withheld when the address names it."""
    try:
        return shown(request)
    except NothingPublished:
        return None
    except Withheld:
        if request.GET.get("publicacion"):
            raise
        return None


def nothing_stands() -> str:
    """That the semáforo is withheld and there is no other to show; "" otherwise."""
    try:
        choose()
    except NothingPublished:
        return ""
    except Withheld as withheld:
        return str(withheld)
    return ""
