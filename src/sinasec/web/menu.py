"""The main menu and the section a page belongs to."""

from typing import Any, Final

from django.http import HttpRequest

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
    """Context of every page: the menu, and where the «real acts» switch leads."""
    match = request.resolver_match
    name = match.url_name if match else ""
    keeps = bool(match) and not match.kwargs and not match.args and name in dict(MENU)
    return {
        "menu": MENU,
        "seccion": name,
        "apartado": "risk" if (name or "").startswith("risk-") else "",  # it has a menu of its own
        "real_target": name if keeps else "home",
    }
