"""The columnar judgement and the plain one say the same, whatever the facts."""

from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinasec.methods.compliance.facts import Facts as Frames
from sinasec.methods.compliance.frames import ACTS, COMMITTEES, COMPLETENESS, REVIEWS, WAIVERS
from sinasec.methods.compliance.rollup import committee_lights, duty_lights
from sinasec.methods.law import Edition
from tests.examples import examples
from tests.methods import made_facts as made
from tests.methods.laws import intervals_of
from tests.methods.slow_twin import Facts, Judge, days

SLOW = settings(
    max_examples=examples(20),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)


def fast(
    law: Edition, committee: dict[str, Any], facts: Facts, known_at: datetime, horizon: Any
) -> pl.DataFrame:
    units = pl.DataFrame([committee], schema=COMMITTEES)
    return intervals_of(law, units, frames_of(facts), horizon, known_at=known_at)


def frames_of(facts: Facts) -> Frames:
    shapes = (ACTS, REVIEWS, WAIVERS, COMPLETENESS)
    return Frames(*(pl.DataFrame(a, schema=b) for a, b in zip(facts, shapes, strict=True)))


def on_day(rows: pl.DataFrame, day: date) -> pl.DataFrame:
    return rows.filter((pl.col("day_from") <= day) & (pl.col("day_to") >= day))


def said_by_rows(rows: pl.DataFrame, day: date, since: date) -> set[tuple[Any, ...]]:
    kept = on_day(rows, day).filter(pl.col("due").is_null() | (pl.col("due") >= since))
    columns = ("duty", "period", "version", "due", "state", "required", "counted")
    return set(kept.select(columns).rows())


def said_by_twin(judge: Judge, day: date, since: date) -> set[tuple[Any, ...]]:
    return {
        (duty.code, one.label, one.version.id, one.due, one.state, one.required, one.counted)
        for duty in judge.edition.duties
        for one in judge.shown(duty, day)
        if one.due is None or one.due >= since
    }


@pytest.mark.parametrize("transition", ["new", "old", "both"])
@SLOW
@given(
    facts=made.facts(),
    committee=made.committee(),
    known_at=made.moments(),
    start=st.dates(date(2018, 9, 1), date(2019, 10, 1)),
    data=st.data(),
)
def test_twins_agree(transition, facts, committee, known_at, start, data):
    law = data.draw(made.places(made.law(transition)))
    horizon = (start, start + timedelta(days=120))
    rows = fast(law, committee, facts, known_at, horizon)
    duties = duty_lights(rows, law.rollup)
    lights = committee_lights(rows, law.rollup)
    judge = Judge(law, committee, facts, known_at)
    for day in days(*horizon)[::7]:
        assert said_by_rows(rows, day, start) == said_by_twin(judge, day, start), day
        told = {
            one[0]: one[1:] for one in on_day(duties, day).select("duty", "state", "light").rows()
        }
        expected = {duty.code: judge.duty_light(duty, day) for duty in law.duties}
        assert told == {code: light for code, light in expected.items() if light}, day
        seen = dict(on_day(lights, day).select("breach", "light").rows())
        both = {breach: judge.committee_light(breach, day) for breach in ("legal", "gestion")}
        assert seen == {breach: light for breach, light in both.items() if light}, day
