"""Designs of uncertainty: drawn, kept as CSV, read back, and every fault said at once."""

import io

import numpy as np
import polars as pl
import pytest

from sinasec.methods.composite.elements import Element, Tree
from sinasec.methods.composite.recipes.recipe import Recipe
from sinasec.methods.composite.replays.design import draw_design
from sinasec.methods.composite.replays.design_reading import DesignFaults, read_design
from sinasec.methods.composite.table_files.tables import IndexTables

FACTORS = [
    {"code": "escala", "step": "normalise", "argument": "method", "options": ["minmax", "zscore"]},
    {"code": "datos", "step": "screen", "argument": "min_data", "options": [0, 0.5]},
    {"code": "pesos", "weights": [1, 2], "spread": 0.3},
    {"code": "muestreo", "sampling_error": True},
]
RECIPE = Recipe.from_mapping({"factors": FACTORS})
TREE = Tree.of(
    [
        Element("a", 1, "A"),
        Element("b", 1, "A"),
        Element("c", 1, "B"),
        Element("A", 2, "I"),
        Element("B", 2, "I"),
        Element("I", 3, ""),
    ]
)


def tables(error=0.1):
    values = np.arange(12.0).reshape(4, 3)
    units = ("u1", "u2", "u3", "u4")
    return IndexTables(units, units, TREE, values, np.full((4, 3), error), {}, {})


def csv(text):
    return pl.read_csv(io.StringIO(text.replace(" ", "")), infer_schema=False)


def faults_of(design, recipe=RECIPE, given=None):
    with pytest.raises(DesignFaults) as raised:
        read_design(design, recipe, given or tables())
    return [(fault.row, fault.column, fault.message) for fault in raised.value.faults]


def test_every_factor_has_its_columns():
    design = draw_design(RECIPE, 500, seed=4, tables=tables())
    # «c» is alone in B: its weight cannot change anything.
    weights = ["peso:a", "peso:b", "peso:A", "peso:B"]
    assert design.columns == ["replication", "escala", "datos", *weights, "muestreo"]
    assert design["replication"].to_list() == list(range(1, 501))
    assert set(design["escala"]) == {"minmax", "zscore"}
    assert set(design["datos"]) == {"0", "0.5"}
    assert 200 < (design["escala"] == "minmax").sum() < 300
    for column in weights:
        assert 0.7 <= design[column].min() < 0.72
        assert 1.28 < design[column].max() <= 1.3
    assert design["muestreo"].n_unique() == 500


def test_columns_are_independent_and_one_factor_more_does_not_change_the_others():
    design = draw_design(RECIPE, 2000, seed=4, tables=tables())
    numbers = design.select(pl.col("^peso:.*$"), pl.col("escala") == "zscore").to_numpy()
    assert np.abs(np.corrcoef(numbers.astype(float), rowvar=False) - np.eye(5)).max() < 0.08
    fewer = Recipe.from_mapping({"factors": FACTORS[1:]})
    again = draw_design(fewer, 2000, seed=4, tables=tables())
    assert again.equals(design.drop("escala"))
    assert not draw_design(RECIPE, 2000, seed=5, tables=tables()).equals(design)


def test_a_design_reads_the_same_from_its_csv():
    design = draw_design(RECIPE, 300, seed=9, tables=tables())
    text = design.write_csv()
    for given in (design, pl.read_csv(io.StringIO(text)), csv(text)):
        draws = read_design(given, RECIPE, tables())
        np.testing.assert_array_equal(draws.options[:, 0], design["escala"] == "zscore")
        np.testing.assert_array_equal(draws.options[:, 1], design["datos"] == "0.5")
        np.testing.assert_array_equal(draws.multipliers[:, 1], design["peso:b"])
        np.testing.assert_array_equal(draws.multipliers[:, [2, 5]], 1)
        np.testing.assert_array_equal(draws.seeds, design["muestreo"])


def test_absent_columns_leave_the_recipe_as_it_is():
    draws = read_design(csv("replication\n1\n2"), RECIPE, tables())
    assert draws.options.tolist() == [[-1, -1], [-1, -1]]
    assert (draws.multipliers == 1).all()
    assert draws.seeds is None


def test_all_faults_at_once_with_their_cell():
    text = """replication,escala,peso:a,peso:z,muestreo,otra
    1,minmax,1.1,1,7,x
    1,ranking,0,1,-2,x
    4,,NaN,1,1.5,x
    x,zscore,mil,1,,x"""
    found = faults_of(csv(text))
    places = [(row, column) for row, column, _ in found]
    assert places == [
        (None, "otra"),
        (None, "peso:z"),
        (None, "replication"),
        (3, "escala"),
        (3, "muestreo"),
        (3, "peso:a"),
        (3, "replication"),
        (4, "escala"),
        (4, "muestreo"),
        (4, "peso:a"),
        (5, "muestreo"),
        (5, "peso:a"),
        (5, "replication"),
    ]
    said = {place: message for place, (_, _, message) in zip(places, found, strict=True)}
    assert "faltan 2 réplicas: 2, 3" in said[None, "replication"]
    assert "se repite" in said[3, "replication"]
    assert "«ranking»; las opciones del factor son: minmax, zscore" in said[3, "escala"]
    assert "está vacío" in said[4, "escala"]
    assert "mayor que 0" in said[4, "peso:a"]
    assert "escala, datos, peso:CÓDIGO, muestreo" in said[None, "otra"]
    assert all(message.endswith(".") for _, _, message in found)


def test_a_gap_of_a_thousand_million_replications_is_counted_not_listed():
    ((_, _, message),) = faults_of(csv("replication\n1\n1000000000"))
    assert message == "faltan 999999998 réplicas: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 y otras."


def test_faults_of_the_whole_table():
    assert faults_of(csv("escala\nminmax"))[0][1] == "replication"
    assert "ninguna réplica" in faults_of(csv("replication\n"))[0][2]
    without_errors = tables(error=np.nan)
    design = csv("replication,muestreo\n1,5")
    ((_, column, message),) = faults_of(design, given=without_errors)
    assert column == "muestreo"
    assert "StdErr" in message


def test_elements_left_out_by_the_recipe_have_no_weight():
    cut = RECIPE.without("a")
    assert "peso:a" not in draw_design(cut, 3, seed=1, tables=tables()).columns
    ((_, column, _),) = faults_of(csv("replication,peso:a\n1,1"), recipe=cut)
    assert column == "peso:a"


def test_a_design_cannot_be_drawn_from_nothing():
    with pytest.raises(ValueError, match="no declara factores"):
        draw_design(Recipe(), 10, seed=1)
    with pytest.raises(ValueError, match="al menos una réplica"):
        draw_design(RECIPE, 0, seed=1, tables=tables())
    with pytest.raises(ValueError, match="necesita las tablas"):
        draw_design(RECIPE, 10, seed=1)
