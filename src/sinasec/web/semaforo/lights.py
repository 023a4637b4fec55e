"""The five things a committee can show: four lights, gris said twice, with its word."""

from typing import Any, Final

from sinasec.counted import counted

SHOWN: Final = ("verde", "ambar", "rojo", "sin_informacion", "no_exigible")
SHOWN_WORDS: Final = {
    "verde": "Verde",
    "ambar": "Ámbar",
    "rojo": "Rojo",
    "sin_informacion": "Sin información",
    "no_exigible": "No exigible",
}
MARKS: Final = {  # class of the sheet that draws the shape
    "verde": "verde",
    "ambar": "ambar",
    "rojo": "rojo",
    "gris": "gris",
    "sin_informacion": "gris",
    "no_exigible": "exento",
}


def shown_name(light: str, why_gris: str) -> str:
    """'gris' said in full; the other lights as they are."""
    return (why_gris or "no_exigible") if light == "gris" else light


def shown_state(light: str, state: str) -> str:
    """The light of one duty: gris is «sin información» only when its state says so."""
    if light != "gris":
        return light
    return "sin_informacion" if state == "sin_informacion" else "no_exigible"


def duties_told(light: Any) -> str:
    """Of a light's duties, how many show each: «1 en verde, …, 1 no exigible»."""
    return (
        f"{light.n_verde} en verde, {light.n_ambar} en ámbar, {light.n_rojo} en rojo, "
        f"{light.n_gris} sin información, "
        f"{counted(light.n_no_exigible, 'no exigible', 'no exigibles')}"
    )
