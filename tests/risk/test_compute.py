"""The index of a year: every table, its shape, what adds up and what does not move."""

from dataclasses import replace
from functools import cache

import polars as pl
import pytest

from sinasec.definitions.documents import read_document
from sinasec.methods.composite import Recipe, build, read_tables, replay
from sinasec.methods.risk.compute import compute
from sinasec.methods.risk.editions.edition import as_mapping, from_mapping
from sinasec.methods.risk.editions.sentences import change_words
from sinasec.methods.risk.editions.variants import Variant
from sinasec.methods.risk.frames import RESULTS
from sinasec.methods.risk.values import RiskInputs
from tests.risk import small_country as small


@cache
def result(survey=False):
    return compute(small.edition(), small.inputs(survey=survey), year=2023)


def districts():
    return result().tables["distritos"]


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_every_table_has_its_shape(name):
    assert set(result().tables) == set(RESULTS)
    table = result().tables[name]
    assert table.schema == RESULTS[name]
    for column in table.select(pl.col(pl.Float64)):
        assert not column.is_nan().any(), column.name
        assert not column.is_infinite().any(), column.name


def test_who_is_not_evaluated_says_why_and_has_no_place():
    unknown = districts().filter(state="sin_informacion")
    assert dict(unknown.select("unit", "why").iter_rows()) == {
        small.NEVER: "nunca_reporto",
        small.SPARSE: "cobertura",
        small.UNPEOPLED: "sin_poblacion",
    }
    for column in ("score", "rank", "rank_low", "rank_median", "rank_high", "p_top", "zone"):
        assert unknown[column].is_null().all(), column


def test_too_little_known_is_not_imputed_into_the_ranking():
    edition = small.edition(**{"recipe.screen.min_data": 0.9})
    found = compute(edition, small.inputs(), year=2023).tables["distritos"]
    assert found.filter(unit=small.POOR_IN_DATA)["why"].to_list() == ["pocos_datos"]
    assert districts().filter(unit=small.POOR_IN_DATA)["state"].to_list() == ["evaluado"]


def test_ranks_follow_scores_and_their_intervals():
    ranked = districts().filter(state="evaluado")
    assert ranked["rank"].to_list() == list(range(1, 28))
    assert ranked["score"].is_sorted(descending=True)
    assert (ranked["rank_low"] <= ranked["rank_median"]).all()
    assert (ranked["rank_median"] <= ranked["rank_high"]).all()


def test_probabilities_add_up_to_the_places_there_are():
    assert districts()["p_top"].sum() == pytest.approx(small.TOP, abs=1e-9)


def test_zones_are_read_from_the_probabilities():
    for p, zone in districts().drop_nulls("p_top").select("p_top", "zone").iter_rows():
        assert zone == ("dentro" if p > 0.95 else "fuera" if p < 0.05 else "frontera")


@pytest.mark.parametrize("level", [1, 2, 3])
def test_contributions_of_a_level_add_up_to_the_score(level):
    table = result().tables["contribuciones"].filter(level=level)
    sums = table.group_by("unit").agg(pl.col("contribution").sum())
    both = sums.join(districts(), on="unit")
    assert both.height == 27
    assert (both["contribution"] - both["score"]).abs().max() < 1e-9


def test_what_was_imputed_says_so():
    table = result().tables["contribuciones"]
    imputed = table.filter("imputed").select("unit", "element").rows()
    assert sorted(imputed) == [(small.POOR_IN_DATA, "IDH"), (small.POOR_IN_DATA, "POBREZA")]


def test_an_indicator_without_data_weighs_nothing_and_says_where_its_weight_went():
    table = result().tables["elementos"]
    absent = table.filter(~pl.col("available"))
    assert set(absent["element"]) == {"HOMICIDIO", "COMISARIAS", "GASTO", "CAPACIDAD"}
    assert (absent["weight"] == 0).all()
    assert all("No se imputa" in why for why in absent["why"])
    sums = table.filter(pl.col("parent") != "").group_by("parent").agg(pl.col("weight").sum())
    told = dict(sums.iter_rows())
    assert told.pop("CAPACIDAD") == 0
    assert all(total == pytest.approx(1) for total in told.values())


def test_each_element_says_why_it_is_there_and_what_the_edition_warns():
    told = result().tables["elementos"].select("element", "reason", "note")
    spec = as_mapping(small.edition())["elements"]
    wanted = [(each["code"], each.get("why", ""), each.get("note", "")) for each in spec]
    assert sorted(told.rows()) == sorted(wanted)
    assert any(note for _, _, note in wanted)


def test_the_same_arguments_give_the_same_tables():
    again = compute(small.edition(), small.inputs(), year=2023)
    for name, table in result().tables.items():
        assert table.equals(again.tables[name]), name
    assert result().design.equals(again.design)


def test_another_seed_draws_otherwise_and_moves_no_score():
    other = compute(small.edition(), small.inputs(), year=2023, seed=5, replications=50)
    assert other.design.height == 50
    mine = districts().select("unit", "score", "rank")
    assert other.tables["distritos"].select("unit", "score", "rank").equals(mine)


def test_the_library_gives_the_same_from_the_published_tables_alone():
    found = result()
    recipe = Recipe.from_mapping(read_document(found.recipe, "receta.yaml").value)
    index = read_tables(found.idata, found.imeta)
    built = build(index, recipe)
    scores = built.scores.select(unit="uCode", score="IRS")
    both = districts().drop_nulls("score").select("unit", "score").join(scores, on="unit")
    assert both.height == 27
    assert both["score"].equals(both["score_right"].rename("score"))
    replayed = replay(index, recipe, found.design)
    first = (replayed.ranks <= small.TOP).mean(axis=0)
    told = dict(zip(replayed.units, first.tolist(), strict=True))
    assert all(
        told[unit] == pytest.approx(p)
        for unit, p in districts().drop_nulls("p_top").select("unit", "p_top").iter_rows()
    )


def test_every_variant_has_its_row_and_the_untried_say_why():
    table = result().tables["variantes"]
    assert table["variant"].to_list() == [each.code for each in small.edition().variants]
    untried = table.filter(pl.col("spearman").is_null())
    assert untried["variant"].to_list() == ["con-correccion"]
    assert "tasas de denuncia" in untried["changes"][0]


def test_a_correction_common_to_all_districts_moves_nobody():
    table = result(survey=True).tables["variantes"].filter(variant="con-correccion")
    assert table["max_shift"].to_list() == [0]


def test_a_variant_is_the_index_of_the_changed_edition():
    changed = small.edition().changing({"smoothing": "none"})
    alone = compute(changed, small.inputs(), year=2023).tables["distritos"]
    told = result().tables["variantes_puestos"].filter(variant="sin-suavizar")
    both = told.join(alone, on="unit")
    assert both.height == 27
    assert both["rank"].equals(both["rank_right"].rename("rank"))
    before = dict(districts().select("unit", "rank").iter_rows())
    moved = told.select("unit", "rank", "shift").iter_rows()
    assert all(before[unit] - rank == shift for unit, rank, shift in moved)


def test_a_district_more_in_the_list_moves_nobody_by_itself():
    row = result().tables["variantes"].filter(variant="un-mes").row(0, named=True)
    assert row["units"] == 27
    told = result().tables["variantes_puestos"].filter(variant="un-mes")
    assert told.height == 28
    assert told.filter(pl.col("shift").is_null())["unit"].to_list() == [small.SPARSE]


def test_patterns_in_space_are_of_evaluated_districts():
    table = result().tables["espacial"]
    assert set(table["element"]) == {"IRS", "ROBO", "HURTO", "EXTORSION", "VIOLENCIA_FAMILIAR"}
    evaluated = set(districts().filter(state="evaluado")["unit"])
    assert set(table["unit"]) <= evaluated
    assert result().tables["espacial_global"]["neighbours"].unique().to_list() == ["limites"]


def test_peers_are_counted_among_the_evaluated():
    table = result().tables["pares"]
    assert table["units"].sum() == 27
    for peer, _, count in table.iter_rows():
        assert districts().filter(peer=peer, state="evaluado").height == count


def test_steps_are_told_in_their_order():
    assert result().tables["pasos"]["step"].to_list() == [
        "screen", "impute", "treat", "normalise", "weight", "aggregate", "rank",
    ]  # fmt: skip
    assert next(iter(result().steps)) == "01-screen"
    assert all(what for what in result().tables["pasos"]["what"])


def test_without_factors_the_interval_is_the_place_itself():
    edition = small.edition()
    sure = replace(edition, recipe=replace(edition.recipe, factors=()))
    found = compute(sure, small.inputs(), year=2023).tables
    ranked = found["distritos"].drop_nulls("rank")
    assert ranked["rank_low"].equals(ranked["rank"].rename("rank_low"))
    assert found["sensibilidad"].is_empty()


def test_leaving_an_element_out_is_the_edition_without_it():
    """The variant cuts the recipe; the slow way makes the edition and its tables anew."""
    changed = small.edition().changing({"without": "POBLACION"})
    assert "EXPOSICION" not in {each.code for each in changed.elements}
    alone = compute(changed, small.inputs(), year=2023).tables["distritos"]
    told = result().tables["variantes_puestos"].filter(variant="sin-poblacion")
    both = told.join(alone, on="unit")
    assert both.height == 27
    assert both["score"].to_list() == pytest.approx(both["score_right"].to_list())


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("POBREZA", "Se quita Pobreza monetaria; su peso se reparte entre sus hermanos."),
        (
            "POBLACION",
            "Se quita Población, y con eso Población expuesta, que se queda sin nada que sumar; "
            "el peso de Población expuesta se reparte entre sus hermanos.",
        ),
        (
            "PATRIMONIO",
            "Se quita Delitos contra el patrimonio, con lo que cuelga de ahí (Robo, Hurto y "
            "Estafa); su peso se reparte entre sus hermanos.",
        ),
    ],
)
def test_what_falls_with_an_element_is_told(code, said):
    assert change_words(small.edition(), {"without": code}) == said


def test_the_published_variant_tells_it():
    row = result().tables["variantes"].filter(variant="sin-poblacion").row(0, named=True)
    assert "y con eso Población expuesta, que se queda" in row["changes"]


def test_a_variant_that_cannot_be_built_says_so_and_stops_nothing():
    edition = small.edition(**{"recipe.normalise.low": 0})
    sure = replace(edition, recipe=replace(edition.recipe, factors=()))
    table = compute(sure, small.inputs(), year=2023).tables["variantes"]
    row = table.filter(variant="geometrica").row(0, named=True)
    assert row["spearman"] is None
    assert "No se pudo probar: el promedio «geometric» solo admite valores" in row["changes"]
    assert not row["changes"].endswith("..")


@pytest.mark.parametrize("what", ["reports", "population"])
def test_three_years_are_not_tried_with_two(what):
    given = small.inputs()
    two = replace(given, **{what: getattr(given, what).filter(pl.col("year") > 2021)})
    table = compute(small.edition(), two, year=2023).tables["variantes"]
    row = table.filter(variant="tres-anios").row(0, named=True)
    named = {"reports": "denuncias", "population": "población"}[what]
    assert f"No se pudo probar: no hay {named} de 2021" in row["changes"]
    assert (row["spearman"], row["enter"]) == (None, None)


def test_an_element_may_have_any_code():
    spec = as_mapping(small.edition())
    for each in spec["elements"]:
        each["code"] = {"HURTO": "uHurto"}.get(each["code"], each["code"])
    spec["spatial"]["elements"] = ["IRS"]
    found = compute(from_mapping(spec), small.inputs(), year=2023).tables["contribuciones"]
    mine, usual = found.filter(element="uHurto"), result().tables["contribuciones"]
    for column in ("value", "normalised", "position"):
        assert mine[column].equals(usual.filter(element="HURTO")[column], null_equal=True)
    assert mine["value"].null_count() == 0


def test_a_variant_says_which_elements_its_optimised_weights_leave_out():
    """Found apart from it: the weights of the edition with that method, an element at a time."""
    change = {"recipe.weight.method": "balanced"}
    edition = replace(small.edition(), variants=(Variant("iguales", "Igual influencia", change),))
    result = compute(edition, small.inputs(), year=2023)
    balanced = compute(edition.changing(change), small.inputs(), year=2023)
    weightless = balanced.tables["pesos_efectivos"].filter(nominal=0.0)["element"].to_list()
    [highest] = [
        each.name
        for each in edition.elements
        if each.code in weightless and each.parent not in weightless
    ]
    [told] = result.tables["variantes"]["changes"]
    assert told.endswith(f"con todo lo que cuelga de ellos: {highest}.")


def flat(inputs: RiskInputs) -> RiskInputs:
    """Every district as the first one."""
    whole = inputs.units["unit"].to_list()

    def alike(table: pl.DataFrame) -> pl.DataFrame:
        first = table.filter(pl.col("unit") == whole[0])
        return pl.concat([first.with_columns(unit=pl.lit(unit)) for unit in whole])

    return replace(
        inputs,
        reports=alike(inputs.reports),
        population=alike(inputs.population),
        indicators=alike(inputs.indicators),
    )


def test_a_country_in_which_all_are_alike_has_its_tables_and_no_scores():
    found = compute(small.edition(), flat(small.inputs()), year=2023).tables
    assert {name: table.schema for name, table in found.items()} == RESULTS
    assert found["distritos"]["score"].null_count() == found["distritos"].height
    whole = found["sensibilidad"]
    assert whole.height == len(small.edition().recipe.factors)
    assert whole.select("first", "total").null_count().row(0) == (whole.height, whole.height)
    assert found["espacial_global"]["moran"].null_count() == found["espacial_global"].height
