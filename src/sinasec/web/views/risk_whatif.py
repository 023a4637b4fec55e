"""«¿Y si…?» on the index: other weights, another scale, another sum. Nothing is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sinasec.risk.changes import CannotChange
from sinasec.risk.what_if import what_if
from sinasec.web.risk.asked import Asked, asked
from sinasec.web.risk.moved import moved
from sinasec.web.risk.page import page
from sinasec.web.risk.whatif import Form, read_form
from sinasec.web.uploads import allowed, too_often


def whatif(request: HttpRequest) -> HttpResponse:
    found = asked(request)
    form = read_form(found, request.GET)
    if not form.changes:
        return page(request, "que_pasaria_si.html", found, form=form)
    if wait := allowed(request):
        return too_often(request, wait)
    try:
        outcome = what_if(found.publication, form.changes)
    except CannotChange as refused:
        faults = [f"{_named(form, name)}: {why}" for name, why in refused.faults.items()]
        return page(request, "que_pasaria_si.html", found, status=422, form=form, faults=faults)
    return page(
        request,
        "que_pasaria_si.html",
        found,
        form=form,
        moved=moved(outcome.districts, outcome.shift),
        permalink=_permalink(request, found, form),
    )


def _named(form: Form, field: str) -> str:
    """What a field is called on the page."""
    weights = {one.field: one.name for family in form.families for one in family.weights}
    choices = {choice["name"]: choice["label"] for choice in form.choices}
    return (weights | choices).get(field, field)


def _permalink(request: HttpRequest, found: Asked, form: Form) -> str:
    changes: dict[str, Any] = dict(form.changes)
    return request.build_absolute_uri(found.permalink(reverse("risk-whatif"), **changes))
