"""A life-cycle as a drawing: a box for each state with the moves that leave it, and their lines.

An SVG file of its own, for the manual: the same bytes for the same life-cycle.
"""

from html import escape

from sinasec.methods.lifecycle import Lifecycle, Move
from sinasec.methods.words import listed
from sinasec.web.charts.flow import State, Way, flow
from sinasec.web.charts.sheet import with_attributes

LETTERS = "system-ui, sans-serif"


def drawing(life: Lifecycle) -> str:
    """The text of an SVG file."""
    drawn = flow([_beginning(life), *(_state(life, state) for state in life.states)])
    _, _, width, height = drawn.box
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="t d" font-family="{LETTERS}">',
        f'<title id="t">{escape(f"Vida de {life.thing}")}</title>',
        f'<desc id="d">{escape(told(life))}</desc>',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        with_attributes(drawn.parts).replace("><", ">\n<"),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def told(life: Lifecycle) -> str:
    """What the drawing says, for whoever does not see it."""
    names = {state.code: state.name for state in life.states}
    said = [
        f"De {listed([names[one] for one in move.origins])} a {names[move.to]}: {move.name}."
        if move.origins and move.to
        else f"En {listed([names[one] for one in move.origins])}: {move.name}."
        if move.origins
        else f"Empieza en {names[move.to]}: {move.name}."
        for move in life.moves
    ]
    return " ".join(said)


def _beginning(life: Lifecycle) -> State:
    return State("", "Comienzo", "", _ways(life, ""))


def _state(life: Lifecycle, state) -> State:
    owner = f"la tiene {life.role(state.owner).name}"
    below = f"{owner}; es un final" if state.end else owner
    return State(state.code, state.name, below, _ways(life, state.code), end=state.end)


def _ways(life: Lifecycle, code: str) -> tuple[Way, ...]:
    return tuple(Way(_said(life, move), move.to) for move in life.leaving(code))


def _said(life: Lifecycle, move: Move) -> str:
    return f"{move.name} ({listed([life.role(code).name for code in move.who])})"
