"""How a place name is compared: whatever its accents, case, abbreviations or numerals.

`spoken` is the name as one would say it, `bare` the same without articles and spaces, and
`distance` how many letters apart two of them are.
"""

import re
import unicodedata
from typing import Final

from sinasec.short_texts import short_ones_kept

ABBREVIATIONS: Final[dict[str, str]] = {
    "26": "veintiseis",
    "27": "veintisiete",
    "alfte": "alferez",
    "alm": "almirante",
    "cap": "capitan",
    "cdte": "comandante",
    "cmdt": "comandante",
    "cmdte": "comandante",
    "cmte": "comandante",
    "cnel": "coronel",
    "comdte": "comandante",
    "const": "constitucional",
    "crnel": "coronel",
    "crnl": "coronel",
    "dr": "doctor",
    "gral": "general",
    "gob": "gobernador",
    "hda": "hacienda",
    "ing": "ingeniero",
    "mcal": "mariscal",
    "mrcal": "mariscal",
    "ntra": "nuestra",
    "nva": "nueva",
    "nvo": "nuevo",
    "pdte": "presidente",
    "prof": "profesor",
    "pte": "puente",
    "pto": "puerto",
    "sgto": "sargento",
    "sn": "san",
    "sra": "senora",
    "sta": "santa",
    "stgo": "santiago",
    "sto": "santo",
    "tnte": "teniente",
    "tte": "teniente",
}
CONNECTORS: Final = frozenset({"de", "del", "el", "la", "las", "los", "y"})
HEADINGS: Final = re.compile(
    r"^(provincia constitucional|prov constitucional|departamento|provincia|distrito|dpto|depto"
    r"|dep|prov|dist|municipalidad distrital|municipalidad provincial|gobierno regional|region)"
    r"( de la| del| de)? (?=\w)"
)


@short_ones_kept
def spoken(text: str) -> str:
    """The name in small letters, without accents or signs, its abbreviations said in full.

    "Sto. Domingo de la Capilla" and "SANTO DOMINGO DE LA CAPILLA" are one; so are
    "26 de Octubre" and "Veintiséis de Octubre". What says the level is left out.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    words: list[str] = re.findall(r"[^\W_]+", letters)
    said = " ".join(ABBREVIATIONS.get(word, word) for word in words)
    return HEADINGS.sub("", said, count=1)


@short_ones_kept
def bare(text: str) -> str:
    """The spoken name without articles or spaces: "La Yarada Los Palos" is "yaradapalos"."""
    words = spoken(text).split()
    return "".join(word for word in words if word not in CONNECTORS) or "".join(words)


def distance(one: str, other: str, limit: int) -> int:
    """Letters to put, take, change or swap with the next to turn one into the other.

    Stops counting past `limit`: any greater distance is returned as `limit + 1`.
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return min(last[-1], limit + 1)


def tolerance(name: str) -> int:
    """How many letters a name may be off: none when short, two when long."""
    return 0 if len(name) < 5 else 1 if len(name) < 8 else 2
