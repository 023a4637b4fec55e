"""The bars of a year: every day of the year once, each light with its shape."""

from datetime import date

import polars as pl
import pytest

from sinasec.web import yearline

LIGHTS = pl.DataFrame(
    {
        "duty": ["d", "d", "d"],
        "breach": ["legal"] * 3,
        "day_from": [date(2025, 12, 1), date(2026, 3, 1), date(2026, 6, 1)],
        "day_to": [date(2026, 2, 28), date(2026, 5, 31), date(2026, 10, 31)],
        "state": ["cumplido", "vencido", "sin_informacion"],
        "light": ["verde", "rojo", "gris"],
        "period": ["a", "b", "c"],
    }
)
DUES = pl.DataFrame({"duty": ["d", "d"], "due": [date(2026, 2, 28), None]})


@pytest.fixture
def row():
    (only,) = yearline.rows(LIGHTS, DUES, {"d": "Deber", "otro": "Otro"}, 2026, date(2026, 4, 1))
    return only


def test_stretches_are_cut_at_the_year(row):
    assert row.stretches[0].day_from == date(2026, 1, 1)
    assert [stretch.shown for stretch in row.stretches] == ["verde", "rojo", "sin_informacion"]


def test_the_light_of_the_day_shown(row):
    assert row.shown == "rojo"


def test_each_light_has_its_own_height_and_the_drawing_its_days(row):
    assert 'viewBox="0 0 365 24"' in row.drawing
    assert 'class="t-rojo" x="59" y="1" width="92" height="22"' in row.drawing
    assert 'class="t-verde" x="0" y="7" width="59" height="10"' in row.drawing
    assert row.drawing.count("t-plazo") == 1
    assert row.drawing.count("t-hoy") == 1
