"""What there is to work with, and the next thing to do."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from sinasec.risk.data.inputs import NEEDED
from sinasec.risk.editions import store as editions
from sinasec.risk.published import reading as published
from sinasec.warehouse import Edition, current, datasets, heal
from sinasec.web.parameters import reads
from sinasec.web.workbench.views.page import page, simulated


@dataclass(frozen=True, slots=True)
class Held:
    """One dataset: its current edition, if any, and whether the index cannot do without it."""

    name: str
    title: str
    edition: Edition | None
    needed: bool


@reads("datos", "clave")
def home(request: HttpRequest) -> HttpResponse:
    heal()
    made_up = simulated(request)
    held = [
        Held(name, dataset.title, current(name, simulated=made_up), name in NEEDED)
        for name, dataset in datasets().items()
    ]
    return page(
        request,
        "home.html",
        simulated=made_up,
        held=held,
        missing=[each for each in held if each.needed and each.edition is None],
        editions=editions.usable(),
        publications=published.every(simulated=made_up)[:5],
    )
