"""Whoever sends a letter, killed at steps of its writing: see `benchmarks.kill_letter`."""

import pytest

from tests.kills import nothing_lost

pytestmark = pytest.mark.kills


def test_a_letter_has_its_number_and_its_copy_or_is_not_there():
    nothing_lost("letter")
