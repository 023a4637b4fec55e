"""Small choices of the pages: which day, which rows, which pair, and what was meant in a search."""

from datetime import date
from types import SimpleNamespace

import pytest

from sinasec.compliance.semaforo.reading import _on
from sinasec.web.risk.views.editions import _proposed
from sinasec.web.risk.views.priority import _set_apart
from sinasec.web.semaforo.chosen import ChosenDay
from sinasec.web.semaforo.views.search import _but_for_level

LAST = date(2024, 12, 31)


def stretch(first: date, last: date) -> SimpleNamespace:
    return SimpleNamespace(day_from=first, day_to=last)


def test_a_light_is_found_on_the_first_and_on_the_last_of_its_days():
    light = stretch(date(2024, 1, 1), date(2024, 1, 31))
    assert [_on([light], day) for day in (light.day_from, light.day_to)] == [light, light]
    assert _on([light], date(2023, 12, 31)) is None
    assert _on([light], date(2024, 2, 1)) is None


@pytest.mark.parametrize(("day", "past"), [(LAST, True), (date(2024, 6, 1), False)])
def test_only_the_last_day_judged_is_told_to_be_past(day, past):
    published = SimpleNamespace(as_of=LAST)
    chosen = ChosenDay(published, pinned=False, day=day, breach="legal", real=False)
    assert chosen.is_past is past


def test_the_real_ones_are_proposed_to_be_compared_before_the_made_up():
    newest, made_up, oldest = (
        SimpleNamespace(simulated=simulated) for simulated in (False, True, False)
    )
    assert _proposed([newest, made_up, made_up, oldest]) == (oldest, newest)
    assert _proposed([newest, made_up, made_up]) == (made_up, made_up)
    assert _proposed([newest, made_up]) is None


def test_who_was_left_out_by_a_decision_is_told_wherever_it_stands():
    rows = [
        SimpleNamespace(reason="no presentó el acta", zone="fuera"),
        SimpleNamespace(reason="", zone="frontera"),
        SimpleNamespace(reason="", zone="fuera"),
    ]
    assert _set_apart(SimpleNamespace(others=rows)) == rows[:2]
    assert _set_apart(None) == []


@pytest.mark.parametrize("typed", ["codisec balsas", "codysek balsas", "Codise balsas"])
def test_a_level_with_two_letters_wrong_is_a_level(typed):
    assert _but_for_level(typed) == "balsas"


def test_the_name_of_a_place_is_no_level():
    assert _but_for_level("san martín") == ""
