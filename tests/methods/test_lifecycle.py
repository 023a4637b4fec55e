"""A life moves only as it is written: every move tried, and what is proved of it told twice."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinasec import definitions
from sinasec.definitions.lifecycles import lifecycles
from sinasec.methods.law import Calendar, CalendarGap
from sinasec.methods.lifecycle import (
    Clock,
    Event,
    Guard,
    IllegalMove,
    Lifecycle,
    Move,
    Role,
    State,
    Term,
    UnknownDue,
    Word,
    can_move,
    check_move,
    every_try,
    life_of,
    possible,
)
from sinasec.methods.lifecycle.ways import (
    BEFORE,
    endless,
    left_running,
    places,
    started_twice,
    stopped_in_vain,
    unrun,
    ways,
)

LIVES = list(lifecycles().values())
BY_CODE = [life.code for life in LIVES]
MONDAY = date(2026, 5, 4)
CALENDAR = definitions.load().calendar
TEN = Term(10, working=False)
DAYS = st.dates(date(2025, 1, 2), date(2026, 11, 30))


def moves_of(life: Lifecycle, way: Iterable[Move], day: date = MONDAY) -> list[Event]:
    return [Event(move.code, day, move.who[0], move.document) for move in way]


def terms(life: Lifecycle) -> dict[str, Term]:
    return {clock.code: TEN for clock in life.clocks}


def given_of(life: Lifecycle) -> dict[str, Mapping]:
    return {
        "guards": {guard.code: True for guard in life.guards},
        "words": {word.code: "…" for word in life.words},
    }


# -- every state, every move, every role


def written(life: Lifecycle) -> set[tuple[str, str, str]]:
    """What the table says, read one line after another."""
    return {
        (state, move.code, role)
        for move in life.moves
        for state in move.origins or ("",)
        for role in move.who
    }


@pytest.mark.parametrize("life", LIVES, ids=BY_CODE)
def test_of_all_the_moves_only_those_written_are_legal(life):
    tried = list(every_try(life))
    states = ["", *(state.code for state in life.states)]
    asked = product(states, [move.code for move in life.moves], [role.code for role in life.roles])
    assert {(one.state, one.move, one.role) for one in tried} == set(asked)
    assert len(tried) == len(states) * len(life.moves) * len(life.roles)
    assert {(one.state, one.move, one.role) for one in tried if one.legal} == written(life)


@pytest.mark.parametrize("life", LIVES, ids=BY_CODE)
def test_an_illegal_event_makes_no_history(life):
    refused = made = 0
    for state, way in ways(life).items():
        for move, role in product(life.moves, life.roles):
            events = [*moves_of(life, way), Event(move.code, MONDAY, role.code, move.document)]
            if (state, move.code, role.code) in written(life):
                there = life_of(life, events, CALENDAR, terms(life)).state
                assert there
                assert there.code == (move.to or state)
                made += 1
                continue
            with pytest.raises(IllegalMove, match=r"\.$"):
                life_of(life, events, CALENDAR, terms(life))
            refused += 1
    assert (made, made + refused) == (len(written(life)), len(list(every_try(life))))


@pytest.mark.parametrize("life", LIVES, ids=BY_CODE)
def test_a_move_without_its_document_is_refused(life):
    asking = [(way, move) for way, move in reachable(life) if move.document]
    assert asking
    for way, move in asking:
        events = [*moves_of(life, way), Event(move.code, MONDAY, move.who[0], "  ")]
        with pytest.raises(IllegalMove, match=life.document(move.document).name):
            life_of(life, events, CALENDAR, terms(life))


def reachable(life: Lifecycle) -> list[tuple[tuple[Move, ...], Move]]:
    return [(way, move) for state, way in ways(life).items() for move in life.leaving(state)]


def test_a_move_that_nobody_wrote_is_refused():
    with pytest.raises(IllegalMove, match="no tiene el paso «quemar»"):
        life_of(LIVES[0], [Event("quemar", MONDAY, "secretaria")], CALENDAR)


# -- histories against a slow and obvious twin


@st.composite
def histories(draw) -> tuple[Lifecycle, list[Event]]:
    life = draw(st.sampled_from(LIVES))
    event = st.builds(
        Event,
        st.sampled_from([move.code for move in life.moves]),
        DAYS,
        st.sampled_from([role.code for role in life.roles]),
        st.sampled_from(["", "un papel"]),
    )
    return life, draw(st.lists(event, max_size=6))


def slowly(life: Lifecycle, events: list[Event]) -> str | None:
    """The state in which they end; None where any is refused."""
    here = ""
    for event in events:
        fits = [
            move
            for move in life.moves
            if move.code == event.move
            and here in (move.origins or ("",))
            and event.by in move.who
            and (event.document or not move.document)
        ]
        if not fits:
            return None
        here = fits[0].to or here
    return here


@given(histories())
def test_a_history_ends_where_its_slow_twin_does(made):
    life, events = made
    expected = slowly(life, events)
    if expected is None:
        with pytest.raises(IllegalMove):
            life_of(life, events, CALENDAR, terms(life))
        return
    found = life_of(life, events, CALENDAR, terms(life)).state
    assert (found.code if found else "") == expected


@st.composite
def walks(draw) -> tuple[Lifecycle, list[Event]]:
    """Legal histories, as long as they like."""
    life = draw(st.sampled_from(LIVES))
    here, events = "", []
    for _ in range(draw(st.integers(0, 8))):
        leaving = life.leaving(here)
        move = draw(st.sampled_from(leaving)) if leaving else None
        if move is None:
            break
        events.append(Event(move.code, draw(DAYS), move.who[0], move.document))
        here = move.reaches(here)
    return life, events


@given(walks())
def test_no_clock_runs_at_an_end(made):
    life, events = made
    found = life_of(life, events, CALENDAR, terms(life))
    if found.state and found.state.end:
        assert not found.running


@given(walks(), DAYS, st.data())
def test_who_asks_and_who_refuses_agree(made, on, data):
    life, events = made
    found = life_of(life, events, CALENDAR, terms(life))
    role = data.draw(st.sampled_from([role.code for role in life.roles]))
    for one in possible(found, by=role, on=on, **given_of(life)):
        asked = {"by": role, "on": on, "document": "x", **given_of(life)}
        assert can_move(found, one.move.code, **asked) == (one.why_not == "")
        if one.why_not:
            with pytest.raises(IllegalMove) as refused:
                check_move(found, one.move.code, **asked)
            assert str(refused.value) == one.why_not
        else:
            assert check_move(found, one.move.code, **asked) == one.move


# -- clocks

STATES = (State("abierta", "Abierta", "ella", "."), State("cerrada", "Cerrada", "ella", ".", True))
EITHER = Guard("a-tiempo", ".", "Ya pasó el {last_day}.", "plazo", over=False)
GIVEN = Guard("conforme", ".", "{thing} no está conforme: {why}.")


def move(code: str, origins: tuple[str, ...] = (), to: str = "", **more) -> Move:
    none: dict = dict.fromkeys(("guards", "starts", "stops", "tells"), ())
    return Move(
        code, code.title(), origins, to, **({"who": ("ella",), "document": "", "act": "",
        "refusals": {}} | none | more)
    )  # fmt: skip


def with_clock(term: Term | None) -> Lifecycle:
    return Lifecycle(
        code="caso",
        name="Un caso",
        thing="el caso",
        plain=".",
        words=(Word("why", "por qué"),),
        roles=(Role("ella", "ella"),),
        states=STATES,
        guards=(EITHER, GIVEN),
        documents=(),
        audiences=(),
        clocks=(Clock("plazo", "Plazo", term, "", ".", False),),
        moves=(
            move("abrir", to="abierta", starts=("plazo",)),
            move("cerrar", ("abierta",), "cerrada", guards=("a-tiempo",), stops=("plazo",)),
            move("firmar", ("abierta",), guards=("conforme",)),
        ),
    )


TERMS = st.builds(Term, st.integers(1, 20), st.booleans())


@given(TERMS, DAYS, DAYS)
def test_a_correction_never_worsens(term, day, corrected):
    life = with_clock(term)
    said = life_of(life, [Event("abrir", day, "ella")], CALENDAR).runs[0]
    mended = life_of(life, [Event("abrir", corrected, "ella", first_day=day)], CALENDAR).runs[0]
    assert mended.started == said.started == day, "the first day is kept"
    assert mended.due >= said.due
    closing = Event("cerrar", corrected, "ella", first_day=day)
    [stopped] = life_of(life, [Event("abrir", day, "ella"), closing], CALENDAR).runs
    assert stopped.stopped == min(day, corrected)
    assert not (stopped.late and day <= said.due), "who was in time stays so"


@given(st.integers(1, 20), DAYS)
def test_a_term_ends_on_a_working_day_and_counts_none_that_is_closed(days, start):
    last = Term(days, working=True).last_day(start, CALENDAR)
    between = [start + timedelta(n) for n in range(1, (last - start).days + 1)]
    closed = [day for day in between if day.weekday() > 4 or day in CALENDAR.closed]
    assert len(between) - len(closed) == days
    assert last not in closed
    natural = Term(days, working=False).last_day(start, CALENDAR)
    assert natural >= start + timedelta(days)
    assert natural.weekday() < 5
    assert natural not in CALENDAR.closed


def test_a_holiday_decreed_later_moves_the_last_day_and_nothing_remembers_the_old_one():
    life, opened = with_clock(Term(3, working=True)), [Event("abrir", MONDAY, "ella")]
    closed = {**CALENDAR.closed, MONDAY + timedelta(2): "decretado"}
    decreed = Calendar(closed, CALENDAR.known_years)
    assert life_of(life, opened, CALENDAR).runs[0].due == date(2026, 5, 7)
    assert life_of(life, opened, decreed).runs[0].due == date(2026, 5, 8)


def test_a_year_without_a_calendar_is_not_guessed_of_working_days():
    opened = [Event("abrir", date(2050, 1, 3), "ella")]
    with pytest.raises(CalendarGap):
        life_of(with_clock(Term(3, working=True)), opened, CALENDAR)
    assert life_of(with_clock(TEN), opened, CALENDAR).runs[0].due == date(2050, 1, 13)


def test_a_clock_decides_until_its_last_day_and_not_after():
    life = life_of(with_clock(TEN), [Event("abrir", MONDAY, "ella")], CALENDAR)
    assert life.runs[0].late is None
    assert can_move(life, "cerrar", by="ella", on=date(2026, 5, 14))
    with pytest.raises(IllegalMove, match=r"^Ya pasó el 14 de mayo de 2026\.$"):
        check_move(life, "cerrar", by="ella", on=date(2026, 5, 15))


def test_a_clock_whose_term_nobody_knows_decides_nothing():
    life = life_of(with_clock(None), [Event("abrir", MONDAY, "ella")], CALENDAR)
    assert life.runs[0].due is None
    with pytest.raises(UnknownDue, match="No se sabe hasta cuándo corre «Plazo»"):
        check_move(life, "cerrar", by="ella", on=MONDAY)
    told = life_of(with_clock(None), [Event("abrir", MONDAY, "ella")], CALENDAR, {"plazo": TEN})
    assert told.runs[0].due == date(2026, 5, 14)


def test_a_condition_is_of_whoever_asks_and_never_taken_for_met():
    life = life_of(with_clock(TEN), [Event("abrir", MONDAY, "ella")], CALENDAR)
    asked = {"by": "ella", "on": MONDAY, "words": {"thing": "Este caso", "why": "falta un folio"}}
    assert can_move(life, "firmar", guards={"conforme": True}, **asked)
    with pytest.raises(IllegalMove, match=r"^Este caso no está conforme: falta un folio\.$"):
        check_move(life, "firmar", guards={"conforme": False}, **asked)
    with pytest.raises(KeyError, match="conforme"):
        check_move(life, "firmar", **asked)


# -- what is proved of a life-cycle, by brute force

CODES = ("a", "b", "c")
CLOCKS = ("p", "q")


@st.composite
def made_up(draw) -> Lifecycle:
    some = st.lists(st.sampled_from(CODES), unique=True, max_size=2)
    clocks = st.lists(st.sampled_from(CLOCKS), unique=True, max_size=2)
    many = draw(st.integers(1, 5))
    moves = tuple(
        move(
            f"m{n}",
            tuple(draw(some)) if n else (),
            draw(st.sampled_from(CODES)),
            starts=tuple(draw(clocks)),
            stops=tuple(draw(clocks)),
            guards=("a-tiempo",) if draw(st.booleans()) else (),
        )
        for n in range(many)
    )
    ends = draw(st.sets(st.sampled_from(CODES)))
    base = with_clock(TEN)
    return replace(
        base,
        states=tuple(State(code, code, "ella", ".", code in ends) for code in CODES),
        guards=(replace(EITHER, clock="p"),),
        clocks=tuple(replace(base.clocks[0], code=code) for code in CLOCKS),
        moves=moves,
    )


LONGEST = len(CODES) * 2 ** len(CLOCKS) + 1  # no place is farther


def walked(life: Lifecycle) -> set[tuple[str, frozenset[str], frozenset[str], str]]:
    """Every (state, clocks that run, clocks that ran, next move) of ways as long as need be."""
    seen, now = set(), {(BEFORE, frozenset(), frozenset())}
    for _ in range(LONGEST * 2):
        after = set()
        for state, running, ran in now:
            for one in life.moves:
                if one.leaves(state):
                    seen.add((state, running, ran, one.code))
                    still = (running - set(one.stops)) | set(one.starts)
                    after.add((one.reaches(state), still, ran | set(one.starts)))
        now = after
    return seen | {(state, running, ran, "") for state, running, ran in now}


def all_places(life: Lifecycle) -> set[tuple[str, frozenset[str]]]:
    found, waiting = set(), [(BEFORE, frozenset())]
    while waiting:
        state, running = waiting.pop()
        if (state, running) in found:
            continue
        found.add((state, running))
        for one in life.moves:
            if one.leaves(state):
                still = (running - set(one.stops)) | set(one.starts)
                waiting.append((one.reaches(state), still))
    return found


@settings(max_examples=400)
@given(made_up())
def test_what_is_proved_is_what_walking_finds(life):
    there = all_places(life)
    assert {(place.state, place.running) for place in places(life)} == there
    ends = {state.code for state in life.states if state.end}
    assert {(end, clock) for end, clock, _ in left_running(life)} == {
        (state, clock) for state, running in there if state in ends for clock in running
    }
    seen = walked(life)
    by_code = {one.code: one for one in life.moves}
    assert started_twice(life) == {
        (code, clock)
        for _, running, _, code in seen
        if code
        for clock in by_code[code].starts
        if clock in running and clock not in by_code[code].stops
    }
    asked = {(one.code, clock) for one in life.moves for clock in one.stops}
    can = {(code, clock) for _, running, _, code in seen for clock in running}
    assert stopped_in_vain(life) == asked - can
    assert unrun(life) == {
        (code, "a-tiempo")
        for _, _, ran, code in seen
        if code and by_code[code].guards and "p" not in ran
    }


@given(made_up())
def test_a_state_is_endless_when_no_walk_from_it_ends(life):
    ends = {state.code for state in life.states if state.end}

    def ending(state: str, left: int) -> bool:
        if state in ends:
            return True
        after = [one.reaches(state) for one in life.moves if state in one.origins]
        return left > 0 and any(ending(there, left - 1) for there in after)

    found = {code for code in CODES if not ending(code, len(CODES))}
    assert endless(life) == found


@given(made_up())
def test_the_way_to_a_place_leads_there(life):
    for place in places(life):
        found = life_of(life, moves_of(life, place.way), CALENDAR)
        assert (found.state.code if found.state else "") == place.state
        if not started_twice(life):
            assert sorted(run.clock.code for run in found.running) == sorted(place.running)
