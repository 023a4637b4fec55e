"""How every view of the workbench answers: a template, and who is working."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    said = {"by": settings.WORKBENCH_BY} | context
    return render(request, f"web/mesa/{template}", said, status=status)


def simulated(request: HttpRequest) -> bool:
    """Whether the demonstration's data are being worked with; never both at once."""
    asked = request.POST if request.method == "POST" else request.GET
    return asked.get("datos") == "simulados"
