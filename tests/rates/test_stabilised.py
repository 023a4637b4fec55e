"""Rates made comparable."""

import numpy as np
import pytest

from sinasec.methods.rates import stabilised
from tests.rates.maps import made_counts
from tests.rates.peers import quiet, undisturbed


@quiet
def test_esda_says_the_same():
    events, exposure = made_counts(200, seed=101)
    with undisturbed():
        from esda.smoothing import assuncao_rate

        theirs = assuncao_rate(events, exposure)
    assert stabilised(events, exposure) == pytest.approx(theirs, rel=1e-10)


def test_units_of_any_size_vary_alike():
    """SIMULADO: the raw rates of small units vary many times more than those of large ones."""
    random = np.random.default_rng(102)
    exposure = np.tile([500.0, 200_000.0], 2_000)
    events = random.poisson(exposure * random.gamma(20, 0.002 / 20, exposure.size))
    raw, made = events / exposure, stabilised(events, exposure)
    assert raw[::2].std() > 3 * raw[1::2].std()
    assert made[::2].std() == pytest.approx(made[1::2].std(), rel=0.15)


def test_what_cannot_be_known_is_nan():
    found = stabilised([1, np.nan, 4], [10, 10, 20])
    assert np.isnan(found).tolist() == [False, True, False]
    assert np.isnan(stabilised([0, 0], [10, 10])).all()
    assert np.isnan(stabilised([np.nan], [10])).all()


@pytest.mark.parametrize("exposure", [[1000.0] * 3, [1000.0, 500.0, 1500.0], [3e5 / 7] * 3])
def test_rates_all_equal_do_not_deviate(exposure):
    """The moments then give a unit of mean size no variance at all: nothing is divided by it."""
    exposure = np.array(exposure)
    assert stabilised(exposure * 0.03, exposure) == pytest.approx([0.0] * 3, abs=1e-9)
