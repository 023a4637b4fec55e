"""Every worked case of every duty runs; and a case that is wrong does fail."""

from dataclasses import replace

import pytest

from sinasec.definitions import library
from sinasec.definitions.case_judgement import judge
from sinasec.definitions.duty_files import Case


@pytest.mark.parametrize("case", library().cases, ids=lambda case: case.id)
def test_worked_case(case: Case):
    verdict = judge(case, library().edition)
    assert not verdict.differences, case.says


def test_every_duty_has_three_cases_or_more():
    few = [file.duty.code for file in library().duty_files if len(file.cases) < 3]
    assert few == []


def test_every_wording_is_exercised_by_some_case():
    """A wording no case is judged under could say anything; absences do not count."""
    unused = {
        (file.duty.code, version.id)
        for file in library().duty_files
        for version in file.duty.versions
    } - {
        (case.duty, judged["version"])
        for case in library().cases
        if (judged := judge(case, library().edition).got) is not None
    }
    assert unused == set()


def of(code: str, number: int) -> Case:
    return next(c for c in library().cases if (c.duty, c.number) == (code, number))


def expecting(case: Case, **expected) -> Case:
    return replace(case, spec={**case.spec, "expect": {**case.spec["expect"], **expected}})


def test_a_case_that_expects_the_wrong_light_fails():
    wrong = expecting(of("sesion-ordinaria", 1), light="rojo", state="vencido")
    assert judge(wrong, library().edition).differences == (
        "state: se esperaba vencido y resultó cumplido",
        "light: se esperaba rojo y resultó verde",
    )


def test_a_case_that_expects_the_wrong_due_day_fails():
    wrong = expecting(of("ordenanza-remitida", 1), due="2022-12-13")
    assert judge(wrong, library().edition).differences == (
        "due: se esperaba 2022-12-13 y resultó 2022-12-15",
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
