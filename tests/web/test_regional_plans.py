"""The acts about a region's plan are told in the order in which they happened."""

from datetime import date, datetime
from types import SimpleNamespace

import polars as pl
import pytest
from django.template.loader import render_to_string

from sinasec.compliance.semaforo import reading
from sinasec.definitions import load
from sinasec.methods.compliance.frames import ACTS, INTERVALS
from sinasec.web.semaforo.regional_plans import PlanCell, plan_acts, plan_norm, plan_rows


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
    monkeypatch.setattr(reading, "evidence", lambda *_: {})
    assert [each.id for each in plan_acts(None)] == ["b", "0", "a"]


@pytest.mark.django_db
def test_an_ordinance_with_earlier_effect_shows_both_days(monkeypatch):
    said = '{"eficacia_anticipada":"2023-12-20","plan":"2024-2027"}'
    row = (*act("a", date(2024, 2, 1))[:4], said, None, datetime(2024, 6, 1), False)
    facts = SimpleNamespace(acts=pl.DataFrame([row], schema=ACTS, orient="row"))
    monkeypatch.setattr(reading, "inputs", lambda _: facts)
    monkeypatch.setattr(reading, "evidence", lambda *_: {})
    (one,) = plan_acts(None)
    told = render_to_string("web/_ordenanza.html", {"a": one})
    assert told.strip() == "01/02/2024 · Acto, con eficacia anticipada al 20/12/2023"


def test_how_late_a_plan_is_and_whether_it_was_in_time():
    first, second = (
        SimpleNamespace(date=day, published_only=False)
        for day in (date(2024, 1, 20), date(2024, 2, 1))
    )
    due = date(2024, 1, 15)
    assert PlanCell("2024-2027", due, "tardio", (first, second)).late_days == 5
    assert PlanCell("2024-2027", None, "cumplido", (first, second)).late_days is None
    assert PlanCell("2024-2027", due, "vencido", ()).late_days is None
    first.published_only = True
    assert PlanCell("2024-2027", due, "tardio", (first, second)).late_days is None
    said = {state: PlanCell("x", due, state, ()).in_time for state in ("cumplido", "tardio", "x")}
    assert said == {"cumplido": True, "tardio": False, "x": None}


@pytest.mark.django_db
def test_what_an_ordinance_says_of_its_days_is_shown(monkeypatch):
    said = (
        '{"deja_sin_efecto":"Ordenanza 9, del 26 de diciembre de 2023","fecha_es":"aprobación",'
        '"plan":"2024-2027","validado":"2023-12-18"}'
    )
    published = '{"fecha_es":"publicación","plan":"2024-2027"}'
    rows = [
        (*act(name, date(2024, 3, 26))[:4], text, None, datetime(2024, 6, 1), False)
        for name, text in (("a", said), ("b", published))
    ]
    facts = SimpleNamespace(acts=pl.DataFrame(rows, schema=ACTS, orient="row"))
    monkeypatch.setattr(reading, "inputs", lambda _: facts)
    monkeypatch.setattr(reading, "evidence", lambda *_: {})
    told = [render_to_string("web/_ordenanza.html", {"a": one}).strip() for one in plan_acts(None)]
    assert told == [
        "26/03/2024 · Acto, que deja sin efecto otra (Ordenanza 9, del 26 de diciembre de 2023): "
        "si aprobaba el mismo plan, se aprobó antes; el comité había validado la propuesta el "
        "18/12/2023",
        "26/03/2024 (publicación) · Acto",
    ]


@pytest.mark.django_db
def test_an_ordinance_that_approves_two_plans_is_an_act_of_both(monkeypatch):
    said = '{"plan":"2023;2024-2027"}'
    row = (*act("a", date(2023, 12, 20))[:4], said, None, datetime(2024, 6, 1), False)
    facts = SimpleNamespace(acts=pl.DataFrame([row], schema=ACTS, orient="row"))
    monkeypatch.setattr(reading, "inputs", lambda _: facts)
    monkeypatch.setattr(reading, "evidence", lambda *_: {})
    judged = pl.DataFrame(schema=INTERVALS).lazy()
    monkeypatch.setattr(reading, "intervals", lambda _: judged)
    periods, rows = plan_rows(None, date(2024, 5, 24))
    assert periods == ["2024-2027", "2023"]
    (ica,) = [row for row in rows if row.committee == "CORESEC-11"]
    assert [[one.id for one in cell.acts] for cell in ica.cells] == [["a"], ["a"]]
    assert ica.other == ()


def test_the_norm_of_the_last_day_says_by_whom_it_is_known(monkeypatch):
    monkeypatch.setattr(reading, "edition", lambda _: load())
    norm = plan_norm(None, date(2024, 5, 24))
    assert norm.cited == "Directiva 006-2023-IN-DGSC, numerales 7.1.2.1 y 7.1.2.2"
    assert "002-2024 (Callao)" in norm.quoted_by
    assert plan_norm(None, date(2022, 1, 1)) is None
