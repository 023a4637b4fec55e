"""The main menu, the section a page belongs to and the help it leads to."""

from typing import Any, Final

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.help.tasks import of_page
from sinasec.live import live
from sinasec.publications.models import Publication

MENU: Final = (
    ("home", "Semáforo"),
    ("risk", "Riesgo"),
    ("rules", "Normas"),
    ("plans", "Planes regionales"),
    ("whatif", "¿Qué pasaría si…?"),
    ("data", "Datos abiertos"),
    ("publications", "Publicaciones"),
    ("method", "Método"),
)


def menu(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: the menu, its help, and where the «real acts» switch leads."""
    match = request.resolver_match
    name = match.url_name if match else ""
    keeps = bool(match) and not match.kwargs and not match.args and name in dict(MENU)
    return {
        "menu": MENU,
        "seccion": name,
        "ayudas": of_page(name or ""),
        "apartado": "risk" if (name or "").startswith("risk-") else "",  # it has a menu of its own
        "real_target": name if keeps else "home",
        "demostracion": SimpleLazyObject(_is_demonstration),
        "hay_reales": SimpleLazyObject(has_real),
    }


def _is_demonstration() -> bool:
    """Whether anything published here is simulated; asked by pages that show no publication."""
    return Publication.objects.filter(simulated=True).exists()


@live
def has_real() -> bool:
    """Whether any semáforo of real acts is in force, to which the others may lead."""
    real = Publication.objects.filter(simulated=False, kind=SEMAFORO)
    return real.filter(withdrawal=None, replaced_by=None).exists()
