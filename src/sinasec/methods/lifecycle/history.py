"""From the events of a thing to its state: nothing else decides it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sinasec.methods.law import Calendar
from sinasec.methods.lifecycle.clocks import ClockRun, Term, run_of
from sinasec.methods.lifecycle.lifecycle import Lifecycle, Move, State
from sinasec.methods.lifecycle.refusing import (
    THING,
    IllegalMove,
    check_document,
    check_state,
    check_who,
)

NO_TERMS: Final[Mapping[str, Term]] = {}


@dataclass(frozen=True, slots=True)
class Event:
    """One move that was made. `by`: a role. `document`: which one, "" for none.

    `day`: the day on which it counts. `first_day`: the one it was registered with, where a later
    record corrected it.
    """

    move: str
    day: date
    by: str
    document: str = ""
    first_day: date | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """As it was first said, and its correction."""
        return (self.day,) if self.first_day is None else (self.first_day, self.day)


@dataclass(frozen=True, slots=True)
class Life:
    """Where a thing is. `state`: None before its life begins. `runs`: of clocks, as they began."""

    lifecycle: Lifecycle
    state: State | None = None
    runs: tuple[ClockRun, ...] = ()

    @property
    def running(self) -> tuple[ClockRun, ...]:
        """The runs that nothing stopped."""
        return tuple(run for run in self.runs if run.stopped is None)

    def last_run(self, clock: str) -> ClockRun | None:
        """The last time that the clock ran, or runs."""
        return next((run for run in reversed(self.runs) if run.clock.code == clock), None)


def life_of(
    lifecycle: Lifecycle,
    events: Iterable[Event],
    calendar: Calendar,
    terms: Mapping[str, Term] = NO_TERMS,
) -> Life:
    """Where those events, in their order, leave a thing.

    `terms`: clock -> its term, of those that each thing says for itself. Raises `IllegalMove` for
    events that no life has, and what `Term.last_day` does. Guards are of their own day: whoever
    made the move was asked them then, and they are not asked again.
    """
    life = Life(lifecycle)
    for event in events:
        life = _after(life, _made(life, event), event, calendar, terms)
    return life


def _made(life: Life, event: Event) -> Move:
    """The move of an event. Raises `IllegalMove` where no life can have made it there."""
    lifecycle = life.lifecycle
    found = next((each for each in lifecycle.moves if each.code == event.move), None)
    if found is None:
        raise IllegalMove(f"La vida «{lifecycle.code}» no tiene el paso «{event.move}».")
    # Not in the words of its refusals: those are of one thing, for whoever asks now.
    check_state(lifecycle, life.state, replace(found, refusals={}), {THING: lifecycle.thing})
    check_who(lifecycle, found, event.by)
    check_document(lifecycle, found, event.document)
    return found


def _after(
    life: Life, move: Move, event: Event, calendar: Calendar, terms: Mapping[str, Term]
) -> Life:
    held = tuple(
        run.stop(event.days) if run.stopped is None and run.clock.code in move.stops else run
        for run in life.runs
    )
    begun = tuple(
        run_of(life.lifecycle.clock(code), event.days, terms.get(code), calendar)
        for code in move.starts
    )
    there = life.lifecycle.state(move.to) if move.to else life.state
    return replace(life, state=there, runs=held + begun)
