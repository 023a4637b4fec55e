"""Every worked case of every duty runs; and a case that is wrong does fail."""

from dataclasses import replace
from datetime import date

import pytest

from sinasec.definitions import library
from sinasec.definitions.case_judgement import judge
from sinasec.definitions.duty_files import Case, DutyFile


@pytest.mark.parametrize("file", library().duty_files, ids=lambda file: file.duty.code)
def test_the_worked_cases_of_a_duty_hold_and_use_each_of_its_wordings(file: DutyFile):
    """A wording no case is judged under could say anything; absences do not count."""
    verdicts = [judge(case, library().edition) for case in file.cases]
    assert {v.case.says: v.differences for v in verdicts if v.differences} == {}
    used = {verdict.got["version"] for verdict in verdicts if verdict.got is not None}
    assert used == {version.id for version in file.duty.versions}
    assert len(verdicts) >= 3


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
