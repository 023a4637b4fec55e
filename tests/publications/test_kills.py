"""A publisher killed at any step leaves a whole publication, recorded, or none."""

import pytest

from tests.kills import nothing_lost


@pytest.mark.kills
@pytest.mark.parametrize("job", ["publish", "index"])
def test_killing_a_publisher_loses_nothing_and_leaves_nothing_half_written(job):
    nothing_lost(job)
