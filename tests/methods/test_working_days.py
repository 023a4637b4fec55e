"""Working days, against counts made by hand on a wall calendar."""

from datetime import date

import pytest

from sinasec.methods.law import Calendar, CalendarGap
from sinasec.methods.working_days import add_working_days, nth_working_day
from tests.methods.laws import CALENDAR


def test_the_tenth_working_day_of_the_term_2023_is_13_january():
    count = nth_working_day(date(2023, 1, 1), 10, CALENDAR)
    assert count.day == date(2023, 1, 13)
    assert count.steps[0] == (date(2023, 1, 1), "feriado: Año Nuevo")
    assert count.steps[1] == (date(2023, 1, 2), "cuenta 1")
    assert count.steps[6] == (date(2023, 1, 7), "sábado")
    assert count.steps[-1] == (date(2023, 1, 13), "cuenta 10")


def test_days_after_an_act_start_the_day_after_it():
    assert add_working_days(date(2024, 1, 10), 7, CALENDAR).day == date(2024, 1, 19)


def test_a_decreed_day_moves_the_end():
    closed = {date(2024, 1, 12): "día no laborable, DS 000-2024-PCM"}
    calendar = Calendar(closed, frozenset({2024}))
    count = add_working_days(date(2024, 1, 10), 2, calendar)
    assert count.day == date(2024, 1, 15)
    assert (date(2024, 1, 12), "feriado: día no laborable, DS 000-2024-PCM") in count.steps


def test_a_year_without_calendar_is_an_error_that_says_what_to_load():
    calendar = Calendar({}, frozenset({2024}))
    with pytest.raises(CalendarGap, match=r"calendar/2025\.yaml"):
        add_working_days(date(2024, 12, 30), 5, calendar)


def test_zero_working_days_is_refused():
    with pytest.raises(ValueError, match="1 o más"):
        nth_working_day(date(2024, 1, 1), 0, CALENDAR)
