"""«¿Y si…?» on the index: other weights, another scale, another sum. Nothing is kept."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sinasec.risk.changes import WEIGHT, CannotChange
from sinasec.risk.what_if import what_if
from sinasec.web.limits.turns import DEAR
from sinasec.web.parameters import reads
from sinasec.web.published.chosen import BadAsking, Chosen
from sinasec.web.risk.chosen import INDEX_PAGES
from sinasec.web.risk.moved import moved
from sinasec.web.risk.page import page
from sinasec.web.risk.whatif import CHOICES, WITHOUT, Form, read_form
from sinasec.web.uploads import allowed, too_often

NOTHING: Final = (
    "No cambió nada: los pesos y la fórmula son los de la publicación. Cambie al menos uno y "
    "vuelva a calcular."
)


@reads("publicacion", *(name for name, _, _ in CHOICES), WITHOUT, starting=[WEIGHT])
def whatif(request: HttpRequest) -> HttpResponse:
    found = INDEX_PAGES.choose(request.GET)
    form = read_form(found, request.GET)
    _check(form, request.GET)
    if not form.changes:
        sent = request.GET.keys() - {"publicacion"}
        nothing = NOTHING if sent else ""
        return page(request, "que_pasaria_si.html", found, form=form, nothing=nothing)
    if wait := allowed(request):
        return too_often(request, wait)
    try:
        with DEAR.turn():
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


def _check(form: Form, values: Mapping[str, str]) -> None:
    """Raises BadAsking for the weight of something that the form does not have."""
    fields = {one.field for family in form.families for one in family.weights}
    for name in values:
        if name.startswith(WEIGHT) and name not in fields:
            raise BadAsking(
                f"No se conoce «{name[:40]}»: ese elemento no tiene un peso que se pueda cambiar. "
                "Quítelo de la dirección."
            )


def _named(form: Form, field: str) -> str:
    """What a field is called on the page."""
    weights = {one.field: one.name for family in form.families for one in family.weights}
    choices = {choice["name"]: choice["label"] for choice in form.choices}
    return (weights | choices).get(field, field)


def _permalink(request: HttpRequest, found: Chosen, form: Form) -> str:
    changes: dict[str, Any] = dict(form.changes)
    return request.build_absolute_uri(found.permalink(reverse("risk-whatif"), **changes))
