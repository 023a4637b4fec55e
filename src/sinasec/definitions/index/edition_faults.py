"""What the schema cannot see of an edition: names that lead nowhere, a tree that is none."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as Folder
from typing import Any, Final

from sinasec.definitions.documents import Path
from sinasec.definitions.schema_faults import departures
from sinasec.definitions.undeclared import undeclared
from sinasec.methods.composite import Recipe, RecipeFaults
from sinasec.methods.risk.editions.edition import Peer
from sinasec.methods.risk.editions.elements import FORMS, levels
from sinasec.methods.risk.editions.variants import UnknownChange, changed

Told = tuple[Path, str]
Plain = Mapping[str, Any]

SCHEMA: Final = Folder(__file__).parent / "schema" / "index-edition.schema.json"


def edition_faults(spec: Plain) -> list[Told]:
    """Path and sentence of each fault of an edition that keeps the schema."""
    found = [*_approval(spec), *_repeated(spec), *_tree(spec), *_norms(spec), *_inputs(spec)]
    found += [*_recipe(spec["recipe"]), *_probabilities(spec), *_looked_at(spec), *_peers(spec)]
    return found or list(_variants(spec))


def _approval(spec: Plain) -> Iterator[Told]:
    if not spec["ejemplo"] and "approved_by" not in spec:
        yield (
            ("ejemplo",),
            "una edición que no es de ejemplo dice en «approved_by» qué norma la aprueba.",
        )


def _repeated(spec: Plain) -> Iterator[Told]:
    lists = (("norms", "id"), ("elements", "code"), ("variants", "code"), ("peers", "code"))
    for name, key in lists:
        seen = Counter(item[key] for item in spec[name])
        for place, item in enumerate(spec[name]):
            if seen[item[key]] > 1:
                yield (name, place, key), f"«{item[key]}» está {seen[item[key]]} veces."


def _tree(spec: Plain) -> Iterator[Told]:
    elements: Sequence[Plain] = spec["elements"]
    codes = [each["code"] for each in elements]
    roots = [place for place, each in enumerate(elements) if not each.get("parent")]
    if len(roots) != 1:
        yield ("elements",), f"un solo elemento va sin «parent», el índice; hay {len(roots)}."
        return
    strays = list(_strays(elements, codes))
    if strays or _has_cycle(elements):
        yield from strays or [(("elements",), "hay elementos que son parte de sí mismos.")]
        return
    yield from _leaves(elements)


def _strays(elements: Sequence[Plain], codes: Sequence[str]) -> Iterator[Told]:
    for place, each in enumerate(elements):
        if each.get("parent") and each["parent"] not in codes:
            yield ("elements", place, "parent"), undeclared("el elemento", each["parent"], codes)


def _has_cycle(elements: Sequence[Plain]) -> bool:
    parents = {each["code"]: each.get("parent", "") for each in elements}
    for code in parents:
        seen: set[str] = set()
        while code:
            if code in seen:
                return True
            seen.add(code)
            code = parents[code]
    return False


def _leaves(elements: Sequence[Plain]) -> Iterator[Told]:
    parents = {each.get("parent") for each in elements}
    height = levels((each["code"], each.get("parent", "")) for each in elements)
    for place, each in enumerate(elements):
        path: Path = ("elements", place)
        has_children = each["code"] in parents
        if has_children and "input" in each:
            yield (*path, "input"), "un elemento con partes no lleva «input»: sale de ellas."
        if not has_children and "input" not in each:
            yield path, "nada forma parte de este elemento, y no dice de dónde sale («input»)."
        if each.get("parent") and height[each["parent"]] != height[each["code"]] + 1:
            message = f"«{each['parent']}» reúne partes de distinto nivel: iguale su profundidad."
            yield (*path, "parent"), message


def _norms(spec: Plain) -> Iterator[Told]:
    known = [norm["id"] for norm in spec["norms"]]
    cited: list[tuple[Path, str]] = [(("top_norm", "id"), spec["top_norm"]["id"])]
    for place, each in enumerate(spec["elements"]):
        cited.append((("elements", place, "norm", "id"), each["norm"]["id"]))
    for path, name in cited:
        if name not in known:
            yield path, undeclared("la norma", name, known)


def _inputs(spec: Plain) -> Iterator[Told]:
    for place, each in enumerate(spec["elements"]):
        held = each.get("input")
        if held is not None:
            yield from _input(held, ("elements", place, "input"))


def _input(held: Plain, path: Path) -> Iterator[Told]:
    origin = held["from"]
    wanted = {"reports": "kinds", "indicators": "indicator"}.get(origin)
    if held["form"] not in FORMS[origin]:
        allowed = ", ".join(FORMS[origin])
        yield (*path, "form"), f"de «{origin}» se admite: {allowed}."
    if wanted and wanted not in held:
        yield path, f"falta la clave «{wanted}», que «{origin}» necesita."
    for key in ("kinds", "indicator"):
        if key in held and key != wanted:
            yield (*path, key), f"la clave «{key}» no va con «{origin}»."


def _recipe(recipe: Plain) -> Iterator[Told]:
    try:
        Recipe.from_mapping(recipe)
    except RecipeFaults as refused:
        for fault in refused.faults:
            yield ("recipe", *_path(fault.where)), fault.message


def _path(where: str) -> Path:
    """`steps[2].method` as a path; what is written counts from 1."""
    found = re.findall(r"([^.\[\]]+)|\[(\d+)\]", where)
    return tuple(name or int(number) - 1 for name, number in found)


def _probabilities(spec: Plain) -> Iterator[Told]:
    low, high = spec["uncertainty"]["contested"]
    if low >= high:
        path = ("uncertainty", "contested")
        yield path, "la primera probabilidad debe ser menor que la segunda."
    base = spec["sensitivity"]["base"]
    if base & (base - 1):
        yield ("sensitivity", "base"), f"debe ser una potencia de dos (64, 128, …), y dice {base}."


def _looked_at(spec: Plain) -> Iterator[Told]:
    known = [each["code"] for each in spec["elements"]]
    for place, code in enumerate(spec["spatial"]["elements"]):
        if code not in known:
            yield ("spatial", "elements", place), undeclared("el elemento", code, known)


def _peers(spec: Plain) -> Iterator[Told]:
    """Every district must be of one kind, and of one only."""
    for place, peer in enumerate(spec["peers"]):
        if peer.get("from", 0) >= peer.get("below", float("inf")):
            yield ("peers", place), "la banda termina antes de empezar."
    peers = [Peer.from_mapping(each) for each in spec["peers"]]
    edges = {0} | {peer[key] for peer in spec["peers"] for key in ("from", "below") if key in peer}
    for capital in (True, False):
        for population in sorted(edges):
            found = [p.code for p in peers if p.has(capital=capital, population=population)]
            if len(found) != 1:
                yield ("peers",), _not_one(found, capital, population)


def _not_one(found: Sequence[str], capital: bool, population: int) -> str:
    what = "una capital de provincia" if capital else "un distrito que no es capital"
    count = f"es de {len(found)} clases ({', '.join(found)})" if found else "no es de ninguna clase"
    return f"{what} de {population} habitantes {count}: las bandas se tocan sin cruzarse."


def _variants(spec: Plain) -> Iterator[Told]:
    """Each variant must be an edition too; only its first fault is told."""
    for place, variant in enumerate(spec["variants"]):
        path: Path = ("variants", place, "change")
        try:
            other = changed(spec, variant["change"])
        except UnknownChange as refused:
            yield path, str(refused)
            continue
        alone = {**other, "variants": []}
        if faults := [*departures(alone, SCHEMA)] or edition_faults(alone):
            yield path, f"con ese cambio la edición no vale: {faults[0][1]}"
