"""A made-up country: the same for the same seed, plausible, and always marked SIMULADO."""

from collections import Counter
from datetime import date

import polars as pl
import pytest
from django.db import connection

from sinasec import definitions
from sinasec.compliance.export import write_acts
from sinasec.compliance.ingest.loading import load_file
from sinasec.compliance.ingest.plan_periods import years_of
from sinasec.compliance.models import Act, Batch, Completeness, Review, Waiver
from sinasec.compliance.semaforo.facts import inputs_from_database
from sinasec.demonstration.country.emergencies import REASONS, waivers
from sinasec.demonstration.country.needs import agenda
from sinasec.demonstration.country.simulate import (
    FIRST,
    LAST,
    CannotSimulate,
    made_up,
    simulate,
)
from sinasec.methods.compliance.facts import WRONG_DATE
from tests.lifting import lifted
from tests.publications.conftest import CODES


def test_the_same_seed_gives_the_same_facts(units):
    assert made_up(3, units, FIRST, LAST) == made_up(3, units, FIRST, LAST)
    assert made_up(3, units, FIRST, LAST) != made_up(4, units, FIRST, LAST)


def test_a_committee_is_the_same_alone_or_among_others(units):
    among = dict(zip(units["committee"], made_up(3, units, FIRST, LAST), strict=True))
    alone = units.filter(units["committee"] == "CODISEC-150105")
    assert made_up(3, alone, FIRST, LAST) == [among["CODISEC-150105"]]


def test_every_act_is_simulated_and_says_what_its_kind_asks(units):
    kinds = definitions.library().act_kinds
    for life in made_up(5, units, FIRST, LAST):
        for act in life.acts:
            kind = kinds[act.kind]
            allowed = {one.name: one for one in kind.attributes}
            assert act.simulated
            assert act.date <= LAST
            assert act.committee.partition("-")[0] in kind.levels
            assert act.registered_at.date() > act.date
            assert "(SIMULADO)" in act.attributes["documento"]
            assert set(act.attributes) - {"documento"} <= set(allowed)
            for name, one in allowed.items():
                assert not one.required or act.attributes.get(name) is not None, (act, name)
                assert not one.enum or act.attributes[name] in one.enum


def test_nothing_is_registered_long_after_the_last_day(units):
    """A register cannot know today what somebody will write in it next month."""
    lives = made_up(5, units, FIRST, LAST)
    moments = [
        *(act.registered_at for life in lives for act in life.acts),
        *(review[3] for life in lives for review in life.reviews),
        *(one[3] for life in lives for one in life.complete),
    ]
    assert max(moments).date() <= date(2026, 11, 15)
    assert max(moments).date() > LAST


def test_nothing_is_said_of_an_act_that_is_not_there(units):
    for life in made_up(5, units, FIRST, LAST):
        codes = {act.id for act in life.acts}
        assert {act.supersedes for act in life.acts if act.supersedes} <= codes
        assert {review[0] for review in life.reviews} <= codes


def test_the_agenda_follows_the_wording_in_force_each_time():
    edition = definitions.load()
    before = agenda(edition, "CONASEC", date(2024, 1, 1), date(2024, 12, 31))
    after = agenda(edition, "CONASEC", date(2026, 1, 1), date(2026, 12, 31))
    counts = [
        {need.count for need in one.needs if need.duty == "sesion-conasec"}
        for one in (before, after)
    ]
    assert counts == [{4}, {6}]


def test_something_of_everything_happens(units):
    lives = made_up(7, units, FIRST, LAST)
    outcomes = Counter(outcome for life in lives for _, outcome, _, _ in life.reviews)
    assert outcomes["observed"]
    assert outcomes["accepted"]
    assert any(act.supersedes for life in lives for act in life.acts)
    assert any(life.complete for life in lives)


@pytest.mark.database
@pytest.mark.django_db
class TestInTheDatabase:
    def test_it_is_stored_as_it_was_made_up(self, simulated, inputs):
        stored = inputs_from_database("todos")
        assert stored.acts.sort("act_id").equals(inputs.acts.sort("act_id"))
        assert stored.completeness.height == inputs.completeness.height

    def test_all_of_it_is_marked(self, simulated):
        for model in (Act, Review, Waiver, Completeness):
            assert not model.objects.filter(simulated=False).exists()
        assert inputs_from_database("reales").acts.is_empty()

    def test_twice_changes_nothing(self, simulated):
        before = Act.objects.count()
        again = simulate(seed=7, codes=CODES)
        assert not again.fresh
        assert Act.objects.count() == before
        assert Batch.objects.count() == 1

    def test_two_simulations_are_not_mixed(self, simulated):
        with pytest.raises(CannotSimulate, match="dos no se mezclan"):
            simulate(seed=8, codes=CODES)

    def test_days_out_of_order_are_refused(self, small):
        with pytest.raises(CannotSimulate, match="--from"):
            simulate(seed=1, first=LAST, last=FIRST)


def test_nobody_acts_before_there_is_a_committee(units):
    """Santa Rosa de Loreto has a committee since 2026, and no document of before."""
    day = date(2026, 3, 20)
    new = units.filter(pl.col("level") == "CODISEC").with_columns(valid_from=day)
    lives = [life for seed in range(5) for life in made_up(seed, new, FIRST, LAST)]
    acts = [act for life in lives for act in life.acts]
    assert len(acts) > 100
    assert min(act.date for act in acts) >= day
    assert any("valid_from" in act.attributes for act in acts)


def test_a_plan_is_named_by_the_years_in_which_it_rules(units):
    """A plan «2024» approved that December, in force for a year, would be no plan of anywhere."""
    plans = [
        act.attributes
        for seed in range(4)
        for life in made_up(seed, units, FIRST, LAST)
        for act in life.acts
        if act.kind == "plan-aprobado"
    ]
    for said in plans:
        first, last = years_of(said["plan"])
        assert first <= date.fromisoformat(said["valid_from"]).year <= last, said
        assert said.get("valid_to", f"{last}-12-31") == f"{last}-12-31", said
    assert {said["plan"] for said in plans} == {"2024", "2024-2027", "2025", "2026"}
    assert any("valid_to" not in said for said in plans)


def test_each_waiver_gives_a_reason_of_its_duty():
    """That the portal of the State publishes says nothing of who must have a plan in force."""
    standing = [duty.code for duty in definitions.load().duties if duty.rule == "standing"]
    assert set(REASONS) == set(standing)
    for seed in range(6):
        made = waivers(seed, CODES, [*standing, "otro"], FIRST, LAST)
        singles = [one for one in made if one.duty != "*"]
        assert singles
        for one in singles:
            assert (one.kind, one.reason) == (
                REASONS[one.duty][0],
                f"{REASONS[one.duty][1]} (SIMULADO)",
            )
            assert ("portal" in one.reason) == (one.duty != "plan-vigente")


def test_no_act_says_that_the_date_of_another_was_wrong(units):
    """Only one that annuls it could; and to say «no» of nothing is to say nothing."""
    acts = [act for life in made_up(5, units, FIRST, LAST) for act in life.acts]
    assert not any(WRONG_DATE in act.attributes for act in acts)


@pytest.mark.database
@pytest.mark.django_db
def test_what_is_exported_loads_back(small, tmp_path):
    """In the same installation, where nothing is new, and in an empty one, where everything is."""
    simulate(seed=7, codes=CODES)
    file = tmp_path / "actos.csv"
    count = write_acts(file)
    told = Act.objects.order_by("id").values_list("id", "date", "attributes", "supersedes")
    before = list(told)
    again = load_file(file, by="ana", today=FIRST)
    assert (again.faults, again.rows, again.accepted) == ((), count, 0)
    with lifted(connection):
        for model in (Review, Completeness, Waiver, Act, Batch):
            model.objects.all()._raw_delete("default")
    assert not Act.objects.exists()
    anew = load_file(file, by="ana", today=FIRST)
    assert (anew.faults, anew.accepted) == ((), count)
    assert list(told) == before
