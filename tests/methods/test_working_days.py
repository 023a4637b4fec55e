"""Working days, against counts made by hand on a wall calendar."""

from datetime import date, timedelta

import pytest

from sinasec.methods.law import Calendar, CalendarGap, Halt
from sinasec.methods.working_days import (
    MOVED,
    add_working_days,
    moved_to_working_day,
    nth_working_day,
    working_day_after,
)
from tests.methods.laws import CALENDAR


def test_a_day_closed_in_one_place_is_no_working_day_there():
    """LPAG 145.1: neither those of the country nor those of the region count."""
    calendar = Calendar(
        {},
        frozenset({2024}),
        local={"15": {date(2024, 1, 9): "de la región"}, "1501": {date(2024, 1, 10): "de Lima"}},
    )

    def after(committee: str) -> date:
        here = calendar.at(calendar.place(committee))
        return add_working_days(date(2024, 1, 8), 1, here).day

    assert after("CORESEC-21") == date(2024, 1, 9)
    assert after("CODISEC-150501") == date(2024, 1, 10)
    assert after("COPROSEC-1501") == after("CODISEC-150122") == date(2024, 1, 11)
    assert after("CONASEC") == date(2024, 1, 11)  # which sits in Lima


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
    closed = {date(2024, 1, 12): "no laborable del sector público (DS 000-2024-PCM)"}
    calendar = Calendar(closed, frozenset({2024}))
    count = add_working_days(date(2024, 1, 10), 2, calendar)
    assert count.day == date(2024, 1, 15)
    assert (date(2024, 1, 12), "no laborable del sector público (DS 000-2024-PCM)") in count.steps


STRETCH = Halt(date(2024, 3, 21), date(2024, 6, 10), "quizá no corría")
HALTED = Calendar({date(2024, 5, 12): "feriado"}, frozenset({2024}), halted=(STRETCH,))


@pytest.mark.parametrize(
    ("trigger", "days", "doubted"),
    [
        (date(2024, 3, 13), 5, False),  # to Wednesday 20, the day before
        (date(2024, 3, 14), 5, True),  # to Thursday 21, its first day
        (date(2024, 6, 7), 1, True),  # Monday 10, its last day
        (date(2024, 6, 10), 1, False),  # from Tuesday 11, the day after
    ],
)
def test_a_count_over_days_in_which_terms_may_not_have_run_says_so(trigger, days, doubted):
    count = add_working_days(trigger, days, HALTED)
    said = ((count.day, "quizá no corría"),) if doubted else ((count.day, f"cuenta {days}"),)
    assert count.steps[-1:] == said


def test_a_fixed_date_in_those_days_says_so_moved_or_not():
    moved = moved_to_working_day(date(2024, 5, 12), HALTED)
    assert (moved.day, moved.steps[-1]) == (date(2024, 5, 13), (date(2024, 5, 13), STRETCH.why))
    assert moved.steps[:2] == ((date(2024, 5, 12), "feriado"), (date(2024, 5, 13), MOVED))
    still = moved_to_working_day(date(2024, 5, 14), HALTED)
    assert still.steps == ((date(2024, 5, 14), STRETCH.why),)
    assert moved_to_working_day(date(2024, 6, 11), HALTED).steps == ()


def test_a_year_in_doubt_says_so_after_its_last_day():
    doubt = "no hay información"
    calendar = Calendar({}, frozenset({2023, 2024}), {2024: doubt})
    across = add_working_days(date(2023, 12, 28), 3, calendar)
    assert across.day == date(2024, 1, 2)
    assert across.steps[-2:] == ((across.day, "cuenta 3"), (across.day, doubt))
    within = add_working_days(date(2023, 12, 20), 3, calendar)
    assert within.steps[-1] == (within.day, "cuenta 3")


def test_a_year_without_calendar_is_an_error_that_says_what_to_load():
    calendar = Calendar({}, frozenset({2024}))
    with pytest.raises(CalendarGap, match=r"calendar/2025\.yaml"):
        add_working_days(date(2024, 12, 30), 5, calendar)


def test_zero_working_days_is_refused():
    with pytest.raises(ValueError, match="1 o más"):
        nth_working_day(date(2024, 1, 1), 0, CALENDAR)


def test_the_day_alone_is_the_one_reached_with_its_reasons():
    for start in (date(2023, 12, 28) + timedelta(days=n) for n in range(12)):
        for n in (1, 2, 7):
            assert working_day_after(start, n, CALENDAR) == add_working_days(start, n, CALENDAR).day
    known = Calendar({}, frozenset({2024}))
    with pytest.raises(CalendarGap, match=r"calendar/2025\.yaml"):
        working_day_after(date(2024, 12, 30), 2, known)
    assert working_day_after(date(2024, 12, 30), 1, known) == date(2024, 12, 31)
    with pytest.raises(ValueError, match="1 o más"):
        working_day_after(date(2024, 12, 30), 0, known)
