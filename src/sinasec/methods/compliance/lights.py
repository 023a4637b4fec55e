"""The states a duty goes through in one period, and the four lights.

A state is a fact about the period on a day; the light is what a definition
(`definitions/rollup.yaml`) makes of it. Order of goodness, used by "never worse":
rojo < gris < ambar < verde.
"""

from typing import Final, Literal

Light = Literal["verde", "ambar", "rojo", "gris"]
State = Literal[
    "pendiente",  # the period runs and the due day is far: no exigible todavía
    "por_vencer",  # the due day is near and the duty is not yet met
    "cumplido",  # met in time
    "tardio",  # met after the due day
    "subsanado",  # met late, longer ago than `RollUp.late_memory_days`
    "vencido",  # not met, due day passed, and the register is declared complete
    "en_transicion",  # a reform changed the count mid-period and the readings disagree
    "sin_informacion",  # not met, and no constancia says so or an act leaves it in doubt
    "no_exigible",  # suspended, waived, or the duty does not bind this committee that day
]

GOODNESS: Final[dict[Light, int]] = {"rojo": 0, "gris": 1, "ambar": 2, "verde": 3}

LATE_STATES: Final[tuple[State, ...]] = ("tardio", "subsanado")

STATE_WORDS: Final[dict[State, str]] = {
    "pendiente": "No exigible todavía",
    "por_vencer": "Por vencer",
    "cumplido": "Cumplido en plazo",
    "tardio": "Cumplido fuera de plazo",
    "subsanado": "Cumplido fuera de plazo, hace tiempo",
    "vencido": "Incumplido",
    "en_transicion": "En transición de norma",
    "sin_informacion": "Sin información",
    "no_exigible": "No exigible",
}

LIGHT_WORDS: Final[dict[Light, str]] = {
    "verde": "Verde",
    "ambar": "Ámbar",
    "rojo": "Rojo",
    "gris": "Gris",
}
