"""The life of a thing as data: its state is computed from its events, and no move is free.

A `Lifecycle` says the states, who has each, the moves between them, who may make each and on what
conditions, and the clocks that they start and stop. It knows nothing of any thing in particular.
"""

from sinasec.methods.lifecycle.clocks import Clock, ClockRun, Term
from sinasec.methods.lifecycle.history import Event, Life, life_of
from sinasec.methods.lifecycle.lifecycle import (
    Audience,
    Demanded,
    Guard,
    Lifecycle,
    Move,
    Role,
    State,
    Word,
)
from sinasec.methods.lifecycle.moves import (
    Possible,
    UnknownDue,
    can_move,
    check_move,
    possible,
)
from sinasec.methods.lifecycle.refusing import IllegalMove
from sinasec.methods.lifecycle.tried import Tried, every_try

__all__ = [
    "Audience",
    "Clock",
    "ClockRun",
    "Demanded",
    "Event",
    "Guard",
    "IllegalMove",
    "Life",
    "Lifecycle",
    "Move",
    "Possible",
    "Role",
    "State",
    "Term",
    "Tried",
    "UnknownDue",
    "Word",
    "can_move",
    "check_move",
    "every_try",
    "life_of",
    "possible",
]
