"""A load killed at any step leaves all of its file in the database, or nothing of it."""

import pytest

from tests.kills import nothing_lost


@pytest.mark.kills
def test_killing_a_load_loses_nothing_and_leaves_nothing_half_written():
    nothing_lost("load")
