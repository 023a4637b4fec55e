"""Indicators of districts: the wide table, the generic one, and its template."""

import openpyxl
import pytest

from sinasec import warehouse
from sinasec.intake.bulk.layouts import named
from sinasec.intake.bulk.template import write_template
from sinasec.risk.data import aggregates
from sinasec.risk.ingest.layouts.district_table import declared
from tests.risk.ingest.made import csv, faults, loaded, rows_of

WIDE = csv(
    "ubigeo,distrito,pobreza_total_2018_pct,pobreza_2018_ic95_inf,pobreza_2018_ic95_sup,idh_2019",
    '10101,Chachapoyas,10.5,8.25,"12,75",0.62',
    "010102,Asunción,,,,0.41",
)
GENERIC = "ubigeo,indicador,anio,valor,inferior,superior,fuente"


def test_a_wide_table_gives_each_indicator_with_its_year_and_interval():
    report = loaded(WIDE)
    assert report.ok, report
    assert report.layout == "distritos"
    rows = rows_of(report).select("unit", "indicator", "year", "value", "low", "high").rows()
    assert rows == [
        ("010101", "idh", 2019, 0.62, None, None),
        ("010101", "pobreza", 2018, 10.5, 8.25, 12.75),
        ("010102", "idh", 2019, 0.41, None, None),
    ]


def test_a_value_outside_its_interval_is_a_fault():
    report = loaded(WIDE.replace(b"10.5,8.25", b"10.5,11.25"))
    assert faults(report) == [("intervalo-invertido", 2, "C")]
    assert not report.ok


@pytest.mark.parametrize(
    ("cell", "code"),
    [("1.2", "fuera-de-rango"), ("alto", "numero-ilegible"), ('"1,234"', "numero-ambiguo")],
)
def test_a_value_that_cannot_be_is_a_fault(cell, code):
    report = loaded(WIDE.replace(b"0.62", cell.encode()))
    assert (code, 2, "F") in faults(report)


def test_an_area_far_from_that_of_its_boundary_is_told():
    report = loaded(csv("ubigeo,superficie_km2,area_km2_geo", "010101,300,100", "010102,90,100"))
    assert report.ok
    assert faults(report) == [("superficie-distinta", 2, "B")]


def test_a_table_that_fits_two_layouts_asks_which():
    both = csv("ubigeo,idh_2019,pob_2020", "010101,0.5,100")
    report = loaded(both)
    assert report.refused.code == "varios-formatos"
    assert "poblacion o distritos" in report.refused.message
    assert loaded(both, layout="distritos").ok
    assert loaded(both, layout="poblacion").ok


def test_every_declared_indicator_cites_its_source():
    assert all(each.source and each.name and 2000 < each.year < 2100 for each in declared())
    assert len({(each.code, each.year) for each in declared()}) == len(declared())


def test_any_indicator_enters_by_the_generic_layout():
    report = loaded(
        csv(GENERIC, "10101,Agua Potable,2017,97.3,,,INEI", "10102,agua-potable,2017,80,70,90,INEI")
    )
    assert report.layout == "indicadores"
    found = aggregates.indicators(report.edition)
    assert found.select("unit", "indicator", "value", "low").rows() == [
        ("010101", "agua_potable", 97.3, None),
        ("010102", "agua_potable", 80.0, 70.0),
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("10101,año,2017,1,,,INEI", ("indicador-ilegible", 2, "B")),
        ("10101,agua,2017,1,2,3,INEI", ("intervalo-invertido", 2, "D")),
        ("10101,agua,2017,1,,,", ("dato-obligatorio", 2, "G")),
        ("10101,agua,2050,1,,,INEI", ("anio-imposible", 2, "C")),
    ],
)
def test_faults_of_the_generic_layout(row, fault):
    assert fault in faults(loaded(csv(GENERIC, row)))


def test_a_second_file_of_indicators_leaves_the_others():
    loaded(WIDE)
    report = loaded(csv(GENERIC, "10101,agua,2017,97.3,,,INEI"), cited="Otra")
    assert report.joined == 3
    assert report.edition.source == "Una fuente · Otra"
    assert rows_of(report)["indicator"].n_unique() == 3


@pytest.mark.parametrize("layout", ["indicadores", "poblacion", "tasas-de-denuncia", "comisarias"])
def test_a_template_is_locked_validated_and_explained(tmp_path, layout):
    path = tmp_path / "plantilla.xlsx"
    write_template(path, named(layout)[0])
    book = openpyxl.load_workbook(path)
    sheet = book["Datos"]
    assert sheet.protection.sheet
    assert all(cell.protection.locked for cell in sheet[1])
    headers = [str(cell.value).rstrip("* ") for cell in sheet[1]]
    assert headers == [column.header for column in named(layout)[0].columns]
    assert sheet.data_validations.dataValidation
    assert "Paso 1" in [cell.value for cell in book["Instrucciones"]["A"]]


def test_a_template_that_is_filled_in_is_loaded(tmp_path):
    path = tmp_path / "plantilla.xlsx"
    write_template(path, named("indicadores")[0])
    assert faults(loaded(path)) == [("sin-filas", None, "")]
    book = openpyxl.load_workbook(path)
    book["Datos"].append(["010101", "agua", 2017, 97.3, None, None, "INEI"])
    book.save(path)
    report = loaded(path)
    assert report.ok, report
    assert rows_of(report).select("unit", "value").rows() == [("010101", 97.3)]
    assert warehouse.current("indicadores") == report.edition
