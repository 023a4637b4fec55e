"""Why a move cannot be made, at any time: for its state, its role or its document."""

from collections.abc import Mapping
from typing import Final

from sinasec.methods.lifecycle.lifecycle import Lifecycle, Move, State
from sinasec.methods.words import listed

THING: Final = "thing"  # of the words of a refusal: how this very thing is called


class IllegalMove(ValueError):
    """A sentence: why that move cannot be made, and what can."""


def check_state(
    lifecycle: Lifecycle, state: State | None, move: Move, words: Mapping[str, str]
) -> None:
    """Raises `IllegalMove`, in the words of the life-cycle where it has them for that state."""
    here = state.code if state else ""
    if move.leaves(here):
        return
    if here in move.refusals:
        raise IllegalMove(move.refusals[here].format_map(words))
    start = words[THING]
    if start == lifecycle.thing:  # a code or a name is written as it is
        start = start[:1].upper() + start[1:]
    moves = [f"«{each.name}»" for each in lifecycle.leaving(here)]
    if state is None:
        begins = " o ".join(moves)
        raise IllegalMove(
            f"{start} todavía no empieza: antes de «{move.name}» hace falta {begins}."
        )
    then = listed(moves)
    rest = f"Lo que cabe es {then}." if then else "Ya no cabe ningún otro paso."
    raise IllegalMove(f"{start} está en «{state.name}»: no cabe «{move.name}». {rest}")


def check_who(lifecycle: Lifecycle, move: Move, by: str) -> None:
    """Raises `IllegalMove` for a role that may not."""
    if by not in move.who:
        asks = next((each.name for each in lifecycle.roles if each.code == by), f"«{by}»")
        may = listed([lifecycle.role(code).name for code in move.who])
        raise IllegalMove(f"«{move.name}» le toca a {may}, y lo pide {asks}.")


def check_document(lifecycle: Lifecycle, move: Move, document: str) -> None:
    """Raises `IllegalMove` where the document that it asks for is not given."""
    if move.document and not document.strip():
        name = lifecycle.document(move.document).name
        raise IllegalMove(f"Para «{move.name}» hace falta {name}.")
