"""The judgement done the slow, plain way: one committee, one duty, one day at a time.

It shares no code with the fast path but the value types of the law. Facts are lists of dicts in
the shapes of `methods/frames.py`. Read it beside docs/decisions/0010: it is the specification.
"""

import json
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sinasec.methods.law import Condition, Due, Duty, Edition, Version

DAY = timedelta(days=1)
MONTHS = {"month": 1, "two_months": 2, "quarter": 3, "half_year": 6, "year": 12}
MARKS = {"month": "M%02d", "two_months": "B%d", "quarter": "T%d", "half_year": "S%d", "year": ""}


class Facts(NamedTuple):
    acts: list[dict[str, Any]]
    reviews: list[dict[str, Any]]
    waivers: list[dict[str, Any]]
    completeness: list[dict[str, Any]]


class Period(NamedTuple):
    label: str
    start: date
    end: date
    opens: date
    due: date


class Shown(NamedTuple):
    """A period as it stands on one day."""

    label: str
    version: Version
    due: date | None
    state: str
    required: int
    counted: int


class Judge:
    """Everything asked of one committee. `committee`: a row of COMMITTEES as a dict."""

    def __init__(
        self,
        edition: Edition,
        committee: dict[str, Any],
        facts: Facts,
        known_at: datetime,
        years: range = range(2017, 2024),
    ) -> None:
        self.edition = edition
        self.committee = committee
        self.level = committee["level"]
        self.answered: dict[tuple[Any, ...], Any] = {}
        code = committee["committee"]
        known = [[one for one in rows if one["registered_at"] <= known_at] for rows in facts]
        acts, self.reviews = known[0], known[1]
        self.acts = self.standing_acts(acts)
        self.acts = [one for one in self.acts if one["committee"] == code]
        self.waivers = [one for one in known[2] if one["committee"] == code]
        self.completeness = [one for one in known[3] if one["committee"] == code]
        self.years = years
        self.terms = [term for term in edition.terms if self.level in term.levels]

    def once(self, name: str, answer: Any, *asked: Any) -> Any:
        """The answer to a question that does not change from day to day, asked only once."""
        key = (name, *(id(one) if isinstance(one, Duty | Version) else one for one in asked))
        if key not in self.answered:
            self.answered[key] = answer(*asked)
        return self.answered[key]

    # --- facts

    def standing_acts(self, acts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        by_id = {one["act_id"]: one for one in acts}
        corrected = {one["supersedes"] for one in acts}
        found = []
        for one in acts:
            if one["act_id"] in corrected or self.observed(one["act_id"]):
                continue
            day, link = one["date"], one
            while link["supersedes"] in by_id and not self.annuls(link):
                link = by_id[link["supersedes"]]
                day = min(day, link["date"])
            found.append({**one, "date": day, "says": json.loads(one["attributes"] or "{}")})
        return found

    def annuls(self, act: dict[str, Any]) -> bool:
        return json.loads(act["attributes"] or "{}").get("fecha_errada") is True

    def observed(self, act_id: str) -> bool:
        mine = [one for one in self.reviews if one["act_id"] == act_id]
        if not mine:
            return False
        last = max(one["registered_at"] for one in mine)
        outcomes = {one["outcome"] for one in mine if one["registered_at"] == last}
        return outcomes == {"observed"}

    def waived(self, duty: Duty, day: date) -> bool:
        return any(
            one["duty"] in ("*", duty.code)
            and one["day_from"] <= day
            and (one["day_to"] is None or day <= one["day_to"])
            for one in self.waivers
        )

    def complete(self, version: Version, first: date, last: date) -> bool:
        """Nobody can declare it of a committee that, for all we know, need not exist."""
        return self.committee["committee"] not in self.edition.unverified and all(
            any(
                record["kind"] in ("*", kind) and record["day_from"] <= day <= record["day_to"]
                for record in self.completeness
            )
            for kind in version.acts
            for day in days(first, last)
        )

    def exists(self, day: date) -> bool:
        last = self.committee["valid_to"]
        return self.committee["valid_from"] <= day and (last is None or day <= last)

    # --- law

    def binds_here(self, duty: Duty) -> bool:
        """An ordinance of the region of Lima ("15") binds nobody in Lima Metropolitana ("1501")."""
        region, unit = self.committee["region"], self.committee["committee"].partition("-")[2]
        places = [region, *(unit[:figures] for figures in (4, 6) if len(unit) >= figures)]
        return duty.only_in == () or any(place in duty.only_in for place in places)

    def version_on(self, duty: Duty, day: date) -> Version | None:
        if not self.binds_here(duty):
            return None
        for version in duty.versions:
            ended = version.end is not None and version.end < day
            if self.level in version.bearers and version.start <= day and not ended:
                return version
        return None

    def binds(self, duty: Duty, first: date, last: date) -> bool:
        return self.once("binds", self.binds_every_day, duty, first, last)

    def binds_every_day(self, duty: Duty, first: date, last: date) -> bool:
        return all(self.version_on(duty, day) is not None for day in days(first, last))

    def spans(self, version: Version) -> list[tuple[str, date, date]]:
        if version.per == "term":
            return [(term.label, term.start, term.end) for term in self.terms]
        months = MONTHS[version.per or "year"]
        found = []
        for year in self.years:
            for number in range(1, 12 // months + 1):
                start = date(year, (number - 1) * months + 1, 1)
                end = start
                while (end + DAY).year == year and (end + DAY).month < start.month + months:
                    end += DAY
                mark = MARKS[version.per or "year"]
                label = f"{year}-{mark % number}" if mark else f"{year}"
                found.append((label, start, end))
        return found

    def periods(self, duty: Duty, version: Version) -> list[Period]:
        return self.once("periods", self.all_periods, duty, version)

    def all_periods(self, duty: Duty, version: Version) -> list[Period]:
        if duty.rule == "at_least":
            return [Period(a, b, c, b, c) for a, b, c in self.spans(version)]
        found = [
            Period(p.label, p.start, p.end, p.opens, self.working(p.due) if p.moves else p.due)
            for p in version.periods
        ]
        for label, start, end in self.spans(version):
            for due in version.dues:
                name = f"{label}-{due.label}" if due.label else label
                number = due.working_day_of_term or due.working_day_of_year
                if number is not None:
                    firsts = [start] if due.working_day_of_year else [t.start for t in self.terms]
                    for first in firsts:
                        mine = self.version_on(duty, first) is version
                        if mine and start <= first <= end:
                            last = self.working_day(first, number)
                            found.append(Period(name, start, end, first, last))
                else:
                    last = self.due_day(due, start, end)
                    if due.moves and version.in_force(last):
                        last = self.working(last)
                    opens = start if due.opens is None else on(due.opens, start.year)
                    found.append(Period(name, start, end, opens, last))
        return found

    def due_day(self, due: Due, start: date, end: date) -> date:
        fresh = any(term.start.year == start.year for term in self.terms)
        if due.new_authorities and fresh:
            last = on(due.new_authorities, start.year)
        else:
            last = on(due.on, start.year) if due.on else end
        return last - DAY if due.before else last

    def working(self, day: date) -> date:
        while day.weekday() > 4 or day in self.edition.calendar.closed:
            day += DAY
        return day

    def working_day(self, start: date, n: int) -> date:
        day = start - DAY
        while n:
            day += DAY
            if day.weekday() < 5 and day not in self.edition.calendar.closed:
                n -= 1
        return day

    def working_day_here(self, day: date, n: int) -> date:
        """After a day; those closed only where the committee is do not count either."""
        unit = self.committee["committee"].partition("-")[2]
        places = self.edition.calendar.local
        closed = {day for place in places if unit.startswith(place) for day in places[place]}
        while n:
            day = self.working_day(day + DAY, 1)
            n -= day not in closed
        return day

    # --- one day

    def shown(self, duty: Duty, day: date) -> list[Shown]:
        """Every period of a duty that stands on a day, with its state."""
        if not (self.exists(day) and self.binds_here(duty)):
            return []
        found = {
            "standing": self.shown_standing,
            "within": self.shown_within,
            "at_least": self.shown_periods,
            "by_date": self.shown_periods,
        }[duty.rule](duty, day)
        if self.waived(duty, day):
            return [one._replace(state="no_exigible") for one in found]
        return [
            one._replace(state="no_exigible")
            if one.due and one.due < day and self.waived(duty, one.due) and one.state != "cumplido"
            else one
            for one in found
        ]

    def shown_standing(self, duty: Duty, day: date) -> list[Shown]:
        version = self.version_on(duty, day)
        if version is None:
            return []
        counted = [
            one
            for one in self.counted(version, "vigencia", date.min, day)
            if one["says"].get("valid_from", "") <= day.isoformat()
            and day.isoformat() <= self.last_in_force(version, one)
        ]
        if enough(version, counted, "vigencia"):
            state = "cumplido"
        elif self.complete(version, day, day) and not self.unended(version, day):
            state = "vencido"
        else:
            state = "sin_informacion"
        shown = min(len(counted), version.count)
        return [Shown("vigencia", version, None, state, version.count, shown)]

    def last_in_force(self, version: Version, act: dict[str, Any]) -> str:
        """The last day, as text, on which an act is known to be in force."""
        if "valid_to" in act["says"]:
            return act["says"]["valid_to"]
        text = str(act["says"].get(version.years_in.attribute, "")) if version.years_in else ""
        years = [part for part in text.replace(";", "-").split("-") if part]
        return f"{max(years)}-12-31" if years else "9999"

    def unended(self, version: Version, day: date) -> bool:
        """Whether the last act to begin may still be in force, for it does not say its last day."""
        begun = {
            one["act_id"]: max(one["date"].isoformat(), one["says"].get("valid_from", ""))
            for one in self.counted(version, "vigencia", date.min, day)
        }
        before = {act: first for act, first in begun.items() if first <= day.isoformat()}
        return version.years_in is not None and any(
            "valid_to" not in one["says"]
            and self.last_in_force(version, one) < day.isoformat()
            and before[one["act_id"]] == max(before.values())
            for one in self.acts
            if one["act_id"] in before
        )

    def shown_within(self, duty: Duty, day: date) -> list[Shown]:
        found = []
        for one in self.acts:
            version = self.version_on(duty, one["date"])
            if version is None or one["kind"] != version.trigger or one["date"] > day:
                continue
            if version.day_kind == "working":
                due = self.working_day_here(one["date"], version.days or 0)
            else:
                due = one["date"] + timedelta(days=version.days or 0)
            if self.exists(one["date"]) and self.exists(due):
                period = Period(one["act_id"], one["date"], due, one["date"], due)
                found.append(self.judged(duty, version, [version], period, None, day))
        return found

    def shown_periods(self, duty: Duty, day: date) -> list[Shown]:
        found = []
        lasting = self.judged_periods(duty)
        for version in duty.versions:
            if self.level not in version.bearers:
                continue
            for period in self.periods(duty, version):
                if self.owner(duty, period, day) is not version:
                    continue
                if not (self.exists(period.opens) and self.exists(period.due)):
                    continue
                last = self.last_day(duty, version, period, lasting)
                readings = self.readings(duty, version, period)
                found.append(self.judged(duty, version, readings, period, last, day))
        return found

    def judged_periods(self, duty: Duty) -> list[Period]:
        return self.once("judged", self.all_judged_periods, duty)

    def all_judged_periods(self, duty: Duty) -> list[Period]:
        return sorted(
            (
                period
                for version in duty.versions
                if self.level in version.bearers
                for period in self.periods(duty, version)
                if self.owner(duty, period, max(period.due, period.end) + DAY) is version
            ),
            key=lambda period: (period.due, period.label),
        )

    def owner(self, duty: Duty, period: Period, day: date) -> Version | None:
        """The wording that shows a period on a day."""
        if day < min(period.start, period.opens):
            return None
        last = self.version_on(duty, period.due)
        if last is None or not self.binds(duty, period.opens, period.due):
            return None
        if duty.rule == "at_least" and last.start > period.start and last.transition == "old":
            return self.version_on(duty, period.start)
        return last if day >= last.start else self.version_on(duty, day)

    def readings(self, duty: Duty, version: Version, period: Period) -> list[Version]:
        last = self.version_on(duty, period.due)
        if version is last and last.transition == "both" and last.start > period.start:
            drawn = {self.version_on(duty, day).start for day in days(period.start, period.end)}
            return [
                one
                for one in duty.versions
                if self.level in one.bearers and one.start in drawn and one.per == version.per
            ]
        return [version]

    def last_day(
        self, duty: Duty, version: Version, period: Period, lasting: list[Period]
    ) -> date | None:
        if duty.rule == "at_least":
            return period.end
        named = any(
            "{period}" in str(one.equals) for one in version.conditions if one.count is None
        )
        if named or period not in lasting:
            return None
        later = lasting[lasting.index(period) + 1 :]
        if not later:
            return None
        return later[0].opens - DAY if later[0].opens > period.due else later[0].due

    def counted(
        self, version: Version, label: str, first: date, last: date
    ) -> list[dict[str, Any]]:
        return [
            one
            for one in self.acts
            if one["kind"] in version.acts
            and any(first <= day <= last for day in days_of(one, version))
            and all(meets(one, c, label) for c in version.conditions if c.count is None)
        ]

    def met_on(
        self, readings: list[Version], period: Period, last: date | None, day: date
    ) -> date | None:
        """The first day by which every reading was met."""
        for one in sorted({day for act in self.acts for v in readings for day in days_of(act, v)}):
            if one <= day and all(self.is_met(v, period, last, one) for v in readings):
                return one
        return None

    def is_met(self, version: Version, period: Period, last: date | None, day: date) -> bool:
        end = day if last is None else min(day, last)
        return enough(version, self.counted(version, period.label, period.opens, end), period.label)

    def judged(
        self,
        duty: Duty,
        version: Version,
        readings: list[Version],
        period: Period,
        last: date | None,
        day: date,
    ) -> Shown:
        met = self.met_on(readings, period, last, day)
        end = day if last is None else min(day, last)
        count = len(self.counted(version, period.label, period.opens, end))
        state = self.state(version, readings, period, last, met, day)
        counted = min(count, version.count)
        return Shown(period.label, version, period.due, state, version.count, counted)

    def state(
        self,
        version: Version,
        readings: list[Version],
        period: Period,
        last: date | None,
        met: date | None,
        day: date,
    ) -> str:
        if met is not None and met <= period.due:
            return "cumplido"
        if day <= period.due:
            soon = day >= period.due - timedelta(days=version.due_soon_days)
            return "por_vencer" if soon else "pendiente"
        if met is not None:
            memory = timedelta(days=self.edition.rollup.late_memory_days)
            return "tardio" if day < met + memory else "subsanado"
        if any(self.is_met(one, period, last, day) for one in readings):
            return "en_transicion"
        doubt = version.dated_by.doubt_days if version.dated_by else 0
        if self.complete(version, period.opens, period.due + timedelta(days=doubt)):
            return "sin_informacion" if self.undated_after(version, period) else "vencido"
        return "sin_informacion"

    def undated_after(self, version: Version, period: Period) -> bool:
        """Whether soon after a period comes an act of which nobody said on which day it counts."""
        if version.dated_by is None:
            return False
        last = period.due + timedelta(days=version.dated_by.doubt_days)
        return any(
            version.dated_by.attribute not in one["says"] and one["date"] > period.due
            for one in self.counted(version, period.label, period.due + DAY, last)
        )

    # --- roll-up

    def duty_light(self, duty: Duty, day: date) -> tuple[str, str] | None:
        """(state, light) of a duty on a day; None when it does not bind or asks nothing yet."""
        if self.version_on(duty, day) is None:
            return None
        shown = self.shown(duty, day)
        if duty.rule == "within":
            memory = timedelta(days=self.edition.rollup.late_memory_days)
            parts = [one for one in shown if one.due + memory >= day]
            parts = [one for one in parts if self.binds(duty, min(one.due, day), day)]
            return self.worst(sorted(parts, key=lambda one: one.due))
        if duty.rule == "standing":
            return self.worst(shown)
        shown = [one for one in shown if self.binds(duty, min(one.due, day), day)]
        running = [one for one in shown if one.due >= day]
        closed = [one for one in shown if one.due < day]
        current = [one for one in running if one.due == min(other.due for other in running)]
        before = [one for one in closed if one.due == max(other.due for other in closed)]
        if any(one.state == "cumplido" for one in current):
            return "cumplido", self.edition.rollup.state_light["cumplido"]
        return self.worst([*current, *before])

    def worst(self, parts: list[Shown]) -> tuple[str, str] | None:
        lights = self.edition.rollup.state_light
        for light in self.edition.rollup.worst_first:
            for one in parts:
                if one.state not in ("pendiente", "no_exigible") and lights[one.state] == light:
                    return one.state, light
        for state in ("pendiente", "no_exigible"):
            if any(one.state == state for one in parts):
                return state, lights[state]
        return None

    def committee_light(self, breach: str, day: date) -> str | None:
        """The light of the committee for one kind of breach; None when no duty is in sight."""
        found = [
            self.duty_light(duty, day)
            for duty in self.edition.duties
            if duty.versions[0].breach == breach
        ]
        seen = [one for one in found if one is not None]
        demanded = {light for state, light in seen if state not in ("pendiente", "no_exigible")}
        for light in self.edition.rollup.worst_first:
            if light in demanded:
                return light
        return "gris" if seen else None


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def on(day: Any, year: int) -> date:
    return date(year + day.year_offset, day.month, day.day)


def days_of(act: dict[str, Any], version: Version) -> list[date]:
    """The days on which an act counts: that of the act, and an earlier one that it says."""
    said = act["says"].get(version.dated_by.attribute) if version.dated_by else None
    return sorted({act["date"], min(act["date"], date.fromisoformat(said or "9999-12-31"))})


def meets(act: dict[str, Any], condition: Condition, label: str) -> bool:
    wanted = condition.equals
    if isinstance(wanted, str):
        wanted = wanted.replace("{period}", label)
    said = act["says"].get(condition.attribute)
    if isinstance(said, str):
        return wanted in said.split(";")  # an act may say several things at once: two plans
    return said == wanted


def enough(version: Version, counted: list[dict[str, Any]], label: str) -> bool:
    """Enough acts, and enough of them of each special sort."""
    return len(counted) >= version.count and all(
        sum(meets(one, condition, label) for one in counted) >= condition.count
        for condition in version.conditions
        if condition.count is not None
    )
