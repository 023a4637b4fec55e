"""The days on which a light turns, each from both sides: off by one is a wrong light."""

from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from sinasec.methods.compliance.rollup import committee_lights, duty_lights
from sinasec.methods.law import Calendar, Condition, DayOfYear, Due, FixedPeriod
from sinasec.methods.working_days import add_calendar_days, add_working_days, nth_working_day
from tests.methods.laws import (
    CALENDAR,
    LATER,
    ROLLUP,
    SESSIONS,
    act,
    committees,
    complete,
    duty,
    edition,
    facts,
    intervals_of,
    review,
    version,
    waiver,
)

CODE = "CODISEC-150102"
REFORM = date(2019, 5, 10)
ALL = [complete(date(2014, 1, 1), date(2029, 12, 31))]
SOON = 15
MEMORY = ROLLUP.late_memory_days
PLAN = duty(
    "plan",
    "by_date",
    version(REFORM, per="year", acts=("plan",), dues=(Due(on=DayOfYear(3, 15)),)),
)
ANSWER = duty(
    "respuesta",
    "within",
    version(REFORM, trigger="observado", days=3, acts=("respuesta",)),
)
STANDING = duty("portal", "standing", version(REFORM, acts=("portal",)))
HORIZON = (date(2019, 1, 1), date(2026, 12, 31))


def rows_of(law, given, known_at=LATER, unit=None):
    units = committees(CODE) if unit is None else unit
    return intervals_of(edition(law), units, given, HORIZON, known_at=known_at)


def on(rows: pl.DataFrame, period: str, day: date) -> str | None:
    """The state of a period on a day; one at most."""
    held = rows.filter(
        (pl.col("period") == period) & (pl.col("day_from") <= day) & (pl.col("day_to") >= day)
    )
    assert held.height <= 1, held
    return held["state"][0] if held.height else None


def around(rows: pl.DataFrame, period: str, day: date) -> tuple[str | None, str | None]:
    """The states of a period on the eve of a day and on the day."""
    return on(rows, period, day - timedelta(days=1)), on(rows, period, day)


def plan(day: date, name: str = "p", **more: Any) -> dict[str, Any]:
    return act(name, day, "plan", **more)


class TestDueDay:
    def test_the_due_day_itself_is_in_time(self):
        rows = rows_of(PLAN, facts([plan(date(2024, 3, 15))], completeness=ALL))
        assert around(rows, "2024", date(2024, 3, 15)) == ("por_vencer", "cumplido")
        assert on(rows, "2024", date(2025, 1, 1)) == "cumplido"

    def test_the_day_after_is_late(self):
        rows = rows_of(PLAN, facts([plan(date(2024, 3, 16))], completeness=ALL))
        assert around(rows, "2024", date(2024, 3, 16)) == ("por_vencer", "tardio")

    def test_unmet_turns_red_the_day_after(self):
        rows = rows_of(PLAN, facts(completeness=ALL))
        assert around(rows, "2024", date(2024, 3, 16)) == ("por_vencer", "vencido")

    def test_soon_begins_the_days_before_that_the_wording_says(self):
        rows = rows_of(PLAN, facts(completeness=ALL))
        first = date(2024, 3, 15) - timedelta(days=SOON)
        assert around(rows, "2024", first) == ("pendiente", "por_vencer")

    @pytest.mark.parametrize(("day", "state"), [(14, "cumplido"), (15, "tardio")])
    def test_before_a_day_leaves_that_day_out(self, day, state):
        dues = (Due(on=DayOfYear(3, 15), before=True),)
        law = duty("plan", "by_date", version(REFORM, per="year", acts=("plan",), dues=dues))
        rows = rows_of(law, facts([plan(date(2024, 3, day))], completeness=ALL))
        assert on(rows, "2024", date(2024, 3, day)) == state

    @pytest.mark.parametrize(("day", "counts"), [(30, False), (31, True)])
    def test_acts_count_from_the_day_a_period_opens(self, day, counts):
        dues = (Due(on=DayOfYear(3, 15), opens=DayOfYear(12, 31, -1)),)
        law = duty("plan", "by_date", version(REFORM, per="year", acts=("plan",), dues=dues))
        rows = rows_of(law, facts([plan(date(2023, 12, day))], completeness=ALL))
        assert (on(rows, "2024", date(2024, 3, 15)) == "cumplido") is counts

    def test_new_authorities_have_their_own_day(self):
        dues = (Due(on=DayOfYear(1, 15), new_authorities=DayOfYear(1, 30)),)
        law = duty("plan", "by_date", version(REFORM, per="year", acts=("plan",), dues=dues))
        rows = rows_of(law, facts(completeness=ALL))
        assert around(rows, "2023", date(2023, 1, 31)) == ("por_vencer", "vencido")
        assert around(rows, "2024", date(2024, 1, 16)) == ("por_vencer", "vencido")


class TestLateActs:
    def test_a_late_act_shows_as_late_for_the_days_remembered_and_no_more(self):
        late = date(2024, 4, 1)
        rows = rows_of(PLAN, facts([plan(late)], completeness=ALL))
        assert around(rows, "2024", late + timedelta(days=MEMORY)) == ("tardio", "subsanado")

    def test_a_late_act_counts_to_the_eve_of_the_next_period(self):
        for day, state in ((date(2024, 12, 31), "tardio"), (date(2025, 1, 1), "vencido")):
            rows = rows_of(PLAN, facts([plan(day)], completeness=ALL))
            assert on(rows, "2024", date(2025, 1, 1)) == state

    def test_a_closed_period_of_sessions_is_never_cured(self):
        given = facts([act("s", date(2024, 3, 1))], completeness=ALL)
        rows = rows_of(SESSIONS, given)
        assert on(rows, "2024-B1", date(2024, 12, 31)) == "vencido"
        assert on(rows, "2024-B2", date(2024, 3, 1)) == "cumplido"


class TestCompleteness:
    OPENS, DUE = date(2024, 1, 1), date(2024, 3, 15)

    @pytest.mark.parametrize(
        ("first", "last", "state"),
        [
            (OPENS, DUE, "vencido"),
            (OPENS + timedelta(days=1), DUE, "sin_informacion"),
            (OPENS, DUE - timedelta(days=1), "sin_informacion"),
        ],
    )
    def test_one_day_less_and_nothing_can_be_affirmed(self, first, last, state):
        rows = rows_of(PLAN, facts(completeness=[complete(first, last)]))
        assert on(rows, "2024", self.DUE + timedelta(days=1)) == state

    def test_two_records_that_touch_are_one(self):
        middle = date(2024, 2, 1)
        halves = [complete(self.OPENS, middle), complete(middle + timedelta(days=1), self.DUE)]
        rows = rows_of(PLAN, facts(completeness=halves))
        assert on(rows, "2024", date(2024, 3, 16)) == "vencido"
        gap = [complete(self.OPENS, middle), complete(middle + timedelta(days=2), self.DUE)]
        assert on(rows_of(PLAN, facts(completeness=gap)), "2024", date(2024, 3, 16)) == (
            "sin_informacion"
        )

    def test_every_kind_that_would_do_must_be_complete(self):
        law = duty(
            "plan",
            "by_date",
            version(REFORM, per="year", acts=("plan", "acta"), dues=(Due(on=DayOfYear(3, 15)),)),
        )
        records = [complete(self.OPENS, self.DUE, kind) for kind in ("plan", "acta")]
        assert on(rows_of(law, facts(completeness=records)), "2024", date(2024, 4, 1)) == "vencido"
        rows = rows_of(law, facts(completeness=records[:1]))
        assert on(rows, "2024", date(2024, 4, 1)) == "sin_informacion"

    def test_a_standing_duty_with_two_kinds_too(self):
        law = duty("portal", "standing", version(REFORM, acts=("portal", "mural")))
        day = date(2024, 3, 15)
        records = [complete(day, day, kind) for kind in ("portal", "mural")]
        both, one = (rows_of(law, facts(completeness=some)) for some in (records, records[:1]))
        states = [on(both, "vigencia", day + timedelta(days=n)) for n in (-1, 0, 1)]
        assert states == ["sin_informacion", "vencido", "sin_informacion"]
        assert on(one, "vigencia", day) == "sin_informacion"


class TestWaivers:
    DUE = date(2024, 3, 15)

    @pytest.mark.parametrize(
        ("first", "last", "excused"),
        [
            (DUE, DUE, True),
            (DUE - timedelta(days=5), DUE, True),
            (DUE, DUE + timedelta(days=5), True),
            (DUE - timedelta(days=5), DUE - timedelta(days=1), False),
            (DUE + timedelta(days=1), DUE + timedelta(days=5), False),
        ],
    )
    def test_a_period_is_excused_for_good_when_its_due_day_is(self, first, last, excused):
        rows = rows_of(PLAN, facts(waivers=[waiver(first, last)], completeness=ALL))
        after = on(rows, "2024", date(2024, 6, 1))
        assert after == ("no_exigible" if excused else "vencido")

    def test_the_first_and_last_waived_days_are_waived_and_no_other(self):
        first, last = date(2024, 4, 1), date(2024, 4, 30)
        rows = rows_of(PLAN, facts(waivers=[waiver(first, last)], completeness=ALL))
        assert around(rows, "2024", first) == ("vencido", "no_exigible")
        assert around(rows, "2024", last + timedelta(days=1)) == ("no_exigible", "vencido")

    def test_another_duty_is_not_waived(self):
        rows = rows_of(PLAN, facts(waivers=[waiver(self.DUE, None, "otro")], completeness=ALL))
        assert on(rows, "2024", date(2024, 6, 1)) == "vencido"

    def test_what_was_met_in_time_stays_met(self):
        given = facts([plan(date(2024, 3, 1))], waivers=[waiver(self.DUE, self.DUE)])
        rows = rows_of(PLAN, given)
        assert on(rows, "2024", self.DUE) == "no_exigible"
        assert on(rows, "2024", self.DUE + timedelta(days=1)) == "cumplido"


class TestWhatIsKnown:
    def test_an_act_is_known_from_the_instant_it_is_registered(self):
        at = datetime(2024, 4, 5, 10)
        given = facts([plan(date(2024, 3, 15), registered=at)], completeness=ALL)
        known = [rows_of(PLAN, given, moment) for moment in (at - timedelta(microseconds=1), at)]
        day = date(2024, 6, 1)
        assert [on(rows, "2024", day) for rows in known] == ["vencido", "cumplido"]

    def test_a_correction_keeps_the_day_and_takes_the_place_of_what_it_corrects(self):
        acts = [plan(date(2024, 3, 15)), plan(date(2024, 5, 2), "q", supersedes="p")]
        rows = rows_of(PLAN, facts(acts, completeness=ALL))
        assert on(rows, "2024", date(2024, 3, 15)) == "cumplido"
        twice = duty("sesion", "at_least", version(REFORM, per="two_months", count=2))
        acts = [act("a", date(2024, 1, 9)), act("b", date(2024, 1, 9), supersedes="a")]
        assert on(rows_of(twice, facts(acts, completeness=ALL)), "2024-B1", LAST_OF_FEBRUARY) == (
            "por_vencer"
        )

    def test_the_last_review_decides(self):
        seen = [
            review("p", "observed", datetime(2024, 3, 20)),
            review("p", "accepted", datetime(2024, 3, 25)),
        ]
        given = facts([plan(date(2024, 3, 15))], seen, completeness=ALL)
        day = date(2024, 6, 1)
        assert on(rows_of(PLAN, given), "2024", day) == "cumplido"
        assert on(rows_of(PLAN, given, datetime(2024, 3, 24)), "2024", day) == "vencido"


LAST_OF_FEBRUARY = date(2024, 2, 29)


class TestReforms:
    OLD = version(date(2014, 12, 5), date(2019, 5, 9), per="year", count=1)

    def states(self, transition: str, sessions: int) -> str | None:
        new = version(REFORM, per="year", count=2, transition=transition)
        law = duty("sesion", "at_least", self.OLD, new)
        days = [date(2019, 2, 1), date(2019, 9, 1)][:sessions]
        acts = [act(f"s{day.month}", day) for day in days]
        return on(rows_of(law, facts(acts, completeness=ALL)), "2019", date(2020, 1, 1))

    def test_new_asks_what_is_in_force_at_the_end(self):
        assert [self.states("new", n) for n in (0, 1, 2)] == ["vencido", "vencido", "cumplido"]

    def test_old_asks_what_was_in_force_at_the_beginning(self):
        assert [self.states("old", n) for n in (0, 1, 2)] == ["vencido", "cumplido", "cumplido"]

    def test_both_is_green_by_all_readings_and_red_by_none(self):
        states = [self.states("both", n) for n in (0, 1, 2)]
        assert states == ["vencido", "en_transicion", "cumplido"]

    def test_a_wording_governs_from_its_first_day_to_its_last(self):
        rows = rows_of(SESSIONS, facts(completeness=ALL))
        assert on(rows, "2019-M05", date(2019, 5, 9)) is not None
        assert on(rows, "2019-M05", REFORM) is None
        assert on(rows, "2019-B3", date(2019, 5, 9)) is None
        assert on(rows, "2019-B3", REFORM) == "pendiente"

    def test_a_trigger_on_the_first_day_of_a_wording_sets_the_days_running(self):
        for day, runs in ((REFORM, True), (REFORM - timedelta(days=1), False)):
            rows = rows_of(ANSWER, facts([act("t", day, "observado")], completeness=ALL))
            assert (on(rows, "t", day) is not None) is runs


class TestExistence:
    def unit(self, first: date, last: date | None) -> pl.DataFrame:
        return committees(CODE, valid_from=first, valid_to=last)

    def test_a_period_wholly_inside_the_life_of_the_committee_is_judged(self):
        whole = self.unit(date(2024, 1, 1), LAST_OF_FEBRUARY)
        rows = rows_of(SESSIONS, facts(completeness=ALL), unit=whole)
        assert set(rows["period"]) == {"2024-B1"}

    @pytest.mark.parametrize(
        ("first", "last"),
        [
            (date(2024, 1, 2), date(2024, 2, 29)),
            (date(2024, 1, 1), date(2024, 2, 28)),
        ],
    )
    def test_one_day_less_and_it_is_not(self, first, last):
        rows = rows_of(SESSIONS, facts(completeness=ALL), unit=self.unit(first, last))
        assert rows.is_empty()


class TestStanding:
    def test_in_force_from_the_first_day_to_the_last(self):
        said = {"valid_from": "2024-03-01", "valid_to": "2024-03-31"}
        given = facts([act("d", date(2024, 2, 1), "portal", attributes=said)], completeness=ALL)
        rows = rows_of(STANDING, given)
        assert around(rows, "vigencia", date(2024, 3, 1)) == ("vencido", "cumplido")
        assert around(rows, "vigencia", date(2024, 4, 1)) == ("cumplido", "vencido")

    def test_nobody_could_see_it_before_its_date(self):
        said = {"valid_from": "2024-01-01"}
        given = facts([act("d", date(2024, 2, 1), "portal", attributes=said)], completeness=ALL)
        rows = rows_of(STANDING, given)
        assert around(rows, "vigencia", date(2024, 2, 1)) == ("vencido", "cumplido")


class TestCounts:
    def test_acts_of_one_day_are_as_many_acts(self):
        law = duty("sesion", "at_least", version(REFORM, per="two_months", count=2))
        acts = [act("a", date(2024, 1, 9)), act("b", date(2024, 1, 9))]
        rows = rows_of(law, facts(acts, completeness=ALL))
        assert around(rows, "2024-B1", date(2024, 1, 9)) == ("pendiente", "cumplido")

    def test_the_first_and_last_days_of_a_period_count(self):
        for day in (date(2024, 1, 1), LAST_OF_FEBRUARY):
            rows = rows_of(SESSIONS, facts([act("a", day)], completeness=ALL))
            assert on(rows, "2024-B1", LAST_OF_FEBRUARY) == "cumplido"

    def test_some_of_them_must_be_of_a_kind(self):
        some = (Condition("descentralizada", True, 1, "una descentralizada"),)
        wording = version(REFORM, per="two_months", count=2, conditions=some)
        law = duty("sesion", "at_least", wording)
        days = [date(2024, 1, 9), date(2024, 1, 20)]
        for said, state in (({}, "vencido"), ({"descentralizada": True}, "cumplido")):
            acts = [act("a", days[0]), act("b", days[1], attributes=said)]
            rows = rows_of(law, facts(acts, completeness=ALL))
            assert on(rows, "2024-B1", date(2024, 3, 1)) == state


class TestDays:
    CLOSED = Calendar({date(2024, 3, 28): "Jueves Santo"}, CALENDAR.known_years)

    def test_the_first_day_counts_when_it_is_a_working_day(self):
        assert nth_working_day(date(2024, 3, 27), 1, self.CLOSED).day == date(2024, 3, 27)
        assert nth_working_day(date(2024, 3, 28), 1, self.CLOSED).day == date(2024, 3, 29)

    def test_the_day_of_the_trigger_never_counts(self):
        assert add_working_days(date(2024, 3, 26), 1, self.CLOSED).day == date(2024, 3, 27)
        assert add_working_days(date(2024, 3, 27), 2, self.CLOSED).day == date(2024, 4, 1)
        assert add_calendar_days(date(2024, 3, 27), 2).day == date(2024, 3, 29)

    @pytest.mark.parametrize(("day", "state"), [(20, "cumplido"), (21, "tardio")])
    def test_three_working_days_from_a_friday_end_on_wednesday(self, day, state):
        acts = [
            act("t", date(2024, 3, 15), "observado"),
            act("r", date(2024, 3, day), "respuesta"),
        ]
        rows = rows_of(ANSWER, facts(acts, completeness=ALL))
        assert on(rows, "t", date(2024, 3, day)) == state


class TestRollUp:
    def light(self, law, given, day):
        lights = duty_lights(rows_of(law, given), ROLLUP)
        held = lights.filter((pl.col("day_from") <= day) & (pl.col("day_to") >= day))
        return held.select("light", "period").row(0)

    def test_a_period_that_closed_unmet_shows_the_very_next_day(self):
        given = facts([act("a", date(2024, 1, 9))], completeness=ALL)
        assert self.light(SESSIONS, given, date(2024, 4, 30)) == ("ambar", "2024-B2")
        assert self.light(SESSIONS, given, date(2024, 5, 1)) == ("rojo", "2024-B2")

    def test_a_running_period_already_met_covers_the_one_that_failed(self):
        given = facts([act("a", date(2024, 3, 1))], completeness=ALL)
        assert self.light(SESSIONS, given, LAST_OF_FEBRUARY) == ("rojo", "2023-B6")
        assert self.light(SESSIONS, given, date(2024, 3, 1)) == ("verde", "2024-B2")

    def test_what_is_not_demanded_yet_does_not_hide_what_closed(self):
        given = facts([act("a", date(2024, 1, 9))], completeness=ALL)
        assert self.light(SESSIONS, given, date(2024, 3, 1)) == ("verde", "2024-B1")

    def test_what_closed_before_the_days_asked_about_still_shows(self):
        yearly = duty("sesion", "at_least", version(REFORM, per="year"))
        given = facts(completeness=ALL)
        day = date(2024, 11, 1)
        rows = intervals_of(edition(yearly), committees(CODE), given, (day, day))
        assert duty_lights(rows, ROLLUP).select("light", "period").rows() == [("rojo", "2023")]

    def test_a_trigger_is_remembered_as_long_as_a_late_act(self):
        given = facts([act("t", date(2024, 3, 15), "observado")], completeness=ALL)
        last = date(2024, 3, 20) + timedelta(days=MEMORY)
        assert self.light(ANSWER, given, last) == ("rojo", "t")
        with pytest.raises(pl.exceptions.OutOfBoundsError):
            self.light(ANSWER, given, last + timedelta(days=1))

    def test_the_worst_decides_and_what_is_not_demanded_is_left_out(self):
        worst = {"rojo": 0, "gris": 1, "ambar": 2, "verde": 3}
        assert list(ROLLUP.worst_first) == sorted(worst, key=lambda light: worst[light])
        day = date(2024, 3, 20)
        both = edition(SESSIONS, PLAN)
        given = facts([plan(date(2024, 3, 15))], completeness=ALL[:0])
        rows = intervals_of(both, committees(CODE), given, HORIZON)
        lights = committee_lights(rows, ROLLUP)
        held = lights.filter((pl.col("day_from") <= day) & (pl.col("day_to") >= day))
        assert held.select("light", "n_gris", "n_verde").rows() == [("gris", 1, 1)]

    def test_of_two_that_failed_the_first_due_is_shown(self):
        acts = [
            act("z", date(2024, 3, 11), "observado"),
            act("a", date(2024, 3, 15), "observado"),
        ]
        assert self.light(ANSWER, facts(acts, completeness=ALL), date(2024, 4, 1)) == ("rojo", "z")

    def test_a_duty_that_stopped_binding_has_no_light(self):
        law = duty(
            "consulta", "at_least", version(date(2014, 12, 5), date(2019, 5, 9), per="month")
        )
        given = facts(completeness=ALL)
        assert self.light(law, given, date(2019, 5, 9)) == ("rojo", "2019-M04")
        with pytest.raises(pl.exceptions.OutOfBoundsError):
            self.light(law, given, date(2019, 5, 10))

    def test_what_is_waived_is_neither_without_information_nor_red(self):
        given = facts(waivers=[waiver(date(2024, 1, 1), date(2024, 12, 31))])
        lights = committee_lights(rows_of(PLAN, given), ROLLUP).filter(
            pl.col("day_from") == date(2024, 1, 1)
        )
        assert lights.select("light", "n_gris", "n_no_exigible").rows() == [("gris", 0, 1)]


def test_a_fixed_period_falls_due_on_the_day_the_norm_says():
    fixed = FixedPeriod(
        "2024-2027", date(2024, 1, 1), date(2027, 12, 31), date(2023, 12, 31), date(2023, 6, 28)
    )
    law = duty("plan", "by_date", version(date(2023, 6, 28), acts=("plan",), periods=(fixed,)))
    for day, state in ((date(2023, 12, 31), "cumplido"), (date(2024, 1, 1), "tardio")):
        rows = rows_of(law, facts([plan(day)], completeness=ALL))
        assert on(rows, "2024-2027", day) == state
