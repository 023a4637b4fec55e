"""A made-up country: the same for the same seed, plausible, and its truth can be found again."""

from dataclasses import fields, replace

import numpy as np
import pytest

from sinasec.methods.risk.reports.silences import LATE
from sinasec.methods.risk.reports.truth import KINDS, Country, Truth, truth
from sinasec.territories import reference

YEARS = (2021, 2022, 2023, 2024, 2025)


@pytest.fixture(scope="module")
def country() -> Country:
    units = tuple(unit.code for unit in reference.units() if unit.kind == "dist")
    return Country.of(units, np.array([reference.is_capital(unit) for unit in units]))


@pytest.fixture(scope="module")
def made(country) -> Truth:
    return truth(country, YEARS, 1)


def arrays(made: Truth) -> dict[str, np.ndarray]:
    values = {field.name: getattr(made, field.name) for field in fields(made)}
    quiet = values.pop("silences")
    values |= {f"silences.{field.name}": getattr(quiet, field.name) for field in fields(quiet)}
    return {name: np.asarray(value) for name, value in values.items()}


def test_the_same_seed_gives_the_same_country(country, made):
    again = arrays(truth(country, YEARS, 1))
    for name, value in arrays(made).items():
        np.testing.assert_array_equal(value, again[name], err_msg=name)


def test_another_seed_gives_another(country, made):
    other = truth(country, YEARS, 2)
    assert not np.array_equal(made.counts, other.counts)
    assert not np.array_equal(made.poverty, other.poverty)


def test_groups_are_provinces_and_departments(country):
    assert country.province.max() + 1 == 196
    assert country.department.max() + 1 == 25
    assert country.capital.sum() == 196
    cities = {unit[:4] for unit in np.array(country.units)[country.metropolis]}
    assert cities == {"1501", "0701"}


def test_counts_follow_their_rates(made):
    """Where all is heard, reports over what was to be expected: 1, give or take a few percent."""
    heard = (made.silences.heard == 1).all(axis=(1, 2))
    expected = (made.rates * made.population[:, :, None])[heard].sum(axis=(0, 1))
    found = made.counts[heard].sum(axis=(0, 1, 2))
    np.testing.assert_allclose(found / expected, 1, atol=0.05)


def test_national_rates_are_the_targets(made):
    national = (made.rates[:, 0] * made.population[:, :1]).sum(axis=0) / made.population[:, 0].sum()
    np.testing.assert_allclose(national * 1e5, [kind.target for kind in KINDS])


def test_the_silent_say_nothing(made):
    assert made.counts[made.silent].sum() == 0
    assert made.silent[made.silences.never].all()
    assert 20 <= made.silences.never.sum() <= 80
    assert made.population[made.silences.never, 0].max() < 2_000
    quiet_months = made.silent.sum(axis=(1, 2))
    assert ((quiet_months > 0) & (quiet_months < 60)).sum() > 50


def test_a_broken_series_can_be_seen(made):
    breaks = made.silences.breaks
    broken = np.flatnonzero(breaks >= 0)
    assert 5 <= broken.size <= 60
    series = made.counts.sum(axis=3).reshape(len(made.units), -1)
    for unit in broken:
        ratio = series[unit, breaks[unit] :].mean() / series[unit, : breaks[unit]].mean()
        assert ratio < 0.6 or ratio > 1.8, made.units[unit]


def test_the_first_edition_lacks_the_late_ones(made):
    share = made.first_counts.sum(axis=(0, 3))[-1] / made.counts.sum(axis=(0, 3))[-1]
    for age, late in enumerate(LATE):
        assert share[-1 - age] == pytest.approx(1 - late, abs=0.01)
    older = made.first_counts[:, :-1] - made.counts[:, :-1]
    assert 0 < older.sum() < 0.001 * made.counts.sum(), "a later edition also takes some away"
    assert older.min() == 0


def test_neighbours_are_alike(country, made):
    """A province explains much more of the danger than chance groups of the same size would."""

    def explained(groups: np.ndarray) -> float:
        means = np.bincount(groups, made.danger) / np.bincount(groups)
        return float(np.var(means[groups]) / np.var(made.danger))

    shuffled = np.random.default_rng(1).permutation(country.province)
    assert explained(country.province) > 2 * explained(shuffled)


def test_tails_are_heavy_and_months_spread_more_than_poisson(made):
    robbery = made.rates[:, 0, [kind.name for kind in KINDS].index("Robo")]
    assert np.quantile(robbery, 0.99) > 15 * np.median(robbery)
    heard = (made.silences.heard == 1).all(axis=(1, 2)) & (made.population[:, 0] > 100_000)
    months = made.counts[heard, 0].sum(axis=2).astype(float)
    assert (months.var(axis=1) / months.mean(axis=1)).mean() > 3


def test_conditions_are_possible_figures(made):
    assert ((made.poverty > 0) & (made.poverty < 100)).all()
    miss = np.abs(made.poverty_seen - made.poverty) > 1.96 * made.poverty_error
    assert miss.mean() == pytest.approx(0.05, abs=0.02)
    assert ((made.development > 0) & (made.development <= 1)).all()
    assert (np.isnan(made.guards) == np.isnan(made.spending)).all()
    assert 0 < np.isnan(made.guards).mean() < 0.15
    assert made.area.min() > 0
    assert made.population.min() >= 100


def test_a_district_alone_can_be_made_up(country):
    one = replace(
        country,
        units=country.units[:1],
        **{name: getattr(country, name)[:1] for name in ("province", "department")},
        **{name: getattr(country, name)[:1] for name in ("capital", "metropolis")},
    )
    assert truth(one, (2025,), 1).counts.shape == (1, 1, 12, len(KINDS))
