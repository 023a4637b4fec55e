"""From the light of a duty to that of a committee and of a region, on cases worked by hand."""

from datetime import date

import polars as pl
import pytest

from sinasec.methods.compliance.rollup import committee_lights, duty_lights, region_light
from tests.methods.laws import (
    ROLLUP,
    SESSIONS,
    act,
    committees,
    complete,
    duty,
    edition,
    facts,
    intervals_of,
    version,
    waiver,
)

YEAR = (date(2024, 1, 1), date(2024, 12, 31))
ALL = [complete(date(2018, 1, 1), date(2025, 12, 31))]
RESPONSES = duty(
    "respuesta",
    "within",
    version(date(2019, 5, 10), acts=("respuesta",), trigger="consulta", days=5, breach="gestion"),
)


def judged(law, given, units=None):
    return intervals_of(law, committees("CODISEC-150102") if units is None else units, given, YEAR)


def said(frame, *columns):
    return frame.select("day_from", "day_to", *columns).rows()


def test_a_session_turns_the_light_the_day_it_is_held():
    """Missed January-February; held on 10 April; from then on nobody met again."""
    rows = judged(edition(SESSIONS), facts([act("a", date(2024, 4, 10))], completeness=ALL))
    assert said(duty_lights(rows, ROLLUP), "light", "period")[:4] == [
        (date(2024, 1, 1), date(2024, 2, 29), "rojo", "2023-B6"),
        (date(2024, 3, 1), date(2024, 4, 9), "rojo", "2024-B1"),
        (date(2024, 4, 10), date(2024, 6, 14), "verde", "2024-B2"),
        (date(2024, 6, 15), date(2024, 6, 30), "ambar", "2024-B3"),
    ]


def test_a_waived_due_day_excuses_the_period_for_good():
    given = facts(waivers=[waiver(date(2024, 2, 20), date(2024, 3, 5))], completeness=ALL)
    rows = judged(edition(SESSIONS), given).filter(period="2024-B1")
    assert said(rows, "state") == [
        (date(2024, 1, 1), date(2024, 2, 13), "pendiente"),
        (date(2024, 2, 14), date(2024, 2, 19), "por_vencer"),
        (date(2024, 2, 20), date(2024, 12, 31), "no_exigible"),
    ]


def test_legal_omissions_and_weak_management_have_a_light_each():
    given = facts(
        [act("s", date(2024, 1, 5)), act("c", date(2024, 1, 10), "consulta")], completeness=ALL
    )
    lights = committee_lights(judged(edition(SESSIONS, RESPONSES), given), ROLLUP)
    on_day = lights.filter(
        (pl.col("day_from") <= date(2024, 2, 1)) & (pl.col("day_to") >= date(2024, 2, 1))
    )
    assert dict(on_day.select("breach", "light").rows()) == {"legal": "verde", "gestion": "rojo"}


def test_a_late_answer_is_amber_and_then_forgiven():
    """Five working days after Wednesday 10 January 2024 end on the 17th."""
    given = facts(
        [act("c", date(2024, 1, 10), "consulta"), act("r", date(2024, 1, 20), "respuesta")],
        completeness=ALL,
    )
    rows = judged(edition(RESPONSES), given)
    assert rows["due"][0] == date(2024, 1, 17)
    assert said(rows, "state") == [
        (date(2024, 1, 10), date(2024, 1, 17), "por_vencer"),
        (date(2024, 1, 18), date(2024, 1, 19), "vencido"),
        (date(2024, 1, 20), date(2024, 4, 18), "tardio"),
        (date(2024, 4, 19), date(2024, 12, 31), "subsanado"),
    ]


def test_the_codisec_of_a_capital_ends_with_its_committee():
    units = committees("CODISEC-210101", valid_to=date(2024, 5, 9))
    rows = judged(edition(SESSIONS), facts(), units)
    assert rows["day_to"].max() == date(2024, 5, 9)
    assert "2024-B3" not in rows["period"]


def test_no_committee_no_fact_no_row():
    assert judged(edition(SESSIONS), facts(), committees()).is_empty()
    assert judged(edition(), facts()).is_empty()
    assert committee_lights(judged(edition(), facts()), ROLLUP).is_empty()


@pytest.mark.parametrize(
    ("counts", "light"),
    [
        ({"verde": 75, "rojo": 25}, "verde"),
        ({"verde": 74, "rojo": 26}, "ambar"),
        ({"verde": 50, "ambar": 50}, "ambar"),
        ({"verde": 49, "ambar": 51}, "rojo"),
        ({"verde": 5, "gris": 5}, "verde"),
        ({"verde": 4, "gris": 6}, "gris"),
        ({"gris": 3}, "gris"),
        ({}, "gris"),
    ],
)
def test_a_region_is_what_its_informed_committees_are(counts, light):
    """Bands 75 and 50, half of the committees informed at least (the example of the tests)."""
    assert region_light(counts, ROLLUP) == light
