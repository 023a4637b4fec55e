"""Follow one worked case of a life-cycle with the same functions that follow a real thing."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sinasec.definitions.lifecycles.loading import term_of
from sinasec.methods.law import Calendar
from sinasec.methods.lifecycle import Event, IllegalMove, Life, Lifecycle, life_of, possible
from sinasec.methods.lifecycle.moves import check_move
from sinasec.methods.words import day_words, listed

Case = Mapping[str, Any]


def differences(lifecycle: Lifecycle, case: Case, calendar: Calendar) -> Iterator[str]:
    """One sentence for each thing that came out otherwise; none when the case holds.

    Raises KeyError for a name that the life-cycle has not.
    """
    expected: Mapping[str, Any] = case["expect"]
    terms = {code: term_of(one) for code, one in case.get("terms", {}).items()}
    events = [
        Event(one["move"], one["on"], one["by"], one.get("document", ""), one.get("first"))
        for one in case["events"]
    ]
    try:
        life = life_of(lifecycle, events, calendar, terms)
    except IllegalMove as refused:
        if str(refused) != expected.get("impossible"):
            yield f"los sucesos no son posibles: {refused}"
        return
    if "impossible" in expected:
        yield "los sucesos son posibles, y el caso espera que no"
    yield from _state(life, expected)
    yield from _running(life, expected)
    yield from _can(life, case)
    yield from _refused(life, case)


def _state(life: Life, expected: Mapping[str, Any]) -> Iterator[str]:
    found = life.state.code if life.state else "ninguno"
    if expected.get("state", found) != found:
        yield f"estado: se esperaba «{expected['state']}» y resultó «{found}»"


def _running(life: Life, expected: Mapping[str, Any]) -> Iterator[str]:
    found: dict[str, date | None] = {run.clock.code: run.due for run in life.running}
    if expected.get("running", found) != found:
        yield f"plazos: se esperaba {_days(expected['running'])} y resultó {_days(found)}"


def _days(clocks: Mapping[str, date | None]) -> str:
    said = [
        f"«{code}» hasta el {day_words(due) if due else 'día que no se sabe'}"
        for code, due in clocks.items()
    ]
    return listed(said) or "ninguno"


def _asked(life: Life, case: Case) -> dict[str, Any]:
    met = {guard.code: True for guard in life.lifecycle.guards} | dict(case.get("guards", {}))
    said = {word.code: "…" for word in life.lifecycle.words} | dict(case.get("words", {}))
    return {"on": case["on"], "guards": met, "words": said}


def _can(life: Life, case: Case) -> Iterator[str]:
    for role, expected in case["expect"].get("can", {}).items():
        life.lifecycle.role(role)
        every = possible(life, by=role, **_asked(life, case))
        found = [one.move.code for one in every if not one.why_not]
        if sorted(expected) != sorted(found):
            yield f"{role} puede: se esperaba {_codes(expected)} y resultó {_codes(found)}"


def _codes(codes: list[str]) -> str:
    return listed([f"«{code}»" for code in codes]) or "nada"


def _refused(life: Life, case: Case) -> Iterator[str]:
    refused = case["expect"].get("refused")
    if refused is None:
        return
    move = life.lifecycle.move(refused["move"])
    try:
        check_move(life, move.code, by=refused["by"], document=move.document, **_asked(life, case))
    except IllegalMove as error:
        if str(error) != " ".join(refused["says"].split()):
            yield f"«{move.code}» se negó con otras palabras: {error}"
    else:
        yield f"«{move.code}» se permitió, y el caso espera que se niegue"
