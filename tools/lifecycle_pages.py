"""The chapter of the manual on the life of each thing, from its definition."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sinasec.counted import counted
from sinasec.definitions.lifecycles import lifecycles
from sinasec.definitions.lifecycles.loading import HERE, documents_in
from sinasec.methods.lifecycle import Clock, Lifecycle, Move, every_try
from sinasec.methods.lifecycle.moves import LAST_DAY
from sinasec.methods.lifecycle.refusing import THING
from sinasec.methods.words import day_words, listed
from tools.lifecycle_drawing import drawing

CHAPTER = "vidas.md"


def chapters() -> dict[str, str]:
    """File name -> text: the chapter and its drawings."""
    lives = list(lifecycles().values())
    drawn = {_drawing(life): drawing(life) for life in lives}
    return {CHAPTER: "\n".join(_chapter(lives)) + "\n", **drawn}


def _drawing(life: Lifecycle) -> str:
    return f"img/vida-{life.code}.svg"


def _chapter(lives: Iterable[Lifecycle]) -> Iterator[str]:
    cases = {one.value["code"]: one.value["cases"] for one in documents_in(HERE)}
    yield "# La vida de cada cosa"
    yield ""
    yield (
        "Generado de `definitions/lifecycles/`: cada caso de esta página corre como prueba, y las "
        "frases con que se niega un paso son las que dicen las órdenes."
    )
    yield ""
    yield (
        "El estado de una cosa se calcula de lo que le pasó: nadie lo escribe. Antes de usar una "
        "definición se demuestra que a cada estado se llega, que desde cada uno hay un final, que "
        "cada paso es de alguien y que ningún plazo queda corriendo. Cómo se añade otra: "
        "[la vida de una cosa](../como/vida.md)."
    )
    for life in lives:
        yield from _life(life, cases[life.code])


def _life(life: Lifecycle, cases: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    tried = list(every_try(life))
    legal = sum(one.legal for one in tried)
    yield from ("", f"## {life.name}", "", f"`{life.code}` · {life.plain}", "")
    yield f"![Los estados y los pasos de {life.thing}; las tablas dicen lo mismo]({_drawing(life)})"
    yield ""
    yield (
        f"De {len(tried)} movimientos posibles ({counted(len(life.states), 'estado', 'estados')} y "
        f"el comienzo, por {counted(len(life.moves), 'paso', 'pasos')}, por "
        f"{counted(len(life.roles), 'rol', 'roles')}), {legal} son legales; los otros "
        f"{len(tried) - legal} se rechazan. Una prueba los intenta todos."
    )
    yield from _table(
        ("estado", "quién la tiene", "qué quiere decir"),
        (
            (f"{one.name}{' (final)' if one.end else ''}", life.role(one.owner).name, one.plain)
            for one in life.states
        ),
    )
    yield from _table(
        ("paso", "desde", "queda en", "quién", "condiciones", "pide", "plazos", "acto", "se avisa"),
        (_move(life, one) for one in life.moves),
    )
    if life.clocks:
        yield from _table(("plazo", "cuánto", "de dónde sale"), map(_clock, life.clocks))
    yield from _table(("paso", "cuando", "se contesta"), _refusals(life))
    yield from ("", "Casos resueltos:", "")
    yield from (f"- {one['says']}. Al {day_words(one['on'])}." for one in cases)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield from ("", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}")
    for row in rows:
        cells = (cell.replace("|", "\\|") for cell in row)
        yield f"| {' | '.join(cells)} |"


def _move(life: Lifecycle, move: Move) -> tuple[str, ...]:
    clocks = [f"inicia «{life.clock(code).name}»" for code in move.starts]
    clocks += [f"detiene «{life.clock(code).name}»" for code in move.stops]
    return (
        move.name,
        listed([life.state(code).name for code in move.origins]) or "el comienzo",
        life.state(move.to).name if move.to else "el mismo",
        listed([life.role(code).name for code in move.who]),
        " ".join(life.guard(code).plain for code in move.guards),
        life.document(move.document).name if move.document else "",
        "; ".join(clocks),
        f"`{move.act}`" if move.act else "",
        listed([life.audience(code).name for code in move.tells]),
    )


def _clock(clock: Clock) -> tuple[str, str, str]:
    if clock.term is None:
        much = clock.said_by
    else:
        kind = "hábiles" if clock.term.working else "calendario"
        much = f"{clock.term.days} días {kind}"
    return clock.name, much, f"{clock.source}{' *(ejemplo)*' if clock.example else ''}"


def _refusals(life: Lifecycle) -> Iterator[tuple[str, str, str]]:
    """What is of one thing is written by what it is."""
    words = {word.code: f"‹{word.name}›" for word in life.words}
    words |= {THING: f"‹{life.thing}›", LAST_DAY: "‹último día›"}
    for move in life.moves:
        for code in move.guards:
            guard = life.guard(code)
            yield move.name, f"no es así: «{guard.plain}»", guard.refusal.format_map(words)
        for state, says in move.refusals.items():
            yield move.name, f"está en {life.state(state).name}", says.format_map(words)
