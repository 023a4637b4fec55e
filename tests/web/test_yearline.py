"""The bars of a year: every day of the year once, each light with its shape."""

import re
from datetime import date

import polars as pl
import pytest

from sinasec.web.semaforo import yearline

LIGHTS = pl.DataFrame(
    {
        "duty": ["d", "d", "d"],
        "breach": ["legal"] * 3,
        "day_from": [date(2025, 12, 1), date(2026, 3, 1), date(2026, 6, 1)],
        "day_to": [date(2026, 2, 28), date(2026, 5, 31), date(2026, 10, 31)],
        "state": ["cumplido", "vencido", "sin_informacion"],
        "light": ["verde", "rojo", "gris"],
        "period_words": ["En 2025", "En 2026", "En todo momento"],
        "probable": [False, True, False],
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
    assert row.probable


def test_a_stretch_names_its_period_in_words_and_what_it_rests_on(row):
    told = [(stretch.period_words, stretch.probable) for stretch in row.stretches]
    assert told == [("En 2025", False), ("En 2026", True), ("En todo momento", False)]


def test_each_light_has_its_own_height_and_the_drawing_its_days(row):
    drawn = re.findall(
        r'class="t-(\w+)" x="(.*?)%" y="(.*?)" width="(.*?)%" height="(.*?)"', row.drawing
    )
    places = {
        light: (365 * float(x) / 100, 365 * float(wide) / 100, float(y), float(high))
        for light, x, y, wide, high in drawn
    }
    assert places["verde"] == pytest.approx((0, 59, 7.05, 9.9), abs=0.02)  # days, then pixels
    assert places["rojo"] == pytest.approx((59, 92, 1, 22), abs=0.02)
    assert len({high for _, _, _, high in places.values()}) == 2
    assert row.drawing.count("t-plazo") == 1
    assert row.drawing.count("t-hoy") == 1


def test_months_deadlines_and_today_are_where_they_fall(row):
    def marks(style):
        found = re.findall(rf'class="{style}" x1="([\d.]+)%"', row.drawing)
        return pytest.approx([365 * float(x) / 100 for x in found], abs=0.02)

    assert marks("t-mes") == [31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
    assert marks("t-plazo") == [59]  # at the end of the 28th of February
    assert marks("t-hoy") == [90.5]  # in the middle of the 1st of April


@pytest.mark.parametrize(
    ("today", "drawn"),
    [
        (date(2025, 12, 31), 0),
        (date(2026, 1, 1), 1),
        (date(2026, 12, 31), 1),
        (date(2027, 1, 1), 0),
    ],
)
def test_today_is_drawn_only_in_its_year(today, drawn):
    (only,) = yearline.rows(LIGHTS, DUES, {"d": "Deber"}, 2026, today)
    assert only.drawing.count("t-hoy") == drawn


@pytest.mark.parametrize(
    ("today", "shown"),
    [(date(2026, 2, 28), "verde"), (date(2026, 3, 1), "rojo"), (date(2026, 5, 31), "rojo"),
     (date(2026, 10, 31), "sin_informacion"), (date(2026, 11, 1), "")],
)  # fmt: skip
def test_the_light_of_the_first_and_of_the_last_day_of_a_stretch(today, shown):
    (only,) = yearline.rows(LIGHTS, DUES, {"d": "Deber"}, 2026, today)
    assert only.shown == shown


def test_a_year_without_lights_has_no_rows():
    assert yearline.rows(LIGHTS, DUES, {"d": "Deber"}, 2027, date(2027, 1, 1)) == []
    (last,) = yearline.rows(LIGHTS, DUES, {"d": "Deber"}, 2025, date(2025, 12, 31))
    assert (last.stretches[0].day_from, last.stretches[0].day_to) == (
        date(2025, 12, 1), date(2025, 12, 31)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2026, 10, 31)),  # the duty ended before
        (date(2025, 6, 1), date(2026, 1, 1)),
    ],
)
def test_its_link_is_to_a_day_on_which_the_duty_bound(today, day):
    (only,) = yearline.rows(LIGHTS, DUES, {"d": "Deber"}, 2026, today)
    assert only.day == day
