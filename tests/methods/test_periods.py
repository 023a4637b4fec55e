"""Periods: labels, due days and which wording decides them."""

from datetime import date

import pytest

from sinasec.methods.compliance.demands import demands
from sinasec.methods.compliance.periods import periods_of
from sinasec.methods.law import CalendarGap, DayOfYear, Due, FixedPeriod, Level
from tests.methods.laws import CALENDAR, SESSIONS, TERMS, duty, edition, version

CODISEC: Level = "CODISEC"


def labels(one, wording, first, last):
    return [period.label for period in periods_of(one, wording, first, last, TERMS, CALENDAR)]


def test_two_month_periods_are_numbered_in_the_year():
    wording = SESSIONS.versions[1]
    found = labels(SESSIONS, wording, date(2023, 12, 1), date(2024, 3, 1))
    assert found == ["2023-B6", "2024-B1", "2024-B2"]


def test_the_reform_of_may_2019_judges_may_and_june_together():
    found = demands(edition(SESSIONS), CODISEC, date(2019, 3, 1), date(2019, 7, 1))
    assert [(one.period.label, one.shows_to) for one in found] == [
        ("2019-M02", None),
        ("2019-M03", None),
        ("2019-M04", None),
        ("2019-M05", date(2019, 5, 9)),
        ("2019-B3", None),
        ("2019-B4", None),
    ]


def test_before_a_day_makes_the_eve_the_last_day_in_time():
    wording = version(
        date(2015, 1, 10),
        per="year",
        dues=(Due(on=DayOfYear(2, 16), before=True, new_authorities=DayOfYear(3, 1), label="P"),),
    )
    plan = duty("plan", "by_date", wording)
    found = periods_of(plan, wording, date(2022, 1, 1), date(2023, 12, 31), TERMS)
    assert {one.label: one.due for one in found if one.label.startswith(("2022", "2023"))} == {
        "2022-P": date(2022, 2, 15),
        "2023-P": date(2023, 2, 28),
    }


def test_a_fixed_day_on_a_sunday_passes_to_monday_and_the_steps_say_so():
    """15 January 2023 was a Sunday; what is asked *before* a day is not moved."""
    dues = (
        Due(on=DayOfYear(1, 15), label="A", moves=True),
        Due(on=DayOfYear(1, 15), label="B"),
        Due(on=DayOfYear(1, 16), label="C", moves=True, before=True),
        Due(on=DayOfYear(1, 17), label="D", moves=True),
    )
    wording = version(date(2015, 1, 10), per="year", dues=dues)
    found = periods_of(
        duty("plan", "by_date", wording),
        wording,
        date(2023, 1, 1),
        date(2023, 12, 31),
        (),
        CALENDAR,
    )
    mine = {one.label: one for one in found}
    assert {label: one.due.day for label, one in mine.items()} == {
        "2023-A": 16,
        "2023-B": 15,
        "2023-C": 15,
        "2023-D": 17,
    }
    assert [says.partition(":")[0] for _, says in mine["2023-A"].due_steps] == [
        "fecha fijada por la norma",
        "domingo",
        "primer día hábil siguiente",
    ]
    assert len(mine["2023-D"].due_steps) == 1


def test_a_year_without_calendar_cannot_say_when_a_fixed_day_falls_due():
    fixed = FixedPeriod(
        "2050", date(2050, 1, 1), date(2050, 12, 31), date(2050, 2, 6), date(2050, 1, 1), moves=True
    )
    wording = version(date(2015, 1, 10), periods=(fixed,))
    plan = duty("plan", "by_date", wording)
    with pytest.raises(CalendarGap, match="2050"):
        periods_of(plan, wording, date(2050, 1, 1), date(2050, 12, 31), (), CALENDAR)


def test_installation_counts_working_days_of_the_term():
    wording = version(date(2019, 5, 10), per="term", dues=(Due(working_day_of_term=10),))
    found = periods_of(
        duty("instalacion", "by_date", wording),
        wording,
        date(2022, 1, 1),
        date(2024, 1, 1),
        TERMS,
        CALENDAR,
    )
    assert [(one.label, one.opens, one.due) for one in found] == [
        ("2023-2026", date(2023, 1, 1), date(2023, 1, 13))
    ]


def test_a_period_that_began_before_the_law_is_not_demanded():
    late = duty("tarde", "at_least", version(date(2024, 2, 1), per="two_months"))
    found = demands(edition(late), CODISEC, date(2024, 1, 1), date(2024, 5, 1))
    assert [one.period.label for one in found] == ["2024-B2", "2024-B3"]
