"""Population by district and year, in a row or in a column for each year."""

import io

import polars as pl
import pytest

from tests.risk.ingest.made import csv, faults, loaded, rows_of

LONG = csv("ubigeo,anio,poblacion", "10101,2023,100", "10101,2024,110", "10102,2023,50")
WIDE = csv("ubigeo;distrito;pob_2023;pob_2024", "010101;Chachapoyas;100;110", "010102;Asunción;50;")
ROWS = [("010101", 2023, 100), ("010101", 2024, 110), ("010102", 2023, 50)]
SEVERAL = csv(
    "ubigeo,anio,poblacion,fuente",
    "010101,2023,100,INEI",
    "010101,2023,105,MINSA",
    "010101,2024,110,INEI",
)


@pytest.mark.parametrize("content", [LONG, WIDE])
def test_both_layouts_say_the_same(content):
    report = loaded(content)
    assert report.ok, report
    assert report.dataset == "poblacion"
    assert rows_of(report).select("unit", "year", "population").rows() == ROWS


def test_several_sources_ask_which():
    report = loaded(SEVERAL)
    (group,) = report.blocking
    assert group.code == "varias-fuentes"
    assert "«INEI» (2023 a 2024, 2 filas); «MINSA» (2023 a 2023, 1 fila)" in group.shown[0].message
    assert "--series" in group.shown[0].message


def test_the_series_that_was_asked_for_is_read():
    report = loaded(SEVERAL, series="INEI")
    assert [row[:3] for row in rows_of(report).rows()] == [
        ("010101", 2023, 100),
        ("010101", 2024, 110),
    ]
    assert any("las otras tienen 1 fila" in note for note in report.notes)


def test_a_series_that_is_not_there_lists_those_that_are():
    (group,) = loaded(SEVERAL, series="CENSO").blocking
    assert "«INEI»" in group.shown[0].message


def test_a_blank_year_of_a_wide_table_is_not_known():
    assert rows_of(loaded(WIDE)).height == 3


def test_a_fault_of_a_wide_table_names_the_column_of_its_year():
    report = loaded(csv("ubigeo,pob_2023,pob_2024", "010101,100,muchos"))
    assert faults(report) == [("cantidad-ilegible", 2, "C")]


def test_a_district_and_year_with_two_figures_contradicts_itself():
    report = loaded(csv("ubigeo,anio,poblacion", "010101,2023,1", "10101,2023,2"))
    assert [group.code for group in report.blocking] == ["fila-contradictoria"]


def test_a_projection_may_be_of_years_to_come():
    report = loaded(csv("ubigeo,anio,poblacion", "010101,2030,120"))
    assert rows_of(report)["year"].to_list() == [2030]


def test_the_summary_says_how_many_districts_are_missing():
    assert loaded(LONG).summary[0] == "2023: 150 habitantes en 2 distritos; 1891 sin dato"


def test_many_faults_of_a_parquet_are_told():
    buffer = io.BytesIO()
    rows = {"ubigeo": ["010101"] * 99, "anio": list(range(2020, 2119)), "poblacion": [1] * 99}
    pl.DataFrame(rows).write_parquet(buffer)
    (group,) = loaded(buffer.getvalue()).blocking
    assert (group.code, group.count, len(group.shown)) == ("anio-imposible", 44, 20)


def test_of_many_columns_that_are_not_read_the_first_are_named_and_cut():
    many = "".join(f",columna_{'x' * 300}{n}" for n in range(50))
    report = loaded(csv(f"ubigeo,pob_2023{many}", f"010101,100{',x' * 50}"))
    assert report.ok, report
    (note,) = [each for each in report.notes if each.startswith("No se leyeron")]
    assert note.endswith("… y 30 más.")
    assert len(note) < 2_000
