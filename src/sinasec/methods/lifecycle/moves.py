"""May this move be made, here, by them, today? One function refuses with a sentence, one asks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sinasec.methods.lifecycle.history import Life
from sinasec.methods.lifecycle.lifecycle import Guard, Move
from sinasec.methods.lifecycle.refusing import (
    THING,
    IllegalMove,
    check_document,
    check_state,
    check_who,
)
from sinasec.methods.words import day_words

NO_WORDS: Final[Mapping[str, str]] = {}
NO_GUARDS: Final[Mapping[str, bool]] = {}
LAST_DAY: Final = "last_day"  # of the words of a refusal: of the clock of the guard that refuses


class UnknownDue(IllegalMove):
    """Nobody knows the last day of the clock that decides it."""


@dataclass(frozen=True, slots=True)
class Possible:
    """A move, and why it cannot be made; "" when it can."""

    move: Move
    why_not: str


def check_move(
    life: Life,
    move: str,
    *,
    by: str,
    on: date,
    document: str = "",
    guards: Mapping[str, bool] = NO_GUARDS,
    words: Mapping[str, str] = NO_WORDS,
) -> Move:
    """The move, when that role may make it on that day with that document.

    `guards`: whether each condition that no clock decides is met; `words`: what the refusals say
    of this thing. Raises `IllegalMove`; KeyError where a guard or a word that is needed was not
    given.
    """
    found = life.lifecycle.move(move)
    said = {THING: life.lifecycle.thing, **words}
    check_state(life.lifecycle, life.state, found, said)
    check_who(life.lifecycle, found, by)
    for code in found.guards:
        _check_guard(life, life.lifecycle.guard(code), on, guards, said)
    check_document(life.lifecycle, found, document)
    return found


def can_move(
    life: Life,
    move: str,
    *,
    by: str,
    on: date,
    document: str = "",
    guards: Mapping[str, bool] = NO_GUARDS,
    words: Mapping[str, str] = NO_WORDS,
) -> bool:
    """Whether `check_move` lets it."""
    try:
        check_move(life, move, by=by, on=on, document=document, guards=guards, words=words)
    except IllegalMove:
        return False
    return True


def possible(
    life: Life,
    *,
    by: str,
    on: date,
    guards: Mapping[str, bool] = NO_GUARDS,
    words: Mapping[str, str] = NO_WORDS,
) -> Iterator[Possible]:
    """Every move, and why that role cannot make it now; the document is theirs to bring."""
    for move in life.lifecycle.moves:
        brought = move.document
        try:
            check_move(life, move.code, by=by, on=on, document=brought, guards=guards, words=words)
        except IllegalMove as refused:
            yield Possible(move, str(refused))
        else:
            yield Possible(move, "")


def _check_guard(
    life: Life, guard: Guard, on: date, given: Mapping[str, bool], words: Mapping[str, str]
) -> None:
    if not guard.clock:
        if not given[guard.code]:
            raise IllegalMove(guard.refusal.format_map(words))
        return
    run = life.last_run(guard.clock)
    if run is None or run.due is None:
        name = life.lifecycle.clock(guard.clock).name
        raise UnknownDue(f"No se sabe hasta cuándo corre «{name}»: averígüelo antes de seguir.")
    if (on > run.due) != guard.over:
        raise IllegalMove(guard.refusal.format_map({**words, LAST_DAY: day_words(run.due)}))
