"""The calendar of each year, held against outside counts."""

from datetime import date, timedelta

import holidays
import pytest

from sinasec.definitions import load
from sinasec.definitions.documents import read_document
from sinasec.methods.compliance.demands import demands
from sinasec.methods.working_days import add_working_days, nth_working_day

YEARS = range(2014, 2028)
CLOSED = load().calendar.closed
FILES = load().files


def by_law(year: int) -> set[date]:
    document = read_document(FILES[f"calendar/{year}.yaml"], f"calendar/{year}.yaml")
    return {item["day"] for item in document.value["holidays"]}


@pytest.mark.parametrize("year", YEARS)
def test_the_holidays_library_agrees_but_for_easter_sunday(year):
    """The library lists Easter Sunday, which no norm closes (and which is a Sunday anyway)."""
    theirs = set(holidays.country_holidays("PE", years=year))
    easter = {day for day in theirs - by_law(year) if day.weekday() == 6}
    assert theirs - easter == by_law(year)
    assert all(day - timedelta(days=2) in by_law(year) for day in easter)


@pytest.mark.parametrize(
    ("day", "first_year"),
    [((7, 23), 2023), ((8, 6), 2022), ((12, 9), 2022), ((6, 7), 2024)],
)
def test_a_holiday_made_by_law_starts_with_the_law(day, first_year):
    assert date(first_year, *day) in CLOSED
    assert date(first_year - 1, *day) not in CLOSED


@pytest.mark.parametrize(
    "day",
    [
        "2015-01-02",
        "2018-12-24",
        "2019-08-29",
        "2020-10-09",
        "2022-01-03",
        "2023-01-02",
        "2024-12-31",
        "2025-05-02",
        "2026-01-02",
    ],
)
def test_a_decreed_day_carries_its_decree(day):
    why = CLOSED[date.fromisoformat(day)]
    assert why.startswith("no laborable del sector público (DS ")


def test_years_whose_decrees_could_not_be_confirmed_say_so():
    doubts = load().calendar.in_doubt
    assert {year for year, doubt in doubts.items() if "no hay información" in doubt} == {
        2014,
        2016,
        2027,
    }


def test_every_decreed_day_falls_on_a_weekday():
    decreed = [day for day, why in CLOSED.items() if why.startswith("no laborable")]
    assert decreed
    assert [day for day in decreed if day.weekday() > 4] == []


def test_what_is_not_known_of_a_year_is_said_of_the_deadlines_that_cross_it():
    """Recounted from the files: those that do not say `confirmados`."""
    edition = load()
    doubts = edition.calendar.in_doubt
    written = {year: FILES[f"calendar/{year}.yaml"] for year in YEARS}
    unsure = {
        year
        for year, text in written.items()
        if read_document(text, str(year)).value["decretados"] != "confirmados"
    }
    assert set(doubts) == unsure == {2014, 2015, 2016, 2021, 2026, 2027}
    installed = nth_working_day(date(2027, 1, 1), 10, edition.calendar)
    assert installed.day == date(2027, 1, 15)
    assert installed.steps[-1] == (installed.day, doubts[2027])
    assert "no hay información" in doubts[2027]
    assert nth_working_day(date(2023, 1, 1), 10, edition.calendar).steps[-1][1] == "cuenta 10"


def test_a_decreed_day_is_not_called_a_holiday():
    closed = load().calendar.closed
    assert closed[date(2021, 10, 11)] == "no laborable del sector público (DS 161-2021-PCM)"
    assert closed[date(2021, 12, 25)].startswith("feriado: Navidad")


LOCAL = load().calendar.local


def test_days_closed_in_a_part_of_the_country_are_not_closed_in_the_rest():
    apec = {date(2016, 11, 17), date(2016, 11, 18), date(2024, 11, 14), date(2024, 11, 15)}
    assert set(LOCAL["1501"]) == set(LOCAL["07"]) == apec | {date(2018, 4, 13)}
    assert set(LOCAL["1506"]) == {date(2024, 11, 14), date(2024, 11, 15)}
    assert not (apec | {date(2018, 4, 13)}) & CLOSED.keys()
    assert LOCAL["07"][date(2016, 11, 17)] == (
        "no laborable del sector público en Lima Metropolitana y Callao (DS 059-2016-PCM)"
    )
    assert date(2019, 7, 26) not in LOCAL["1501"]  # its morning was worked


@pytest.mark.parametrize("level", ["CONASEC", "CORESEC", "COPROSEC", "CODISEC"])
def test_no_fixed_day_or_installation_crosses_a_day_closed_in_one_place(level):
    """Those due days are of a whole level: the first that crosses one has to become of a place."""
    local = {day for days in LOCAL.values() for day in days}
    law = load()
    crossed = {
        (one.duty.code, one.period.label)
        for one in demands(law, level, date(2014, 12, 5), date(2027, 12, 31))
        if local & {day for day, _ in one.period.due_steps}
    }
    assert crossed == set()


@pytest.mark.parametrize(
    ("code", "due"),
    [
        ("CODISEC-150122", date(2024, 11, 21)),
        ("COPROSEC-0701", date(2024, 11, 21)),
        ("COPROSEC-1506", date(2024, 11, 21)),
        ("CORESEC-15", date(2024, 11, 19)),
        ("COPROSEC-2101", date(2024, 11, 19)),
    ],
)
def test_a_term_that_crosses_the_apec_summit_is_longer_where_it_was(code, due):
    """Seven working days from 8 November 2024, a Friday; the trace says why each day is passed."""
    calendar = load().calendar
    count = add_working_days(date(2024, 11, 8), 7, calendar.at(calendar.place(code)))
    assert count.day == due
    assert sum("DS 110-2024-PCM" in why for _, why in count.steps) == 2 * (due.day == 21)


EMERGENCY = "del 16 de marzo al 10 de junio de 2020 se suspendió el cómputo"


def test_the_terms_of_the_plans_that_cross_the_emergency_of_2020_are_in_doubt():
    """DU 026 and 029-2020; on the days before them and after them nothing is in doubt."""
    calendar = load().calendar

    def doubted(day: date, days: int) -> bool:
        return any(EMERGENCY in why for _, why in add_working_days(day, days, calendar).steps)

    assert doubted(date(2020, 3, 10), 4)
    assert not doubted(date(2020, 3, 10), 3)
    assert doubted(date(2020, 6, 9), 1)
    assert not doubted(date(2020, 6, 10), 5)
