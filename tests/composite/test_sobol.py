"""Sobol indices against analytic values, SciPy and SALib."""

import numpy as np
import pytest
from SALib.analyze import sobol as salib
from scipy.stats import sobol_indices, uniform

from sinasec.methods.composite.audits.sobol import sobol, sobol_of_values, sobol_points
from tests.composite.ishigami import ISHIGAMI_FIRST, ISHIGAMI_TOTAL, ishigami, names

# Sobol's G with these coefficients: V_i = 1 / (3 (1 + a_i)²), V = Π (1 + V_i) - 1.
G = np.array([0.0, 0.5, 3.0, 9.0, 99.0, 99.0])
G_PARTS = 1 / (3 * (1 + G) ** 2)
G_VARIANCE = np.prod(1 + G_PARTS) - 1
G_FIRST = G_PARTS / G_VARIANCE
G_TOTAL = G_PARTS * np.prod(1 + G_PARTS) / (1 + G_PARTS) / G_VARIANCE


def sobol_g(points):
    scaled = (np.abs(4 * points - 2) + G[:, None]) / (1 + G[:, None])
    return np.prod(scaled, axis=0)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ishigami_is_within_its_analytic_error(seed):
    found = sobol(ishigami, names(3), base=4096, seed=seed, resamples=200)
    assert np.abs(found.first - ISHIGAMI_FIRST).max() < 0.02
    assert np.abs(found.total - ISHIGAMI_TOTAL).max() < 0.02


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sobol_g_is_within_its_analytic_error(seed):
    found = sobol(sobol_g, names(6), base=4096, seed=seed, resamples=200)
    assert np.abs(found.first - G_FIRST).max() < 0.02
    assert np.abs(found.total - G_TOTAL).max() < 0.02


def test_intervals_cover_the_analytic_values_about_as_often_as_they_say():
    inside = []
    for seed in range(60):
        found = sobol(ishigami, names(3), base=256, seed=seed, resamples=200, level=0.95)
        inside.append((found.total_low <= ISHIGAMI_TOTAL) & (found.total_high >= ISHIGAMI_TOTAL))
        inside.append((found.first_low <= ISHIGAMI_FIRST) & (found.first_high >= ISHIGAMI_FIRST))
    # The sequence is more even than chance, so the bootstrap errs on the wide side.
    assert 0.90 <= np.mean(inside) <= 1.0


def test_intervals_hold_the_estimate_and_narrow_with_more_samples():
    few = sobol(sobol_g, names(6), base=256, seed=5, resamples=300)
    many = sobol(sobol_g, names(6), base=8192, seed=5, resamples=300)
    for found in (few, many):
        assert (found.first_low <= found.first).all()
        assert (found.first <= found.first_high).all()
        assert (found.total_low <= found.total).all()
        assert (found.total <= found.total_high).all()
    assert (many.total_high - many.total_low).max() < (few.total_high - few.total_low).max() / 3


def test_scipy_gives_the_same_on_the_same_points():
    k, base = 3, 1024
    ours = sobol(ishigami, names(k), base=base, seed=7, resamples=20)
    dists = [uniform()] * k
    theirs = sobol_indices(func=ishigami, n=base, dists=dists, rng=np.random.default_rng(7))
    np.testing.assert_allclose(ours.first, theirs.first_order, atol=1e-12)
    np.testing.assert_allclose(ours.total, theirs.total_order, atol=1e-12)


def test_salib_gives_the_same_on_the_same_design():
    k, base = 6, 512
    values = sobol_g(sobol_points(k, base, seed=11))
    ours = sobol_of_values(values[None], names(k), seed=11, resamples=400).of(0)
    blocks = values.reshape(k + 2, base)
    in_their_order = np.concatenate([blocks[:1], blocks[2:], blocks[1:2]]).T.ravel()
    problem = {"num_vars": k, "names": names(k), "bounds": [[0, 1]] * k}
    theirs = salib.analyze(
        problem, in_their_order, calc_second_order=False, num_resamples=400, seed=1
    )
    # It centres on the mean of every point; we, as SciPy, on that of the two halves.
    np.testing.assert_allclose(ours.first, theirs["S1"], atol=1e-6)
    np.testing.assert_allclose(ours.total, theirs["ST"], atol=1e-12)
    half_width = (ours.total_high - ours.total_low) / 2
    np.testing.assert_allclose(half_width, theirs["ST_conf"], rtol=0.25, atol=2e-4)


def test_a_resample_is_what_drawing_base_samples_by_hand_gives():
    """The weighted averages of the bootstrap against indices of the samples picked one by one."""
    from sinasec.methods.composite.audits.sobol import _indices, _terms

    k, base = 3, 64
    blocks = ishigami(sobol_points(k, base, seed=3)).reshape(k + 2, base)
    picked = np.random.default_rng(4).integers(0, base, size=base)
    counts = np.bincount(picked, minlength=base)[None] / base
    terms = _terms(blocks.reshape(1, -1), k)
    first, total = _indices(terms, counts)
    centred = blocks - blocks[:2].mean()
    a, b = centred[0, picked], centred[1, picked]
    variance = np.concatenate([a, b]).var()
    for factor in range(k):
        crossed = centred[2 + factor, picked]
        assert first[0, 0, factor] == pytest.approx((b * (crossed - a)).mean() / variance)
        assert total[0, 0, factor] == pytest.approx(((a - crossed) ** 2).mean() / 2 / variance)


def test_several_outputs_in_one_call_are_each_alone():
    calls = []

    def both(points):
        calls.append(points.shape)
        return np.stack([ishigami(points), points[0] + 2 * points[1]])

    together = sobol(both, names(3), base=256, seed=2, resamples=50)
    alone = sobol(ishigami, names(3), base=256, seed=2, resamples=50)
    assert calls == [(3, 256 * 5)]
    np.testing.assert_array_equal(together.of(0).first, alone.first)
    np.testing.assert_array_equal(together.of(0).total_high, alone.total_high)
    np.testing.assert_allclose(together.of(1).total, [0.2, 0.8, 0.0], atol=0.01)


def test_a_factor_of_several_variates_counts_them_together():
    """x0 + 2 x1 + 3 x2 x3: the parts of {x0, x1} add up; those of {x2, x3} keep their product."""
    found = sobol(
        lambda x: x[0] + 2 * x[1] + 3 * x[2] * x[3],
        ["sum", "product"],
        base=2048,
        seed=6,
        sizes=[2, 2],
    )
    parts = np.array([5 / 12, 9 * (1 / 9 - 1 / 16)])
    np.testing.assert_allclose(found.first, parts / parts.sum(), atol=0.01)
    np.testing.assert_allclose(found.total, parts / parts.sum(), atol=0.01)


def test_the_same_seed_gives_the_same_bytes_and_another_does_not():
    one, again, other = (
        sobol(ishigami, names(3), base=128, seed=seed, resamples=50) for seed in (8, 8, 9)
    )
    assert one.first_low.tobytes() == again.first_low.tobytes()
    assert one.total.tobytes() != other.total.tobytes()


@pytest.mark.parametrize("constant", [0.0, 0.1, 1e9 / 3])
def test_a_constant_output_has_no_indices(constant):
    found = sobol(lambda x: np.full(x.shape[1], constant), names(2), base=16, seed=1)
    assert np.isnan(found.first).all()
    assert np.isnan(found.total_high).all()


@pytest.mark.parametrize("base", [0, 1, 3, 100, -8])
def test_base_must_be_a_power_of_two(base):
    with pytest.raises(ValueError, match="potencia de dos"):
        sobol(ishigami, names(3), base=base, seed=1)


def test_faults_are_sentences():
    with pytest.raises(ValueError, match="ningún factor"):
        sobol(ishigami, [], base=8, seed=1)
    with pytest.raises(ValueError, match="finitos"):
        sobol(lambda x: np.full(x.shape[1], np.nan), ["a"], base=8, seed=1)
