"""What a light means: the norm, how the due day was counted, the acts counted and not and why,
and what would turn it green. The state comes from what was judged, now (`explain`) or when it was
published (`explained`), so that an explanation can never disagree with the light it explains.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, cast

import polars as pl

from sinasec.methods.compliance.coverage import ONE_DAY, declared_to, is_declared_complete
from sinasec.methods.compliance.duties import Bearer, duties_in_force
from sinasec.methods.compliance.explanation.constancias import (
    RESTS_ON_THEM,
    Constancia,
    constancias_of,
)
from sinasec.methods.compliance.explanation.finding import Finding
from sinasec.methods.compliance.explanation.judged import Decided, Judged, Row
from sinasec.methods.compliance.explanation.lateness import NOT_LATE, Lateness, lateness_of
from sinasec.methods.compliance.explanation.read_again import (
    NO_SUCH_PERIOD,
    Found,
    otherwise,
    states_read,
)
from sinasec.methods.compliance.explanation.remedies import Asked, remedy_of
from sinasec.methods.compliance.explanation.sentences import Told, sentence_of
from sinasec.methods.compliance.explanation.trace import (
    Counted,
    Register,
    Trace,
    register_of,
    trace_of,
    undated_after,
    unended_on,
)
from sinasec.methods.compliance.explanation.windows import Asking, Windows
from sinasec.methods.compliance.facts import Facts, known
from sinasec.methods.compliance.frames import COMMITTEES
from sinasec.methods.compliance.lights import LATE_STATES, STATE_WORDS, State
from sinasec.methods.compliance.rollup import duty_lights
from sinasec.methods.compliance.since import OF_DUTY, with_light_from
from sinasec.methods.compliance.timelines import timelines
from sinasec.methods.compliance.waived import waiver_of
from sinasec.methods.law import Consequence, Duty, Edition, Level, RollUp, Version
from sinasec.methods.words import period_words


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
    """Judge a committee, and find of each duty in force on a day (or only `duty`) why, in order.

    committee_row: a row of COMMITTEES. Frames as for `timelines`; facts of other committees
    are left aside. A duty with no period to judge yet has a finding with state no_exigible; a
    committee that does not exist on the day has no findings.
    """
    if not _exists(committee_row, as_of):
        return []
    facts = Facts(acts, reviews, waivers, completeness).of(committee_row["committee"])
    judged = _judged(edition, committee_row, facts, as_of, known_at)
    return explained(
        Windows(edition), committee_row, facts, judged, as_of=as_of, known_at=known_at, duty=duty
    )


def explained(
    windows: Windows,
    committee_row: Mapping[str, Any],
    facts: Facts,
    judged: Judged,
    *,
    as_of: date,
    known_at: datetime,
    duty: str | None = None,
) -> list[Finding]:
    """The same of what was judged already: its rows say the lights, and here is only why.

    windows: of the edition by which it was judged. facts, judged: of that committee alone.
    """
    if not _exists(committee_row, as_of):
        return []
    unverified = committee_row["committee"] in windows.edition.unverified
    case = Case(
        windows,
        committee_row["committee"],
        committee_row["level"],
        register_of(facts, known_at),
        known(facts.waivers, known_at).to_dicts(),
        [] if unverified else known(facts.completeness, known_at).to_dicts(),
        judged,
        as_of,
    )
    asked = [
        (one, in_force, judged.decided(one.code, as_of))
        for one, in_force in duties_in_force(case.edition, _bearer(committee_row), as_of)
        if duty in (None, one.code)
    ]
    opened = iter(_read([_opened(case, one, row) for one, _, row in asked if row is not None]))
    return [
        _nothing_to_judge(case, one, in_force) if row is None else _finding(next(opened))
        for one, in_force, row in asked
    ]


def days_late(
    windows: Windows,
    committee_row: Mapping[str, Any],
    facts: Facts,
    rows: Sequence[Row],
    *,
    known_at: datetime,
) -> list[Lateness]:
    """Of each row of INTERVALS of a committee, how late it was met: what its finding says on any
    of its days. NOT_LATE for what was not met late, or is not read so today."""
    register = register_of(facts, known_at)
    waivers = known(facts.waivers, known_at).to_dicts()
    code, level = committee_row["committee"], committee_row["level"]

    def of(row: Row) -> Lateness:
        if row["due"] is None or row["state"] not in LATE_STATES:
            return NOT_LATE
        judged = Judged(rows, ())
        case = Case(windows, code, level, register, waivers, [], judged, row["day_to"])
        decided = Decided(row, row["day_from"], at_least=False, alone=True)
        return lateness_of(row, _opened(case, windows.edition.duty(row["duty"]), decided).found)

    return [of(row) for row in rows]


def law_behind(
    windows: Windows, committee_row: Mapping[str, Any], rows: Sequence[Row]
) -> list[tuple[str, tuple[Consequence, ...]]]:
    """Of each row of INTERVALS of a committee, the confidence and the consequences that its finding
    says on its last day."""
    code, level = committee_row["committee"], committee_row["level"]

    def of(row: Row) -> tuple[str, tuple[Consequence, ...]]:
        duty = windows.edition.duty(row["duty"])
        version = _wording(duty, level, row)
        asking = windows.asking(duty, version, level, row, code, row["day_to"])
        doubts = windows.doubts(asking.due_steps)
        told = version.consequences_on(row["due"] or row["day_to"])
        return windows.confidence(code, version, doubts), told

    return [of(row) for row in rows]


def _wording(duty: Duty, level: Level, row: Row) -> Version:
    return next(one for one in duty.versions if one.id == row["version"] and level in one.bearers)


def _bearer(row: Mapping[str, Any]) -> Bearer:
    return Bearer(row["level"], row["committee"], row["region"])


def _exists(committee: Mapping[str, Any], day: date) -> bool:
    ends = committee["valid_to"]
    return committee["valid_from"] <= day and (ends is None or day <= ends)


def _judged(
    edition: Edition,
    committee_row: Mapping[str, Any],
    facts: Facts,
    as_of: date,
    known_at: datetime,
) -> Judged:
    """Every day from the first on which the law could ask anything."""
    row = {name: committee_row[name] for name in COMMITTEES.names()}
    rows = timelines(
        edition,
        pl.DataFrame([row], schema=COMMITTEES),
        facts.acts,
        facts.reviews,
        facts.waivers,
        facts.completeness,
        known_at=known_at,
        horizon_from=_first_day(edition, row["valid_from"], as_of),
        horizon_to=as_of,
    )
    lights = with_light_from(duty_lights(rows, edition.rollup), OF_DUTY)
    return Judged(rows.to_dicts(), lights.to_dicts())


def _first_day(edition: Edition, valid_from: date, as_of: date) -> date:
    """From where to look back: as far as the law and the calendar allow."""
    laws = min((one.start for duty in edition.duties for one in duty.versions), default=as_of)
    calendar = date(min(edition.calendar.known_years, default=laws.year), 1, 1)
    return min(max(laws, calendar, valid_from), as_of)


@dataclass(frozen=True, slots=True)
class Case:
    """One committee on one day: what is asked of it, what is known, and what was judged.

    `completeness`: what was declared; nothing, of a committee that may not have to exist.
    """

    windows: Windows
    committee: str
    level: Level
    register: Register
    waivers: list[Row]
    completeness: list[Row]
    judged: Judged
    as_of: date

    @property
    def edition(self) -> Edition:
        return self.windows.edition


@dataclass(frozen=True, slots=True)
class Opened:
    """The period that decides a duty, opened: what it asks and what is found for it.

    `complete`: its register was declared so. `undated`: the acts that leave it in doubt.
    `otherwise`: how this program reads it, where that is not what the row says.
    """

    case: Case
    duty: Duty
    version: Version
    decided: Decided
    asking: Asking
    trace: Trace
    found: Found
    complete: bool
    undated: tuple[Counted, ...]
    otherwise: str = ""


def _opened(case: Case, duty: Duty, decided: Decided) -> Opened:
    row = decided.row
    version = _wording(duty, case.level, row)
    asking = case.windows.asking(duty, version, case.level, row, case.committee, case.as_of)
    trace = trace_of(case.register, version, asking.window, case.as_of)
    readings = [
        (one, trace if one is version else trace_of(case.register, one, asking.window, case.as_of))
        for one in asking.readings
    ]
    complete = _is_complete(case, version, asking, row)
    due = row["due"]
    undated = (
        undated_after(case.register, version, due, row["period"])
        if due
        else unended_on(case.register, version, row["period"], case.as_of)
    )
    found = Found(
        row,
        version,
        readings,
        complete and not undated,
        _waiver(case, row, case.as_of) is not None,
        _waiver(case, row, row["due"]) is not None,
    )
    return Opened(case, duty, version, decided, asking, trace, found, complete, tuple(undated))


def _read(opened: list[Opened]) -> list[Opened]:
    """Each with how this program reads it, all read at once."""
    if not opened:
        return []
    case = opened[0].case
    rollup = case.edition.rollup
    states = states_read([one.found for one in opened], rollup, case.as_of)
    return [
        replace(one, otherwise=_otherwise(one, state, rollup))
        for one, state in zip(opened, states, strict=True)
    ]


def _otherwise(opened: Opened, state: State | None, rollup: RollUp) -> str:
    if not opened.asking.known:
        return NO_SUCH_PERIOD
    return otherwise(opened.found, state, len(opened.trace.counted), rollup)


def _finding(opened: Opened) -> Finding:
    duty, version, decided = opened.duty, opened.version, opened.decided
    case, row, trace = opened.case, decided.row, opened.trace
    absent_until = _absent_until(opened)
    asked = _asked(opened, _unknown_from(opened, absent_until))
    told = _told(opened, asked)
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
        period_words=told.words,
        period_from=row["period_from"],
        period_to=row["period_to"],
        due=row["due"],
        due_steps=opened.asking.due_steps,
        state=row["state"],
        state_words=STATE_WORDS[cast("State", row["state"])],
        light=row["light"],
        since=decided.since,
        since_at_least=decided.at_least,
        late_days=asked.late.days,
        late_at_most=asked.late.at_most,
        required=row["required"],
        counted=told.counted,
        counted_acts=trace.counted,
        not_counted=trace.not_counted,
        turns_green=told.remedy.says,
        turns_green_by=told.remedy.by,
        turns_green_was=told.remedy.was,
        turns_green_now=told.remedy.now,
        sentence=sentence_of(told),
        confidence=case.windows.confidence(case.committee, version, told.calendar_doubts),
        quoted_by=version.norm.quoted_by,
        consequences=version.consequences_on(row["due"] or case.as_of),
        constancias=told.rests_on,
        absent_until=absent_until,
        unknown_from=asked.unknown_from,
        otherwise=opened.otherwise,
    )


def _asked(opened: Opened, unknown_from: date | None) -> Asked:
    case, row = opened.case, opened.decided.row
    return Asked(
        windows=case.windows,
        duty=opened.duty,
        row=row,
        open_row=case.judged.open_period(opened.duty.code, case.as_of),
        window=opened.asking.window,
        as_of=case.as_of,
        late=lateness_of(row, opened.found),
        level=case.level,
        unknown_from=unknown_from,
        observed=tuple(one for one in opened.trace.not_counted if one.observed),
        version=opened.version,
        undated=opened.undated,
    )


def _told(opened: Opened, asked: Asked) -> Told:
    """What the sentence is made of."""
    row = asked.row
    start, end, period = row["period_from"], row["period_to"], row["period"]
    return Told(
        asked,
        opened.asking.readings,
        opened.decided,
        period_words(opened.duty.rule, opened.version.per, start, end, period),
        opened.trace,
        row["counted"] if opened.otherwise else len(opened.trace.counted),
        remedy_of(asked),
        opened.complete,
        _excuse(opened.case, row),
        _constancias(opened),
        opened.case.windows.doubts(opened.asking.due_steps),
    )


def _is_complete(case: Case, version: Version, asking: Asking, row: Row) -> bool:
    """Whether the register was declared complete from the first day that counts to the last of
    whose acts something may be known; of a standing duty, on the day."""
    first, last = _days_to_declare(case, version, asking, row)
    return is_declared_complete(case.completeness, version.acts, first, last)


def _days_to_declare(case: Case, version: Version, asking: Asking, row: Row) -> tuple[date, date]:
    if row["due"] is None:
        return case.as_of, case.as_of
    return asking.window.first, row["due"] + timedelta(days=version.doubt_days)


def _constancias(opened: Opened) -> tuple[Constancia, ...]:
    """What a red rests on: as it was written down, or else as the facts have it."""
    case, row = opened.case, opened.decided.row
    if row["state"] != RESTS_ON_THEM:
        return ()
    if case.judged.constancias is not None:
        return case.judged.resting_on(row, case.as_of)
    days = _days_to_declare(case, opened.version, opened.asking, row)
    return constancias_of(case.completeness, opened.version.acts, *days)


def _absent_until(opened: Opened) -> date | None:
    """The last day until which an omission is declared, of those on which an act would count."""
    case, row, window = opened.case, opened.decided.row, opened.asking.window
    if row["state"] != RESTS_ON_THEM or row["due"] is None or not opened.found.covered:
        return None
    known = declared_to(case.completeness, opened.version.acts, window.first)
    return min(known, case.as_of, window.last or case.as_of)


def _unknown_from(opened: Opened, absent_until: date | None) -> date | None:
    """The day after, where an act could count on it and it is not later than the day judged."""
    case, last = opened.case, opened.asking.window.last
    if absent_until is None or absent_until >= min(case.as_of, last or case.as_of):
        return None
    return absent_until + ONE_DAY


def _waiver(case: Case, row: Row, day: date | None) -> Row | None:
    return None if day is None else waiver_of(case.waivers, row["duty"], day)


def _excuse(case: Case, row: Row) -> Row | None:
    """What excuses a period today: a waiver of the day, or else of its due day."""
    if row["state"] != "no_exigible":
        return None
    return _waiver(case, row, case.as_of) or _waiver(case, row, row["due"])


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
        since_at_least=False,
        late_days=None,
        late_at_most=None,
        required=version.count,
        counted=0,
        counted_acts=(),
        not_counted=(),
        turns_green="",
        turns_green_by=None,
        sentence=f"GRIS · no exigible. {why}",
        confidence=case.windows.confidence(case.committee, version),
        quoted_by=version.norm.quoted_by,
        consequences=version.consequences_on(case.as_of),
    )
