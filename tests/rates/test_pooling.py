"""A window of several years."""

import numpy as np
import pytest

from sinasec.methods.rates import pooled


def test_only_years_with_both_count():
    nan = np.nan
    found = pooled(
        [[1, 2, 3], [4, nan, 6], [nan, nan, nan], [0, 0, 0]],
        [[10, 20, 30], [10, 20, nan], [10, 10, 10], [5, 0, 5]],
    )
    assert found.years.tolist() == [3, 1, 0, 2]
    assert found.events[[0, 1, 3]].tolist() == [6, 4, 0]
    assert found.exposure[[0, 1, 3]].tolist() == [60, 10, 10]
    assert np.isnan([found.events[2], found.exposure[2]]).all()


def test_one_column_a_year():
    with pytest.raises(ValueError, match="unidades × años"):
        pooled([1, 2], [10, 10])
