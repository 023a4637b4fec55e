"""How every view of the desk answers: who is in, by which post, and a template."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sinasec.accounts.hats import Worn
from sinasec.accounts.models import Person


def person_of(request: HttpRequest) -> Person:
    """Who is in. Only for pages that the gate lets nobody else see."""
    if not isinstance(request.user, Person):
        raise TypeError("the gate let in nobody to this page")
    return request.user


def worn_of(request: HttpRequest) -> Worn:
    """By which post they act. Only for pages behind the whole gate."""
    worn = getattr(request, "worn", None)
    if worn is None:
        raise TypeError("the gate let somebody without a post to this page")
    return worn


def page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, f"web/cuenta/{template}", context, status=status)


def desk_of(request: HttpRequest) -> dict[str, Any]:
    """Context of every page of the desk: who is in, their posts and whether all is invented."""
    if not hasattr(request, "hats"):
        return {}
    return {
        "persona": request.user,
        "puesto": getattr(request, "worn", None),
        "puestos": request.hats,  # pyright: ignore[reportAttributeAccessIssue]
    }
