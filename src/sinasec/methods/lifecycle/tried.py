"""Every move in every state by every role, asked: what can happen, and how much cannot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sinasec.methods.law import Calendar
from sinasec.methods.lifecycle.clocks import Term
from sinasec.methods.lifecycle.history import Event, Life, life_of
from sinasec.methods.lifecycle.lifecycle import Lifecycle, Move
from sinasec.methods.lifecycle.moves import can_move
from sinasec.methods.lifecycle.ways import ways

DAY: Final = date(2024, 3, 4)
EVERY_DAY: Final = Calendar({}, frozenset(range(2024, 2034)))
SOME: Final = Term(5, working=False)  # for the clocks whose term each thing says


@dataclass(frozen=True, slots=True)
class Tried:
    """`state`: "" before the life begins. `legal`: whether that role may ever make it there."""

    state: str
    move: str
    role: str
    legal: bool


def every_try(lifecycle: Lifecycle) -> Iterator[Tried]:
    """With every condition met, its document brought, and before and after each clock is over."""
    for state, way in ways(lifecycle).items():
        life = _life(lifecycle, way)
        for move in lifecycle.moves:
            for role in lifecycle.roles:
                yield Tried(state, move.code, role.code, _lets(life, move, role.code))


def _life(lifecycle: Lifecycle, way: tuple[Move, ...]) -> Life:
    events = [Event(move.code, DAY, move.who[0], move.document) for move in way]
    return life_of(lifecycle, events, EVERY_DAY, {each.code: SOME for each in lifecycle.clocks})


def _lets(life: Life, move: Move, role: str) -> bool:
    met = {guard.code: True for guard in life.lifecycle.guards}
    said = {word.code: "" for word in life.lifecycle.words}
    ends = [run.due for run in life.runs if run.due]
    return any(
        can_move(life, move.code, by=role, on=on, document="x", guards=met, words=said)
        for on in {DAY, *(end + timedelta(days=1) for end in ends)}
    )
