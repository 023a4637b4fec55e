"""What is wrong with the small tables: calendar, terms, roll-up, kinds of act, norms."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

from sinasec.definitions.documents import Document, Path, read_document
from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.definitions.loading import PENDING, UNVERIFIED, library_of
from sinasec.methods.compliance.lights import Light, State

Told = tuple[Path, str]
NEEDED: Final = ("edition.yaml", "norms.yaml", "terms.yaml", "rollup.yaml", "act_kinds.yaml")
DECREED: Final = ("confirmados", "parcial", "sin información")
QUORUMS: Final = ("mas_de_la_mitad", "mitad_mas_uno")
ROUNDINGS: Final = ("hacia_abajo", "hacia_arriba")
VARIES: Final = ("donde_hubiera", "uno_por_cada")
COMMITTEE: Final = r"CORESEC-(\d{2}|1501)|COPROSEC-\d{4}|CODISEC-\d{6}"
TYPES: Final = ("text", "date", "number", "whole", "yes_no")


def reference_faults(files: Mapping[str, str]) -> list[DefinitionFault]:
    """Faults of every small table in a set of definitions (relative path -> text)."""
    missing = [
        DefinitionFault(name, 0, "", "falta este archivo en las definiciones.")
        for name in NEEDED
        if name not in files
    ]
    found = [fault for name, text in files.items() for fault in _of_file(name, text)]
    if missing or found:
        return sorted([*missing, *found])
    tables = {name: text for name, text in files.items() if not name.startswith("obligations/")}
    try:
        library_of(tables)
    except DefinitionFaults as refused:
        return list(refused.faults)
    return []


def _of_file(name: str, text: str) -> list[DefinitionFault]:
    if not name.endswith(".yaml") or name.startswith("obligations/"):
        return []
    try:
        document = read_document(text, name)
    except DefinitionFaults as refused:
        return list(refused.faults)
    rule = CHECKS.get(name.split("/")[0])
    if rule is None:
        return []
    try:
        return [document.fault(*told) for told in rule(document)]
    except (KeyError, TypeError, AttributeError) as error:
        return [document.fault((), f"al archivo le falta algo o no tiene su forma ({error}).")]


def _calendar(document: Document) -> Iterator[Told]:
    year = document.value["year"]
    if document.name != f"calendar/{year}.yaml":
        yield ("year",), f"el archivo del año {year} debe llamarse calendar/{year}.yaml."
    if document.value["decretados"] not in DECREED:
        yield ("decretados",), f"debe ser uno de: {', '.join(DECREED)}."
    if document.value["decretados"] == "sin información" and document.value["decreed"]:
        yield ("decreed",), "hay días decretados en un año que dice no tener información."
    for key in ("holidays", "decreed"):
        seen: set[Any] = set()
        for index, item in enumerate(document.value[key]):
            if item["day"].year != year:
                yield (key, index, "day"), f"el día {item['day']} no es del año {year}."
            if item["day"] in seen:
                yield (key, index, "day"), f"el día {item['day']} está repetido."
            if not item.get("norm"):
                yield (key, index), "falta la norma que cierra este día."
            seen.add(item["day"])
    yield from _local(document, year)
    yield from _halted(document, year)


def _local(document: Document, year: int) -> Iterator[Told]:
    for index, item in enumerate(document.value.get("territoriales", ())):
        where = ("territoriales", index)
        if not (item.get("norm") and item.get("where") and item.get("units")):
            yield where, "faltan la norma («norm»), el lugar («where») o sus códigos («units»)."
            continue
        for unit in item["units"]:
            if not re.fullmatch(r"\d{2}(\d{2}){0,2}", unit):
                yield (*where, "units"), f"«{unit}» no es un código del INEI (2, 4 o 6 cifras)."
        for day in (*item["days"], *item.get("from_noon", ())):
            if day.year != year:
                yield (*where, "days"), f"el día {day} no es del año {year}."


def _halted(document: Document, year: int) -> Iterator[Told]:
    for index, item in enumerate(document.value.get("plazos_en_duda", ())):
        where = ("plazos_en_duda", index)
        if not (item.get("norm") and item.get("says")):
            yield where, "faltan la norma («norm») o qué queda en duda («says»)."
        if not item["from"] <= item["to"]:
            yield (*where, "to"), "el tramo termina antes de empezar."
        if {item["from"].year, item["to"].year} != {year}:
            yield where, f"el tramo no es del año {year}."


def _terms(document: Document) -> Iterator[Told]:
    last = None
    for index, term in enumerate(document.value["terms"]):
        if term["end"] < term["start"]:
            yield ("terms", index, "end"), "el período termina antes de empezar."
        if last is not None and term["start"] <= last:
            yield ("terms", index, "start"), "el período empieza antes de que acabe el anterior."
        last = term["end"]


def _roll_up(document: Document) -> Iterator[Told]:
    lights = document.value["state_light"]
    for state in get_args(State):
        if state not in lights:
            yield ("state_light",), f"falta la luz del estado «{state}»."
    for state, light in lights.items():
        if light not in get_args(Light):
            yield ("state_light", state), f"«{light}» no es una luz."
    green, amber = document.value["region_bands"]
    if not 0 <= amber <= green <= 100:
        yield ("region_bands",), "las bandas van de mayor a menor, entre 0 y 100."


def _act_kinds(document: Document) -> Iterator[Told]:
    seen: set[str] = set()
    for index, kind in enumerate(document.value["kinds"]):
        if kind["kind"] in seen:
            yield ("kinds", index, "kind"), f"la clase «{kind['kind']}» está repetida."
        seen.add(kind["kind"])
        for place, attribute in enumerate(kind.get("attributes", ())):
            if attribute["type"] not in TYPES:
                path = ("kinds", index, "attributes", place, "type")
                yield path, f"«{attribute['type']}» no es uno de: {', '.join(TYPES)}."


def _norms(document: Document) -> Iterator[Told]:
    seen: set[str] = set()
    for index, norm in enumerate(document.value["norms"]):
        if norm["id"] in seen:
            yield ("norms", index, "id"), f"la norma «{norm['id']}» está repetida."
        seen.add(norm["id"])
        for key in ("title", "url"):
            if not norm.get(key):
                yield ("norms", index), f"a la norma «{norm['id']}» le falta «{key}»."


def _composition(document: Document) -> Iterator[Told]:
    if document.name.endswith("/quorum.yaml"):
        if document.value["rounding"] not in ROUNDINGS:
            yield ("rounding",), f"debe ser uno de: {', '.join(ROUNDINGS)}."
        return
    for index, regime in enumerate(document.value["regimes"]):
        path: Path = ("regimes", index)
        if regime["quorum"] not in QUORUMS:
            yield (*path, "quorum"), f"debe ser uno de: {', '.join(QUORUMS)}."
        for place, seat in enumerate(regime["seats"]):
            if seat.get("varies", VARIES[0]) not in VARIES:
                yield (*path, "seats", place), f"«varies» debe ser uno de: {', '.join(VARIES)}."
            if not seat["name"]:
                yield (*path, "seats", place), "el asiento no dice de quién es."


def _unverified(document: Document) -> Iterator[Told]:
    for index, item in enumerate(document.value["committees"]):
        if not re.fullmatch(COMMITTEE, item["committee"]):
            yield ("committees", index, "committee"), "no es el código de un comité."
        if not item["why"]:
            yield ("committees", index), "falta por qué no se sabe si debe existir («why»)."


def _pending(document: Document) -> Iterator[Told]:
    for index, item in enumerate(document.value["norms"]):
        if not isinstance(item["leida"], bool):
            yield ("norms", index, "leida"), "diga true si se leyó su texto o false si no."
        elif not item["leida"] and not item.get("known"):
            yield ("norms", index), "no se ha leído: falta decir cómo se sabe de ella («known»)."


CHECKS: Final = {
    UNVERIFIED: _unverified,
    PENDING: _pending,
    "composition": _composition,
    "calendar": _calendar,
    "terms.yaml": _terms,
    "rollup.yaml": _roll_up,
    "act_kinds.yaml": _act_kinds,
    "norms.yaml": _norms,
}
