"""A program that reads the facts otherwise than was judged says so, and shows what was judged."""

from dataclasses import replace
from datetime import date

from sinasec.methods.compliance import stages
from sinasec.methods.compliance.explanation import read_again
from sinasec.methods.compliance.explanation.explain import explained
from sinasec.methods.compliance.explanation.finding import Finding
from sinasec.methods.compliance.explanation.judged import Judged
from sinasec.methods.compliance.explanation.windows import Windows
from sinasec.methods.compliance.facts import Facts
from sinasec.methods.compliance.rollup import duty_lights
from sinasec.methods.compliance.since import OF_DUTY, with_light_from
from sinasec.methods.law import DayOfYear, Due, Edition
from tests.altered_rule import needs_no_constancia
from tests.methods.laws import (
    LATER,
    SESSIONS,
    act,
    committees,
    complete,
    duty,
    edition,
    facts,
    intervals_of,
    version,
)

CODE = "CODISEC-150102"
HORIZON = date(2024, 1, 1), date(2024, 6, 1)
DAY = date(2024, 3, 10)
LAW = edition(SESSIONS)


def published(given: Facts, law: Edition = LAW, horizon: tuple[date, date] = HORIZON) -> Judged:
    rows = intervals_of(law, committees(CODE), given, horizon)
    lights = with_light_from(duty_lights(rows, law.rollup), OF_DUTY)
    return Judged(rows.to_dicts(), lights.to_dicts(), edge=horizon[0])


def told(judged: Judged, given: Facts, day: date = DAY, law: Edition = LAW) -> Finding:
    row = committees(CODE).row(0, named=True)
    (found,) = explained(Windows(law), row, given, judged, as_of=day, known_at=LATER)
    return found


def test_the_light_published_stays_and_the_other_reading_is_told(monkeypatch):
    given = facts()
    judged = published(given)
    monkeypatch.setattr(stages, "STAGES", needs_no_constancia(stages.STAGES))
    found = told(judged, given)
    assert (found.light, found.state) == ("gris", "sin_informacion")
    assert found.otherwise == "lee «rojo, incumplido»"
    assert "No hay constancia de que el registro esté completo" in found.sentence


def test_by_the_same_rules_nothing_is_told():
    given = facts([act("a", date(2024, 3, 3))], completeness=[complete(HORIZON[0], DAY)])
    judged = published(given)
    for day in (date(2024, 2, 1), DAY, date(2024, 5, 15)):
        assert told(judged, given, day).otherwise == ""


def test_an_act_that_this_program_counts_and_the_judged_one_did_not_is_told():
    judged = published(facts(completeness=[complete(HORIZON[0], DAY)]))
    more = facts([act("a", date(2024, 2, 3))], completeness=[complete(HORIZON[0], DAY)])
    found = told(judged, more)
    assert (found.light, found.counted) == ("rojo", 0)
    assert found.otherwise == "lee «verde, cumplido en plazo»"
    assert "se contaron 0 de 1" in found.sentence


def test_another_count_with_the_same_light_is_told_too():
    law = edition(
        duty("sesion", "at_least", version(date(2019, 5, 10), per="two_months", count=2)),
    )
    known = [complete(HORIZON[0], DAY)]
    judged = published(facts(completeness=known), law)
    found = told(judged, facts([act("a", date(2024, 2, 3))], completeness=known), law=law)
    assert (found.light, found.state, found.counted) == ("rojo", "vencido", 0)
    assert found.otherwise == "cuenta 1 de 2 y no 0"


def test_a_period_that_the_definitions_do_not_draw_is_told_and_shown():
    given = facts(completeness=[complete(HORIZON[0], DAY)])
    judged = published(given)
    renamed = (
        [one | {"period": "2024-X1"} for one in judged.rows],
        [one | {"period": "2024-X1"} for one in judged.lights],
    )
    found = told(replace(judged, rows=renamed[0], lights=renamed[1]), given)
    assert (found.light, found.otherwise) == ("rojo", read_again.NO_SUCH_PERIOD)


def test_at_the_first_day_judged_a_light_may_be_older():
    given = facts(completeness=[complete(date(2023, 1, 1), DAY)])
    found = told(published(given), given, date(2024, 1, 20))
    assert (found.since, found.since_at_least) == (HORIZON[0], True)
    assert found.sentence.startswith("ROJO al menos desde el 1 de enero de 2024 · omisión legal.")


PLAN = duty(
    "plan",
    "by_date",
    version(date(2019, 5, 10), per="year", acts=("plan",), dues=(Due(on=DayOfYear(1, 15)),)),
    remedy="aprobar el plan",
)


def test_an_act_late_before_the_first_day_judged_turns_green_counting_from_its_own_day():
    given = facts([act("p", date(2024, 1, 20), "plan")], completeness=[complete(*HORIZON)])
    judged = published(given, edition(PLAN), (date(2024, 3, 1), HORIZON[1]))
    found = told(judged, given, law=edition(PLAN))
    assert (found.state, found.since, found.since_at_least) == ("tardio", date(2024, 3, 1), True)
    assert found.turns_green_by == date(2024, 4, 19)
