"""The periods of one wording of a duty: when each runs, opens and falls due."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sinasec.methods.law import (
    Calendar,
    CalendarGap,
    DayOfYear,
    Due,
    Duty,
    FixedPeriod,
    Span,
    Term,
    Version,
)
from sinasec.methods.working_days import (
    ONE_DAY,
    Step,
    moved_to_working_day,
    nth_working_day,
)

MONTHS: Final[dict[Span, int]] = {
    "month": 1,
    "two_months": 2,
    "quarter": 3,
    "half_year": 6,
    "year": 12,
}
MARKS: Final[dict[Span, str]] = {
    "month": "M{:02d}",
    "two_months": "B{}",
    "quarter": "T{}",
    "half_year": "S{}",
}
DAY_OF_NORM: Final = "fecha fijada por la norma"
DUE_OFFSET_YEARS: Final = 2  # a due day may lie in a year before or after its period


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a duty. Acts count from `opens`; `due` is the last day in time.

    `due_steps`: how the due day was found, day by day, in Spanish.
    """

    label: str
    start: date
    end: date
    opens: date
    due: date
    due_steps: tuple[Step, ...]

    @property
    def first_day(self) -> date:
        return min(self.opens, self.start)

    @property
    def last_day(self) -> date:
        return max(self.due, self.end)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A calendar span or a term: label and first and last day."""

    label: str
    start: date
    end: date


def periods_of(
    duty: Duty,
    version: Version,
    horizon_from: date,
    horizon_to: date,
    terms: Sequence[Term],
    calendar: Calendar | None = None,
) -> list[Period]:
    """The periods this wording decides that touch the horizon, by due day then label.

    A wording decides the periods whose last day (`at_least`) or due day (`by_date`) falls
    while it is in force. `terms`: those of the level judged. `calendar` is needed only where
    a due day is a working day; CalendarGap is raised if it lacks the year. `within` and
    `standing` have no periods of their own: they come from the acts.
    """
    found = grid_of(duty, version, horizon_from, horizon_to, terms, calendar)
    return [period for period in found if version.in_force(period.due)]


def grid_of(
    duty: Duty,
    version: Version,
    horizon_from: date,
    horizon_to: date,
    terms: Sequence[Term],
    calendar: Calendar | None = None,
) -> list[Period]:
    """The periods as this wording draws them, whether or not it is still there to decide them."""
    if duty.rule == "at_least":
        found = _counting_periods(version, horizon_from, horizon_to, terms)
    elif duty.rule == "by_date":
        found = _dated_periods(version, horizon_from, horizon_to, terms, calendar)
    else:
        return []
    kept = (
        period
        for period in found
        if period.first_day <= horizon_to and period.last_day >= horizon_from
    )
    return sorted(kept, key=lambda period: (period.due, period.label))


def stretches(per: Span, day_from: date, day_to: date, terms: Iterable[Term]) -> list[Stretch]:
    """Every calendar span (or term) that touches the days given, in order."""
    if per == "term":
        found = (Stretch(term.label, term.start, term.end) for term in terms)
    else:
        found = _calendar_spans(per, day_from.year, day_to.year)
    return sorted(
        (one for one in found if one.start <= day_to and one.end >= day_from),
        key=lambda one: one.start,
    )


def _calendar_spans(per: Span, first_year: int, last_year: int) -> Iterator[Stretch]:
    months = MONTHS[per]
    for year in range(first_year, last_year + 1):
        for number in range(1, 12 // months + 1):
            end_month = number * months
            start = date(year, end_month - months + 1, 1)
            mark = MARKS.get(per)
            label = f"{year}-{mark.format(number)}" if mark else str(year)
            yield Stretch(label, start, _month_end(year, end_month))


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - ONE_DAY


def _counting_periods(
    version: Version, horizon_from: date, horizon_to: date, terms: Sequence[Term]
) -> Iterator[Period]:
    for one in stretches(version.per or "year", horizon_from, horizon_to, terms):
        steps = ((one.end, "último día del periodo"),)
        yield Period(one.label, one.start, one.end, one.start, one.end, steps)


def _dated_periods(
    version: Version,
    horizon_from: date,
    horizon_to: date,
    terms: Sequence[Term],
    calendar: Calendar | None,
) -> Iterator[Period]:
    yield from (_fixed(period, calendar) for period in version.periods)
    margin = timedelta(days=366 * DUE_OFFSET_YEARS)
    for one in stretches(version.per or "year", horizon_from - margin, horizon_to + margin, terms):
        for due in version.dues:
            number = due.working_day_of_term or due.working_day_of_year
            if number is None:
                yield _dated(one, due, version, terms, calendar)
            elif one.start <= horizon_to and one.end >= horizon_from:
                yield from _installations(one, due, version, terms, calendar)


def _fixed(period: FixedPeriod, calendar: Calendar | None) -> Period:
    steps = ((period.due, period.says or DAY_OF_NORM),)
    day, more = _moved(period.due, calendar) if period.moves else (period.due, ())
    return Period(period.label, period.start, period.end, period.opens, day, steps + more)


def _moved(day: date, calendar: Calendar | None) -> tuple[date, tuple[Step, ...]]:
    """The day to which a fixed date passes, and the steps to it: none if it is a working day."""
    if calendar is None:
        raise CalendarGap("Falta el calendario para saber si el día en que vence es hábil.")
    count = moved_to_working_day(day, calendar)
    return count.day, count.steps


def _dated(
    one: Stretch, due: Due, version: Version, terms: Sequence[Term], calendar: Calendar | None
) -> Period:
    day, says = _due_day(one, due, terms)
    steps = ((day, says),)
    if due.before:
        steps = ((day, f"{says}: ese día ya es tarde"), (day - ONE_DAY, "último día en plazo"))
        day -= ONE_DAY
    elif due.moves and version.in_force(day):  # others are only drawn, and need no calendar
        day, more = _moved(day, calendar)
        steps += more
    if due.opens:
        opens = on_year(due.opens, one.start.year)
    else:  # a due day before its period would otherwise leave no day to act
        opens = min(one.start, date(day.year, 1, 1)) if day < one.start else one.start
    return Period(_label(one, due), one.start, one.end, opens, day, steps)


def _due_day(one: Stretch, due: Due, terms: Sequence[Term]) -> tuple[date, str]:
    if due.new_authorities and any(term.start.year == one.start.year for term in terms):
        return (
            on_year(due.new_authorities, one.start.year),
            "fecha de la norma para un año de nuevas autoridades",
        )
    if due.on:
        return on_year(due.on, one.start.year), due.says or DAY_OF_NORM
    return one.end, "último día del periodo"


def _installations(
    one: Stretch,
    due: Due,
    version: Version,
    terms: Sequence[Term],
    calendar: Calendar | None,
) -> Iterator[Period]:
    """The n-th working day of each term that starts in this stretch, or of the stretch itself.

    Only from first days on which this wording was in force.
    """
    starts = [one.start] if due.working_day_of_year else [term.start for term in terms]
    for start in starts:
        if not (one.start <= start <= one.end and version.in_force(start)):
            continue
        if calendar is None:
            raise CalendarGap("Falta el calendario para contar los días hábiles del plazo.")
        number = due.working_day_of_year or due.working_day_of_term or 1
        count = nth_working_day(start, number, calendar)
        opens = on_year(due.opens, one.start.year) if due.opens else start
        yield Period(_label(one, due), one.start, one.end, opens, count.day, count.steps)


def _label(one: Stretch, due: Due) -> str:
    return f"{one.label}-{due.label}" if due.label else one.label


def on_year(day: DayOfYear, year: int) -> date:
    """The calendar day in (or relative to) a year; 29 February is the 28th in common years."""
    year += day.year_offset
    return date(year, day.month, min(day.day, _month_end(year, day.month).day))
