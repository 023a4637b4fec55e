"""Every worked case of every duty runs; and a case that is wrong does fail."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from sinasec.definitions import library
from sinasec.definitions.case_judgement import CaseVerdict, judge, judge_each
from sinasec.definitions.duty_files import Case, DutyFile
from sinasec.methods.law import CalendarGap

FREQUENT = "sesion-ordinaria"
OF_A_RECEIPT = "evaluacion-formulacion"


@pytest.mark.parametrize("file", library().duty_files, ids=lambda file: file.duty.code)
def test_the_worked_cases_of_a_duty_hold_and_use_each_of_its_wordings(file: DutyFile):
    """A wording no case is judged under could say anything; absences do not count."""
    verdicts = judged(file.cases)
    assert {v.case.says: v.differences for v in verdicts if v.differences} == {}
    used = {verdict.got["version"] for verdict in verdicts if verdict.got is not None}
    assert used == {version.id for version in file.duty.versions}
    assert len(verdicts) >= 3
    assert as_told(verdicts[-1]) == as_told(judge(file.cases[-1], library().edition))


def judged(cases: Sequence[Case]) -> list[CaseVerdict]:
    verdicts = judge_each(cases, library().edition)
    found = [verdict for verdict in verdicts if isinstance(verdict, CaseVerdict)]
    assert len(found) == len(cases)
    return found


def as_told(verdict: CaseVerdict) -> dict[str, object]:
    """But for what hangs on who is judged beside it: its name, and how long it stays so."""
    beside = ("committee", "day_from", "day_to")
    return {key: value for key, value in (verdict.got or {}).items() if key not in beside}


def test_what_a_case_did_not_know_is_not_known_through_another():
    """Its only act is registered months after its day, and another is judged on a later one."""
    first, *others = next(f for f in library().duty_files if f.duty.code == FREQUENT).cases
    [act] = first.spec["acts"]
    later = max(case.spec["as_of"] for case in others)
    unseen = replace(first, spec={**first.spec, "acts": [{**act, "registered": later}]})
    told, *_ = judged([unseen, *others])
    assert as_told(told) == as_told(judge(unseen, library().edition))
    assert told.differences


def test_cases_that_name_their_acts_alike_are_not_mixed():
    """The act of one was observed, and that of the other, of the same name, was not."""
    first = next(f for f in library().duty_files if f.duty.code == FREQUENT).cases[0]
    [act] = first.spec["acts"]
    named = replace(first, spec={**first.spec, "acts": [{**act, "id": "acta"}]})
    doubted = [{**act, "id": "acta", "reviewed": "observed"}]
    good, bad = judged([named, replace(first, spec={**first.spec, "acts": doubted})])
    assert good.differences == ()
    assert bad.differences


def test_an_act_without_a_name_is_called_by_its_place_in_its_case():
    first, second, *_ = next(f for f in library().duty_files if f.duty.code == OF_A_RECEIPT).cases
    received, *answers = first.spec["acts"]
    given = {key: value for key, value in received.items() if key != "id"}
    about = [{**act, "attributes": {"sobre": "acto-1"}} for act in answers]
    expect = first.spec["expect"] | {"period": "acto-1"}
    unnamed = replace(first, spec={**first.spec, "acts": [given, *about], "expect": expect})
    assert [one.differences for one in judged([unnamed, second])] == [(), ()]


def test_a_year_without_its_calendar_is_a_gap_of_the_case_that_needs_it():
    first, *_, third = next(f for f in library().duty_files if f.duty.code == OF_A_RECEIPT).cases[
        :3
    ]
    edition, year = library().edition, third.spec["as_of"].year
    calendar = replace(edition.calendar, known_years=edition.calendar.known_years - {year})
    apart = [{**act, "id": f"otro-{act['id']}"} for act in third.spec["acts"][:1]]
    cases = [first, replace(third, spec={**third.spec, "acts": apart})]
    told, gap = judge_each(cases, replace(edition, calendar=calendar))
    assert isinstance(told, CaseVerdict)
    assert told.differences == ()
    assert isinstance(gap, CalendarGap)


def of(code: str, number: int) -> Case:
    return next(c for c in library().cases if (c.duty, c.number) == (code, number))


def expecting(case: Case, **expected) -> Case:
    return replace(case, spec={**case.spec, "expect": {**case.spec["expect"], **expected}})


def test_a_case_that_expects_the_wrong_light_fails():
    wrong = expecting(of("sesion-ordinaria", 1), light="rojo", state="vencido")
    assert judge(wrong, library().edition).differences == (
        "estado: se esperaba «Incumplido» (vencido) y resultó «Cumplido en plazo» (cumplido)",
        "luz: se esperaba rojo y resultó verde",
    )


def test_a_case_that_expects_the_wrong_due_day_fails():
    wrong = expecting(of("ordenanza-remitida", 1), due=date(2022, 12, 13))
    assert judge(wrong, library().edition).differences == (
        "último día en plazo: se esperaba 13 de diciembre de 2022 y resultó "
        "15 de diciembre de 2022",
    )


def test_a_case_about_a_period_nobody_judges_fails():
    missing = expecting(of("sesion-ordinaria", 1), period="2021-B7")
    assert judge(missing, library().edition).differences == (
        "el período 2021-B7 no se juzga ese día, y el caso espera que sí",
    )


def test_a_case_that_expects_silence_fails_when_the_period_is_judged():
    silent = of("sesion-ordinaria", 1)
    silent = replace(silent, spec={**silent.spec, "expect": {"period": "2021-B1", "absent": True}})
    assert judge(silent, library().edition).differences == (
        "el período 2021-B1 se juzga, y el caso espera que no",
    )
