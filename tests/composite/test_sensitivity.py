"""Sensitivity of a recipe against the same computed draw by draw, and against what must be."""

import numpy as np
import polars as pl
import pytest

from sinasec.methods.composite.audits.sensitivity import OUTPUTS, sensitivities, sensitivity
from sinasec.methods.composite.audits.shift import rank_shift
from sinasec.methods.composite.audits.sobol import sobol_of_values, sobol_points
from sinasec.methods.composite.build import build
from sinasec.methods.composite.recipes.recipe import Recipe
from sinasec.methods.composite.table_files.reading import read_tables
from sinasec.methods.risk.frames import SENSITIVITY
from tests.composite.made_up import CHOICES, MUESTREO, PESOS, STEPS, idata, imeta

TOP = 10


@pytest.fixture(scope="module")
def tables():
    return read_tables(idata(), imeta())


def recipe_of(*factors):
    return Recipe.from_mapping({"steps": STEPS, "factors": list(factors)})


def test_every_point_is_the_recipe_it_says(tables):
    """The slow twin: each point of the design built by hand, then the same estimators."""
    scale, order = CHOICES[4], CHOICES[7]
    recipe = recipe_of(scale, order)
    base = 8
    found = sensitivities(tables, recipe, base, seed=3, resamples=20, top=TOP)
    nominal = build(tables, recipe).ranks["I"]
    plain = []
    for one, other in sobol_points(2, base, seed=3).T:
        method = scale["options"][int(one * 3)]
        descending = order["options"][int(other * 2)]
        changed = recipe.changing("normalise.method", method).changing(
            "rank.descending", descending
        )
        shift = rank_shift(nominal, build(tables, changed).ranks["I"], top=TOP)
        plain.append([shift.mean, (TOP - shift.leave) / TOP])
    np.testing.assert_allclose(found.outputs, np.array(plain).T)
    expected = sobol_of_values(np.array(plain).T, ["escala", "orden"], seed=3, resamples=20)
    for place, name in enumerate(OUTPUTS):
        table = found.tables[name]
        np.testing.assert_allclose(table["first"], expected.of(place).first)
        np.testing.assert_allclose(table["total_high"], expected.of(place).total_high)


def test_a_factor_that_changes_nothing_has_no_share_and_one_alone_has_it_all(tables):
    units = {
        "code": "unidades",
        "step": "denominate",
        "argument": "scale",
        "options": [1, 1000, 100000],
    }
    found = sensitivity(
        tables, recipe_of(CHOICES[4], units), base=1024, seed=1, resamples=50, top=TOP
    )
    assert found["factor"].to_list() == ["escala", "unidades"]
    assert found["total"].to_list() == pytest.approx([1, 0], abs=0.05)
    assert found["first"].to_list() == pytest.approx([1, 0], abs=0.05)


def test_shape_and_order_of_the_table(tables):
    recipe = recipe_of(*CHOICES[:6], PESOS, MUESTREO)
    found = sensitivity(tables, recipe, base=32, seed=1, resamples=50, top=TOP)
    assert found.schema == SENSITIVITY
    assert found["factor"].to_list() == [factor.code for factor in recipe.factors]
    assert (found["total"] > -1e-12).all()
    assert found.filter(pl.col("total_low") > pl.col("total_high")).is_empty()
    assert found["total"].max() > 0.1


def test_the_same_seed_gives_the_same_table(tables):
    recipe = recipe_of(CHOICES[1], PESOS, MUESTREO)
    once, again, other = (
        sensitivity(tables, recipe, base=16, seed=seed, resamples=30, top=TOP) for seed in (4, 4, 5)
    )
    assert once.equals(again)
    assert not once.equals(other)


def test_an_output_that_does_not_vary_has_null_indices(tables):
    units = {"code": "u", "step": "denominate", "argument": "scale", "options": [1, 1000]}
    found = sensitivity(tables, recipe_of(units), base=8, seed=1, resamples=10)
    assert found.select("first", "total", "total_high").row(0) == (None, None, None)


def test_weights_without_siblings_are_not_a_factor(tables):
    top_level = {"code": "cima", "weights": [3], "spread": 0.2}
    found = sensitivity(tables, recipe_of(top_level, CHOICES[4]), base=8, seed=1, resamples=10)
    assert found["factor"].to_list() == ["escala"]


def test_faults_are_sentences(tables):
    with pytest.raises(ValueError, match="potencia de dos"):
        sensitivity(tables, recipe_of(CHOICES[4]), base=100, seed=1)
    with pytest.raises(ValueError, match="ningún factor"):
        sensitivity(tables, Recipe(), base=8, seed=1)
