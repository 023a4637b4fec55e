"""A load of data killed at any step leaves a whole edition in use, or nothing of it."""

import pytest

from tests.kills import nothing_lost


@pytest.mark.kills
def test_killing_a_load_of_data_loses_nothing_and_leaves_nothing_half_written():
    nothing_lost("data")
