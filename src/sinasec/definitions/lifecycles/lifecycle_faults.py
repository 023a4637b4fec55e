"""What the schema cannot see in a life-cycle: names nobody declared, and what must be proved."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from string import Formatter
from typing import Any, Final

from sinasec.definitions.documents import Path as Place
from sinasec.definitions.undeclared import undeclared
from sinasec.methods.lifecycle import Lifecycle, Move
from sinasec.methods.lifecycle.moves import LAST_DAY
from sinasec.methods.lifecycle.refusing import THING
from sinasec.methods.lifecycle.ways import (
    endless,
    left_running,
    started_twice,
    stopped_in_vain,
    unrun,
    ways,
)
from sinasec.methods.words import listed

Told = tuple[Place, str]
LISTS: Final = (
    "words", "roles", "states", "guards", "documents", "audiences", "clocks", "moves",
)  # fmt: skip
NAMED_BY_A_MOVE: Final = {
    # key of a move -> the list that declares it, and what it is
    "from": ("states", "el estado"),
    "to": ("states", "el estado"),
    "who": ("roles", "el rol"),
    "guards": ("guards", "la condición"),
    "document": ("documents", "el documento"),
    "starts": ("clocks", "el plazo"),
    "stops": ("clocks", "el plazo"),
    "tells": ("audiences", "el destinatario"),
}
USED: Final = {
    # a list of which each must be used -> what one is, and the keys of a move that use it
    "roles": ("el rol", ("who",)),
    "guards": ("la condición", ("guards",)),
    "documents": ("el documento", ("document",)),
    "audiences": ("el destinatario", ("tells",)),
    "clocks": ("el plazo", ("starts",)),
}


def named_faults(spec: Mapping[str, Any], act_kinds: Iterable[str]) -> Iterator[Told]:
    """Names that are said twice, that nobody declared or that nobody uses."""
    yield from _repeated(spec)
    known = {name: [one["code"] for one in spec.get(name, ())] for name in LISTS}
    for index, state in enumerate(spec["states"]):
        yield from _named("el rol", state["owner"], known["roles"], ("states", index, "owner"))
    for index, guard in enumerate(spec.get("guards", ())):
        if "clock" in guard:
            place = ("guards", index, "clock")
            yield from _named("el plazo", guard["clock"], known["clocks"], place)
        told = (THING, LAST_DAY) if "clock" in guard else (THING,)
        yield from _template(spec, guard["refusal"], told, ("guards", index, "refusal"))
    for index, move in enumerate(spec["moves"]):
        yield from _of_move(spec, move, ("moves", index), known, act_kinds)
    for name, (what, keys) in USED.items():
        yield from _unused(spec, name, what, keys)


def _repeated(spec: Mapping[str, Any]) -> Iterator[Told]:
    for name in LISTS:
        seen: set[str] = set()
        for index, one in enumerate(spec.get(name, ())):
            if one["code"] in seen:
                yield (name, index, "code"), f"«{one['code']}» ya está en la lista."
            seen.add(one["code"])


def _named(what: str, code: str, known: Collection[str], place: Place) -> Iterator[Told]:
    if code not in known:
        yield place, undeclared(what, code, known)


def _of_move(
    spec: Mapping[str, Any],
    move: Mapping[str, Any],
    place: Place,
    known: Mapping[str, Collection[str]],
    act_kinds: Iterable[str],
) -> Iterator[Told]:
    for key, (name, what) in NAMED_BY_A_MOVE.items():
        said = move.get(key, ())
        for index, code in enumerate([said] if isinstance(said, str) else said):
            at = (*place, key) if isinstance(said, str) else (*place, key, index)
            yield from _named(what, code, known[name], at)
    if "from" not in move and "to" not in move:
        yield place, "un paso con que empieza la vida dice en qué estado la deja («to»)."
    if "act" in move and move["act"] not in act_kinds:
        yield (
            (*place, "act"),
            undeclared("la clase de acto", move["act"], list(act_kinds), "act_kinds.yaml"),
        )
    for index, one in enumerate(move.get("refused_in", ())):
        at = (*place, "refused_in", index)
        yield from _named("el estado", one["state"], known["states"], (*at, "state"))
        if one["state"] in move.get("from", ()):
            yield (*at, "state"), f"el paso se puede dar en «{one['state']}»: ahí no se niega."
        yield from _template(spec, one["says"], (THING,), (*at, "says"))


def _template(
    spec: Mapping[str, Any], text: str, always: tuple[str, ...], place: Place
) -> Iterator[Told]:
    """A refusal names between braces only what whoever asks will say, and nothing of it."""
    known = (*always, *(one["code"] for one in spec.get("words", ())))
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        yield place, "tiene una llave suelta: lo que va entre llaves es una palabra, «{thing}»."
        return
    for _, name, form, conversion in parts:
        if name is not None and (name not in known or form or conversion):
            braced = listed([f"«{{{one}}}»" for one in known])
            yield place, f"«{{{name}}}» no es de las palabras que se pueden decir: {braced}."


def _unused(spec: Mapping[str, Any], name: str, what: str, keys: tuple[str, ...]) -> Iterator[Told]:
    said: set[str] = set()
    for move in spec["moves"]:
        for key in keys:
            value = move.get(key, ())
            said |= {value} if isinstance(value, str) else set(value)
    for index, one in enumerate(spec.get(name, ())):
        if one["code"] not in said:
            yield (name, index), f"{what} «{one['code']}» no se usa en ningún paso."


def proof_faults(lifecycle: Lifecycle) -> Iterator[Told]:
    """What is proved: each state can be come to, each life can end, and no clock outlives it."""
    moves = {move.code: index for index, move in enumerate(lifecycle.moves)}
    states = {state.code: index for index, state in enumerate(lifecycle.states)}
    if not lifecycle.leaving(""):
        yield ("moves",), "ningún paso empieza la vida: al menos uno va sin «from»."
        return
    reached = ways(lifecycle)
    for state in lifecycle.states:
        if state.code not in reached:
            yield ("states", states[state.code]), f"a «{state.code}» no se llega por ningún paso."
    yield from _ends(lifecycle, states, moves)
    for end, clock, way in left_running(lifecycle):
        told = _way(way)
        message = f"se llega a «{end}» con el plazo «{clock}» corriendo ({told}): falta «stops»."
        yield ("moves", moves[way[-1].code]), message
    for move, clock in sorted(started_twice(lifecycle)):
        message = f"inicia «{clock}», que ya puede estar corriendo: deténgalo con «stops»."
        yield ("moves", moves[move], "starts"), message
    for move, clock in sorted(stopped_in_vain(lifecycle)):
        message = f"detiene «{clock}», que ahí nunca corre."
        yield ("moves", moves[move], "stops"), message
    for move, guard in sorted(unrun(lifecycle)):
        message = f"«{guard}» pregunta por un plazo que puede no haber corrido todavía."
        yield ("moves", moves[move], "guards"), message


def _ends(
    lifecycle: Lifecycle, states: Mapping[str, int], moves: Mapping[str, int]
) -> Iterator[Told]:
    ends = [state.code for state in lifecycle.states if state.end]
    if not ends:
        yield ("states",), "ningún estado es un final: marque al menos uno con «end: true»."
        return
    for code in sorted(endless(lifecycle)):
        yield ("states", states[code]), f"desde «{code}» no se llega a ningún final."
    for move in lifecycle.moves:
        out = [origin for origin in move.origins if origin in ends and move.to not in ("", origin)]
        if out:
            message = f"sale de «{out[0]}», que es un final: quítele «end» o quite el paso."
            yield ("moves", moves[move.code], "from"), message


def _way(way: tuple[Move, ...]) -> str:
    return " → ".join(move.code for move in way)
