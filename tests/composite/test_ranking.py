"""The quick ranks are those of `ascending`, whatever the numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinasec.methods.composite.kernels.ranking import (
    MOST_PACKED,
    ascending,
    ascending_rounded,
    rounded,
)

# Close to each other, at the edges of ten digits, of both signs, and the ends of the scale.
NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-40, 40).map(lambda step: 1 + step * 1e-10),
    st.integers(-40, 40).map(lambda step: step * 1e-12),
    st.sampled_from([0.0, -0.0, 1e-12, 9.9999999999, 10.0, np.inf, -np.inf]),
)


@given(st.lists(NUMBERS, min_size=1, max_size=30))
def test_quick_ranks_are_the_plain_ones(numbers: list[float]) -> None:
    values = rounded(np.array([numbers, numbers[::-1]]))
    for sign in (1, -1):
        assert ascending_rounded(sign * values).tolist() == ascending(sign * values).tolist()


@pytest.mark.parametrize("units", [MOST_PACKED, MOST_PACKED + 1])
def test_as_many_units_as_the_bits_can_count(units: int) -> None:
    values = rounded(np.random.default_rng(4).normal(size=(3, units)).round(2))
    assert (ascending_rounded(values) == ascending(values)).all()


def test_what_is_not_known_has_no_rank() -> None:
    values = rounded(np.array([[2.0, np.nan, 1.0, 2.0], [np.nan] * 4]))
    assert ascending_rounded(values).tolist() == [[2, 0, 1, 2], [0, 0, 0, 0]]
