"""Of whom a territory was on a day, as the norms say it, and never a guess."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sinasec.territories import reference
from sinasec.territories.reference import Event
from sinasec.territories.succession import Succession, UnknownSuccession, succession

ONE_DAY = timedelta(days=1)
PUBLISHED = date(2025, 7, 3)
A, B, C, NEW, OLD = "010101", "010102", "010103", "010104", "010105"


def event(code, kind, *others, published=PUBLISHED):
    return Event(code, kind, published, "", others, "Ley inventada", "Inventado")


def made(*events):
    """The first five districts with those events: as the tables would give them."""
    units = {code: reference.by_code()[code] for code in (A, B, C, NEW, OLD)}
    for each in events:
        if each.event == "created":
            since = each.published + ONE_DAY
            units[each.code] = replace(units[each.code], valid_from=since)
        else:
            units[each.code] = replace(units[each.code], valid_to=each.published)
    return Succession.of(units.values(), events)


def test_while_it_is_its_territory_is_its_own():
    found = made(event(NEW, "created", A, B))
    assert found.units_on(NEW, PUBLISHED + ONE_DAY) == (NEW,)
    assert found.units_on(A, PUBLISHED) == (A,)


def test_before_it_was_created_it_was_of_those_it_came_from():
    found = made(event(NEW, "created", B, A))
    assert found.units_on(NEW, PUBLISHED) == (A, B)


def test_after_it_was_merged_it_is_of_those_into_which_it_went():
    found = made(event(OLD, "merged", C))
    assert found.units_on(OLD, PUBLISHED) == (OLD,)
    assert found.units_on(OLD, PUBLISHED + ONE_DAY) == (C,)


def test_one_thing_after_another():
    """C took the old one; before, the old one had come from A and from the new one, that from B."""
    first = PUBLISHED - timedelta(days=1000)
    found = made(
        event(NEW, "created", B, published=first - timedelta(days=500)),
        event(OLD, "created", A, NEW, published=first),
        event(C, "created", OLD),
    )
    assert found.units_on(C, PUBLISHED) == (OLD,)
    assert found.units_on(C, first) == (A, NEW)
    assert found.units_on(C, first - timedelta(days=600)) == (A, B)


@pytest.mark.parametrize(
    ("found", "code", "day", "says"),
    [
        (made(event(NEW, "created")), NEW, PUBLISHED, "todavía no existía el 03/07/2025"),
        (made(event(OLD, "merged")), OLD, PUBLISHED + ONE_DAY, "ya no existía el 04/07/2025"),
        (made(event(A, "created", B), event(B, "created", A)), A, PUBLISHED, "sin información"),
    ],
    ids=["created", "merged", "in a circle"],
)
def test_what_is_not_known_is_said_and_not_guessed(found, code, day, says):
    with pytest.raises(UnknownSuccession, match=says):
        found.units_on(code, day)


def test_of_a_date_that_is_not_known_it_has_always_been():
    assert succession().units_on("150108", date(2014, 12, 5)) == ("150108",)


def test_the_tables_do_not_say_yet_where_any_came_from():
    """When somebody brings the norm, this is where it shows."""
    with pytest.raises(UnknownSuccession, match="Santa Rosa de Loreto"):
        succession().units_on("160405", date(2025, 7, 3))
    assert succession().units_on("160405", date(2025, 7, 4)) == ("160405",)


def test_a_code_that_is_no_unit_is_an_error():
    with pytest.raises(KeyError):
        succession().units_on("999999", date(2025, 1, 1))
