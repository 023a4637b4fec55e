"""What a row of the report shows, and of the grey ones which: the words of page and terminal."""

from collections.abc import Mapping
from typing import Any, Final

from sinasec.methods.compliance.lights import LIGHT_WORDS
from sinasec.methods.itca import UNKNOWN, Situation

SITUATION_WORDS: Final[dict[Situation, str]] = {
    "evaluada": "Evaluada",
    "sin_informacion": "Sin información",
    "programado_ilegible": "Programado ilegible",
    "no_programada": "No programada",
    "ejecutada_sin_programar": "Ejecutada sin programar",
}
NOTHING_PROGRAMMED: Final = "Nada programado"


def is_unknown(row: Mapping[str, Any]) -> bool:
    """Whether a grey row (activity, line, objective, quarter) waits for a figure."""
    if "situation" in row:
        return row["situation"] in UNKNOWN
    return bool(row["programmed"] or row["programmed_unread"])


def grey_counts(quarter: Mapping[str, Any]) -> dict[Situation, int]:
    """How many activities of the quarter are grey, by which grey; together with the three
    colours they are all its rows."""
    apart = quarter["executed_unprogrammed"]
    return {
        "sin_informacion": quarter["without_information"],
        "programado_ilegible": quarter["programmed_unread"],
        "no_programada": quarter["unprogrammed"] - apart,
        "ejecutada_sin_programar": apart,
    }


def said_light(row: Mapping[str, Any]) -> str:
    """The light of a row of the report in a word; of grey, which one."""
    if row["light"] != "gris":
        return LIGHT_WORDS[row["light"]]
    if "situation" in row:
        return SITUATION_WORDS[row["situation"]]
    return SITUATION_WORDS["sin_informacion"] if is_unknown(row) else NOTHING_PROGRAMMED
