"""How every view answers: a template, with what is shown."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sinasec.web.shown import NothingPublished, Shown, shown


def page(
    request: HttpRequest, template: str, asked: Shown | None, status: int = 200, **context: Any
) -> HttpResponse:
    return render(request, f"web/{template}", {"shown": asked} | context, status=status)


def shown_or_none(request: HttpRequest) -> Shown | None:
    """For pages that are whole even before the first publication."""
    try:
        return shown(request)
    except NothingPublished:
        return None
