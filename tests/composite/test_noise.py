"""Sampling error of inputs: moments of the draws, and any draw made again alone."""

import numpy as np
import pytest

from sinasec.methods.composite.replays.noise import impossible, input_noise

DRAWS = 4000
VALUES = np.array([[10.0, 200.0, 3.0], [0.5, 1.0, 8.0], [2.0, 40.0, 0.1], [7.0, 7.0, 7.0]])
ERRORS = np.array([[1.0, 50.0, 0.3], [0.2, 0.1, 4.0], [0.5, 8.0, 0.05], [np.nan] * 3])
KINDS = ("normal", "gamma", "lognormal", "normal")


def draws(values=VALUES, errors=ERRORS, kinds=KINDS, count=DRAWS):
    noise = input_noise(values, errors, kinds)
    return np.stack([noise.drawn(seed) for seed in range(count)])


def test_mean_and_deviation_are_those_of_the_estimate():
    drawn = draws()
    spread = np.nan_to_num(ERRORS)
    mean, deviation = drawn.mean(axis=0), drawn.std(axis=0)
    assert (np.abs(mean - VALUES) <= 4 * spread / np.sqrt(DRAWS) + 1e-12).all()
    np.testing.assert_allclose(deviation, spread, rtol=0.12, atol=1e-12)


def test_each_distribution_has_its_own_shape():
    drawn = draws()
    z = (drawn - drawn.mean(axis=0)) / np.where(ERRORS > 0, drawn.std(axis=0), 1)
    skew = (z**3).mean(axis=0)
    relative = ERRORS / VALUES
    np.testing.assert_allclose(skew[0], 0, atol=0.2)
    np.testing.assert_allclose(skew[1], 2 * relative[1], atol=0.35)  # gamma: 2 cv
    np.testing.assert_allclose(skew[2], relative[2] ** 3 + 3 * relative[2], rtol=0.35)  # lognormal
    assert (drawn[:, 1:3] > 0).all()


def test_a_draw_is_the_same_whatever_was_drawn_before():
    noise = input_noise(VALUES, ERRORS, KINDS)
    forward = [noise.drawn(seed) for seed in range(20)]
    backward = [noise.drawn(seed) for seed in reversed(range(20))]
    for one, again in zip(forward, reversed(backward), strict=True):
        assert one.tobytes() == again.tobytes()
    assert forward[0].tobytes() != forward[1].tobytes()


def test_units_and_indicators_move_independently():
    drawn = draws(np.full((3, 3), 10.0), np.ones((3, 3)), ("normal", "normal", "lognormal"))
    correlation = np.corrcoef(drawn.reshape(DRAWS, -1), rowvar=False)
    assert np.abs(correlation - np.eye(9)).max() < 0.08


@pytest.mark.parametrize("kind", ["normal", "gamma", "lognormal"])
def test_what_has_no_error_or_no_value_does_not_move(kind):
    values = np.array([[5.0, np.nan, 0.0, 4.0]])
    errors = np.array([[1.0, 1.0, 0.0, np.nan]])
    drawn = input_noise(values, errors, (kind,)).drawn(3)
    assert drawn[0, 0] != 5.0
    assert np.isnan(drawn[0, 1])
    assert drawn[0, 2] == 0.0
    assert drawn[0, 3] == 4.0


def test_cells_that_their_distribution_cannot_have_are_told():
    values = np.array([[1.0, 0.0, -2.0]] * 3)
    errors = np.array([[1.0, 1.0, 1.0], [1.0, 0.0, np.nan], [1.0, 1.0, 1.0]])
    found = impossible(values, errors, ("normal", "gamma", "lognormal"))
    assert found.tolist() == [[False] * 3, [False] * 3, [False, True, True]]
