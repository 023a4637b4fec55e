"""The acts about a region's plan are told in the order in which they happened."""

from datetime import date, datetime
from types import SimpleNamespace

import polars as pl
import pytest
from django.template.loader import render_to_string

from sinasec.methods.frames import ACTS
from sinasec.publications import reading
from sinasec.web.regional_plans import PlanCell, plan_acts


def act(name: str, day: date, kind: str = "plan-aprobado", committee: str = "CORESEC-11"):
    said = '{"plan":"2024-2027"}'
    return (name, committee, kind, day, said, None, datetime(2024, 6, 1), False)


@pytest.mark.django_db
def test_the_oldest_act_about_plans_comes_first(monkeypatch):
    rows = [
        act("a", date(2024, 3, 1)),
        act("b", date(2023, 12, 29)),
        act("c", date(2024, 1, 5), kind="sesion-ordinaria"),
        act("d", date(2024, 1, 5), committee="CODISEC-210105"),
        act("0", date(2024, 3, 1)),
    ]
    facts = SimpleNamespace(acts=pl.DataFrame(rows, schema=ACTS, orient="row"))
    monkeypatch.setattr(reading, "inputs", lambda _: facts)
    assert [each.id for each in plan_acts(None)] == ["b", "0", "a"]


@pytest.mark.django_db
def test_an_ordinance_with_earlier_effect_shows_both_days(monkeypatch):
    said = '{"eficacia_anticipada":"2023-12-20","plan":"2024-2027"}'
    row = (*act("a", date(2024, 2, 1))[:4], said, None, datetime(2024, 6, 1), False)
    facts = SimpleNamespace(acts=pl.DataFrame([row], schema=ACTS, orient="row"))
    monkeypatch.setattr(reading, "inputs", lambda _: facts)
    (one,) = plan_acts(None)
    told = render_to_string("web/_ordenanza.html", {"a": one})
    assert told.strip() == "01/02/2024 · Acto, con eficacia anticipada al 20/12/2023"


def test_how_late_a_plan_is_and_whether_it_was_in_time():
    acts = (SimpleNamespace(date=date(2024, 1, 20)), SimpleNamespace(date=date(2024, 2, 1)))
    due = date(2024, 1, 15)
    assert PlanCell("2024-2027", due, "tardio", acts).late_days == 5
    assert PlanCell("2024-2027", None, "cumplido", acts).late_days == 0
    assert PlanCell("2024-2027", due, "vencido", ()).late_days == 0
    said = {state: PlanCell("x", due, state, ()).in_time for state in ("cumplido", "tardio", "x")}
    assert said == {"cumplido": True, "tardio": False, "x": None}
