"""Judging in blocks, and on packed numbers, says what judging at once does."""

from datetime import date, timedelta
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from sinasec.methods.compliance import rollup, timelines
from sinasec.methods.compliance.intervals.merged import merged
from sinasec.methods.compliance.rollup import committee_lights, duty_lights
from tests.methods.laws import (
    ROLLUP,
    SESSIONS,
    act,
    committees,
    complete,
    duty,
    edition,
    facts,
    intervals_of,
    version,
    waiver,
)

FIRST = date(2024, 1, 1)
YEAR = (FIRST, date(2024, 12, 31))
CODES = ("CODISEC-150103", "COPROSEC-1501", "CODISEC-150101", "CODISEC-150102")
ANSWERS = duty(
    "respuesta",
    "within",
    version(date(2019, 5, 10), acts=("respuesta",), trigger="consulta", days=5, breach="gestion"),
)


def judged() -> pl.DataFrame:
    """Sessions at different days, questions with and without answer, a waiver, registers."""
    acts = [
        act(f"{code}-{month}", date(2024, month, 3 + 5 * place), kind, committee=code)
        for place, code in enumerate(CODES)
        for month in range(1, 12, place + 1)
        for kind in ("sesion-ordinaria", "consulta", "respuesta")[: 3 - place % 2]
    ]
    acts = [one | {"act_id": f"{one['act_id']}-{one['kind']}"} for one in acts]
    known = facts(
        acts,
        waivers=[waiver(date(2024, 3, 1), date(2024, 5, 9), committee=CODES[2])],
        completeness=[complete(date(2018, 1, 1), YEAR[1], committee=code) for code in CODES[1:]],
    )
    return intervals_of(edition(SESSIONS, ANSWERS), committees(*CODES), known, YEAR)


def test_blocks_of_committees_say_what_all_at_once_do(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = judged()
    whole = duty_lights(rows, ROLLUP), committee_lights(rows, ROLLUP)
    monkeypatch.setattr(timelines, "BLOCK", 1)
    monkeypatch.setattr(rollup, "ROWS_AT_ONCE", 3)
    assert_frame_equal(judged(), rows)
    assert_frame_equal(duty_lights(rows, ROLLUP), whole[0])
    assert_frame_equal(committee_lights(rows, ROLLUP), whole[1])


def test_rows_in_any_order_give_the_same_lights(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = judged()
    assert rows["state"].n_unique() > 4
    monkeypatch.setattr(rollup, "ROWS_AT_ONCE", 3)
    mixed = rows.sample(fraction=1, shuffle=True, seed=5)
    shown = ["committee", "duty", "day_from", "day_to", "light"]
    assert_frame_equal(
        duty_lights(mixed, ROLLUP).select(shown), duty_lights(rows, ROLLUP).select(shown)
    )
    assert_frame_equal(committee_lights(mixed, ROLLUP), committee_lights(rows, ROLLUP))


SPANS = st.tuples(st.sampled_from("ab"), st.integers(-40, 40), st.integers(-2, 15))


@given(st.lists(SPANS, max_size=12))
def test_merged_days_are_those_of_some_span(spans: list[tuple[str, int, int]]) -> None:
    start = date(1970, 1, 1)
    days = [
        (key, start + timedelta(first), start + timedelta(first + n)) for key, first, n in spans
    ]
    schema = {"key": pl.String, "day_from": pl.Date, "day_to": pl.Date}
    found = merged(pl.DataFrame(days, schema=schema, orient="row"), ["key"]).rows()
    covered = {(key, first + n) for key, first, size in spans for n in range(size + 1)}
    told = [
        (key, (first - start).days + n)
        for key, first, last in found
        for n in range((last - first).days + 1)
    ]
    assert sorted(told) == sorted(covered)
    assert found == sorted(found)
    beside = pairwise(found)
    assert all(a[0] != b[0] or a[2] + timedelta(1) < b[1] for a, b in beside)
