"""Why each act counts for a period, or does not, in the words of a clerk."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, cast

from sinasec.methods.compliance.facts import WRONG_DATE, Facts, last_reviews
from sinasec.methods.compliance.ledger import A_YEAR, SEVERAL, is_placeholder, text_of
from sinasec.methods.law import Condition, Version
from sinasec.methods.words import day_words, instant_words

NEAR: Final = timedelta(days=100)  # acts outside the period are shown only this near to it
Day = date  # inside a class that has a field of that name
MOST: Final = 12  # of the acts that do not count, the latest


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which acts count for a period; `last` None, to no end.

    `standing`: acts count only while what they approve is in force.
    """

    label: str
    first: date
    last: date | None
    standing: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """An act that counts. `date`: the earliest of its chain of corrections.

    `counts_on`: the day by which it counts for the period asked; None, by its own.
    """

    act_id: str
    date: date
    kind: str
    attributes: Mapping[str, Any]
    counts_on: Day | None = None


@dataclass(frozen=True, slots=True)
class NotCounted:
    """An act of the right kind that does not count, and why, in a Spanish sentence.

    `notable`: its day is one that counts for this period and yet it was refused, so that the
    finding's sentence names it. `observed`: only for an observation, which a correction answers.
    """

    act_id: str
    date: date
    kind: str
    why: str
    notable: bool = False
    observed: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    counted: tuple[Counted, ...]
    not_counted: tuple[NotCounted, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """The acts of one committee as a moment knew them, ready to be asked about."""

    known: tuple[Counted, ...]
    refused: Mapping[str, str]
    unknown: tuple[NotCounted, ...]
    superseded: tuple[NotCounted, ...]


def register_of(facts: Facts, known_at: datetime) -> Register:
    """Read one committee's facts (all of them, also those registered later)."""
    acts = facts.acts.sort("date", "act_id").to_dicts()
    known = [row for row in acts if row["registered_at"] <= known_at]
    by_id = {row["act_id"]: row for row in known}
    corrections = {row["supersedes"]: row for row in known if row["supersedes"]}
    standing = [_counted(row, by_id) for row in known if row["act_id"] not in corrections]
    reviews = last_reviews(facts.known(known_at).reviews) if facts.reviews.height else facts.reviews
    return Register(
        tuple(sorted(standing, key=lambda act: (act.date, act.act_id))),
        {
            row["act_id"]: _observation(row)
            for row in reviews.iter_rows(named=True)
            if row["outcome"] == "observed"
        },
        tuple(
            NotCounted(
                row["act_id"],
                row["date"],
                row["kind"],
                f"se registró el {instant_words(row['registered_at'])}, después de la fecha "
                "de conocimiento",
            )
            for row in acts
            if row["registered_at"] > known_at
        ),
        tuple(
            NotCounted(mine, row["date"], row["kind"], _correction(corrections[mine]))
            for row in known
            if (mine := row["act_id"]) in corrections
        ),
    )


def _correction(row: dict[str, Any]) -> str:
    """How an act was corrected. row: the act that corrects it."""
    annulled = ", y su fecha se anuló por errada" if _annuls(row) else ""
    return f"fue corregido el {instant_words(row['registered_at'])}{annulled}"


def _counted(row: dict[str, Any], known: Mapping[str, dict[str, Any]]) -> Counted:
    """A standing act with the earliest date of the chain that it ends (see `standing_acts`)."""
    day, one = row["date"], row
    for _ in known:  # no chain has more; one that went round would never end
        if _annuls(one) or one["supersedes"] not in known:
            break
        one = known[one["supersedes"]]
        day = min(day, one["date"])
    return Counted(row["act_id"], day, row["kind"], _attributes(row))


def _attributes(row: dict[str, Any]) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(row["attributes"] or "{}"))


def _annuls(row: dict[str, Any]) -> bool:
    return _attributes(row).get(WRONG_DATE) is True


def _observation(row: dict[str, Any]) -> str:
    reason = f" por «{row['reason']}»" if row["reason"] else ""
    return f"fue observado el {instant_words(row['registered_at'])}{reason}"


def trace_of(register: Register, version: Version, window: Window, as_of: date) -> Trace:
    """Which acts count for a period on a day, and why the others do not."""
    counted: list[Counted] = []
    refused: list[NotCounted] = []
    for act in register.known:
        if act.kind not in version.acts:
            refused += _near_kind(act, version, window, as_of)
            continue
        refusal = _refusal(act, register, version, window, as_of)
        if refusal is None:
            day = _day_within(act, version, window, as_of)
            counted.append(act if day == act.date else replace(act, counts_on=day))
        elif window.standing or _near(act.date, window):
            refused.append(refusal)
    others = [
        *(one for one in register.unknown if one.kind in version.acts),
        *(one for one in register.superseded if one.kind in version.acts),
    ]
    refused += [
        replace(one, notable=_elsewhere(one.date, window, as_of) is None)
        for one in others
        if _near(one.date, window)
    ]
    refused.sort(key=lambda one: (one.date, one.act_id))
    return Trace(tuple(counted), tuple(refused[-MOST:]))


def met_on(trace: Trace, version: Version, label: str) -> date | None:
    """The day by which the acts that count are all that a wording asks; None while they are not."""
    days = [(act.counts_on or act.date, act) for act in trace.counted]
    for day in sorted({day for day, _ in days}):
        by_then = [act for other, act in days if other <= day]
        if len(by_then) >= version.count and all(
            sum(says(act, one, label) for act in by_then) >= one.count
            for one in version.conditions
            if one.count is not None
        ):
            return day
    return None


def days_of(act: Counted, version: Version) -> tuple[date, ...]:
    """The days on which an act counts: an earlier one that it says (`DatedBy`), and its own."""
    said = said_day(act, version)
    return (act.date,) if said is None or said >= act.date else (said, act.date)


def said_day(act: Counted, version: Version) -> date | None:
    """The other day by which a wording counts an act, as the act says it; None when it does not."""
    said = act.attributes.get(version.dated_by.attribute) if version.dated_by else None
    return date.fromisoformat(str(said)) if said else None


def undated_after(register: Register, version: Version, due: date, label: str) -> Sequence[Counted]:
    """The acts that leave in doubt whether a period was met: they came soon after its last day and
    do not say the day on which they count."""
    if version.dated_by is None:
        return ()
    return [
        act
        for act in register.known
        if act.kind in version.acts
        and _soon_after(act.date, due, version.dated_by.doubt_days)
        and said_day(act, version) is None
        and act.act_id not in register.refused
        and all(says(act, one, label) for one in _every(version))
    ]


def unended_on(register: Register, version: Version, label: str, as_of: date) -> Sequence[Counted]:
    """The acts of which nobody knows whether they are in force on a day: they do not say their last
    day, their years are over (`YearsIn`), and no other that counts began after them."""
    if version.years_in is None:
        return ()
    begun = [
        act
        for act in register.known
        if act.kind in version.acts
        and act.act_id not in register.refused
        and begins(act) <= as_of
        and all(says(act, one, label) for one in _every(version))
    ]
    last = max(map(begins, begun), default=as_of)
    return [act for act in begun if begins(act) == last and _years_over(act, version, as_of)]


def begins(act: Counted) -> date:
    """The first day on which what an act puts in force is in force and known of."""
    said = act.attributes.get("valid_from")
    return max(act.date, date.fromisoformat(str(said))) if said else act.date


def last_in_force(says: Mapping[str, Any], version: Version) -> date | None:
    """The last day on which what an act approves is known to be in force; None, to no end."""
    if end := says.get("valid_to"):
        return date.fromisoformat(str(end))
    text = text_of(says.get(version.years_in.attribute, "")) if version.years_in else ""
    years = re.findall(A_YEAR, text)
    return date(int(max(years)), 12, 31) if years else None


def _years_over(act: Counted, version: Version, as_of: date) -> bool:
    """Whether an act that does not say its last day is of years that are over."""
    last = last_in_force(act.attributes, version)
    return not act.attributes.get("valid_to") and last is not None and last < as_of


def _near_kind(act: Counted, version: Version, window: Window, as_of: date) -> Sequence[NotCounted]:
    """An act of a kind that the wording says does not count, on a day that would."""
    why = version.refused.get(act.kind)
    if why is None or not _near(act.date, window):
        return ()
    notable = _elsewhere(act.date, window, as_of) is None
    return (NotCounted(act.act_id, act.date, act.kind, why, notable=notable),)


def _near(day: date, window: Window) -> bool:
    after = window.last is None or day <= window.last + NEAR
    return window.first - NEAR <= day and after


def _refusal(
    act: Counted, register: Register, version: Version, window: Window, as_of: date
) -> NotCounted | None:
    if _day_within(act, version, window, as_of) is None:
        why = _dated_elsewhere(act, version, window, as_of)
        return NotCounted(act.act_id, act.date, act.kind, why)
    observed = register.refused.get(act.act_id)
    if observed is not None:
        return NotCounted(act.act_id, act.date, act.kind, observed, notable=True, observed=True)
    failed = _failed(act, version, window)
    if failed is not None:
        why = f"no cumple la condición: {condition_words(failed, window.label)}"
        return NotCounted(
            act.act_id, act.date, act.kind, why, notable=not _names_another(act, failed)
        )
    out = _not_in_force(act, version, as_of) if window.standing else None
    return NotCounted(act.act_id, act.date, act.kind, out) if out else None


def _day_within(act: Counted, version: Version, window: Window, as_of: date) -> date | None:
    """The first day on which an act counts for a period; None when it does on none."""
    days = days_of(act, version)
    return next((day for day in days if _elsewhere(day, window, as_of) is None), None)


def _elsewhere(day: date, window: Window, as_of: date) -> str | None:
    """Why an act of a day belongs to other days, if it does."""
    if day < window.first:
        return f"es anterior al {day_words(window.first)}, primer día en que cuenta"
    if window.last is not None and day > window.last:
        return f"es posterior al {day_words(window.last)}, último día en que cuenta"
    if day > as_of:
        return f"es posterior al {day_words(as_of)}, el día juzgado"
    return None


def _dated_elsewhere(act: Counted, version: Version, window: Window, as_of: date) -> str:
    """The same of an act that counts on two days, or that should say the other."""
    why = _elsewhere(act.date, window, as_of) or ""
    dated_by, day = version.dated_by, said_day(act, version)
    if dated_by is None:
        return why
    if day is not None:
        other = _elsewhere(day, window, as_of)
        said = f"{dated_by.name}, que es el {day_words(day)}"
        return f"{why}, lo mismo que {said}" if other == why else f"{why}; {said}, {other}"
    if window.last is None or not _soon_after(act.date, window.last, dated_by.doubt_days):
        return why
    return f"falta {dated_by.name}: cuenta aquí si fue a más tardar el {day_words(window.last)}"


def _soon_after(day: date, last: date, days: int) -> bool:
    return last < day <= last + timedelta(days=days)


def _failed(act: Counted, version: Version, window: Window) -> Condition | None:
    """The first condition the act does not meet."""
    failed = (one for one in _every(version) if not says(act, one, window.label))
    return next(failed, None)


def _names_another(act: Counted, failed: Condition) -> bool:
    """Whether an act says that it is for another period: it belongs there, whatever its day."""
    return is_placeholder(failed) and bool(act.attributes.get(failed.attribute))


def _not_in_force(act: Counted, version: Version, as_of: date) -> str | None:
    starts = act.attributes.get("valid_from")
    if starts and as_of < (first := date.fromisoformat(str(starts))):
        return f"entra en vigencia el {day_words(first)}"
    last = last_in_force(act.attributes, version)
    if last is None or as_of <= last:
        return None
    if version.years_in is None or act.attributes.get("valid_to"):
        return f"estuvo vigente hasta el {day_words(last)}"
    said = act.attributes[version.years_in.attribute]
    return (
        f"no dice hasta qué día rige y {version.years_in.name} es «{said}»: después del "
        f"{day_words(last)} no consta que siga vigente"
    )


def _every(version: Version) -> Sequence[Condition]:
    return [one for one in version.conditions if one.count is None]


def says(act: Counted, condition: Condition, label: str) -> bool:
    """Whether an act says of itself what a condition asks."""
    value = act.attributes.get(condition.attribute)
    if not isinstance(value, str | bool | int | float):
        return False
    return wanted(condition, label) in text_of(value).split(SEVERAL)


def wanted(condition: Condition, label: str) -> str:
    return text_of(condition.equals).replace("{period}", label)


def condition_words(condition: Condition, label: str) -> str:
    return condition.says or f"{condition.attribute} = {wanted(condition, label)}"
