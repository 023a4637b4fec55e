"""The periods of `within` duties: one for each act that sets the days running."""

from datetime import date

import polars as pl

from sinasec.methods.compliance.counted import Counted
from sinasec.methods.compliance.duties import runs_of
from sinasec.methods.law import Calendar, Duty, Edition, Level, Version
from sinasec.methods.working_days import add_calendar_days, working_day_after

TRIGGERED = pl.Schema(
    {"c": pl.UInt32, "label": pl.String, "opens": pl.Date, "due": pl.Date, "binds_to": pl.Date}
)


def triggered(
    edition: Edition,
    duty: Duty,
    version: Version,
    level: Level,
    acts: Counted,
    units: pl.DataFrame,
    last: date,
) -> pl.DataFrame:
    """c, label (id of the trigger), opens (its date), due, binds_to, for one wording and level.

    units: c, committee. The wording in force on the trigger's date governs, and the days are those
    that the committee works where it is. Raises CalendarGap when working days fall in a year
    without calendar.
    """
    mine = acts.of([version.trigger or ""], [level]).filter(
        (pl.col("date") >= version.start) & (pl.col("date") <= min(version.end or last, last))
    )
    mine = mine.join(_places(mine, units, edition.calendar), on="c")
    dues = _dues(mine.select("place", "date").unique(), version, edition.calendar)
    end = next(run.end for run in runs_of(duty, level) if version in run.versions)
    return mine.join(dues, on=["place", "date"]).select(
        "c",
        label="act_id",
        opens="date",
        due="due",
        binds_to=pl.lit(end, dtype=pl.Date),
    )


def _places(acts: pl.DataFrame, units: pl.DataFrame, calendar: Calendar) -> pl.DataFrame:
    """c, place: of the committees that acted, as `Calendar.place`."""
    found = units.join(acts, on="c", how="semi").select("c", "committee")
    places = [calendar.place(committee) for committee in found["committee"]]
    return found.select("c", place=pl.Series(places, dtype=pl.String))


def _dues(asked: pl.DataFrame, version: Version, calendar: Calendar) -> pl.DataFrame:
    """`asked` (place, date) with due."""
    calendars = {place: calendar.at(place) for place in asked["place"].unique()}
    dues = [due_after(day, version, calendars[place]) for place, day in asked.iter_rows()]
    return asked.with_columns(due=pl.Series(dues, dtype=pl.Date))


def due_after(day: date, version: Version, calendar: Calendar) -> date:
    """Last day in time after a trigger: the count starts the day after it."""
    days = version.days or 0
    if version.day_kind == "calendar":
        return add_calendar_days(day, days).day
    return working_day_after(day, days, calendar)
