"""Since when a light is what it is, who declared the register complete: beside slow recounts."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from sinasec.methods.compliance.coverage import complete_days, is_declared_complete
from sinasec.methods.compliance.explanation.constancias import constancias
from sinasec.methods.compliance.frames import COMMITTEE_LIGHTS, COMPLETENESS, DUTY_LIGHTS
from sinasec.methods.compliance.since import OF_COMMITTEE, OF_DUTY, with_light_from
from sinasec.methods.compliance.timelines import timelines_with_windows
from tests.examples import examples
from tests.methods.laws import SESSIONS, committees, complete, edition, facts, intervals_of

START = date(2024, 1, 1)
COLOURS = [
    ("verde", "cumplido"),
    ("rojo", "vencido"),
    ("gris", "sin_informacion"),
    ("gris", "no_exigible"),
    ("gris", "pendiente"),
]
SPELLS = st.lists(
    st.tuples(st.sampled_from(COLOURS), st.integers(1, 4), st.sampled_from([0, 0, 0, 2])),
    min_size=1,
    max_size=12,
)


def day(number: int) -> date:
    return START + timedelta(days=number)


def laid_out(spells) -> list[tuple[date, date, str, str]]:
    """day_from, day_to, light, state; some with days of nothing before them."""
    rows, at = [], 0
    for (light, state), lasts, gap in spells:
        rows.append((day(at + gap), day(at + gap + lasts - 1), light, state))
        at += gap + lasts
    return rows


def slow_since(rows, place: int) -> date:
    """Back, row by row, while what a reader sees is the same and no day is without a light."""

    def seen(row):
        return row[2], row[3] == "sin_informacion"

    while (
        place
        and seen(rows[place - 1]) == seen(rows[place])
        and rows[place - 1][1] + timedelta(days=1) == rows[place][0]
    ):
        place -= 1
    return rows[place][0]


@given(spells=SPELLS, other=SPELLS)
@settings(max_examples=examples(60), deadline=None)
def test_the_first_day_of_an_unbroken_light_is_the_one_a_slow_look_back_finds(spells, other):
    frames, expected = [], []
    for duty, rows in (("a", laid_out(spells)), ("b", laid_out(other))):
        frames += [
            ("C", duty, "legal", first, last, state, light, "v", START, "p")
            for first, last, light, state in rows
        ]
        expected += [slow_since(rows, place) for place in range(len(rows))]
    lights = pl.DataFrame(frames, schema=DUTY_LIGHTS, orient="row")
    assert with_light_from(lights, OF_DUTY)["light_from"].to_list() == expected


def test_of_a_committee_other_counts_do_not_end_a_light_and_another_gris_does():
    counts = [  # light, n_rojo, n_gris, n_no_exigible
        ("rojo", 1, 0, 1),
        ("rojo", 2, 3, 0),
        ("gris", 0, 1, 0),
        ("gris", 0, 2, 5),
        ("gris", 0, 0, 9),
    ]
    rows = [
        ("C", "legal", day(number), day(number), light, 0, 0, *others)
        for number, (light, *others) in enumerate(counts)
    ]
    lights = pl.DataFrame(rows, schema=COMMITTEE_LIGHTS, orient="row")
    found = with_light_from(lights, OF_COMMITTEE)["light_from"].to_list()
    assert found == [day(0), day(0), day(2), day(2), day(4)]


SPANS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "*"]), st.integers(0, 20), st.integers(0, 8)), max_size=8
)


@given(spans=SPANS, first=st.integers(0, 20), lasts=st.integers(0, 8))
@settings(max_examples=examples(100), deadline=None)
def test_one_window_is_declared_complete_when_the_merged_days_hold_it(spans, first, lasts):
    rows = [complete(day(start), day(start + more), kind) for kind, start, more in spans]
    frame = pl.DataFrame(rows, schema=COMPLETENESS).with_columns(c=pl.lit(0))
    window = day(first), day(first + lasts)
    held = complete_days(frame, ["a", "b"]).filter(
        (pl.col("day_from") <= window[0]) & (pl.col("day_to") >= window[1])
    )
    assert is_declared_complete(rows, ["a", "b"], *window) == ({"a", "b"} <= set(held["kind"]))


def test_what_is_written_of_a_red_is_each_constancia_of_its_days_and_kind():
    declared = [
        complete(date(2024, 1, 1), date(2024, 1, 31), "sesion-ordinaria"),
        complete(date(2024, 1, 20), date(2024, 2, 29)),
        complete(date(2024, 1, 1), date(2024, 2, 29), "plan"),
        complete(date(2024, 3, 1), date(2024, 3, 31)),
    ]
    given_facts, units = facts(completeness=declared), committees("CODISEC-150102")
    law = edition(SESSIONS)
    horizon = date(2024, 1, 1), date(2024, 6, 1)
    rows = intervals_of(law, units, given_facts, horizon, by=timelines_with_windows)
    found = constancias(law, rows, units, given_facts.completeness)
    assert found.select("duty", "period", "kind", "day_from").rows() == [
        ("sesion", "2024-B1", "*", date(2024, 1, 20)),
        ("sesion", "2024-B1", "sesion-ordinaria", date(2024, 1, 1)),
    ]
    assert set(rows.filter(state="vencido")["period"]) == {"2024-B1"}
