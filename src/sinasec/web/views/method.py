"""How everything is judged, and what is known to be wanting."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from sinasec.definitions import library
from sinasec.methods.compliance.facts import DATE_OF_CORRECTED
from sinasec.methods.compliance.lights import STATE_WORDS
from sinasec.methods.law import Calendar
from sinasec.web.parameters import reads
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES
from sinasec.web.semaforo.lights import shown_state
from sinasec.web.views.page import page, shown_or_none

STATE_MEANING = {
    "pendiente": "El periodo corre y el vencimiento está lejos.",
    "por_vencer": "El vencimiento está cerca y el deber aún no se cumple.",
    "cumplido": "El acto se realizó dentro del plazo.",
    "tardio": "El acto se realizó después del plazo.",
    "subsanado": "El acto se realizó después del plazo, hace ya tiempo.",
    "vencido": "El plazo pasó, el acto no consta y el registro está declarado completo.",
    "en_transicion": "La norma cambió dentro del periodo y sus dos lecturas no coinciden.",
    "sin_informacion": "El plazo pasó, o no consta nada en vigor ese día, y nadie declaró completo "
    "el registro o lo registrado lo deja en duda.",
    "no_exigible": "Suspendido, dispensado por norma, o el deber no obliga ese día.",
}


@reads(*SEMAFORO_PAGES.reads)
def method(request: HttpRequest) -> HttpResponse:
    edition = library().edition
    rollup = edition.rollup
    states = [
        (name, STATE_MEANING[state], shown_state(rollup.state_light[state], state))
        for state, name in STATE_WORDS.items()
    ]
    return page(
        request,
        "method.html",
        shown_or_none(request),
        states=states,
        rollup=rollup,
        worst_first=[shown_state(light, "sin_informacion") for light in rollup.worst_first],
        calendar=_known(edition.calendar),
        edition=edition,
        which_date=DATE_OF_CORRECTED,
    )


def _known(calendar: Calendar) -> dict[str, Any]:
    """The years of the calendar: `whole`, those of which every closed day is known; `doubts`, per
    year what is not, of those days or of whether terms ran."""
    years = sorted(calendar.known_years)
    return {
        "first": years[0],
        "last": years[-1],
        "whole": [year for year in years if year not in calendar.in_doubt],
        "doubts": [
            *((year, calendar.in_doubt[year]) for year in years if year in calendar.in_doubt),
            *((halt.start.year, halt.why) for halt in calendar.halted),
        ],
    }
