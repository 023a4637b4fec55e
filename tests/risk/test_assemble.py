"""From inputs to the two tables of the index: who is evaluated, on what, and what is not known."""

import math
from collections import defaultdict
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sinasec.methods.composite import read_tables
from sinasec.methods.risk.assemble import NothingToMeasure, assemble
from sinasec.methods.risk.index_tables import ERROR
from sinasec.methods.risk.windows import NotLoaded, coverage
from tests.risk import small_country as small


@pytest.fixture(scope="module")
def inputs():
    return small.inputs()


@pytest.fixture(scope="module")
def assembled(inputs):
    return assemble(small.edition(), inputs, 2023)


def why(assembled, unit):
    return assembled.units.filter(unit=unit).row(0, named=True)


def test_the_tables_are_an_index(assembled):
    tables = read_tables(assembled.idata, assembled.imeta)
    assert tables.tree.index.code == "IRS"
    assert "HOMICIDIO" not in assembled.imeta["iCode"]


@pytest.mark.parametrize(
    ("unit", "reason"),
    [
        (small.NEVER, "nunca_reporto"),
        (small.SPARSE, "cobertura"),
        (small.UNPEOPLED, "sin_poblacion"),
    ],
)
def test_a_district_that_does_not_report_is_not_safe_but_unknown(assembled, unit, reason):
    found = why(assembled, unit)
    assert (found["state"], found["why"]) == ("sin_informacion", reason)
    assert unit not in assembled.idata["uCode"]
    assert unit not in assembled.rates["unit"]


def test_the_others_are_evaluated(assembled):
    assert assembled.idata.height == len(small.UNITS) - 3
    assert why(assembled, small.SPARSE)["months_covered"] == 4


def test_raw_rates_are_those_of_a_plain_count(inputs):
    """Slow twin: events of the kind over persons × share of the year covered."""
    found = assemble(small.edition(smoothing="none", missing_months="uncovered"), inputs, 2023)
    rates = found.rates.filter(element="ROBO")
    events, months = defaultdict(int), defaultdict(set)
    for unit, year, month, kind, count in inputs.reports.iter_rows():
        if year == 2023 and count > 0:
            months[unit].add(month)
            events[unit] += count if kind == "Robo" else 0
    people = dict(inputs.population.filter(year=2023).select("unit", "population").iter_rows())
    assert rates.height == 27
    for row in rates.iter_rows(named=True):
        lived = people[row["unit"]] * len(months[row["unit"]]) / 12
        assert row["exposure"] == pytest.approx(lived)
        assert row["months"] == len(months[row["unit"]])
        assert row["events"] == events[row["unit"]]
        assert row["raw"] == pytest.approx(100_000 * events[row["unit"]] / lived)
        assert row["smoothed"] == pytest.approx(row["raw"])
        assert row["low"] <= row["raw"] <= row["high"]


def test_a_window_of_three_years_pools_events_and_persons(inputs):
    found = assemble(small.edition(window=3, smoothing="none"), inputs, 2023)
    robberies = inputs.reports.filter(kind="Robo")
    one = found.rates.filter(element="ROBO").row(0, named=True)
    assert one["events"] == robberies.filter(unit=one["unit"])["count"].sum()
    assert 24 < one["months"] <= 36
    assert found.measures["ROBO"].period == "2021-2023"


def test_smoothing_draws_small_districts_to_the_country(inputs, assembled):
    raw = assemble(small.edition(smoothing="none"), inputs, 2023)
    smooth = assembled.rates.filter(element="SECUESTRO")["smoothed"]
    rough = raw.rates.filter(element="SECUESTRO")["smoothed"]
    assert smooth.std() < rough.std()
    assert (smooth > 0).all()


@pytest.mark.parametrize("smoothing", ["eb", "eb_spatial", "none"])
def test_a_smoothed_rate_lies_between_the_counted_and_what_it_is_drawn_towards(inputs, smoothing):
    rates = assemble(small.edition(smoothing=smoothing), inputs, 2023).rates
    if smoothing == "none":
        assert rates["toward"].is_null().all()
        return
    ends = rates.select(
        low=pl.min_horizontal("raw", "toward"), high=pl.max_horizontal("raw", "toward")
    )
    assert (rates["smoothed"] >= ends["low"] - 1e-9).all()
    assert (rates["smoothed"] <= ends["high"] + 1e-9).all()
    one = rates.group_by("element").agg(pl.col("toward").n_unique())["toward"]
    assert (one == 1).all() == (smoothing == "eb")


def test_errors_are_those_of_the_source_and_of_the_smoothing(assembled, inputs):
    meta = dict(assembled.imeta.select("iCode", "StdErr").iter_rows())
    assert meta["IDH"] is None
    assert meta["POBLACION"] is None
    assert meta["POBREZA"] == f"{ERROR}POBREZA"
    known = assembled.idata[f"{ERROR}POBREZA"].drop_nulls()
    assert known.to_list() == pytest.approx([6 / (2 * 1.959963984540054)] * len(known))
    shape = dict(assembled.imeta.select("iCode", "ErrorDist").iter_rows())
    assert (shape["ROBO"], shape["POBREZA"], shape["IDH"]) == ("gamma", "normal", None)


def test_homicides_enter_when_a_table_of_them_is_loaded(assembled):
    assert "«homicidios»" in assembled.measures["HOMICIDIO"].why
    loaded = assemble(small.edition(), small.inputs(homicides=True), 2023)
    assert loaded.measures["HOMICIDIO"].why == ""
    assert "HOMICIDIO" in loaded.imeta["iCode"]
    unknown = loaded.idata.filter(pl.col("HOMICIDIO").is_null())["uCode"].to_list()
    assert unknown == [small.POOR_IN_DATA]  # no row is not zero


def test_homicides_of_who_is_not_evaluated_smooth_nobody():
    told = small.inputs(homicides=True)
    theirs = pl.col("unit").is_in([small.NEVER, small.SPARSE]) & (
        pl.col("indicator") == "homicidios"
    )
    many = pl.when(theirs).then(pl.col("value") + 5000).otherwise("value").alias("value")
    usual, other = (
        assemble(small.edition(), each, 2023).idata["HOMICIDIO"]
        for each in (told, replace(told, indicators=told.indicators.with_columns(many)))
    )
    assert other.equals(usual, null_equal=True)


def test_the_survey_changes_the_level_and_not_the_order():
    told = small.inputs(survey=True)
    before = assemble(small.edition(), told, 2023)
    after = assemble(small.edition(reporting_correction=True), told, 2023)
    rates = before.idata["ROBO"] / 0.2
    assert after.idata["ROBO"].to_list() == pytest.approx(rates.to_list())
    assert "se denuncia el 20,0 %" in after.measures["ROBO"].treatment
    assert "sin corregir" in before.measures["ROBO"].treatment
    wider = after.rates.filter(element="ROBO")
    spread = wider["smoothed_high"] - wider["smoothed_low"]
    narrow = before.rates.filter(element="ROBO")
    assert (spread > (narrow["smoothed_high"] - narrow["smoothed_low"]) / 0.2).all()


def test_poverty_of_a_later_year_is_not_used(inputs):
    later = inputs.indicators.with_columns(year=pl.lit(2030, pl.Int32))
    found = assemble(small.edition(), replace(inputs, indicators=later), 2023)
    assert "después de este año" in found.measures["POBREZA"].why
    assert "SOCIAL" not in found.imeta["iCode"]


def test_a_year_without_reports_says_which_there_are(inputs):
    with pytest.raises(NotLoaded, match="2021, 2022, 2023"):
        assemble(small.edition(), inputs, 2019)


@pytest.mark.parametrize(("kept", "says"), [(0, "Ningún distrito"), (1, "Un solo"), (2, "Solo 2")])
def test_too_few_to_be_compared_are_told(inputs, kept, says):
    few = inputs.population.filter(pl.col("unit").is_in(small.UNITS[:kept]))
    with pytest.raises(NothingToMeasure, match=says):
        assemble(small.edition(), replace(inputs, population=few), 2023)


@pytest.mark.parametrize(
    ("reading", "counted"), [("zero", [12, 12]), ("uncovered", [11, 11]), ("likely", [11, 12])]
)
def test_a_missing_month_is_zero_or_was_not_covered(reading, counted):
    """The first district has 50 reports a month and the second one: only of the second is a
    month without any believable."""
    busy = [("990101", 2023, month, "Robo", 50) for month in range(1, 12)]
    calm = [("990102", 2023, month, "Robo", 1) for month in range(1, 12)]
    whole = [("990103", 2023, month, "Robo", 5) for month in range(1, 13)]
    reports = pl.DataFrame(busy + calm + whole, schema=small.frames.REPORTS, orient="row")
    found = coverage(reports, reading)
    assert found["counted"].to_list() == [*counted, 12]
    assert math.exp(-1) > 0.01 > math.exp(-50)


@pytest.mark.parametrize("reading", ["uncovered", "likely"])
def test_a_month_declared_calm_is_covered(reading):
    """A row that says 0 is not a month that nobody wrote down."""
    busy = [("990101", 2023, month, "Robo", 50) for month in range(1, 12)]
    whole = [("990103", 2023, month, "Robo", 5) for month in range(1, 13)]
    said = pl.DataFrame(
        [*busy, ("990101", 2023, 12, "Robo", 0), *whole],
        schema=small.frames.REPORTS,
        orient="row",
    )
    unsaid = said.filter(pl.col("count") > 0)
    assert coverage(unsaid, reading)["counted"].to_list() == [11, 12]
    assert coverage(said, reading)["counted"].to_list() == [12, 12]


def test_months_that_nobody_reports_are_not_of_the_year():
    """A year loaded up to August has eight months for everyone."""
    rows = [("990101", 2026, month, "Robo", 3) for month in range(1, 9)]
    reports = pl.DataFrame(rows, schema=small.frames.REPORTS, orient="row")
    assert coverage(reports, "zero")["counted"].to_list() == [8]


def test_neighbours_come_from_boundaries_else_from_places(inputs, assembled):
    assert assembled.neighbours.source == "limites"
    placed = assemble(small.edition(), replace(inputs, neighbours=inputs.neighbours.clear()), 2023)
    assert placed.neighbours.source == "cercanos"


def test_the_order_of_the_rows_of_the_inputs_says_nothing(inputs, assembled):
    shuffled = replace(
        inputs,
        reports=inputs.reports.sample(fraction=1, shuffle=True, seed=1),
        population=inputs.population.sample(fraction=1, shuffle=True, seed=2),
        units=inputs.units.sample(fraction=1, shuffle=True, seed=3),
        indicators=inputs.indicators.sample(fraction=1, shuffle=True, seed=4),
    )
    again = assemble(small.edition(), shuffled, 2023)
    assert again.idata.equals(assembled.idata)
    assert again.units.equals(assembled.units)


def test_values_are_finite_or_not_known(assembled):
    numbers = assembled.idata.select(pl.col(pl.Float64))
    for column in numbers:
        assert np.isfinite(column.drop_nulls().to_numpy()).all()


def test_reports_too_few_to_be_trusted_smooth_nobody(inputs, assembled):
    """Were the district with four months away, the others would be the same."""
    away = inputs.reports.filter(pl.col("unit") != small.SPARSE)
    found = assemble(small.edition(), replace(inputs, reports=away), 2023)
    assert found.idata.equals(assembled.idata)
