"""A draft of the law changes only what it should, since the day it should."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from sinasec import definitions
from sinasec.compliance.semaforo.judge import judge
from sinasec.compliance.semaforo.whatif import DRAFTS, drafts, read_draft, what_if
from sinasec.definitions.checking import check
from sinasec.demonstration.country.simulate import FIRST, LAST
from sinasec.methods.compliance.whatif import changed_lights, changed_on
from tests.publications.conftest import KNOWN_AT


def asked(inputs, result, duty, as_of=LAST):
    return what_if(
        definitions.load(),
        inputs,
        result,
        duty,
        as_of=as_of,
        known_at=KNOWN_AT,
        horizon=(FIRST, LAST),
    )


@pytest.mark.parametrize("path", sorted(DRAFTS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_examples_are_sound_and_say_they_are_drafts(path):
    assert check(path).faults == ()
    assert "borrador" in read_draft(path).name
    assert path.read_text(encoding="utf-8").startswith("# BORRADOR")


@pytest.mark.parametrize("draft", drafts(), ids=lambda draft: draft.slug)
def test_it_agrees_with_judging_everything_again(inputs, result, draft):
    """The slow twin: the whole country judged under the whole edition with the draft in it."""
    edition = definitions.load_with(draft.path)
    slow = judge(edition, inputs, known_at=KNOWN_AT, horizon_from=FIRST, horizon_to=LAST)
    changed = changed_on(changed_lights(result.lights, slow.lights), LAST)
    fast = asked(inputs, result, draft.duty)
    assert fast.replaces
    expected = changed.with_columns(pl.col("before", "after").fill_null("no exigible"))
    columns = ["committee", "breach", "before", "after"]
    assert fast.changes.select(columns).rows() == expected.select(columns).rows()
    assert fast.changes["since"].to_list() == changed["day_from"].to_list()


def test_the_law_in_force_changes_nothing(inputs, result):
    duty = definitions.load().duty("sesion-ordinaria")
    assert asked(inputs, result, duty).changes.is_empty()


def test_monthly_sessions_never_make_a_light_better(inputs, result):
    goodness = {"rojo": 0, "gris": 1, "ambar": 2, "verde": 3, "no exigible": 4}
    draft = next(draft for draft in drafts() if draft.slug == "sesion-mensual")
    for day in (date(2026, 3, 10), date(2026, 7, 20), LAST):
        found = asked(inputs, result, draft.duty, day)
        assert all(
            goodness[row["after"]] < goodness[row["before"]]
            for row in found.changes.iter_rows(named=True)
        ), day


def test_before_the_draft_is_in_force_nothing_changes(inputs, result):
    draft = next(draft for draft in drafts() if draft.slug == "sesion-mensual")
    assert asked(inputs, result, draft.duty, date(2025, 12, 31)).changes.is_empty()


def test_a_new_duty_is_added(inputs, result):
    known = definitions.load().duty("sesion-ordinaria")
    other = replace(known, code="sesion-nueva")
    assert not asked(inputs, result, other).replaces


def test_totals_count_the_changes(inputs, result):
    found = asked(inputs, result, drafts()[-1].duty)
    said = found.as_dict()
    assert sum(row["committees"] for row in said["by_level"]) == said["changed"]
    assert sum(row["committees"] for row in said["by_region"]) == said["changed"]
    assert len(said["changes"]) == said["changed"]
