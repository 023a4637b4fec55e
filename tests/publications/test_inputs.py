"""What was known by an instant, and by which instant all of it was known."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import polars as pl
import pytest

from sinasec.compliance.semaforo.inputs import Inputs, last_registration
from sinasec.compliance.semaforo.judge import known_by
from tests.publications.conftest import CODES

FACTS = ("acts", "reviews", "waivers", "completeness")
SECOND = timedelta(seconds=1)


@pytest.fixture
def nothing(inputs) -> Inputs:
    return replace(inputs, **{name: getattr(inputs, name).clear() for name in FACTS})


def test_all_is_known_by_the_last_registration_of_any_kind_of_fact(inputs):
    last = max(getattr(inputs, name)["registered_at"].max() for name in FACTS)
    assert last_registration(inputs, date(2030, 1, 1)) == last
    later = inputs.waivers.with_columns(registered_at=pl.lit(last + SECOND))
    assert last_registration(replace(inputs, waivers=later), date(2030, 1, 1)) == last + SECOND


def test_without_facts_all_is_known_by_the_end_of_that_day_in_lima(nothing):
    last = last_registration(nothing, date(2026, 10, 31))
    assert last == datetime(2026, 11, 1, 4, 59, 59, 999999)


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_is_known_from_the_instant_of_its_registration(inputs, name):
    frame = getattr(inputs, name)
    first = frame["registered_at"].min()
    alike = frame.filter(pl.col("registered_at") == first).height
    assert getattr(known_by(inputs, first), name).height == alike
    assert getattr(known_by(inputs, first - timedelta(microseconds=1)), name).is_empty()
    everything = known_by(inputs, last_registration(inputs, date(2030, 1, 1)))
    assert getattr(everything, name).height == frame.height


def test_what_concerns_a_committee_is_only_its_own(inputs):
    reviewed = inputs.reviews["act_id"].to_list()
    of_reviewed = inputs.acts.filter(pl.col("act_id").is_in(reviewed))
    code = of_reviewed["committee"][0]
    own = inputs.of(code)
    assert set(own.acts["committee"]) == set(own.committees["committee"]) == {code}
    mine = set(own.acts["act_id"])
    assert own.acts.height == inputs.acts.filter(committee=code).height
    assert set(own.reviews["act_id"]) == {act for act in reviewed if act in mine}
    assert own.completeness.height == inputs.completeness.filter(committee=code).height
    assert {inputs.of(one).completeness.height for one in CODES} > {0}
    assert inputs.of("CODISEC-150102").waivers.height == 1
    assert own.waivers.height == inputs.waivers.filter(committee=code).height


def test_one_simulated_act_makes_it_all_simulated(inputs, nothing):
    one = inputs.acts.head(2).with_columns(simulated=pl.Series([False, True]))
    assert replace(inputs, acts=one).simulated
    assert not replace(inputs, acts=one.head(1)).simulated
    assert not nothing.simulated
