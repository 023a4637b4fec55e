"""The duties in force for a committee on a day, as rows that others can read."""

from datetime import date
from typing import Any

from sinasec.methods.compliance.duties import Bearer, duties_in_force
from sinasec.methods.law import DayOfYear, Due, Duty, Edition, FixedPeriod, Version


def duty_rows(edition: Edition, bearer: Bearer, as_of: date) -> list[dict[str, Any]]:
    """One row a duty, in reading order: what is asked, how often, where it is written.

    `count` and `per` are null where the rule has none (`within`, `standing`); `due` says when in
    the words of the wording's dates. Days are ISO text; every key is present in every row.
    """
    return [_row(duty, version) for duty, version in duties_in_force(edition, bearer, as_of)]


def _row(duty: Duty, version: Version) -> dict[str, Any]:
    counted = duty.rule in ("at_least", "by_date")
    return {
        "code": duty.code,
        "name": duty.name,
        "rule": duty.rule,
        "count": version.count if counted else None,
        "per": version.per if counted else None,
        "conditions": [
            {"attribute": one.attribute, "equals": one.equals, "count": one.count, "says": one.says}
            for one in version.conditions
        ],
        "due": [*map(_due, version.dues), *map(_period, version.periods)],
        "trigger": version.trigger,
        "days": version.days,
        "day_kind": version.day_kind if version.days else None,
        "article": version.norm.article,
        "norm": version.norm.id,
        "cited": version.norm.cited,
        "url": version.norm.url,
        "confidence": version.norm.confidence,
        "reading": version.norm.reading,
        "quoted_by": version.norm.quoted_by,
        "breach": version.breach,
        "acts": list(version.acts),
        "version": version.id,
        "valid_from": version.start.isoformat(),
        "valid_to": version.end.isoformat() if version.end else None,
        "plain": version.plain or duty.plain,
        "only_in": list(duty.only_in),
    }


def _due(due: Due) -> dict[str, Any]:
    """The parts of a due that are given, without the empty ones."""
    parts = {
        "label": due.label,
        "on": _day(due.on),
        "working_day_of_term": due.working_day_of_term,
        "working_day_of_year": due.working_day_of_year,
        "last_day_of_period": due.last_day_of_period,
        "before": due.before,
        "moves_to_working_day": due.moves,
        "says": due.says,
        "new_authorities": _day(due.new_authorities),
    }
    return {key: value for key, value in parts.items() if value}


def _day(day: DayOfYear | None) -> dict[str, int] | None:
    if day is None:
        return None
    return {"month": day.month, "day": day.day, "year_offset": day.year_offset}


def _period(period: FixedPeriod) -> dict[str, str]:
    row = {"label": period.label, "due": period.due.isoformat()}
    return row | ({"says": period.says} if period.says else {})
