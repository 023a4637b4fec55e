"""What a light means: the norm, how the due day was counted, the acts counted and not and why,
and what would turn it green. The state comes from `timelines` and `duty_lights`, so that an
explanation can never disagree with what is published.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, Final, cast

import polars as pl

from sinasec.methods.coverage import is_declared_complete
from sinasec.methods.demands import demands_of
from sinasec.methods.duties import Bearer, duties_in_force
from sinasec.methods.facts import Facts, known
from sinasec.methods.frames import COMMITTEES
from sinasec.methods.law import Consequence, Duty, Edition, Level, Norm, Version
from sinasec.methods.lights import LATE_STATES, STATE_WORDS, Light, State
from sinasec.methods.remedies import Asked, remedy_of
from sinasec.methods.rollup import duty_lights
from sinasec.methods.sentences import Told, sentence_of
from sinasec.methods.timelines import timelines
from sinasec.methods.trace import (
    Counted,
    NotCounted,
    Register,
    Trace,
    Window,
    met_on,
    register_of,
    trace_of,
)
from sinasec.methods.waived import waiver_of
from sinasec.methods.words import period_words
from sinasec.methods.working_days import Step, add_calendar_days, add_working_days

ONE_DAY: Final = timedelta(days=1)
LONG_AGO: Final = date(1900, 1, 1)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """The light of one duty of one committee on one day, opened down to the article.

    `period` decides the light. `late_days`: calendar days from the due day to the one on which it
    was met, for what was met late, also when the light is green again. `counted`: acts that count
    for it (may exceed `required`). `confidence`, `quoted_by`: of the norm, as in `Norm`, but
    «probable» of an unverified committee and of a due day counted over a calendar in doubt.
    `consequences`: what the norm attaches to the omission on the due day (today, if there is
    none). `turns_green_by`: last day for `turns_green` to be in time, or the day on which the
    light turns by itself; None when there is no such day.
    """

    committee: str
    duty: str
    name: str
    plain: str
    rule: str
    breach: str
    norm: str
    article: str
    url: str
    version: str
    period: str
    period_words: str
    period_from: date | None
    period_to: date | None
    due: date | None
    due_steps: tuple[Step, ...]
    state: State
    state_words: str
    light: Light
    since: date | None
    late_days: int | None
    required: int
    counted: int
    counted_acts: tuple[Counted, ...]
    not_counted: tuple[NotCounted, ...]
    turns_green: str
    turns_green_by: date | None
    sentence: str
    confidence: str
    quoted_by: str | None
    consequences: tuple[Consequence, ...]

    @property
    def where(self) -> str:
        """The place in the norm as people write it: "art. 32.1.a", "numeral 7.4.1"."""
        return Norm(self.norm, self.article, self.url).where

    def as_dict(self) -> dict[str, Any]:
        """Plain values, days as ISO text: ready for JSON."""
        return {one.name: _plain(getattr(self, one.name)) for one in fields(self)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Counted | NotCounted | Consequence):
        return _plain(asdict(value))
    if isinstance(value, tuple):
        return [_plain(one) for one in cast("tuple[Any, ...]", value)]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in cast("dict[str, Any]", value).items()}
    return value


def explain(
    edition: Edition,
    committee_row: Mapping[str, Any],
    acts: pl.DataFrame,
    reviews: pl.DataFrame,
    waivers: pl.DataFrame,
    completeness: pl.DataFrame,
    *,
    as_of: date,
    known_at: datetime,
    duty: str | None = None,
) -> list[Finding]:
    """A finding for each duty in force on a day (or only `duty`), in reading order.

    committee_row: a row of COMMITTEES. Frames as for `timelines`; facts of other committees
    are left aside. A duty with no period to judge yet has a finding with state no_exigible; a
    committee that does not exist on the day has no findings.
    """
    ends = committee_row["valid_to"]
    if as_of < committee_row["valid_from"] or (ends is not None and ends < as_of):
        return []
    case = _case(
        edition, committee_row, Facts(acts, reviews, waivers, completeness), as_of, known_at
    )
    return [
        _finding(case, one, version)
        for one, version in duties_in_force(edition, _bearer(committee_row), as_of)
        if duty in (None, one.code)
    ]


def _bearer(row: Mapping[str, Any]) -> Bearer:
    return Bearer(row["level"], row["committee"], row["region"])


@dataclass(frozen=True, slots=True)
class Case:
    """One committee on one day: what is asked, and what the timelines answer."""

    edition: Edition
    committee: str
    level: Level
    register: Register
    waivers: pl.DataFrame
    completeness: pl.DataFrame
    as_of: date
    rows: pl.DataFrame
    lights: pl.DataFrame

    def deciding(self, duty: Duty) -> tuple[Row | None, date | None]:
        """The row that decides a duty's light on the day, and since when it has that light."""
        lit = self.lights.filter(pl.col("duty") == duty.code).sort("day_from", descending=True)
        first = next(lit.iter_rows(named=True), None)
        if first is None or first["day_to"] < self.as_of:
            return None, None
        mine = (pl.col("duty") == duty.code) & (pl.col("period") == first["period"])
        today = (pl.col("day_from") <= self.as_of) & (pl.col("day_to") >= self.as_of)
        return self.rows.filter(mine & today).row(0, named=True), _since(lit)

    def confidence(self, version: Version, doubts: tuple[str, ...] = ()) -> str:
        """Of what is said of this committee under a wording, with a due day counted in doubt."""
        unsure = doubts or self.committee in self.edition.unverified
        return "probable" if unsure else version.norm.confidence

    def doubts(self, steps: tuple[Step, ...]) -> tuple[str, ...]:
        """What is not known of the years that the count of a due day crosses."""
        doubted = set(self.edition.calendar.in_doubt.values())
        return tuple(why for _, why in steps if why in doubted)

    def open_period(self, duty: Duty) -> Row | None:
        """The period of a duty that is next to fall due, if one is running."""
        running = self.rows.filter(
            (pl.col("duty") == duty.code)
            & (pl.col("due") >= self.as_of)
            & (pl.col("day_to") >= self.as_of)
        ).sort("due")
        return next(running.iter_rows(named=True), None)


def _since(lit: pl.DataFrame) -> date:
    """First day of the unbroken run of the last light; `lit`: latest rows first."""
    rows = lit.iter_rows(named=True)
    last = next(rows)
    since = cast("date", last["day_from"])
    for row in rows:
        if row["light"] != last["light"] or row["day_to"] != since - ONE_DAY:
            break
        since = row["day_from"]
    return since


def _case(
    edition: Edition,
    committee_row: Mapping[str, Any],
    facts: Facts,
    as_of: date,
    known_at: datetime,
) -> Case:
    row = {name: committee_row[name] for name in COMMITTEES.names()}
    mine = facts.of(row["committee"])
    rows = timelines(
        edition,
        pl.DataFrame([row], schema=COMMITTEES),
        mine.acts,
        mine.reviews,
        mine.waivers,
        mine.completeness,
        known_at=known_at,
        horizon_from=_first_day(edition, row["valid_from"], as_of),
        horizon_to=as_of,
    )
    lights = duty_lights(rows, edition.rollup)
    return Case(
        edition,
        row["committee"],
        row["level"],
        register_of(mine, known_at),
        known(mine.waivers, known_at),
        known(mine.completeness, known_at),
        as_of,
        rows,
        lights,
    )


def _first_day(edition: Edition, valid_from: date, as_of: date) -> date:
    """From where to look back: as far as the law and the calendar allow."""
    laws = min((one.start for duty in edition.duties for one in duty.versions), default=as_of)
    calendar = date(min(edition.calendar.known_years, default=laws.year), 1, 1)
    return min(max(laws, calendar, valid_from), as_of)


def _finding(case: Case, duty: Duty, in_force: Version) -> Finding:
    row, since = case.deciding(duty)
    if row is None:
        return _nothing_to_judge(case, duty, in_force)
    version = next(
        one for one in duty.versions if one.id == row["version"] and case.level in one.bearers
    )
    window, steps, readings = _window(case, duty, version, row)
    doubts = case.doubts(steps)
    trace = trace_of(case.register, version, window, case.as_of)
    asked = Asked(
        case.edition,
        duty,
        row,
        case.open_period(duty),
        window,
        case.as_of,
        _late_since(trace, version, row),
        case.level,
    )
    remedy = remedy_of(asked)
    words = period_words(
        duty.rule, version.per, row["period_from"], row["period_to"], row["period"]
    )
    return Finding(
        committee=case.committee,
        duty=duty.code,
        name=duty.name,
        plain=version.plain or duty.plain,
        rule=duty.rule,
        breach=row["breach"],
        norm=version.norm.id,
        article=version.norm.article,
        url=version.norm.url,
        version=version.id,
        period=row["period"],
        period_words=words,
        period_from=row["period_from"],
        period_to=row["period_to"],
        due=row["due"],
        due_steps=steps,
        state=row["state"],
        state_words=STATE_WORDS[cast("State", row["state"])],
        light=row["light"],
        since=since,
        late_days=asked.late_days,
        required=row["required"],
        counted=len(trace.counted),
        counted_acts=trace.counted,
        not_counted=trace.not_counted,
        turns_green=remedy.says,
        turns_green_by=remedy.by,
        sentence=sentence_of(
            Told(
                asked,
                version,
                readings,
                since,
                words,
                trace,
                remedy,
                _is_complete(case, version, window, row),
                _waiver(case, row),
                doubts,
            )
        ),
        confidence=case.confidence(version, doubts),
        quoted_by=version.norm.quoted_by,
        consequences=version.consequences_on(row["due"] or case.as_of),
    )


def _late_since(trace: Trace, version: Version, row: Row) -> date | None:
    """The day on which a period was met late, if it was: of its acts, not of the days on which it
    shows so, for a waiver may hide the first of these."""
    met = met_on(trace, version, row["period"]) if row["state"] in LATE_STATES else None
    return met if met is not None and met > row["due"] else None


def _window(
    case: Case, duty: Duty, version: Version, row: Row
) -> tuple[Window, tuple[Step, ...], tuple[Version, ...]]:
    """The days on which acts count for a row's period, how its due day was counted, and the
    wordings it must meet."""
    if duty.rule == "standing":
        return Window(row["period"], LONG_AGO, None, standing=True), (), (version,)
    if duty.rule == "within":
        count = add_working_days if version.day_kind == "working" else _calendar_count
        calendar = case.edition.calendar
        calendar = calendar.at(calendar.place(case.committee))
        steps = count(row["period_from"], version.days or 0, calendar).steps
        return Window(row["period"], row["period_from"], None), steps, (version,)
    days = sorted((row["due"], case.as_of))
    for demand in demands_of(case.edition, duty, case.level, *days):
        if demand.version is version and demand.period.label == row["period"]:
            window = Window(row["period"], demand.period.opens, demand.late_to)
            return window, demand.period.due_steps, demand.readings
    raise LookupError(f"El periodo {row['period']} de {duty.code} no está en la definición.")


def _is_complete(case: Case, version: Version, window: Window, row: Row) -> bool:
    """Whether the register was declared complete from the first day that counts to the due day."""
    due = cast("date | None", row["due"])
    known = case.committee not in case.edition.unverified
    return (
        known
        and due is not None
        and is_declared_complete(case.completeness, version.acts, window.first, due)
    )


def _waiver(case: Case, row: Row) -> Row | None:
    """What excuses a period today: a waiver of the day, or else of its due day."""
    if row["state"] != "no_exigible":
        return None
    days = [day for day in (case.as_of, row["due"]) if day is not None]
    found = (waiver_of(case.waivers, row["duty"], day) for day in days)
    return next((one for one in found if one is not None), None)


def _calendar_count(day: date, n: int, calendar: object) -> Any:
    return add_calendar_days(day, n)


def _nothing_to_judge(case: Case, duty: Duty, version: Version) -> Finding:
    why = (
        "Ningún acto registrado ha puesto en marcha este plazo."
        if duty.rule == "within"
        else "Todavía no hay un periodo completo que juzgar a este comité con esta norma."
    )
    return Finding(
        committee=case.committee,
        duty=duty.code,
        name=duty.name,
        plain=version.plain or duty.plain,
        rule=duty.rule,
        breach=version.breach,
        norm=version.norm.id,
        article=version.norm.article,
        url=version.norm.url,
        version=version.id,
        period="",
        period_words="",
        period_from=None,
        period_to=None,
        due=None,
        due_steps=(),
        state="no_exigible",
        state_words=STATE_WORDS["no_exigible"],
        light="gris",
        since=None,
        late_days=None,
        required=version.count,
        counted=0,
        counted_acts=(),
        not_counted=(),
        turns_green="",
        turns_green_by=None,
        sentence=f"GRIS · no exigible. {why}",
        confidence=case.confidence(version),
        quoted_by=version.norm.quoted_by,
        consequences=version.consequences_on(case.as_of),
    )
