"""What is in force for the years that it says to be of: a plan that does not say its last day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sinasec import definitions
from sinasec.methods.compliance.explanation.explain import explain
from sinasec.methods.compliance.explanation.finding import Finding
from sinasec.methods.law import Edition
from tests.methods.laws import LATER, act, committees, complete, facts, review

DAY = date(2026, 10, 31)
KNOWN = [complete(date(2014, 1, 1), date(2026, 12, 31))]
MADE = date(2024, 12, 9)


def found(
    as_of: date,
    *acts: dict[str, Any],
    declared: Sequence[dict[str, Any]] = KNOWN,
    reviews: Sequence[dict[str, Any]] = (),
    law: Edition | None = None,
) -> Finding:
    given = facts(acts, reviews, completeness=declared)
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    row = committees("CODISEC-150102").row(0, named=True)
    asked = {"as_of": as_of, "known_at": LATER, "duty": "plan-vigente"}
    (one,) = explain(law or definitions.load(), row, *frames, **asked)
    assert not one.otherwise
    return one


def plan(years: str, on: date = MADE, act_id: str = "a", **says: str) -> dict[str, Any]:
    said = {"plan": years, "valid_from": on.isoformat()} | says
    return act(act_id, on, "plan-aprobado", attributes=said)


def test_after_its_years_nobody_says_that_it_rules_nor_that_none_does():
    one = found(DAY, plan("2024"))
    assert (one.light, one.state, one.counted) == ("gris", "sin_informacion", 0)
    assert (
        "En el acto del 9 de diciembre de 2024 el período del plan es «2024», y no consta hasta "
        "qué día rige: no se puede afirmar una omisión."
    ) in one.sentence
    assert "No hay constancia" not in one.sentence
    assert [each.why for each in one.not_counted] == [
        "no dice hasta qué día rige y el período del plan es «2024»: después del 31 de diciembre "
        "de 2024 no consta que siga vigente"
    ]
    assert one.turns_green == (
        "si lo del acto del 9 de diciembre de 2024 sigue vigente, registre hasta qué día en uno "
        "que corrija a «a», o el que lo reemplazó: con eso la luz pasa a verde; si no, la "
        "municipalidad debe tener aprobado y vigente el plan de acción que propone el comité: "
        "desde ese día la luz es verde"
    )
    assert one.confidence == "probable"
    assert "hasta el 31 de diciembre del último año de su período" in one.sentence


def test_both_things_that_are_not_known_are_said():
    one = found(DAY, plan("2024"), declared=())
    assert "hasta qué día rige y no hay constancia de que el registro esté completo" in one.sentence


def test_of_two_of_the_same_day_both_are_named():
    one = found(DAY, plan("2024"), plan("2025", act_id="b"))
    assert "el período del plan es «2024», y no consta hasta qué día rige" in one.sentence
    assert "y en el acto del 9 de diciembre de 2024 el período del plan es «2025»" in one.sentence


@pytest.mark.parametrize(
    ("years", "last"),
    [
        ("2024", date(2024, 12, 31)),
        ("2024-2025", date(2025, 12, 31)),
        ("2024;2025", date(2025, 12, 31)),
        ("Plan 2024 - 2025, ajustado", date(2025, 12, 31)),
        ("sin años", DAY),  # nothing says that they are over
    ],
)
def test_it_counts_until_the_last_of_its_years(years, last):
    assert found(last, plan(years)).light == "verde"
    after = date(last.year + 1, 1, 1)
    expected = "verde" if last == DAY else "gris"
    assert found(min(after, DAY), plan(years)).light == expected


def test_what_says_its_last_day_is_judged_by_it():
    """Also when it is not of its years: the act knows better."""
    longer = plan("2024", valid_to="2026-10-31")
    assert found(DAY, longer).light == "verde"
    shorter = plan("2024-2027", valid_to="2026-10-30")
    assert (found(DAY, shorter).light, found(DAY, shorter).state) == ("rojo", "vencido")
    assert found(DAY, shorter).not_counted[0].why == "estuvo vigente hasta el 30 de octubre de 2026"


def test_another_that_ruled_after_leaves_no_doubt_of_it():
    later = plan("2025", date(2025, 1, 10), "b", valid_to="2025-12-31")
    assert found(date(2025, 1, 9), plan("2024"), later).light == "gris"
    assert found(date(2025, 1, 10), plan("2024"), later).light == "verde"
    one = found(DAY, plan("2024"), later)
    assert (one.light, one.state) == ("rojo", "vencido")
    assert [each.why for each in one.not_counted][1] == (
        "estuvo vigente hasta el 31 de diciembre de 2025"
    )


def test_an_observed_one_leaves_no_doubt():
    assert found(DAY, plan("2024"), reviews=[review("a", "observed", LATER)]).light == "rojo"


def test_one_of_years_over_when_it_was_made_is_in_doubt_from_its_day():
    old = plan("2023")
    assert found(date(2024, 12, 8), old).light == "rojo"
    assert found(date(2024, 12, 9), old).light == "gris"


def test_definitions_of_before_count_it_as_they_did():
    """A publication is made again with the definitions that it holds inside."""
    law = definitions.load()
    duty = law.duty("plan-vigente")
    former = replace(duty, versions=tuple(replace(v, years_in=None) for v in duty.versions))
    law = replace(law, duties=tuple(former if one is duty else one for one in law.duties))
    assert found(DAY, plan("2024"), law=law).light == "verde"
