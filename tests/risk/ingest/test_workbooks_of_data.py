"""A workbook of data: all its sheets that can be seen, and cells that are more than a number."""

import io

import openpyxl
import pytest

from sinasec.intake.bulk.load import LoadReport
from tests.risk.ingest.made import csv, faults, loaded, rows_of

HEADING = ["ubigeo", "indicador", "anio", "valor", "fuente"]

pytestmark = pytest.mark.usefixtures("home")


def row(unit: str, value: object, indicator: str = "agua") -> list[object]:
    return [unit, indicator, 2017, value, "Censo"]


def book(**sheets: list[list[object]]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for each in rows:
            sheet.append(each)
    return made


def load_book(made: openpyxl.Workbook) -> LoadReport:
    stream = io.BytesIO()
    made.save(stream)
    return loaded(stream.getvalue(), name="libro.xlsx")


def values(report: LoadReport) -> dict[str, float]:
    return dict(rows_of(report).select("unit", "value").iter_rows())


def test_every_sheet_with_the_heading_is_read_and_told():
    report = load_book(
        book(
            Lima=[HEADING, row("150101", 1)],
            Notas=[["Hecho por", "Ana"]],
            Cusco=[["Cuadro 2"], HEADING, row("080101", 90)],
        )
    )
    assert values(report) == {"150101": 1.0, "080101": 90.0}
    assert report.notes == (
        "Se leyeron 2 hojas: «Lima», «Cusco».",
        "Sin leer, por no tener esos encabezados: «Notas».",
    )


def test_a_fault_is_told_in_its_own_sheet_and_row():
    report = load_book(
        book(
            Lima=[HEADING, row("150101", 1), row("150102", 2)],
            Cusco=[["Cuadro 2"], HEADING, row("080101", "x"), row("150102", 2)],
        )
    )
    told = {(f.sheet, f.row, f.code, f.message) for group in report.groups for f in group.shown}
    assert {each[:3] for each in told} == {
        ("Cusco", 3, "numero-ilegible"),
        ("Cusco", 4, "fila-repetida"),
    }
    assert any("La fila 4 de la hoja leída n.º 2" in each[3] for each in told)


def test_rows_left_out_of_several_sheets_say_of_which(home):
    made = book(
        Lima=[HEADING, row("150101", 1)], Cusco=[HEADING, row("080101", "x"), row("080102", 3)]
    )
    stream = io.BytesIO()
    made.save(stream)
    report = loaded(stream.getvalue(), name="l.xlsx", leave_out=["numero-ilegible"])
    assert report.left_out == {"numero-ilegible": 1}
    assert values(report) == {"150101": 1.0, "080102": 3.0}


def test_sheets_of_the_same_data_in_other_columns_are_not_guessed():
    report = load_book(
        book(Lima=[HEADING, row("150101", 1)], Cusco=[HEADING[::-1], row("080101", 2)[::-1]])
    )
    assert report.refused is not None
    assert report.refused.code == "hojas-distintas"


def test_a_hidden_sheet_never_takes_the_place_of_one_that_is_seen():
    made = book(Borrador=[HEADING, row("150101", 1)], Datos=[HEADING, row("150101", 90)])
    made["Borrador"].sheet_state = "hidden"
    report = load_book(made)
    assert values(report) == {"150101": 90.0}
    assert any("hoja oculta «Borrador»" in note for note in report.notes)
    made.create_sheet("Otra")
    made.remove(made["Datos"])
    refused = load_book(made).refused
    assert refused is not None
    assert refused.code == "hoja-oculta"


def test_what_a_filter_hides_is_read_and_told():
    made = book(Datos=[HEADING, row("150101", 1), row("150102", 2)])
    made["Datos"].row_dimensions[3].hidden = True
    report = load_book(made)
    assert report.accepted == 2
    assert any("1 fila desde la 3" in note for note in report.notes)


def test_a_number_typed_as_text_is_in_doubt_and_a_number_is_not():
    made = book(Datos=[HEADING, row("150101", 1.293), row("150102", "1.293")])
    assert faults(load_book(made)) == [("numero-ambiguo", 3, "D")]
    report = load_book(book(Datos=[HEADING, row("150101", 1.293), row("150102", 12.5)]))
    assert values(report) == {"150101": 1.293, "150102": 12.5}


def test_a_percentage_is_its_points_where_they_are_measured_and_nowhere_else():
    poverty = book(Datos=[["ubigeo", "pobreza_total_2018_pct"], ["150101", 0.305]])
    poverty["Datos"]["B2"].number_format = "0.0%"
    assert values(load_book(poverty)) == {"150101": 30.5}
    assert values(loaded(csv("ubigeo;pobreza_total_2018_pct", "150101;30,5 %"))) == {"150101": 30.5}
    other = book(Datos=[HEADING, row("150101", 0.305)])
    other["Datos"]["D2"].number_format = "0.0%"
    assert faults(load_book(other)) == [("porcentaje", 2, "D")]


def test_points_that_never_pass_of_one_are_told():
    report = loaded(csv("ubigeo;pobreza_total_2018_pct", "150101;0.305", "150102;0.2"))
    assert any("ningún valor pasa de 1" in note for note in report.notes)


def test_a_formula_without_result_is_no_blank_cell():
    made = book(Datos=[[*HEADING, "inferior"], [*row("150101", 1), "=D2-1"]])
    assert faults(load_book(made)) == [("formula-sin-resultado", 2, "F")]


def test_the_mark_of_a_text_is_said_and_never_guessed():
    text = csv(";".join(HEADING), "150101;agua;2017;1.293;Censo", "150102;agua;2017;12.5;Censo")
    assert faults(loaded(text)) == [("numero-ambiguo", 2, "D")]
    assert values(loaded(text, decimal=".")) == {"150101": 1.293, "150102": 12.5}
    assert faults(loaded(text, decimal=",")) == [("numero-ilegible", 3, "D")]
