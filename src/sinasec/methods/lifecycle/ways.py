"""Which states a life can come to, and by which moves: what a life-cycle must be proved of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sinasec.methods.lifecycle.lifecycle import Lifecycle, Move

BEFORE = ""  # the place of a life that has not begun


@dataclass(frozen=True, slots=True)
class Place:
    """A state, the clocks that run in it and those that ran, on some way; `way`: a shortest one."""

    state: str
    running: frozenset[str]
    ran: frozenset[str]
    way: tuple[Move, ...]


def places(lifecycle: Lifecycle) -> tuple[Place, ...]:
    """Every place that a life can come to, nearest first; the first is before it begins."""
    waiting = [Place(BEFORE, frozenset(), frozenset(), ())]
    found = {(BEFORE, frozenset[str](), frozenset[str]())}
    for here in waiting:
        for move in lifecycle.leaving(here.state):
            running = (here.running - set(move.stops)) | set(move.starts)
            there = move.reaches(here.state), running, here.ran | set(move.starts)
            if there not in found:
                found.add(there)
                waiting.append(Place(*there, (*here.way, move)))
    return tuple(waiting)


def ways(lifecycle: Lifecycle) -> Mapping[str, tuple[Move, ...]]:
    """State -> a shortest way to it, of those that some life comes to; "": before it begins."""
    found: dict[str, tuple[Move, ...]] = {}
    for place in places(lifecycle):
        found.setdefault(place.state, place.way)
    return found


def endless(lifecycle: Lifecycle) -> frozenset[str]:
    """The states from which no end can be come to."""
    ending = {state.code for state in lifecycle.states if state.end}
    grown = True
    while grown:
        before = {
            origin for move in lifecycle.moves if move.to in ending for origin in move.origins
        }
        grown = not before <= ending
        ending |= before
    return frozenset(state.code for state in lifecycle.states) - ending


def left_running(lifecycle: Lifecycle) -> Iterator[tuple[str, str, tuple[Move, ...]]]:
    """The ends that a life comes to with a clock that nothing stopped: end, clock, the way."""
    ends = {state.code for state in lifecycle.states if state.end}
    told: set[tuple[str, str]] = set()
    for place in places(lifecycle):
        for clock in sorted(place.running if place.state in ends else ()):
            if (place.state, clock) not in told:
                told.add((place.state, clock))
                yield place.state, clock, place.way


def started_twice(lifecycle: Lifecycle) -> frozenset[tuple[str, str]]:
    """Move and clock, where it starts one that may be running and does not stop it."""
    return frozenset(
        (move.code, clock)
        for place in places(lifecycle)
        for move in lifecycle.leaving(place.state)
        for clock in move.starts
        if clock in place.running and clock not in move.stops
    )


def stopped_in_vain(lifecycle: Lifecycle) -> frozenset[tuple[str, str]]:
    """Move and clock, where it stops one that on no way is running."""
    can = {
        (move.code, clock)
        for place in places(lifecycle)
        for move in lifecycle.leaving(place.state)
        for clock in place.running
    }
    asked = {(move.code, clock) for move in lifecycle.moves for clock in move.stops}
    return frozenset(asked - can)


def unrun(lifecycle: Lifecycle) -> frozenset[tuple[str, str]]:
    """Move and guard, where the clock that decides it has not run on some way to the move."""
    clocks = {guard.code: guard.clock for guard in lifecycle.guards if guard.clock}
    return frozenset(
        (move.code, guard)
        for place in places(lifecycle)
        for move in lifecycle.leaving(place.state)
        for guard in move.guards
        if guard in clocks and clocks[guard] not in place.ran
    )
