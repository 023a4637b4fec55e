"""What the index is and is not, in plain words."""

from django.http import HttpRequest, HttpResponse

from sinasec.definitions.index import load
from sinasec.methods.words import listed
from sinasec.risk.published import reading
from sinasec.web.parameters import reads
from sinasec.web.risk.chosen import INDEX_PAGES
from sinasec.web.risk.page import page
from sinasec.web.risk.words import MEASURED, zone_meaning


@reads("publicacion")
def method(request: HttpRequest) -> HttpResponse:
    """Whole even before anything is published: then it tells of the example edition."""
    chosen = INDEX_PAGES.if_any(request.GET)
    edition = reading.edition(chosen.publication) if chosen else load()
    return page(
        request,
        "metodo.html",
        chosen,
        edition=edition,
        k=edition.top,
        que_mide=MEASURED[edition.reporting_correction],
        meaning=zone_meaning(edition.uncertainty.contested),
        nivel=round(100 * edition.uncertainty.interval),
        factors=listed(
            [factor["title"].lower() for factor in edition.recipe.as_mapping()["factors"]]
        ),
        dimensions=[e for e in edition.elements if e.parent == edition.root.code],
        months=MISSING_MONTHS[edition.missing_months],
        smoothing=SMOOTHING[edition.smoothing],
    )


MISSING_MONTHS = {
    "zero": "se cuenta como cero",
    "uncovered": "se toma como no cubierto y no cuenta",
    "likely": "se toma como cero o como no cubierto, lo que sea más verosímil según los demás "
    "meses del distrito",
}
SMOOTHING = {
    "none": "Las tasas entran tal como se cuentan.",
    "eb": "Las tasas se suavizan hacia la media de las de los distritos, que no es la tasa "
    "nacional; más cuanto menor es la población.",
    "eb_spatial": "Las tasas se suavizan hacia la media de los vecinos, más cuanto menor es la "
    "población.",
}
