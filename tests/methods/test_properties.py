"""What must hold of every judgement, whatever the facts."""

import random
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from sinasec.methods.compliance.explanation.explain import explain
from sinasec.methods.compliance.lights import GOODNESS
from sinasec.methods.compliance.rollup import committee_lights, duty_lights
from tests.examples import examples
from tests.methods import made_facts as made
from tests.methods.slow_twin import Facts, days
from tests.methods.test_twins import fast, frames_of, on_day

MANY = settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
LATER = datetime.fromisoformat("2021-01-01")
HORIZON = (date(2019, 1, 1), date(2019, 12, 31))
LAWS = st.sampled_from(["new", "old", "both"]).map(made.law)
TRIGGER = "consulta"


def lights_on(rows: pl.DataFrame, key: str, day: date) -> dict[str, tuple[str, bool]]:
    """key -> light, and whether anything is demanded."""
    kept = on_day(rows, day)
    if key == "duty":
        demanded = ~pl.col("state").is_in(["pendiente", "no_exigible"])
    else:
        demanded = pl.sum_horizontal("n_verde", "n_ambar", "n_rojo", "n_gris") > 0
    return {one[0]: one[1:] for one in kept.select(key, "light", demanded).rows()}


def never_worse(before: pl.DataFrame, after: pl.DataFrame, key: str) -> None:
    for day in days(*HORIZON)[::5]:
        now = lights_on(after, key, day)
        for name, (light, _) in lights_on(before, key, day).items():
            assert GOODNESS[now[name][0]] >= GOODNESS[light], (day, name)


@MANY
@given(law=LAWS, facts=made.facts(), committee=made.committee(), extra=made.one_act(99, []))
def test_an_accepted_act_never_makes_a_light_worse(law, facts, committee, extra):
    """For acts that set no days running: a trigger brings a duty of its own."""
    assume(extra["kind"] != TRIGGER)
    more = facts._replace(acts=[*facts.acts, extra])
    before, after = (fast(law, committee, one, LATER, HORIZON) for one in (facts, more))
    never_worse(duty_lights(before, law.rollup), duty_lights(after, law.rollup), "duty")
    never_worse(committee_lights(before, law.rollup), committee_lights(after, law.rollup), "breach")


@MANY
@given(law=LAWS, facts=made.facts(), committee=made.committee(), seed=st.integers(0, 999))
def test_the_order_of_filing_does_not_matter(law, facts, committee, seed):
    """Neither the order of the rows nor which act was registered first."""
    shuffle = random.Random(seed)
    mixed = Facts(*(shuffle.sample(rows, len(rows)) for rows in facts))
    moments = shuffle.sample([act["registered_at"] for act in facts.acts], len(facts.acts))
    swapped = [
        {**act, "registered_at": moment} for act, moment in zip(mixed.acts, moments, strict=True)
    ]
    expected = fast(law, committee, facts, LATER, HORIZON)
    found = fast(law, committee, mixed._replace(acts=swapped), LATER, HORIZON)
    assert_frame_equal(found, expected)


@MANY
@given(facts=made.facts(), early=made.moments(), late=made.moments())
def test_a_later_moment_knows_all_that_an_earlier_one_knew(facts, early, late):
    early, late = sorted((early, late))
    before, after = frames_of(facts).known(early), frames_of(facts).known(late)
    for name in ("acts", "reviews", "waivers", "completeness"):
        lost = getattr(before, name).join(
            getattr(after, name), on=getattr(before, name).columns, how="anti", nulls_equal=True
        )
        assert lost.is_empty()


@MANY
@given(law=LAWS, facts=made.facts(), committee=made.committee(), cut=st.integers(0, 364))
def test_as_of_inside_an_interval_changes_nothing(law, facts, committee, cut):
    """Judged up to a day or far beyond it, the days until then are the same."""
    day = HORIZON[0] + timedelta(days=cut)
    whole = fast(law, committee, facts, LATER, HORIZON)
    until = fast(law, committee, facts, LATER, (HORIZON[0], day))
    expected = whole.filter(pl.col("day_from") <= day).with_columns(
        day_to=pl.min_horizontal("day_to", pl.lit(day))
    )
    assert_frame_equal(until, expected)
    assert_frame_equal(
        duty_lights(until, law.rollup),
        duty_lights(whole, law.rollup)
        .filter(pl.col("day_from") <= day)
        .with_columns(day_to=pl.min_horizontal("day_to", pl.lit(day))),
    )


@MANY
@given(
    law=LAWS,
    facts=made.facts(),
    committee=made.committee(),
    known_at=made.moments(),
    as_of=st.dates(*HORIZON),
)
def test_an_explanation_agrees_with_the_timelines(law, facts, committee, known_at, as_of):
    given_facts = frames_of(facts)
    findings = explain(
        law,
        committee,
        given_facts.acts,
        given_facts.reviews,
        given_facts.waivers,
        given_facts.completeness,
        as_of=as_of,
        known_at=known_at,
    )
    rows = fast(law, committee, facts, known_at, (date(2018, 1, 1), as_of))
    lights = duty_lights(rows, law.rollup)
    told = {one["duty"]: one for one in on_day(lights, as_of).iter_rows(named=True)}
    for finding in findings:
        assert not finding.otherwise  # read again, it is what was judged
        published: dict[str, Any] | None = told.get(finding.duty)
        if published is None:
            assert (finding.state, finding.period) == ("no_exigible", "")
            continue
        assert (finding.light, finding.state) == (published["light"], published["state"])
        assert finding.period == published["period"]
        row = on_day(rows, as_of).filter(duty=finding.duty, period=finding.period)
        assert min(finding.counted, finding.required) == row["counted"][0]
        assert finding.due == row["due"][0]
        assert finding.due is None or finding.due_steps[-1][0] == finding.due
        assert set(told) <= {one.duty for one in findings}
        named = {one.act_id for one in (*finding.counted_acts, *finding.not_counted)}
        assert len(named) == len(finding.counted_acts) + len(finding.not_counted)
