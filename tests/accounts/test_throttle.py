"""Guessing is slow, and nobody is kept out of their own office by it."""

from datetime import timedelta

import pytest

from sinasec.accounts.models import Attempt
from sinasec.accounts.throttle import (
    OF_A_PAIR,
    OF_A_PERSON,
    WINDOW,
    TooMany,
    begin,
    forget_old,
    forgive,
    not_bad,
    wait,
)
from tests.accounts.made_up import NOW

pytestmark = [pytest.mark.database, pytest.mark.django_db]
OFFICE = "190.12.1.1"


def tried(who: str, where: str, times: int, *, good: bool = False, at=NOW):
    for _ in range(times):
        number = begin(who, where, at)
        if good:
            not_bad(number)
            forgive(who, where, at)


def test_five_bad_tries_close_that_person_from_there_and_nobody_beside_them():
    tried("ana@muni.pe", OFFICE, OF_A_PAIR - 1)
    assert wait("ana@muni.pe", OFFICE, NOW) == 0
    tried("ana@muni.pe", OFFICE, 1)
    assert 0 < wait("Ana@Muni.pe ", OFFICE, NOW) <= WINDOW.total_seconds() + 1
    assert wait("beto@muni.pe", OFFICE, NOW) == 0  # the desk beside
    assert wait("ana@muni.pe", "200.1.1.1", NOW) == 0  # from home
    assert wait("ana@muni.pe", OFFICE, NOW + WINDOW + timedelta(seconds=1)) == 0


def test_a_whole_office_forgets_its_passwords_and_the_last_one_enters():
    for number in range(39):
        tried(f"p{number}@muni.pe", OFFICE, OF_A_PAIR)
    assert wait("last@muni.pe", OFFICE, NOW) == 0


def test_a_stranger_everywhere_does_not_keep_the_owner_out():
    tried("ana@muni.pe", OFFICE, 1, good=True)
    for number in range(OF_A_PERSON):
        tried("ana@muni.pe", f"10.0.0.{number}", 1)
    assert wait("ana@muni.pe", "10.0.1.1", NOW) > 0  # another stranger
    assert wait("ana@muni.pe", OFFICE, NOW) == 0  # where she entered before


def test_one_place_does_not_try_everybody():
    for number in range(200):
        tried(f"p{number}@muni.pe", OFFICE, 1)
    assert wait("another@muni.pe", OFFICE, NOW) > 0


def test_a_try_is_counted_before_it_is_made():
    for _ in range(OF_A_PAIR):
        begin("ana@muni.pe", OFFICE, NOW)  # none of them has ended yet
    with pytest.raises(TooMany):
        begin("ana@muni.pe", OFFICE, NOW)
    assert Attempt.objects.count() == OF_A_PAIR


def test_what_was_good_so_far_forgives_nothing_before_it():
    """Who knows the password and guesses codes is not let begin anew by it."""
    tried("ana@muni.pe", OFFICE, OF_A_PAIR - 1)
    not_bad(begin("ana@muni.pe", OFFICE, NOW))
    begin("ana@muni.pe", OFFICE, NOW)
    assert wait("ana@muni.pe", OFFICE, NOW) > 0


def test_a_good_one_forgives_and_neither_name_nor_address_is_kept():
    tried("ana@muni.pe", OFFICE, OF_A_PAIR - 1)
    tried("ana@muni.pe", OFFICE, 1, good=True)
    assert wait("ana@muni.pe", OFFICE, NOW) == 0
    kept = str(list(Attempt.objects.values()))
    assert "ana" not in kept
    assert OFFICE not in kept


def test_old_tries_are_erased():
    tried("ana@muni.pe", OFFICE, 3, at=NOW - timedelta(days=2))
    tried("beto@muni.pe", OFFICE, 1, good=True, at=NOW - timedelta(days=2))
    tried("carla@muni.pe", OFFICE, 2)
    assert forget_old(NOW) == 3
    assert Attempt.objects.count() == 3
