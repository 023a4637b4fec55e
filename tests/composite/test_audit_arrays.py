"""Statistics of the audit against hand values, SciPy and plain twins."""

import numpy as np
import pytest
from scipy import stats

from sinasec.methods.composite.audits import arrays as audit


@pytest.fixture
def sample():
    random = np.random.default_rng(5)
    common = random.normal(size=(120, 1))
    values = 0.7 * common + random.normal(size=(120, 6)) * [0.5, 1, 2, 0.7, 1, 3]
    values[:, 4] = np.round(values[:, 4])  # ties
    return values


@pytest.fixture
def gappy(sample):
    holes = np.random.default_rng(6).random(sample.shape) < 0.1
    return np.where(holes, np.nan, sample)


@pytest.mark.parametrize("which", ["sample", "gappy"])
def test_correlations_and_their_p_are_scipys(which, request):
    values = request.getfixturevalue(which)
    units = audit.known_in_both(values)
    linear, ranks = audit.pearson(values), audit.spearman(values)
    linear_p, ranks_p = audit.p_values(linear, units), audit.p_values(ranks, units)
    for one in range(6):
        for other in range(one + 1, 6):
            pair = values[~np.isnan(values[:, [one, other]]).any(axis=1)][:, [one, other]]
            assert units[one, other] == len(pair)
            expected = stats.pearsonr(*pair.T)
            assert linear[one, other] == pytest.approx(expected.statistic)
            assert linear_p[one, other] == pytest.approx(expected.pvalue, abs=1e-12)
            expected = stats.spearmanr(*pair.T)
            assert ranks[one, other] == pytest.approx(expected.statistic)
            assert ranks_p[one, other] == pytest.approx(expected.pvalue, abs=1e-12)


def test_a_constant_column_has_no_correlation_and_a_copy_has_one():
    values = np.array([[1.0, 0.1, 2.0], [2.0, 0.1, 4.0], [5.0, 0.1, 10.0], [3.0, 0.1, 6.0]])
    found = audit.pearson(values)
    assert found[0, 2] == pytest.approx(1)
    assert np.isnan(found[1]).all()
    assert audit.p_values(found, audit.known_in_both(values))[0, 2] == pytest.approx(0, abs=1e-9)


def test_midranks_are_scipys(sample):
    expected = np.apply_along_axis(stats.rankdata, 0, sample)
    np.testing.assert_array_equal(audit.midranks(sample), expected)


def test_alpha_by_hand():
    # Variances 1, 1, 1 and of the sum 4: 3/2 (1 - 3/4).
    values = np.array([[1.0, 1.0, 2.0], [2.0, 3.0, 1.0], [3.0, 2.0, 3.0]])
    total = values.sum(axis=1).var(ddof=1)
    assert total == pytest.approx(4)
    assert audit.cronbach_alpha(values) == pytest.approx(1.5 * (1 - 3 / 4))
    assert audit.cronbach_alpha(np.repeat(values[:, :1], 4, axis=1)) == pytest.approx(1)
    assert np.isnan(audit.cronbach_alpha(values[:, :1]))
    with_gap = np.vstack([values, [9.0, np.nan, 9.0]])
    assert audit.cronbach_alpha(with_gap) == pytest.approx(1.5 * (1 - 3 / 4))


def test_alpha_is_the_mean_of_all_split_halves():
    """Cronbach's own reading of it, for four items: the mean of the three split halves."""
    values = np.random.default_rng(8).normal(size=(60, 4)) + np.linspace(0, 3, 60)[:, None]
    halves = [((0, 1), (2, 3)), ((0, 2), (1, 3)), ((0, 3), (1, 2))]
    plain = []
    for one, other in halves:
        a, b = values[:, one].sum(axis=1), values[:, other].sum(axis=1)
        plain.append(4 * np.cov(a, b)[0, 1] / (a + b).var(ddof=1))
    assert audit.cronbach_alpha(values) == pytest.approx(np.mean(plain))


def test_first_component_is_that_of_the_singular_values(sample):
    standard = (sample - sample.mean(axis=0)) / sample.std(axis=0)
    singular = np.linalg.svd(standard, compute_uv=False) ** 2
    assert audit.first_component_share(sample) == pytest.approx(singular[0] / singular.sum())


def test_inflation_is_that_of_regressing_each_on_the_others(gappy):
    complete = gappy[~np.isnan(gappy).any(axis=1)]
    for column, found in enumerate(audit.inflation(gappy)):
        others = np.column_stack([np.ones(len(complete)), np.delete(complete, column, axis=1)])
        left = complete[:, column] - others @ np.linalg.lstsq(others, complete[:, column])[0]
        r2 = 1 - left.var() / complete[:, column].var()
        assert found == pytest.approx(1 / (1 - r2))


def test_what_repeats_is_infinite_and_what_does_not_vary_is_unknown(sample):
    values = np.column_stack([sample, sample[:, 0] + sample[:, 1], np.full(120, 0.3)])
    found = audit.inflation(values)
    assert np.isinf(found[[0, 1, 6]]).all()
    assert np.isfinite(found[2:6]).all()
    assert np.isnan(found[7])
    assert audit.condition_number(values) == np.inf


def test_condition_number_of_two_columns_by_hand():
    # Correlation r: eigenvalues 1 + r and 1 - r.
    values = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [2.0, 2.0]])
    r = audit.pearson(values)[0, 1]
    assert audit.condition_number(values) == pytest.approx(np.sqrt((1 + r) / (1 - r)))
